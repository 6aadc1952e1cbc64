"""What an admin does: each use case is one transaction, one audit entry, one outcome. Who looks for something:

What all rest on: `desk` and its step, `history` and `steps` (taking back), `trail`, `witness`, `agency` (its lists),
`accounts`, `settings`, `admins`, `calendars` and `reckoning` (deadlines), `presence`, `rows`,
`apart` (other processes).

Comments: `inbox`, `finding`, `filters`, `views`, `comments`, `triage`, `macros`, `leases`, `thread`, `referrals`,
`lessons`, `watch`, `revealing` (personal data).
Replies: `replies` (what all have in common), `answering` (many at once), `templates`, `checks`, `outbox`, `unsent`;
`sending` with `sending_replies` and `sending_posts`.
When it gets hot: `rising`, `clarifications`, `restraint`, `handover`.

Posts: `day` (the queue), `posts`, `editing`, `sealing` (what is approved), `due`, `deliveries` (what
goes out by itself) with its `pictures`, `ideas`, `planning`, `moving`, `calendar_file`.
News: `news` (the feeds), `news_apart`, `headlines`, `topics`, `relevance`.
Figures: `metrics`, `measuring`, `matching`, `score`, `targets`, `recap`.

In and out: `receive` and `mappings` (files, and what platforms tell), `connections`, `connecting`, `sync`, `export`.
What is kept and for how long: `archiving` (what moves there) and `archive`, `retention`, `erasure`, `housekeeping`,
`backups`. The demo: `example`.
"""
