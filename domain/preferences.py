"""What each admin chooses for themselves: language, theme, bell and the like. Nothing of it is the agency's."""

from typing import Literal, get_args

import msgspec

Choice = Literal["language", "theme", "bell"]
"""What can be chosen on the screen."""

CHOICES: dict[Choice, tuple[str, ...]] = {
    "language": ("id", "en"),
    "theme": ("malam", "siang", "ansi", "ansi-siang"),
    "bell": ("urgent", "off"),
}
"""What each may be; the first is what holds until something is chosen.

The themes: dark, light, and the sixteen colours of a dark or a light terminal.
"""

NO_COLOUR = "polos"
"""The theme without any colour. NO_COLOR chooses it, nobody else."""


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """One admin's choices.

    Attributes:
        title: the terminal's title tells of urgent comments.
        ascii: ASCII signs only.
        fixed: what cannot be chosen on the screen, and by what it is fixed: a file, an option, a variable.
    """

    language: str = "id"
    theme: str = "malam"
    bell: str = "urgent"
    title: bool = False
    ascii: bool = False
    fixed: dict[str, str] = {}

    def chosen(self) -> frozenset[str]:
        """The choices as codes, "theme.siang"; of what is fixed, all it might be."""
        codes: set[str] = set()
        for name in get_args(Choice):
            values = CHOICES[name] if name in self.fixed else (getattr(self, name),)
            codes |= {f"{name}.{value}" for value in values}
        return frozenset(codes)
