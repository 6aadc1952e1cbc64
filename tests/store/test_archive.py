"""Monthly files: whole or not there, checked, and of one writer at a time."""

import gzip
import os
import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import store
from store.archive import Archives, Records
from store.disk import Disk

NAME = "comments-2025-11"


def raw(**fields: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(fields))


@pytest.fixture
def archives(folder: Path) -> Archives:
    store.open(folder, "sari").close()
    return Archives(str(folder))


class Stops(Disk):
    """A disk under a process that is killed before its nth change."""

    def __init__(self, after: int) -> None:
        self.left = after

    def _tick(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt

    def write(self, fd: int, data: bytes) -> None:
        self._tick()
        super().write(fd, data)

    def sync(self, fd: int) -> None:
        self._tick()
        super().sync(fd)

    def replace(self, source: str, target: str) -> None:
        self._tick()
        super().replace(source, target)

    def sync_folder(self, path: str) -> None:
        self._tick()
        super().sync_folder(path)


def test_what_is_added_is_read_again_and_zcat_reads_it(archives: Archives) -> None:
    with archives.alone():
        archives.add(NAME, {("comments", 7): raw(text="Lampu jalan mati — “sekali”\n", rev=3)})
        archives.add(NAME, {("replies", 2): raw(text="Baik"), ("comments", 7): raw(text="Lampu", rev=4)})
    assert archives.names() == [NAME]
    assert {key: bytes(one) for key, one in archives.read(NAME).items()} == {
        ("comments", 7): b'{"text":"Lampu","rev":4}',
        ("replies", 2): b'{"text":"Baik"}',
    }
    lines = gzip.decompress(Path(archives.path(NAME)).read_bytes()).splitlines()
    assert msgspec.json.decode(lines[0]) == {"format": 1, "archive": NAME, "records": 2}
    assert msgspec.json.decode(lines[1])["id"] == 7


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["comments", "replies"]), st.integers(1, 10**9)),
        st.dictionaries(st.text(), st.text()),
    )
)
def test_any_records_come_back(
    tmp_path_factory: pytest.TempPathFactory, documents: dict[tuple[str, int], object]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    archives = Archives(str(folder))
    records: Records = {key: msgspec.Raw(msgspec.json.encode(one)) for key, one in documents.items()}
    with archives.alone():
        archives.write(NAME, records)
    assert {key: bytes(one) for key, one in archives.read(NAME).items()} == {
        key: bytes(one) for key, one in records.items()
    }


def test_an_archive_without_records_goes(archives: Archives) -> None:
    with archives.alone():
        archives.add(NAME, {("comments", 7): raw(text="x")})
        archives.write(NAME, {})
    assert archives.names() == []
    assert archives.read(NAME) == {}


def test_every_damaged_byte_is_noticed(archives: Archives) -> None:
    with archives.alone():
        archives.add(NAME, {("comments", id): raw(text=f"komentar {id}") for id in range(1, 20)})
    path = Path(archives.path(NAME))
    whole = path.read_bytes()
    good = {key: bytes(one) for key, one in archives.read(NAME).items()}
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            found = archives.read(NAME)
        except store.Corrupt:
            continue
        assert {key: bytes(one) for key, one in found.items()} == good  # gzip's time, system and flags say nothing.
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(store.Corrupt):
            archives.read(NAME)


def test_a_newer_programs_archive_is_left_alone(archives: Archives) -> None:
    with archives.alone():
        pass
    path = Path(archives.path(NAME))
    path.write_bytes(gzip.compress(b'{"format":9,"archive":"comments-2025-11","records":0}\n'))
    with pytest.raises(store.NewerFormat):
        archives.read(NAME)


def test_killed_anywhere_it_is_the_old_file_or_the_new_one(archives: Archives, folder: Path) -> None:
    old, new = {("comments", 1): raw(text="lama")}, {("comments", 2): raw(text="baru")}
    with archives.alone():
        archives.write(NAME, old)
    seen = set()
    for step in range(6):
        killed = Archives(str(folder), Stops(step))
        try:
            with killed.alone():
                killed.add(NAME, new)
        except KeyboardInterrupt:
            pass
        found = frozenset(archives.read(NAME))
        assert found in ({("comments", 1)}, {("comments", 1), ("comments", 2)})
        seen.add(found)
        with archives.alone():
            archives.write(NAME, old)
            assert not [name for name in os.listdir(archives.folder) if ".tmp" in name]
    assert len(seen) == 2


def test_one_at_a_time(archives: Archives, folder: Path) -> None:
    other = Archives(str(folder))
    with archives.alone() as alone:
        assert alone
        with other.alone(wait=False) as me_too:
            assert not me_too
    with other.alone(wait=False) as now:
        assert now


def test_the_folder_is_for_whom_the_store_is_for(folder: Path) -> None:
    store.open(folder, "sari").close()
    os.chmod(folder, 0o2770)
    before = os.umask(0o077)
    try:
        archives = Archives(str(folder))
        with archives.alone():
            archives.add(NAME, {("comments", 7): raw(text="x")})
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(archives.folder).st_mode) == 0o2770
    assert stat.S_IMODE(os.stat(archives.path(NAME)).st_mode) == 0o660


def test_a_link_in_its_place_is_not_followed(archives: Archives, tmp_path: Path) -> None:
    with archives.alone():
        pass
    os.symlink("/etc/hostname", archives.path(NAME))
    with pytest.raises(OSError, match="symbolic"):
        archives.read(NAME)
