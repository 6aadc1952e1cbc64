"""Verbs on a reply that is being written, and on what the outbox lists."""

from commands.command import Command, State, command, is_chosen
from wording import N_

PREVIEW = frozenset({"preview"})
OUTBOX = frozenset({"outbox"})
_STUCK = frozenset({"queued", "failed", "unknown"})


def _by_api(state: State) -> bool:
    return state.by_api


def _several(state: State) -> bool:
    return state.among > 1


def _may_agree(state: State) -> bool:
    return state.reply_state == "awaiting"


def _may_return(state: State) -> bool:
    return state.reply_state == "awaiting" and not state.own_reply


def _may_pull_back(state: State) -> bool:
    if state.has_variant:
        return False
    return state.reply_state in _STUCK or (state.reply_state == "awaiting" and state.own_reply)


def _is_stuck(state: State) -> bool:
    return state.reply_state in _STUCK


def _is_stuck_post(state: State) -> bool:
    return state.has_variant and _is_stuck(state)


REPLIES: tuple[Command, ...] = (
    command(
        "reply.send",
        "s",
        N_("send"),
        N_("Send the reply through the platform's interface, by way of the outbox"),
        "comments",
        PREVIEW,
        10,
        _by_api,
        told=True,
    ),
    command(
        "reply.copy",
        "p",
        N_("copy"),
        N_("Show the reply and copy it to your terminal's clipboard"),
        "comments",
        PREVIEW,
        11,
    ),
    command("reply.sent", "t", N_("record as sent"), N_("Record that the reply was sent"), "comments", PREVIEW, 12),
    command(
        "reply.sent_all",
        "T",
        N_("all sent"),
        N_("Record that all who are left of the marked ones were answered"),
        "comments",
        PREVIEW,
        15,
        _several,
    ),
    command("reply.edit", "r | enter", N_("write on"), N_("Go on writing"), "comments", PREVIEW, 13),
    command(
        "outgoing.approve",
        "s",
        N_("agree"),
        N_("Agree to a reply that somebody else wrote: it goes out"),
        "comments",
        OUTBOX,
        10,
        _may_agree,
    ),
    command(
        "outgoing.again",
        "s",
        N_("send again"),
        N_("Send it now: one that failed, that waits, or of which nobody knows"),
        "comments",
        OUTBOX,
        10,
        _is_stuck,
    ),
    command(
        "outgoing.all",
        "S",
        N_("all alike"),
        N_("Agree to all that were written at once, or send all again that failed in the same way"),
        "comments",
        OUTBOX,
        14,
        _several,
    ),
    command(
        "outgoing.copy",
        "p",
        N_("copy"),
        N_("Show the text and copy it to your terminal's clipboard"),
        "comments",
        OUTBOX,
        12,
        is_chosen,
    ),
    command(
        "outgoing.sent",
        "t",
        N_("record as sent"),
        N_("Record that it is on the platform"),
        "comments",
        OUTBOX,
        13,
        _is_stuck,
    ),
    command(
        "outgoing.return",
        "b",
        N_("return"),
        N_("Return it to its writer, with a reason"),
        "comments",
        OUTBOX,
        11,
        _may_return,
    ),
    command(
        "outgoing.draft",
        "b",
        N_("back to draft"),
        N_("Take it out of the outbox; it is a draft again"),
        "comments",
        OUTBOX,
        11,
        _may_pull_back,
    ),
    command(
        "outgoing.by_hand",
        "b",
        N_("by hand"),
        N_("Let the post not go out by itself: a person publishes it"),
        "queue",
        OUTBOX,
        11,
        _is_stuck_post,
    ),
    command(
        "go.outbox",
        "g x",
        N_("outbox"),
        N_("Replies and posts that wait, failed, or of which nobody knows whether they went out"),
        "places",
    ),
)
