"""Verbs that limit and order the inbox: the filter, the views, the order."""

from commands.command import Command, State, command
from domain.views import DIGITS
from wording import N_

_LIST = frozenset({"inbox", "detail"})


def _is_filtered(state: State) -> bool:
    return state.filtered


FILTERING: tuple[Command, ...] = (
    command(
        "filter",
        "l",
        N_("limit"),
        N_("Limit the list by fields and words; what may come next is offered while you type"),
        "comments",
        _LIST,
        71,
    ),
    command(
        "sort",
        "o",
        N_("order"),
        N_("The next order: by priority, deadline, age, likes"),
        "comments",
        _LIST,
        72,
    ),
    *(
        command(
            f"view.{digit}",
            f"v {digit}",
            N_("view"),
            N_("List what this view holds"),
            "comments",
            _LIST,
            available=lambda state, digit=str(digit): digit in state.views,  # type: ignore[misc]
        )
        for digit in DIGITS
    ),
    command(
        "view.keep",
        "v s",
        N_("save view"),
        N_("Keep this filter as a view of yours: digit and name"),
        "comments",
        _LIST,
        available=_is_filtered,
        told=True,
    ),
    command(
        "view.share",
        "v S",
        N_("save view for all"),
        N_("Keep this filter as a view for every admin: digit and name"),
        "comments",
        _LIST,
        available=_is_filtered,
        told=True,
    ),
)
