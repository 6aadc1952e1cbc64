"""Two hundred comments of the example week sorted by keys alone, judged by what each row says."""

import re
from pathlib import Path

import pytest

import store
from desk import example
from desk.desk import Desk
from domain.comments import OPEN_STATES, Comment
from tests.e2e.conftest import LONG, Opener
from tests.terminal import Terminal

COMMENTS = 200 if LONG else 40
KEYS_EACH = 2.2
_CHOSEN = re.compile(r"^› ? *[+·?-] (\w+)(?: data)? +(\S+)", re.MULTILINE)
CLOSED = {"gambling": "bj", "abuse": "bc", "provocation": "bc", "praise": "bt", "other": "bt"}
"""What needs no reply, and the keys that say why; the others are somebody's, who takes them."""


def chosen(desk: Terminal) -> tuple[str, str]:
    """The kind that the chosen row says, and the whole row, so that one row can be told from the next."""
    found = _CHOSEN.search(desk.text)
    if found is None:
        return "", ""
    return found[1], next(line for line in desk.text.split("\n") if line.startswith("›"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example week, as `meja demo` has it."""
    with store.open(tmp_path / "store", "sari") as opened:
        example.fill(Desk(opened, example=True))
    return tmp_path / "store"


def open_comments(folder: Path) -> dict[int, Comment]:
    with store.open(folder, "cek") as opened:
        return {one.id: one for one in opened.repo("comments", Comment).all() if one.state in OPEN_STATES}


def test_comments_are_sorted_with_few_keys(meja: Opener, folder: Path) -> None:
    before = open_comments(folder)
    assert len(before) >= 200
    desk = meja("--admin", "ani", columns=80, lines=24)
    desk.see(lambda _text: bool(chosen(desk)[0]))
    desk.hush()
    keys, last, closed, taken = 0, "", 0, 0
    for number in range(COMMENTS):
        kind, row = chosen(desk)
        assert kind, desk.text
        if how := CLOSED.get(kind):
            pressed, last, closed = "." if how == last else how, how, closed + 1
        else:
            pressed, last, taken = "@j", "", taken + 1
        keys += len(pressed)
        desk.type(pressed)
        if number + 1 < COMMENTS:
            desk.see(lambda _text, row=row: chosen(desk)[1] not in ("", row))  # type: ignore[misc]
    desk.hush()
    print(f"{COMMENTS} comments, {keys / COMMENTS:.2f} keys each: {closed} closed, {taken} taken")
    assert keys / COMMENTS <= KEYS_EACH

    after = open_comments(folder)
    mine = [one for id, one in after.items() if one.assignee.endswith(":ani") and one != before.get(id)]
    assert (len(before.keys() - after.keys()), len(mine)) == (closed, taken)
