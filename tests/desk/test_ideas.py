"""What an admin does with the idea bank."""

import pytest

from desk import history, ideas
from desk.desk import Desk
from domain.ideas import RUBRICS, Rubric
from domain.posts import Post
from tests.desk.conftest import done, reason

NAMES: dict[Rubric, str] = dict(
    zip(RUBRICS, ("layanan", "edukasi", "hasil kerja", "dapur", "profil", "suara warga", "ringan"), strict=True)
)


def test_an_idea_becomes_a_draft_that_knows_where_it_came_from(desk: Desk) -> None:
    outcome = done(ideas.draft(desk, "progress-1"))
    post = desk.store.repo("posts", Post).get(int(outcome.params["post"]))
    assert post
    assert (post.idea, post.pillar, post.need, post.format, post.owner) == (
        *("progress-1", "core", "information", "carousel", "rina"),
    )
    used = next(one for one in ideas.ideas(desk) if one.code == "progress-1")
    assert (used.used, used.last_at) == (1, desk.now())
    done(history.undo(desk))
    assert next(one for one in ideas.ideas(desk) if one.code == "progress-1").used == 0


def test_own_ideas_are_kept_once(desk: Desk) -> None:
    id = done(ideas.keep(desk, "citizens", "  Kabar   dari RT ")).params["idea"]
    assert reason(ideas.keep(desk, "light", "kabar dari rt")) == "idea_there"
    assert reason(ideas.keep(desk, "light", "  ")) == "no_idea"
    done(ideas.draft(desk, str(id)))
    assert [post.title for post in desk.store.repo("posts", Post).all()] == ["Kabar dari RT"]
    assert reason(ideas.draft(desk, "99")) == reason(ideas.draft(desk, "no-such")) == "gone"


@pytest.mark.parametrize("own", [True, False])
def test_what_is_put_away_comes_back_by_taking_back(desk: Desk, own: bool) -> None:
    code = str(done(ideas.keep(desk, "light", "Kabar RT")).params["idea"]) if own else "light-1"
    done(ideas.put_away(desk, code))
    assert code not in {one.code for one in ideas.ideas(desk)}
    assert not done(ideas.put_away(desk, code)).audit
    done(history.undo(desk))
    assert code in {one.code for one in ideas.ideas(desk)}


@pytest.mark.parametrize(
    ("line", "rubric", "text"),
    [
        ("Kabar RT", "service", "Kabar RT"),
        ("edukasi: Cara cuci tangan", "education", "Cara cuci tangan"),
        ("edu: Cara", "education", "Cara"),
        ("warga: Kabar", "citizens", "Kabar"),
        ("suara w: Kabar", "citizens", "Kabar"),
        ("citizens: Kabar", "citizens", "Kabar"),
        ("Lomba: siapa cepat", "service", "Lomba: siapa cepat"),
        ("edukasi:", "service", "edukasi:"),
    ],
)
def test_a_line_may_name_its_rubric(line: str, rubric: Rubric, text: str) -> None:
    assert ideas.read_idea(line, "service", NAMES) == (rubric, text)
