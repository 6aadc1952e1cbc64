"""What was done in words: every deed says what it was, when it is done and in the history."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import wording
from domain.outcomes import Done
from domain.times import parse_iso
from wording import deeds, fields

NOW = parse_iso("2026-11-23T09:42:00+07:00")
ROOT = Path(__file__).parents[2]
TOLD_OTHERWISE = {
    "comment.archive",  # By the place that asked for it.
    "comment.by_hand",  # With what came of each.
    "comment.many",  # As what was done to each.
    "comment.sync",  # By the tally of a reading.
    "metrics.sync",
    "export.unmasked",
    "store.restore",
}


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    yield
    wording.use("id")


def _steps() -> set[str]:
    """The verbs of all steps in the program that leave an entry in the history."""
    found = set()
    for path in [*ROOT.glob("desk/**/*.py"), *ROOT.glob("console/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "step" or not node.args:
                continue
            verb, audit = node.args[0], {one.arg: one.value for one in node.keywords}.get("audit")
            hidden = isinstance(audit, ast.Constant) and audit.value == "none"
            if isinstance(verb, ast.Constant) and not hidden:
                found.add(str(verb.value))
    return found


def _said(verb: str) -> str:
    try:
        return deeds.done(Done(verb=verb))
    except KeyError:
        return "a sentence with gaps to fill"


def test_what_was_done_is_said_and_told_in_the_history() -> None:
    steps = _steps()
    assert len(steps) > 80
    assert not {verb for verb in steps - TOLD_OTHERWISE if _said(verb) in ("Selesai", "")}
    assert not {verb for verb in steps - {"comment.many"} if deeds.verb(verb) == verb}


@pytest.mark.parametrize("language", ["id", "en"])
def test_watching_a_topic_says_what_follows_of_it(language: str) -> None:
    wording.use(language)
    told = deeds.done(Done(verb="topic.watch", params={"watched": True, "title": "Banjir rob di Tambak Lorok"}))
    ended = deeds.done(Done(verb="topic.watch", params={"watched": False, "title": "Banjir rob di Tambak Lorok"}))
    assert told != ended
    assert told.endswith(": Banjir rob di Tambak Lorok")
    assert ("Anda diberi tahu bila melonjak" if language == "id" else "you are told when it jumps") in told


def test_a_press_conference_and_a_contest_are_told_in_words() -> None:
    held = {"held_at": NOW, "place": "Pendopo", "speakers": [{"name": "Sari", "office": "camat"}, {"name": "Budi"}]}
    assert fields.value("posts", "conference", held, NOW) == "09.42, Pendopo, Sari, camat, Budi"
    contest = {"rules": "Jawab.", "deadline_at": NOW, "announced": True}
    assert fields.value("posts", "contest", contest, NOW) == "Jawab., 09.42, ya"
    assert fields.value("posts", "conference", None, NOW) == "–"
    assert (fields.name("conference"), fields.name("contest")) == ("konpers", "lomba")
