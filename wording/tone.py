"""How a reply sounds, in words."""

from domain.text import clean
from wording import N_, _

_SOUNDS: dict[str, str] = {
    "insulting": N_("“{piece}” hurts; say what can be done"),
    "shouting": N_("“{piece}” sounds like shouting"),
    "defensive": N_("“{piece}” defends the office; say what comes next for the citizen"),
    "bureaucratic": N_("“{piece}” sends the citizen on; say who does what, and where"),
    "undated_promise": N_("“{piece}” promises without a day; say until when"),
    "partisan": N_("“{piece}” takes sides; an office stays neutral"),
}


def sounds(tone: str, piece: str) -> str:
    """One finding, with the piece it speaks of."""
    return _(_SOUNDS[tone]).format(piece=clean(piece, limit=40))
