"""The bytes on disk: what is cut, what is refused, and that nothing that was acknowledged disappears."""

import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import store
from store.disk import Disk
from store.journal import HOLE, Journal, Line, decode_line, encode_line
from store.ops import Op
from tests.store.conftest import Opener, contents, insert

FIRST = "journal-00000001.jsonl"


@pytest.fixture
def written(opened: Opener, folder: Path) -> tuple[Path, bytes]:
    """A store with three transactions: its journal, and the bytes of it."""
    desk = opened()
    with desk.transaction() as tx:
        tx.insert("comments", {"text": "jalan rusak", "likes": 3})
        tx.insert("comments", {"text": "J*bu 🙏 @a"})
    with desk.transaction() as tx:
        tx.update("comments", 1, {"state": "done"})
    insert(desk, "replies", text="terima kasih @J *x ")
    return folder / FIRST, (folder / FIRST).read_bytes()


def reopened(journal: Path, data: bytes) -> store.Store:
    journal.write_bytes(data)
    return store.open(journal.parent, "budi")


def test_a_line_can_be_read_with_jq_and_checked_by_hand(written: tuple[Path, bytes]) -> None:
    header, first, second, _ = map(msgspec.json.decode, written[1].splitlines())
    assert header == {"format": 1, "gen": 1, "seq": 0, "crc": "00000000"}
    assert first["ops"][0] == ["p", "comments", 1, {"rev": 1, "text": "jalan rusak", "likes": 3}]
    assert second["ops"] == [["m", "comments", 1, {"state": "done", "rev": 2}]]


def test_a_torn_record_is_cut_at_every_byte_and_kept(written: tuple[Path, bytes]) -> None:
    journal, whole = written
    start = whole[:-1].rindex(b"\n") + 1
    for end in range(start + 1, len(whole)):
        desk = reopened(journal, whole[:end])
        assert desk.fault is None
        assert (desk.seq, desk.get("replies", 1)) == (2, None)
        assert journal.read_bytes() == whole[:end], "reading changed the file"
        assert insert(desk, "replies", text="again") == 1
        assert (journal.parent / f"torn-00000001-{start}").read_bytes() == whole[start:end]
        assert journal.read_bytes()[:start] == whole[:start]
        other = store.open(journal.parent, "tono")
        assert contents(other) == contents(desk)
        other.close()
        desk.close()


@pytest.mark.parametrize("garbage", [HOLE * 64, b"\x00" * 4096 + b"}\n", b"\xff\xfe", b'{"c":"0000'])
def test_what_an_unfinished_write_leaves_is_cut(written: tuple[Path, bytes], garbage: bytes) -> None:
    journal, whole = written
    desk = reopened(journal, whole + garbage)
    assert desk.fault is None
    assert insert(desk, "replies", text="again") == 2
    assert (journal.parent / f"torn-00000001-{len(whole)}").read_bytes() == garbage
    desk.close()


def test_every_flipped_bit_is_refused(written: tuple[Path, bytes]) -> None:
    journal, whole = written
    body = whole.index(b"\n") + 1
    ends = [place + 1 for place, byte in enumerate(whole) if byte == ord("\n")]
    for place in range(len(whole)):
        for bit in (0, 3, 5, 6):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << bit
            if place < body:
                with pytest.raises((store.Corrupt, store.NewerFormat)):
                    reopened(journal, bytes(damaged))
                continue
            desk = reopened(journal, bytes(damaged))
            assert isinstance(desk.fault, store.Corrupt), (place, bit)
            assert desk.fault.offset == max(end for end in ends if end <= place)
            assert desk.fault.path == str(journal)
            with pytest.raises(store.Corrupt), desk.transaction():
                pass
            assert journal.read_bytes() == damaged
            desk.close()


def test_lines_out_of_order_are_refused(written: tuple[Path, bytes]) -> None:
    header, first, second, third = written[1].splitlines(keepends=True)
    for lines in ([first, third], [second, first, third], [second, third], [first, first, second, third]):
        desk = reopened(written[0], header + b"".join(lines))
        assert isinstance(desk.fault, store.Corrupt)
        desk.close()


def test_damage_found_while_at_work_stops_writing_not_reading(opened: Opener, folder: Path) -> None:
    sari, budi = opened("sari"), opened("budi")
    id = insert(sari, text="a")
    budi.poll()
    insert(sari, text="b")
    journal = folder / FIRST
    data = bytearray(journal.read_bytes())
    data[-4] ^= 1
    journal.write_bytes(data)
    budi.poll()
    assert isinstance(budi.fault, store.Corrupt)
    assert budi.get("comments", id) == {"text": "a", "rev": 1}
    with pytest.raises(store.Corrupt):
        insert(budi, text="c")


def test_every_damaged_byte_of_a_snapshot_is_refused(opened: Opener, folder: Path) -> None:
    desk = opened()
    insert(desk, text="jalan rusak")
    desk.compact()
    snapshot = folder / "snapshot.json"
    whole = snapshot.read_bytes()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        snapshot.write_bytes(damaged)
        with pytest.raises((store.Corrupt, store.NewerFormat)):
            store.open(folder, "budi")
    snapshot.write_bytes(whole[:-1])
    with pytest.raises(store.Corrupt):
        store.open(folder, "budi")


def test_a_missing_journal_is_never_made_anew(opened: Opener, folder: Path) -> None:
    desk = opened()
    insert(desk, text="a")
    desk.compact()
    shutil.copy(folder / "snapshot.json", folder.parent)
    (folder / "journal-00000002.jsonl").unlink()
    with pytest.raises(store.Corrupt, match="journal-00000002"):
        store.open(folder, "budi")
    (folder / "snapshot.json").unlink()
    (folder / "journal-00000005.jsonl").write_bytes(b"{}\n")
    with pytest.raises(store.Corrupt, match="journal-00000001"):
        store.open(folder, "budi")
    assert not (folder / "journal-00000001.jsonl").exists()


@pytest.mark.parametrize("file", [FIRST, "snapshot.json"])
def test_a_newer_format_asks_for_a_newer_program(opened: Opener, folder: Path, file: str) -> None:
    desk = opened()
    insert(desk, text="a")
    if file == "snapshot.json":
        desk.compact()
    path = folder / file
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2', 1))
    with pytest.raises(store.NewerFormat) as told:
        store.open(folder, "budi")
    assert told.value.found == 2


def test_a_desk_that_meets_a_newer_format_goes_on_reading(opened: Opener, folder: Path) -> None:
    sari, budi = opened("sari"), opened("budi")
    insert(sari, text="a")
    sari.compact()
    path = folder / "journal-00000002.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2', 1))
    budi.poll()
    assert isinstance(budi.fault, store.NewerFormat)
    assert budi.get("comments", 1) == {"text": "a", "rev": 1}
    with pytest.raises(store.NewerFormat):
        insert(budi, text="b")


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | text, st.lists, max_leaves=5)
ops = st.builds(
    lambda kind, table, id, fields: Op(kind, table, id, msgspec.Raw(msgspec.json.encode(fields))),
    st.sampled_from("pmd"),
    text,
    st.integers(1, 2**40),
    st.dictionaries(text, values, max_size=4),
)
lines = st.builds(
    Line, n=st.integers(1, 2**40), t=st.integers(0, 2**45), tx=text, by=text, ops=st.lists(ops, max_size=4)
)


@given(lines, st.integers(0, 2**32 - 1), st.data())
def test_a_line_comes_back_as_it_was_and_only_in_its_place(line: Line, crc: int, data: st.DataObject) -> None:
    encoded, after = encode_line(line, crc)
    assert encoded.count(b"\n") == 1
    assert encoded.endswith(b"\n")
    assert decode_line(encoded[:-1], line.n - 1, crc) == (line, after)
    assert decode_line(encoded[:-1], line.n, crc) is None
    assert decode_line(encoded[:-1], line.n - 1, crc ^ 1) is None
    cut = data.draw(st.integers(0, len(encoded) - 2))
    assert decode_line(encoded[:cut], line.n - 1, crc) is None


def test_a_line_that_came_since_we_looked_is_no_damage(opened: Opener, folder: Path) -> None:
    desk = opened()
    reader = Journal(str(folder), 1, 0, 0, Disk())
    insert(desk, text="a")
    assert not reader.damaged()
    assert [line.n for line in reader.follow()] == [1]
    reader.close()
