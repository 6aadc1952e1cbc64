"""What is in the JSON of a platform, whatever it sent: absent or of the wrong kind is the same as empty."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from domain.text import storable
from domain.times import local, parse_iso

NAME, TEXT = 200, 20_000


def dig(value: Any, *path: str) -> Any:
    """What lies at the end of a path of names; None where there is nothing."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def word(value: Any, *path: str, limit: int = NAME) -> str:
    """A name or an id; numbers are ids too."""
    found = dig(value, *path)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return storable(found, limit) if isinstance(found, str) else ""


def text(value: Any, *path: str) -> str:
    """What somebody wrote."""
    return word(value, *path, limit=TEXT)


def rows(value: Any, *path: str) -> Iterator[dict[str, Any]]:
    """The objects of a list."""
    found = dig(value, *path)
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def count(value: Any, *path: str) -> int | None:
    """A number of something; some platforms write them as words."""
    found = dig(value, *path)
    if isinstance(found, str) and found.isascii() and found.isdigit():
        found = int(found[:18])
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 2**60 else None


def moment(value: Any, *path: str) -> datetime | None:
    """An instant: ISO 8601, or seconds since 1970. None: it is none."""
    found = dig(value, *path)
    if isinstance(found, int) or (isinstance(found, str) and found.isascii() and found.isdigit()):
        return local(int(found) * 1000, "UTC")
    try:
        return local(parse_iso(found, "UTC"), "UTC") if isinstance(found, str) else None
    except (ValueError, OverflowError):
        return None


def instant(value: Any, *path: str) -> int:
    """The same in UTC milliseconds; 0: it is none."""
    found = moment(value, *path)
    return 0 if found is None else round((found - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one: platforms trim spaces, turn line ends and put the answered name in front."""
    return bare(one) == bare(other) != ""


def bare(text: str) -> str:
    """A text as it is compared."""
    words = text.split()
    while words and words[0].startswith("@"):
        words.pop(0)
    return " ".join(words).casefold()
