"""Keys of an admin's own: followed where they can be, named where they cannot, and never a way to be locked in."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import COMMANDS, PREFIXES, State, by_keys, current, key_of, use_keys
from commands.command import Command
from commands.keymap import KEPT, Problem, remapped

INBOX = State(place="inbox", chosen=True, comment_state="new")
CHORDS = frozenset(PREFIXES)


def wished(**wishes: object) -> tuple[dict[str, Command], list[Problem]]:
    commands, problems = remapped(COMMANDS, {id.replace("__", "."): wish for id, wish in wishes.items()}, CHORDS)
    return {one.id: one for one in commands}, problems


@pytest.fixture(autouse=True)
def _own_keys_again() -> Iterator[None]:
    yield
    use_keys({})


def test_a_wish_is_followed() -> None:
    assert use_keys({"comment.reply": "B"}) == []
    found, old = by_keys("B", INBOX), by_keys("r", INBOX)
    assert found is not None
    assert found.id == "comment.reply"
    assert old is None
    assert key_of("comment.reply") == "B"
    assert len(current()) == len(COMMANDS)


def test_several_keys_and_chords_can_be_wished() -> None:
    verbs, problems = wished(search=["/", "ctrl+f", "g z"])
    assert problems == []
    assert verbs["search"].keys == ("/", "ctrl+f", "g z")


def test_keys_may_be_written_as_the_screen_writes_them() -> None:
    verbs, problems = wished(page_down="pgdn", bottom="F1")
    assert verbs["page_down"].keys == ("pagedown",)
    assert [problem.code for problem in problems] == ["clash"]


def test_an_empty_list_takes_the_keys_away() -> None:
    verbs, problems = wished(copy_address=[])
    assert (verbs["copy_address"].keys, problems) == ((), [])


def test_two_verbs_may_change_places() -> None:
    verbs, problems = wished(comment__note="@", comment__assign="n")
    assert problems == []
    assert (verbs["comment.note"].keys, verbs["comment.assign"].keys) == (("@",), ("n",))


def test_the_same_key_serves_in_places_that_never_meet() -> None:
    """A preview has `p`; the inbox is another place."""
    verbs, problems = wished(comment__reply="w")
    assert problems == []
    assert verbs["comment.reply"].keys == ("w",)


@pytest.mark.parametrize(
    ("wishes", "problem"),
    [
        ({"coment.reply": "x"}, Problem("unknown_verb", "coment.reply")),
        ({"comment.reply": 7}, Problem("not_keys", "comment.reply")),
        ({"comment.reply": ["x", 7]}, Problem("not_keys", "comment.reply")),
        ({"comment.reply": "hyper+x"}, Problem("unknown_key", "comment.reply", "hyper+x")),
        ({"comment.reply": ""}, Problem("unknown_key", "comment.reply", "")),
        ({"comment.reply": "c x y"}, Problem("unknown_key", "comment.reply", "c x y")),
        ({"comment.reply": "z x"}, Problem("no_chord", "comment.reply", "z x")),
        ({"comment.reply": "n"}, Problem("clash", "comment.reply", "n", "comment.note")),
        ({"comment.reply": "q"}, Problem("clash", "comment.reply", "q", "quit")),
    ],
)
def test_a_wish_that_cannot_be_followed_is_named_and_its_verb_keeps_its_keys(
    wishes: Mapping[str, object], problem: Problem
) -> None:
    commands, problems = remapped(COMMANDS, wishes, CHORDS)
    assert problems == [problem]
    assert commands == COMMANDS


def test_a_key_that_begins_a_chord_is_taken() -> None:
    verbs, problems = wished(comment__reply="c")
    assert {(one.code, one.verb) for one in problems} == {("clash", "comment.reply")}
    assert verbs["comment.reply"].keys == ("r",)


def test_when_one_half_of_a_change_of_places_fails_so_does_the_other() -> None:
    verbs, problems = wished(comment__note="@", comment__assign="q")
    assert {one.verb for one in problems} == {"comment.note", "comment.assign"}
    assert verbs["comment.note"].keys == ("n",)


@pytest.mark.parametrize("verb", sorted(KEPT))
def test_help_back_and_quit_cannot_be_lost(verb: str) -> None:
    own = next(one.keys for one in COMMANDS if one.id == verb)
    verbs, problems = wished(**{verb: "ctrl+q"})
    assert problems == []
    assert verbs[verb].keys == ("ctrl+q", *own)
    assert set(wished(**{verb: []})[0][verb].keys) == set(own)


keys = st.one_of(
    st.sampled_from(["j", "k", "q", "r", "c", "c d", "g", "g x", "escape", "f1", "?", "enter", "ctrl+x", "", "ö"]),
    st.text(max_size=3),
)
wishes = st.dictionaries(
    st.one_of(st.sampled_from([one.id for one in COMMANDS]), st.text(max_size=5)),
    st.one_of(keys, st.lists(keys, max_size=3), st.integers()),
    max_size=6,
)


@given(wishes)
def test_whatever_is_wished_the_desk_can_be_used(wished: dict[str, Any]) -> None:
    commands, _problems = remapped(COMMANDS, wished, CHORDS)
    assert [one.id for one in commands] == [one.id for one in COMMANDS]
    by_id = {one.id: one for one in commands}
    for verb in KEPT:
        assert set(next(one.keys for one in COMMANDS if one.id == verb)) <= set(by_id[verb].keys)
    everywhere = [key for verb in KEPT for key in by_id[verb].keys]
    assert len(everywhere) == len(set(everywhere))
    for one, own in zip(commands, COMMANDS, strict=True):
        assert one.id in KEPT or one.keys == own.keys or not set(one.keys) & set(everywhere)
