"""The last door before the terminal: nothing harmful passes it, and no code is said twice.

Textual writes each piece of a row with all its codes and a reset behind it. A row of the desk is on one ground and
changes its ink a few times: said as changes it takes two thirds of the bytes, and over a slow line bytes are time.
"""

import re
from functools import lru_cache

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual.strip import Strip

from widgets.text import ascii_cells

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_PLAIN = Style.null()
_RESET = "\x1b[m"
_Codes = tuple[frozenset[str], str, str]
"""Attributes, ink and ground, as a terminal is told them; empty: its own."""
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29", "21": "24"}
"""What takes an attribute back: ECMA-48, 8.3.117."""


def install_belt(*, ascii: bool = False, colours: bool = True) -> None:
    """From now on no control character, lone surrogate or link of any cell's text reaches the terminal, clean or not.

    Nor does, without `colours`, any colour, and with `ascii` anything else: what Textual itself draws (borders, what is
    typed into a field) passes here, too. `Strip.render` and its cache are private to Textual: its version is pinned.
    """

    def render(self: Strip, console: Console) -> str:
        if self._render_cache is None:
            system = console._color_system or ColorSystem.TRUECOLOR
            written: list[str] = []
            before = _PLAIN
            for text, given, _control in self:
                if text:
                    style = given or _PLAIN
                    written += _turn(before, style if colours else style.without_color, system), harmless(text)
                    before = style if colours else style.without_color
            written.append(_turn(before, _PLAIN, system))
            self._render_cache = "".join(written)
        return self._render_cache

    def harmless(text: str) -> str:
        if not text.isprintable():
            text = _CONTROLS.sub("\ufffd", text)
        return ascii_cells(text) if ascii else text

    Strip.render = render  # type: ignore[method-assign]


@lru_cache(maxsize=4096)
def _turn(before: Style, after: Style, system: ColorSystem) -> str:
    """What makes a terminal that writes in one style write in another."""
    was, is_ = _codes(before, system), _codes(after, system)
    if was == is_:
        return ""
    if is_ == _codes(_PLAIN, system):
        return _RESET
    off = {_OFF.get(one, "0") for one in was[0] - is_[0]}
    if "0" in off or off.intersection(map(_OFF.get, is_[0])):  # What stays would be taken back, too.
        off, was = {"0"}, _codes(_PLAIN, system)
    turned = [*sorted(off), *sorted(is_[0] - was[0])]
    turned += [new or own for old, new, own in zip(was[1:], is_[1:], ("39", "49"), strict=True) if new != old]
    return f"\x1b[{';'.join(turned)}m"


def _codes(style: Style, system: ColorSystem) -> _Codes:
    attributes = frozenset(filter(None, Strip.render_ansi(style.without_color, system).split(";")))
    ink, ground = (
        ";".join(colour.downgrade(system).get_ansi_codes(foreground)) if colour and not colour.is_default else ""
        for colour, foreground in ((style.color, True), (style.bgcolor, False))
    )
    return attributes, ink, ground
