"""Two admins, one store: each sees the other's work at once, and nothing that was acknowledged is lost."""

import signal
from pathlib import Path

import store
from domain.comments import Comment, Reply
from tests.e2e.conftest import Opener, clash
from tests.terminal import Terminal

AT_ONCE = 5.0
"""Seconds for what takes a quarter of one on a quiet machine."""


def open_desk(meja: Opener, admin: str) -> Terminal:
    terminal = meja("--admin", admin)
    terminal.see(lambda screen: "lima" in screen and "? help" in screen)
    return terminal


def stored(folder: Path) -> list[Comment]:
    with store.open(folder, "sari") as opened:
        return list(opened.repo("comments", Comment).all())


def chosen_row(screen: str) -> str:
    """The row of the list that the cursor stands on."""
    return next((line for line in screen.split("\n") if "│›" in line), "")


def test_what_one_does_the_other_sees(meja: Opener) -> None:
    ani, budi = open_desk(meja, "ani"), open_desk(meja, "budi")
    ani.type("@")
    ani.see("Taken by")
    budi.see(lambda screen: " ani " in chosen_row(screen), within=AT_ONCE)


def test_a_clash_is_told_with_both_versions(meja: Opener, folder: Path) -> None:
    _late, stands = clash([open_desk(meja, "ani"), open_desk(meja, "budi")])
    assert stored(folder)[0].sentiment == stands


def test_one_killed_at_work_does_not_trouble_the_other(meja: Opener, folder: Path) -> None:
    ani, budi = open_desk(meja, "ani"), open_desk(meja, "budi")
    budi.type("+")
    budi.see("Sentiment: positive")
    budi.type("j@j@j@j@")
    budi.see("Taken by")
    budi.signal(signal.SIGKILL)
    assert budi.leave() == -signal.SIGKILL
    acknowledged = budi.received.count(b"Taken by")
    ani.type("n")
    ani.see("note")
    ani.hush(0.1)
    ani.type("saya teruskan\r")
    ani.see("Note kept")
    comments = stored(folder)
    assert comments[0].sentiment_by.endswith(":budi")
    assert comments[0].notes[0].text == "saya teruskan"
    assert sum(comment.assignee.endswith(":budi") for comment in comments) >= acknowledged > 0


def test_a_reply_that_is_being_written_is_taken_over_with_one_key_and_both_are_told(meja: Opener, folder: Path) -> None:
    ani, budi = open_desk(meja, "ani"), open_desk(meja, "budi")
    budi.see(lambda screen: "budi, ani" in screen.split("\n")[0], within=AT_ONCE)
    ani.type("r")
    ani.see("Reply to @satu")
    budi.see(lambda screen: "ani has it open" in chosen_row(screen), within=AT_ONCE)
    ani.type("Terima kasih")
    budi.type("r")
    budi.see("take over")
    budi.type("@")
    budi.see("Taken over from ani")
    ani.see("budi took K1 over; your draft is kept", within=AT_ONCE)
    ani.type("\x1b")
    ani.see("by hand")
    with store.open(folder, "sari") as opened:
        (draft,) = opened.repo("replies", Reply).all()
    assert (draft.by.rpartition(":")[2], draft.text) == ("ani", "Terima kasih")


def test_what_one_killed_had_open_can_be_taken_over(meja: Opener) -> None:
    ani, budi = open_desk(meja, "ani"), open_desk(meja, "budi")
    ani.type("r")
    budi.see(lambda screen: "ani has it open" in chosen_row(screen), within=AT_ONCE)
    ani.signal(signal.SIGKILL)
    budi.see(lambda screen: "budi, ani" not in screen.split("\n")[0], within=3 * AT_ONCE)
    budi.type("r")
    budi.see("take over")
    budi.type("@")
    budi.see("Reply to @satu")
