"""Colours and signs: the themes, the ink widgets draw with, and the signs of every meaning."""

from functools import lru_cache
from typing import NamedTuple

from rich.color import Color
from rich.style import Style
from textual.theme import Theme

from domain.preferences import NO_COLOUR


def _theme(name: str, dark: bool, colours: dict[str, str]) -> Theme:
    extra = {token: colours[token] for token in ("bright", "muted", "line", "cursor", "cursor-blur")}
    return Theme(
        name=name,
        dark=dark,
        primary=colours["accent"],
        secondary=colours["accent"],
        accent=colours["accent"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["background"],
        panel=colours["panel"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["success"],
        variables={
            **extra,
            "text-muted": colours["muted"],
            "border": colours["accent"],
            "border-blurred": colours["line"],
            "input-cursor-background": colours["accent"],
            "input-cursor-foreground": colours["background"],
            "input-selection-background": colours["cursor-blur"],
            "scrollbar": colours["line"],
            "scrollbar-background": colours["background"],
        },
    )


COLOURS: dict[str, dict[str, str]] = {
    "malam": {
        "background": "#15181d",
        "panel": "#20262e",
        "cursor": "#23394a",
        "cursor-blur": "#242a32",
        "foreground": "#d8dde3",
        "bright": "#f3f5f7",
        "muted": "#9aa5b2",
        "accent": "#6fbcd0",
        "error": "#f2897f",
        "warning": "#e2b362",
        "success": "#8fc791",
        "line": "#3b4551",
    },
    "siang": {
        "background": "#fbf9f5",
        "panel": "#efebe3",
        "cursor": "#d3e4ec",
        "cursor-blur": "#e8e4db",
        "foreground": "#272c32",
        "bright": "#0d1013",
        "muted": "#59616a",
        "accent": "#0a5f7a",
        "error": "#a82018",
        "warning": "#784a00",
        "success": "#27622f",
        "line": "#c9c2b5",
    },
}
"""Every text colour reaches a contrast of 4.7 on every ground it is used on, except `line`, which is never text."""

ANSI_COLOURS: dict[str, dict[str, str]] = {
    "ansi": {"accent": "cyan", "error": "red", "warning": "yellow", "success": "green"},
    "ansi-siang": {"accent": "blue", "error": "red", "warning": "magenta", "success": "green"},
    NO_COLOUR: {},
}
"""The colours of the terminal's own sixteen that each theme uses, on the terminal's own ground; all else is default."""


def _ansi_theme(name: str, colours: dict[str, str]) -> Theme:
    default = "ansi_default"
    own = ("bright", "muted", "line", "cursor", "cursor-blur", "text-muted", "border-blurred", "scrollbar-background")
    textuals = ("ansi-background", "ansi-foreground")
    accent = f"ansi_{colours.get('accent', 'default')}"
    return Theme(
        name=name,
        dark=name != "ansi-siang",
        ansi=True,
        primary=accent,
        secondary=accent,
        accent=accent,
        foreground=default,
        background=default,
        surface=default,
        panel=default,
        warning=f"ansi_{colours.get('warning', 'default')}",
        error=f"ansi_{colours.get('error', 'default')}",
        success=f"ansi_{colours.get('success', 'default')}",
        variables=dict.fromkeys(own + textuals, default) | {"border": accent, "scrollbar": accent},
    )


THEMES: tuple[Theme, ...] = (
    *(_theme(name, name == "malam", colours) for name, colours in COLOURS.items()),
    *(_ansi_theme(name, colours) for name, colours in ANSI_COLOURS.items()),
)
DEFAULT_THEME = "malam"


@lru_cache(maxsize=1024)
def ink(theme: str, fg: str, on: str, bold: bool = False) -> Style:
    """The style of a colour token on a ground token in that theme (an unknown theme draws as the default one).

    The grounds are "background", "panel" (rows of titles and keys), "dialog", "cursor" and "cursor-blur" (the chosen
    row, and the title of the pane in focus), and "alarm": the error colour reversed, whatever the token. On a
    terminal's own ground titles are underlined, what is chosen reversed.
    """
    if theme in ANSI_COLOURS:
        return _ansi_ink(ANSI_COLOURS[theme], fg, on, bold)
    colours = COLOURS.get(theme) or COLOURS[DEFAULT_THEME]
    if on == "alarm":
        return Style(color=Color.parse(colours["background"]), bgcolor=Color.parse(colours["error"]), bold=bold)
    ground = "panel" if on == "dialog" else on
    return Style(color=Color.parse(colours[fg]), bgcolor=Color.parse(colours[ground]), bold=bold)


def _ansi_ink(colours: dict[str, str], fg: str, on: str, bold: bool) -> Style:
    chosen = on in ("cursor", "alarm")
    loud = bold or fg == "bright" or (not colours and fg == "error")
    return Style(
        color=colours.get("error", "default") if on == "alarm" else "default" if chosen else colours.get(fg, "default"),
        bgcolor="default",
        bold=loud or None,
        underline=on == "panel" or None,
        reverse=chosen or None,
    )


class Signs(NamedTuple):
    """Signs of Windows' old character set, which PuTTY's fonts carry; or ASCII."""

    ascii: bool
    sentiment: dict[str, str]
    moment: dict[str, str]
    direction: dict[str, str]
    chosen: str
    marked: str
    similar: str
    focus: str
    full: str
    rest: str
    rule: str
    wall: str


UNICODE_SIGNS = Signs(
    ascii=False,
    sentiment={"positive": "+", "neutral": "·", "negative": "-", "unsure": "?"},
    moment={
        "draft": "·",
        "review": "◊",
        "returned": "‹",
        "planned": "○",
        "scheduled": "○",
        "by_itself": "↑",
        "due": "►",
        "missed": "!",
        "frozen": "■",
        "published": "●",
        "postponed": "·",
        "cancelled": "·",
        "withdrawn": "·",
    },
    direction={"rising": "▲", "steady": "■", "fading": "▼"},
    chosen="›",
    marked="×",
    similar="×",
    focus="▌",
    full="■",
    rest="·",
    rule="─",
    wall="│",
)

ASCII_SIGNS = Signs(
    ascii=True,
    sentiment={"positive": "+", "neutral": ".", "negative": "-", "unsure": "?"},
    moment={
        "draft": ".",
        "review": "%",
        "returned": "<",
        "planned": "o",
        "scheduled": "o",
        "by_itself": "~",
        "due": ">",
        "missed": "!",
        "frozen": "#",
        "published": "*",
        "postponed": ".",
        "cancelled": ".",
        "withdrawn": ".",
    },
    direction={"rising": "^", "steady": "=", "fading": "v"},
    chosen=">",
    marked="x",
    similar="x",
    focus="|",
    full="#",
    rest=".",
    rule="-",
    wall="|",
)
