"""Lines that differ by weekday: read as people write them, refused with a reason, written as they are read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wording
from domain.week import EVERY_DAY, NotAWeek, Span, grouped, read_clock, read_count, read_spans, read_times, read_week
from wording import week

COUNTS = st.dictionaries(st.integers(0, 6), st.integers(0, 100))
TIMES = st.dictionaries(st.integers(0, 6), st.sets(st.integers(0, 1439), min_size=1, max_size=5))


@pytest.fixture(autouse=True)
def indonesian_again() -> object:
    yield
    wording.use("id")


@pytest.mark.parametrize(
    ("line", "groups"),
    [
        ("Sen–Jum 2, Sab 1, Min 0", [((0, 1, 2, 3, 4), 2), ((5,), 1), ((6,), 0)]),
        ("sen - jum 2; sabtu 1", [((0, 1, 2, 3, 4), 2), ((5,), 1)]),
        ("2", [(EVERY_DAY, 2)]),
        ("setiap hari 3", [(EVERY_DAY, 3)]),
        ("hari kerja 2, akhir pekan 1", [((0, 1, 2, 3, 4), 2), ((5, 6), 1)]),
        ("2, Ahad 0", [((0, 1, 2, 3, 4, 5), 2), ((6,), 0)]),
        ("Mon-Fri 2", [((0, 1, 2, 3, 4), 2)]),
        ("Sab-Sen 1", [((0, 5, 6), 1)]),
        ("Sen, Rab/Jum 2", [((0, 2, 4), 2)]),
        ("sen 1, sel 2, rab 1", [((0, 2), 1), ((1,), 2)]),
        ("", []),
        (" - ", []),
    ],
)
def test_targets_as_people_write_them(line: str, groups: list[tuple[tuple[int, ...], int]]) -> None:
    assert read_week(line, read_count) == groups


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Sen–Jum", "no_value"),
        ("Sen 2, Senin 3", "day_twice"),
        ("2, 3", "day_twice"),
        ("Sen–Jum 2, Rab 1", "day_twice"),
        ("hari 2", "bad_day"),
        ("Sen-Xyz 2", "bad_day"),
        ("Sen 101", "bad_count"),
        ("Sen -1", "bad_day"),
        ("Sen 2 3", "bad_count"),
        ("Sen ٣", "bad_count"),
    ],
)
def test_what_cannot_be_read_is_told(line: str, reason: str) -> None:
    with pytest.raises(NotAWeek) as refused:
        read_week(line, read_count)
    assert refused.value.reason == reason


def test_slots_by_clock_and_by_words() -> None:
    assert read_week("07.30 12:00 19.00", read_times) == [(EVERY_DAY, (450, 720, 1140))]
    assert read_week("pagi siang malam", read_times) == [(EVERY_DAY, (450, 720, 1140))]
    assert read_week("Sen–Jum pagi malam, Sab 9.00", read_times) == [((0, 1, 2, 3, 4), (450, 1140)), ((5,), (540,))]
    assert read_times("19.00 7.30 07.30") == (450, 1140)
    for wrong in ("25.00", "7", "07.60", "24.00", "٠٧.٣٠"):
        with pytest.raises(NotAWeek):
            read_times(wrong)


def test_working_hours_are_spans_in_order() -> None:
    assert read_spans("07.30-12.00 13.00-24.00") == (Span(450, 720), Span(780, 1440))
    for wrong in ("07.30", "12.00-07.30", "07.30-12.00 11.00-13.00", "07.30-", "12.00-12.00"):
        with pytest.raises(NotAWeek):
            read_spans(wrong)


@given(COUNTS, st.sampled_from(["id", "en"]))
def test_a_line_of_targets_reads_as_it_was_written(counts: dict[int, int], language: str) -> None:
    wording.use(language)
    groups = grouped(counts)
    assert read_week(week.counts(groups), read_count) == groups


@given(TIMES, st.sampled_from(["id", "en"]))
def test_a_line_of_slots_reads_as_it_was_written(times: dict[int, set[int]], language: str) -> None:
    wording.use(language)
    groups = grouped({day: tuple(sorted(one)) for day, one in times.items()})
    assert read_week(week.times(groups), read_times) == groups


@given(st.text(alphabet="senjumab–-,;/0129 .٣\x1b[", max_size=30) | st.text(max_size=30))
def test_any_line_is_read_or_refused(line: str) -> None:
    for read in (read_count, read_times, read_spans):
        try:
            groups = read_week(line, read)
        except NotAWeek:
            continue
        days = [day for weekdays, _ in groups for day in weekdays]
        assert len(days) == len(set(days))


@given(st.text(max_size=8))
def test_a_clock_is_within_the_day(text: str) -> None:
    with suppress(NotAWeek):
        assert 0 <= read_clock(text) <= 1440
