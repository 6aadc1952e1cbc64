"""The rules about comments: who waits, until when, and who comes first."""

from math import isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.comments import (
    KINDS,
    OPEN_STATES,
    OPTIONAL_REPLY,
    WEIGHT,
    CommentRow,
    CommentState,
    Kind,
    Span,
    is_open,
    masked,
    overdue,
    priorities,
    waited,
    waits,
)
from domain.deadlines import FIRST_REPLY
from domain.times import HOUR, MINUTE, parse_iso

NOW = parse_iso("2026-11-23T09:42:00+07:00")
HANDLED: tuple[CommentState, ...] = ("answered", "referred", "no_reply", "done")


def row(kind: Kind = "complaint", ago: int = 0, **fields: object) -> CommentRow:
    """A comment written that long before NOW to an office that works day and night."""
    written = NOW - ago
    due = written + FIRST_REPLY[kind].clock + FIRST_REPLY[kind].work
    return CommentRow(**{"kind": kind, "written_at": written, "reply_due": due, **fields})  # type: ignore[arg-type]


# Deadlines


def test_every_kind_has_a_deadline_and_a_weight() -> None:
    assert set(FIRST_REPLY) == set(WEIGHT) == set(KINDS)


@pytest.mark.parametrize(("ago", "late"), [(2 * HOUR - 1, False), (2 * HOUR, False), (2 * HOUR + 1, True)])
def test_a_comment_is_overdue_after_its_deadline_and_not_at_it(ago: int, late: bool) -> None:
    assert overdue(row(ago=ago), NOW) is late


def test_nobody_waits_where_a_reply_is_optional() -> None:
    for kind in KINDS:
        assert waits(row(kind), NOW) is (kind not in OPTIONAL_REPLY)
        assert overdue(row(kind, ago=48 * HOUR), NOW) is (kind not in OPTIONAL_REPLY)


@pytest.mark.parametrize("state", HANDLED)
def test_what_was_handled_neither_waits_nor_is_late(state: CommentState) -> None:
    late = row(ago=48 * HOUR, state=state)
    assert (is_open(late, NOW), waits(late, NOW), overdue(late, NOW)) == (False, False, False)


def test_putting_aside_hides_a_comment_and_never_stops_its_clock() -> None:
    aside = row(ago=3 * HOUR, snoozed_until=NOW + 1)
    assert not is_open(aside, NOW)
    assert waits(aside, NOW)
    assert overdue(aside, NOW)
    assert is_open(aside, NOW + 1)


def test_a_comment_without_a_deadline_is_never_late() -> None:
    assert not overdue(row(ago=48 * HOUR, reply_due=None), NOW)


# Priority


@pytest.mark.parametrize(
    ("comment", "points"),
    [
        (row("emergency"), 250),
        (row("emergency", ago=15 * MINUTE), 450),  # 250 · (1 + 0.8 · 1)
        (row("emergency", ago=24 * HOUR), 550),  # 250 · (1 + 0.8 · 1.5)
        (row("personal_data", ago=15 * MINUTE), 112),  # 80 · (1 + 0.8 · 0.5)
        (row("hoax", ago=90 * MINUTE), 154),  # 70 · (1 + 0.8 · 1.5)
        (row("complaint", ago=HOUR), 70),  # 50 · (1 + 0.8 · 0.5)
        (row("complaint", likes=3), 60),  # 50 + 5 · log2 4
        (row("complaint", likes=15), 70),  # 50 + 5 · log2 16
        (row("complaint", likes=100_000), 70),  # never more than 20 for likes
        (row("question", sentiment="negative"), 50),  # 40 + 10
        (row("question", sentiment="unsure"), 40),
        (row("suggestion", ago=4 * HOUR, likes=1, sentiment="negative"), 43),  # 20 · 1.4 + 5 + 10
        (row("abuse"), 15),
        (row("provocation", sentiment="negative"), 25),
        (row("praise", ago=16 * HOUR), 9),  # 5 · 1.8
        (row("other", ago=-HOUR), 5),  # a clock ahead of ours
        (row("praise", ago=16 * HOUR, state="done"), 9 - 10_000),
    ],
)
def test_points_reckoned_by_hand(comment: CommentRow, points: float) -> None:
    assert priorities([comment], NOW) == pytest.approx([points])


rows = st.builds(
    CommentRow,
    written_at=st.integers(NOW - 400 * 24 * HOUR, NOW + HOUR),
    likes=st.none() | st.integers(-1, 40) | st.integers(0, 10**9),
    kind=st.sampled_from(KINDS),
    sentiment=st.sampled_from(("positive", "neutral", "negative", "unsure")),
    state=st.sampled_from((*OPEN_STATES, *HANDLED)),
    reply_due=st.none() | st.integers(NOW - 400 * 24 * HOUR, NOW + 24 * HOUR),
)


def plain(one: CommentRow) -> float:
    """The formula as it is written down, without a thought for speed."""
    late = 0.0
    if one.reply_due is not None and one.written_at < NOW:
        span = one.reply_due - one.written_at
        late = min(1.5, (NOW - one.written_at) / span) if span > 0 else 1.5
    stir = min(20, 5 * log2(1 + max(0, one.likes or 0)))
    return WEIGHT[one.kind] * (1 + 0.8 * late) + stir + 10 * (one.sentiment == "negative")


@given(st.lists(rows, max_size=20))
def test_the_quick_way_gives_what_the_formula_says(several: list[CommentRow]) -> None:
    for one, points in zip(several, priorities(several, NOW), strict=True):
        handled = 0 if one.state in OPEN_STATES else 10_000
        assert isclose(points, plain(one) - handled, abs_tol=1e-6)


@given(rows, rows)
def test_what_is_open_stands_above_all_that_was_handled(one: CommentRow, other: CommentRow) -> None:
    one.state, other.state = "new", "done"
    opened, handled = priorities([one, other], NOW)
    assert opened > handled


@given(rows, rows)
def test_an_emergency_is_always_first_and_late_praise_never_above_a_complaint(
    one: CommentRow, other: CommentRow
) -> None:
    one.state = other.state = "new"
    one.kind = "emergency"
    if other.kind != "emergency":
        other.likes = None
        assert priorities([one], NOW) > priorities([other], NOW)
    late_praise = row("praise", ago=400 * 24 * HOUR, likes=10**6)
    assert priorities([row("complaint")], NOW) > priorities([late_praise], NOW)


def test_time_counts_from_writing_to_the_promise_whatever_the_office_does_in_between() -> None:
    friday_evening, monday = NOW - 65 * HOUR, NOW - 12 * MINUTE
    one = CommentRow(kind="complaint", written_at=friday_evening, reply_due=monday)
    assert priorities([one], monday) == pytest.approx([50 * 1.8])
    assert waited(one, (friday_evening + monday) // 2) == pytest.approx(0.5)
    assert [waited(one, at) for at in (friday_evening - HOUR, monday + 900 * HOUR)] == [0.0, 1.5]


# Personal data


def test_the_middle_of_personal_data_is_hidden() -> None:
    text = "NIK saya 3599010101900000, tolong"
    assert masked(text, (Span("nik", 9, 25),)) == "NIK saya 3599••••••••0000, tolong"
    assert masked(text, ()) == text


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_masking_keeps_the_length_and_all_that_is_outside(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = tuple(Span("phone", min(a, b, len(text)), min(max(a, b), len(text))) for a, b in pairs)
    hidden = masked(text, spans)
    assert len(hidden) == len(text)
    inside = {index for span in spans for index in range(span.start, span.end)}
    assert all(hidden[index] == char for index, char in enumerate(text) if index not in inside)
    assert all("•" in hidden[span.start : span.end] for span in spans if span.end > span.start)
