"""Places: compose, bind, start workers, turn messages into desk calls. Thin. Who looks for something:

What all rest on: `base` above `ways` (to other places) above `foot`; `session`, `work`, `framed` (two lines and a body)
and `browsing` (an outline), `help`, `conflict`, `figures` (the rows behind one), `lines` and `facts` (what is said of
records), `verbs` (on comments and posts), `previewing`.

Hari ini: `today`, with `panes`, `queue_pane`, `inbox_pane`, `topics_pane`; `inbox_filter`, `inbox_search`, `triage`,
`labelling`, `handing`, `macros`, `explaining`, `rising_watch`, `by_hand` with `by_hand_rows`, `publishing`,
`delivering`, `erasing`.
Percakapan: `conversation`, `composer`, `replying`, `leasing`, `calm`, `templating`, `referring`; then `outbox` and
`outgoing`, `referrals`.
Posts: `editor`, `editor_fields`, `editor_rows`, `editor_writing`, `ideas`; `calendar`, `calendar_moves`,
`calendar_rows`, `calendar_view`, `year`.
Topik: `topics`, `topics_rows`, `topic_verbs`, `feeds`. Figures: `score`, `metrics`, `recap`.
When it gets hot: `rising`, `clarification`, `crisis`, `handover`. What was: `trail`, `archive`.
Setelan: `settings`, `settings_view`, `settings_sections`, `settings_section`, `settings_lists`, `settings_views`,
`settings_macros`, `settings_admins`, `settings_connections`; `connecting`, `mapping`, `setup` (the first run).
"""
