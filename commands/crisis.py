"""Verbs of crisis mode."""

from commands.command import Command, State, command
from wording import N_

CRISIS_PLACE = frozenset({"crisis"})


def _on(state: State) -> bool:
    return state.crisis


CRISIS: tuple[Command, ...] = (
    command(
        "crisis.note",
        "n",
        N_("log"),
        N_("Put down in the log of the crisis what was done or learnt"),
        "everywhere",
        CRISIS_PLACE,
        10,
        _on,
    ),
    command(
        "crisis.write",
        "r",
        N_("message"),
        N_("Write the one message of the crisis; it needs approval"),
        "everywhere",
        CRISIS_PLACE,
        11,
        _on,
    ),
    command(
        "crisis.approve",
        "s",
        N_("approve the message"),
        N_("Approve the message somebody else wrote"),
        "everywhere",
        CRISIS_PLACE,
        12,
        _on,
    ),
    command(
        "crisis.phase",
        "c",
        N_("phase"),
        N_("Say how far the crisis is: before, in, after"),
        "everywhere",
        CRISIS_PLACE,
        13,
        _on,
    ),
    command(
        "crisis.copy",
        "p",
        N_("copy"),
        N_("Show the approved message and copy it to your terminal's clipboard"),
        "everywhere",
        CRISIS_PLACE,
        14,
        _on,
    ),
    command(
        "crisis.end",
        "e",
        N_("end the crisis"),
        N_("End crisis mode with a closing note: the queue goes on"),
        "everywhere",
        CRISIS_PLACE,
        40,
        _on,
    ),
    command(
        "crisis.start",
        "!",
        N_("crisis mode"),
        N_("Start crisis mode: the queue is frozen"),
        "everywhere",
        CRISIS_PLACE | {"issues"},
        16,
        lambda state: not state.crisis,
    ),
    command("go.crisis", "g c", N_("crisis mode"), N_("Message, phase and log of the crisis; starts one"), "places"),
)
