"""Jeda tenang: who was just insulted takes a breath before answering."""

from domain.comments import Comment
from domain.times import MINUTE

PAUSE = MINUTE
"""An answer begun sooner than this after reading an insult is asked about."""
MANY = 4
"""From so many insults in one sitting on, a colleague might take over."""

_INSULTS = frozenset({"abuse", "provocation"})


def is_insult(comment: Comment) -> bool:
    """Abuse or provocation; also where it is the second thing said by somebody who is displeased."""
    second = comment.reading.second_kind
    beside = second in _INSULTS and comment.sentiment == "negative" and not comment.kind_by
    return comment.kind in _INSULTS or beside


def pauses(comment: Comment, read_at: int, now: int) -> bool:
    """Whether an answer that is begun now is to be asked about; `read_at`: when the admin first saw the comment."""
    return is_insult(comment) and now - read_at < PAUSE
