"""Desks on one store in a temporary folder, at a time of the test's own choosing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import store
from desk.desk import Desk
from domain.accounts import Account
from domain.comments import Comment
from domain.outcomes import Conflict, Done, Outcome, Refused
from domain.posts import Post, Variant
from domain.times import MINUTE, parse_iso

NOW = parse_iso("2026-11-23T09:42:00+07:00")
"""A Monday."""

Opened = Callable[[str], Desk]


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Iterator[Opened]:
    """Opens another desk on the same store, as somebody."""
    stores: list[store.Store] = []

    def open_desk(actor: str) -> Desk:
        stores.append(store.open(tmp_path / "store", actor))
        return Desk(stores[-1], now=clock)

    yield open_desk
    for one in stores:
        one.close()


@pytest.fixture
def desk(opened: Opened) -> Desk:
    return opened("rina")


def put(desk: Desk, table: str, record: Any) -> int:
    """Store a record as it is, with no use case around it."""
    with desk.store.transaction() as tx:
        return tx.insert(table, record)


def put_account(desk: Desk, **fields: Any) -> Account:
    record = Account(**{"platform": "instagram", "handle": "kominfo.smbr", **fields})
    record.id = put(desk, "accounts", record)
    return record


def put_comment(desk: Desk, **fields: Any) -> int:
    """A complaint of half an hour ago, where the fields do not say otherwise."""
    count = len(desk.store.repo("comments", Comment))
    known = {
        "platform": "instagram",
        "account": 1,
        "platform_id": f"c{count + 1}",
        "handle": "warga",
        "text": "Lampu jalan mati",
        "kind": "complaint",
        "written_at": NOW - 30 * MINUTE,
        "reply_due": NOW + 90 * MINUTE,
    }
    return put(desk, "comments", Comment(**{**known, **fields}))


def put_variant(desk: Desk, account: int, *, title: str = "Pasar murah", **fields: Any) -> int:
    """A post with one variant; the variant's id."""
    post = put(desk, "posts", Post(title=title))
    return put(desk, "variants", Variant(post=post, account=account, **fields))


def comment_of(desk: Desk, id: int) -> Comment:
    found = desk.store.repo("comments", Comment).get(id)
    assert found is not None
    return found


def variant_of(desk: Desk, id: int) -> Variant:
    found = desk.store.repo("variants", Variant).get(id)
    assert found is not None
    return found


def done(outcome: Outcome) -> Done:
    assert isinstance(outcome, Done), outcome
    return outcome


def reason(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.reason


def conflict(outcome: Outcome) -> Conflict:
    assert isinstance(outcome, Conflict), outcome
    return outcome
