"""meja store restore: lets a backup be the store. What was there before is kept."""

import argparse
import os

import store
from console import house
from desk.desk import wall_clock
from domain.text import clean
from wording import _, figures


def configure(parser: argparse.ArgumentParser) -> None:
    """The backup."""
    parser.add_argument("file", metavar="FILE", help=_("a backup"))
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Bring a backup back; say where what was there before is kept."""
    from store.restore import restore
    from wording import store as words

    folder, file = str(house.store_path(args)), os.path.expanduser(args.file)
    try:
        done = restore(folder, file, house.actor(args), wall_clock())
    except store.BadFile as error:
        house.say(words.bad_file(error.path, error.reason, error.where))
        return house.REFUSED
    except store.DesksOpen as error:
        house.say(words.desks_open(error.holders))
        return house.REFUSED
    erased = _settle(args, os.path.basename(file), done.seq)
    kept = done.kept if os.path.isdir(done.kept) else ""
    if args.json:
        told = {"store": folder, "seq": done.seq, "documents": done.documents, "kept": kept or None}
        house.emit({**told, "erased_again": erased})
        return house.DONE
    sentence = _("The store {folder} is that of the backup now: {documents} documents, up to transaction {seq}.")
    house.say(
        sentence.format(folder=clean(folder), documents=figures.number(done.documents), seq=figures.number(done.seq))
    )
    if erased:
        again = _("{n} comments that were erased for good since that backup are erased again, also from what was kept.")
        house.say(again.format(n=figures.number(erased)))
    if kept:
        there = _("What was there before is kept whole, and can be opened: meja --store {folder}")
        house.say(there.format(folder=clean(kept)))
    return house.DONE


def _settle(args: argparse.Namespace, file: str, seq: int) -> int:
    """The audit trail tells of it; what was erased for good stays erased: how many comments that were."""
    from desk import erasure

    desk = house.open_desk(args)
    if desk.store.fault:
        return 0
    with desk.step("store.restore", audit="always", file=file, seq=seq):
        pass
    return erasure.reapply(desk)
