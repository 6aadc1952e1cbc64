"""Looks a store over without its lock and without a right to write: what is damaged, left over or about to go wrong.

Findings are codes with parameters; what they mean and how to mend them is said elsewhere.
"""

import os
import re
import stat
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

from domain.tables import RECORDS
from store.archive import FORMAT as ARCHIVE_FORMAT
from store.archive import Archives
from store.disk import Disk, file_mode, filesystem
from store.errors import Corrupt, NewerFormat, NoStore
from store.flipped import flipped
from store.journal import FORMAT, Header, Journal, Lost, generations, journal_path
from store.replacement import BEFORE, PLACE
from store.snapshot import AT_BYTE, CHECKED_FROM, META, OPENING, Meta, read_snapshot, snapshot_path
from store.tables import Documents, Tables

SPARE = 3
"""A compaction needs room for a second snapshot, and days need room for the journal: so many times the data."""
TRIES = 5
"""How often a reader starts again when a compaction replaced the files under its hands."""
MOMENT = 0.1
"""Seconds after which a write that was under way has gone on."""
NAMED = 5
"""So many documents of a kind of trouble are named; the others are counted."""

_NEXT = re.compile(rb'\},"\d+":\{')
_HEX = re.compile(rb"[0-9a-f]{8}")
_decode = msgspec.json.Decoder(dict[str, dict[int, msgspec.Raw]]).decode
_OURS = re.compile(
    r"LOCK|DESKS|OUTBOX|SYNC|FAULT|snapshot\.json|journal-\d{8,}\.jsonl|torn-\d+-\d+(-\d+)?|erasing\.json|erasures\.jsonl|.*\.tmp.*"
)


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that was noticed.

    Attributes:
        code: what it is.
        grave: something is lost, cannot be used, or soon will be; otherwise it is only worth knowing.
        file: the file's name in the store's folder.
        offset: the byte at which it shows.
    """

    code: str
    grave: bool = False
    file: str = ""
    offset: int | None = None
    params: dict[str, Any] = {}


class Report(msgspec.Struct, kw_only=True):
    """What a check found, and what of the store can be read.

    Attributes:
        seq: the last transaction that can be read.
        documents: how many documents of each table can be read.
        transactions: lines of the journal that can be read.
    """

    findings: list[Finding] = []
    seq: int = 0
    documents: dict[str, int] = {}
    transactions: int = 0

    @property
    def sound(self) -> bool:
        """Nothing grave was found."""
        return not any(one.grave for one in self.findings)


def check(folder: str) -> Report:
    """Look a store over.

    Raises:
        NoStore: there is none.
        OSError: the folder cannot be read.
    """
    if not os.path.isdir(folder) or not (generations(folder) or os.path.exists(snapshot_path(folder))):
        raise NoStore(folder)
    for _ in range(TRIES):
        report = Report()
        before = _shape(folder)
        tables = _contents(folder, report)
        if _shape(folder) == before:
            break
    report.documents = {name: len(documents) for name, documents in tables.documents.items()}
    report.findings += _documents(tables)
    report.findings += _archives(folder)
    report.findings += _files(folder)
    report.findings += _room(folder)
    return report


def readable(folder: str) -> Tables:
    """What of a store can be read, however damaged it is."""
    return _contents(folder, Report())


def _shape(folder: str) -> tuple[list[int], int]:
    """What changes when a compaction turns the page or puts its snapshot in place."""
    try:
        snapshot = os.stat(snapshot_path(folder)).st_ino
    except FileNotFoundError:
        snapshot = 0
    return generations(folder), snapshot


# Snapshot and journal


def _contents(folder: str, report: Report) -> Tables:
    try:
        meta, documents = read_snapshot(folder)
    except NewerFormat as error:
        report.findings.append(_newer(error, snapshot_path(folder)))
        return Tables({}, {})
    except Corrupt:
        meta, documents = _salvage(folder, report)
    except OSError as error:
        report.findings.append(_unreadable(error, snapshot_path(folder)))
        meta, documents = _begin_at_journal(folder), {}
    tables = Tables(documents, dict(meta.next))
    if meta.gen:
        _follow(folder, meta, tables, report)
    report.seq = max(report.seq, meta.seq)
    return tables


def _salvage(folder: str, report: Report) -> tuple[Meta, dict[str, Documents]]:
    """What of a damaged snapshot can be read: all where only a value was changed, else what is before the damage."""
    with open(snapshot_path(folder), "rb") as file:
        data = bytearray(file.read())
    code, offset, documents = "snapshot_changed", _one_byte(data), dict[str, Documents]()
    if offset is not None:
        code = "snapshot_byte"
    try:
        documents = _decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        code = "snapshot_damaged"
        offset = int(found[1]) if (found := AT_BYTE.search(str(error))) else len(data)
        ends = [one.start() + 1 for one in _NEXT.finditer(data, 0, offset)]
        for end in reversed(ends[-NAMED:]):
            try:
                documents = _decode(data[:end] + b"}}")
                break
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
    try:
        meta = msgspec.json.decode(documents.pop(META)[1], type=Meta)
    except (KeyError, msgspec.DecodeError):
        meta = _begin_at_journal(folder)
    params = {"size": len(data), "readable": sum(map(len, documents.values()))}
    report.findings.append(Finding(code=code, grave=True, file="snapshot.json", offset=offset, params=params))
    return meta, documents


def _one_byte(data: bytearray) -> int | None:
    """Where the one byte is that is not as it was written, and put right here; None where it is not that simple."""
    digits = data[len(OPENING) : len(OPENING) + 8]
    if not _HEX.fullmatch(digits):
        return None
    difference = int(digits, 16) ^ zlib.crc32(memoryview(data)[CHECKED_FROM:])
    places = flipped(len(data) - CHECKED_FROM, difference)
    # Disks and memory change single bits far more often than whole bytes.
    likely = [one for one in places if one[1].bit_count() == 1] or places
    if len(likely) != 1:
        return None
    place, change = likely[0]
    data[CHECKED_FROM + place] ^= change
    try:
        _decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        data[CHECKED_FROM + place] ^= change
        return None
    return CHECKED_FROM + place


def _begin_at_journal(folder: str) -> Meta:
    """Where the oldest journal says it begins, for want of a snapshot that tells; `gen` is 0 where none says."""
    for gen in generations(folder):
        try:
            with open(journal_path(folder, gen), "rb") as file:
                header = msgspec.json.decode(file.readline(), type=Header)
        except (OSError, msgspec.DecodeError):
            continue
        return Meta(gen=gen, seq=header.seq, chain=header.crc)
    return Meta(gen=0)


def _follow(folder: str, meta: Meta, tables: Tables, report: Report) -> None:
    path = journal_path(folder, meta.gen)
    try:
        journal = Journal(folder, meta.gen, meta.seq, int(meta.chain, 16), Disk())
    except FileNotFoundError:
        report.findings.append(_finding("journal_missing", path, grave=True, seq=meta.seq))
        return
    except NewerFormat as error:
        report.findings.append(_newer(error, path))
        return
    except Corrupt as error:
        report.findings.append(_finding("journal_header", error.path, error.offset, grave=True, seq=meta.seq))
        return
    except OSError as error:
        report.findings.append(_unreadable(error, path))
        return
    try:
        for line in journal.follow():
            tables.apply(line)
            report.transactions += 1
        report.findings += _tail(journal)
    except Lost:
        after = journal_path(folder, journal.gen + 1)
        code = "journal_header" if os.path.exists(after) else "journal_missing"
        report.findings.append(_finding(code, after, 0, grave=True, seq=journal.seq))
    except NewerFormat as error:
        report.findings.append(_newer(error, journal_path(folder, journal.gen + 1)))
    finally:
        report.seq = journal.seq
        journal.close()


def _tail(journal: Journal) -> Iterator[Finding]:
    """What stands behind the last good line."""
    tail = _behind(journal)
    if not tail:
        return
    if not journal.damaged():
        time.sleep(MOMENT)
        if _behind(journal) != tail:
            return  # It was a write under way.
        yield _finding("journal_torn", journal.path, journal.offset, bytes=len(tail))
        return
    lines = tail.split(b"\n")
    whole = sum(1 for line in lines[1:] if line.startswith(b'{"c":"') and line.endswith(b"}"))
    yield _finding("journal_damaged", journal.path, journal.offset, grave=True, seq=journal.seq, behind=whole)


def _behind(journal: Journal) -> bytes:
    try:
        with open(journal.path, "rb") as file:
            file.seek(journal.offset)
            return file.read()
    except FileNotFoundError:
        return b""  # A compaction has removed it since.


# Documents


def _documents(tables: Tables) -> Iterator[Finding]:
    any_record = msgspec.json.Decoder(dict[str, msgspec.Raw])
    for table, documents in sorted(tables.documents.items()):
        kind = RECORDS.get(table)
        decode = msgspec.json.Decoder(kind).decode if kind else any_record.decode
        wrong: dict[str, list[int]] = {}
        for id in sorted(documents):
            if code := _wrong(documents[id], decode, any_record):
                wrong.setdefault(code, []).append(id)
        for code, ids in wrong.items():
            yield Finding(
                code=code,
                grave=code != "other_shape",
                params={"table": table, "count": len(ids), "ids": ids[:NAMED]},
            )
        highest = max(documents, default=0)
        if highest >= tables.next.get(table, 1):
            yield Finding(
                code="next_too_low",
                grave=True,
                params={"table": table, "next": tables.next.get(table, 1), "highest": highest},
            )


def _wrong(document: msgspec.Raw, decode: Any, fields: msgspec.json.Decoder[dict[str, msgspec.Raw]]) -> str:
    try:
        decode(document)
    except msgspec.ValidationError:
        return "other_shape"
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "no_document"
    rev = bytes(fields.decode(document).get("rev", b""))
    return "" if rev.isdigit() and int(rev) > 0 else "no_rev"


# The archives


def _archives(folder: str) -> Iterator[Finding]:
    archives = Archives(folder)
    for name in archives.names():
        path = os.path.relpath(archives.path(name), folder)
        try:
            archives.read(name)
        except NewerFormat as error:
            yield Finding(
                code="newer_format", grave=True, file=path, params={"found": error.found, "known": ARCHIVE_FORMAT}
            )
        except Corrupt:
            yield Finding(code="archive_damaged", grave=True, file=path)
        except OSError as error:
            yield Finding(code="unreadable", grave=True, file=path, params={"error": error.strerror or str(error)})


# The folder


def _files(folder: str) -> Iterator[Finding]:
    wanted = file_mode(folder)
    group = os.stat(folder).st_gid
    mode = stat.S_IMODE(os.stat(folder).st_mode)
    if mode != (0o2770 if wanted == 0o660 else 0o700):
        yield Finding(code="folder_mode", grave=bool(mode & 0o007), params={"mode": f"{mode:o}"})
    for name, status in _listed(folder):
        if not _OURS.fullmatch(name):
            yield from _others(name, status)
            continue
        if not stat.S_ISREG(status.st_mode):
            yield Finding(code="no_file", grave=True, file=name)
            continue
        found = stat.S_IMODE(status.st_mode)
        if found != wanted or (wanted == 0o660 and status.st_gid != group):
            yield Finding(
                code="file_mode",
                grave=True,
                file=name,
                params={"mode": f"{found:o}", "wanted": f"{wanted:o}"},
            )
        yield from _left_over(name, status)


def _listed(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    for name in sorted(os.listdir(folder)):
        with suppress(FileNotFoundError):  # Somebody is working here meanwhile.
            yield name, os.lstat(os.path.join(folder, name))


def _others(name: str, status: os.stat_result) -> Iterator[Finding]:
    if name == PLACE:
        yield Finding(code="restore_cut_off", file=name)
    elif BEFORE.fullmatch(name):
        yield Finding(code="kept_before", file=name)
    elif not stat.S_ISDIR(status.st_mode):
        yield Finding(code="stray_file", file=name, params={"bytes": status.st_size})


def _left_over(name: str, status: os.stat_result) -> Iterator[Finding]:
    if name == "FAULT":
        yield Finding(code="fault_marker", grave=True, file=name, params={"at": int(status.st_mtime * 1000)})
    elif name.startswith("torn-"):
        yield Finding(code="torn_kept", file=name, params={"bytes": status.st_size})
    elif ".tmp" in name:
        yield Finding(code="temporary", file=name, params={"bytes": status.st_size})


def _room(folder: str) -> Iterator[Finding]:
    used = sum(status.st_size for _, status in _listed(folder))
    space = os.statvfs(folder)
    free = space.f_bavail * space.f_frsize
    if free < SPARE * used:
        yield Finding(code="little_room", grave=free < used, params={"free": free, "used": used})
    kind, network = filesystem(folder)
    if network:
        yield Finding(code="network", grave=True, params={"filesystem": kind})


# Shorthand


def _finding(code: str, path: str, offset: int | None = None, *, grave: bool = False, **params: Any) -> Finding:
    return Finding(code=code, grave=grave, file=os.path.basename(path), offset=offset, params=params)


def _newer(error: NewerFormat, path: str) -> Finding:
    return _finding("newer_format", path, grave=True, found=error.found, known=FORMAT)


def _unreadable(error: OSError, path: str) -> Finding:
    return _finding("unreadable", path, grave=True, error=error.strerror or str(error))
