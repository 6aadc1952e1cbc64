"""JSON files of other people: one document, or one record a line. Strict, bounded, exact."""

import json
from typing import Any, NoReturn

from channels.importers.cells import ROWS_LIMIT, RowRefused
from domain.incoming import FileRefused

_VALUES_LIMIT = 5_000_000
"""Objects and lists in a document: empty ones take thirty times their size in memory."""
EXACT_INT = 18
"""Longer whole numbers are kept as their digits."""

Records = list[tuple[int, Any]]


class _Repeated(ValueError):
    """An object names one key twice: nobody can say which value counts."""


def records(text: str) -> Records:
    """The numbered records of a file: a list's elements, an object alone, or one object a line.

    A broken line of a file of lines is numbered too, as a RowRefused.

    Raises:
        FileRefused: `damaged` (with its line, where known), `too_deep`, `repeated_key`, `too_many_rows`.
    """
    if text.count("{") + text.count("[") > _VALUES_LIMIT:
        raise FileRefused("too_many_rows")
    try:
        whole = _decode(text)
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("{") and (lines := _lines(text)):
            return lines
        raise FileRefused("damaged", line=error.lineno) from None
    except _Repeated:
        raise FileRefused("repeated_key") from None
    except RecursionError:
        raise FileRefused("too_deep") from None
    except ValueError:
        raise FileRefused("damaged", line=0) from None
    if not isinstance(whole, list):
        return [(1, whole)]
    if len(whole) > ROWS_LIMIT:
        raise FileRefused("too_many_rows")
    return list(enumerate(whole, start=1))


def _lines(text: str) -> Records:
    """One record a line; empty when no line is one."""
    found: Records = []
    whole = 0
    if text.count("\n") > ROWS_LIMIT:
        raise FileRefused("too_many_rows")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append((number, _decode(line)))
            whole += isinstance(found[-1][1], dict)
        except (ValueError, RecursionError):
            found.append((number, RowRefused("damaged_row")))
    return found if whole else []


def _decode(text: str) -> Any:
    return _DECODER.decode(text)


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= EXACT_INT else digits


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Repeated
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_constant=_constant)


def items(value: object) -> list[dict[str, Any]]:
    """The objects of a list; none where there is no list (files write null for an empty one)."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
