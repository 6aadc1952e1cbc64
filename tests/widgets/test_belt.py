"""The belt: what it lets through is harmless, looks as it was meant, and takes few bytes."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from domain.text import clean
from widgets.belt import install_belt
from widgets.text import width

CORPUS = [
    json.loads(line)["text"]
    for line in Path(__file__, "../../hostile-text.jsonl").resolve().read_text("utf-8").splitlines()
]
TRUE, TRUE_COLOUR = Console(color_system="truecolor"), ColorSystem.TRUECOLOR
COLOURS = st.sampled_from([None, "default", "red", "#a0b0c0", "#101010"])
FLAGS = st.sampled_from([None, True, False])
STYLES = st.none() | st.builds(
    Style,
    color=COLOURS,
    bgcolor=COLOURS,
    bold=FLAGS,
    dim=FLAGS,
    italic=FLAGS,
    underline=FLAGS,
    reverse=FLAGS,
    strike=FLAGS,
)


def shown(written: str) -> list[pyte.screens.Char]:
    """The cells of a terminal after that."""
    screen = pyte.Screen(30, 1)
    pyte.Stream(screen).feed(written)
    return [screen.buffer[0][x] for x in range(30)]


@pytest.fixture
def belt() -> Iterator[None]:
    render = Strip.__dict__["render"]
    install_belt()
    yield
    Strip.render = render  # type: ignore[method-assign]


@pytest.mark.usefixtures("belt")
class TestBelt:
    @pytest.mark.parametrize("style", [None, Style(), Style(color="red", bold=True)], ids=["none", "plain", "red"])
    @pytest.mark.parametrize("text", CORPUS, ids=lambda text: ascii(text[:20]))
    def test_no_control_character_leaves_even_uncleaned(self, text: str, style: Style | None) -> None:
        written = Strip([Segment(text, style)]).render(TRUE)
        theirs = written.removeprefix("\x1b[1;31m").removesuffix("\x1b[m")
        assert not [char for char in theirs if unicodedata.category(char) in ("Cc", "Cs")]
        written.encode()

    def test_links_are_not_written(self) -> None:
        style = Style(link="https://contoh.example/")
        assert Strip([Segment("kominfo.go.id", style)]).render(Console()) == "kominfo.go.id"

    def test_ordinary_text_is_written_as_before(self) -> None:
        text = "Kak, “perpanjang” KTP 👩\u200d🚒 ❤\ufe0f\xa0…"
        assert Strip([Segment(text), Segment(" "), Segment(text, Style())]).render(Console()) == f"{text} {text}"

    def test_only_what_changes_is_said(self) -> None:
        ground = Style(bgcolor="#101010")
        row = [(" ", ground), ("a", ground + Style(color="#a0b0c0")), ("b", ground + Style(color="#a0b0c0", bold=True))]
        written = Strip([Segment(*piece) for piece in [*row, ("c", ground)]]).render(TRUE)
        assert written == "\x1b[48;2;16;16;16m \x1b[38;2;160;176;192ma\x1b[1mb\x1b[22;39mc\x1b[m"

    @given(st.lists(st.tuples(st.text("ab ", max_size=3), STYLES), max_size=8))
    def test_a_terminal_shows_what_textual_would_have_written(self, row: list[tuple[str, Style | None]]) -> None:
        segments = [Segment(text, style) for text, style in row]
        plainly = "".join(Strip.render_style(style or Style(), text, TRUE_COLOUR) for text, style, _control in segments)
        assert shown(Strip(segments).render(TRUE) + "z") == shown(plainly + "z")


@pytest.fixture
def narrow_belt() -> Iterator[None]:
    """The belt of a terminal without colours that knows ASCII only."""
    render = Strip.__dict__["render"]
    install_belt(ascii=True, colours=False)
    yield
    Strip.render = render  # type: ignore[method-assign]


@pytest.mark.usefixtures("narrow_belt")
class TestNarrowBelt:
    @pytest.mark.parametrize("text", CORPUS, ids=lambda text: ascii(text[:20]))
    def test_nothing_but_ascii_leaves_and_every_column_stays(self, text: str) -> None:
        text = clean(text)
        written = Strip([Segment(text)]).render(Console(color_system="truecolor"))
        assert written.isascii()
        assert len(written) == width(text)

    def test_borders_and_signs_have_their_kin(self) -> None:
        written = Strip([Segment("┌─▌› ● ▲ … ■┐")]).render(Console())
        assert written == "+-|> * ^ . #+"

    def test_colours_go_and_the_rest_of_a_style_stays(self) -> None:
        style = Style(color="red", bgcolor="#101010", bold=True, underline=True)
        assert Strip([Segment("tebal", style)]).render(TRUE) == "\x1b[1;4mtebal\x1b[m"
