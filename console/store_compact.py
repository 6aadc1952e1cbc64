"""meja store compact: writes the journal into the snapshot now, instead of when it has grown long."""

import argparse
from pathlib import Path

import store
from console import house
from wording import _, figures


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Compact the store; say what it was and what it is."""
    folder = house.store_path(args)
    with store.open(folder, house.actor(args), create=False) as opened:
        before = sizes(folder)
        if not opened.compact():
            house.say(_("Another process is writing the snapshot at this moment. There is nothing more to do."))
            return house.REFUSED
    after = sizes(folder)
    if args.json:
        house.emit({"before": before, "after": after})
    else:
        for name, words in (("journal", _("journal")), ("snapshot", _("snapshot"))):
            print(f"{words:<10} {figures.size(before[name])} → {figures.size(after[name])}")
    return house.DONE


def sizes(folder: Path) -> dict[str, int]:
    """Bytes of the journals together and of the snapshot."""
    journals = [path.stat().st_size for path in folder.glob("journal-*.jsonl")]
    snapshot = folder / "snapshot.json"
    return {"journal": sum(journals), "snapshot": snapshot.stat().st_size if snapshot.exists() else 0}
