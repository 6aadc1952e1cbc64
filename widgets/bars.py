"""Counts as bars of two rows, in the half and full blocks that old terminal fonts carry."""

from collections.abc import Sequence


def bars(counts: Sequence[int]) -> tuple[str, str]:
    """The upper and the lower row of a bar for each count, four steps high; the highest count is as high as it goes.

    Any count that is not zero is seen.
    """
    most = max(counts, default=0)
    steps = [-(-4 * count // most) if most else 0 for count in counts]
    upper = "".join(" ▄█"[max(0, step - 2)] for step in steps)
    lower = "".join("·▄█"[min(step, 2)] for step in steps)
    return upper, lower
