"""meja store stats: how large the store is, and what happened in it last."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from console import house
from desk.backups import folder
from desk.desk import wall_clock
from domain.text import clean
from domain.times import iso
from wording import _, figures, n_

if TYPE_CHECKING:
    from store.backup import Backup
    from store.stats import Size, Stats


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Print the figures."""
    from store.backup import backups
    from store.stats import stats

    desk = house.open_desk(args)
    now, zone = wall_clock(), desk.zone()
    found = stats(desk.store.path, now)
    made = backups(folder(desk), desk.store.path)
    if args.json:
        house.emit({**_plain(found, zone), "backups": _plain_backups(folder(desk), made, zone)})
    else:
        for line in _lines(found, now, zone):
            print(line)
        print(_last_backup(folder(desk), made, now, zone))
    return house.DONE


def _lines(found: "Stats", now: int, zone: str) -> Iterator[str]:
    wide = max(map(len, found.tables), default=0)
    for name, each in found.tables.items():
        yield f"{clean(name):<{wide}}  {figures.number(each.count):>9}  {figures.size(each.bytes):>8}"
    yield ""
    for title, size in (
        (_("snapshot"), found.snapshot),
        (_("journal"), found.journal),
        (_("archives"), found.archive),
    ):
        yield f"{title:<10} {_files(size)}"
    if found.a_day is not None:
        yield _("The journal grows by {size} a day.").format(size=figures.size(found.a_day))
    yield _("Last transaction: {seq}").format(seq=figures.number(found.seq))
    for one in found.latest:
        touched = n_("{n} record", "{n} records", one.records).format(n=figures.number(one.records))
        yield f"  {figures.when(one.at, now, zone):<16} {clean(one.by, limit=40)}  {touched}"
    if alone := house.without_witness():
        yield alone


def _last_backup(shelf: str, made: list["Backup"], now: int, zone: str) -> str:
    if not made:
        return _("No backup yet in {folder}").format(folder=clean(shelf))
    count = n_("{n} backup", "{n} backups", len(made)).format(n=figures.number(len(made)))
    last = _("{count} in {folder}, the last one {when}")
    return last.format(count=count, folder=clean(shelf), when=figures.ago(made[-1].at, now, zone))


def _plain_backups(shelf: str, made: list["Backup"], zone: str) -> dict[str, Any]:
    return {"folder": shelf, "count": len(made), "last": iso(made[-1].at, zone) if made else None}


def _files(size: "Size") -> str:
    return n_("{n} file", "{n} files", size.count).format(n=size.count) + f", {figures.size(size.bytes)}"


def _plain(found: "Stats", zone: str) -> dict[str, Any]:
    def size(one: "Size") -> dict[str, int]:
        return {"count": one.count, "bytes": one.bytes}

    return {
        "seq": found.seq,
        "tables": {name: size(each) for name, each in found.tables.items()},
        "snapshot": size(found.snapshot),
        "journal": size(found.journal),
        "archive": size(found.archive),
        "journal_bytes_a_day": found.a_day,
        "witness": not house.without_witness(),
        "latest": [
            {"seq": one.seq, "at": iso(one.at, zone), "by": clean(one.by), "records": one.records}
            for one in found.latest
        ],
    }
