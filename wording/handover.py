"""The note at the end of a shift in words: its headings, its rows, and all of it as a text to paste."""

from domain.handover import Handover, Part, Row
from domain.restraint import Crisis
from domain.text import clean
from domain.times import zone_label
from wording import N_, _, crisis, figures, labels, n_

_HEADINGS: dict[Part, str] = {
    "missed": N_("Slots that were missed"),
    "frozen": N_("Frozen by crisis mode"),
    "rising": N_("Rising issues"),
    "overdue": N_("Citizens who wait too long"),
    "evening": N_("Going out after work"),
    "approval": N_("Waiting for approval"),
    "outbox": N_("Not gone out"),
    "clarifications": N_("Clarification sheets"),
    "referrals": N_("Waiting for other agencies"),
    "snoozed": N_("Put aside"),
}

_REFERRED = {"awaited": N_("awaited"), "to_be_relayed": N_("to be passed on")}
_MANY: frozenset[Part] = frozenset({"overdue", "referrals", "snoozed"})
_FEW = 10
"""Rows of those parts in the text: it is pasted into a chat."""
_TEXT = 120
"""Characters of a comment or a title in the note."""


def heading(part: Part, total: int) -> str:
    """A part's name, and how many it has."""
    return f"{_(_HEADINGS[part])} ({figures.number(total)})"


def time(part: Part, row: Row, now: int) -> str:
    """The time a row hangs on; empty where there is none."""
    if not row.at:
        return ""
    if part in ("overdue", "referrals", "clarifications"):
        return figures.lateness(row.at, now)
    return figures.until(row.at, now, row.zone) if part == "snoozed" else figures.when(row.at, now, row.zone)


def late(part: Part, row: Row, now: int) -> bool:
    """Whether its time is up."""
    return part == "missed" or (part in ("overdue", "referrals", "clarifications") and 0 < row.at < now)


def state(part: Part, row: Row) -> str:
    """Where it stands, in a word or two."""
    if part == "rising":
        return figures.comments(int(row.state))
    if part == "referrals":
        return _(_REFERRED[row.state])
    if part == "clarifications":
        return crisis.sheet_state(row.state)
    if part == "outbox":
        back = {"returned": _("returned"), "agreed": _("agreed: post it")}
        return back.get(row.state) or labels.reply_state(row.state)
    return labels.moment(row.state) if row.table == "posts" else labels.kind(row.state)


def more(hidden: int) -> str:
    """That a part has more rows than are told."""
    return n_("and {n} more", "and {n} more", hidden).format(n=figures.number(hidden))


def text(note: Handover, by: str) -> str:
    """The whole note, to be pasted somewhere."""
    now, zone = note.at, note.zone
    head = f"{figures.day(now, zone)} · {figures.clock(now, zone)} {zone_label(zone)}"
    lines = [_("HANDOVER {agency}").format(agency=clean(note.agency)).rstrip(), f"{head} · {labels.person(clean(by))}"]
    if note.crisis:
        lines += ["", crisis.line(note.crisis, now, zone), *_of_crisis(note.crisis, now, zone)]
    for part, total, rows in note.parts:
        lines += ["", heading(part, total) + _until(part, note)]
        told = rows[:_FEW] if part in _MANY else rows
        lines += [_line(part, row, now) for row in told]
        if total > len(told):
            lines.append("- " + more(total - len(told)))
    if not note.parts and not note.crisis:
        lines += ["", _("Nothing is left open.")]
    return "\n".join(lines)


def _until(part: Part, note: Handover) -> str:
    return (
        " " + _("until {time}").format(time=figures.when(note.until, note.at, note.zone)) if part == "evening" else ""
    )


def _line(part: Part, row: Row, now: int) -> str:
    about = clean(" ".join(row.text.split()), limit=_TEXT) or _("(no text)")
    beside = ", ".join(filter(None, (state(part, row), clean(labels.person(row.who), limit=40))))
    return "- " + " ".join(filter(None, (row.name, time(part, row, now), clean(row.place), about, f"({beside})")))


def _of_crisis(on: Crisis, now: int, zone: str) -> list[str]:
    """The message, and the last entries of the log."""
    approved = _("approved") if on.approved_by else _("not approved yet")
    lines = [_("Message ({state}): {text}").format(state=approved, text=clean(on.message))] if on.message else []
    for one in on.log[-3:]:
        lines.append(f"- {figures.when(one.at, now, zone)} {clean(labels.person(one.by))}: {clean(one.text)}")
    return lines
