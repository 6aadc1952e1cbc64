"""Two admins at work on the same twenty comments: nothing is lost, and each conflict is shown to who came second."""

import time
from pathlib import Path

import pytest

import store
from desk.trail import verify
from domain.audit import AuditEntry
from domain.comments import Comment
from tests.e2e.conftest import FEELINGS, LONG, Opener, fill
from tests.terminal import Terminal

COMMENTS = 20
SECONDS = 60.0 if LONG else 3.0
KEPT = "Kept as "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty comments."""
    fill(tmp_path / "store", [f"warga{number:02}" for number in range(COMMENTS)])
    return tmp_path / "store"


def sit_down(meja: Opener, admin: str) -> Terminal:
    desk = meja("--admin", admin)
    desk.see(lambda screen: "warga00" in screen and "? help" in screen)
    desk.hush()
    return desk


def clash(desks: list[Terminal], keys: str, answer: str) -> str | None:
    """Both feel differently about the chosen comment in the same moment; who came second decides. What stands.

    None: the second desk knew of the first one's word before its key was pressed, so there was nothing to decide.
    """
    for desk, key in zip(desks, keys, strict=True):
        desk.type(key)
    for desk in desks:
        desk.see(lambda screen: "Two admins" in screen or "Sentiment: " in screen or KEPT in screen)
    for at, desk in enumerate(desks):
        if KEPT in desk.text:  # It said again what stood there before; the other's word is the new one, as it was told.
            return FEELINGS[keys[1 - at]]
    second = next((desk for desk in desks if "Two admins" in desk.text), None)
    if second is None:
        return None
    his = desks.index(second)
    second.see(lambda screen: all(FEELINGS[key] in screen for key in keys))
    second.type(answer)
    second.see(lambda screen: "Two admins" not in screen)
    second.see(lambda screen: KEPT in screen or "Sentiment: " in screen)
    return FEELINGS[keys[his if answer == "g" else 1 - his]]


def note_both(ani: Terminal, budi: Terminal, turn: int) -> None:
    """Both write a note on the chosen comment at the same time."""
    for desk in (ani, budi):
        desk.type("n")
    for desk, who in ((ani, "ani"), (budi, "budi")):
        desk.see(" note ")
        desk.type(f"{who} {turn}\r")
    for desk in (ani, budi):
        desk.see("Note kept")


def test_nothing_is_lost_and_each_conflict_is_shown(meja: Opener, folder: Path) -> None:
    ani, budi = sit_down(meja, "ani"), sit_down(meja, "budi")
    feelings: dict[int, str] = {}
    notes: dict[int, list[str]] = {}
    turn, shown, until = 0, 0, time.monotonic() + SECONDS
    while time.monotonic() < until or turn < 2:
        place = turn % COMMENTS
        stands = clash([ani, budi], ("+-", "-+", "0-", "+0")[turn % 4], "gb"[turn // 4 % 2])
        if stands is None:
            feelings.pop(place, None)
        else:
            feelings[place] = stands
            shown += 1
        note_both(ani, budi, turn)
        notes.setdefault(place, []).extend(f"{who} {turn}" for who in ("ani", "budi"))
        turn += 1
        for desk in (ani, budi):
            desk.type("j" if turn % COMMENTS else "\x1b[H")  # From the last one to the first.
            name = f"@warga{turn % COMMENTS:02}"
            desk.see(lambda screen, name=name: f"4 {name}" in screen)  # type: ignore[misc]
    for desk in (ani, budi):
        desk.hush()
    print(f"{turn} times at once, {shown} conflicts shown and decided, {2 * turn} notes")
    assert shown >= max(1, turn // 4)

    with store.open(folder, "cek") as opened:
        comments = {int(one.handle[-2:]): one for one in opened.repo("comments", Comment).all()}
        entries = list(opened.repo("audit", AuditEntry).all())
        assert verify(opened).finding is None
    for place, feeling in feelings.items():
        assert comments[place].sentiment == feeling, place
    for place, written in notes.items():
        assert sorted(one.text for one in comments[place].notes) == sorted(written), place
    assert sum(one.verb == "comment.note" for one in entries) == 2 * turn
