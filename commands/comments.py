"""Verbs on the chosen comment."""

from commands.command import (
    ANSWERABLE,
    COMMENT,
    Command,
    command,
    is_chosen,
    is_handled,
    may_answer,
    may_close,
    may_set_days,
)
from domain.comments import KINDS, NO_REPLY_REASONS
from wording import N_, labels

KIND_KEYS = dict(zip(KINDS, "dpjhatiskvcrl", strict=True))
REASON_KEYS = dict(zip(NO_REPLY_REASONS, "jctedbh", strict=True))

COMMENTS: tuple[Command, ...] = (
    command(
        "comment.reply",
        "r",
        N_("reply"),
        N_("Write a reply; the draft saves itself"),
        "comments",
        ANSWERABLE,
        10,
        may_answer,
    ),
    command(
        "sentiment.positive", "+", N_("positive"), N_("The citizen is pleased"), "comments", COMMENT, 21, is_chosen
    ),
    command("sentiment.neutral", "0", N_("neutral"), N_("The citizen is neutral"), "comments", COMMENT, 21, is_chosen),
    command(
        "sentiment.negative",
        "-",
        N_("negative"),
        N_("The citizen is displeased"),
        "comments",
        COMMENT,
        21,
        is_chosen,
    ),
    *(
        command(
            f"kind.{kind}",
            f"c {KIND_KEYS[kind]}",
            labels.KINDS[kind],
            N_("Say what the citizen wants"),
            "comments",
            COMMENT,
            available=is_chosen,
        )
        for kind in KINDS
    ),
    command(
        "settle.5",
        "",
        N_("settle in 5 days"),
        N_("A plain complaint: settled within 5 working days"),
        "comments",
        COMMENT,
        available=may_set_days,
    ),
    command(
        "settle.14",
        "",
        N_("settle in 14 days"),
        N_("A complaint that takes time but no visit: settled within 14 working days"),
        "comments",
        COMMENT,
        available=may_set_days,
    ),
    command(
        "settle.60",
        "",
        N_("settle in 60 days"),
        N_("A complaint that somebody has to look at on the spot: settled within 60 working days"),
        "comments",
        COMMENT,
        available=may_set_days,
    ),
    command(
        "comment.finish",
        "e",
        N_("done"),
        N_("Close: answered, or left without a reply for a reason"),
        "comments",
        COMMENT,
        40,
        is_handled,
        told=True,
    ),
    command(
        "comment.finish_next",
        "E",
        N_("done, next"),
        N_("Close and go to the next one"),
        "comments",
        COMMENT,
        available=is_handled,
        told=True,
    ),
    *(
        command(
            f"no_reply.{reason}",
            f"b {REASON_KEYS[reason]}",
            labels.NO_REPLY_REASONS[reason],
            N_("Leave it without a reply, for this reason"),
            "comments",
            COMMENT,
            available=may_close,
        )
        for reason in NO_REPLY_REASONS
    ),
    command(
        "comment.assign",
        "@",
        N_("take"),
        N_("Take the comment, or give it back"),
        "comments",
        COMMENT,
        50,
        is_chosen,
    ),
    command(
        "comment.note", "n", N_("note"), N_("Leave a note for the other admins"), "comments", COMMENT, 55, is_chosen
    ),
    command(
        "comment.alike",
        "*",
        N_("alike"),
        N_("List the comments that ask or say the same"),
        "comments",
        frozenset({"inbox", "detail"}),
        56,
        is_chosen,
    ),
    command(
        "comment.unmask",
        "P",
        N_("personal data"),
        N_("Show the comment's personal data until you move on, or hide them again; the trail tells who looked"),
        "comments",
        COMMENT,
        12,
        lambda state: state.personal,
        told=True,
    ),
    command(
        "comment.next", "J", N_("next"), N_("Next comment"), "comments", frozenset({"conversation", "preview"}), 60
    ),
    command(
        "comment.previous",
        "K",
        N_("previous"),
        N_("Previous comment"),
        "comments",
        frozenset({"conversation", "preview"}),
        61,
    ),
)
