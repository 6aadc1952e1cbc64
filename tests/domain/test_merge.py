"""Two versions of one record: nothing of either is lost, and what cannot stand together is told."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from domain.merge import FOLLOWERS, LISTS, merge, value

BASE = {"kind": "complaint", "text": "Lampu mati", "labels": ["air"], "rev": 3}

_words = st.sampled_from(["", "a", "b", "c"])
_documents = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["complaint", "hoax", "other"]),
        "kind_by": st.sampled_from(["", "rina", "budi"]),
        "assignee": _words,
        "state": st.sampled_from(["new", "triaged", "answered", "done"]),
        "hidden": st.booleans(),
        "labels": st.lists(_words, unique=True, max_size=3),
        "likes": st.none() | st.integers(0, 3),
    },
)
_patches = _documents.map(dict)


def stored(document: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """The document with the fields changed, every field as it is read."""
    whole = document | fields
    return {name: value("comments", whole, name) for name in whole.keys() | {"labels", "kind", "state", "likes"}}


def test_what_only_one_side_changed_is_kept() -> None:
    merged = merge("comments", BASE, BASE | {"assignee": "budi"}, {"kind": "hoax", "text": "Lampu mati"})
    assert (merged.fields, merged.clashes) == ({"kind": "hoax"}, ())


def test_the_same_field_clashes_and_stays_theirs_until_it_is_taken() -> None:
    theirs = BASE | {"kind": "praise", "kind_by": "budi", "reply_due": 5}
    mine = {"kind": "hoax", "kind_by": "rina", "reply_due": 9}
    merged = merge("comments", BASE, theirs, mine)
    assert (merged.fields, merged.clashes) == ({}, ("kind",))
    taken = merge("comments", BASE, theirs, mine, take={"kind"})
    assert (taken.fields, taken.clashes) == (mine, ("kind",))  # Who said so and the deadline go where the kind goes.


def test_the_same_change_twice_is_no_clash() -> None:
    theirs = BASE | {"kind": "hoax", "kind_by": "budi", "reply_due": 5}
    merged = merge("comments", BASE, theirs, {"kind": "hoax", "kind_by": "rina", "reply_due": 9})
    assert (merged.fields, merged.clashes) == ({}, ())


def test_who_confirms_what_another_changes_is_asked() -> None:
    merged = merge(
        "comments", BASE, BASE | {"kind": "hoax", "kind_by": "budi"}, {"kind": "complaint", "kind_by": "rina"}
    )
    assert merged.clashes == ("kind",)


def test_lists_have_what_each_added_and_lack_what_each_removed() -> None:
    merged = merge("comments", BASE, BASE | {"labels": ["air", "PDAM"]}, {"labels": ["jalan"]})
    assert merged.fields == {"labels": ["PDAM", "jalan"]}


def test_without_the_version_both_began_with_whatever_differs_is_asked() -> None:
    merged = merge("comments", None, BASE | {"labels": ["x"]}, {"kind": "complaint", "labels": ["air"], "likes": 3})
    assert set(merged.clashes) == {"labels", "likes"}


def test_a_field_that_is_not_stored_has_its_default() -> None:
    assert merge("comments", {}, {"assignee": ""}, {"assignee": "rina"}).fields == {"assignee": "rina"}
    assert merge("comments", {"assignee": "a"}, {"assignee": ""}, {"assignee": msgspec.UNSET}).clashes == ()
    assert merge("nowhere", {}, {"x": 1}, {"x": 2}).clashes == ("x",)


def test_ours_may_rest_on_what_it_does_not_change() -> None:
    theirs = BASE | {"state": "answered"}
    assert merge("comments", BASE, theirs, {"state": "answered"}, relies_on=("state",)).clashes == ("state",)
    assert merge("comments", BASE, BASE | {"assignee": "x"}, {"state": "answered"}, relies_on=("state",)).clashes == ()


def test_having_looked_at_a_comment_is_in_nobodys_way() -> None:
    assert merge("comments", BASE, BASE | {"state": "triaged"}, {"state": "answered"}).fields == {"state": "answered"}
    seen = merge("comments", BASE, BASE | {"state": "answered"}, {"state": "triaged"})
    assert (seen.fields, seen.clashes) == ({}, ())


@given(_documents, _patches, _patches)
def test_nothing_typed_is_lost(base: dict[str, Any], others: dict[str, Any], mine: dict[str, Any]) -> None:
    theirs = base | others
    merged = merge("comments", base, theirs, mine)
    after = stored(theirs, merged.fields)
    led = {one: leader for leader, followers in FOLLOWERS["comments"].items() for one in followers if leader in mine}
    for field in mine:
        ours, was, now = (value("comments", one, field) for one in (mine, base, after))
        if led.get(field, field) in merged.clashes or ours == was:
            continue
        if field in LISTS:
            assert set(ours) - set(was) <= set(now)
            assert not (set(was) - set(ours)) & set(now)
        elif field == "state":
            assert now == ours or {was, ours} <= {"new", "triaged"}
        elif field not in led:
            assert now == ours
    for field in others.keys() - mine.keys():
        assert value("comments", after, field) == value("comments", theirs, field)


@given(_documents, _patches, _patches)
def test_it_does_not_matter_who_was_first(base: dict[str, Any], one: dict[str, Any], other: dict[str, Any]) -> None:
    first = merge("comments", base, base | one, other)
    second = merge("comments", base, base | other, one)
    if not first.clashes and not second.clashes:
        here, there = stored(base | one, first.fields), stored(base | other, second.fields)
        agreed = {"kind_by"} if here.get("kind") == there.get("kind") else set()
        for field in (here.keys() | there.keys()) - agreed - {"state"}:
            ours, theirs = value("comments", here, field), value("comments", there, field)
            assert (set(ours), field) == (set(theirs), field) if field in LISTS else ours == theirs


@given(_documents, _patches, _patches)
def test_taken_wholly_ours_or_wholly_theirs(base: dict[str, Any], one: dict[str, Any], mine: dict[str, Any]) -> None:
    theirs = base | one
    open_ = merge("comments", base, theirs, mine)
    taken = merge("comments", base, theirs, mine, take=open_.clashes)
    assert taken.clashes == open_.clashes
    for field in open_.clashes:
        assert field not in open_.fields
        assert taken.fields[field] == mine[field]
    assert open_.fields.items() <= taken.fields.items()
