"""The chain of audit entries: whatever is done to one of them by hand is named; what was erased lawfully is not."""

import hashlib
import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.chain import Finding, Head, link, redact, verify

Entry = dict[str, Any]
Trail = dict[int, Entry]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=4,
)
fields = st.dictionaries(texts, values, max_size=3)
changes = st.fixed_dictionaries(
    {"table": st.sampled_from(["comments", "posts"]), "id": st.integers(1, 9)},
    optional={"before": fields, "after": fields},
)
contents = st.fixed_dictionaries(
    {"at": st.integers(0, 2**41), "by": texts, "verb": texts},
    optional={"params": fields, "changes": st.lists(changes, max_size=3), "undoes": st.integers(1, 9)},
)


def chained(entries: list[Entry], first: int = 1, prev: str = "") -> Trail:
    """The entries with their ids, each chained to the one before."""
    trail: Trail = {}
    for id, entry in enumerate(entries, first):
        chain = link(entry, id, prev)
        trail[id] = {**entry, "prev": prev, "chain": chain, "rev": 1}
        prev = chain
    return trail


trails = st.lists(contents, min_size=3, max_size=6).map(chained)


def looked_at(trail: Trail, next_id: int = 0, heads: tuple[Head, ...] = ()) -> Any:
    stored = {id: msgspec.Raw(msgspec.json.encode(entry)) for id, entry in trail.items()}
    return verify(stored, next_id or max(trail, default=0) + 1, heads)


def found(trail: Trail, next_id: int = 0, heads: tuple[Head, ...] = ()) -> Finding | None:
    finding: Finding | None = looked_at(trail, next_id, heads).finding
    return finding


def plain(count: int = 6) -> Trail:
    """Entries that differ in nothing but their order."""
    return chained([{"at": 5, "by": "rina", "verb": "comment.kind", "params": {"kind": "hoax"}}] * count)


def renumbered(entries: list[Entry]) -> Trail:
    return dict(enumerate(entries, 1))


@given(trails)
def test_what_was_written_is_whole(trail: Trail) -> None:
    report = looked_at(trail)
    last = max(trail)
    assert report.finding is None
    assert (report.entries, report.head) == (last, Head(last, trail[last]["chain"]))


@given(trails, st.data())
def test_a_changed_field_is_named(trail: Trail, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from(sorted(trail)))
    field = data.draw(st.sampled_from(["at", "by", "verb", "params", "changes", "undoes", "digest", "more"]))
    was = trail[id].get(field, {} if field == "params" else [] if field == "changes" else None)
    new = data.draw((st.lists(changes, max_size=3) if field == "changes" else values).filter(lambda new: new != was))
    trail[id] = {**trail[id], field: new}
    assert found(trail) == Finding(kind="changed", entry=id)


@given(trails, st.data())
def test_a_change_deep_inside_is_named(trail: Trail, data: st.DataObject) -> None:
    places = [(id, at) for id, entry in trail.items() for at in range(len(entry.get("changes", ())))]
    if not places:
        return
    id, at = data.draw(st.sampled_from(places))
    change = trail[id]["changes"][at]
    part = data.draw(st.sampled_from(["table", "id", "before", "after", "digest"]))
    change[part] = {"kind": change.get(part)}
    assert found(trail) == Finding(kind="changed", entry=id)


@given(trails, st.data())
def test_an_entry_written_anew_with_a_chain_of_its_own_is_named(trail: Trail, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from(sorted(trail)[:-1]))
    forged = {**trail[id], "by": trail[id]["by"] + "!"}
    trail[id] = {**forged, "chain": link(forged, id, forged["prev"])}
    assert found(trail) == Finding(kind="changed", entry=id)


@given(trails, st.data())
def test_removed_entries_are_named(trail: Trail, data: st.DataObject) -> None:
    next_id = max(trail) + 1
    start = data.draw(st.sampled_from(sorted(trail)))
    until = data.draw(st.integers(start, max(trail)))
    for id in range(start, until + 1):
        del trail[id]
    assert found(trail, next_id) == Finding(kind="removed", entry=start, until=until)


@given(trails, contents)
def test_an_end_cut_off_before_others_went_on_is_named(trail: Trail, more: Entry) -> None:
    last = max(trail)
    kept = {id: entry for id, entry in trail.items() if id < last}
    kept |= chained([more], last + 1, kept[last - 1]["chain"])
    assert found(kept) == Finding(kind="removed", entry=last, until=last)


@given(trails, contents, st.data())
def test_an_entry_put_between_others_is_named(trail: Trail, more: Entry, data: st.DataObject) -> None:
    entries = [trail[id] for id in sorted(trail)]
    place = data.draw(st.integers(0, len(entries) - 1))
    prev = entries[place]["prev"]
    forged = data.draw(st.sampled_from([more, {**more, "prev": prev, "chain": link(more, place + 1, prev)}]))
    if place == 0 and forged is more:
        return  # It stands where entries from before the chain stand.
    assume(
        link(more, place + 1, prev) != entries[place]["chain"]
    )  # Which of two that say the same is the other's copy?
    entries.insert(place, forged)
    assert found(renumbered(entries)) == Finding(kind="inserted", entry=place + 1)


@given(trails, contents)
def test_an_entry_without_a_chain_at_the_end_is_named(trail: Trail, more: Entry) -> None:
    last = max(trail)
    assert found({**trail, last + 1: more}) == Finding(kind="inserted", entry=last + 1)


@given(trails, st.data())
def test_a_removed_entry_is_named_though_the_rest_was_renumbered(trail: Trail, data: st.DataObject) -> None:
    entries = [trail[id] for id in sorted(trail)]
    place = data.draw(st.integers(0, len(entries) - 2))
    del entries[place]
    finding = found(renumbered(entries))
    assert finding is not None
    assert (finding.entry, finding.kind) == (place + 1, "removed" if place else "changed")


@given(trails, st.data())
def test_entries_that_changed_places_are_named(trail: Trail, data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.lists(st.sampled_from(sorted(trail)), min_size=2, max_size=2, unique=True)))
    trail[first], trail[second] = trail[second], trail[first]
    finding = found(trail)
    assert finding is not None
    assert finding.entry == first


@given(trails, st.data())
def test_a_chain_that_was_taken_off_is_named(trail: Trail, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from(sorted(trail)[1:-1]))
    del trail[id]["chain"], trail[id]["prev"]
    assert found(trail) == Finding(kind="changed", entry=id)


def test_a_chain_taken_off_the_beginning_is_not_a_time_before_the_chain() -> None:
    trail = plain()
    for id in (1, 2):
        del trail[id]["chain"], trail[id]["prev"]
    assert found(trail) == Finding(kind="changed", entry=2)


@pytest.mark.parametrize("wreck", ["[]", '"x"', "{}", '{"chain":7}', '{"changes":5,"chain":"ab"}', "null"])
def test_what_is_no_entry_any_more_is_named(wreck: str) -> None:
    stored = {id: msgspec.Raw(msgspec.json.encode(entry)) for id, entry in plain().items()}
    stored[3] = msgspec.Raw(wreck.encode())
    finding = verify(stored, 7).finding
    assert finding is not None
    assert finding.entry == 3


def test_all_entries_gone_is_removal() -> None:
    assert found({}, 7) == Finding(kind="removed", entry=1, until=6)
    assert found({}, 1) is None


def test_after_something_wrong_the_rest_is_looked_at_too() -> None:
    trail = plain(12)
    trail[3] = {**trail[3], "by": "budi"}
    assert (looked_at(trail).finding.entry, looked_at(trail).more) == (3, 0)
    del trail[5]["chain"], trail[5]["prev"], trail[7]
    trail[9] = {**trail[9], "verb": "comment.done"}
    report = looked_at(trail)
    assert (report.finding, report.more) == (Finding(kind="changed", entry=3), 3)
    trail[13] = {"at": 1, "by": "budi", "verb": "v"}
    report = looked_at(trail | chained([{"at": 9, "by": "rina", "verb": "v"}], 14, trail[12]["chain"]), 16)
    assert report.more == 5
    assert report.head.entry == 14


def test_entries_from_before_the_chain_are_told_as_such() -> None:
    old = {id: {"at": id, "by": "rina", "verb": "comment.note"} for id in range(1, 5)}
    report = looked_at(old | chained([{"at": 9, "by": "rina", "verb": "comment.kind"}] * 3, 5))
    assert (report.finding, report.unchained, report.entries, report.head.entry) == (None, 4, 7, 7)
    report = looked_at(old)
    assert (report.finding, report.unchained, report.head) == (None, 4, None)


# Outside heads


def test_a_witness_sees_what_was_cut_off() -> None:
    trail = plain()
    heads = (Head(2, trail[2]["chain"]), Head(6, trail[6]["chain"]))
    assert looked_at(trail, 7, heads).witnessed == 6
    del trail[5], trail[6]
    assert found(trail, 5) is None, "whoever sets the next id back leaves no trace inside"
    assert found(trail, 5, heads) == Finding(kind="removed", entry=5, until=6)


def test_a_witness_sees_a_chain_that_was_computed_anew() -> None:
    trail = plain()
    heads = tuple(Head(id, trail[id]["chain"][:16].upper()) for id in (2, 4, 6))
    forged = [{**trail[id], "by": "budi" if id == 3 else "rina"} for id in sorted(trail)]
    rewritten = chained(forged)
    assert found(rewritten) is None
    assert found(rewritten, 7, heads) == Finding(kind="rewritten", entry=4, after=2)


def test_a_witness_of_an_entry_without_chain_does_not_agree() -> None:
    old = {1: {"at": 1, "by": "rina", "verb": "comment.note"}}
    assert found(old, 2, (Head(1, "ab" * 32),)) == Finding(kind="rewritten", entry=1)


# Erasure


def erase(trail: Trail, id: int, by: int, which: Callable[[str, int], bool], *, params: bool = False) -> None:
    fields = redact(trail[id], by, which, params=params)
    trail[id] = {name: value for name, value in {**trail[id], **fields}.items() if value is not msgspec.UNSET}


@given(trails, st.data())
def test_what_was_erased_lawfully_is_whole_and_gone(trail: Trail, data: st.DataObject) -> None:
    by, last = max(trail) + 1, max(trail)
    ids = data.draw(st.sets(st.sampled_from(sorted(trail))))
    table = data.draw(st.sampled_from(["comments", "posts"]))
    params = data.draw(st.booleans())
    for id in ids:
        erase(trail, id, by, lambda name, _: name == table, params=params)
    trail |= chained(
        [{"at": 9, "by": "rina", "verb": "erase", "params": {"redacted": [*ids]}}], by, trail[last]["chain"]
    )
    report = looked_at(trail)
    assert report.finding is None
    for id in ids:
        assert not params or "params" not in trail[id]
        for change in trail[id].get("changes", ()):
            assert (change["table"] == table) == ("redacted" in change)
            assert change["table"] != table or not change.keys() & {"before", "after"}


def is_one_of(ids: set[int], _table: str, id: int) -> bool:
    return id in ids


def test_two_erasures_of_one_entry() -> None:
    both = [{"table": "comments", "id": id, "after": {"text": f"dari {id}"}} for id in (1, 2, 3)]
    trail = chained([{"at": 1, "by": "rina", "verb": "comment.by_hand", "changes": both}])
    for by, his in ((2, {1}), (3, {2})):
        erase(trail, 1, by, partial(is_one_of, his))
        note = {"at": 2, "by": "rina", "verb": "erase", "params": {"redacted": [1]}}
        trail |= chained([note], by, trail[by - 1]["chain"])
    assert [one.get("redacted") for one in trail[1]["changes"]] == [2, 3, None]
    assert found(trail) is None
    trail[1]["changes"][2]["after"]["text"] = "lain"
    assert found(trail) == Finding(kind="changed", entry=1)


@pytest.mark.parametrize("named", [None, [], [2], "1", {"1": 1}])
def test_erased_without_an_erasure_that_names_it_is_tampering(named: object) -> None:
    trail = chained(
        [{"at": 1, "by": "rina", "verb": "v", "changes": [{"table": "comments", "id": 1, "after": {}}]}] * 2
    )
    erase(trail, 1, 3, lambda *_: True)
    assert found(trail) == Finding(kind="erased", entry=1), "the erasure is not there"
    trail |= chained([{"at": 2, "by": "rina", "verb": "erase", "params": {"redacted": named}}], 3, trail[2]["chain"])
    assert found(trail) == Finding(kind="erased", entry=1)


def test_an_erased_part_cannot_be_filled_again() -> None:
    trail = chained([{"at": 1, "by": "rina", "verb": "v", "changes": [{"table": "comments", "id": 1, "after": {}}]}])
    erase(trail, 1, 2, lambda *_: True, params=True)
    trail |= chained([{"at": 2, "by": "rina", "verb": "erase", "params": {"redacted": [1]}}], 2, trail[1]["chain"])
    assert found(trail) is None
    entry = trail[1]
    for filled in (
        {**entry, "params": {"kind": "hoax"}},
        {**entry, "changes": [{**entry["changes"][0], "after": {"kind": "hoax"}}]},
        {**entry, "changes": [{**entry["changes"][0], "id": 2}]},
        {**entry, "by": "budi"},
    ):
        assert found({**trail, 1: filled}) == Finding(kind="changed", entry=1)


@given(trails)
def test_nothing_to_erase_changes_nothing(trail: Trail) -> None:
    assert redact(trail[1], 9, lambda *_: False) == {}
    assert redact({**trail[1], "changes": []}, 9, lambda *_: True) == {}


def test_a_long_trail_is_looked_at_quickly() -> None:
    """100,000 entries within two seconds of CPU; it takes a third of that."""
    entry = {"at": 5, "by": "rina", "verb": "comment.kind", "params": {"kind": "hoax"}}
    change = {"table": "comments", "id": 7, "before": {"kind": "praise"}, "after": {"kind": "hoax", "kind_by": "rina"}}
    trail = chained([{**entry, "changes": [change]}] * 10_000)
    stored = {id: msgspec.Raw(msgspec.json.encode(entry)) for id, entry in trail.items()}
    started = time.process_time()
    assert verify(stored, 10_001).finding is None
    assert time.process_time() - started < 0.2


# By other means


def independent(entry: Entry, id: int) -> str:
    """The chain of an entry, with nothing but Python's own library: for auditors who trust no program of ours."""

    def digest(value: object, prev: str = "") -> str:
        told = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256((prev + told).encode()).hexdigest()

    skeleton = {name: value for name, value in entry.items() if name not in ("rev", "prev", "chain")}
    skeleton["id"] = id
    skeleton["params"] = digest(entry.get("params", {}))
    skeleton["changes"] = [
        [one["table"], one["id"], digest({name: one[name] for name in one if name not in ("table", "id")})]
        for one in entry.get("changes", [])
    ]
    return digest(skeleton, entry["prev"])


@given(trails)
def test_an_auditor_computes_the_same_with_a_few_lines_of_python(trail: Trail) -> None:
    for id, entry in trail.items():
        assert independent(json.loads(json.dumps(entry)), id) == entry["chain"]
