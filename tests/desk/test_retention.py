"""What is too old goes, or loses its name: on the desk, in archives, in the trail and in backups; never by itself."""

import os
from contextlib import suppress
from typing import Any

import pytest

from desk import archive, archiving, comments, erasure, retention
from desk.desk import Desk
from desk.settings import set_setting
from domain.audit import AuditEntry
from domain.comments import Comment, Reply
from domain.erasure import DEEDS, Deed
from domain.times import DAY
from store.archive import Archives
from store.backup import back_up
from tests.desk.conftest import NOW, Opened, comment_of, done, put_account, put_comment
from tests.desk.test_archive import OLD, incoming, put_reply, take_in
from tests.desk.test_erasure import places_of, sound
from tests.store.test_archive import Stops

NAMES = ("siti.aminah92", "Siti Aminah", "rahmat_h", "Rahmat Hidayat")
TEXTS = ("Lampu jalan di Melati", "Selokan di Kenanga")
NIK = "3571010101900003"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Two old comments, one of them archived, and a young one."""
    put_account(desk)
    first = {"handle": "siti.aminah92", "author": "Siti Aminah", "text": f"Lampu jalan di Melati, NIK {NIK}"}
    old(desk, **first, platform_id="old-1")
    put_reply(desk, 1, text="Kak Siti Aminah, kami cek", parent="old-1")
    done(comments.add_note(desk, 1, f"Siti Aminah ditelepon, NIK {NIK}"))
    archiving.run(desk, 12)
    second = {"handle": "rahmat_h", "author": "Rahmat Hidayat", "text": "Selokan di Kenanga", "state": "new"}
    old(desk, **second, platform_id="old-2", url="https://ig.example/rahmat_h/2")
    done(comments.save_draft(desk, comment_of(desk, 2), "Kak Rahmat Hidayat, kami …"))
    done(comments.add_note(desk, 2, "telepon Rahmat Hidayat"))
    put_comment(desk, handle="dewi", text="Baru", platform_id="young", parent="old-2")
    back_up(desk.store, os.path.join(desk.store.path, "backups"), NOW - DAY)
    return desk


def old(desk: Desk, **fields: Any) -> int:
    return put_comment(desk, **{"written_at": OLD, "state": "done", "reply_due": None, **fields})


def test_it_is_off_unless_it_was_set(desk: Desk) -> None:
    assert (retention.months_kept(desk), retention.kept_since(desk)) == (0, 0)
    assert retention.deed_of(desk) == "anonymise"
    assert not retention.due(desk)
    done(set_setting(desk, "retention_months", "2y"))
    done(set_setting(desk, "retention_deed", "remove"))
    assert (retention.months_kept(desk), retention.deed_of(desk)) == (24, "remove")
    assert retention.due(desk)


def test_counting_changes_nothing(filled: Desk) -> None:
    seq = filled.store.seq
    found = retention.run(filled, 12, "remove", dry_run=True)
    assert (found.comments, found.still_open, found.archived, found.replies, found.audit) == (1, 1, 1, 2, 2)
    assert len(found.backups) == 1
    assert filled.store.seq == seq
    assert retention.run(filled, 24, "remove", dry_run=True).empty


def test_removed_everywhere(filled: Desk) -> None:
    assert len(places_of(filled.store.path, *NAMES, *TEXTS)) >= 3
    found = retention.run(filled, 12, "remove")
    assert places_of(filled.store.path, *NAMES, *TEXTS, NIK) == set()
    assert found.changed["comments"] >= {2}
    assert set(filled.store.documents("comments")) == {3}
    assert not filled.store.documents("replies")
    entry = list(filled.store.repo("audit", AuditEntry).all())[-1]
    assert (entry.verb, entry.params["comments"], entry.changes) == ("comment.retention", 2, ())
    sound(filled)
    assert retention.run(filled, 12, "remove").empty
    assert len(list(filled.store.repo("audit", AuditEntry).all())) == entry.id


def test_anonymised_everywhere(filled: Desk) -> None:
    retention.run(filled, 12, "anonymise")
    assert places_of(filled.store.path, *NAMES, NIK, "old-1", "old-2") == set()
    kept = comment_of(filled, 2)
    assert (kept.text, kept.author, kept.url) == ("Selokan di Kenanga", "", "")
    assert kept.notes[0].text == f"telepon {'•' * 14}"
    assert comment_of(filled, 3).parent == kept.platform_id
    (draft,) = filled.store.repo("replies", Reply).all()
    assert draft.text == f"Kak {'•' * 14}, kami …"
    (filed,) = archive.search(filled, "lampu melati").comments
    assert filed.id == 1
    sound(filled)
    assert retention.run(filled, 12, "anonymise").empty
    assert not retention.run(filled, 12, "remove").empty


def test_what_is_too_old_does_not_come_in_again(filled: Desk) -> None:
    done(set_setting(filled, "retention_months", "12"))
    retention.run(filled, 12, "remove")
    from datetime import datetime

    past = datetime.fromisoformat("2025-07-11T09:00:00+07:00")
    report = take_in(filled, incoming("old-1", written=past), incoming("n"))
    assert (report.new, report.barred) == (1, 1)


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("stop", range(1, 24, 3))
def test_killed_at_any_step_the_next_run_finishes_it(filled: Desk, opened: Opened, stop: int, deed: Deed) -> None:
    person_order = retention.run(filled, 12, deed, dry_run=True)
    assert not person_order.empty
    with suppress(KeyboardInterrupt):
        retention.run(filled, 12, deed, disk=Stops(stop))
    later = opened("sari")
    retention.run(later, 12, deed)
    words = (*NAMES, *TEXTS, NIK) if deed == "remove" else (*NAMES, NIK)
    assert places_of(later.store.path, *words) == set()
    assert erasure.under_way(later) is None
    sound(later)


def test_a_run_a_week_is_enough(filled: Desk) -> None:
    done(set_setting(filled, "retention_months", "12"))
    assert retention.due(filled)
    retention.run(filled, 12, "remove")
    assert not retention.due(filled)
    later = Desk(filled.store, now=lambda: NOW + 8 * DAY)
    assert retention.due(later)
    assert Archives(filled.store.path).names() == []
    assert filled.store.repo("comments", Comment).ids() == [3]
