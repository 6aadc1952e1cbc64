"""A list of rows of several sorts under headings; only rows that can be opened are chosen."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from widgets.bar import Part
from widgets.rows import Rows
from widgets.text import width

NAME = 9
"""Cells of the column of names."""


class Title(NamedTuple):
    """A heading; it is never chosen."""

    text: str
    right: str = ""
    ink: str = "foreground"


class Item(NamedTuple):
    """A row: a short name, what there is to say, and at the right end what matters most of it."""

    key: tuple[str, int]
    """What the place knows it by."""
    name: str
    text: str
    right: tuple[Part, ...] = ()
    ink: str = "foreground"
    name_ink: str = "accent"
    place: str = ""
    """Before the text, in a column of so many `cells`."""
    cells: int = 0


class Outline(Rows):
    """Titles and items, one row each.

    Attributes:
        names: cells of the column of names.
    """

    def __init__(self, *, names: int = NAME, id: str | None = None) -> None:
        super().__init__(id=id)
        self.names = names
        self.active = True
        self._entries: Sequence[Title | Item] = ()

    def show(self, entries: Sequence[Title | Item], *, chosen: tuple[str, int] | None = None) -> None:
        """List these; the chosen item, or the one of that key, is chosen where it is still there."""
        before = chosen or (self.chosen.key if self.chosen else None)
        same = entries == self._entries and chosen is None
        self._entries = entries
        if same:
            return
        keys = [one.key if isinstance(one, Item) else None for one in entries]
        wanted = keys.index(before) if before in keys else max(0, min(self.cursor, len(entries) - 1))
        at = self._item_at(wanted, 1)
        first = not any(isinstance(one, Item) for one in entries[:at])
        self.reset(at, at if first else None)  # With the first item its title is seen.

    def count(self) -> int:
        """How many rows there are, titles among them."""
        return len(self._entries)

    @property
    def chosen(self) -> Item | None:
        """The chosen item."""
        found = self._entries[self.cursor] if self.cursor < len(self._entries) else None
        return found if isinstance(found, Item) else None

    def choose(self, index: int) -> None:
        """Choose an item; over titles the list goes on the way it went."""
        index = max(0, min(index, self.count() - 1))
        super().choose(self._item_at(index, 1 if index >= self.cursor else -1))
        if index <= 1 and self._top and self.cursor - self._top < 2:
            self.reset(self.cursor, self.cursor)  # The title above the first item comes into sight with it.

    def choose_key(self, key: tuple[str, int]) -> None:
        """Choose the item of that key, if it is listed."""
        at = next((at for at, one in enumerate(self._entries) if isinstance(one, Item) and one.key == key), None)
        if at is not None:
            self.choose(at)

    def choose_text(self, text: str) -> bool:
        """Choose the next item with these words; whether there is one."""
        words = text.casefold().split()
        order = [*range(self.cursor + 1, self.count()), *range(min(self.cursor + 1, self.count()))]
        for at in order:
            one = self._entries[at]
            if words and isinstance(one, Item) and all(word in one.text.casefold() for word in words):
                self.choose(at)
                return True
        return False

    def _item_at(self, index: int, way: int) -> int:
        """The item there, else the next one that way, else the next one the other way."""
        onwards = range(index, self.count() if way > 0 else -1, way)
        back = range(index, -1 if way > 0 else self.count(), -way) if self.count() else ()
        return next((at for at in (*onwards, *back) if isinstance(self._entries[at], Item)), index)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """A title on the panel's ground, or mark, name, text, right end."""
        one = self._entries[index]
        if isinstance(one, Title):
            line = self.line("panel").gap(1).put(one.text, one.ink, bold=True)
            return line.field(one.right, line.left - 1, "muted", right=True).strip()
        loud = chosen and self.active
        line = self.line("cursor" if loud else "cursor-blur" if chosen else "background")
        line.put(f"{self.signs.chosen if chosen else ' '} ", "bright", bold=loud)
        line.field(one.name, self.names, "bright" if loud else one.name_ink, bold=loud)
        line.gap(1, "bright" if loud else one.ink, bold=loud)
        right = sum(width(part.text) for part in one.right)
        if one.cells:
            line.field(one.place, one.cells, "bright" if loud else "muted", bold=loud)
            line.gap(1, "bright" if loud else one.ink, bold=loud)
        line.field(one.text, max(0, line.left - right - 2), "bright" if loud else one.ink, bold=loud)
        line.gap(1, "bright" if loud else one.ink, bold=loud)
        for piece in one.right:
            urgent = piece.fg in ("error", "warning")
            line.put(piece.text, "bright" if loud and not urgent else piece.fg, bold=loud or piece.bold)
        return line.strip()

    def below(self, y: int) -> Strip:
        """In an empty list: what it says."""
        return self.line().strip() if self._entries else self.empty_line(y)
