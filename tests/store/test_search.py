"""Text search: what is found, in which class, while records change, threads press, and nobody waits any more."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import store
from store.search import BLOCK, Dropped, Found, TextIndex
from tests.store.conftest import Opener, insert


class Row(msgspec.Struct, gc=False):
    text: str = ""
    author: str = ""


def texts_of(opened: store.Store) -> TextIndex:
    return TextIndex(opened, "comments", Row, str.lower)


def fill(opened: store.Store, *texts: str) -> None:
    with opened.transaction() as tx:
        for text in texts:
            tx.insert("comments", {"text": text})


def test_whole_words_parts_and_nearly_the_same(opened: Opener) -> None:
    desk = opened()
    fill(desk, "Lampu jalan mati", "lampunya mati", "Lmapu mati", "pasar ramai", "LAMPU!")
    texts = texts_of(desk)
    assert texts.find("lampu") == Found(exact=[1, 5], part=[2])
    assert texts.similar("lampu") == [3]
    assert texts.find("ampu") == Found(exact=[], part=[1, 2, 5])


@pytest.mark.parametrize(
    ("query", "exact", "part"),
    [
        ("lampu mati", [1], [2]),  # All words, in any order.
        ("mati lampu", [1], [2]),
        ("lampu pasar", [], []),
        ("sari", [2, 3], []),  # Writers too; signs stand between words.
        ("bu_sari", [3], []),
        ("bu sari", [3], []),
        ("sari bu", [3], []),
        ("jumat", [4], []),  # An apostrophe is nothing.
        ("jum'at", [4], []),
        ("rt.05/02", [4], []),
        ("05", [4], []),
        ("😡", [5], []),
        ("😡!!", [5], []),
        ("!", [], []),
        ("", [], []),
        ("   ", [], []),
        ("mati\nlampu", [1], [2]),
        ("çok", [5], []),
        ("lam", [], [1, 2]),
    ],
)
def test_what_a_query_finds(opened: Opener, query: str, exact: list[int], part: list[int]) -> None:
    desk = opened()
    fill(desk, "lampu jalan\nmati", "", "", "Jum'at, RT.05/02", "bah😡 😡 «çok»")
    with desk.transaction() as tx:
        tx.update("comments", 2, {"text": "lampunya mati", "author": "Sari"})
        tx.update("comments", 3, {"author": "bu_sari.99"})
    assert texts_of(desk).find(query) == Found(exact=exact, part=part)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sampha", [1]),  # Exchanged with its neighbour.
        ("smpah", [1]),  # One too few,
        ("sammpah", [1]),  # one too many,
        ("sambah", [1]),  # one wrong.
        ("smpha", []),  # Two are too many for a short word,
        ("kelruahn", [2]),  # but not for a long one.
        ("kelurahan", []),  # Found as it is: `find` has it.
        ("sampha kelurhan", [3]),
        ("sampha diangkut", [1]),  # One word misspelt, the other not.
        ("diangkut", []),
        ("rt5", []),  # Numbers are never meant to be others.
        ("2024", []),
        ("smp", []),  # Too short to tell.
        ("😡😡", []),
        ("", []),
    ],
)
def test_misspelt_words(opened: Opener, query: str, found: list[int]) -> None:
    desk = opened()
    fill(desk, "sampah diangkut", "ke kelurahan", "Sampah di Kelurahan", "rt4 2025 smpp")
    if found == [1]:
        with desk.transaction() as tx:
            tx.delete("comments", 3)
    if found == [2]:
        with desk.transaction() as tx:
            tx.delete("comments", 3)
    assert texts_of(desk).similar(query) == found


def test_a_common_word_is_no_misspelling_of_another(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        for number in range(20 * BLOCK):
            tx.insert("comments", {"text": "malam" if number % 2 else "dalam"})
        tx.insert("comments", {"text": "maalm"})
    texts = texts_of(desk)
    assert texts.similar("malam") == [20 * BLOCK + 1]
    assert len(texts.similar("mxlam")) == 10 * BLOCK  # Nothing is called that: it may be meant.


def test_changes_are_found_at_once(opened: Opener) -> None:
    ours, theirs = opened("rina"), opened("budi")
    texts = texts_of(ours)
    assert texts.find("lampu") == Found([], [])
    id = insert(ours, text="lampu mati")
    assert texts.find("lampu").exact == [id]
    theirs.poll()
    with theirs.transaction() as tx:
        tx.update("comments", id, {"text": "sudah nyala"})
        far = tx.insert("comments", {"text": "lmapu"}, 10**15)
    ours.poll()
    assert texts.find("lampu") == Found([], [])
    assert texts.find("nyala").exact == [id]
    assert texts.similar("lampu") == [far]
    with ours.transaction() as tx:
        tx.delete("comments", far)
    assert texts.similar("lampu") == []


def test_a_dropped_table_and_a_reload(opened: Opener) -> None:
    ours, theirs = opened("rina"), opened("budi")
    texts = texts_of(ours)
    fill(ours, "lampu", "pasar")
    assert texts.find("lampu").exact == [1]
    theirs.poll()
    with theirs.transaction() as tx:
        tx.drop("comments")
        tx.insert("comments", {"text": "lampu lagi"})
    assert theirs.compact()
    assert theirs.compact()
    ours.poll()
    assert texts.find("lampu").exact == [3]
    assert texts.find("pasar") == Found([], [])


def test_what_was_forgotten_is_read_again(opened: Opener) -> None:
    desk = opened()
    fill(desk, "lampu")
    texts = texts_of(desk)
    texts.warm()
    texts.forget()
    fill(desk, "lampu")
    assert texts.find("lampu").exact == [1, 2]
    assert texts.similar("lamput") == [1, 2]


def test_a_record_that_cannot_be_read_is_passed_over(opened: Opener) -> None:
    desk = opened()
    fill(desk, "lampu", "lampu")
    with desk.transaction() as tx:
        tx.update("comments", 1, {"text": 7})
    assert texts_of(desk).find("lampu").exact == [2]


def test_a_search_nobody_waits_for_ends(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        for _ in range(4 * BLOCK):
            tx.insert("comments", {"text": "lampu"})
    texts, asked = texts_of(desk), iter((False, False, True))
    with pytest.raises(Dropped):
        texts.find("lampu", lambda: next(asked))
    with pytest.raises(Dropped):
        texts.similar("lmapu", lambda: True)
    assert len(texts.find("lampu").exact) == 4 * BLOCK  # The next one is not disturbed.
    assert len(texts.similar("lmapu")) == 4 * BLOCK


def test_changes_while_a_block_is_being_read(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = opened()
    fill(desk, *["pasar"] * (3 * BLOCK - 1))
    texts, repo = texts_of(desk), desk.repo("comments", Row)
    honest = repo.rows

    def rows(kind: type[Row], ids: range) -> Iterator[tuple[int, Row]]:
        found = list(honest(kind, ids))
        with desk.transaction() as tx:
            tx.update("comments", ids[3], {"text": "lampu"})
        return iter(found)

    monkeypatch.setattr(repo, "rows", rows)
    texts.warm()
    monkeypatch.undo()
    assert texts.find("lampu").exact == [3, BLOCK + 3, 2 * BLOCK + 3]


def test_many_threads_search_while_one_writes(opened: Opener) -> None:
    desk = opened()
    fill(desk, *["pasar"] * (2 * BLOCK))
    texts = texts_of(desk)
    wrong: list[int] = []

    def search() -> None:
        while writer.is_alive():
            found = texts.find("pasar")
            if len(found.exact) != 2 * BLOCK:
                wrong.append(len(found.exact))
            texts.similar("psaar")

    def write() -> None:
        for number in range(30):
            with desk.transaction() as tx:
                tx.update("comments", number * 17 + 1, {"text": f"pasar {number}"})

    writer = threading.Thread(target=write)
    readers = [threading.Thread(target=search) for _ in range(3)]
    writer.start()
    for thread in readers:
        thread.start()
    for thread in (writer, *readers):
        thread.join()
    assert wrong == []
    assert texts.find("29").exact == [29 * 17 + 1]


words = st.sampled_from(("lampu", "lampunya", "lmapu", "mati", "Mati!", "pasar", "k-7", "ńandi", "😡", "a'b", ""))
several_words = st.lists(words, max_size=4).map(" ".join)
changes = st.lists(
    st.tuples(st.sampled_from(("put", "put", "delete", "drop", "forget", "ask")), st.integers(1, 600), several_words),
    max_size=20,
)


def plainly(texts: TextIndex, opened: store.Store, query: str) -> Found:
    """The same by looking at every record."""
    wanted = texts.words(query)
    found = Found([], [])
    for id, row in opened.repo("comments", Row).rows(Row):
        text = texts._plain(f"{row.text} {row.author}")
        if wanted and all(word in text for word in wanted):
            (found.exact if all(f" {word} " in text for word in wanted) else found.part).append(id)
    return found


@settings(max_examples=40)
@given(changes, several_words)
def test_whatever_happens_it_finds_what_a_plain_look_finds(several: list[tuple[str, int, str]], query: str) -> None:
    with TemporaryDirectory() as folder:
        desk = store.open(Path(folder) / "store", "rina")
        texts = texts_of(desk)
        for what, id, text in several:
            carry_out(desk, texts, what, id, text)
            if what == "ask":
                assert texts.find(text) == plainly(texts, desk, text)
        assert texts.find(query) == plainly(texts, desk, query)
        held = texts.find(query)
        assert not set(texts.similar(query)) & {*held.exact, *held.part}
        desk.close()


def carry_out(desk: store.Store, texts: TextIndex, what: str, id: int, text: str) -> None:
    with desk.transaction() as tx:
        if what == "drop":
            tx.drop("comments")
        elif what == "put" and tx.get("comments", id) is None:
            tx.insert("comments", {"text": text}, id)
        elif what == "put":
            tx.update("comments", id, {"text": text})
        elif what == "delete" and tx.get("comments", id) is not None:
            tx.delete("comments", id)
    if what == "forget":
        texts.forget()


@settings(max_examples=200)
@given(st.text())
def test_any_text_becomes_one_line(text: str) -> None:
    plain = TextIndex(_Nothing(), "comments", Row, str.lower)._plain(text)  # type: ignore[arg-type]
    assert "\n" not in plain
    assert plain[:1] == plain[-1:] == " "


class _Nothing:
    """A store that is never asked."""

    def repo(self, table: str, kind: type) -> None: ...

    def subscribe(self, callback: Callable[[store.Changes], None]) -> None: ...
