"""Five hundred comments closed by one verb, and all of them brought back by one key."""

import time
from pathlib import Path

import pytest

import store
from desk.desk import wall_clock
from domain.accounts import Account
from domain.comments import Comment
from domain.times import HOUR
from tests.e2e.conftest import LONG, Opener

AT_ONCE = 500
SECONDS = 1.0
"""For as many, and for taking it back."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Comments that all say the same."""
    now = wall_clock()
    with store.open(tmp_path / "store", "sari") as opened, opened.transaction() as tx:
        account = tx.insert("accounts", Account(platform="instagram", handle="@dinas.contoh"))
        for number in range(AT_ONCE):
            comment = Comment(
                platform="instagram",
                account=account,
                platform_id=str(number),
                handle=f"warga_{number}",
                text="Kapan cair?",
                written_at=now - HOUR,
                reply_due=now + HOUR,
            )
            tx.insert("comments", comment)
    return tmp_path / "store"


@pytest.mark.parametrize("verb", ["bd", "m1"])
def test_five_hundred_at_once_and_back(meja: Opener, folder: Path, verb: str) -> None:
    desk = meja(columns=80, lines=24)
    desk.see("warga_0")
    desk.hush()
    times = []
    for _turn in range(3):
        desk.type("X")
        desk.see(f"{AT_ONCE} match")
        began = time.perf_counter()
        desk.type(verb)
        desk.see(f"· {AT_ONCE} comments")
        desk.type("u")
        desk.see(f"and {AT_ONCE - 1} more")
        times.append(time.perf_counter() - began)
        desk.hush(0.1)
    with store.open(folder, "cek") as opened:
        assert {one.state for one in opened.repo("comments", Comment).all()} == {"new"}
    print(f"{verb}: {AT_ONCE} and back in", ", ".join(f"{one:.2f} s" for one in times))
    if LONG:
        assert min(times) <= SECONDS
