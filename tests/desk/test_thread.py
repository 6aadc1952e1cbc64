"""What belongs to a comment: its thread with our replies, and what its writer said before."""

from typing import Any

from desk import comments as use
from desk.desk import Desk
from desk.thread import earlier, thread
from domain.comments import Comment, Reply
from domain.times import HOUR, MINUTE
from tests.desk.conftest import NOW, comment_of, put, put_comment


def said(desk: Desk, id: int) -> list[str]:
    return [one.text for one in thread(desk, comment_of(desk, id))]


def put_reply(desk: Desk, text: str, **fields: Any) -> int:
    return put(desk, "replies", Reply(**{"platform": "instagram", "text": text, "state": "sent", **fields}))


def test_a_thread_is_its_head_and_all_that_answers_it_by_time(desk: Desk) -> None:
    head = put_comment(desk, text="satu", written_at=NOW - 3 * HOUR)
    third = put_comment(desk, text="tiga", parent="c1", written_at=NOW - HOUR)
    second = put_comment(desk, text="dua", parent="c1", written_at=NOW - 2 * HOUR)
    put_comment(desk, text="lain")
    put_comment(desk, text="lain platform", platform="x", platform_id="c1")
    for id in (head, second, third):
        assert said(desk, id) == ["satu", "dua", "tiga"]


def test_our_replies_stand_in_it_whether_we_sent_or_met_them(desk: Desk) -> None:
    head = put_comment(desk, text="satu", written_at=NOW - 3 * HOUR)
    under = put_comment(desk, text="dua", parent="c1", written_at=NOW - 2 * HOUR)
    put_reply(desk, "ditemui", parent="c1", written_at=NOW - HOUR)
    put_reply(desk, "lain", parent="c9", written_at=NOW - HOUR)
    put_reply(desk, "di X", parent="c1", platform="x", written_at=NOW - HOUR)
    use.save_draft(desk, comment_of(desk, under), "draf")
    assert said(desk, head) == ["satu", "dua", "ditemui", "draf"]


def test_a_comment_whose_head_is_not_here_is_its_own_thread(desk: Desk) -> None:
    id = put_comment(desk, text="dua", parent="c99")
    other = put_comment(desk, text="tiga", parent="c99")
    assert sorted(said(desk, id)) == sorted(said(desk, other)) == ["dua", "tiga"]


def test_a_reply_without_a_place_is_in_no_thread(desk: Desk) -> None:
    id = put_comment(desk, text="satu")
    put_reply(desk, "tanpa tempat", comment=0, parent="")
    assert said(desk, id) == ["satu"]


def times(found: list[Comment]) -> list[int]:
    return [(NOW - one.written_at) // MINUTE for one in found]


def test_what_the_writer_said_before_newest_first(desk: Desk) -> None:
    id = put_comment(desk, handle="warga", written_at=NOW)
    for minutes in (30, 10, 20):
        put_comment(desk, handle="warga", written_at=NOW - minutes * MINUTE)
    put_comment(desk, handle="lain")
    put_comment(desk, handle="warga", platform="x")
    assert times(earlier(desk, comment_of(desk, id))) == [10, 20, 30]


def test_writers_without_a_handle_go_by_their_name(desk: Desk) -> None:
    id = put_comment(desk, handle="", author="Siti", written_at=NOW)
    put_comment(desk, handle="", author="Siti", written_at=NOW - MINUTE)
    put_comment(desk, handle="siti", author="Siti", written_at=NOW - 2 * MINUTE)
    assert times(earlier(desk, comment_of(desk, id))) == [1]


def test_the_nameless_are_not_one_person(desk: Desk) -> None:
    id = put_comment(desk, handle="", author="")
    put_comment(desk, handle="", author="")
    assert earlier(desk, comment_of(desk, id)) == []


def test_at_most_twenty_are_told(desk: Desk) -> None:
    id = put_comment(desk, written_at=NOW)
    for minutes in range(1, 30):
        put_comment(desk, written_at=NOW - minutes * MINUTE)
    assert times(earlier(desk, comment_of(desk, id))) == list(range(1, 21))
