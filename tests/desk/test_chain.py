"""The chain as desks write it: every way to an entry, several processes, old stores, erasure, a broken last entry."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

import store
from desk import comments as use
from desk import export
from desk.desk import Desk, Step
from desk.history import redo, undo
from desk.trail import verify, verify_anew
from domain.audit import AuditEntry
from domain.chain import Finding, Head, Report, link, redact
from domain.outcomes import Done, Refused
from tests.desk.conftest import Opened, done, put, put_comment

ROOT = Path(__file__).parents[2]


def whole(desk: Desk) -> Report:
    report = verify_anew(desk)
    assert report.finding is None, report.finding
    return report


def test_every_way_to_an_entry_is_chained(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, "hoax"))
    done(undo(desk))
    done(redo(desk))
    with desk.step("comment.import", audit="summary", new=1) as step:
        step.insert("comments", {"text": "lagi"})
    with desk.step("looked", audit="always", reason="sebab") as step:
        step.insert("comments", {"text": "yang tidak boleh di jejak"})
    with desk.step("reply.draft", audit="none") as step:
        step.insert("drafts", {"text": "belum"})
    export.rows(desk, export.Wanted(what="comments"))
    report = whole(desk)
    assert (report.entries, report.unchained) == (5, 0)
    assert report.head is not None
    last = desk.store.repo("audit", AuditEntry).get(5)
    assert last is not None
    assert (last.chain, last.verb, last.changes) == (report.head.chain, "looked", ())


def test_all_entries_are_written_in_one_place() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for room in ("app.py", "channels", "console", "desk", "screens", "sitting")
        for path in ([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py"))
        if re.search(r"""insert\(\s*["']audit["']""", path.read_text(encoding="utf-8"))
    ]
    assert found == ["desk/desk.py"]


def breaks_in_the_middle(desk: Desk, id: int) -> None:
    with desk.step("breaks") as step:
        step.update("comments", id, {"likes": 1 // 0})


def breaks_at_the_end(desk: Desk, id: int) -> None:
    with desk.step("breaks", reason="\ud800") as step:
        step.update("comments", id, {"kind": "praise"})


def test_what_was_refused_or_failed_takes_no_place_in_the_chain(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, "hoax"))
    assert isinstance(use.add_note(desk, 99, "a"), Refused)
    with pytest.raises(ZeroDivisionError):
        breaks_in_the_middle(desk, id)
    with pytest.raises(UnicodeEncodeError):
        breaks_at_the_end(desk, id)
    done(use.add_note(desk, id, "a"))
    assert whole(desk).entries == 2


PROGRAM = """
import sys
import store
from desk import comments as use
from desk.desk import Desk

with store.open(sys.argv[1], sys.argv[2]) as opened:
    desk = Desk(opened)
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(40):
        use.add_note(desk, 1, f"{sys.argv[2]} {number}")
"""


def test_two_processes_make_one_chain(desk: Desk) -> None:
    put_comment(desk)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, desk.store.path, name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("budi", "sari")
    ]
    for writer in writers:
        assert writer.stdout
        writer.stdout.readline()
    for writer in writers:
        writer.communicate("go\n")
        assert writer.returncode == 0
    report = whole(desk)
    assert report.entries == 80
    with store.open(desk.store.path, "c") as opened:
        opened.compact()
    assert whole(desk) == report


def test_an_old_store_goes_on_with_a_chain(desk: Desk) -> None:
    id = put_comment(desk)
    for _ in range(3):
        put(desk, "audit", AuditEntry(at=1, by="rina", verb="comment.done"))
    report = whole(desk)
    assert (report.unchained, report.head) == (3, None)
    first = done(use.add_note(desk, id, "a")).audit
    done(use.add_note(desk, id, "b"))
    report = whole(desk)
    assert report.head is not None
    assert (report.unchained, report.head.entry, first) == (3, 5, 4)


def test_an_old_step_is_taken_back_as_before(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, "hoax"))
    with desk.store.transaction() as tx:
        tx.update("audit", 1, {"prev": msgspec.UNSET, "chain": msgspec.UNSET})
    done(undo(desk))
    assert whole(desk).unchained == 1


def test_an_entry_nobody_can_read_stops_no_desk(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.add_note(desk, id, "a"))
    with desk.store.transaction() as tx:
        tx.update("audit", 1, {"chain": ["?"], "changes": 7})
    done(use.add_note(desk, id, "b"))
    assert verify(desk.store).finding == Finding(kind="changed", entry=1)


def test_a_step_nobody_can_read_is_passed_over_when_taking_back(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, "hoax"))
    done(use.add_note(desk, id, "b"))
    with desk.store.transaction() as tx:
        tx.update("audit", 2, {"changes": [{"table": 7}]})
    assert isinstance(undo(desk), Refused)
    assert done(undo(desk)).params["of"] == "comment.kind"


def test_a_desk_is_a_witness_to_its_own_last_step(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.add_note(desk, id, "a"))
    done(use.add_note(desk, id, "b"))
    assert whole(desk).witnessed == 0
    with store.open(desk.store.path, "mallory") as opened, opened.transaction() as tx:
        entry = {**(tx.get("audit", 2) or {}), "by": "budi"}
        tx.update("audit", 2, {"by": "budi", "chain": link(entry, 2, entry["prev"])})
    assert verify(desk.store).finding is None
    assert verify_anew(desk).finding == Finding(kind="rewritten", entry=2)


# Erasure


def erased(desk: Desk, ids: list[int], comment: int, *, name: bool = True) -> Done:
    with desk.step("author.erase", audit="summary", comments=1) as step:
        for id in ids:
            erase(step, id, comment)
        if name:
            step.params["redacted"] = ids
        step.delete("comments", comment)
    return done(step.outcome)


def erase(step: Step, id: int, comment: int) -> None:
    entry = step.get("audit", id)
    assert entry is not None
    step.update("audit", id, redact(entry, step.audit_id, lambda table, other: (table, other) == ("comments", comment)))


def test_an_erasure_takes_the_texts_and_leaves_the_chain(desk: Desk) -> None:
    one, other = put_comment(desk), put_comment(desk)
    done(use.add_note(desk, one, "NIK 3508102304900001"))
    done(use.add_note(desk, other, "tetap"))
    outcome = erased(desk, [1], one)
    assert outcome.audit == 3
    report = whole(desk)
    assert (report.redacted, report.entries) == (1, 3)
    assert b"3508102304900001" not in b"".join(map(bytes, desk.store.documents("audit").values()))
    (change,) = desk.store.repo("audit", AuditEntry).get(1).changes  # type: ignore[union-attr]
    assert (change.redacted, change.before, change.after) == (3, None, None)


def test_an_erasure_that_names_nothing_is_tampering(desk: Desk) -> None:
    one = put_comment(desk)
    done(use.add_note(desk, one, "a"))
    erased(desk, [1], one, name=False)
    assert verify(desk.store).finding == Finding(kind="erased", entry=1)


def test_a_full_entry_of_an_erasure_keeps_nothing_of_the_trail(desk: Desk) -> None:
    one = put_comment(desk)
    done(use.add_note(desk, one, "rahasia"))
    with desk.step("author.erase", redacted=[1]) as step:
        erase(step, 1, one)
    whole(desk)
    assert b"rahasia" not in b"".join(map(bytes, desk.store.documents("audit").values()))


def test_what_was_erased_is_not_taken_back(opened: Opened) -> None:
    rina, admin = opened("rina"), opened("admin")
    one, other = put_comment(rina), put_comment(rina)
    done(use.add_note(rina, other, "a"))
    done(use.tag_kind(rina, one, "hoax"))
    erased(admin, [2], one)
    rina.store.poll()
    outcome = undo(rina)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "erased"
    assert rina.store.get("comments", one) is None
    assert done(undo(rina)).params["of"] == "comment.note"
    whole(rina)


# The witness


def test_the_witness_is_told_what_is_on_disk(desk: Desk) -> None:
    told: list[Head] = []
    desk.witness = lambda entry, chain: told.append(Head(entry, chain))
    id = put_comment(desk)
    done(use.add_note(desk, id, "a"))
    assert isinstance(use.add_note(desk, 99, "a"), Refused)
    with desk.step("reply.draft", audit="none") as step:
        step.insert("drafts", {"text": "belum"})
    done(undo(desk))
    assert [head.entry for head in told] == [1, 2]
    report = verify(desk.store, told)
    assert (report.witnessed, report.finding) == (2, None)


def test_a_step_that_never_reached_the_disk_is_not_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    desk.witness = lambda entry, _chain: told.append(entry)
    id = put_comment(desk)

    def full(*_: Any) -> None:
        raise store.StoreFull

    monkeypatch.setattr("store.journal.Journal.append", full)
    with pytest.raises(store.StoreFull):
        use.add_note(desk, id, "a")
    assert told == []
