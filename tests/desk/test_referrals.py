"""Referral: to whom, until when, what came back, and that the citizen hears of it."""

import msgspec
import pytest

from desk import comments as use
from desk import history, referrals
from desk.desk import Desk
from desk.erasure import erase, find
from domain.agency import Agency
from domain.comments import Comment, Reply, owed
from domain.deadlines import deadlines
from domain.outcomes import Conflict, Done, Refused
from domain.referrals import read_when, ticket_of
from domain.times import DAY, HOUR, parse_iso
from tests.desk.conftest import NOW, Clock, Opened, put


def comment_of(desk: Desk, id: int) -> Comment:
    found = desk.store.repo("comments", Comment).get(id)
    assert found is not None
    return found


def new(desk: Desk, **fields: object) -> int:
    due = desk.calendars.due("complaint", NOW, 1)._asdict()
    known = {"platform": "instagram", "account": 1, "platform_id": f"c{fields}", "handle": "dwi", "text": "Air mati"}
    return put(desk, "comments", Comment(**{**known, "kind": "complaint", "written_at": NOW, **due, **fields}))  # type: ignore[arg-type]


@pytest.fixture
def pdam(desk: Desk) -> int:
    return put(desk, "agencies", Agency(name="Perumda Air Minum", short="PDAM", liaison="Bu Sri"))


def test_a_referral_has_agency_ticket_and_two_clocks(desk: Desk, pdam: int) -> None:
    id = new(desk)
    outcome = referrals.refer(desk, id, pdam, note="Mohon dicek")
    assert isinstance(outcome, Done)
    one = comment_of(desk, id)
    assert one.state == "referred"
    assert one.referral is not None
    assert (one.referral.name, one.referral.ticket, one.referral.note) == (
        "Perumda Air Minum",
        f"D-2026-{id:04}",
        "Mohon dicek",
    )
    assert one.referral.due == parse_iso("2026-11-26T16:00:00+07:00")  # Three working days after Monday.
    assert one.reply_due == deadlines("complaint", NOW, desk.calendars.of(1)).reply_due
    assert (one.unheard, owed(one)) == (True, True)  # The citizen's clock runs on.


def test_each_agency_has_its_own_days_and_a_number_of_its_own_is_kept(desk: Desk) -> None:
    quick = put(desk, "agencies", Agency(name="Damkar", days=1))
    id = new(desk)
    referrals.refer(desk, id, quick, ticket="  400.1/ 22\n")
    referral = comment_of(desk, id).referral
    assert referral is not None
    assert (referral.ticket, referral.due) == ("400.1/ 22", parse_iso("2026-11-24T16:00:00+07:00"))


@pytest.mark.parametrize("agency", [0, 99])
def test_no_referral_without_an_agency(desk: Desk, agency: int) -> None:
    id = new(desk)
    assert referrals.refer(desk, id, agency) == Refused(reason="no_agency")
    assert comment_of(desk, id).state == "new"


@pytest.mark.parametrize("state", ["done", "no_reply"])
def test_what_is_closed_is_not_referred(desk: Desk, pdam: int, state: str) -> None:
    id = new(desk, state=state)
    assert referrals.refer(desk, id, pdam) == Refused(reason="not_open", params={"state": state})


def test_a_holding_reply_ends_the_wait_for_a_first_word_and_not_the_referral(desk: Desk, pdam: int) -> None:
    id = new(desk)
    referrals.refer(desk, id, pdam)
    use.mark_sent(desk, comment_of(desk, id), "Kami teruskan ke PDAM.")
    one = comment_of(desk, id)
    assert (one.state, one.unheard, owed(one)) == ("referred", False, False)
    assert use.finish(desk, id) == Refused(reason="agency_not_relayed")


def test_after_a_reply_the_referral_owes_no_first_word(desk: Desk, pdam: int) -> None:
    id = new(desk)
    use.mark_sent(desk, comment_of(desk, id), "Kami teruskan.")
    referrals.refer(desk, id, pdam)
    assert (comment_of(desk, id).state, comment_of(desk, id).unheard) == ("referred", False)


def test_done_needs_the_agencys_answer_relayed(desk: Desk, pdam: int, clock: Clock) -> None:
    id = new(desk)
    referrals.refer(desk, id, pdam)
    clock.now += DAY
    assert isinstance(referrals.record_answer(desk, id, "Pipa pecah, selesai besok", clock.now - HOUR), Done)
    one = comment_of(desk, id)
    assert one.referral is not None
    assert (one.state, one.referral.answer, one.referral.answered_at) == (
        "referred",
        "Pipa pecah, selesai besok",
        clock.now - HOUR,
    )
    assert use.finish(desk, id) == Refused(reason="agency_not_relayed")
    use.mark_sent(desk, one, "PDAM: pipa pecah, selesai besok", rev=one.rev)
    one = comment_of(desk, id)
    assert one.referral is not None
    assert (one.state, one.referral.relayed_at) == ("answered", clock.now)
    assert isinstance(use.finish(desk, id), Done)


def test_a_reply_written_before_the_answer_came_relays_nothing(desk: Desk, pdam: int, opened: Opened) -> None:
    id = new(desk)
    referrals.refer(desk, id, pdam)
    seen = comment_of(desk, id)
    referrals.record_answer(opened("budi"), id, "Selesai")
    use.mark_sent(desk, seen, "Mohon ditunggu", rev=seen.rev)
    one = comment_of(desk, id)
    assert one.referral is not None
    assert (one.state, one.unheard, one.referral.relayed_at, one.referral.answer) == ("referred", False, 0, "Selesai")


def test_an_answer_needs_a_referral_a_text_and_a_time_gone_by(desk: Desk, pdam: int) -> None:
    id = new(desk)
    assert referrals.record_answer(desk, id, "Selesai") == Refused(reason="not_referred")
    referrals.refer(desk, id, pdam)
    assert referrals.record_answer(desk, id, " ") == Refused(reason="empty_text")
    assert referrals.record_answer(desk, id, "Selesai", NOW + 1) == Refused(reason="in_the_future")
    referrals.record_answer(desk, id, "Selesai")
    assert referrals.record_answer(desk, id, "Lagi") == Refused(reason="agency_answered")
    assert referrals.remind(desk, id) == Refused(reason="agency_answered")


def test_reminders_of_two_desks_add_up(desk: Desk, pdam: int, opened: Opened) -> None:
    id = new(desk)
    referrals.refer(desk, id, pdam)
    other = opened("budi")
    referrals.remind(desk, id)
    referrals.remind(other, id)
    desk.store.poll()
    referral = comment_of(desk, id).referral
    assert referral is not None
    assert [one.by for one in referral.reminders] == ["rina", "budi"]


def test_two_desks_refer_to_two_agencies_and_one_is_asked(desk: Desk, pdam: int, opened: Opened) -> None:
    id = new(desk)
    rev = comment_of(desk, id).rev
    pu = put(desk, "agencies", Agency(name="Dinas PU"))
    assert isinstance(referrals.refer(opened("budi"), id, pu, rev=rev), Done)
    outcome = referrals.refer(desk, id, pdam, rev=rev)
    assert isinstance(outcome, Conflict)
    assert "referral" in outcome.clashes
    desk.store.poll()
    referral = comment_of(desk, id).referral
    assert referral is not None
    assert referral.agency == pu


def test_a_judgement_in_between_is_no_conflict(desk: Desk, pdam: int, opened: Opened) -> None:
    id = new(desk)
    rev = comment_of(desk, id).rev
    use.tag_sentiment(opened("budi"), id, "negative")
    assert isinstance(referrals.refer(desk, id, pdam, rev=rev), Done)
    assert (comment_of(desk, id).state, comment_of(desk, id).sentiment) == ("referred", "negative")


def test_every_step_is_taken_back(desk: Desk, pdam: int) -> None:
    id = new(desk)
    before = msgspec.structs.replace(comment_of(desk, id), rev=0)
    referrals.refer(desk, id, pdam)
    referrals.remind(desk, id)
    referrals.record_answer(desk, id, "Selesai")
    use.mark_sent(desk, comment_of(desk, id), "PDAM: selesai")
    for _number in range(4):
        assert isinstance(history.undo(desk), Done)
    assert msgspec.structs.replace(comment_of(desk, id), rev=0) == before
    for _number in range(4):
        assert isinstance(history.redo(desk), Done)
    assert comment_of(desk, id).state == "answered"


def test_showing_personal_data_is_on_the_trail(desk: Desk, pdam: int) -> None:
    id = new(desk)
    referrals.refer(desk, id, pdam)
    outcome = referrals.reveal(desk, id)
    assert isinstance(outcome, Done)
    assert outcome.audit


def test_the_board_lists_the_longest_referred_first(desk: Desk, pdam: int, clock: Clock) -> None:
    ids = [new(desk, platform_id=str(number)) for number in range(3)]
    for id in reversed(ids):
        referrals.refer(desk, id, pdam)
        clock.now += HOUR
    other = new(desk, platform_id="neu")
    found = referrals.waiting(desk, [*ids, other, 99])
    assert [one.id for one in found] == ids[::-1]
    assert not referrals.overdue(found[0], clock.now)
    assert referrals.overdue(found[0], clock.now + 5 * DAY)


def test_agencies_are_found_by_short_name_and_words(desk: Desk, pdam: int) -> None:
    put(desk, "agencies", Agency(name="Dinas Pekerjaan Umum", short="PU"))
    put(desk, "agencies", Agency(name="Dinas Perumahan"))
    assert referrals.agencies(desk, "pu")[0].short == "PU"
    assert [one.name for one in referrals.agencies(desk, "dinas perum")] == ["Dinas Perumahan"]
    assert referrals.agencies(desk, "kelurahan") == []
    assert len(referrals.agencies(desk)) == 3


@pytest.mark.parametrize("deed", ["remove", "anonymise"])
def test_an_erasure_finds_the_citizen_in_a_referral(desk: Desk, pdam: int, deed: str) -> None:
    mine = new(desk, author="Dwi Lestari", handle="dwi.lestari")
    other = new(desk, platform_id="lain", handle="lain")
    for id in (mine, other):
        referrals.refer(desk, id, pdam, note="Lihat juga laporan Dwi Lestari, HP 081234567890")
        referrals.record_answer(desk, id, "Sudah kami hubungi Dwi Lestari")
    erase(desk, find(desk, "dwi.lestari"), deed)  # type: ignore[arg-type]
    told = b"".join(bytes(one) for one in desk.store.documents("comments").values())
    told += b"".join(bytes(one) for one in desk.store.documents("audit").values())
    assert b"Dwi Lestari" not in told
    assert (desk.store.document("comments", mine) is None) == (deed == "remove")
    assert comment_of(desk, other).referral is not None


def test_our_numbers_and_when_something_happened() -> None:
    assert ticket_of(41, 2026) == "D-2026-0041"
    assert ticket_of(123456, 2026) == "D-2026-123456"
    assert read_when("", NOW, "WIB") == NOW
    assert read_when("09.30", NOW, "WIB") == parse_iso("2026-11-23T09:30:00+07:00")
    assert read_when("20/11 14.30", NOW, "WIB") == parse_iso("2026-11-20T14:30:00+07:00")
    assert read_when("31/12", NOW, "WIB") == parse_iso("2025-12-31T12:00:00+07:00")
    assert read_when("24/11/2026 08.00", NOW, "WIB") == parse_iso("2026-11-24T08:00:00+07:00")
    assert read_when("31/2", NOW, "WIB") is None
    assert read_when("kemarin", NOW, "WIB") is None
    assert read_when("25.00", NOW, "WIB") is None


def test_replies_stay_ours(desk: Desk, pdam: int) -> None:
    id = new(desk)
    referrals.refer(desk, id, pdam)
    referrals.record_answer(desk, id, "Selesai")
    use.mark_sent(desk, comment_of(desk, id), "PDAM: selesai")
    (reply,) = desk.store.repo("replies", Reply).all()
    assert (reply.state, reply.text) == ("sent", "PDAM: selesai")
