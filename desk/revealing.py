"""Personal data in what citizens write: hidden wherever it is shown, until an admin looks; the trail tells who did."""

from typing import NamedTuple

from msgspec.structs import replace

from desk.desk import Desk
from domain.comments import Comment, PersonalDataType, Reply, Span, masked
from domain.outcomes import Outcome

NUMBERS: frozenset[PersonalDataType] = frozenset({"nik", "kk", "npwp", "account"})
"""What no text of ours may tell; a telephone in it is an office's."""
PLACES: frozenset[PersonalDataType] = frozenset({"address", "plate"})
"""What a complaint is often about: a street, a car."""
_FEWEST = 7
"""Fewer digits are no number in a name, and the finder need not be loaded for it."""


class Shown(NamedTuple):
    """A comment as a list shows it; a name that is not known is empty."""

    name: str
    text: str


def shown(comment: Comment) -> Shown:
    """Writer (handle, else name) and text, personal data hidden."""
    return Shown(name(comment), text(comment))


def text(comment: Comment) -> str:
    """What it says, personal data hidden."""
    return masked(comment.text, _spans(comment))


def name(comment: Comment) -> str:
    """The handle, else the name its writer shows, personal data hidden."""
    return masked(comment.handle or comment.author, _in_name(comment))


def covered(comment: Comment) -> Comment:
    """The comment with personal data in its text and in its writer's name and handle hidden."""
    handle = name(comment) if comment.handle else ""
    author = hidden(comment.author) if handle else name(comment)
    return replace(comment, text=text(comment), handle=handle, author=author)


def hidden(text: str) -> str:
    """Any text, personal data hidden."""
    return masked(text, _find(text))


def said(reply: Reply) -> str:
    """What we wrote, personal numbers hidden."""
    return masked(reply.text, tuple(one for one in _find(reply.text) if one.type in NUMBERS))


def types(comment: Comment) -> tuple[PersonalDataType, ...]:
    """What there is to reveal of a comment: in its text, its writer's name and the admins' notes."""
    noted = (span for note in comment.notes for span in _find(note.text))
    return tuple(dict.fromkeys(one.type for one in (*_spans(comment), *_in_name(comment), *noted)))


def reveal(desk: Desk, id: int) -> Outcome:
    """Leave on the trail, and in the comment's history, that this admin looked at its personal data.

    Nothing of the comment is changed, so there is nothing to take back.
    """
    with desk.step("comment.unmask", audit="always", record=f"K{id}") as step:
        if not types(step.read("comments", Comment, id)):
            step.refuse("no_personal_data")
    return step.outcome


def _spans(comment: Comment) -> tuple[Span, ...]:
    """As the engine found them when it read the comment; one that it never read is looked through now."""
    return _of_persons(comment.reading.personal_data) if comment.reading.engine else _find(comment.text)


def _in_name(comment: Comment) -> tuple[Span, ...]:
    who = comment.handle or comment.author
    return _find(who) if "@" in who or sum(map(str.isdigit, who)) >= _FEWEST else ()


def _find(text: str) -> tuple[Span, ...]:
    from language.personal_data import find  # Not on the way to the first paint.

    return _of_persons(find(text))


def _of_persons(found: tuple[Span, ...]) -> tuple[Span, ...]:
    """A street or a number plate tells where the trouble is; who somebody is it tells beside a person's own number."""
    if any(one.type in NUMBERS for one in found):
        return found
    return tuple(one for one in found if one.type not in PLACES)
