"""Where each comment of a copied thread begins and ends.

Every comment has one time. On some pages it stands under the name, before the text (X, YouTube, today's Instagram), on
others after the text (Facebook, TikTok, Instagram as it was). Which it is, the whole paste tells: what follows the
times, and whether a text follows the last of them.
"""

import re

import msgspec

from channels.pasting.lines import Line, unowned
from domain.accounts import Platform

_SIGNS_OF_END = ("words_of_ours", "button", "count")
_TIMES = ("time", "head")
_WRITTEN = ("words", "handle", "count")
"""Lines that may be part of a citizen's text."""
_NAME_AND_TEXT = re.compile(r"([A-Za-z0-9._]{2,30})\s+(\S.*)", re.DOTALL)
_METRICS_OF_X = 4
"""Replies, reposts, likes, views: with fewer numbers nobody knows which is missing."""


class Piece(msgspec.Struct):
    """The parts of one comment."""

    author: str = ""
    handle: str = ""
    text: str = ""
    when: re.Match[str] | None = None
    likes: int | None = None
    owner: bool = False


def pieces(lines: list[Line], platform: Platform) -> list[Piece] | None:
    """The comments of a thread; None when nothing in the lines looks like a platform's page."""
    anchors = [at for at, line in enumerate(lines) if line.kind in _TIMES]
    if not anchors:
        anchors = [at for at, line in enumerate(lines) if line.kind == "button"]
        return _time_last(lines, anchors, platform) if anchors else None
    if _time_comes_last(lines, anchors, platform):
        return _time_last(lines, anchors, platform)
    return _time_first(lines, anchors, platform)


def _time_comes_last(lines: list[Line], anchors: list[int], platform: Platform) -> bool:
    votes = {"facebook": 1, "tiktok": 1, "x": -1, "youtube": -1}.get(platform, 0)
    for at in anchors:
        if lines[at].kind == "head":
            votes -= 2
            continue
        after = _next(lines, at)
        votes += 1 if lines[at].buttons or after is None or after.kind in _SIGNS_OF_END else -1
    text_at_end = any(line.kind in ("words", "handle") for line in lines[anchors[-1] + 1 :])
    return votes + (-2 if text_at_end else 2) > 0


def _next(lines: list[Line], at: int) -> Line | None:
    return next((line for line in lines[at + 1 : at + 8] if line.kind not in ("blank", "badge", "owner")), None)


# Name, time, text


def _time_first(lines: list[Line], anchors: list[int], platform: Platform) -> list[Piece]:
    found: list[Piece] = []
    starts: list[int] = []
    for place, at in enumerate(anchors):
        piece = Piece(when=lines[at].when, owner=lines[at].owner)
        starts.append(_head(lines, at, anchors[place - 1] + 1 if place else 0, platform, piece))
        found.append(piece)
    for piece, at, end in zip(found, anchors, [*starts[1:], len(lines)], strict=True):
        _text_after(lines[at + 1 : max(at + 1, end)], platform, piece)
    return found


def _head(lines: list[Line], at: int, first: int, platform: Platform, piece: Piece) -> int:
    """Learn who wrote it from the lines above the time; where those lines begin."""
    anchor = lines[at]
    piece.author, piece.handle = anchor.name, anchor.handle
    start = at
    wanted = 1 if anchor.kind == "time" else int(platform == "x" and not anchor.name)
    for above in range(at - 1, max(first, at - 12) - 1, -1):
        line = lines[above]
        if line.kind in ("badge", "owner"):
            piece.owner, start = piece.owner or line.owner, above
        elif line.kind == "handle" and wanted and not piece.handle:
            piece.handle, start = line.handle, above
            wanted = int(platform == "x")
        elif line.kind == "words" and wanted:
            piece.author, owner = unowned(line.text.strip())
            piece.owner, start, wanted = piece.owner or owner, above, 0
        elif line.kind == "words" and piece.author and line.text.strip() == piece.author:
            start = above  # The picture's description, which is the name once more.
        elif line.kind != "blank":
            break
    return start


def _text_after(block: list[Line], platform: Platform, piece: Piece) -> None:
    end = next((at for at, line in enumerate(block) if line.kind == "button"), len(block))
    last = max((at for at, line in enumerate(block[:end]) if line.kind in ("words", "handle")), default=-1)
    if last < 0:
        last = next((at for at, line in enumerate(block[:end]) if line.kind == "count"), -1)
    piece.text = _text(block[: last + 1])
    rest = block[last + 1 :]
    told = [line.likes for line in rest if line.kind == "button" and line.likes is not None]
    counts = [line.likes for line in rest if line.kind == "count"]
    if platform == "x":
        counts = counts[2:3] if len(counts) == _METRICS_OF_X else []
    piece.likes = next(iter([*told, *counts]), None)


# Name, text, time


def _time_last(lines: list[Line], anchors: list[int], platform: Platform) -> list[Piece]:
    found: list[Piece] = []
    begin = 0
    for place, at in enumerate(anchors):
        piece = Piece(when=lines[at].when, likes=lines[at].likes)
        _name_and_text(lines[begin:at], platform, piece)
        begin = at + 1
        end = anchors[place + 1] if place + 1 < len(anchors) else len(lines)
        while begin < end and lines[begin].kind not in ("words", "handle", "owner"):
            line = lines[begin]
            if piece.likes is None and line.likes is not None:
                piece.likes = line.likes
            begin += 1
        if piece.author or piece.handle or piece.text:
            found.append(piece)
    return found


def _name_and_text(block: list[Line], platform: Platform, piece: Piece) -> None:
    first = next((at for at, line in enumerate(block) if line.kind in ("words", "handle")), None)
    if first is None:
        return
    head, rest = block[first], block[first + 1 :]
    piece.handle = head.handle
    piece.author, piece.owner = ("", False) if head.handle else unowned(head.text.strip())
    piece.owner = piece.owner or any(line.owner for line in (*block[:first], *rest[:3]))
    if rest and rest[0].kind == "words" and rest[0].text.strip() == piece.author:
        rest = rest[1:]
    if platform == "x" and rest and rest[0].kind == "handle":
        piece.handle, rest = rest[0].handle, rest[1:]
    written = [at for at, line in enumerate(rest) if line.kind in _WRITTEN]
    words = [at for at, line in enumerate(rest) if line.kind in ("words", "handle")]
    last = (words or written or [-1])[-1]
    piece.text = _text(rest[: last + 1])
    counts = [line.likes for line in rest[last + 1 :] if line.kind == "count"]
    if counts and piece.likes is None:
        piece.likes = counts[0]
    both = _NAME_AND_TEXT.fullmatch(piece.author)
    if not piece.text and both and platform == "instagram":
        piece.author, piece.text = both[1], both[2]


def _text(block: list[Line]) -> str:
    """The citizen's lines, without the platform's words between them; an empty line stays a paragraph's end."""
    kept = [line.text.strip() if line.kind != "blank" else "" for line in block if line.kind in (*_WRITTEN, "blank")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
