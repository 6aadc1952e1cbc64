"""A desk that is open while somebody cuts or replaces the files: it goes on with what is there, and says so."""

import os
import shutil
from pathlib import Path

from tests.store.conftest import Opener, insert


def journal(folder: Path) -> Path:
    return next(folder.glob("journal-*"))


def test_a_transaction_cut_off_is_missed(opened: Opener, folder: Path) -> None:
    sari, budi = opened("sari"), opened("budi")
    for number in range(3):
        insert(sari, n=number)
    budi.poll()
    data = journal(folder).read_bytes()
    os.truncate(journal(folder), data.rstrip(b"\n").rfind(b"\n") + 1)
    for desk in (sari, budi):
        assert desk.warning == ""
        changes = desk.poll()
        assert changes is not None
        assert changes.reset
        assert (desk.seq, desk.warning) == (2, "went_back")
    insert(sari)
    assert sari.warning == "went_back", "it is told until the desk is closed"
    assert opened("citra").warning == ""


def test_older_files_put_in_place_are_noticed(opened: Opener, folder: Path, tmp_path: Path) -> None:
    sari = opened("sari")
    insert(sari)
    shutil.copytree(folder, tmp_path / "old")
    insert(sari)
    journal(folder).unlink()
    shutil.copy(journal(tmp_path / "old"), folder)
    sari.poll()
    assert (sari.seq, sari.warning) == (1, "went_back")


def test_a_compaction_is_no_loss(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    for _ in range(3):
        insert(sari)
        assert sari.compact()
    budi.poll()
    assert (budi.seq, budi.warning, sari.warning) == (3, "", "")
