"""Verbs on what is kept: the archives of old comments."""

from commands.command import PANES, Command, command, is_chosen
from wording import N_

_ARCHIVE = frozenset({"archive"})

KEEPING: tuple[Command, ...] = (
    command(
        "archive.search",
        "A",
        N_("search the archives"),
        N_("Look for words or a writer in the archives of old comments, too"),
        "comments",
        frozenset({"inbox", "detail"}),
        99,
    ),
    command(
        "archive.bring_back",
        "B",
        N_("bring back"),
        N_("Let the comment be on the desk again, with its thread"),
        "comments",
        _ARCHIVE,
        11,
        is_chosen,
    ),
    command(
        "person.erase",
        "",
        N_("erase a citizen's data"),
        N_("Find everything of one citizen and erase it for good (personal data protection)"),
        "everywhere",
        PANES | {"settings"},
    ),
    command(
        "deadlines.reckon",
        "d",
        N_("reckon deadlines again"),
        N_("Put the deadlines of what is not settled where the working calendar has them now"),
        "everywhere",
        frozenset({"settings"}),
    ),
)
