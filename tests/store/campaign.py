"""How long the campaigns against the store are, what they begin with, and what they did.

`make test` runs the short form, always the same. `make test-store` runs the long one from a seed of its own, which it
prints; `MEJA_SEED` repeats it.
"""

import os
import random

LONG = os.environ.get("MEJA_CAMPAIGN") == "long"
SEED = int(os.environ.get("MEJA_SEED", "0")) or (random.randrange(1, 10**6) if LONG else 7)


class Tally(dict[str, float]):
    """What one test did, counted."""

    def add(self, **counts: float) -> None:
        """Count on."""
        for name, count in counts.items():
            self[name] = self.get(name, 0) + count


TALLIES: dict[str, Tally] = {}
"""By test."""


def summary() -> list[str]:
    """A line for each test that counted something."""
    width = max(map(len, TALLIES), default=0)
    lines = [f"seed {SEED} (repeat with MEJA_SEED={SEED})"]
    for name, tally in TALLIES.items():
        counts = ", ".join(f"{count:g} {what.replace('_', ' ')}" for what, count in tally.items())
        lines.append(f"{name:{width}}  {counts}")
    return lines
