"""Whether corrections do harm: our own labelled comments, read with them and without."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from domain.comments import SENTIMENTS, Sentiment
from language.overlay import Overlay
from language.reading import read

LINES = Path(__file__).with_name("examples") / "test.tsv"
"""Comments nothing was learned from. Columns: kind, second kind, sentiment, language, text."""
TOLERATED = 0.02
"""So much less of them read right is no harm yet."""


class Harm(NamedTuple):
    """What corrections spoil, in comments of ours."""

    spoiled: int
    """Read right without them, and wrong with them."""
    mended: int
    """The other way round."""
    total: int

    @property
    def done(self) -> bool:
        """It is more than chance."""
        return self.spoiled - self.mended > TOLERATED * self.total


@cache
def lines() -> tuple[tuple[str, Sentiment], ...]:
    """Texts and how they feel; none where the file is missing."""
    try:
        rows = [line.split("\t") for line in LINES.read_text("utf-8").splitlines()[1:]]
    except OSError:
        return ()
    named: dict[str, Sentiment] = {one: one for one in SENTIMENTS}
    return tuple((row[4], named[row[2]]) for row in rows if len(row) == 5 and row[2] in named)


@cache
def _right_alone() -> tuple[bool, ...]:
    return tuple(read(text).sentiment == sentiment for text, sentiment in lines())


def harm(overlay: Overlay) -> Harm:
    """What these corrections spoil and mend. Takes some hundredths of a second: not for the event loop."""
    spoiled = mended = 0
    for (text, sentiment), alone in zip(lines(), _right_alone(), strict=True):
        if overlay.touches(text):
            right = read(text, overlay).sentiment == sentiment
            spoiled += alone and not right
            mended += right and not alone
    return Harm(spoiled, mended, len(lines()))
