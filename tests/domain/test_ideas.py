"""The idea bank: filled from the start, and it knows what was used."""

from domain.ideas import READY, RUBRICS, Idea, bank, suggested
from domain.posts import FORMATS, PILLARS, Post


def test_it_is_filled_from_the_start() -> None:
    assert len(READY) >= 30
    assert {one.rubric for one in READY.values()} == set(RUBRICS)
    assert {one.pillar for one in READY.values()} == set(PILLARS)
    assert {one.format for one in READY.values()} <= set(FORMATS)
    texts = [one.text for one in READY.values()]
    assert len(set(texts)) == len(texts)
    assert all(10 < len(text) <= 100 and not text.endswith(".") for text in texts)


def test_used_ideas_come_after_the_others_of_their_rubric() -> None:
    posts = [Post(idea="light-1", created_at=5), Post(idea="light-1", created_at=9), Post(idea="light-2", created_at=7)]
    light = [one for one in bank([], posts) if one.idea.rubric == "light"]
    assert [(one.code, one.used, one.last_at) for one in light[-2:]] == [("light-2", 1, 7), ("light-1", 2, 9)]
    assert {one.used for one in light[:-2]} == {0}


def test_the_agencys_own_stand_with_the_ready_ones_and_some_are_put_away() -> None:
    rows = [
        Idea(id=4, rubric="citizens", text="Kabar RT", pillar="supporting"),
        Idea(id=5, rubric="light", text="Lawas", put_away=True),
        Idea(id=6, rubric="light", ready="light-1", put_away=True),
    ]
    codes = {one.code for one in bank(rows, [])}
    assert codes == (READY.keys() - {"light-1"}) | {"4"}


def test_what_is_suggested_is_of_the_pillar_and_fresh() -> None:
    first = suggested(bank([], []), "complementary")
    assert first
    assert first.idea.pillar == "complementary"
    again = suggested(bank([], [Post(idea=first.code, created_at=1)]), "complementary")
    assert again
    assert again.code != first.code
    assert suggested([], "core") is None
