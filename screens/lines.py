"""What the lines of the desk say: header, day, titles, tabs, a row of the queue, an empty list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk import revealing
from desk.day import Plan, QueueItem
from desk.desk import Desk
from desk.finding import Listing
from desk.inbox import Counts, Inbox
from domain.accounts import NAMES, SHORT
from domain.afterwards import left_to_do
from domain.posts import stands_at
from domain.times import zone_label
from screens import delivering
from screens.facts import MOMENT_INK
from screens.foot import key_for
from widgets.bar import Part
from widgets.queue import QueueRow
from widgets.text import cut, list_text, width
from widgets.theme import Signs
from wording import _, crisis, figures, filters, labels, n_, publishing
from wording import score as scores

if TYPE_CHECKING:
    from desk import outbox
    from desk.rising import Rising

PANES = ("queue", "inbox", "topics", "detail")
"""In the order of their numbers."""


def header(desk: Desk, plan: Plan, wide: bool, others: Sequence[str] = ()) -> tuple[list[Part], list[Part]]:
    """Whose desk it is; the day, the clock, who sits at it and at the others."""
    now, zone = desk.now(), plan.zone
    day = figures.day(now, zone) if wide else figures.short_day(now, zone)
    clock = f"{day} · {figures.clock(now, zone)}" + (f" {zone_label(zone)}" if wide else "")
    company = here(desk.actor, others, 28 if wide else 16)
    room = 56 if wide else 24 if others else 32
    agency = cut(list_text(plan.agency), room) or _("agency not named yet")
    left = [Part(" Meja Humas", "bright", True), Part(f"   {agency}", "muted")]
    if desk.example:
        left.append(Part("   " + _("EXAMPLE"), "warning", True))
    return left, [Part(clock, "foreground"), Part(" · "), *company]


def here(me: str, others: Sequence[str], room: int) -> list[Part]:
    """Who is here, this desk's admin first; those for whom there is no room are counted."""
    parts = [Part(cut(list_text(labels.person(me)), room), "accent")]
    left = list(dict.fromkeys(list_text(labels.person(one)) for one in others))
    room -= width(parts[0].text)
    while left and width(left[0]) + 2 + (3 if left[1:] else 0) <= room:
        name = left.pop(0)
        parts.append(Part(f", {name}", "foreground"))
        room -= width(name) + 2
    return [*parts, Part(f" +{len(left)}")] if left else parts


def targets(plan: Plan, wide: bool, roomy: bool) -> list[Part]:
    """Each account's day against its target."""
    parts = [Part(" " + (_("Today") + "  " if wide else ""))]
    for one in plan.progress():
        parts.append(Part((NAMES if roomy else SHORT)[one.account.platform] + " "))
        if one.target is None:
            parts.append(Part(f"{one.published or '–'}  ", "foreground"))
        else:
            ink = "warning" if one.behind else "foreground"
            parts += [Part(f"{one.published}/{one.target}{'!' if one.behind else ''}", ink, True), Part("  ")]
    if not plan.accounts:
        parts += [
            Part(_("no account yet") + "   ", "foreground"),
            Part(key_for("go.accounts"), "accent", True),
            Part(" " + _("adds one")),
        ]
    return parts


def waiting(counts: Counts, wide: bool) -> list[Part]:
    """How many citizens wait."""
    late = _("{n} overdue") if wide else _("{n} late")
    parts = [Part(figures.number(counts.unanswered), "bright", True), Part(" " + _("unanswered"))]
    if counts.overdue:
        parts += [Part("   "), Part(late.format(n=figures.number(counts.overdue)), "error", True)]
    if counts.unsure and wide:
        parts += [Part("   "), Part(_("{n} to review").format(n=figures.number(counts.unsure)), "warning")]
    return parts


def score(value: float | None) -> list[Part]:
    """How good the day is so far; nothing before there is anything to reckon."""
    if value is None:
        return []
    return [Part("   "), Part(_("Score {value}").format(value=scores.value(value)), "bright", True)]


def unsent(counts: "outbox.Counts | None", wide: bool) -> list[Part]:
    """What of our replies needs somebody; nothing when none does."""
    if counts is None:
        return []
    long = (
        (counts.unknown, _("{n} sent or not?"), "error"),
        (counts.failed, _("{n} not sent"), "error"),
        (counts.awaiting, _("{n} to approve"), "warning"),
        (counts.back, _("{n} back to you"), "warning"),
    )
    short = (
        (counts.unknown + counts.failed, _("{n} stuck"), "error"),
        (counts.awaiting, _("{n} to agree"), "warning"),
    )
    parts = []
    for n, words, ink in long if wide else short:
        if n:
            parts += [Part("  "), Part(words.format(n=figures.number(n)), ink, ink == "error")]
    return parts


def title(pane: str, name: str, active: bool) -> list[Part]:
    """The left end of a pane's title."""
    number = f"{PANES.index(pane) + 1} "
    return [Part("▌" if active else " ", "accent", True), Part(number, "accent", True), Part(name, "bright", True)]


def tab(pane: str, name: str, count: str, active: bool, more: list[Part]) -> list[Part]:
    """A pane's tab, where only one pane is shown."""
    on = "cursor" if active else ""
    parts = [
        Part("▌" if active else " ", "accent", True, on),
        Part(f"{PANES.index(pane) + 1} ", "accent", True, on),
        Part(f"{name} ", "bright" if active else "foreground", active, on),
        Part(count, "muted", False, on),
    ]
    return [*parts, *(part._replace(on=on) for part in more), Part("  ", "muted", False, on), Part("  ")]


def arrived(inbox: Inbox) -> list[Part]:
    """How many wait above the list; nothing when none does."""
    count = figures.number(len(inbox.arrived))
    return [Part("  " + _("{n} new").format(n=count) + " ↓", "accent", True)] if inbox.arrived else []


def marked(count: int) -> list[Part]:
    """How many comments are marked; nothing when none is."""
    return [Part("  " + _("{n} marked").format(n=figures.number(count)), "accent", True)] if count else []


def recording(digit: int) -> list[Part]:
    """That a macro is being recorded; nothing when none is."""
    return [Part("  " + _("recording m {digit}").format(digit=digit), "warning", True)] if digit else []


def listed(inbox: Inbox) -> tuple[str, str]:
    """What the list of comments is limited to, and how many that are."""
    if inbox.listing.review:
        return _("to be reviewed, by priority"), figures.number(inbox.counts.unsure)
    within = filters.standing(inbox.filter)
    if inbox.filter:
        within = revealing.hidden(within)
    if inbox.query:
        search = _("search: {query}").format(query=revealing.hidden(inbox.query))
        return f"{within} · {search}" if inbox.filter else search, found(inbox.listing)
    return within, found(inbox.listing) if inbox.filter else figures.number(inbox.counts.open)


def issue(rising: "Sequence[Rising]", room: int) -> list[Part]:
    """The largest rising issue and the key that opens it, within so many cells; nothing where none rises."""
    if not rising:
        return []
    keys, count = (f"  {key_for('issue.open')} ", _("open it")), rising[0].comments
    room -= sum(map(width, keys)) + width(crisis.rising("·", count)) - 1
    told = crisis.rising(cut(list_text(rising[0].label), max(8, room)), count)
    return [Part(told, "warning", True), Part(keys[0], "accent", True), Part(keys[1], "foreground")]


def found(listing: Listing) -> str:
    """How many comments a search found, and how many only hold similar words."""
    text = _("{n} found").format(n=figures.number(len(listing.order) - listing.similar))
    if listing.similar:
        text += " · " + _("{n} similar").format(n=figures.number(listing.similar))
    return text


def queue_row(plan: Plan, item: QueueItem, now: int, signs: Signs) -> QueueRow:
    """A row of the queue."""
    variant, post = item.variant, item.post
    at = stands_at(variant) if variant else item.conference_at
    zone = plan.zone_of(item.account)
    state = post.state if item.moment == "planned" and post.state in ("draft", "review", "returned") else item.moment
    time = figures.clock(at, zone) if item.today else figures.short_day(at, zone).split()[0]
    word = labels.short_moment(item.moment, post.state)
    unapproved = item.moment in ("due", "missed") and post.state != "approved"
    task = left_to_do(post, now)
    left = publishing.task(*task) if task else ""
    telling = state in ("due", "missed", "frozen", "review", "returned", "postponed", "cancelled", "withdrawn")
    sign, ink = signs.moment.get(state, signs.moment["draft"]), MOMENT_INK.get(state, "muted")
    if unapproved:
        ink, word, telling = "error", _("no okay"), True
    elif item.to_measure:
        ink, word, telling = "accent", _("measure"), True
    if item.delivery and variant and item.moment != "frozen":
        sign, ink, word = delivering.in_a_row(item.delivery, variant, now, signs)
        telling = bool(word)
    if item.conference_at:
        over = at <= now
        state, ink, word, telling = "published" if over else "scheduled", "accent", _("presser"), not (over and left)
        sign = signs.moment[state]
    return QueueRow(
        id=variant.id if variant else -post.id,
        time=time if at else "–",
        platform=SHORT[item.account.platform] if item.account else "",
        sign=sign,
        sign_ink=ink,
        title=post.title,
        word=word if telling else left,
        quiet=not (item.to_measure or left) and state in ("published", "cancelled", "withdrawn", "postponed"),
        ahead=not at or (item.today and at > now),
    )


def empty_inbox(inbox: Inbox) -> list[tuple[str, str]]:
    """What an empty inbox says."""
    if inbox.listing.review:
        return [("", _("Nothing is to be reviewed.")), ("", ""), (key_for("back"), _("to the open comments"))]
    if inbox.query:
        return [
            *(("", _("Nothing matches.")), ("", "")),
            (key_for("archive.search"), _("searches the archives")),
            (key_for("back"), _("clears the search")),
        ]
    if inbox.filter:
        return [("", _("Nothing matches.")), ("", ""), (key_for("back"), _("clears the filter"))]
    if inbox.rows:
        answered = [("", _("Everyone is answered."))]
        referred = len(inbox.index.ids("state", "referred")) if inbox.index.ready else 0
        if referred:
            wait = n_("{n} comment waits for another agency", "{n} comments wait for other agencies", referred)
            answered += [("", ""), (key_for("go.referrals"), wait.format(n=figures.number(referred)))]
        return answered
    return [
        ("", _("No comments yet.")),
        ("", ""),
        (key_for("add"), _("paste what was copied from the app, or write it: Name: text")),
        (key_for("import"), _("import a file: CSV, JSON of Instagram, Facebook, YouTube …")),
        (key_for("go.accounts"), _("set up an account")),
        (key_for("demo"), _("open the demo desk: a made-up week, on a store of its own")),
    ]


def empty_queue() -> list[tuple[str, str]]:
    """What an empty queue says."""
    return [
        ("", _("Nothing planned today.")),
        ("", ""),
        (key_for("add"), _("write the first post")),
        (key_for("import"), _("import a content calendar")),
    ]


def empty_topics(has_feeds: bool) -> list[tuple[str, str]]:
    """What an empty list of topics says."""
    if has_feeds:
        return [
            ("", _("No headlines yet.")),
            ("", ""),
            (key_for("feeds.refresh"), _("fetch news")),
            (key_for("go.feeds"), _("feeds")),
        ]
    return [("", _("No feeds yet.")), ("", ""), (key_for("go.feeds"), _("choose feeds"))]
