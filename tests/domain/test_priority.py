"""The parts of a priority make the priority."""

from hypothesis import given
from hypothesis import strategies as st

from domain.comments import KINDS, SENTIMENTS, CommentRow, priorities, priority
from domain.times import DAY

rows = st.builds(
    CommentRow,
    written_at=st.integers(0, 40 * DAY),
    reply_due=st.none() | st.integers(0, 40 * DAY),
    likes=st.none() | st.integers(-3, 5_000),
    answers=st.integers(0, 30),
    programme=st.integers(0, 2),
    kind=st.sampled_from(KINDS),
    sentiment=st.sampled_from([*SENTIMENTS, "unsure"]),
)


@given(rows, st.integers(0, 40 * DAY))
def test_the_parts_of_an_open_comment_add_up(row: CommentRow, now: int) -> None:
    assert abs(sum(priority(row, now)) - priorities([row], now)[0]) < 1e-6
