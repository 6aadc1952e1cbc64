"""Who touched a record, as far as the journal tells."""

from pathlib import Path

from store.touched import touched
from tests.store.conftest import Opener, insert


def seqs(folder: Path, first: int, last: int, *, made: bool = False) -> list[tuple[int, str]]:
    return [(one.seq, one.by) for one in touched(str(folder), "audit", first, last, made=made)]


def test_changes_and_removals_are_told_and_the_making_only_when_asked(opened: Opener, folder: Path) -> None:
    rina, mallory = opened("rina"), opened("mallory")
    for _ in range(3):
        insert(rina, "audit", verb="a")
    insert(rina, "comments", text="b")
    with mallory.transaction() as tx:
        tx.update("audit", 2, {"verb": "b"})
    with mallory.transaction() as tx:
        tx.delete("audit", 3)
    assert seqs(folder, 1, 1) == []
    assert seqs(folder, 2, 2) == [(5, "mallory")]
    assert seqs(folder, 2, 3) == [(5, "mallory"), (6, "mallory")]
    assert seqs(folder, 1, 1, made=True) == [(1, "rina")]


def test_what_was_put_back_in_place_of_another_is_told(opened: Opener, folder: Path) -> None:
    rina, mallory = opened("rina"), opened("mallory")
    insert(rina, "audit", verb="a")
    with mallory.transaction() as tx:
        tx.delete("audit", 1)
        tx.insert("audit", {"verb": "b"}, 1)
    assert seqs(folder, 1, 1) == [(2, "mallory")]
    with mallory.transaction() as tx:
        tx.drop("audit")
    assert seqs(folder, 1, 1) == [(2, "mallory"), (3, "mallory")]


def test_after_a_compaction_only_what_came_since_is_told(opened: Opener, folder: Path) -> None:
    rina = opened("rina")
    insert(rina, "audit", verb="a")
    with rina.transaction() as tx:
        tx.update("audit", 1, {"verb": "b"})
    assert rina.compact()
    assert seqs(folder, 1, 1, made=True) == []
    with rina.transaction() as tx:
        tx.update("audit", 1, {"verb": "c"})
    assert seqs(folder, 1, 1) == [(3, "rina")]
