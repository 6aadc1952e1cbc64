"""Macros: moves on a comment that one key plays as one step, ``kelas:judol sembunyi:spam tanpa_balasan:spam``.

A line is moves between blanks, carried out in that order; a value with blanks stands in quotes. What moves and values
are called is the caller's: see `Words`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

import msgspec

from domain.comments import HIDE_REASONS, KINDS, NO_REPLY_REASONS, SENTIMENTS
from domain.deadlines import SETTLE_WITHIN
from domain.filters import codes_by_word, plain

DIGITS = range(1, 10)
MOST_MOVES = 12

What = Literal[
    "kind",
    "sentiment",
    "label",
    "assign",
    "hide",
    "unhide",
    "note",
    "template",
    "refer",
    "settle",
    "snooze",
    "wake",
    "no_reply",
    "done",
]
MOVES: tuple[What, ...] = get_args(What)
"""In the order in which they are offered."""

ME, NOBODY = "*me", "*nobody"
"""Whom a move gives a comment: who plays it; or all again."""

CHOICES: dict[What, tuple[str, ...]] = {
    "kind": KINDS,
    "sentiment": SENTIMENTS,
    "hide": HIDE_REASONS,
    "no_reply": NO_REPLY_REASONS,
    "settle": tuple(map(str, SETTLE_WITHIN)),
}
"""Moves with a closed set of values."""
ALONE: frozenset[str] = frozenset({"unhide", "wake", "done"})
"""Moves that have no value."""
OPPOSITE: dict[What, What] = {"hide": "unhide", "unhide": "hide", "snooze": "wake", "wake": "snooze"}
"""Of two such moves the last one holds."""
CLOSING: frozenset[str] = frozenset({"no_reply", "done", "snooze"})
"""After these the admin has nothing more to do with the comment for now."""
RESTS_ON: dict[str, tuple[str, ...]] = {
    "kind": ("kind",),
    "settle": ("kind",),
    "sentiment": ("sentiment",),
    "assign": ("assignee",),
    "hide": ("hidden",),
    "unhide": ("hidden",),
    "refer": ("referral",),
}
"""Fields of the comment a move makes sense with only as the admin saw them; of its state the guards look after."""

_PIECE = re.compile(r'(?:[^\s"“”]|["“”][^"“”]*(?:["“”]|$))+')
_QUOTES = re.compile('["“”]')
_BARE = re.compile(r'[^\s"“”]+')


class Move(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is done to a comment."""

    what: What
    value: str = ""
    """A code of `CHOICES`; labels as they are typed; an admin, `ME` or `NOBODY`; the text of a note; the code of a
    template; the id of an agency; until when, as it is typed."""


class Macro(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Moves under a digit."""

    id: int = 0
    rev: int = 0
    digit: int
    """1 to 9: its place on the keyboard, after m."""
    name: str
    moves: tuple[Move, ...] = ()
    owner: str = ""
    """Whose it is; empty: everybody's."""


def _moves(**values: str) -> tuple[Move, ...]:
    return tuple(msgspec.convert([{"what": what, "value": value} for what, value in values.items()], tuple[Move, ...]))


SHIPPED: dict[int, tuple[str, tuple[Move, ...]]] = {
    1: ("gambling", _moves(kind="gambling_spam", hide="spam", no_reply="spam")),
    2: ("thanks", _moves(kind="praise", sentiment="positive", no_reply="no_question", done="")),
    3: ("insult", _moves(kind="abuse", sentiment="negative", hide="abuse", no_reply="abuse")),
    4: ("personal_data", _moves(kind="personal_data", hide="personal_data", assign=ME)),
}
"""What stands on the digits nobody has used: the code of a name, and the moves."""


def closes(moves: Iterable[Move]) -> bool:
    """Whether the admin has nothing more to do with the comment afterwards."""
    return any(one.what in CLOSING for one in moves)


def with_move(moves: tuple[Move, ...], move: Move) -> tuple[Move, ...]:
    """The moves with another one at the end; what was said before of the same thing is said no more."""
    same = {move.what, OPPOSITE.get(move.what)}
    return (*(one for one in moves if one.what not in same), move)


# The line


class Words(NamedTuple):
    """What moves and values are called. The first word is the one that is written, all are read.

    Attributes:
        moves: the words of each move.
        values: of each move with values of its own the words of each.
        names: by move, what a value is called that is a name people gave: an agency's by its id, an admin's.
    """

    moves: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    names: Mapping[str, Mapping[str, str]] = {}


class Fault(NamedTuple):
    """A piece of a line that cannot be read.

    Attributes:
        code: "unknown_move", "unknown_value", "no_value", "needs_none" (of `ALONE`), "twice" or "too_many".
        start: where it stands in the line; `end` is exclusive.
        move: its code, where it is known.
        word: what was written.
    """

    code: str
    start: int
    end: int
    move: str = ""
    word: str = ""


def read(text: str, words: Words) -> tuple[tuple[Move, ...], list[Fault]]:
    """The moves of a line, and the pieces of it that cannot be read."""
    moves: list[Move] = []
    faults: list[Fault] = []
    known = codes_by_word(words.moves)
    for piece in _PIECE.finditer(text):
        head, _colon, rest = piece[0].partition(":")
        what, value = known.get(plain(head), ""), " ".join(_QUOTES.sub("", rest).split())
        code, found = _value(what, value, words)
        if not what:
            code = "unknown_move"
        elif any(one.what == what for one in moves):
            code = "twice"
        elif len(moves) == MOST_MOVES:
            code = "too_many"
        if code:
            word = head if code in ("unknown_move", "twice") else value
            faults.append(Fault(code, piece.start(), piece.end(), what, word))
        else:
            moves.append(msgspec.convert({"what": what, "value": found}, Move))
    return tuple(moves), faults


def _value(what: str, value: str, words: Words) -> tuple[str, str]:
    """What is wrong with a value, as a code, or its own code."""
    if what in ALONE:
        return ("needs_none", "") if value else ("", "")
    if not value:
        return "no_value", ""
    own = codes_by_word(words.values.get(what, {}))
    if found := own.get(plain(value)):
        return "", found
    names = {name.casefold(): code for code, name in words.names.get(what, {}).items()}
    if what in words.names:
        begun = [code for name, code in names.items() if name.startswith(value.casefold())]
        found = names.get(value.casefold()) or (begun[0] if len(begun) == 1 else "")
        return ("", found) if found else ("unknown_value", "")
    return ("unknown_value", "") if what in CHOICES else ("", value)


def written(moves: Iterable[Move], words: Words) -> str:
    """The line of these moves; `read` gives the same again."""
    return " ".join(_written(one, words) for one in moves)


def _written(move: Move, words: Words) -> str:
    name = words.moves[move.what][0]
    if move.what in ALONE:
        return name
    own = words.values.get(move.what, {})
    value = own[move.value][0] if move.value in own else words.names.get(move.what, {}).get(move.value, move.value)
    return f"{name}:{value}" if _BARE.fullmatch(value) else f'{name}:"{_QUOTES.sub("", value)}"'


def offered(text: str, at: int, words: Words) -> tuple[int, tuple[str, ...]]:
    """Where the piece begins that the cursor stands in, and what may stand there instead.

    Args:
        at: the place of the cursor.
    """
    piece = next((one for one in _PIECE.finditer(text) if one.start() < at <= one.end()), None)
    used = {plain(one[0].partition(":")[0]) for one in _PIECE.finditer(text) if one is not piece}
    free = [spelt[0] + ("" if what in ALONE else ":") for what, spelt in words.moves.items() if spelt[0] not in used]
    if piece is None:
        return at, tuple(free)
    head, colon, begun = text[piece.start() : at].partition(":")
    if not colon:
        return piece.start(), tuple(one for one in free if plain(one).startswith(plain(head)) and one != head)
    what, start = codes_by_word(words.moves).get(plain(head), ""), at - len(begun)
    values = [spelt[0] for spelt in words.values.get(what, {}).values()]
    values += [one if _BARE.fullmatch(one) else f'"{one}"' for one in words.names.get(what, {}).values()]
    wanted = _QUOTES.sub("", begun).casefold()
    found = tuple(one for one in values if _QUOTES.sub("", one).casefold().startswith(wanted) and one != begun)
    return start, found
