"""What the filters read: JSON objects from stdin, one a line."""

import json
import sys
from collections.abc import Collection, Iterator
from typing import Any

from domain.times import parse_iso
from wording import _


class Unreadable(Exception):
    """A line that is not what the filter takes; the message says which one and why."""


def objects(*texts: str, instants: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """The objects of all lines, in order; empty lines are passed over. Only LF ends a line; a
    BOM before the first is none of it.

    Args:
        texts: keys that every object has to have; those but `id` hold texts.
        instants: those of them that are ISO 8601; they come as UTC milliseconds.

    Raises:
        Unreadable: a line is no such object; `console.main` says so.
    """
    content = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Unreadable(_("line {number} is not a JSON object").format(number=number))
        for key in texts:
            try:
                if key not in found or (key != "id" and not isinstance(found[key], str)):
                    raise ValueError(key)
                if key in instants:
                    found[key] = parse_iso(found[key])
            except ValueError:
                sentence = _('line {number} has no "{key}" that can be used').format(number=number, key=key)
                raise Unreadable(sentence) from None
        yield found
