"""What the store has learned from its admins: corrections kept, listed, taken back, and read by."""

from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

import language
import store
from desk import revealing
from desk.desk import Desk, Step
from domain.comments import OPEN_STATES, Comment, Reading
from domain.corrections import Correction, Field, contradicts
from domain.outcomes import Done, Outcome
from language import kinds, overlay, proof, sentiment
from language.overlay import NONE, Overlay

UNSURE_BELOW = sentiment.UNSURE_BELOW
"""Below this confidence a person should look."""
ALARM_FROM = kinds.ALARM_FROM
"""From this confidence on a comment is an emergency, whatever else it may be."""
TRANSACTION = 500
"""Comments read again in one transaction."""


class _Said(msgspec.Struct, gc=False):
    comment: int = 0
    field: str = ""


_SAID = msgspec.json.Decoder(_Said)


class Lessons:
    """The corrections of a store as they lie over the engine. They are gathered anew when some came or went, at
    whichever desk. May be asked in any thread.
    """

    def __init__(self, opened: store.Store) -> None:
        self._store = opened
        self._gathered: tuple[int, dict[int, msgspec.Raw], Overlay] = (-1, {}, NONE)
        self._seen: dict[int, msgspec.Raw] = {}
        self._of: dict[tuple[int, str], int] = {}
        self._harmful = False

    def overlay(self) -> Overlay:
        """What all corrections teach as of now."""
        seq, documents, made = self._gathered
        if seq != self._store.seq:
            seq, live = self._store.seq, self._store.documents("corrections").copy()
            if live != documents:
                documents, made = live, Overlay(self._store.repo("corrections", Correction).all())
            self._gathered = seq, documents, made
        return made

    def correction(self, comment: int, field: Field) -> int:
        """The correction that was said of that field of a comment; 0: none was."""
        live = self._store.documents("corrections")
        for id, document in list(live.items()):
            if self._seen.get(id) is not document:
                self._seen[id] = document
                with suppress(msgspec.ValidationError):
                    said = _SAID.decode(document)
                    self._of[said.comment, said.field] = id
        found = self._of.get((comment, field), 0)
        return found if found in live else 0

    def read(self, text: str) -> Reading:
        """The reading of a text, corrections considered."""
        return language.read(text, self.overlay())

    def harm(self) -> proof.Harm | None:
        """What the corrections spoil, told once when it begins to be more than chance. Not for the event loop."""
        found = proof.harm(self.overlay())
        begins = found.done and not self._harmful
        self._harmful = found.done
        return found if begins else None


def learn(desk: Desk, step: Step, id: int, field: Field) -> None:
    """Inside the step in which an admin said something of a comment: keep it where the engine did not know.

    There is one correction a comment and field: saying something else changes it, agreeing with the engine ends it.
    """
    comment = step.read("comments", Comment, id)
    by = comment.kind_by if field == "kind" else comment.sentiment_by
    if by != desk.actor:  # Somebody else's word was kept, and is learned already.
        return
    kept = desk.lessons.correction(id, field)
    known = step.get("corrections", kept) if kept else None
    lesson = _lesson(comment, field, by, step.at)
    if lesson is None:
        if known is not None:
            step.delete("corrections", kept)
    elif known is None:
        step.insert("corrections", lesson)
    else:
        fields = msgspec.to_builtins(lesson)
        step.update("corrections", kept, {name: one for name, one in fields.items() if known.get(name) != one})


def _lesson(comment: Comment, field: Field, by: str, at: int) -> Correction | None:
    told = overlay.lesson(comment.text)
    if not told.key or not contradicts(comment, field):
        return None
    reading = comment.reading
    lesson = Correction(
        comment=comment.id,
        field=field,
        said=reading.kind,
        confidence=reading.kind_confidence,
        answer=comment.kind,
        by=by,
        at=at,
        text_key=told.key,
    )
    if field == "sentiment" and comment.sentiment != "unsure":
        lesson.said, lesson.confidence = reading.sentiment, reading.confidence
        lesson.answer, lesson.word_keys = comment.sentiment, told.words
    return lesson


class Told(NamedTuple):
    """A correction as it is listed."""

    correction: Correction
    text: str
    """The comment's, personal data hidden; empty: it is not on the desk any more."""


def listed(desk: Desk) -> list[Told]:
    """All corrections, the newest first."""
    comments = desk.store.repo("comments", Comment)
    found = sorted(desk.store.repo("corrections", Correction).all(), key=lambda one: (one.at, one.id), reverse=True)
    return [
        Told(one, revealing.text(comment) if comment else "")
        for one in found
        for comment in (comments.get(one.comment),)
    ]


def forget(desk: Desk, id: int) -> Outcome:
    """Take one correction back: later texts are read as if it had never been said. What it was said of stays."""
    with desk.step("correction.forget") as step:
        correction = step.read("corrections", Correction, id)
        step.params["comment"] = correction.comment
        step.delete("corrections", id)
    return step.outcome


def forget_all(desk: Desk) -> Outcome:
    """Take all corrections back, as one step."""
    with desk.step("correction.forget_all") as step:
        ids = desk.store.repo("corrections", Correction).ids()
        if not ids:
            step.refuse("no_corrections")
        for id in ids:
            step.delete("corrections", id)
        step.params["n"] = len(ids)
    return step.outcome


def read_again(desk: Desk) -> Outcome:
    """Read the open comments again that no admin has judged: what was corrected since then may tell them otherwise.

    Not for the event loop. 500 to a transaction; those that say the same as before stay untouched.
    """
    taught = desk.lessons.overlay()
    comments = [one for one in desk.store.repo("comments", Comment).all() if _untouched(one)]
    found = {one.id: reading for one in comments if _news(one, reading := language.read(one.text, taught))}
    changed: list[int] = []
    ids, last = list(found), 0
    for start in range(0, len(ids), TRANSACTION):
        with desk.step("comment.read_again") as step:
            for id in ids[start : start + TRANSACTION]:
                now = desk.store.repo("comments", Comment).get(id)
                if now is not None and _untouched(now) and _news(now, found[id]):
                    step.update("comments", id, _told(desk, now, found[id]))
                    changed.append(id)
            step.params["n"] = len(changed)
        if not isinstance(step.outcome, Done):
            return step.outcome
        last = step.outcome.audit
    params = {"n": len(changed), "total": len(comments)}
    return Done(verb="comment.read_again", audit=last, changed={"comments": tuple(changed)}, params=params)


def _untouched(comment: Comment) -> bool:
    return comment.state in OPEN_STATES and not (comment.kind_by or comment.sentiment_by) and bool(comment.text)


def _outcome(reading: Reading) -> tuple[str, bool, str]:
    return reading.sentiment, reading.unsure, reading.kind


def _news(comment: Comment, reading: Reading) -> bool:
    return _outcome(comment.reading) != _outcome(reading)


def _told(desk: Desk, comment: Comment, reading: Reading) -> dict[str, Any]:
    days = comment.follow_up_days if reading.kind == comment.kind else 0
    return {
        "reading": reading,
        "kind": reading.kind,
        "sentiment": "unsure" if reading.unsure else reading.sentiment,
        "follow_up_days": days,
        **desk.calendars.due(
            reading.kind, comment.written_at, comment.account, days, group=comment.group or comment.id
        )._asdict(),
    }
