"""What many answer, and what is about a programme of the agency, stands further up."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import store
from desk.desk import Desk
from desk.receive import receive
from domain.agency import Programme
from domain.comments import Comment, priority
from domain.incoming import ImportedFile, IncomingComment
from domain.posts import Post, Variant
from domain.times import parse_iso

NOW = parse_iso("2026-11-23T10:00:00+07:00")
WRITTEN = datetime(2026, 11, 23, 2, tzinfo=UTC)
ADDRESS = "https://www.instagram.com/p/DRw7Qk2Mabc/"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with store.open(tmp_path / "store", "rina") as opened:
        yield Desk(opened, now=lambda: NOW)


def bring(desk: Desk, *rows: dict[str, Any]) -> dict[str, Comment]:
    """The comments of the store after those came in, by the platform's id."""
    found = [
        IncomingComment(line=line, platform="instagram", handle=f"warga{line}", written=WRITTEN, **row)
        for line, row in enumerate(rows, 1)
    ]
    receive(desk, ImportedFile(format="test", comments=found), "test")
    return {one.platform_id: one for one in desk.store.repo("comments", Comment).all()}


def add(desk: Desk, *programmes: Programme) -> None:
    with desk.step("test") as step:
        for one in programmes:
            step.insert("programmes", one)


def test_answers_are_counted_once_however_often_a_file_comes_in(desk: Desk) -> None:
    rows = [{"platform_id": "1", "text": "air mati"}] + [
        {"platform_id": f"1.{n}", "parent": "1", "text": f"sama, {n} hari"} for n in range(3)
    ]
    assert bring(desk, *rows)["1"].answers == 3
    assert bring(desk, *rows)["1"].answers == 3
    later = bring(desk, {"platform_id": "1.9", "parent": "1", "text": "masih mati"})["1"]
    assert later.answers == 4
    assert priority(later, NOW).stir == pytest.approx(11.6, abs=0.05)


def test_an_answer_may_stand_in_the_file_before_what_it_answers(desk: Desk) -> None:
    found = bring(desk, {"platform_id": "2", "parent": "1", "text": "iya"}, {"platform_id": "1", "text": "macet"})
    assert found["1"].answers == 1


def test_whole_words_tell_the_programme(desk: Desk) -> None:
    add(
        desk,
        Programme(name="Sekolah gratis", words=("seragam gratis", "BSM")),
        Programme(name="Jalan", words=("jalan",)),
    )
    texts = ["kapan SERAGAM  gratis dibagi", "jalanan macet", "bsm belum cair", "jalan rusak dekat sekolah bsm"]
    found = bring(desk, *({"platform_id": str(n), "text": text} for n, text in enumerate(texts)))
    assert [found[str(n)].programme for n in range(4)] == [1, 0, 1, 1]
    assert (priority(found["0"], NOW).programme, priority(found["1"], NOW).programme) == (10.0, 0.0)


def test_under_a_programmes_post_every_comment_is_about_it(desk: Desk) -> None:
    add(desk, Programme(name="Jalan", words=("jalan",)), Programme(name="Posyandu"))
    with desk.step("test") as step:
        post = step.insert("posts", Post(title="Jadwal posyandu", programme=2))
        step.insert("variants", Variant(post=post, account=1, url=ADDRESS, state="published"))
    found = bring(desk, {"platform_id": "1", "text": "jalan ke sana rusak", "post_ref": ADDRESS})
    assert found["1"].programme == 2
