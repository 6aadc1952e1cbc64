"""Old comments leave the desk and are still known: searched, opened, brought back, and never received twice."""

import re
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import store
from desk import archive, archiving, comments, receive
from desk.desk import Desk
from desk.history import undo
from desk.settings import set_setting
from domain.accounts import Account
from domain.archives import FINISHED, month_of, months_before, read_months
from domain.audit import AuditEntry
from domain.comments import Comment, Reply
from domain.incoming import FileReport, ImportedFile, IncomingComment
from domain.times import DAY, iso, parse_iso
from store.archive import Archives
from tests.desk.conftest import NOW, Opened, comment_of, done, put, put_account, put_comment, reason
from tests.store.test_archive import Stops

OLD = NOW - 500 * DAY
"""July 2025."""


@pytest.fixture
def account(desk: Desk) -> Account:
    return put_account(desk)


def old(desk: Desk, **fields: Any) -> int:
    return put_comment(desk, **{"written_at": OLD, "state": "done", "reply_due": None, **fields})


def put_reply(desk: Desk, comment: int, **fields: Any) -> int:
    known = {"platform": "instagram", "state": "sent", "text": "Kami cek, Kak.", "written_at": OLD, "by": "rina"}
    return put(desk, "replies", Reply(**{**known, "comment": comment, **fields}))


def live(desk: Desk) -> set[int]:
    return set(desk.store.documents("comments"))


def moved(run: archiving.Run) -> list[tuple[str, int, int]]:
    return [(one.month, one.comments, one.replies) for one in run.months]


def incoming(platform_id: str, **fields: Any) -> IncomingComment:
    known = {"line": 1, "platform": "instagram", "handle": "warga", "text": "Lampu jalan mati"}
    written = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
    return IncomingComment(**{**known, "platform_id": platform_id, "written": written, **fields})


def take_in(desk: Desk, *items: IncomingComment, dry_run: bool = False) -> FileReport:
    return receive.receive(desk, ImportedFile(format="test", comments=list(items)), "f.csv", dry_run=dry_run)


@pytest.mark.parametrize(
    ("text", "months"), [("12", 12), ("12m", 12), ("2y", 24), ("1 tahun", 12), (" 6 Bulan ", 6), ("1200", 1200)]
)
def test_an_age_in_months(text: str, months: int) -> None:
    assert read_months(text) == months


@pytest.mark.parametrize("text", ["", "0", "12d", "-3", "1201", "m", "1.5", "１２x", "9999y"])
def test_no_age(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        read_months(text)


def test_months_are_the_calendars() -> None:
    at = parse_iso("2026-03-31T10:00:00+07:00")
    assert iso(months_before(at, 1, "WIB")) == "2026-02-28T10:00:00+07:00"
    assert iso(months_before(at, 12, "WIB")) == "2025-03-31T10:00:00+07:00"
    assert months_before(at, 1200 * 12, "WIB") < 0
    assert month_of(parse_iso("2025-12-31T23:30:00+00:00"), "WIT") == "2026-01"


def test_finished_old_comments_leave_with_our_replies(desk: Desk) -> None:
    gone, young = old(desk), put_comment(desk, state="done")
    reply = put_reply(desk, gone)
    left = [old(desk, state=state) for state in ("new", "triaged", "in_progress", "referred")]
    other = put_reply(desk, young)
    before = len(desk.store.repo("audit", AuditEntry))
    assert moved(archiving.run(desk, 12, dry_run=True)) == [("2025-07", 1, 1)]
    assert gone in live(desk)
    found = archiving.run(desk, 12)
    assert moved(found) == [("2025-07", 1, 1)]
    assert found.changed == {"comments": {gone}, "replies": {reply}}
    assert live(desk) == {young, *left}
    assert set(desk.store.documents("replies")) == {other}
    entries = list(desk.store.repo("audit", AuditEntry).all())[before:]
    assert [(one.verb, one.params) for one in entries] == [
        ("comment.archive", {"month": "2025-07", "comments": 1, "replies": 1})
    ]
    assert moved(archiving.run(desk, 12)) == []


def test_a_thread_stays_together_while_any_of_it_is_at_work(desk: Desk) -> None:
    head, answer = old(desk, platform_id="a"), old(desk, platform_id="b", parent="a", state="new")
    written, draft = old(desk, platform_id="c"), old(desk, platform_id="d")
    put_reply(desk, draft, state="draft")
    archiving.run(desk, 12)
    assert live(desk) == {head, answer, draft}
    assert archive.month_with(desk, written) == "2025-07"


def test_what_is_archived_is_searched_shown_and_brought_back_as_it_was(desk: Desk) -> None:
    head = old(desk, platform_id="a", text="Lampu di Jalan Melati padam", author="Siti Aminah", labels=("pju",))
    answer, reply = old(desk, platform_id="b", parent="a", text="Sama"), put_reply(desk, head)
    before = {id: desk.store.get("comments", id) for id in (head, answer)}
    archiving.run(desk, 12)
    assert [one.id for one in archive.search(desk, "MELATI siti").comments] == [head]
    assert archive.search(desk, "melati bandung").comments == []
    assert [one.id for one in archive.search(desk, f"k{answer}").comments] == [answer]
    found = archive.comment_of(desk, head)
    assert found is not None
    assert found.labels == ("pju",)
    assert [(type(one), one.id) for one in archive.thread(desk, found)] == [
        *((Comment, id) for id in (head, answer)),
        (Reply, reply),
    ]
    assert done(archive.bring_back(desk, answer)).params["comments"] == 2
    after = {id: desk.store.get("comments", id) for id in (head, answer)}
    assert after == {id: {**(one or {}), "rev": 1} for id, one in before.items()}
    assert reply in desk.store.documents("replies")
    assert archive.search(desk, "melati").comments == []
    assert reason(archive.bring_back(desk, head)) == "not_archived"
    assert archive.listed(desk) == []
    assert moved(archiving.run(desk, 12)) == [("2025-07", 2, 1)]
    assert [one.id for one in archive.search(desk, "melati").comments] == [head]


def test_an_import_knows_what_is_archived(desk: Desk, account: Account) -> None:
    id = old(desk, platform_id="a")
    put_reply(desk, id, platform_id="r")
    archiving.run(desk, 12)
    for dry in (True, False):
        report = take_in(desk, incoming("a", likes=9), incoming("r", own=True), incoming("n"), dry_run=dry)
        assert (report.new, report.changed, report.same) == (1, 0, 2)
    assert [comment_of(desk, one).platform_id for one in live(desk)] == ["n"]


def test_a_citizen_who_writes_again_brings_the_thread_back(desk: Desk, account: Account) -> None:
    head, other = old(desk, platform_id="a"), old(desk, platform_id="z")
    answer, reply = old(desk, platform_id="b", parent="a"), put_reply(desk, head, platform_id="r", parent="a")
    archiving.run(desk, 12)
    news = [incoming("n1", parent="a"), incoming("n2", parent="b"), incoming("b", parent="a")]
    assert take_in(desk, *news, dry_run=True).new == 2
    assert live(desk) == set()
    report = take_in(desk, *news)
    assert (report.new, report.same) == (2, 1)
    assert live(desk) >= {head, answer}
    assert other not in live(desk)
    assert reply in desk.store.documents("replies")
    new = next(one for one in desk.store.repo("comments", Comment).all() if one.platform_id == "n1")
    assert (new.id > other, new.state, new.parent) == (True, "new", "a")
    archiving.run(desk, 12)
    assert live(desk) >= {head, answer}, "somebody waits in that thread again"


def test_what_we_answered_late_follows_its_comment(desk: Desk, account: Account) -> None:
    head = old(desk, platform_id="a")
    archiving.run(desk, 12)
    take_in(desk, incoming("r", own=True, parent="a"))
    (reply,) = desk.store.documents("replies")
    assert desk.store.repo("replies", Reply).get(reply).comment == head  # type: ignore[union-attr]
    assert moved(archiving.run(desk, 12)) == [("2025-07", 0, 1)]
    found = archive.comment_of(desk, head)
    assert found is not None
    assert len(archive.thread(desk, found)) == 2


def test_what_a_colleague_takes_up_meanwhile_stays(desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = old(desk), old(desk)
    colleague = opened("budi")

    class Slow(Archives):
        def add(self, name: str, records: Any) -> None:
            super().add(name, records)
            done(comments.add_note(colleague, first, "Saya lihat lagi"))
            put_comment(colleague, parent=f"c{second}", platform_id="baru")

    found = archiving.run(desk, 12, files=Slow(desk.store.path))
    assert first in live(desk)
    assert comment_of(desk, first).notes
    assert second in live(desk), "somebody answered it"
    assert moved(found) == [("2025-07", 0, 0)]
    assert archive.search(desk, "lampu").comments == []
    assert [one.verb for one in desk.store.repo("audit", AuditEntry).all()] == ["comment.note"]


@pytest.mark.parametrize("stop", range(7))
def test_killed_at_any_step_nothing_is_lost_or_seen_twice(desk: Desk, stop: int) -> None:
    ids = {old(desk, text=f"komentar {place}", written_at=OLD + place * 40 * DAY) for place in range(3)}
    with suppress(KeyboardInterrupt):
        archiving.run(desk, 12, files=Archives(desk.store.path, Stops(stop)))

    def seen() -> list[int]:
        return sorted([*live(desk), *(one.id for one in archive.search(desk, "komentar").comments)])

    assert seen() == sorted(ids)
    archiving.run(desk, 12)
    assert seen() == sorted(ids)
    assert sum(one.comments for one in archive.listed(desk)) == len(ids - live(desk))


def test_killed_between_file_and_store_the_live_one_counts(desk: Desk) -> None:
    id = old(desk, text="komentar")
    with Archives(desk.store.path).alone():
        Archives(desk.store.path).add("comments-2025-07", {("comments", id): desk.store.documents("comments")[id]})
    assert archive.search(desk, "komentar").comments == []
    assert archive.listed(desk) == []
    assert reason(archive.bring_back(desk, id)) == "not_archived"
    with desk.step("gone") as step:
        step.delete("comments", id)
    assert archive.comment_of(desk, id) is None, "a copy nobody noted is no comment"


def test_a_damaged_archive_hides_no_other_and_is_never_added_to(desk: Desk) -> None:
    old(desk, text="komentar satu")
    archiving.run(desk, 12)
    other = old(desk, text="komentar dua", written_at=OLD - 60 * DAY)
    archiving.run(desk, 12)
    path = Archives(desk.store.path).path("comments-2025-07")
    with open(path, "r+b") as file:
        file.seek(40)
        file.write(b"damage")
    found = archive.search(desk, "komentar")
    assert ([one.id for one in found.comments], found.damaged) == ([other], 1)
    kept = old(desk, text="komentar tiga")
    with pytest.raises(Exception, match="comments-2025-07"):
        archiving.run(desk, 12)
    assert kept in live(desk)


def test_two_runs_at_once(desk: Desk, opened: Opened) -> None:
    old(desk)
    with Archives(desk.store.path).alone():
        found = archiving.run(opened("budi"), 12, wait=False)
    assert found.busy
    assert len(live(desk)) == 1


def test_a_paste_knows_what_is_archived(desk: Desk, account: Account) -> None:
    from desk.receive import by_hand

    text = "warga\n2 jam\nLampu jalan mati\nBalas\n"
    rows = by_hand.read(desk, account, text).rows
    done(by_hand.store(desk, account, rows))
    (id,) = live(desk)
    with desk.store.transaction() as tx:
        tx.update("comments", id, {"state": "done"})
    put_comment(desk)
    desk_in_years = Desk(desk.store, now=lambda: NOW + 800 * DAY)
    archiving.run(desk_in_years, 12)
    assert id not in live(desk)
    again = by_hand.read(desk, account, text).rows
    assert [row.known for row in again] == [True]


def test_undo_of_what_was_archived_since_says_so(desk: Desk) -> None:
    id = old(desk, state="answered")
    done(comments.finish(desk, id))
    archiving.run(desk, 12)
    assert reason(undo(desk)) == "archived"


def test_the_settings(desk: Desk) -> None:
    assert archiving.months_kept(desk) == 12
    done(set_setting(desk, "archive_months", "2y"))
    assert archiving.months_kept(desk) == 24
    assert reason(set_setting(desk, "archive_months", "soon")) == "bad_months"
    assert reason(set_setting(desk, "archive_daily", "often")) == "bad_choice"
    done(set_setting(desk, "archive_daily", "ON"))
    assert desk.setting("archive_daily") == "on"


Thread = list[tuple[str, int, bool]]
"""Of each comment of a thread: its state, its age in days, whether somebody writes a reply."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["new", "answered", "no_reply", "referred", "done"]), st.integers(0, 900), st.booleans()
            ),
            min_size=1,
            max_size=3,
        ),
        max_size=5,
    ),
    st.integers(1, 24),
)
def test_whatever_there_is_each_comment_is_in_one_place(
    tmp_path_factory: pytest.TempPathFactory, threads: list[Thread], months: int
) -> None:
    with store.open(tmp_path_factory.mktemp("any") / "store", "rina") as opened_store:
        desk = Desk(opened_store, now=lambda: NOW)
        ids: list[list[int]] = []
        for number, thread in enumerate(threads):
            ids.append([])
            for place, (state, days, drafted) in enumerate(thread):
                told = {"platform_id": f"t{number}-{place}", "parent": f"t{number}-0" if place else ""}
                ids[-1].append(put_comment(desk, **told, text="komentar", state=state, written_at=NOW - days * DAY))
                if drafted:
                    put_reply(desk, ids[-1][-1], state="draft")
        archiving.run(desk, months)
        archived = {one.id for one in archive.search(desk, "komentar").comments}
        assert archived.isdisjoint(live(desk))
        assert archived | live(desk) == {id for thread_ids in ids for id in thread_ids}
        before = months_before(NOW, months, "WIB")
        for thread, thread_ids in zip(threads, ids, strict=True):
            may = all(
                state in FINISHED and NOW - days * DAY < before and not drafted for state, days, drafted in thread
            )
            assert archived.issuperset(thread_ids) if may else archived.isdisjoint(thread_ids)
        for id in sorted(archived):
            archive.bring_back(desk, id)
        assert live(desk) == {id for thread_ids in ids for id in thread_ids}
