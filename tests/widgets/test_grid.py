"""Where everything stands at a size of the terminal: nothing overlaps, nothing sticks out, no cell is left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region

from widgets.grid import SMALLEST, Places, arrange, too_small

sizes = st.tuples(st.integers(SMALLEST[0], 320), st.integers(SMALLEST[1], 120))


def shown(places: Places) -> dict[str, Region]:
    return {name: region for name, region in places._asdict().items() if region.area}


@given(sizes, st.sampled_from(("queue", "inbox", "topics", "detail")))
def test_the_parts_fill_the_terminal_without_overlapping(size: tuple[int, int], active: str) -> None:
    parts = list(shown(arrange(*size, active)).values())
    screen = Region(0, 0, *size)
    assert all(screen.contains_region(part) for part in parts)
    assert sum(part.area for part in parts) == screen.area
    assert not any(one.overlaps(other) for at, one in enumerate(parts) for other in parts[at + 1 :])


@pytest.mark.parametrize(
    ("columns", "left", "side"),
    [(110, 37, 0), (159, 37, 0), (160, 36, 44), (179, 36, 44), (180, 40, 54), (200, 40, 54)],
)
def test_columns(columns: int, left: int, side: int) -> None:
    places = arrange(columns, 36, "inbox")
    assert places.queue.width == places.topics.width == left
    assert (places.detail.width if places.side_wall.area else 0) == side
    if 160 <= columns < 180:
        assert places.inbox.width >= 78
    assert places.tabs.area == 0


@pytest.mark.parametrize("active", ["queue", "inbox", "topics"])
def test_a_narrow_terminal_shows_one_pane_with_tabs(active: str) -> None:
    places = shown(arrange(80, 24, active))
    assert {"queue", "inbox", "topics"} & places.keys() == {active}
    assert places["tabs"] == Region(0, 2, 80, 1)
    assert places["detail"].height == 7


@pytest.mark.parametrize(("rows", "detail"), [(19, False), (20, True)])
def test_under_twenty_rows_the_list_has_all_the_room(rows: int, detail: bool) -> None:
    assert ("detail" in shown(arrange(80, rows, "inbox"))) is detail


def test_what_is_too_small() -> None:
    assert [too_small(*size) for size in ((60, 15), (59, 15), (60, 14))] == [False, True, True]
