"""A whole day by keys alone: set up, plan, publish, take in a thread, answer, undo after a restart, clash, export."""

from pathlib import Path

import pytest

import store
from domain.accounts import Account
from domain.comments import Comment, Reply
from domain.posts import Post, Variant
from tests.e2e.conftest import Opener, clash
from tests.terminal import Terminal

THREAD = """warga_satu
Lampu jalan depan SD mati seminggu
2 jam  3 suka  Balas
warga_dua
Syarat pindah KK apa saja ya kak?
1 jam  Balas
warga_tiga
Matur nuwun, dalane wis alus
1 jam  1 suka  Balas
warga_empat
Mohon dibangun halte di depan kampus
45 menit  Balas
warga_lima
Jam pira tutupe kantor?
30 menit  Balas
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nothing was ever stored here."""
    return tmp_path / "store"


def set_up(desk: Terminal) -> None:
    desk.see("the agency's name")
    desk.type("Dinas Contoh\r\r@kominfo.contoh\r2\rkominfocontoh\r1\rkominfo_x\r3")
    desk.type("\x1bOQ")
    desk.see("0/2")


def plan_and_publish(desk: Terminal) -> None:
    desk.type("1a")
    desk.see("new post")
    desk.type("ig Jadwal pasar murah\r")
    desk.see("Planned")
    desk.type("\r")
    desk.see("What for")
    desk.type("s")
    desk.see("Not ready")
    desk.type("k\rej\rcj\ri" + "j" * 12)
    desk.see("0/140")
    desk.type("\rPasar murah digelar di tiga kecamatan.\rj\rPasar murah mulai Senin, bawa tas sendiri.")
    desk.see(lambda screen: "bawa tas" in screen and "leave the field" in screen)
    desk.type("\x1b")
    desk.see(lambda screen: "leave the field" not in screen)
    for key, said in (("s", "Sent to review"), ("s", "Approved by yourself"), ("t", "published")):
        desk.type(key)
        desk.see(said)
    desk.type("-\r")
    desk.see("Recorded as published")
    desk.type("q")
    desk.see(lambda screen: "1 of 1" in screen or "Queue 1/1" in screen)


def take_in_a_thread(desk: Terminal) -> None:
    desk.type("2a")
    desk.see("Paste a copied thread")
    desk.type(f"\x1b[200~{THREAD}\x1b[201~")
    desk.see("warga_lima")
    desk.type("\x1b")
    desk.see("store")
    desk.type("s")
    desk.see("5 comments came in")


def answer(desk: Terminal, text: str) -> None:
    desk.type("r" + text)
    desk.see(lambda screen: text in screen and "stop writing" in screen)
    desk.type("\x1b")
    desk.see("record as sent")
    desk.type("t")
    desk.see("Recorded as answered")
    desk.type("q")
    desk.see("2 Comments")


@pytest.mark.parametrize(("columns", "lines"), [(120, 36), (80, 24)])
@pytest.mark.parametrize("colours", [True, False])
def test_a_day(
    meja: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch, columns: int, lines: int, colours: bool
) -> None:
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    desk = meja("--admin", "ani", columns=columns, lines=lines)
    set_up(desk)
    plan_and_publish(desk)
    take_in_a_thread(desk)
    for number in range(3):
        answer(desk, f"Terima kasih, kami cek hari ini. ({number})")
        desk.type("j")
        desk.hush(0.1)
    desk.type("q")
    assert desk.leave() == 0
    assert not desk.left_on()

    again = meja("--admin", "ani", columns=columns, lines=lines)
    again.see("warga_")
    again.type("u")
    again.see("Taken back")
    again.type("Rgg")
    again.see("warga_lima")
    budi = meja("--admin", "budi", columns=columns, lines=lines)
    budi.see("warga_lima")
    late, _stands = clash([again, budi])
    late.type("b")
    late.see("Kept as")
    again.type(":")
    again.see("Every verb")
    again.type("export\r")
    again.see("export")
    again.type("comments\r")
    again.see(".xlsx")

    with store.open(folder, "cek") as opened:
        assert len(opened.repo("accounts", Account)) == 3
        assert [post.own_approval for post in opened.repo("posts", Post).all()] == [True]
        assert [variant.state for variant in opened.repo("variants", Variant).all()] == ["published"]
        states = [comment.state for comment in opened.repo("comments", Comment).all()]
        replies = [reply.state for reply in opened.repo("replies", Reply).all()]
    assert states.count("answered") == 2
    assert sorted(replies) == ["draft", "sent", "sent"]
