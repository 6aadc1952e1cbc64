"""How a comment, a post and a topic are told on a page. Shared by the desk's detail pane and the reading places."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk import revealing
from desk.day import Plan, QueueItem
from desk.history import Deed
from domain.accounts import NAMES, label
from domain.afterwards import Contest
from domain.comments import SETTLED, Comment, Reply, is_precaution, owed
from domain.leases import Lease
from domain.news import Headline
from domain.posts import caption_of
from domain.press import Conference
from domain.text import hidden_count, mixed_script
from screens import delivering
from widgets.bar import Part
from widgets.page import Block, Fact, Heading, Words
from widgets.topics import DANGER_INK
from wording import _, deeds, figures, labels, n_
from wording import topics as topic_words
from wording.publishing import why

if TYPE_CHECKING:
    from desk.topics import RankedTopic

SENTIMENT_INK = {"positive": "success", "neutral": "foreground", "negative": "error", "unsure": "warning"}
MOMENT_INK = {
    "published": "success",
    "due": "warning",
    "missed": "error",
    "frozen": "warning",
    "review": "accent",
    "returned": "warning",
}


def reading_parts(comment: Comment) -> tuple[Part, ...]:
    """The sentiment, how sure the engine is, and the words that decided; or who said so."""
    parts = [Part(labels.sentiment(comment.sentiment), SENTIMENT_INK[comment.sentiment], True)]
    if comment.sentiment_by:
        return (*parts, Part("  " + _("said {who}").format(who=labels.person(comment.sentiment_by))))
    if comment.reading.sentiment_from:
        return (*parts, Part("  " + _("corrected by {who}").format(who=labels.person(comment.reading.sentiment_from))))
    parts.append(Part(f" {figures.decimal(comment.reading.confidence)}"))
    if words := quoted([word.text for word in comment.reading.words]):
        parts.append(Part(f"  {words}", "foreground"))
    return tuple(parts)


def kind_parts(comment: Comment) -> tuple[Part, ...]:
    """The kind with its reasons; or who said so. A second kind follows."""
    parts = [Part(labels.kind(comment.kind), "foreground", True)]
    if comment.kind_by:
        return (*parts, Part("  " + _("said {who}").format(who=labels.person(comment.kind_by))))
    if comment.reading.kind_from:
        return (*parts, Part("  " + _("corrected by {who}").format(who=labels.person(comment.reading.kind_from))))
    if is_precaution(comment.reading):  # Its small number would read as a reason to look away.
        parts.append(Part("  " + _("as a precaution"), "warning"))
    else:
        parts.append(Part(f" {figures.decimal(comment.reading.kind_confidence)}"))
    if reasons := quoted(comment.reading.reasons):
        parts.append(Part(f"  {reasons}", "foreground"))
    if comment.reading.second_kind:
        parts.append(Part("  " + _("also {kind}").format(kind=labels.kind(comment.reading.second_kind))))
    return tuple(parts)


def quoted(words: Sequence[str]) -> str:
    """Evidence, in quotes."""
    return ", ".join(f"“{word}”" for word in words[:4])


def deadline_parts(comment: Comment, now: int, zone: str) -> tuple[Part, ...]:
    """When the first reply is due, or what became of the comment; when it is to be settled; and whose it is."""
    who = labels.person(comment.assignee) or _("nobody's yet")
    owner = Part(f"   {who}", "accent" if comment.assignee else "muted")
    if not owed(comment):
        state = labels.comment_state(comment.state)
        reason = f": {labels.no_reply_reason(comment.state_reason)}" if comment.state_reason else ""
        return (Part(state + reason, "success"), *settlement_parts(comment, now, zone), owner)
    if comment.reply_due is None:
        return (Part("–"), owner)
    late = comment.reply_due < now
    return (
        Part(figures.when(comment.reply_due, now, zone), "foreground"),
        Part("  " + figures.lateness(comment.reply_due, now), "error" if late else "warning"),
        *settlement_parts(comment, now, zone),
        owner,
    )


def settlement_parts(comment: Comment, now: int, zone: str) -> tuple[Part, ...]:
    """Until when the matter itself is to be settled, as long as it is not."""
    due = comment.follow_up_due
    if due is None or comment.state in SETTLED:
        return ()
    return (
        Part(
            "   " + _("settled by {time}").format(time=figures.when(due, now, zone)), "error" if due < now else "muted"
        ),
    )


def called(comment: Comment, *, bare: bool = False) -> str:
    """Its writer, personal data in the name hidden unless they are shown just now (`bare`)."""
    name = (comment.handle or comment.author) if bare else revealing.name(comment)
    return f"@{name}" if comment.handle else name or _("(no name)")


def warning_parts(comment: Comment, reveal: str = "") -> tuple[Part, ...]:
    """What to be wary of in the text and in the writer's name; `reveal` is the key that shows personal data."""
    warnings = []
    if hidden := hidden_count(comment.text):
        warnings.append(n_("{n} hidden character", "{n} hidden characters", hidden).format(n=hidden))
    if mixed_script(comment.author) or mixed_script(comment.handle):
        warnings.append(_("the name mixes scripts"))
    types = sorted(map(labels.personal_data, revealing.types(comment)))
    if types:
        warnings.append(_("holds personal data: {types}").format(types=", ".join(types)))
    parts = tuple(Part(("" if place == 0 else " · ") + text, "warning") for place, text in enumerate(warnings))
    if types and reveal:
        return (*parts, Part(f"   {reveal}", "accent", True), Part(" " + _("shows them")))
    return parts


def comment_facts(
    comment: Comment, now: int, zone: str, alike: int = 1, key: str = "", reveal: str = ""
) -> list[Block]:
    """Reading, kind, deadline, how many say the same (`key` lists them), warnings: one fact per row.

    `reveal` is the key that shows personal data; empty: they are shown, or cannot be here.
    """
    blocks: list[Block] = [
        Fact(_("reading"), reading_parts(comment)),
        Fact(_("kind"), kind_parts(comment)),
        Fact(_("deadline"), deadline_parts(comment, now, zone)),
    ]
    if alike > 1:
        count = n_("{n} comment says the same", "{n} comments say the same", alike).format(n=figures.number(alike))
        more = (Part(f"   {key}", "accent", True), Part(" " + _("lists them"))) if key else ()
        blocks.append(Fact(_("alike"), (Part(count, "foreground"), *more)))
    if owed(comment) and comment.snoozed_until > now:
        blocks.append(Fact(_("aside"), (Part(figures.until(comment.snoozed_until, now, zone), "foreground"),)))
    if comment.labels:
        blocks.append(Fact(_("labels"), (Part(" ".join(f"#{one}" for one in comment.labels), "accent"),)))
    if comment.gone_at:
        blocks.append(Fact(_("deleted"), (Part(_("by its writer, on the platform"), "warning"),)))
    if comment.hidden:
        why = labels.hide_reason(comment.hidden_reason) if comment.hidden_reason else _("yes")
        how = _("there, too") if comment.platform_hidden else _("as recorded by hand")
        blocks.append(Fact(_("hidden"), (Part(why, "foreground"), Part("  " + how))))
    if warnings := warning_parts(comment, reveal):
        blocks.append(Fact(_("careful"), warnings))
    return blocks


def lease_facts(lease: Lease | None, me: str, now: int, zone: str) -> list[Block]:
    """Which colleague has the comment open to answer it, and since when; nothing where nobody has.

    Until when would change with every minute the colleague writes, and be sent each time.
    """
    if lease is None or lease.by == me:
        return []
    told = _("since {time}").format(time=figures.when(lease.since, now, zone))
    return [Fact(_("in use"), (Part(labels.opened_by(lease.by), "warning", True), Part(f"   {told}")))]


def post_under(plan: Plan, comment: Comment) -> list[Block]:
    """The post a comment stands under, in short."""
    post = plan.posts.get(comment.post)
    blocks: list[Block] = [Heading(_("Post")), None]
    if post is None:
        return [*blocks, Words(comment.post_ref or _("not known"), "muted")]
    variant = next((one for one in plan.variants if (one.post, one.account) == (post.id, comment.account)), None)
    text = caption_of(post, variant) if variant else post.caption
    return [*blocks, Words(post.title, "bright", True), Words(text[:280])]


def thread_blocks(
    thread: Sequence[Comment | Reply], chosen: int, now: int, zone: str, *, bare: bool = False
) -> list[Block]:
    """Comments and our replies in the order they were written; notes of admins under theirs.

    Personal data are hidden, but for the chosen comment's, and our replies' to it, where they are shown now (`bare`).
    """
    blocks: list[Block] = []
    for one in thread:
        time = figures.when(one.written_at, now, zone)
        if isinstance(one, Reply):
            sent = one.state == "sent"
            state = _("our draft") if one.state == "draft" else _("our reply")
            parts = [Part(f"{state} · {labels.person(one.by)}", "success" if sent else "warning")]
            if not sent and one.state != "draft":
                parts.append(Part(f"  {labels.reply_state(one.state)}", "warning", True))
            blocks.append(Fact(time, tuple(parts)))
            text = one.text if bare and one.comment == chosen else revealing.said(one)
            blocks.append(Words(text, "foreground", False, 2 + 11))
        else:
            mark = one.id == chosen
            open_ = mark and bare
            name, text = called(one, bare=open_), one.text if open_ else revealing.text(one)
            likes = n_("{n} like", "{n} likes", one.likes).format(n=figures.short(one.likes)) if one.likes else ""
            blocks.append(Fact(time, (Part(name, "accent" if mark else "foreground", True), Part(f"  {likes}"))))
            blocks.append(Words(text or _("(no text)"), "bright" if mark else "foreground", False, 2 + 11))
            for note in one.notes:
                said = _("note by {who}").format(who=labels.person(note.by))
                blocks.append(Fact(figures.when(note.at, now, zone), (Part(said, "warning"),)))
                told = note.text if open_ else revealing.hidden(note.text)
                blocks.append(Words(told, "foreground", False, 2 + 11))
        blocks.append(None)
    return blocks


def history_blocks(entries: Sequence[Deed], now: int, zone: str) -> list[Block]:
    """Who did what, newest first."""
    return [
        Fact(
            figures.when(entry.at, now, zone),
            (Part(labels.person(entry.by), "accent"), Part(f" {_deed(entry)}", "foreground")),
        )
        for entry in reversed(entries)
    ]


def _deed(entry: Deed) -> str:
    deed = deeds.verb(entry.verb)
    if "kind" in entry.params:
        deed += f": {labels.kind(str(entry.params['kind']))}"
    elif "sentiment" in entry.params:
        deed += f": {labels.sentiment(str(entry.params['sentiment']))}"
    elif entry.params.get("reopened"):
        deed += ": " + _("the citizen wrote again")
    elif entry.verb == "variant.failed":
        deed += f": {why(str(entry.params.get('why', '')))}"
    elif "labels" in entry.params:
        deed += f": {entry.params['labels']}"
    elif "field" in entry.params:
        deed += f": {labels.field(str(entry.params['field']))}"
    elif entry.params.get("of"):
        deed += f": {deeds.verb(str(entry.params['of']))}"
    return deed


def post_blocks(plan: Plan, item: QueueItem, now: int) -> list[Block]:
    """A post: what it says, where and when it goes out."""
    post, variant, account = item.post, item.variant, item.account
    zone = plan.zone_of(account)
    caption = caption_of(post, variant) if variant else post.caption
    blocks: list[Block] = [
        None,
        Words(caption or _("There is no caption yet."), "bright" if caption else "muted"),
        None,
    ]
    if post.gist:
        blocks.append(Fact(_("gist"), (Part(post.gist, "foreground"),)))
    if post.conference:
        blocks.append(Fact(_("presser"), conference_parts(post.conference, now, plan.zone)))
    if post.contest:
        blocks.append(Fact(_("contest"), _contest_parts(post.contest, now, plan.zone)))
    if account and variant:
        at = variant.published_at or variant.slot_at
        state = labels.moment(item.moment, post.state)
        time = figures.instant(at, zone) if at else _("no time yet")
        ink = MOMENT_INK.get(item.moment, "foreground")
        blocks.append(Fact(_("channel"), (Part(NAMES[account.platform], "foreground"), Part(f"  {label(account)}"))))
        blocks.append(Fact(_("state"), (Part(state, ink), Part(f"  {time}", "foreground"))))
        if item.delivery:
            told = Fact(_("goes out"), delivering.parts(item.delivery, variant, now, zone))
            # What holds it up stands above the text, where it is in sight on a small screen, too.
            blocks[1:1] = [told, None] if delivering.is_held_up(item.delivery, variant, now) else []
            blocks += [] if told in blocks else [told]
        if variant.url:
            blocks.append(Fact(_("address"), (Part(variant.url, "accent"),)))
    else:
        lone = not any(one.post == post.id for one in plan.variants)
        where = Part("  " + _("no account yet") if lone else "")
        blocks.append(Fact(_("state"), (Part(labels.post_state(post.state), "foreground"), where)))
    if post.pillar:
        blocks.append(Fact(_("pillar"), (Part(labels.pillar(post.pillar), "foreground"),)))
    if post.sources:
        blocks.append(Fact(_("sources"), (Part(" · ".join(post.sources), "foreground"),)))
    if post.owner:
        blocks.append(Fact(_("owner"), (Part(labels.person(post.owner), "accent"),)))
    if post.note:
        blocks.append(Fact(_("note"), (Part(post.note, "foreground"),)))
    return blocks


def conference_parts(held: Conference, now: int, zone: str) -> tuple[Part, ...]:
    """A press conference: when, where, who speaks."""
    when = figures.when(held.held_at, now, zone) if held.held_at else _("no time yet")
    told = [held.place, *(f"{one.name} ({one.office})" if one.office else one.name for one in held.speakers)]
    return (Part(when, "accent", True), *(Part(f"  {one}", "foreground") for one in told if one))


def _contest_parts(contest: Contest, now: int, zone: str) -> tuple[Part, ...]:
    """A contest: until when, who won, and whether that was announced."""
    over = 0 < contest.deadline_at <= now
    until = figures.when(contest.deadline_at, now, zone) if contest.deadline_at else _("no time yet")
    told = [
        Part((_("ended {time}") if over else _("until {time}")).format(time=until), "accent" if over else "foreground")
    ]
    if contest.winner:
        state = _("announced") if contest.announced else _("not announced yet")
        told.append(Part(f"   {_('winner')}: {contest.winner}, {state}", "foreground"))
    elif over:
        told.append(Part("   " + _("no winner yet"), "warning"))
    return tuple(told)


def topic_facts(ranked: "RankedTopic", now: int, zone: str) -> list[Block]:
    """Why a topic is hot, what of it is ours, how dangerous it is and what citizens need instead, its hashtags."""
    heat, gate, ours = ranked.heat, ranked.gate, ranked.ours
    why = n_("{n} outlet", "{n} outlets", heat.outlets).format(n=heat.outlets)
    news = n_("{n} headline in 6 hours", "{n} headlines in 6 hours", heat.recent).format(n=heat.recent)
    rise = _("{times}× its usual").format(times=figures.decimal(heat.rise, 1))
    blocks: list[Block] = [None, Fact(_("why"), (Part(f"{why} · {news} · {rise}", "foreground"),))]
    if heat.searches:
        searched = _("{n} searches").format(n=figures.number(heat.searches))
        blocks.append(Fact(_("searched"), (Part(searched, "foreground"),)))
    if ours:
        told = [_("programme {name}").format(name=name) for name in ours.programmes]
        told += [_("keyword “{word}”").format(word=word) for word in ours.keywords]
        told += [_("place {name}").format(name=name) for name in ours.places]
        blocks.append(Fact(_("ours"), (Part(", ".join(told), "success"),)))
    if gate.danger != "safe":
        ink = DANGER_INK[gate.danger]
        blocks.append(Fact(topic_words.danger(gate.danger), (Part(topic_words.reasons(gate), ink),)))
        blocks.append(Fact("", (Part(_("a draft takes a second key"), "muted"),)))
    if service := topic_words.service(gate):
        blocks.append(Fact(_("tell rather"), (Part(service, "accent"),)))
    return blocks


def headline_blocks(headlines: Sequence[Headline], now: int, zone: str) -> list[Block]:
    """Headlines with outlet and date, one under the other."""
    blocks: list[Block] = []
    for headline in headlines:
        date = figures.when(headline.published_at, now, zone) if headline.dated else _("no date")
        blocks.append(Words(headline.title, "foreground"))
        blocks.append(Words(f"{headline.outlet} · {date}", "muted"))
    return blocks


def topic_blocks(ranked: "RankedTopic", now: int, zone: str) -> list[Block]:
    """A topic: why it is hot, and its headlines, newest first."""
    return [*topic_facts(ranked, now, zone), None, *headline_blocks(ranked.headlines, now, zone)]
