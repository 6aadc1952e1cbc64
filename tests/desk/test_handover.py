"""The note at the end of a shift: what is missed, late, put aside, goes out tonight, waits for others."""

from collections.abc import Iterator

import pytest

import wording
from desk import clarifications, handover, restraint
from desk.desk import Desk
from domain.comments import CITIZEN_WRITES, Reading, Reply, ReplyState, Span
from domain.deadlines import calendar_of
from domain.deliveries import Delivery
from domain.handover import Part, Row
from domain.posts import Post, Variant
from domain.referrals import Referral
from domain.times import DAY, HOUR, MINUTE, parse_iso
from tests.desk.conftest import NOW, Clock, done, put, put_account, put_comment, put_variant
from wording.handover import text


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    yield
    wording.use("id")


def rows(desk: Desk) -> dict[Part, list[Row]]:
    return {told.part: told.rows for told in handover.gather(desk).parts}


def ids(desk: Desk, part: Part) -> list[int]:
    return [row.id for row in rows(desk).get(part, [])]


def at(day: str, clock: str) -> int:
    return parse_iso(f"{day}T{clock}:00+07:00")


@pytest.mark.parametrize(
    ("now", "since", "until"),
    [
        (at("2026-11-23", "09.42"), at("2026-11-23", "16.00"), at("2026-11-24", "07.30")),
        (at("2026-11-23", "18.00"), at("2026-11-23", "18.00"), at("2026-11-24", "07.30")),
        (at("2026-11-23", "05.00"), at("2026-11-23", "16.00"), at("2026-11-24", "07.30")),
        (at("2026-11-27", "15.00"), at("2026-11-27", "16.30"), at("2026-11-30", "07.30")),
        (at("2026-11-28", "10.00"), at("2026-11-28", "10.00"), at("2026-11-30", "07.30")),
        (at("2026-12-24", "15.00"), at("2026-12-24", "15.00"), at("2026-12-28", "07.30")),
    ],
)
def test_from_the_end_of_work_to_its_next_beginning(now: int, since: int, until: int) -> None:
    assert calendar_of((), ()).off_duty(now) == (since, until)


def test_an_empty_desk_has_nothing_to_tell(desk: Desk) -> None:
    note = handover.gather(desk)
    assert (note.parts, note.crisis) == ([], None)
    assert "Tidak ada yang tertinggal." in text(note, "rina")


def test_slots_missed_and_those_after_work(desk: Desk) -> None:
    account = put_account(desk).id
    put_variant(desk, account, slot_at=NOW - HOUR)
    put_variant(desk, account, slot_at=NOW + HOUR)
    tonight = put_variant(desk, account, slot_at=at("2026-11-23", "19.00"))
    early = put_variant(desk, account, slot_at=at("2026-11-24", "07.00"))
    put_variant(desk, account, slot_at=at("2026-11-24", "07.30"))
    put_variant(desk, account, slot_at=at("2026-11-23", "20.00"), state="cancelled")
    assert [row.id for row in rows(desk)["missed"]] == [1]
    assert ids(desk, "evening") == [tonight, early]


def test_the_zone_of_the_account_tells_the_time(desk: Desk) -> None:
    account = put_account(desk, zone="WIT").id
    put_variant(desk, account, slot_at=at("2026-11-23", "19.00"))
    assert "P1 21.00 IG Pasar murah" in text(handover.gather(desk), "rina")


def test_comments_late_put_aside_and_referred(desk: Desk) -> None:
    late = put_comment(desk, reply_due=NOW - HOUR)
    later = put_comment(desk, reply_due=NOW - 2 * HOUR, assignee="budi")
    put_comment(desk)
    put_comment(desk, kind="praise", reply_due=NOW - HOUR)
    put_comment(desk, state="done", reply_due=NOW - HOUR)
    aside = put_comment(desk, snoozed_until=NOW + HOUR)
    waiting = put_comment(desk, snoozed_until=CITIZEN_WRITES)
    put_comment(desk, snoozed_until=NOW - 1)
    referral = Referral(agency=1, name="PDAM", ticket="D-1", at=NOW - DAY, by="rina", due=NOW + DAY)
    awaited = put_comment(desk, state="referred", referral=referral)
    answered = Referral(agency=1, name="PLN", ticket="D-2", at=NOW, by="rina", due=NOW + 2 * DAY, answered_at=NOW)
    relayed = put_comment(desk, state="referred", referral=answered)
    assert ids(desk, "overdue") == [later, late]
    assert ids(desk, "snoozed") == [aside, waiting]
    assert ids(desk, "referrals") == [relayed, awaited]
    wording.use("en")
    words = text(handover.gather(desk), "rina")
    assert "until the citizen writes" in words
    assert f"K{relayed} 2 d PLN" in words


def test_what_waits_for_approval_by_its_first_slot(desk: Desk) -> None:
    account = put_account(desk).id
    later = put_variant(desk, account, slot_at=NOW + 3 * DAY)
    soon = put_variant(desk, account, slot_at=NOW + DAY)
    loose = put(desk, "posts", Post(title="tanpa jam", state="review"))
    with desk.store.transaction() as tx:
        for post in (later, soon):
            tx.update("posts", post, {"state": "review"})
        tx.insert("variants", Variant(post=soon, account=account, slot_at=NOW + HOUR))
    assert [(row.id, row.at) for row in rows(desk)["approval"]] == [
        (soon, NOW + HOUR),
        (later, NOW + 3 * DAY),
        (loose, 0),
    ]


def test_replies_that_went_nowhere(desk: Desk) -> None:
    comment = put_comment(desk)
    states: tuple[ReplyState, ...] = ("queued", "failed", "sent", "draft", "unknown")
    for state in states:
        put(desk, "replies", Reply(platform="x", comment=comment, state=state, text=state, by="rina"))
    assert [row.state for row in rows(desk)["outbox"]] == ["unknown", "failed", "queued"]


def test_replies_that_came_back_to_their_writer_are_told_too(desk: Desk) -> None:
    comment = put_comment(desk)
    for agreed, returned in (("budi", ""), ("", "budi"), ("", "")):
        reply = Reply(platform="x", comment=comment, by="rina", approved_by=agreed, returned_by=returned)
        put(desk, "replies", reply)
    assert [(row.state, row.who) for row in rows(desk)["outbox"]] == [("agreed", "rina"), ("returned", "rina")]


def test_a_post_that_failed_stands_under_its_slot(desk: Desk) -> None:
    variant = put_variant(desk, put_account(desk).id, slot_at=NOW - HOUR, state="scheduled")
    kept = Delivery(variant=variant, post=1, account=1, platform="instagram", queued_at=NOW - DAY, state="failed")
    put(desk, "deliveries", kept)
    assert [(row.at, row.state) for row in rows(desk)["outbox"]] == [(NOW - HOUR, "failed")]


def test_sheets_and_the_crisis(desk: Desk) -> None:
    done(clarifications.open_from(desk, "Vaksin bikin mandul"))
    closed = done(clarifications.open_from(desk, "lain")).params["clarification"]
    done(clarifications.close(desk, closed, "bukan hoaks"))
    done(restraint.start(desk, "Tanggul jebol"))
    done(restraint.note(desk, "hubungi 081234567890"))
    note = handover.gather(desk)
    assert [row.name for told in note.parts for row in told.rows] == ["L1"]
    wording.use("en")
    words = text(note, "host:rina")
    assert "CRISIS MODE, the queue is frozen: Tanggul jebol · in the crisis since 09:42" in words
    assert "0812••••••90" in words
    assert "081234567890" not in words
    assert "rina" in words.splitlines()[1]
    assert "host" not in words


def test_hostile_and_personal_texts_are_harmless(desk: Desk) -> None:
    bad = "NIK 3578010101900001 \x1b[31mmerah\n\nbaris"
    reading = Reading(personal_data=(Span("nik", 4, 20),))
    put_comment(desk, text=bad, reading=reading, reply_due=NOW - MINUTE)
    words = text(handover.gather(desk), "rina")
    assert "\x1b" not in words
    assert "3578••••••••0001" in words
    assert "3578010101900001" not in words
    assert len([line for line in words.splitlines() if line.startswith("- K")]) == 1


def test_a_flood_is_counted(desk: Desk, clock: Clock) -> None:
    for _ in range(70):
        put_comment(desk, reply_due=NOW - HOUR)
    (told,) = handover.gather(desk).parts
    assert (told.total, len(told.rows)) == (70, handover.MOST)
    assert "- dan 60 " in text(handover.gather(desk), "rina")


def test_what_rises_now(desk: Desk) -> None:
    first = put_comment(desk, text="Air PDAM keruh", handle="a", written_at=NOW - HOUR // 2)
    for at in range(5):
        put_comment(desk, text="air pdam keruh", handle=f"b{at}", written_at=NOW - at * MINUTE, group=first)
    (row,) = rows(desk)["rising"]
    assert (row.table, row.id, row.state) == ("issues", first, "6")
    assert f"- K{first} 09.42 Air PDAM keruh (6 komentar)" in text(handover.gather(desk), "rina")
