"""Verbs on how comments are read: what to review, why it was read so, and what the desk has learned."""

from commands.command import COMMENT, PANES, Command, command, is_chosen
from wording import N_

LEARNING: tuple[Command, ...] = (
    command(
        "comment.review",
        "~",
        N_("review queue"),
        N_("List the open comments the engine is unsure of; each one judged leads to the next"),
        "comments",
        frozenset({"inbox", "detail"}),
        57,
        lambda state: state.to_review > 0,
        told=True,
    ),
    command(
        "comment.explain",
        "=",
        N_("explain"),
        N_("Why it was read like this, and why it stands where it stands"),
        "comments",
        COMMENT,
        58,
        is_chosen,
    ),
    command(
        "correction.forget_all",
        "W",
        N_("forget all"),
        N_("Take all corrections back: the engine reads as it did before; undo brings them back"),
        "comments",
        frozenset({"settings"}),
        21,
        lambda state: state.corrections,
    ),
    command(
        "correction.read_again",
        "",
        N_("read again"),
        N_("Read the open comments again that nobody has judged, with what was corrected since"),
        "comments",
        PANES | {"settings"},
    ),
)
