"""Verbs on the comments of a paste, before they are stored."""

from commands.command import Command, command, is_chosen
from wording import N_

_PASTE = frozenset({"paste"})

BY_HAND: tuple[Command, ...] = (
    command(
        "paste.store",
        "s | enter",
        N_("store"),
        N_("Store these comments; those there already stay as they are"),
        "comments",
        _PASTE,
        10,
        is_chosen,
    ),
    command(
        "paste.drop",
        "x",
        N_("leave out"),
        N_("Leave this row out, or take it in again"),
        "comments",
        _PASTE,
        11,
        is_chosen,
    ),
    command(
        "paste.fix",
        "e",
        N_("correct"),
        N_("Correct writer, time and text of this row"),
        "comments",
        _PASTE,
        12,
        is_chosen,
    ),
    command(
        "paste.account",
        "]",
        N_("next account"),
        N_("The next account these comments were written to"),
        "comments",
        _PASTE,
        14,
    ),
)
