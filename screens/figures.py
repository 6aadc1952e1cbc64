"""The rows a figure rests on; and bars for figures."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from commands import State
from desk.rows import line_of, name_of
from domain.posts import Variant
from screens.browsing import OutlineScreen
from screens.work import start
from widgets import bar
from widgets.bar import Bar
from widgets.bars import bars
from widgets.outline import Item, Title
from wording import _, figures, n_, results

BAR = 10
MOST = 2_000
"""Rows that are listed."""
Key = tuple[str, int]
Found = TypeVar("Found")


def bar_of(share: float | None) -> str:
    """A bar of ten cells; nothing where there is no share."""
    if share is None:
        return ""
    full = round(BAR * min(1.0, max(0.0, share)))
    return "■" * full + "·" * (BAR - full)


def trend(values: Sequence[float | None]) -> tuple[str, str]:
    """Two rows of bars, one for each value; a day without one is blank.

    The bars stand on the ten below the lowest value: scores of one office differ by little.
    """
    told = [value for value in values if value is not None]
    ground = min(90, 10 * int(min(told, default=0.0) // 10))
    heights = [0 if value is None else max(1, round(value - ground)) for value in values]
    upper, lower = bars([*heights, 100 - ground])
    seen = [value is not None for value in values]
    rows = (
        "".join(mark if is_seen else " " for mark, is_seen in zip(row, seen, strict=False)) for row in (upper, lower)
    )
    return next(rows), next(rows)


def look(screen: OutlineScreen, work: Callable[[], Found], show: Callable[[Found], None], group: str) -> None:
    """Do the work off the loop and show what it found; a failure is told, and the place still takes keys."""

    async def run() -> None:
        try:
            found = await screen.session.in_background(work)
        except Exception as error:
            screen.session.note_trouble(error)
            screen.say(results.trouble(error), "!", "error")
        else:
            show(found)
        screen.ready()

    start(screen, run, group, exclusive=True)


class FigureScreen(OutlineScreen):
    """What stands behind a figure.

    Args:
        title: what the figure is called.
        keys: table and id of each row.
        good: of rows that were well and rows that were not, which; None: there is no such difference.
    """

    NAMES = 9

    def __init__(self, title: str, keys: Sequence[Key], good: dict[Key, bool] | None = None) -> None:
        super().__init__()
        self._title = title
        self._keys = keys
        self._good = good or {}

    def on_mount(self) -> None:
        """Read them."""
        self.place_frame()
        self.show_path(self._title)
        self.body.empty = [("", _("No row stands behind this figure."))]
        self.hold()
        self._read()

    def _read(self) -> None:
        desk = self.session.desk

        def work() -> list[tuple[Key, str, str]]:
            return [(key, name_of(desk, *key), line_of(desk, *key)) for key in self._keys[:MOST]]

        look(self, work, self._show, "rows")

    def _show(self, found: list[tuple[Key, str, str]]) -> None:
        total = len(self._keys)
        told = n_("{n} row", "{n} rows", total).format(n=figures.number(total))
        more = _("the first {n} are listed").format(n=figures.number(MOST)) if total > MOST else ""
        parts = [bar.Part(f" {told}", "foreground")]
        if self._good:
            well = sum(self._good.values())
            parts.append(bar.Part("   " + _("{n} well, {m} not").format(n=well, m=total - well), "muted"))
        self.query_one("#stand", Bar).show(parts, [bar.Part(f"{more} ", "warning")])
        entries: list[Title | Item] = []
        for key, name, text in found:
            good = self._good.get(key)
            right = () if good is None else (bar.Part("● " if good else "! ", "success" if good else "warning"),)
            entries.append(Item(key, name, text or _("(not there any more)"), right))
        self.body.show(entries)
        self.show_footer()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="figure", chosen=self.body.chosen is not None)

    def changed(self, changes: dict[str, set[int]]) -> None:
        """A row of it may read differently."""
        if any(changes.get(table) for table in {table for table, _id in self._keys}):
            self._read()

    def verb_open(self) -> None:
        """To the place of the row."""
        if one := self.body.chosen:
            table, id = one.key
            if table == "variants":
                variant = self.session.desk.store.repo("variants", Variant).get(id)
                table, id = "posts", variant.post if variant else 0
            self.open_record(table, id)
