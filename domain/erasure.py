"""Taking a citizen out of what is stored: who is meant, what of a record is theirs, and what stands in its place."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, get_args

import msgspec

from domain.accounts import plain_handle

Deed = Literal["remove", "anonymise"]
"""Remove: comments and our replies to them go. Anonymise: texts stay, without what tells whose they are."""
DEEDS: tuple[Deed, ...] = get_args(Deed)

PERSONAL: frozenset[str] = frozenset(
    {"author", "handle", "text", "url", "platform_id", "parent", "reading", "notes", "referral"}
)
"""Fields of a comment that are, or may quote, what the citizen wrote or is called."""
NAMELESS = "hapus:"
"""How the ids of anonymised comments begin."""
HIDDEN = "•"

_LEAST_TEXT = 16
"""A text of so many characters is told apart wherever it is quoted."""
_LEAST_PIECE = 6
_LEAST_HANDLE = 8
_PLAIN_WORD = re.compile(r"[^\W\d_]+")


class Person(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Whose data go: what they are called on which platform, and what was found of theirs.

    Attributes:
        handles: as `plain_handle` has them.
        names: display names, as written.
        texts: what they wrote, where texts go.
        pieces: personal data in those texts, wherever quoted.
        comments: ids of their comments, live and archived.
        replies: ids of our replies to them.
        threads: ids of all comments in their threads.
        keys: (platform, platform_id) of their comments.
    """

    platform: str = ""
    handles: list[str] = []
    names: list[str] = []
    texts: list[str] = []
    pieces: list[str] = []
    comments: list[int] = []
    replies: list[int] = []
    threads: list[int] = []
    keys: list[tuple[str, str]] = []


def plain_name(name: str) -> str:
    """A display name as it is compared."""
    return " ".join(name.split()).casefold()


def salted(salt: str, *parts: str) -> str:
    """What is left of an erased key: enough to know it again, not to read it (96 bits of keyed BLAKE2b)."""
    told = "\n".join(parts).encode("utf-8", "replace")
    return hashlib.blake2b(told, key=salt.encode()[:64], digest_size=12).hexdigest()


class Veil:
    """Hides what a citizen is called, and what they wrote, in other texts: each character becomes `•`.

    Their mention (@handle), a handle that is no plain word, names of several words and long texts are hidden
    everywhere; a plain handle or a single name only in their own threads, since elsewhere it may mean anybody.
    """

    def __init__(self, person: Person) -> None:
        handles = sorted({re.escape(one) for one in person.handles if one}, key=len, reverse=True)
        clear = [one for one in person.handles if len(one) >= _LEAST_HANDLE or not _PLAIN_WORD.fullmatch(one)]
        names = {plain_name(one) for one in person.names} - {""}
        texts = [one for one in person.texts if len(one) >= _LEAST_TEXT]
        pieces = [one for one in person.pieces if len(one) >= _LEAST_PIECE]
        self._texts = sorted([*texts, *pieces], key=len, reverse=True)
        wide = [
            *(rf"@{one}" for one in handles),
            *(re.escape(one) for one in clear if one),
            *(_spaced(one) for one in names if " " in one),
        ]
        self._patterns = {
            near: _pattern([*wide, *more]) for near, more in ((False, []), (True, [*handles, *map(_spaced, names)]))
        }
        self._first = [one.casefold() for one in (*person.handles, *(one.split()[0] for one in names)) if one]
        """What must be in a text for the patterns to be worth a try."""

    def hits(self, value: object, *, near: bool) -> bool:
        """Whether anything is to be hidden in a JSON value."""
        return bool(self.hidden(value, near=near) != value)

    def hidden(self, value: Any, *, near: bool, quotes: bool = True) -> Any:
        """The value with what is to be hidden replaced, lengths kept.

        Args:
            near: it belongs to one of their threads.
            quotes: their texts, too; not where another citizen may have written the same.
        """
        if isinstance(value, str):
            return self._in_text(value, near, quotes)
        if isinstance(value, list):
            return [self.hidden(one, near=near, quotes=quotes) for one in value]
        if isinstance(value, Mapping):
            return {key: self.hidden(one, near=near, quotes=quotes) for key, one in value.items()}
        return value

    def _in_text(self, value: str, near: bool, quotes: bool) -> str:
        for text in self._texts if quotes and len(value) >= _LEAST_PIECE else ():
            value = value.replace(text, HIDDEN * len(text))
        pattern, folded = self._patterns[near], value.casefold()
        if pattern is None or not any(one in folded for one in self._first):
            return value
        return pattern.sub(lambda found: HIDDEN * len(found.group()), value)


def _spaced(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    parts = sorted((rf"(?<![\w]){word}(?![\w]|\.\w)" for word in words), key=len, reverse=True)
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def is_theirs(person: Person, platform: str, handle: str, author: str) -> bool:
    """Whether a comment with that writer is the person's: by handle; without one by a name of theirs.

    Where their handle is known, a name of one word is too little.
    """
    if person.platform and platform != person.platform:
        return False
    if handle:
        return plain_handle(handle) in person.handles
    name = plain_name(author)
    names = {plain_name(one) for one in person.names if not person.handles or " " in plain_name(one)}
    return bool(name) and (name in names or name in person.handles)


def anonymised(comment: dict[str, Any], new_id: str, spans: Collection[tuple[int, int]]) -> dict[str, Any]:
    """A comment's document with nobody's name, address, id or personal data; the text stays, its length too.

    Args:
        new_id: the id it is known by from now on.
        spans: personal data in its text, in characters.
    """
    text = str(comment.get("text", ""))
    for start, end in spans:
        text = text[:start] + HIDDEN * (end - start) + text[end:]
    kept = {field: value for field, value in comment.items() if field not in ("author", "handle", "url")}
    reading = {field: value for field, value in (comment.get("reading") or {}).items() if field != "personal_data"}
    for field in ("words", "reasons"):
        # What the engine quotes must still stand in the text.
        told = [one for one in reading.get(field, ()) if str(one[0] if isinstance(one, list) else one) in text]
        if field in reading:
            reading[field] = told
    return {**kept, "platform_id": new_id, "text": text, **({"reading": reading} if reading else {})}
