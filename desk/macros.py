"""Macros: several moves on a comment as one step. Kept under digits, an admin's own before everybody's before ours."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from msgspec.structs import replace

from desk import admins, comments, referrals, templates, triage
from desk.desk import Desk
from desk.replies import draft_of
from domain.agency import Agency, Template
from domain.comments import Comment, HideReason, Kind, NoReplyReason, Sentiment
from domain.macros import DIGITS, ME, MOST_MOVES, NOBODY, RESTS_ON, SHIPPED, Macro, Move
from domain.outcomes import Conflict, Done, Outcome, Refused
from domain.templates import by_code
from domain.text import storable
from domain.until import read_until

_NAME = 60
_VALUE = 500
_QUOTES = re.compile('["“”]')
"""A value is written between quotes, so it holds none."""


# Moves


def do(desk: Desk, id: int, move: Move, *, rev: int | None = None) -> Outcome:
    """Carry out one move on a comment: by the use case of its verb, with that one's guards."""
    value = move.value
    match move.what:
        case "kind":
            return comments.tag_kind(desk, id, cast(Kind, value), rev=rev)
        case "sentiment":
            return comments.tag_sentiment(desk, id, cast(Sentiment, value), rev=rev)
        case "assign":
            return comments.assign(desk, id, {ME: desk.actor, NOBODY: ""}.get(value, value), rev=rev)
        case "hide":
            return triage.hide(desk, id, cast(HideReason, value), rev=rev)
        case "unhide":
            return triage.unhide(desk, id, rev=rev)
        case "wake":
            return triage.wake(desk, id, rev=rev)
        case "note":
            return comments.add_note(desk, id, value)
        case "refer":
            return referrals.refer(desk, id, int(value), rev=rev)
        case "settle":
            return comments.settle_within(desk, id, int(value), rev=rev)
        case "no_reply":
            return comments.no_reply(desk, id, cast(NoReplyReason, value), rev=rev)
        case "done":
            return comments.finish(desk, id, rev=rev)
        case "label":
            return _label(desk, id, value, rev)
        case "snooze":
            return _snooze(desk, id, value, rev)
        case "template":
            return _draft(desk, id, value)


def _label(desk: Desk, id: int, line: str, rev: int | None) -> Outcome:
    labels = triage.read_labels(line)
    if isinstance(labels, str):
        with desk.step("comment.label") as step:
            step.refuse("bad_label", word=labels)
        return step.outcome
    return triage.label(desk, id, labels, rev=rev)


def _snooze(desk: Desk, id: int, line: str, rev: int | None) -> Outcome:
    with desk.step("comment.snooze") as step:
        comment = step.read("comments", Comment, id)
        account = next((one for one in desk.accounts() if one.id == comment.account), None)
        until = read_until(line, step.at, desk.zone(account))
        if until is None:
            step.refuse("not_until")
    return step.outcome if until is None else triage.snooze(desk, id, until, rev=rev)


def _draft(desk: Desk, id: int, code: str) -> Outcome:
    """Put a template, filled in, into this admin's draft of a reply; a draft that says something else is left alone."""
    with desk.step("reply.draft", audit="none") as step:
        comment = step.read("comments", Comment, id)
        template = by_code(list(desk.store.repo("templates", Template).all()), code)
        if template is None:
            step.refuse("no_template", code=code)
        text = templates.filled(desk, template, comment)
        draft = draft_of(desk, id)
        if draft and draft.text not in ("", storable(text)):
            step.refuse("has_draft")
        with desk.joined(step):
            comments.save_draft(desk, comment, text)
    return step.outcome


# Playing


def play(desk: Desk, id: int, name: str, moves: tuple[Move, ...], *, rev: int | None = None) -> Outcome:
    """Carry out all moves on a comment, one step with one entry on the trail; or, where a guard says no, none of them.

    With `rev` what a colleague changed since stands beside it, unless a move is about just that.

    Args:
        name: what the macro is called, for the trail.
    """
    with desk.step("comment.macro", name=name) as step:
        if not moves:
            step.refuse("no_moves")
        step.read("comments", Comment, id)
        relies_on = tuple(dict.fromkeys(field for one in moves for field in RESTS_ON.get(one.what, ())))
        step.update("comments", id, {}, rev, relies_on=relies_on)
        with desk.joined(step):
            for move in moves:
                outcome = do(desk, id, move)
                if not isinstance(outcome, Done) and not _so_already(outcome):
                    step.give_up(outcome)
    if isinstance(step.outcome, Conflict):
        return replace(step.outcome, mine=_meant(desk, moves))
    return step.outcome


def _so_already(outcome: Refused | Conflict) -> bool:
    """It is as the macro wants it: no reason not to do the rest."""
    return isinstance(outcome, Refused) and outcome.reason in ("already_hidden", "not_hidden", "not_snoozed")


def _meant(desk: Desk, moves: Iterable[Move]) -> dict[str, Any]:
    """What the fields that a colleague may have changed would be, for both versions to be seen."""
    fields: dict[str, Any] = {}
    for one in moves:
        if one.what in ("kind", "sentiment"):
            fields[one.what] = one.value
        elif one.what == "assign":
            fields["assignee"] = {ME: desk.actor, NOBODY: ""}.get(one.value, one.value)
        elif one.what == "hide":
            fields |= {"hidden": True, "hidden_reason": one.value}
        elif one.what == "unhide":
            fields |= {"hidden": False, "hidden_reason": ""}
    return fields


# Keeping


class Shown(NamedTuple):
    """What a digit stands for.

    Attributes:
        name: as an admin called it; of a macro the program brings the code of its name.
        shipped: the program brings it.
    """

    name: str
    moves: tuple[Move, ...]
    shipped: bool = False


def listed(desk: Desk) -> list[Macro]:
    """Everybody's macros and this admin's own, by digit."""
    macros = desk.store.repo("macros", Macro).all()
    return sorted((one for one in macros if one.owner in ("", desk.actor)), key=lambda one: (one.digit, one.owner))


def shown(desk: Desk) -> dict[int, Shown]:
    """What each digit stands for, for this admin."""
    found = {digit: Shown(name, moves, shipped=True) for digit, (name, moves) in SHIPPED.items()}
    found |= {one.digit: Shown(one.name, one.moves) for one in listed(desk)}
    return dict(sorted(found.items()))


def names(desk: Desk) -> dict[str, dict[str, str]]:
    """By move, what admins, agencies (by ids) and templates (by codes) are called. Not for the event loop."""
    return {"assign": admins.names(desk, admins.known(desk)), **_named(desk)}


def names_in(desk: Desk, kept: Iterable[Macro]) -> dict[str, dict[str, str]]:
    """The same, of admins only those whom these macros name."""
    given = {move.value for one in kept for move in one.moves if move.what == "assign"}
    return {"assign": admins.names(desk, given - {ME, NOBODY}), **_named(desk)}


def _named(desk: Desk) -> dict[str, dict[str, str]]:
    agencies = desk.store.repo("agencies", Agency).all()
    codes = desk.store.repo("templates", Template).all()
    return {
        "refer": {str(one.id): one.short or one.name for one in agencies},
        "template": {one.code: one.code for one in codes},
    }


def keep(
    desk: Desk,
    digit: int,
    name: str,
    moves: tuple[Move, ...],
    *,
    everybody: bool = False,
    id: int = 0,
    rev: int | None = None,
) -> Outcome:
    """Keep moves under a digit, in the place of the macro that stands there for the same people.

    Args:
        id: the macro that is changed; 0: the one under that digit, or a new one.
    """
    name = storable(" ".join(name.split()), _NAME)
    moves = tuple(replace(one, value=storable(" ".join(_QUOTES.sub("'", one.value).split()), _VALUE)) for one in moves)
    with desk.step("macro.keep", digit=digit, name=name) as step:
        if digit not in DIGITS:
            step.refuse("bad_macro_digit", digit=digit)
        if not name:
            step.refuse("no_name")
        if not moves:
            step.refuse("no_moves")
        if len(moves) > MOST_MOVES:
            step.refuse("too_many_moves", most=MOST_MOVES)
        changed = step.read("macros", Macro, id) if id else None
        owner = changed.owner if changed else "" if everybody else desk.actor
        there = next((one for one in listed(desk) if (one.digit, one.owner) == (digit, owner)), None)
        if changed and there and there.id != changed.id:
            step.refuse("macro_digit_taken", digit=digit, name=there.name)
        kept = changed or there
        if kept is None:
            step.insert("macros", Macro(digit=digit, name=name, moves=moves, owner=owner))
        elif (kept.digit, kept.name, kept.moves) != (digit, name, moves):
            step.update("macros", kept.id, {"digit": digit, "name": name, "moves": moves}, rev)
    return step.outcome


def remove(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Take a macro off its digit; what stood there before it stands there again."""
    with desk.step("macro.remove") as step:
        kept = step.read("macros", Macro, id)
        step.params["name"], step.params["digit"] = kept.name, kept.digit
        step.delete("macros", id, rev)
    return step.outcome
