"""Taking back, and what happened to a record."""

from collections import defaultdict

import msgspec

from desk.desk import Desk, Step
from domain.audit import AuditEntry, Change
from domain.outcomes import Outcome, Refused


def undo(desk: Desk) -> Outcome:
    """Take back the last thing this admin did since the desk opened.

    Refused as `changed_since` when somebody has changed the same fields in the meantime: their work is not undone.
    """
    if not desk.done:
        return Refused(reason="nothing_to_undo")
    entry = desk.store.repo("audit", AuditEntry).get(desk.done[-1])
    if entry is None:
        return Refused(reason="gone")
    with desk.step("undo", of=entry.verb) as step:
        step.undoes = entry.id
        for change in reversed(entry.changes):
            _take_back(step, change)
    desk.done.pop()
    return step.outcome


def _take_back(step: Step, change: Change) -> None:
    stored = step.get(change.table, change.id)
    if stored is None:
        step.refuse("gone")
    before, after = change.before, change.after or {}
    # What was new is removed as a whole, so any field of it that came since counts.
    looked_at = (after.keys() if before is not None else after.keys() | stored.keys()) - {"rev"}
    if any(stored.get(field) != after.get(field) for field in looked_at):
        step.refuse("changed_since")
    if before is None:
        step.delete(change.table, change.id)
    else:
        # A field that was not stored before had its default; taking it out gives it back.
        step.update(change.table, change.id, {field: before.get(field, msgspec.UNSET) for field in after})


class History:
    """The audit entries of each record, read once and kept up to date."""

    def __init__(self, desk: Desk) -> None:
        self._repo = desk.store.repo("audit", AuditEntry)
        self._seen = 0
        self._of: dict[tuple[str, int], list[int]] = defaultdict(list)

    def of(self, table: str, id: int) -> list[AuditEntry]:
        """What was done to the record, oldest first."""
        for number in self._repo.ids():
            if number > self._seen:
                self._note(number)
        found = (self._repo.get(number) for number in self._of.get((table, id), ()))
        return [entry for entry in found if entry is not None]

    def _note(self, number: int) -> None:
        entry = self._repo.get(number)
        for change in entry.changes if entry else ():
            self._of[change.table, change.id].append(number)
        self._seen = max(self._seen, number)
