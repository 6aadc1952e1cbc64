"""Where a planned post stands, derived from its slot and the time."""

import pytest

from domain.posts import Moment, Post, Variant, VariantState, caption_of, moment
from domain.times import MINUTE, parse_iso

SLOT = parse_iso("2026-11-23T09:00:00+07:00")


@pytest.mark.parametrize(
    ("after", "stands"),
    [
        (0, "due"),
        (15 * MINUTE, "due"),
        (15 * MINUTE + 1, "missed"),
    ],
)
@pytest.mark.parametrize("state", ["planned", "scheduled"])
def test_a_slot_is_due_for_a_quarter_of_an_hour_and_then_missed(
    state: VariantState, after: int, stands: Moment
) -> None:
    assert moment(Variant(post=1, account=1, slot_at=SLOT, state=state), SLOT + after) == stands


@pytest.mark.parametrize("state", ["planned", "scheduled"])
def test_before_its_slot_it_stands_as_it_was_put(state: VariantState) -> None:
    assert moment(Variant(post=1, account=1, slot_at=SLOT, state=state), SLOT - 1) == state


@pytest.mark.parametrize("state", ["published", "postponed", "cancelled", "withdrawn"])
def test_what_is_settled_is_never_missed(state: VariantState) -> None:
    assert moment(Variant(post=1, account=1, slot_at=SLOT, state=state), SLOT + 90 * MINUTE) == state


def test_without_a_slot_nothing_is_missed() -> None:
    assert moment(Variant(post=1, account=1), SLOT) == "planned"


def test_a_variants_own_caption_goes_before_the_posts() -> None:
    post = Post(caption="Vaksin gratis di balai desa.", hashtags=("#rabies",))
    assert caption_of(post, Variant(post=1, account=1)) == "Vaksin gratis di balai desa.\n\n#rabies"
    assert caption_of(post, Variant(post=1, account=1, caption="Vaksin.")) == "Vaksin.\n\n#rabies"


def test_hashtags_are_not_said_twice() -> None:
    post = Post(caption="Ayo #RABIES", hashtags=("#rabies", "#hewan"))
    assert caption_of(post, Variant(post=1, account=1)) == "Ayo #RABIES\n\n#hewan"
    assert caption_of(Post(hashtags=("#a", "#b")), Variant(post=1, account=1)) == "#a #b"
    assert caption_of(Post(), Variant(post=1, account=1)) == ""
