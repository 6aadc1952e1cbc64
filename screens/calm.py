"""Jeda tenang: what was read in this sitting that insults, and the breath before it is answered."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.comments import Comment
from domain.cooling import MANY, is_insult, pauses
from screens.foot import key_for
from widgets.bar import Part
from widgets.page import Block, Both, Words
from wording import _, n_

if TYPE_CHECKING:
    from screens.base import DeskScreen


class Calm:
    """The insults one admin has read since they sat down."""

    def __init__(self) -> None:
        self._read_at: dict[int, int] = {}
        self._breathed: set[int] = set()

    def read(self, comment: Comment, now: int) -> None:
        """The admin sees this comment."""
        if is_insult(comment):
            self._read_at.setdefault(comment.id, now)

    def asks(self, comment: Comment, now: int) -> bool:
        """Whether an answer to it that begins now is to be asked about; each is asked about once."""
        read_at = self._read_at.get(comment.id, now)
        return comment.id not in self._breathed and pauses(comment, read_at, now)

    def breathed(self, comment: Comment) -> None:
        """The admin goes on all the same."""
        self._breathed.add(comment.id)

    @property
    def insults(self) -> int:
        """How many there were."""
        return len(self._read_at)


def ask(
    place: "DeskScreen", comment: Comment, text: str, write: Callable[[], None], begin_with: Callable[[str], None]
) -> None:
    """Show a calmer text before an insult is answered; one key goes on, another begins with that text."""
    calm = place.session.calm

    def on(then: Callable[[], None]) -> Callable[[], None]:
        def go() -> None:
            calm.breathed(comment)
            then()

        return go

    def again() -> None:
        ask(place, comment, text, write, begin_with)

    blocks: list[Block] = [
        None,
        Words(
            _("This comment insults. A calm answer is read by everybody who is only looking on. For example:"), "bright"
        ),
        None,
        Words(text, "accent", False, 4),
        None,
        Both((Part("enter ", "accent", True), Part(_("write all the same"), "foreground"))),
        Both((Part(f"{key_for('reply.template')} ", "accent", True), Part(_("begin with this text"), "foreground"))),
        Both((Part("esc ", "accent", True), Part(_("not now"), "foreground"))),
    ]
    if calm.insults >= MANY:
        told = n_("{n} insult in this sitting", "{n} insults in this sitting", calm.insults).format(n=calm.insults)
        hint = _("A colleague might take over for a while: {key} gives a comment back to all.")
        blocks += [None, Words(f"{told}. " + hint.format(key=key_for("comment.assign")), "warning")]
    # Keys typed ahead are meant for the reply: none of its letters may decide, or close the panel.
    keys = {
        "enter": on(write),
        key_for("reply.template"): on(lambda: begin_with(text)),
        **dict.fromkeys(("q", "?", "f1"), again),
    }
    place.open_panel(_("A moment of calm"), blocks, columns=74, rows=18 if calm.insults >= MANY else 15, keys=keys)
