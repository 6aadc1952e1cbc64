"""An outline: the keys pass over titles, the chosen item stays chosen, an empty one says what it is for."""

from tests.widgets.conftest import Drawing
from widgets.bar import Part
from widgets.outline import Item, Outline, Title

ENTRIES: list[Title | Item] = [
    Title("Terlewat", "2"),
    Item(("posts", 1), "P1", "Pasar murah", (Part("09.00", "error"),)),
    Item(("posts", 2), "P2", "Siaran pers"),
    Title("Ditunda"),
    Title("Lainnya"),
    Item(("comments", 3), "K3", "Lampu mati", place="IG", cells=3),
]


def shown(drawn: Drawing, *, rows: int = 8) -> tuple[Outline, list[str]]:
    outline = Outline(names=5)
    strips = drawn(outline, (40, rows), lambda: outline.show(ENTRIES))
    return outline, [strip.text.rstrip() for strip in strips]


def test_rows_and_titles(drawn: Drawing) -> None:
    outline, rows = shown(drawn)
    assert rows[:3] == [
        " Terlewat                             2",
        "› P1    Pasar murah               09.00",
        "  P2    Siaran pers",
    ]
    assert outline.chosen == ENTRIES[1]


def test_a_place_has_a_column_of_its_own(drawn: Drawing) -> None:
    _outline, rows = shown(drawn)
    assert rows[5] == "  K3    IG  Lampu mati"


def test_the_keys_pass_over_titles(drawn: Drawing) -> None:
    outline, _rows = shown(drawn)
    outline.move(1)
    assert outline.chosen == ENTRIES[2]
    outline.move(1)
    assert outline.chosen == ENTRIES[5]
    outline.move(1)
    assert outline.chosen == ENTRIES[5]
    outline.move(-1)
    assert outline.chosen == ENTRIES[2]
    outline.choose(0)
    assert outline.chosen == ENTRIES[1]
    outline.choose(10_000)
    assert outline.chosen == ENTRIES[5]


def test_the_chosen_one_stays_chosen_wherever_it_is(drawn: Drawing) -> None:
    outline, _rows = shown(drawn)
    outline.choose(5)
    outline.show([Item(("posts", 9), "P9", "baru"), *ENTRIES])
    assert outline.chosen == ENTRIES[5]
    outline.show(ENTRIES[:3])
    assert outline.chosen == ENTRIES[2]
    outline.show([])
    assert outline.chosen is None


def test_with_the_first_item_its_title_is_seen(drawn: Drawing) -> None:
    outline, _rows = shown(drawn, rows=3)
    outline.choose(5)
    outline.choose(0)
    assert outline._top == 0


def test_an_empty_one_says_what_it_is_for(drawn: Drawing) -> None:
    outline = Outline()
    outline.empty = [("", "Tidak ada yang tertinggal."), ("", ""), ("p", "menyalin")]
    rows = [strip.text.strip() for strip in drawn(outline, (40, 5), lambda: outline.show([]))]
    assert rows == ["", "Tidak ada yang tertinggal.", "", "p   menyalin", ""]
