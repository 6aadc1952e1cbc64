"""Posts that go out by themselves, at the keys: one at once, one when its time comes, and one by the timer alone."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import store
from domain.posts import Post, Variant
from domain.readiness import seal
from domain.times import HOUR
from tests.channels.fakes.mastodon import FakeMastodon
from tests.channels.fakes.platform import running
from tests.e2e.conftest import Opener
from tests.e2e.test_secrets import meja as command_line


@pytest.fixture
def fake() -> Iterator[FakeMastodon]:
    with running(FakeMastodon()) as found:
        assert isinstance(found, FakeMastodon)
        found.now = int(time.time() * 1000) - 60_000
        yield found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake: FakeMastodon) -> Path:
    """A store with a connected account."""
    monkeypatch.setenv("MEJA_STORE", str(tmp_path / "store"))
    done = command_line("accounts", "connect", "mastodon", "kominfo", "--server", fake.url, typed=f"{fake.token}\n")
    assert done.returncode == 0, done.stderr
    return tmp_path / "store"


def plan(folder: Path, title: str, slot_at: int) -> None:
    """A post that a colleague has approved."""
    with store.open(folder, "budi") as opened, opened.transaction() as tx:
        post = Post(title=title, caption=f"{title}: besok pukul 08.00.", state="approved", approved_by="budi")
        id = tx.insert("posts", post)
        variant = Variant(post=id, account=1, slot_at=slot_at)
        tx.insert("variants", variant)
        tx.update("posts", id, {"seal": seal(post, [variant])})


def variants(folder: Path) -> list[Variant]:
    with store.open(folder, "budi") as opened:
        return list(opened.repo("variants", Variant).all())


def now() -> int:
    return int(time.time() * 1000)


def bring_forward(folder: Path, variant: int) -> None:
    """A colleague gives it this very moment for its slot."""
    with store.open(folder, "budi") as opened, opened.transaction() as tx:
        tx.update("variants", variant, {"slot_at": now()})


def test_one_at_once_and_one_when_its_time_comes(meja: Opener, folder: Path, fake: FakeMastodon) -> None:
    plan(folder, "Pasar murah", now() + HOUR)
    plan(folder, "Vaksin rabies", now() + 2 * HOUR)
    desk = meja()
    desk.see("Pasar murah")
    desk.type("1s")
    desk.see("goes out by itself")
    desk.type("s")
    desk.see(lambda screen: "What goes out" in screen and "Pasar murah: besok pukul 08.00." in screen)
    assert fake.posted == []
    desk.type("\r")
    desk.see("Published: MD Pasar murah")
    desk.type("js")
    desk.see("goes out by itself")
    bring_forward(folder, 2)
    desk.see("Published: MD Vaksin rabies")
    assert [one.text for one in fake.posted] == [
        f"{title}: besok pukul 08.00." for title in ("Pasar murah", "Vaksin rabies")
    ]
    out = variants(folder)
    assert [one.state for one in out] == ["published", "published"]
    assert [one.url for one in out] == [one.url for one in fake.posted]
    assert out[1].published_at >= out[1].slot_at


def test_the_timer_publishes_what_is_due(meja: Opener, folder: Path, fake: FakeMastodon) -> None:
    plan(folder, "Pasar murah", now() + HOUR)
    desk = meja()
    desk.see("Pasar murah")
    desk.type("1s")
    desk.see("goes out by itself")
    desk.type("q")
    assert desk.leave() == 0
    bring_forward(folder, 1)
    done = command_line("sync", "--json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told[-1]["posts"] == {"sent": 1, "put_off": 0, "failed": 0, "unknown": 0}
    assert [one.text for one in fake.posted] == ["Pasar murah: besok pukul 08.00."]
    assert variants(folder)[0].state == "published"
