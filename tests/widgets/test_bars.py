"""Bars of two rows."""

from hypothesis import given
from hypothesis import strategies as st

from widgets.bars import bars


def test_four_steps_and_nothing() -> None:
    assert bars([0, 1, 2, 3, 4]) == ("   ▄█", "·▄███")
    assert bars([]) == ("", "")
    assert bars([0, 0]) == ("  ", "··")
    assert bars([1, 1_000]) == (" █", "▄█")


@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_as_wide_as_there_are_counts(counts: list[int]) -> None:
    upper, lower = bars(counts)
    assert len(upper) == len(lower) == len(counts)
    assert [sign == "·" for sign in lower] == [count == 0 for count in counts]
