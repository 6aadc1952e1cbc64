"""Desks to sit at: the example week, a small real one, an empty one."""

import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual import _wait

import app
import store
from desk import backups, example
from desk.desk import Desk
from domain.accounts import Account, Setting, Target
from domain.comments import Comment, Kind
from domain.deadlines import calendar_of, deadlines
from domain.posts import Post, Variant
from domain.times import HOUR, MINUTE
from screens import calendar_view, composer, panes, rising_watch, work
from tests.screens.sitting import NOW, Sitting, sitting

Sit = Callable[..., AbstractAsyncContextManager[Sitting]]


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for hands to rest happens at once or not at all; tests that are about waiting say so."""
    monkeypatch.setattr(panes, "DEBOUNCE", 0.0001)
    monkeypatch.setattr(calendar_view, "REST", 0.0001)
    monkeypatch.setattr(composer, "AUTOSAVE", 3600.0)
    monkeypatch.setattr(app, "POLL", 3600.0)
    monkeypatch.setattr(rising_watch, "PAUSE", 0.0)
    monkeypatch.setattr(work, "AGAIN", 0.0)
    monkeypatch.setattr(backups, "daily", lambda desk: False)
    # The pilot looks every 20 ms whether the program is idle, three times a key. Workers are waited for by name.
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.002)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.0005)


@pytest.fixture(scope="session")
def _example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "store"
    opened = store.open(folder, "meja")
    example.fill(Desk(opened, now=lambda: NOW, example=True))
    opened.close()
    return folder


@pytest.fixture
def demo_desk(_example_store: Path, tmp_path: Path) -> Sit:
    """The example week on Monday at 09.42, a store of its own for each test."""
    folder = tmp_path / "store"
    shutil.copytree(_example_store, folder)
    return partial(sitting, folder, example=True)


@pytest.fixture
def empty_desk(tmp_path: Path) -> Sit:
    """A store nothing was ever put in."""
    return partial(sitting, tmp_path / "store")


@pytest.fixture
def small_desk(tmp_path: Path) -> Sit:
    """Two accounts, three comments (ids 1 to 3 in the order of the list), two planned posts."""
    folder = tmp_path / "store"
    fill_small(folder)
    return partial(sitting, folder)


def fill_small(folder: Path) -> None:
    opened = store.open(folder, "meja")
    with opened.transaction() as tx:
        tx.insert("settings", Setting(key="agency", value="Kecamatan Ngadirejo"))
        ig = tx.insert("accounts", Account(platform="instagram", handle="kec.ngadirejo"))
        tx.insert("accounts", Account(platform="x", handle="ngadirejo"))
        tx.insert("targets", Target(account=ig, count=2))
        for fields in (
            {"kind": "complaint", "text": "Lampu jalan mati sejak Senin", "handle": "warga_satu"},
            {"kind": "question", "text": "Kantor buka jam berapa?", "handle": "warga_dua"},
            {"kind": "praise", "text": "Terima kasih pelayanannya", "handle": "warga_tiga"},
        ):
            tx.insert("comments", new_comment(account=ig, **fields))
        for number, slot in enumerate((NOW - 5 * MINUTE, NOW + HOUR), 1):
            post = tx.insert("posts", Post(title=f"Konten {number}", caption=f"Isi konten {number}"))
            tx.insert("variants", Variant(post=post, account=ig, slot_at=slot))
    opened.close()


_numbers = iter(range(1, 10**9))


def new_comment(**fields: Any) -> Comment:
    """A comment of twenty minutes ago."""
    kind: Kind = fields.get("kind", "complaint")
    written = NOW - 20 * MINUTE
    known = {
        "platform": "instagram",
        "account": 1,
        "platform_id": f"n{next(_numbers)}",
        "url": "https://ig.example/c/1",
        "written_at": written,
        "received_at": written,
        **deadlines(kind, written, calendar_of((), ()))._asdict(),
    }
    return Comment(**{**known, **fields})


def put_comment(desk: Desk, **fields: Any) -> int:
    """A comment comes in at that desk."""
    with desk.store.transaction() as tx:
        return tx.insert("comments", new_comment(**fields))
