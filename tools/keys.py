"""Writes docs/keys.md from the verbs: ``python -m tools.keys``. A test holds the page to what the desk does."""

from collections.abc import Iterator
from pathlib import Path

import wording
from commands import COMMANDS, Command
from screens.foot import key_name
from wording import _

PAGE = Path(__file__).parent.parent / "docs" / "keys.md"

HEAD = """# Tombol

Halaman ini dibuat dari program sendiri (`make messages`); `meja keys` mencetaknya menurut pilihan Anda, dan `?` di meja
menunjukkan tombol yang berlaku di tempat Anda berada. Perintah tanpa tombol ditemukan dengan `:`.

Tombol sendiri ditulis di `config.toml` (`meja paths` menunjukkan letaknya), menurut nama perintahnya:

    [keys]
    "comment.reply" = "B"
    "search" = ["/", "ctrl+f"]
"""

GROUPS = {
    "comments": "Komentar",
    "queue": "Antrean dan konten",
    "topics": "Topik",
    "everywhere": "Di mana-mana",
    "moving": "Bergerak",
    "places": "Tempat",
}


def page() -> str:
    """The whole page."""
    spoken = wording.language()
    wording.use("id")
    try:
        return "\n".join([HEAD, *_sections()])
    finally:
        wording.use(spoken)


def _sections() -> Iterator[str]:
    groups = dict.fromkeys([*GROUPS, *(one.group for one in COMMANDS)])
    for group in groups:
        yield f"## {GROUPS.get(group, group)}\n"
        yield "| tombol | perintah | guna | nama |\n| --- | --- | --- | --- |"
        yield from (_row(one) for one in COMMANDS if one.group == group)
        yield ""


def _row(command: Command) -> str:
    keys = " ".join(f"`{key_name(keys)}`".replace("|", "\\|") for keys in command.keys)
    return f"| {keys} | {_(command.label)} | {_(command.help)} | `{command.id}` |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
