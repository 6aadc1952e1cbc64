"""A comment, or a thread of them, copied from a platform's page or typed by hand: text in, candidates out.

Pure, and total: every text gives a result, in time that grows with its length alone. What a copy has lost is guessed
(who answers whom, where a text ends), so each candidate says what there is to doubt, and a person looks before anything
is stored.
"""

import re
from datetime import datetime

import msgspec

from channels.importers import cells
from channels.importers.moments import Precision
from channels.pasting import lines, threads, times, typed
from channels.pasting.threads import Piece
from channels.pasting.times import When
from domain.accounts import Platform
from domain.times import DAY

LIMIT = 300_000
"""Characters of a paste that are read."""
MOST = 500
"""Comments of a paste that are read."""
NAME_LIMIT = 100
_LONG_NAME = 40
"""Most names are shorter; a longer one may be a piece of a text."""

_USERNAME = re.compile(r"[A-Za-z0-9._]{1,30}")
"""How Instagram names people."""


class Pasted(msgspec.Struct, kw_only=True):
    """A comment as a paste shows it.

    Attributes:
        author, handle: the writer's name, and the handle (without @) where it shows one.
        written: naive where the paste names no zone: then it is in that of `now`.
        slack: milliseconds it may have been written earlier.
        likes: None where the paste does not tell.
        owner: the platform marks the writer as the post's owner.
        doubts: codes of what was guessed or is missing: `no_name`, `no_text`, `no_time`, `long_name`, `guessed_unit`.
    """

    author: str = ""
    handle: str = ""
    text: str = ""
    written: datetime
    precision: Precision
    slack: int = DAY
    likes: int | None = None
    owner: bool = False
    doubts: tuple[str, ...] = ()


class Paste(msgspec.Struct, kw_only=True):
    """All that a paste holds.

    Attributes:
        comments: in the order of the paste.
        cut: the paste holds more than is read at once.
    """

    comments: list[Pasted] = []
    cut: bool = False


def read(text: str, platform: Platform, now: datetime) -> Paste:
    """The comments in a text. `now`: naive, in the account's zone."""
    found = lines.read(text[:LIMIT])
    pieces = threads.pieces(found, platform)
    if pieces is None:
        pieces = typed.pieces(text[:LIMIT])
    english = lines.english(found)
    comments = [_pasted(piece, platform, now, english) for piece in pieces[:MOST]]
    return Paste(comments=comments, cut=len(text) > LIMIT or len(pieces) > MOST)


def when(text: str, now: datetime) -> When | None:
    """A time as an admin types it: "2 jam", "09.30", "kemarin 14.00", "22 Nov 09.30"; None: it is none."""
    return times.typed(text, now)


def _pasted(piece: Piece, platform: Platform, now: datetime, english: bool | None) -> Pasted:
    when = times.reckon(piece.when, now, english) if piece.when else None
    author, handle, text = cells.name(piece.author)[:NAME_LIMIT], piece.handle, cells.text(piece.text)
    if platform == "instagram" and not handle and _USERNAME.fullmatch(author):
        author, handle = "", author
    doubts = {
        "no_name": not (author or handle),
        "no_text": not text,
        "no_time": when is None,
        "long_name": len(author) > _LONG_NAME,
        "guessed_unit": bool(when and when.guessed and platform != "x"),
    }
    return Pasted(
        author=author,
        handle=handle,
        text=text,
        written=when.written if when else now,
        precision=when.precision if when else "day",
        slack=when.slack if when else DAY,
        likes=piece.likes,
        owner=piece.owner,
        doubts=tuple(code for code, doubted in doubts.items() if doubted),
    )


__all__ = ["LIMIT", "MOST", "NAME_LIMIT", "Paste", "Pasted", "When", "read", "when"]
