"""A breath before an insult is answered."""

import pytest

from domain.comments import Comment, Feeling, Kind, Reading
from domain.cooling import PAUSE, is_insult, pauses


def comment(kind: Kind, sentiment: Feeling = "negative", second: Kind | None = None, by: str = "") -> Comment:
    reading = Reading(second_kind=second)
    return Comment(
        platform="x", account=1, platform_id="1", kind=kind, kind_by=by, sentiment=sentiment, reading=reading
    )


@pytest.mark.parametrize(
    ("one", "insult"),
    [
        (comment("abuse"), True),
        (comment("provocation", "neutral"), True),
        (comment("complaint", second="abuse"), True),
        (comment("complaint", "positive", "abuse"), False),
        (comment("complaint", second="abuse", by="rina"), False),
        (comment("complaint"), False),
        (comment("criticism", second="question"), False),
    ],
)
def test_what_is_an_insult(one: Comment, insult: bool) -> None:
    assert is_insult(one) is insult


def test_the_pause_ends() -> None:
    assert pauses(comment("abuse"), 1_000, 1_000)
    assert pauses(comment("abuse"), 1_000, 1_000 + PAUSE - 1)
    assert not pauses(comment("abuse"), 1_000, 1_000 + PAUSE)
    assert not pauses(comment("praise"), 1_000, 1_000)
