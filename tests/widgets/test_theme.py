"""Colours that can be read, and the terminal's own where there are few or none."""

from itertools import product

import pytest
from rich.color import Color, ColorType

from domain.preferences import CHOICES, NO_COLOUR
from widgets.theme import ANSI_COLOURS, ASCII_SIGNS, COLOURS, DEFAULT_THEME, THEMES, UNICODE_SIGNS, ink

INKS = ("foreground", "bright", "muted", "accent", "error", "warning", "success")
GROUNDS = ("background", "panel", "dialog", "cursor", "cursor-blur")
LEAST = 4.7


def luminance(colour: Color) -> float:
    """Relative luminance, WCAG 2.2."""
    assert colour.triplet
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.triplet.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme: str, fg: str, on: str) -> float:
    style = ink(theme, fg, on)
    assert style.color
    assert style.bgcolor
    dark, light = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", COLOURS)
def test_every_ink_can_be_read_on_every_ground(theme: str) -> None:
    too_faint = {(fg, on): contrast(theme, fg, on) for fg, on in product(INKS, GROUNDS)}
    assert {pair: found for pair, found in too_faint.items() if found < LEAST} == {}


def test_every_choice_of_a_theme_is_one() -> None:
    assert {theme.name for theme in THEMES} == {*CHOICES["theme"], NO_COLOUR}
    assert ink("unheard-of", "muted", "panel") == ink(DEFAULT_THEME, "muted", "panel")


@pytest.mark.parametrize("theme", ANSI_COLOURS)
@pytest.mark.parametrize("on", GROUNDS)
@pytest.mark.parametrize("fg", INKS)
def test_few_colours_are_the_terminals_own(theme: str, on: str, fg: str) -> None:
    style = ink(theme, fg, on)
    assert style.color
    assert style.bgcolor
    assert style.bgcolor.type is ColorType.DEFAULT
    assert style.color.type in (ColorType.DEFAULT, ColorType.STANDARD)
    assert not style.dim


@pytest.mark.parametrize("theme", ANSI_COLOURS)
def test_what_is_chosen_is_reversed_and_titles_are_underlined(theme: str) -> None:
    chosen, title, plain = (ink(theme, "accent", on) for on in ("cursor", "panel", "background"))
    assert (chosen.reverse, title.reverse, plain.reverse) == (True, None, None)
    assert (chosen.underline, title.underline, plain.underline) == (None, True, None)
    assert chosen.color
    assert chosen.color.type is ColorType.DEFAULT


@pytest.mark.parametrize(
    ("theme", "accent", "warning"),
    [("ansi", "cyan", "yellow"), ("ansi-siang", "blue", "magenta"), (NO_COLOUR, "default", "default")],
)
def test_the_colours_that_are_used_suit_the_ground(theme: str, accent: str, warning: str) -> None:
    assert ink(theme, "accent", "background").color == Color.parse(accent)
    assert ink(theme, "warning", "background").color == Color.parse(warning)
    assert ink(theme, "muted", "background").color == Color.parse("default")


def test_without_colours_what_is_overdue_is_bold() -> None:
    assert ink(NO_COLOUR, "error", "background").bold
    assert not ink(NO_COLOUR, "warning", "background").bold


def test_the_signs_have_their_ascii_kin() -> None:
    for group in ("sentiment", "moment", "direction"):
        ours, theirs = getattr(UNICODE_SIGNS, group), getattr(ASCII_SIGNS, group)
        assert ours.keys() == theirs.keys()
        assert all(len(sign) == 1 and sign.isascii() for sign in theirs.values())
        shown = [sign for code, sign in theirs.items() if ours[code] != "·"]
        assert len({*shown}) == len({sign for sign in ours.values() if sign != "·"})
