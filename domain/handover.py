"""The note at the end of a shift (serah terima): what whoever sits here next has to know."""

from typing import Literal, NamedTuple, get_args

from domain.restraint import Crisis

Part = Literal[
    "missed",
    "frozen",
    "rising",
    "overdue",
    "evening",
    "approval",
    "outbox",
    "clarifications",
    "referrals",
    "snoozed",
]
PARTS: tuple[Part, ...] = get_args(Part)
"""In the order they are told: what has gone wrong, what comes before the next shift, what is open."""


class Row(NamedTuple):
    """One thing of a part.

    Attributes:
        table: with `id` the record it is about; `name` is what admins call it.
        at: the time it hangs on: a slot, a deadline, until when it is put aside; 0: none. UTC milliseconds.
        zone: in which that time is told.
        place: a platform's short name, or another agency's name; may be empty.
        text: a title or a comment, personal data hidden. Outside text.
        state: a code; of posts a moment, of comments a kind, of replies a reply's state, of sheets a sheet's;
            of rising issues how many comments.
        who: who sees to it; empty: nobody in particular.
    """

    table: str
    id: int
    name: str
    at: int
    zone: str
    place: str
    text: str
    state: str
    who: str


class Told(NamedTuple):
    """A part: its rows, the most pressing first, and how many there are in all."""

    part: Part
    total: int
    rows: list[Row]


class Handover(NamedTuple):
    """All of it.

    Attributes:
        at: when it was made.
        until: when work begins again.
        agency: its name; empty: not named yet.
        crisis: the one that is on.
        parts: those that have rows.
    """

    at: int
    until: int
    zone: str
    agency: str
    crisis: Crisis | None
    parts: list[Told]
