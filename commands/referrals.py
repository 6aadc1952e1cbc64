"""Verbs that take an answer from elsewhere: a template, or the agency a comment is referred to."""

from commands.command import Command, State, command
from domain.comments import OPEN_STATES
from wording import N_

_ANSWERABLE = OPEN_STATES | {"referred"}


def _may_answer(state: State) -> bool:
    return state.chosen and state.comment_state in _ANSWERABLE


REFERRALS: tuple[Command, ...] = (
    command(
        "reply.template",
        ";",
        N_("template"),
        N_("Put a reply template into the reply; while writing: ;code and a blank"),
        "comments",
        frozenset({"conversation", "preview"}),
        14,
        _may_answer,
    ),
)
