"""Verbs that sort the inbox: marks, repeating, what puts a comment aside, names it or hides it."""

from commands.command import COMMENT, Command, State, command, is_chosen, may_close
from domain.comments import HIDE_REASONS
from domain.macros import DIGITS
from wording import N_, labels

LIST = frozenset({"inbox", "detail"})
HIDE_KEYS = dict(zip(HIDE_REASONS, "jpchvl", strict=True))


def _may_repeat(state: State) -> bool:
    return state.can_repeat and is_chosen(state)


def _may_do(state: State) -> bool:
    return state.chosen or state.marked > 0


def _is_hidden(state: State) -> bool:
    return state.comment_hidden or state.marked > 0


TRIAGE: tuple[Command, ...] = (
    command(
        "mark",
        "x",
        N_("mark"),
        N_("Mark the comment, or take its mark away; verbs are for all that are marked"),
        "comments",
        LIST,
        62,
        is_chosen,
    ),
    command(
        "mark_all",
        "X",
        N_("mark all"),
        N_("Mark all that the list holds, also those out of sight; again: none"),
        "comments",
        LIST,
        63,
        is_chosen,
    ),
    command(
        "repeat",
        ".",
        N_("again"),
        N_("Do the same as last to this comment, or to all that are marked"),
        "comments",
        COMMENT,
        52,
        _may_repeat,
        told=True,
    ),
    command(
        "comment.snooze",
        "z",
        N_("put aside"),
        N_("Put it aside until a time, or until the citizen writes; the deadline stays"),
        "comments",
        COMMENT,
        53,
        may_close,
    ),
    command(
        "comment.assign_to",
        "&",
        N_("give to"),
        N_("Give it to a colleague, by name; they are told"),
        "comments",
        COMMENT,
        available=_may_do,
    ),
    *(
        command(
            f"macro.{digit}",
            f"m {digit}",
            N_("macro"),
            N_("Do all that this macro holds, in one step; a free digit records one"),
            "comments",
            COMMENT,
            available=_may_do,
        )
        for digit in DIGITS
    ),
    command(
        "macro.write",
        "m t",
        N_("write one"),
        N_("Write a macro of your own: digit and name, then what it does"),
        "comments",
        COMMENT,
    ),
    command(
        "macro.list",
        "m d",
        N_("all macros"),
        N_("All macros: to look at, rename, change, remove, or share with every admin"),
        "comments",
        COMMENT,
    ),
    command(
        "comment.label",
        "#",
        N_("label"),
        N_("Put labels on, or take them off; the search finds them"),
        "comments",
        COMMENT,
        54,
        is_chosen,
    ),
    *(
        command(
            f"hide.{reason}",
            f"h {HIDE_KEYS[reason]}",
            labels.HIDE_REASONS[reason],
            N_("Record that it was hidden on the platform, for this reason"),
            "comments",
            COMMENT,
            available=is_chosen,
        )
        for reason in HIDE_REASONS
    ),
    command(
        "comment.unhide",
        "h u",
        N_("shown again"),
        N_("Record that the platform shows it again"),
        "comments",
        COMMENT,
        available=_is_hidden,
    ),
)
