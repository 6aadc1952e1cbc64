"""Outside text on the screen: as content or as a row's text, in cells as Textual counts them."""

import re

from rich.cells import cell_len as width
from rich.cells import split_graphemes
from textual.content import Content

from domain.text import ENTRY_LIMIT, clean, plain_emoji

__all__ = ["LIST_LIMIT", "ascii_cells", "ascii_only", "cut", "list_text", "shown", "width"]

LIST_LIMIT = 500
"""Characters of a text that a row of a list looks at."""

_ASCII_KIN = (
    dict.fromkeys("·—–‑−─━", "-")
    | dict.fromkeys("“”„", '"')
    | dict.fromkeys("‘’", "'")
    | dict.fromkeys("│▌▐┃", "|")
    | dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+")
    | dict.fromkeys("●•", "*")
    | dict.fromkeys("›►", ">")
    | dict.fromkeys("▲↑", "^")
    | dict.fromkeys("▼↓", "v")
    | {"‹": "<", "←": "<", "→": ">", "×": "x", "÷": "/", "■": "#", "◊": "%", "○": "o", "\xa0": " "}
)
_ASCII_SIGNS = str.maketrans(_ASCII_KIN | {"…": ".."})
_ASCII_CELLS = str.maketrans(_ASCII_KIN | {"…": "."})
"""The same without a change of width, for rows that are laid out already."""

_LONG_BLANK = re.compile(r"\s{4,}")
_REGIONAL = range(0x1F1E6, 0x1F200)


def shown(text: str, *, lines: int = 1, limit: int = ENTRY_LIMIT) -> Content:
    """Outside text as content that is never read as markup; `lines` and `limit` as in `domain.text.clean`."""
    return Content(clean(text, lines=lines, limit=limit))


def list_text(text: str) -> str:
    """Outside text for a row of a list: one line, only what a row can use, emoji plain, blanks of three at most."""
    return _LONG_BLANK.sub("   ", plain_emoji(clean(text, limit=LIST_LIMIT)))


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """Cleaned text of one line in at most that many cells; a longer one ends in the ellipsis after a whole cluster."""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return ""
    if text.isascii():
        return text[:room] + ellipsis
    end = 0
    for _start, stop, size in split_graphemes(text)[0]:
        room -= size
        if room < 0:
            break
        end = stop
    return text[: _flag_start(text, end)] + ellipsis


def _flag_start(text: str, end: int) -> int:
    """`end`, or where the flag begins that it would cut in two."""
    letters = 0
    while letters < end and ord(text[end - letters - 1]) in _REGIONAL:
        letters += 1
    return end - letters % 2 if ord(text[end]) in _REGIONAL else end


def ascii_only(text: str) -> str:
    """Cleaned text for `--ascii`: signs, quotes, dashes by their ASCII kin, "?" for each cell of the rest.

    "…" becomes two cells wide: cut afterwards.
    """
    return _ascii(text, _ASCII_SIGNS)


def ascii_cells(text: str) -> str:
    """As `ascii_only`, of a text whose cells are placed already: none is added or lost."""
    return _ascii(text, _ASCII_CELLS)


def _ascii(text: str, kin: dict[int, str]) -> str:
    if text.isascii():
        return text
    text = text.translate(kin)
    return "".join(_in_ascii(text[start:end], cells) for start, end, cells in split_graphemes(text)[0])


def _in_ascii(cluster: str, cells: int) -> str:
    kept = cluster[0] if cluster[0].isascii() else ""
    return kept + "?" * (cells - len(kept))
