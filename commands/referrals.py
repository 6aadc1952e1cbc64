"""Verbs that take an answer from elsewhere: a template, or the agency a comment is referred to."""

from commands.command import COMMENT, Command, State, command, is_chosen, may_answer
from domain.comments import OPEN_STATES
from wording import N_

BOARD = frozenset({"referrals"})
_REFERABLE = OPEN_STATES | {"answered", "referred"}


def _may_refer(state: State) -> bool:
    return state.marked > 0 or (state.chosen and state.comment_state in _REFERABLE)


REFERRALS: tuple[Command, ...] = (
    command(
        "reply.template",
        ";",
        N_("template"),
        N_("Put a reply template into the reply; while writing: ;code and a blank"),
        "comments",
        frozenset({"conversation", "preview"}),
        14,
        may_answer,
    ),
    command(
        "comment.refer",
        "f",
        N_("referral"),
        N_("Refer it to another agency; of a referred one: its text, answer, passing on"),
        "comments",
        COMMENT | BOARD,
        51,
        _may_refer,
    ),
    command(
        "referral.remind",
        "p",
        N_("reminder"),
        N_("Show and copy a polite reminder for the agency, and record it"),
        "comments",
        BOARD,
        12,
        is_chosen,
    ),
    command("go.referrals", "g o", N_("referrals"), N_("What waits for other agencies, the oldest first"), "places"),
)
