"""Verbs of the note at the end of a shift."""

from commands.command import Command, command
from wording import N_

HANDOVER: tuple[Command, ...] = (
    command(
        "handover.copy",
        "p | y",
        N_("copy"),
        N_("Show the note and copy it to your terminal's clipboard"),
        "everywhere",
        frozenset({"handover"}),
        12,
    ),
    command("go.handover", "g s", N_("handover"), N_("What whoever sits here next has to know"), "places"),
)
