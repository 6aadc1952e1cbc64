"""What the calendar says: a day's head, an entry, what stands under the chosen one, what is worth knowing."""

from collections.abc import Collection, Sequence
from datetime import date

from desk.planning import Board, Day, Entry, Planner, Survey
from domain.accounts import NAMES, label
from domain.occasions import is_theme
from domain.planning import THIN_COVER, Advice
from domain.readiness import GAP
from domain.slots import PART_HOURS, PARTS
from domain.times import MINUTE, day_bounds
from screens import delivering
from screens.facts import MOMENT_INK, conference_parts
from screens.foot import key_for
from widgets.bar import Part
from widgets.calendar import Cell, Head
from widgets.month import MonthDay
from widgets.page import Block, Both, Fact, Heading, Words
from widgets.theme import Signs
from wording import _, figures, labels, n_, planning, week

QUIET = ("published", "cancelled", "withdrawn", "postponed")


def entry_id(entry: Entry) -> str:
    """By which an entry is found again after a change."""
    if entry.variant:
        return f"v{entry.variant.id}"
    if entry.post and entry.conference:
        return f"k{entry.post.id}"
    return f"p{entry.post.id}" if entry.post else f"s{entry.account}@{entry.at}"


def cell(planner: Planner, entry: Entry, signs: Signs, marked: Collection[int]) -> Cell:
    """An entry as it is drawn."""
    clock = week.clock(entry.clock) if entry.at else "–"
    lead = f"{clock} {planner.called(entry.account).replace('@', '')}" if entry.account else clock
    if entry.post is None:
        return Cell(entry_id(entry), lead, "+", "muted", "", "muted", free=True)
    if entry.conference:
        over = entry.at <= planner.now
        sign, title = signs.moment["published" if over else "scheduled"], entry.post.title
        return Cell(entry_id(entry), f"{clock} {_('press')}", sign, "accent", title, "muted" if over else "foreground")
    state, delivery = entry.moment, planner.plan.delivery(entry.variant)
    shown = entry.post.state if state == "planned" and entry.post.state in ("draft", "review", "returned") else state
    sign, ink = signs.moment.get(shown, signs.moment["draft"]), MOMENT_INK.get(shown, "muted")
    if delivery and entry.variant and state != "frozen":
        sign, ink, _word = delivering.in_a_row(delivery, entry.variant, planner.now, signs)
    return Cell(
        id=entry_id(entry),
        lead=lead,
        sign=sign,
        sign_ink=ink,
        title=entry.post.title,
        ink="muted" if state in QUIET or shown == "draft" else "foreground",
        marked=bool(entry.variant and entry.variant.id in marked),
    )


def bands(board: Board) -> list[tuple[str, str]]:
    """The parts of the day with their hours; what has no time yet comes last."""
    named = [(planning.part(part), f"{PART_HOURS[part][0]:02}–{PART_HOURS[part][1]:02}") for part in PARTS]
    return [*named, (_("no time yet"), "")] if board.untimed else named


def head(day: Day, today: date, zone: str, *, short: bool = False) -> Head:
    """A day's name, its count against the target, and what is special."""
    at = day_bounds(day.day, zone)[0]
    words = figures.short_day(at, zone).split()
    name = words[1] if short else f"{words[0]} {words[1]}"
    if short and day.day.day == 1:
        name = " ".join(words[1:])
    behind = day.target is not None and day.planned < day.target and day.day >= today
    tally = f"{day.planned}/{day.target}" if day.target is not None else str(day.planned or "–")
    note, ink = special(day)
    if day.day == today:
        note, ink = (_("today") + (f" · {note}" if note else ""), "accent") if not short else (note, ink)
    weekend = day.day.weekday() >= 5 or bool(day.holiday)
    return Head(
        name=name,
        tally=tally,
        note=note,
        ink="accent" if day.day == today else "muted" if weekend else "bright",
        tally_ink="warning" if behind else "muted",
        note_ink=ink,
    )


def special(day: Day) -> tuple[str, str]:
    """What a day is, in a few words, and their ink."""
    if day.holiday:
        return day.holiday, "error"
    names = [one.name for one in day.occasions if not is_theme(one)]
    return " · ".join(names), "success"


def month_day(planner: Planner, day: Day, month: date, today: date, signs: Signs, marked: Collection[int]) -> MonthDay:
    """A day of the month's face."""
    shown = head(day, today, planner.plan.zone, short=True)
    cells = tuple(cell(planner, one, signs, marked) for one in day.entries if one.post)
    return MonthDay(shown, cells, outside=day.day.month != month.month)


def stand(board: Board, planner: Planner, accounts: Collection[int]) -> list[Part]:
    """Themes, slots that are filled, and which accounts are shown."""
    parts = [Part(" ")]
    if board.themes:
        parts += [
            Part(_("theme") + " "),
            Part(", ".join(one.name for one in board.themes), "bright", True),
            Part("   "),
        ]
    if board.slots:
        filled = _("{filled}/{slots} slots filled").format(filled=board.filled, slots=board.slots)
        parts += [Part(filled, "foreground"), Part("   ")]
    if accounts:
        names = ", ".join(planner.called(id) for id in sorted(accounts))
        parts += [Part(_("only {names}").format(names=names), "accent", True), Part("   ")]
    return parts


def reach(planner: Planner, survey: Survey) -> list[Part]:
    """How far the plan goes, which pillar is thinnest, how much is worth knowing."""
    parts = []
    told, covers = survey.advice, survey.covers
    if covers:
        least, account = min((days, id) for id, days in covers.items())
        ink = "warning" if least < THIN_COVER else "foreground"
        name = f" {planner.called(account)}" if len(covers) > 1 else ""
        parts.append(Part(_("covered for {days}").format(days=figures.days(least)) + f"{name}   ", ink, True))
    if planner.plan.posts:
        parts += [Part(_("thinnest pillar: {pillar}").format(pillar=labels.pillar(survey.thinnest)) + "   ")]
    if told:
        n = len(told)
        parts.append(Part(n_("{n} thing to know", "{n} things to know", n).format(n=n) + " ", "warning"))
    return parts


# Under the board


def detail(planner: Planner, entry: Entry | None, day: Day | None, *, wide: bool) -> list[Block]:
    """What stands at the chosen place; `wide`: there is room for whole names."""
    if entry is None:
        return [Heading(_when(day, planner.plan.zone) if day else ""), *_day_facts(day), *_first_steps(planner)]
    zone = planner.zone_of(entry.account)
    account = planner.plan.accounts.get(entry.account)
    where = f"{NAMES[account.platform]} {label(account)}" if account and wide else planner.called(entry.account)
    time = f"{figures.short_day(entry.at, zone)} {figures.clock(entry.at, zone)}" if entry.at else _("no time yet")
    if entry.post is None:
        words = _("Nothing stands here yet.")
        return [Heading(_("free slot"), f"{where} · {time}"), Words(words, "muted"), *_day_facts(day)]
    if entry.conference and entry.post.conference:
        told = Fact(_("presser"), conference_parts(entry.post.conference, planner.now, zone))
        return [Heading(entry.post.title, f"{_('presser')} · {time}"), told, *_day_facts(day)]
    return [Heading(entry.post.title, f"{where} · {time}"), *_post_facts(planner, entry), *_checks(planner, entry, day)]


def _first_steps(planner: Planner) -> list[Block]:
    """Where nothing was ever planned: how a plan begins."""
    if planner.plan.variants:
        return []
    steps: list[tuple[str, str]] = [("add", _("write the first post")), ("import", _("import a content calendar"))]
    if not planner.slots:
        steps.append(("go.settings", _("say when each account usually publishes")))
    parts = [part for verb, words in steps for part in (Part(key_for(verb), "accent", True), Part(f" {words}   "))]
    return [Words(_("Nothing is planned yet."), "bright"), Both(tuple(parts))]


def _when(day: Day, zone: str) -> str:
    return figures.day(day_bounds(day.day, zone)[0], zone)


def _day_facts(day: Day | None) -> list[Block]:
    if day is None:
        return []
    return [Fact(_("day"), (Part(_names(day), "success"),))] if day.holiday or day.occasions else []


def _names(day: Day) -> str:
    """What a day is, all of it, each name once."""
    return " · ".join(dict.fromkeys([*filter(None, [day.holiday]), *(one.name for one in day.occasions)]))


def _post_facts(planner: Planner, entry: Entry) -> list[Block]:
    post = entry.post
    if post is None:
        return []
    state = labels.moment(entry.moment, post.state)
    parts = [Part(state, MOMENT_INK.get(entry.moment, "foreground"), True)]
    if entry.variant and (delivery := planner.plan.delivery(entry.variant)):
        zone = planner.zone_of(entry.account)
        parts += [Part("  "), *delivering.parts(delivery, entry.variant, planner.now, zone)]
    told = [
        labels.pillar(post.pillar) if post.pillar else "",
        labels.need(post.need) if post.need else "",
        labels.purpose(post.purpose) if post.purpose else "",
        labels.format_(post.format) if post.format else "",
    ]
    parts.append(Part("   " + " · ".join(one for one in told if one), "muted"))
    if post.approved_by:
        parts.append(Part("   " + _("approved by {who}").format(who=labels.person(post.approved_by)), "muted"))
    blocks: list[Block] = [Fact(_("state"), tuple(parts))]
    if post.theme or post.gist:
        blocks.append(Fact(_("gist"), (Part("  ".join(one for one in (post.gist, post.theme) if one), "foreground"),)))
    return blocks


def _checks(planner: Planner, entry: Entry, day: Day | None) -> list[Block]:
    """How the slot stands: neighbours, prime time, the day."""
    variant, parts = entry.variant, []
    if variant is None or not entry.at or entry.moment in QUIET:
        return []
    if near := planner.near(variant, entry.at):
        parts.append(Part(gap_words(planner, near.minutes, near.variant.account) + "   ", "warning", True))
    else:
        parts.append(Part(_("no post within {minutes} minutes").format(minutes=GAP // MINUTE) + "   ", "muted"))
    if planner.prime_time(entry.at, entry.account):
        parts.append(Part(_("prime time") + "   ", "success"))
    else:
        parts.append(Part(_("outside of prime time") + "   ", "warning"))
    if day and (day.holiday or day.occasions):
        parts.append(Part(_names(day), "success"))
    return [Fact(_("check"), tuple(parts))]


def gap_words(planner: Planner, minutes: int, account: int) -> str:
    """That another post is near."""
    name = planner.called(account)
    if not minutes:
        return _("another post of {account} at that time").format(account=name)
    return _("another post of {account} {minutes} minutes away").format(account=name, minutes=minutes)


def advice_blocks(planner: Planner, told: Sequence[Advice]) -> list[Block]:
    """What is worth knowing, a row each; a digit opens its rows."""
    if not told:
        return [None, Words(_("Nothing: the plan reaches far enough, and nothing stands in its way."), "bright")]
    blocks: list[Block] = [None]
    for number, one in enumerate(told[:MOST_ADVICE], 1):
        sentence = planning.advice(one, planner.called, planner.zone_of)
        count = len(one.variants) or len(one.posts)
        right = (Part(figures.number(count), "muted"),) if count else ()
        blocks.append(Both((Part(f"{number} ", "accent", True), Part(sentence, "foreground")), right))
    if (more := len(told) - MOST_ADVICE) > 0:
        blocks.append(Words(_("and {n} more: meja queue lists all").format(n=more), "muted"))
    return [*blocks, None, Words(_("A digit opens its rows. Nothing is moved by itself."), "muted")]


MOST_ADVICE = 9
"""As many as there are digits."""
