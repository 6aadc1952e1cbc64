"""The line of a macro: read and written in both languages, faults with their places, what may come next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wording
from domain.macros import ALONE, CHOICES, ME, MOST_MOVES, MOVES, NOBODY, SHIPPED, Fault, Move, offered, read, written
from wording import macros as words

NAMES = {
    "refer": {"2": "Dinas Lingkungan Hidup", "7": "DLH"},
    "assign": {"root:budi": "budi"},
    "template": {"tk": "tk"},
}
_TEXT = st.text("abc kelas:,-@/1", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)


def _value(what: str) -> st.SearchStrategy[str]:
    if what in ALONE:
        return st.just("")
    if what == "assign":
        return st.sampled_from([ME, NOBODY, "root:budi"])
    named: dict[str, tuple[str, ...]] = {move: tuple(codes) for move, codes in NAMES.items()}
    closed = named.get(what) or next((values for move, values in CHOICES.items() if move == what), ())
    return st.sampled_from(closed) if closed else _TEXT


MACROS = st.lists(st.sampled_from(MOVES), min_size=1, max_size=MOST_MOVES, unique=True).flatmap(
    lambda whats: st.tuples(*(st.builds(Move, what=st.just(what), value=_value(what)) for what in whats))
)


@given(MACROS, st.sampled_from(["id", "en"]))
def test_what_is_written_is_read_again(moves: tuple[Move, ...], language: str) -> None:
    spoken = wording.language()
    try:
        wording.use(language)
        line = written(moves, words.words(NAMES))
        for other in ("id", "en"):
            wording.use(other)
            assert read(line, words.words(NAMES)) == (moves, [])
    finally:
        wording.use(spoken)


@given(st.text(max_size=60))
def test_any_line_is_read_or_told_what_is_wrong(line: str) -> None:
    moves, faults = read(line, words.words(NAMES))
    assert bool(moves or faults) == bool(line.replace(" ", "").strip()) or not line.strip()
    for one in faults:
        assert 0 <= one.start < one.end <= len(line)
        assert words.fault(one)


@given(st.text('kelasjudo: disp"', max_size=20), st.integers(0, 20))
def test_what_is_offered_begins_where_the_piece_does(line: str, at: int) -> None:
    start, found = offered(line, min(at, len(line)), words.words(NAMES))
    assert 0 <= start <= len(line)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("kelas:aduan jalan:x", Fault("unknown_move", 12, 19, "", "jalan")),
        ("kelas:foo", Fault("unknown_value", 0, 9, "kind", "foo")),
        ("kelas", Fault("no_value", 0, 5, "kind", "")),
        ("selesai:ya", Fault("needs_none", 0, 10, "done", "ya")),
        ("selesai done", Fault("twice", 8, 12, "done", "done")),
        ("disposisi:dinas_x", Fault("unknown_value", 0, 17, "refer", "dinas_x")),
    ],
)
def test_faults_say_where(line: str, fault: Fault) -> None:
    assert read(line, words.words(NAMES))[1] == [fault]


def test_an_agency_may_be_called_by_how_its_name_begins() -> None:
    assert read('disposisi:"dinas l"', words.words(NAMES)) == ((Move(what="refer", value="2"),), [])


def test_what_the_program_brings_can_be_written_and_read() -> None:
    for _name, moves in SHIPPED.values():
        assert read(words.line(moves), words.words()) == (moves, [])
