"""What a paste held, and what became of it."""

from typing import Any

from wording import N_, _, figures, n_

_DOUBTS = {
    "no_name": N_("no name"),
    "no_text": N_("no text"),
    "no_time": N_("no time"),
    "long_name": N_("name?"),
    "guessed_unit": N_("hours or days?"),
}


def doubt(code: str) -> str:
    """What a row of the preview leaves open."""
    return _(_DOUBTS.get(code, code))


def stored(params: dict[str, Any]) -> str:
    """How many came in, how many were there: "5 komentar masuk, 1 sudah ada"."""
    new, same = int(params.get("new", 0)), int(params.get("same", 0))
    words = n_("{n} comment came in", "{n} comments came in", new).format(n=figures.number(new))
    return words + (", " + _("{n} there already").format(n=figures.number(same)) if same else "")
