"""meja store restore: lets a backup be the store. What was there before is kept."""

import argparse
import os

import store
from console import house
from desk.desk import Desk, wall_clock
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
    _note(args, os.path.basename(file), done.seq)
    if args.json:
        house.emit({"store": folder, "seq": done.seq, "documents": done.documents, "kept": done.kept or None})
        return house.DONE
    sentence = _("The store {folder} is that of the backup now: {documents} documents, up to transaction {seq}.")
    house.say(
        sentence.format(folder=clean(folder), documents=figures.number(done.documents), seq=figures.number(done.seq))
    )
    if done.kept:
        kept = _("What was there before is kept whole, and can be opened: meja --store {folder}")
        house.say(kept.format(folder=clean(done.kept)))
    return house.DONE


def _note(args: argparse.Namespace, file: str, seq: int) -> None:
    """The audit trail tells that, and by whom, a backup was brought back."""
    with store.open(house.store_path(args), house.actor(args), create=False) as opened:
        if opened.fault is None:
            with Desk(opened).step("store.restore", audit="always", file=file, seq=seq):
                pass
