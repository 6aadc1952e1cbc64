"""When the bell rings: for what is urgent and new, for what is mine and turns overdue, once a minute at most."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import store
from desk.desk import Desk
from desk.inbox import Inbox
from desk.watch import Alarm, Watch
from domain.comments import Comment
from domain.times import MINUTE

NOW = 1_795_000_000_000


class Room:
    """A watch over a store where comments come in."""

    def __init__(self, opened: store.Store) -> None:
        self.store = opened
        self.inbox = Inbox(Desk(opened, now=lambda: NOW))
        self.put(kind="emergency")
        self.inbox.load()
        self.watch = Watch(self.inbox, "rina", NOW)

    def put(self, **fields: Any) -> int:
        with self.store.transaction() as tx:
            known = {
                "platform": "x",
                "account": 1,
                "platform_id": str(len(self.inbox.rows)),
                "written_at": NOW,
                "text": "a",
            }
            return tx.insert("comments", Comment(**{**known, **fields}))

    def arrive(self, now: int = NOW, **fields: Any) -> int:
        id = self.put(**fields)
        self.inbox.take([id])
        self.watch.arrive([id], now)
        return id


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = store.open(tmp_path / "store", "rina")
    yield Room(opened)
    opened.close()


def test_what_was_there_before_is_no_news(room: Room) -> None:
    room.watch.arrive(list(room.inbox.rows), NOW)
    assert room.watch.alarm(NOW) is None


@pytest.mark.parametrize("kind", ["emergency", "personal_data", "hoax"])
def test_an_urgent_comment_rings(room: Room, kind: str) -> None:
    id = room.arrive(kind=kind)
    assert room.watch.alarm(NOW) == Alarm((id,), ())
    assert room.watch.alarm(NOW + MINUTE) is None


@pytest.mark.parametrize("kind", ["complaint", "question", "praise", "gambling_spam", "abuse"])
def test_routine_never_rings(room: Room, kind: str) -> None:
    room.arrive(kind=kind)
    assert room.watch.alarm(NOW + MINUTE) is None


def test_what_was_answered_already_does_not_ring(room: Room) -> None:
    room.arrive(kind="emergency", state="done")
    assert room.watch.alarm(NOW) is None


def test_it_rings_once_a_minute_at_most_and_forgets_nothing(room: Room) -> None:
    first = room.arrive(kind="hoax")
    assert room.watch.alarm(NOW) == Alarm((first,), ())
    more = (room.arrive(kind="hoax"), room.arrive(kind="emergency"))
    assert room.watch.alarm(NOW + MINUTE - 1) is None
    assert room.watch.alarm(NOW + MINUTE) == Alarm(more, ())


def test_a_change_of_an_old_comment_is_not_its_arrival(room: Room) -> None:
    id = room.arrive(kind="hoax")
    assert room.watch.alarm(NOW)
    room.watch.arrive([id], NOW)
    assert room.watch.alarm(NOW + 2 * MINUTE) is None


def test_what_the_admin_put_in_needs_no_bell(room: Room) -> None:
    id = room.put(kind="emergency")
    room.inbox.take([id])
    room.watch.arrive([id], NOW, known=True)
    room.watch.arrive(room.inbox.rows, NOW)
    assert room.watch.alarm(NOW) is None


@pytest.mark.parametrize(
    ("fields", "rings"),
    [
        ({"assignee": "rina"}, True),
        ({"assignee": "budi"}, False),
        ({}, False),
        ({"assignee": "rina", "state": "answered"}, False),
        ({"assignee": "rina", "snoozed_until": NOW + 90 * MINUTE}, False),
    ],
)
def test_only_what_is_mine_and_open_rings_when_it_turns_overdue(
    room: Room, fields: dict[str, Any], rings: bool
) -> None:
    id = room.arrive(kind="complaint", reply_due=NOW + 5 * MINUTE, **fields)
    assert room.watch.alarm(NOW + 5 * MINUTE) is None
    found = room.watch.alarm(NOW + 6 * MINUTE)
    assert found == (Alarm((), (id,)) if rings else None)
    assert room.watch.alarm(NOW + 8 * MINUTE) is None


def test_what_was_overdue_when_the_desk_opened_does_not_ring(room: Room) -> None:
    room.arrive(kind="complaint", assignee="rina", reply_due=NOW - MINUTE)
    assert Watch(room.inbox, "rina", NOW).alarm(NOW + MINUTE) is None
