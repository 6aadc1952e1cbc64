"""Sorting many comments: put aside, labels, hidden on the platform; and any use case on all that are marked."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from desk import revealing
from desk.desk import Desk
from domain.comments import HIDE_REASONS, OPEN_STATES, Comment, HideReason
from domain.outcomes import Conflict, Done, Outcome

MOST_LABELS = 20
_LABEL = re.compile(r"[^\W_][\w-]{0,29}")


def snooze(desk: Desk, id: int, until: int, *, rev: int | None = None) -> Outcome:
    """Put an open comment aside until that instant; the citizen's clock goes on."""
    with desk.step("comment.snooze", until=until) as step:
        comment = step.read("comments", Comment, id)
        if comment.state not in OPEN_STATES:
            step.refuse("not_open", state=comment.state)
        if until <= step.at:
            step.refuse("snooze_past")
        judged = {"state": "triaged"} if comment.state == "new" else {}
        step.update("comments", id, {"snoozed_until": until, **judged}, rev, relies_on=("state",))
    return step.outcome


def wake(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Take a comment up again that was put aside."""
    with desk.step("comment.wake") as step:
        if step.read("comments", Comment, id).snoozed_until <= step.at:
            step.refuse("not_snoozed")
        step.update("comments", id, {"snoozed_until": 0}, rev)
    return step.outcome


class Labelling(NamedTuple):
    """Labels to put on and to take off."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def read_labels(line: str) -> Labelling | str:
    """Read ``jalan pdam -banjir``: labels to put on, and after a minus to take off; or the word that is no label."""
    added: dict[str, None] = {}
    removed: dict[str, None] = {}
    for word in line.casefold().replace(",", " ").split():
        label = word.removeprefix("-").removeprefix("#")
        if not _LABEL.fullmatch(label):
            return word
        (removed if word.startswith("-") else added)[label] = None
    return Labelling(tuple(added), tuple(removed))


def label(desk: Desk, id: int, labels: Labelling, *, rev: int | None = None) -> Outcome:
    """Put labels on the comment and take others off. They are seen everywhere, so none may be a person's number."""
    signed = " ".join([*(f"+{one}" for one in labels.added), *(f"−{one}" for one in labels.removed)])
    with desk.step("comment.label", labels=signed) as step:
        comment = step.read("comments", Comment, id)
        if not signed:
            step.refuse("no_label")
        if any(revealing.hidden(one) != one for one in labels.added):
            step.refuse("personal_label")
        kept = [one for one in dict.fromkeys((*comment.labels, *labels.added)) if one not in labels.removed]
        if len(kept) > MOST_LABELS:
            step.refuse("too_many_labels", most=MOST_LABELS)
        step.update("comments", id, {"labels": kept}, rev)
    return step.outcome


class _Labelled(msgspec.Struct, gc=False):
    labels: tuple[str, ...] = ()


def labels_in_use(desk: Desk) -> list[str]:
    """All labels, the most used first. Goes through all comments: not for the event loop."""
    rows = desk.store.repo("comments", Comment).rows(_Labelled)
    return [one for one, _n in Counter(one for _id, row in rows for one in row.labels).most_common()]


def hide(desk: Desk, id: int, reason: HideReason, *, rev: int | None = None) -> Outcome:
    """Record that the comment was hidden on its platform, and why. The admin does that there by hand."""
    with desk.step("comment.hide", hidden_for=reason) as step:
        comment = step.read("comments", Comment, id)
        if reason not in HIDE_REASONS:
            step.refuse("no_reason")
        if comment.hidden and comment.hidden_reason == reason:
            step.refuse("already_hidden")
        judged = {"state": "triaged"} if comment.state == "new" else {}
        step.update("comments", id, {"hidden": True, "hidden_reason": reason, **judged}, rev)
    return step.outcome


def unhide(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Record that the comment is shown on its platform again."""
    with desk.step("comment.unhide") as step:
        if not step.read("comments", Comment, id).hidden:
            step.refuse("not_hidden")
        step.update("comments", id, {"hidden": False, "hidden_reason": ""}, rev)
    return step.outcome


def to_each(desk: Desk, seen: Mapping[int, int | None], work: Callable[[int, int | None], Outcome]) -> Outcome:
    """Do the same to many comments: one transaction, one audit entry, taken back as one.

    What cannot be done to a comment leaves that one out. The outcome's `many` says to how many it was done, `left_out`
    to which it was not, by the code of the refusal; "changed" where a colleague's change meanwhile clashes. Refused as
    `all_left_out` when nothing is left to be done.

    Args:
        seen: the comments, each with the revision the admin saw.
        work: a use case on one of them. What it has written before it refuses is left out too.
    """
    left_out: dict[str, list[int]] = {}
    merged_with: set[str] = set()
    told: dict[str, Any] | None = None
    """What is true of all of them."""
    with desk.step("comment.many") as whole, desk.joined(whole):
        for id, rev in seen.items():
            outcome = work(id, rev)
            if isinstance(outcome, Done):
                whole.verb = outcome.verb
                merged_with |= {outcome.params.pop("merged_with", "")} - {""}
                told = outcome.params if told is None else _common(told, outcome.params)
            else:
                why = "changed" if isinstance(outcome, Conflict) else outcome.reason
                left_out.setdefault(why, []).append(id)
        whole.params |= told or {}
        whole.params["many"] = len(seen) - sum(map(len, left_out.values()))
        if left_out:
            whole.params["left_out"] = left_out
        if merged_with:
            whole.params["merged_with"] = ", ".join(sorted(merged_with))
        if not whole.params["many"]:
            whole.refuse("all_left_out", left_out=left_out)
    return whole.outcome


def _common(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name in other and other[name] == value}
