"""Where everything stands at a size of the terminal. Pure arithmetic."""

from typing import NamedTuple

from textual.geometry import Region

SMALLEST = (60, 15)
"""Columns and rows below which the desk only says what it needs."""

NOWHERE = Region(0, 0, 0, 0)


class Places(NamedTuple):
    """A region for each part of the workspace; an empty one is not shown."""

    header: Region
    day: Region
    tabs: Region
    queue_title: Region
    queue: Region
    topics_title: Region
    topics: Region
    wall: Region
    inbox_title: Region
    inbox: Region
    side_wall: Region
    detail_title: Region
    detail: Region
    footer: Region


def too_small(columns: int, rows: int) -> bool:
    """Whether there is no room for a desk."""
    return columns < SMALLEST[0] or rows < SMALLEST[1]


def wide(columns: int) -> bool:
    """All three panes at once."""
    return columns >= 110


def arrange(columns: int, rows: int, active: str) -> Places:
    """The regions at that size; below 110 columns only the active pane ("queue", "inbox" or "topics") is shown."""
    header, day = Region(0, 0, columns, 1), Region(0, 1, columns, 1)
    footer = Region(0, rows - 1, columns, 1)
    if not wide(columns):
        return _narrow(columns, rows, active, header, day, footer)
    left = 36 if 160 <= columns < 180 else 40 if columns >= 180 else 37
    side = 0 if columns < 160 else 44 if columns < 180 else 54
    body = rows - 3
    topic_rows = max(5, body * 15 // 33)
    queue_rows = body - topic_rows
    x, middle = left, columns - left - 1 - (side + 1 if side else 0)
    detail_rows = 0 if side else min(12, max(6, body // 3))
    list_rows = body - 1 - detail_rows
    detail_x, detail_y = (columns - side, 2) if side else (x + 1, 2 + 1 + list_rows)
    detail_width = side or middle
    detail_height = body if side else detail_rows
    return Places(
        header=header,
        day=day,
        tabs=NOWHERE,
        queue_title=Region(0, 2, left, 1),
        queue=Region(0, 3, left, queue_rows - 1),
        topics_title=Region(0, 2 + queue_rows, left, 1),
        topics=Region(0, 3 + queue_rows, left, topic_rows - 1),
        wall=Region(x, 2, 1, body),
        inbox_title=Region(x + 1, 2, middle, 1),
        inbox=Region(x + 1, 3, middle, list_rows),
        side_wall=Region(columns - side - 1, 2, 1, body) if side else NOWHERE,
        detail_title=Region(detail_x, detail_y, detail_width, 1),
        detail=Region(detail_x, detail_y + 1, detail_width, detail_height - 1),
        footer=footer,
    )


def _narrow(columns: int, rows: int, active: str, header: Region, day: Region, footer: Region) -> Places:
    body = rows - 4
    detail_rows = 0 if rows < 20 else min(8, body // 2)
    pane = Region(0, 3, columns, body - detail_rows)
    below = 3 + body - detail_rows
    return Places(
        header=header,
        day=day,
        tabs=Region(0, 2, columns, 1),
        queue_title=NOWHERE,
        queue=pane if active == "queue" else NOWHERE,
        topics_title=NOWHERE,
        topics=pane if active == "topics" else NOWHERE,
        wall=NOWHERE,
        inbox_title=NOWHERE,
        inbox=pane if active not in ("queue", "topics") else NOWHERE,
        side_wall=NOWHERE,
        detail_title=Region(0, below, columns, 1) if detail_rows else NOWHERE,
        detail=Region(0, below + 1, columns, detail_rows - 1) if detail_rows else NOWHERE,
        footer=footer,
    )
