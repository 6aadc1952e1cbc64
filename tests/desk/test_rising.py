"""Rising issues as the desk finds them: which group, how many, what it is called; and what is said to be none."""

from desk import history, rising
from desk.desk import Desk
from desk.inbox import Inbox
from domain.rising import SPAN, TOLD_FOR
from domain.times import DAY, HOUR, MINUTE
from tests.desk.conftest import NOW, Clock, Opened, done, put_comment, reason


def flood(desk: Desk, text: str = "Air PDAM keruh min", count: int = 6, **fields: object) -> int:
    """Citizens say the same, one a minute; the first of them."""
    first = put_comment(desk, text=text, handle="warga0", written_at=NOW - count * MINUTE, **fields)
    for at in range(1, count):
        put_comment(desk, text=text, handle=f"warga{at}", written_at=NOW - at * MINUTE, group=first, **fields)
    return first


def found(desk: Desk) -> list[rising.Rising]:
    inbox = Inbox(desk)
    inbox.load()
    return rising.rising(desk, inbox.rows)


def test_a_group_rises_by_name_and_number(desk: Desk) -> None:
    assert found(desk) == []
    first = flood(desk)
    put_comment(desk, text="air PDAM keruh", handle="lama", written_at=NOW - 3 * DAY, group=first)
    (one,) = found(desk)
    assert (one.group, one.label, one.comments) == (first, "Air PDAM keruh", 7)
    assert (one.rise.comments, one.rise.authors) == (6, 6)


def test_the_largest_stands_first_and_each_counts_its_own(desk: Desk) -> None:
    flood(desk, "Lampu jalan mati", 5)
    flood(desk, "Air PDAM keruh", 9)
    flood(desk, "Parkir liar di pasar", 4)
    assert [one.label for one in found(desk)] == ["Air PDAM keruh", "Lampu jalan mati"]


def test_other_words_for_one_matter_count_and_stay_groups_of_their_own(desk: Desk) -> None:
    first = flood(desk, "lampu jalan mati di RT 5", 3)
    other = put_comment(desk, text="lampu jalan di RT 5 mati total sudah seminggu", handle="d", written_at=NOW - MINUTE)
    put_comment(desk, text="lampu jalan mati di RT 9", handle="f", written_at=NOW - MINUTE)
    put_comment(desk, text="lampu jalan RT 5 sudah nyala", handle="g", written_at=NOW - MINUTE)
    assert found(desk) == []
    last = put_comment(desk, text="PJU RT 5 mati semua, jalan gelap min", handle="e", written_at=NOW - MINUTE)
    (one,) = found(desk)
    assert (one.group, one.others, one.rise.authors, one.comments) == (first, (other, last), 5, 5)
    for group in (first, other, last):
        told = rising.issue(desk, group)
        assert told
        assert told.rise
        assert sorted(told.comments) == [first, first + 1, first + 2, other, last]
        assert told.otherwise == (2 if group == first else 4)


def test_what_is_said_to_be_no_issue_is_none_in_other_words_either(desk: Desk) -> None:
    first = flood(desk, "lampu jalan mati di RT 5", 4)
    other = put_comment(desk, text="lampu jalan RT 5 mati terus pak lurah", handle="d", written_at=NOW - MINUTE)
    done(rising.dismiss(desk, other))
    assert found(desk) == []
    done(rising.heed(desk, first))
    assert [one.group for one in found(desk)] == [first]


def test_small_talk_and_thanks_in_other_words_count_by_themselves(desk: Desk) -> None:
    flood(desk, "konser band kota di alun-alun", 4, kind="other")
    put_comment(desk, text="konser band kota di alun-alun seru", handle="d", written_at=NOW, kind="other")
    assert found(desk) == []


def test_advertisements_and_thanks_are_no_issues(desk: Desk) -> None:
    flood(desk, "situs gacor maxwin", 12, kind="gambling_spam")
    flood(desk, "Terima kasih pelayanannya", 12, kind="praise")
    assert found(desk) == []


def test_one_citizen_many_times_is_none_on_one_platform(desk: Desk) -> None:
    first = put_comment(desk, handle="sama", written_at=NOW - 30 * MINUTE)
    for at in range(1, 12):
        put_comment(desk, handle="Sama", written_at=NOW - at * MINUTE, group=first)
    assert found(desk) == []


def test_what_is_known_to_the_day_only_is_no_hour(desk: Desk) -> None:
    flood(desk, written_precision="day")
    assert found(desk) == []


def test_it_is_not_told_for_ever(desk: Desk, clock: Clock) -> None:
    flood(desk)
    clock.now += TOLD_FOR
    assert found(desk) == []


def test_it_is_not_told_once_nobody_waits(desk: Desk) -> None:
    first = flood(desk, state="answered")
    assert found(desk) == []
    put_comment(desk, handle="lagi", written_at=NOW, group=first)
    assert len(found(desk)) == 1


def test_no_issue_by_an_admins_word_for_all_desks_until_it_is_taken_back(opened: Opened, clock: Clock) -> None:
    rina, budi = opened("rina"), opened("budi")
    first = flood(rina)
    budi.store.poll()
    done(rising.dismiss(rina, first, "Air PDAM keruh"))
    budi.store.poll()
    assert found(rina) == found(budi) == []
    assert reason(rising.dismiss(budi, first)) == "dismissed_already"
    done(history.undo(rina))
    budi.store.poll()
    assert len(found(budi)) == 1
    done(rising.dismiss(rina, first))
    done(rising.heed(rina, first))
    assert reason(rising.heed(rina, first)) == "not_dismissed"
    assert len(found(rina)) == 1
    done(rising.dismiss(rina, first))
    clock.now += SPAN
    assert rising.dismissed(rina) == set()
    done(rising.dismiss(rina, first))


def test_all_there_is_of_a_group(desk: Desk) -> None:
    first = flood(desk)
    put_comment(desk, platform="x", handle="warga1", written_at=NOW - 5 * HOUR, group=first, state="answered")
    one = rising.issue(desk, first)
    assert one
    assert (one.since, one.authors, one.open, one.dismissed) == (NOW - 5 * HOUR, 7, 6, False)
    assert one.platforms == [("instagram", 6), ("x", 1)]
    assert one.kinds == [("complaint", 7)]
    assert one.hours[-1] == 6
    assert one.hours[-6] == 1
    assert sum(one.hours) == len(one.comments) == 7
    assert one.comments[-1] == 7
    assert one.rise


def test_a_group_that_does_not_rise_can_be_looked_at_too(desk: Desk) -> None:
    alone = put_comment(desk)
    one = rising.issue(desk, alone)
    assert one
    assert (one.comments, one.rise) == ([alone], None)
    assert rising.issue(desk, 999) is None


def test_personal_data_stay_out_of_the_label(desk: Desk) -> None:
    from domain.comments import Reading, Span

    text = "Data saya atas nama Siti Aminah bocor"
    start = text.index("Siti")
    reading = Reading(personal_data=(Span("address", start, start + len("Siti Aminah")),))
    first = put_comment(desk, text=text, reading=reading)
    one = rising.issue(desk, first)
    assert one
    assert "Aminah" not in one.label
