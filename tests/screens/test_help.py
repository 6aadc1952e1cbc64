"""Help: every verb that works here, on one page, in the signs that are drawn."""

from collections.abc import Iterator
from typing import get_args

import pytest

from commands import PREFIXES, Place, State, offered, use_keys
from domain.preferences import Preferences
from screens.foot import key_name
from screens.help import help_blocks
from tests.screens.conftest import Sit
from tests.screens.sitting import run
from widgets.page import Both
from widgets.theme import ASCII_SIGNS, UNICODE_SIGNS

CELLS = 72
"""What a panel has at 80 columns."""


@pytest.fixture(autouse=True)
def _own_keys_again() -> Iterator[None]:
    yield
    use_keys({})


def rows(state: State) -> list[str]:
    blocks = help_blocks(state, CELLS, UNICODE_SIGNS)
    return ["".join(part.text for part in block.left) for block in blocks if isinstance(block, Both)]


STATES = [
    State(place=place, chosen=True, comment_state=state, can_undo=True, has_variant=True)
    for place in get_args(Place)
    for state in ("new", "in_progress", "answered")
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: f"{state.place}-{state.comment_state}")
def test_help_is_whole_at_80_columns_and_24_rows(state: State) -> None:
    shown = rows(state)
    assert len(shown) + 1 <= 24 - 2 - 3, "rows of the screen, less the panel's margin, border and title"
    assert max(map(len, shown)) <= CELLS
    words = " ".join(shown).split()
    for verb in offered(state):
        if verb.keys:
            first = verb.keys[0].split()[0]
            told = first if first in PREFIXES else key_name(verb.keys[0]).split()[-1]
            assert told in words, verb.id


@run
async def test_three_columns_and_the_signs(demo_desk: Sit) -> None:
    async with demo_desk(size=(80, 24)) as me:
        await me.press("?")
        titles = next(row for row in me.panel.splitlines() if "Panel ini" in row)
        assert titles.index("Panel ini") < titles.index("Daftar") < titles.index("Tempat")
        for told in ("balas", "+ 0 -", "c …", "j k", "1 2 3 4", "g … ", "? perlu ditinjau", "● tayang", "▲ naik"):
            assert told in me.panel
        await me.press("?")
        assert me.panel == ""


@run
async def test_help_shows_the_keys_an_admin_has(demo_desk: Sit) -> None:
    use_keys({"comment.reply": "B"})
    async with demo_desk() as me:
        await me.press("?")
        assert any(row.split()[1:3] == ["B", "balas"] for row in me.panel.splitlines())


@run
async def test_help_in_ascii(demo_desk: Sit) -> None:
    async with demo_desk(size=(80, 24), preferences=Preferences(ascii=True)) as me:
        await me.press("?")
        assert me.panel.isascii()
        assert f"{ASCII_SIGNS.moment['published']} tayang" in me.panel
