"""What an admin said of a comment against the engine, kept so that the next such text is read as the admin would."""

from typing import Literal

import msgspec

from domain.comments import Comment, Kind, Sentiment

Field = Literal["sentiment", "kind"]


DIGESTS = frozenset({"text_key", "word_keys"})
"""Fields that say nothing to a reader, and leave the store in no file."""


class Correction(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One admin's word on one field of one comment. It holds no text: the comment it was said of has that."""

    id: int = 0
    rev: int = 0
    comment: int
    field: Field
    said: str
    """What the engine said: a sentiment or a kind."""
    confidence: float = 0.0
    """How sure it was, 0 to 1."""
    answer: Sentiment | Kind
    """What the admin said."""
    by: str
    at: int
    text_key: str = ""
    """Digest of the plain form of the text, see `language.overlay`; the same text has the same."""
    word_keys: tuple[int, ...] = ()
    """Digests of its words; only where a sentiment was corrected."""


def contradicts(comment: Comment, field: Field) -> bool:
    """Whether what the admin said of the comment is news to the engine: it said otherwise, or was not sure."""
    reading = comment.reading
    if field == "kind":
        return bool(comment.kind_by) and comment.kind != reading.kind
    return bool(comment.sentiment_by) and (reading.unsure or comment.sentiment != reading.sentiment)
