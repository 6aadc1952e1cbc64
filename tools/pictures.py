"""Draws the pictures of the documents: `python -m tools.pictures` writes docs/pictures/*.svg.

The desk draws itself, on the example week at a fixed present, so a picture changes only when the desk does.
"""

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot

import store
import wording
from app import DeskApp
from desk import example
from desk.desk import Desk
from domain.preferences import Preferences
from domain.times import to_ms

PRESENT = to_ms(datetime(2026, 11, 23, 9, 42))
FOLDER = Path(__file__).parent.parent / "docs" / "pictures"

SCENES: dict[str, tuple[tuple[int, int], str, list[str]]] = {
    "meja": ((120, 36), "malam", ["j", "j", "j"]),
    "meja-80x24": ((80, 24), "malam", ["j"]),
    "meja-siang": ((180, 45), "siang", ["j", "j"]),
    "percakapan": ((120, 36), "malam", ["j", "j", "r", *"Terima kasih laporannya, petugas kami cek hari ini."]),
    "topik": ((120, 36), "malam", ["3", "enter"]),
    "penyunting": ((120, 36), "malam", ["1", "enter"]),
    "kalender": ((120, 36), "malam", ["g", "k"]),
    "skor": ((120, 36), "malam", ["g", "r"]),
    "serah-terima": ((120, 36), "siang", ["g", "s"]),
    "isu": ((120, 36), "malam", ["exclamation_mark"]),
    "setelan": ((120, 36), "malam", ["g", "a"]),
    "jejak": ((120, 36), "siang", ["plus", "j", "c", "t", "g", "l"]),
    "bantuan": ((120, 36), "malam", ["question_mark"]),
}
"""Each picture: the size of the terminal, the theme, and the keys that lead to it."""


async def draw(name: str, size: tuple[int, int], theme: str, keys: list[str]) -> None:
    """Draw one picture."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(store.open(Path(folder) / "store", "rina"), now=lambda: PRESENT, example=True)
        example.fill(desk)
        app = DeskApp(desk, preferences=Preferences(theme=theme))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            FOLDER.mkdir(exist_ok=True)
            app.save_screenshot(f"{name}.svg", path=str(FOLDER))
        desk.store.close()


async def settled(pilot: Pilot[str]) -> None:
    """Wait until the desk has nothing under way."""
    await pilot.pause(0.2)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def main() -> None:
    """Draw them all."""
    wording.use("id")
    for name, (size, theme, keys) in SCENES.items():
        asyncio.run(draw(name, size, theme, keys))
        print(FOLDER / f"{name}.svg")


if __name__ == "__main__":
    main()
