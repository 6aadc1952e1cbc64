"""What a row holds, and how it passes the door."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from domain.text import ENTRY_LIMIT, clean

Value = str | int | None | list[Any] | dict[str, Any]
Row = Sequence[Value]
Words = Mapping[str, Callable[[Any], str]]
"""What the values of some columns are called, by the column's code."""


def cleaned(text: str) -> str:
    """Outside text as it leaves: every line of it, and nothing that a program obeys."""
    return clean(text, lines=ENTRY_LIMIT)


def through_the_door(value: Value) -> Value:
    """A value with every text in it cleaned."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [through_the_door(one) for one in value]
    if isinstance(value, dict):
        return {key: through_the_door(one) for key, one in value.items()}
    return value


def cell(value: Value) -> str:
    """A value as the text of a table's cell: a list on several lines, an object as JSON."""
    if isinstance(value, str):
        return cleaned(value) if value else ""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(cell, value))
    return json.dumps(through_the_door(value), ensure_ascii=False) if isinstance(value, dict) else str(value)


def worded(columns: Mapping[str, str], words: Words) -> Callable[[Row], list[Value]]:
    """Turns the codes of a row into words."""
    of = [words.get(code) for code in columns]
    return lambda row: [
        value if word is None or value in ("", None) else word(value) for value, word in zip(row, of, strict=True)
    ]


def as_received(text: str) -> str:
    """A text that the door would change, as the characters of a JSON string: it can be read back, and do nothing.

    Empty where the door changes nothing.
    """
    return "" if cleaned(text) == text else json.dumps(text)


def restored(text: str, received: str) -> str:
    """The text as it was received: of an exported text, and of what `as_received` made of it."""
    try:
        found = json.loads(received)
    except ValueError:
        return text
    return found if isinstance(found, str) else text
