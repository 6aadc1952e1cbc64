"""Sorting an inbox by keys alone: every comment looked at, judged by what the row says, few keys each."""

import re
from pathlib import Path

import pytest

import store
from desk.desk import wall_clock
from domain.accounts import Account
from domain.comments import Comment, Kind
from domain.times import HOUR, MINUTE
from tests.e2e.conftest import Opener
from tests.terminal import Terminal

ALIKE = 12
"""So many ask the same, word for word."""
MISREAD = 6
"""So many complaints were read as questions."""
READ: dict[Kind, int] = {"complaint": 14, "question": 10, "gambling_spam": 16, "abuse": 8, "praise": 14}
WORDS: dict[str, Kind] = {
    "complaint": "complaint",
    "question": "question",
    "gambling": "gambling_spam",
    "abuse": "abuse",
    "praise": "praise",
}
"""Kinds as the rows have them."""
CLOSED: dict[Kind, str] = {"gambling_spam": "bj", "abuse": "bc", "praise": "bt"}
"""What needs no reply, and the keys that say why."""
REASONS = {"gambling_spam": "spam", "abuse": "abuse", "praise": "no_question"}
_CHOSEN = re.compile(r"^› ? *[+·?-] (\w+)", re.MULTILINE)
_DETAIL = re.compile(r"^ ?4 @(\w+)", re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Comments of all sorts; who wrote one tells what it is, the row what the engine made of it."""
    now = wall_clock()
    with store.open(tmp_path / "store", "sari") as opened, opened.transaction() as tx:
        account = tx.insert("accounts", Account(platform="instagram", handle="@dinas.contoh"))

        def write(kind: Kind, name: str, *, group: int = 0) -> int:
            age = HOUR + len(written) * MINUTE
            written.append(name)
            comment = Comment(
                platform="instagram",
                account=account,
                platform_id=name,
                handle=name,
                text=f"Kata {name}",
                kind=kind,
                group=group,
                written_at=now - age,
                reply_due=now + HOUR,
            )
            return tx.insert("comments", comment)

        written: list[str] = []
        for kind, count in READ.items():
            for number in range(count):
                write(kind, f"{kind}_{number}")
        for number in range(MISREAD):
            write("question", f"complaint_misread_{number}")
        first = write("question", "same_0")
        for number in range(1, ALIKE):
            write("question", f"same_{number}", group=first)
    return tmp_path / "store"


class Hand:
    """Types, and counts what it typed."""

    def __init__(self, desk: Terminal) -> None:
        self.desk = desk
        self.keys = 0
        self.last = ""

    def type(self, keys: str) -> None:
        self.keys += len(keys)
        self.desk.type(keys)

    def chosen(self) -> tuple[str, str]:
        """The kind that the chosen row says, and who wrote it, as the detail says once the cursor rests."""
        row, detail = _CHOSEN.search(self.desk.text), _DETAIL.search(self.desk.text)
        return (row[1], detail[1]) if row and detail else ("", "")

    def close(self, kind: Kind) -> None:
        """Leave it without a reply; the second time in a row a dot says the same."""
        keys = CLOSED[kind]
        self.type("." if keys == self.last else keys)
        self.last = keys

    def take(self, *, correct: str = "") -> None:
        if correct:
            self.type(correct)
        self.type("@j")
        self.last = "@"


def test_an_inbox_is_sorted_with_few_keys(meja: Opener, folder: Path) -> None:
    desk = meja(columns=80, lines=24)
    hand = Hand(desk)
    desk.see(lambda _text: bool(hand.chosen()[1]))
    seen: set[str] = set()
    total = sum(READ.values()) + MISREAD + ALIKE

    def comes_next(_text: str) -> bool:
        return hand.chosen()[1] not in {"", *seen}

    while len(seen) < total:
        kind, name = hand.chosen()
        assert name not in seen, (name, desk.text)
        if name.startswith("same_"):
            hand.type("*X")
            desk.see(f"{ALIKE} match")
            hand.type("bd")
            desk.see(f"{ALIKE} comments")
            hand.type("\x1b")
            seen |= {f"same_{number}" for number in range(ALIKE)}
            hand.last = ""
        else:
            seen.add(name)
            if WORDS[kind] in CLOSED:
                hand.close(WORDS[kind])
            else:
                hand.take(correct="ca" if "misread" in name else "")
        if len(seen) < total:
            desk.see(comes_next)
    desk.hush()
    assert hand.keys / total <= 2.2, hand.keys

    with store.open(folder, "cek") as opened:
        comments = {one.handle: one for one in opened.repo("comments", Comment).all()}
    assert len(comments) == total >= 60
    for name, comment in comments.items():
        kind = name.rpartition("_")[0]
        if kind == "same":
            assert (comment.state, comment.state_reason) == ("no_reply", "duplicate")
        elif kind in REASONS:
            assert (comment.state, comment.state_reason) == ("no_reply", REASONS[kind])
        else:
            assert comment.state == "triaged"
            assert comment.assignee
            assert comment.kind == kind.removesuffix("_misread")
