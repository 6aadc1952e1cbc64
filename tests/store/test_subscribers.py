"""Being told what changed: by whom, when, and what happens when the listener fails."""

import threading
from contextlib import suppress
from typing import Any

import pytest

import store
from store import Changes
from tests.store.conftest import Opener, insert

Heard = list[tuple[dict[str, set[int]], bool]]


def listening(desk: store.Store) -> Heard:
    heard: Heard = []
    desk.subscribe(lambda changes: heard.append((dict(changes), changes.reset)))
    return heard


def test_own_commits_are_told_when_they_can_be_read(opened: Opener) -> None:
    desk = opened()
    seen: list[Any] = []
    desk.subscribe(lambda changes: seen.append([desk.get("comments", id) for id in changes["comments"]]))
    insert(desk, text="a")
    assert seen == [[{"text": "a", "rev": 1}]]
    with desk.transaction():
        pass
    assert len(seen) == 1


def test_others_are_told_by_the_poll_that_takes_them_in(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    heard = listening(sari)
    insert(budi, text="a")
    insert(budi, "replies", text="b")
    assert heard == []
    assert sari.poll() == {"comments": {1}, "replies": {1}}
    assert heard == [({"comments": {1}, "replies": {1}}, False)]
    assert sari.poll() is None
    assert len(heard) == 1


def test_what_a_transaction_took_in_is_told_though_its_block_raises(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    heard = listening(sari)
    insert(budi, text="a")
    with suppress(ZeroDivisionError), sari.transaction() as tx:
        tx.insert("comments", {"text": "never"})
        raise ZeroDivisionError
    assert heard == [({"comments": {1}}, False)]
    assert sari.poll() == {"comments": {1}}, "who polls is told all the same"
    assert len(heard) == 1


def test_loading_anew_is_told(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    heard = listening(sari)
    for text in "ab":
        insert(budi, text=text)
        budi.compact()
    insert(sari, text="c")
    assert [reset for _, reset in heard] == [True, False]
    assert heard[1] == ({"comments": {3}}, False)


def test_who_ended_it_hears_nothing_more(opened: Opener) -> None:
    desk = opened()
    heard: list[Changes] = []
    end = desk.subscribe(heard.append)
    other = listening(desk)
    insert(desk)
    end()
    end()
    insert(desk)
    assert len(heard) == 1
    assert len(other) == 2


def test_a_callback_that_raises_breaks_nothing_and_hears_reset_next(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened()
    told: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    resets: list[bool] = []

    def fail_first(changes: Changes) -> None:
        resets.append(changes.reset)
        if len(resets) == 1:
            raise ValueError("broken index")

    desk.subscribe(fail_first)
    heard = listening(desk)
    assert [insert(desk, text=text) for text in "abc"] == [1, 2, 3]
    assert resets == [False, True, False]
    assert [each.exc_type for each in told] == [ValueError]
    assert heard == [({"comments": {id}}, False) for id in (1, 2, 3)]


def test_a_callback_may_commit(opened: Opener) -> None:
    desk = opened()

    def answer(changes: Changes) -> None:
        if "comments" in changes:
            insert(desk, "audit", of=min(changes["comments"]))

    desk.subscribe(answer)
    heard = listening(desk)
    insert(desk, text="a")
    assert desk.get("audit", 1) == {"of": 1, "rev": 1}
    assert sorted(heard, key=str) == [({"audit": {1}}, False), ({"comments": {1}}, False)]


def test_no_two_calls_at_once_and_nothing_missed(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    inside: list[int] = []
    most: set[int] = set()
    known: set[int] = set()

    def take(changes: Changes) -> None:
        inside.append(1)
        most.add(len(inside))
        known.update(changes.get("comments", ()))
        inside.pop()

    sari.subscribe(take)
    done = threading.Event()

    def poll() -> None:
        while not done.is_set():
            sari.poll()

    early: list[int] = []

    def write() -> None:
        for _ in range(50):
            id = insert(sari)
            if id not in known:
                early.append(id)

    poller = threading.Thread(target=poll)
    writers = [threading.Thread(target=write) for _ in range(2)]
    for thread in (poller, *writers):
        thread.start()
    for _ in range(50):
        insert(budi)
    for thread in writers:
        thread.join()
    done.set()
    poller.join()
    sari.poll()
    assert known == set(range(1, 151))
    assert early == [], "the commit returned before its listeners knew"
    assert most == {1}


def test_a_poll_does_not_wait_for_a_listener(opened: Opener) -> None:
    desk, other = opened("sari"), opened("budi")
    reached, go_on = threading.Event(), threading.Event()
    heard: list[Changes] = []

    def slow(changes: Changes) -> None:
        heard.append(changes)
        reached.set()
        assert go_on.wait(10)

    desk.subscribe(slow)
    writer = threading.Thread(target=insert, args=(desk,))
    writer.start()
    assert reached.wait(10)
    insert(other)
    assert desk.poll() == {"comments": {2}}
    assert len(heard) == 1
    go_on.set()
    writer.join()
    assert len(heard) == 2
