"""Exports from the desk: found in the palette, written into their folder, told where."""

import os
from pathlib import Path

from channels import importers
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run


def files() -> list[Path]:
    folder = Path(os.environ["XDG_DATA_HOME"], "meja", "ekspor")
    return sorted(folder.iterdir()) if folder.exists() else []


async def ask_for(me: Sitting, line: str) -> None:
    if me.panel:  # A long path is told in one.
        await me.press("escape")
    await me.press(":")
    await me.type("ekspor")
    await me.press("enter")
    await me.type(line)
    await me.press("enter")


@run
async def test_the_palette_writes_a_worksheet_and_tells_where(small_desk: Sit) -> None:
    async with small_desk(size=(180, 45)) as me:
        await ask_for(me, "komentar")
        (file,) = files()
        assert file.name in me.words
        assert [one.text for one in importers.read(file.read_bytes()).comments] == [
            "Lampu jalan mati sejak Senin",
            "Kantor buka jam berapa?",
            "Terima kasih pelayanannya",
        ]


@run
async def test_the_day_alone_and_days_of_ones_choice(small_desk: Sit) -> None:
    async with small_desk() as me:
        await ask_for(me, "comments hari ini")
        await ask_for(me, "komentar 2026-11-22")
        await ask_for(me, "komentar 2026-11-22 2026-11-23")
        sheets = [list(next(importers.workbooks.sheets(file.read_bytes()))) for file in files()]
        assert sorted(len(rows) - 1 for rows in sheets) == [0, 3, 3]


@run
async def test_a_locked_desk_exports_too(small_desk: Sit) -> None:
    async with small_desk(locked=True) as me:
        await ask_for(me, "jejak")
        assert len(files()) == 1


@run
async def test_what_cannot_be_exported_is_told(small_desk: Sit) -> None:
    async with small_desk() as me:
        for line in ("kicauan", "komentar kemarin", "komentar 2026-11-22 2026-11-23 2026-11-24"):
            await ask_for(me, line)
            assert "Ekspor apa?" in me.words
        assert files() == []


@run
async def test_a_folder_that_is_a_link_is_not_followed(small_desk: Sit, tmp_path: Path) -> None:
    data = Path(os.environ["XDG_DATA_HOME"], "meja")
    data.mkdir(parents=True)
    (tmp_path / "lain").mkdir()
    (data / "ekspor").symlink_to(tmp_path / "lain")
    async with small_desk() as me:
        await ask_for(me, "komentar")
        assert "Tidak ada folder" in me.words
        assert list((tmp_path / "lain").iterdir()) == []
