"""Verbs on the chosen post, in the queue and in the editor."""

from commands.command import Command, State, command, is_chosen, is_unpublished
from wording import N_

POST = frozenset({"queue", "post", "calendar"})
EDITOR = frozenset({"post"})


def _is_draft(state: State) -> bool:
    return state.chosen and state.post_state == "draft"


def _is_in_review(state: State) -> bool:
    return state.chosen and state.post_state == "review"


def _is_returned(state: State) -> bool:
    return state.chosen and state.post_state == "returned"


def _is_approved(state: State) -> bool:
    return state.chosen and state.post_state == "approved" and not state.at_once


def _may_go_now(state: State) -> bool:
    return state.at_once


def _goes_by_itself(state: State) -> bool:
    return state.by_itself and state.post_state != "review"


def _is_published(state: State) -> bool:
    return state.variant_state == "published"


POSTS: tuple[Command, ...] = (
    command("form.edit", "enter", N_("edit"), N_("Change the chosen field; it saves itself"), "queue", EDITOR, 5),
    command("form.next", "tab", N_("next"), N_("To the next field"), "moving", EDITOR, 17),
    command("form.previous", "shift+tab", N_("previous"), N_("To the previous field"), "moving", EDITOR),
    command("post.submit", "s", N_("to review"), N_("Send the draft to review"), "queue", POST, 14, _is_draft),
    command(
        "post.approve", "s", N_("approve"), N_("Approve it; somebody else sent it"), "queue", POST, 14, _is_in_review
    ),
    command(
        "post.reopen",
        "s",
        N_("take up again"),
        N_("Make a draft of the returned post"),
        "queue",
        POST,
        14,
        _is_returned,
    ),
    command(
        "post.schedule",
        "s",
        N_("schedule"),
        N_("Schedule every channel that has a time"),
        "queue",
        POST,
        14,
        _is_approved,
    ),
    command(
        "post.publish",
        "s",
        N_("publish now"),
        N_("See what goes out through the platform's interface, and let it go out now"),
        "queue",
        POST,
        14,
        _may_go_now,
    ),
    command(
        "post.by_hand",
        "b",
        N_("by hand"),
        N_("Let the post not go out by itself: a person publishes it"),
        "queue",
        POST,
        51,
        _goes_by_itself,
    ),
    command(
        "post.return",
        "b",
        N_("return"),
        N_("Send it back from review, with a reason"),
        "queue",
        POST,
        15,
        _is_in_review,
        told=True,
    ),
    command(
        "post.copy",
        "p",
        N_("copy caption"),
        N_("Show the caption and copy it to your terminal's clipboard"),
        "queue",
        POST,
        12,
        is_chosen,
    ),
    command(
        "post.published",
        "t",
        N_("record as published"),
        N_("Record time and address of the publication"),
        "queue",
        POST,
        13,
        is_unpublished,
        told=True,
    ),
    command(
        "post.correct",
        "t",
        N_("correct the record"),
        N_("Say better when and where it went out"),
        "queue",
        POST,
        54,
        _is_published,
    ),
    command(
        "post.slot",
        "]",
        N_("free slot"),
        N_("Give it the next free slot"),
        "queue",
        POST,
        16,
        is_unpublished,
        told=True,
    ),
    command(
        "post.postpone",
        "z",
        N_("postpone"),
        N_("Postpone it on this channel, for a reason"),
        "queue",
        POST,
        52,
        is_unpublished,
        told=True,
    ),
    command(
        "post.cancel",
        "w",
        N_("cancel"),
        N_("Do not publish it on this channel, for a reason"),
        "queue",
        POST,
        53,
        is_unpublished,
        told=True,
    ),
    command(
        "post.withdraw", "w", N_("withdraw"), N_("It was taken down there; say why"), "queue", POST, 53, _is_published
    ),
    command("channel.next", ">", N_("next channel"), N_("Preview the next channel"), "moving", EDITOR, 60),
    command("channel.previous", "<", N_("previous channel"), N_("Preview the previous channel"), "moving", EDITOR),
    command(
        "channel.remove",
        "delete | backspace",
        N_("remove channel"),
        N_("Take the channel off the post"),
        "queue",
        EDITOR,
        61,
        is_unpublished,
    ),
    command("tab.form", "1", N_("form"), N_("To the form"), "moving", EDITOR),
    command("tab.preview", "2", N_("preview"), N_("To the preview"), "moving", EDITOR),
    command("tab.readiness", "3", N_("readiness"), N_("To what is missing"), "moving", EDITOR),
)
