"""Single values of a file: ids, counts, names, texts. Whatever they hold, nothing but RowRefused is raised."""

import re
from datetime import date, datetime, time, timedelta

from domain.text import storable

ID_LIMIT = 200
ROWS_LIMIT = 1_000_000
"""Most rows of a file. One as large as may be, full of empty rows, would fill the memory."""
EXACT_DIGITS = 15
"""Spreadsheets and JSON numbers with a fraction keep no more digits of an id than these."""

Cell = str | float | bool | datetime | date | time | timedelta

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"(\d+)\.0+")
_NOTHING = frozenset({"", "-", "n/a", "nan", "none", "null", "undefined"})
_FORCED_TEXT = re.compile(r"""="(.*)"|'(.*)""")
"""How people keep a spreadsheet from rounding an id."""
_UNFIT = re.compile(r"-\d+$|.*[\s\x00-\x1f\x7f-\x9f]", re.DOTALL)
_COUNT = re.compile(r"(\d+(?:[.,]\d+)*)\s*([a-z]*)\.?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_SCALE = {"": 1, "k": 10**3, "rb": 10**3, "ribu": 10**3, "m": 10**6, "jt": 10**6, "juta": 10**6}


class RowRefused(Exception):
    """This row cannot come in; the others can. Its argument is the reason, a code."""

    @property
    def reason(self) -> str:
        return str(self.args[0])


def text(value: object) -> str:
    """A text as it is stored: as received, but for what cannot be stored. Of lists and the like nothing."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int | float | date | time) and not isinstance(value, bool) else ""


def name(value: object) -> str:
    """A name, an address or another text of one line: as `text`, without space around it."""
    return text(value).strip()


def identifier(value: object) -> str:
    """The platform's id, digit by digit as the platform gave it.

    Raises:
        RowRefused: `no_id`; `rounded_id` when a spreadsheet has rounded it (1.8067E+16); `bad_id`.
    """
    if isinstance(value, float):
        if not value.is_integer() or abs(value) >= 10**EXACT_DIGITS:
            raise RowRefused("rounded_id")
        value = int(value)
    found = name(value)
    if forced := _FORCED_TEXT.fullmatch(found):
        found = forced[1] or forced[2] or ""
    if found.casefold() in _NOTHING:
        raise RowRefused("no_id")
    if _SCIENTIFIC.fullmatch(found):
        raise RowRefused("rounded_id")
    if whole := _WHOLE_NUMBER.fullmatch(found):
        if len(whole[1]) > EXACT_DIGITS:
            raise RowRefused("rounded_id")
        found = whole[1]
    if len(found) > ID_LIMIT or _UNFIT.match(found):
        raise RowRefused("bad_id")
    return found


def count(value: object) -> int | None:
    """A count such as 12, "1.2K", "1,2 rb", "12.400" or "12,400"; None where there is none or it cannot be read.

    A single separator before exactly three digits groups thousands; before a K, rb, M or jt it is a decimal one.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if 0 <= value < 10**12 else None
    found = _COUNT.fullmatch(name(value)[:40])
    scale = _SCALE.get(found[2].casefold()) if found else None
    if not found or scale is None:
        return None
    digits = found[1]
    if scale == 1 and _GROUPED.fullmatch(digits):
        digits = re.sub(r"\D", "", digits)
    try:
        number = float(digits.replace(",", "."))
    except ValueError:
        return None
    number *= scale
    return round(number) if number < 10**12 and (scale > 1 or number.is_integer()) else None


def heading(cell: object) -> str:
    """A column's name as it is compared: no case, no signs, no remark in brackets."""
    bare = re.sub(r"\(.*?\)|[*:\u200b\ufeff]", " ", name(cell)[:80].casefold())
    return " ".join(re.sub(r"[_\-–]", " ", bare).split())
