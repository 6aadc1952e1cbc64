"""The demo's texts: sections of templates in files beside this one, and how a template becomes a sentence."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from domain.times import DAY, local

_CHOICE = re.compile(r"<([^<>]*)>")
_SLOT = re.compile(r"\{([+-]?\w+)\}")
_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
_GAPS = re.compile(r" +(?=[?,.!]|$)|(?<= ) +|^ +")


def lines(name: str) -> list[str]:
    """The lines of a text file of the demo, without comments."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("##")]


def sections(name: str) -> Iterator[tuple[str, list[str]]]:
    """The sections of a file: what stands in [brackets], and the lines under it."""
    head, body = "", list[str]()
    for line in lines(name):
        if line.startswith("[") and line.endswith("]"):
            if body:
                yield head, body
            head, body = line[1:-1], []
        elif line:
            body.append(line)
    yield head, body


class Phrases:
    """Turns templates into sentences: <a|b> is one of its choices, {name} a line of slots.txt."""

    def __init__(self, rng: Random, now: int) -> None:
        self._rng = rng
        self._now = now
        year = local(now).year
        self._slots = dict(sections("slots.txt"))
        self._years = {"lalu": str(year - 1), "tahun": str(year), "depan": str(year + 1)}
        self._made: dict[str, Callable[[], str]] = {
            "nik": self._number,
            "kk": self._number,
            "telp": self._phone,
            "surel": lambda: f"warga{rng.randrange(100, 999)}@surel.example",
            "alamat": lambda: self.fill("{jalan} No. {angka} RT {rt} RW {rt} {desa}"),
        }

    def fill(self, template: str, **given: str) -> str:
        """One sentence of the template; `given` fills slots first."""
        rng = self._rng

        def choose(found: re.Match[str]) -> str:
            choices: list[str] = found[1].split("|")
            return rng.choice(choices)

        def put(found: re.Match[str]) -> str:
            name = found[1]
            if name[0] in "+-":
                return self._date(int(name))
            if name in given:
                return given[name]
            if name in self._years:
                return self._years[name]
            made = self._made.get(name)
            return made() if made else rng.choice(self._slots[name])

        text = _CHOICE.sub(choose, template)
        while "{" in text:
            text = _SLOT.sub(put, text)
        return _GAPS.sub("", text)

    def _date(self, days: int) -> str:
        day = local(self._now + days * DAY)
        return f"{day.day} {_MONTHS[day.month - 1]}"

    def _number(self) -> str:
        """Sixteen digits shaped like a NIK of a regency that does not exist (3599), ending 0000 to 0009."""
        rng = self._rng
        born = f"{rng.randint(1, 28):02}{rng.randint(1, 12):02}{rng.randint(60, 99)}"
        return f"3599{rng.randint(1, 10):02}{born}000{rng.randint(0, 9)}"

    def _phone(self) -> str:
        """A number nobody has: its middle is 0000."""
        rng = self._rng
        return f"08{rng.choice(('12', '13', '52', '57', '77', '96'))}-0000-{rng.randrange(10_000):04}"
