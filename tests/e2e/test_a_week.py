"""A week of an agency by keys alone, two admins and a clock that is moved: planned, approved, published, measured.

Two days by default; ``MEJA_CAMPAIGN=long`` makes it seven (`make test-week`).
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

import store
from domain.audit import AuditEntry
from domain.metrics import Metrics
from domain.posts import Post, Variant
from domain.times import local, parse_iso
from tests.e2e.conftest import ROOT
from tests.terminal import Terminal


class Planned(NamedTuple):
    """A post of the week: its day and hour, the letter of its channel and what the desk calls it."""

    day: str
    date: str
    hour: int
    letter: str
    short: str
    title: str
    address: str

    @property
    def next_day(self) -> str:
        """The month and day after, as ISO 8601 has them."""
        day = int(self.date.split()[0])
        return "12-01" if day == 30 else f"11-{day + 1}"


WEEK = (
    Planned("sel", "24 Nov", 9, "i", "IG", "Pasar murah di tiga kecamatan", "instagram.com/p/satu"),
    Planned("rab", "25 Nov", 10, "x", "X", "Jadwal vaksin rabies gratis", "https://x.com/kominfo_x/status/2"),
    Planned("kam", "26 Nov", 9, "i", "IG", "Syarat pindah alamat", "https://www.instagram.com/reel/tiga/"),
    Planned("jum", "27 Nov", 10, "f", "FB", "Senam bersama Jumat pagi", "-"),
    Planned("sab", "28 Nov", 9, "i", "IG", "Foto lama alun-alun kota", "https://instagram.com/p/lima"),
    Planned("min", "29 Nov", 8, "x", "X", "Hari bebas kendaraan", "https://twitter.com/kominfo_x/status/6"),
    Planned("30/11", "30 Nov", 9, "f", "FB", "Layanan keliling pekan depan", "https://fb.watch/tujuh"),
)
DAYS = len(WEEK) if os.environ.get("MEJA_CAMPAIGN") == "long" else 2
RIGHT = "\x1b[C"


class Clock:
    """What time it is for every desk of the test."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def set(self, moment: str) -> None:
        """`moment` as ISO 8601, in WIB."""
        ahead = parse_iso(moment, "WIB") * 1_000_000 - time.time_ns()
        fresh = self.file.with_suffix(".new")
        fresh.write_text(str(ahead), encoding="ascii")
        fresh.replace(self.file)


class Office:
    """Desks of two admins on one store."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.store = folder / "store"
        self.clock = Clock(folder / "clock")
        self._stack = stack

    def desk(self, admin: str) -> Terminal:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "MEJA_STORE": str(self.store)}
        environment["MEJA_TEST_CLOCK"] = str(self.clock.file)
        command = [sys.executable, "-m", "tests.e2e.clock", "--lang", "en", "--admin", admin]
        return self._stack.enter_context(Terminal(command, cwd=ROOT, environment=environment))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        yield Office(tmp_path, stack)


def set_up(desk: Terminal) -> None:
    desk.see("the agency's name")
    desk.type("Dinas Contoh\r\r@kominfo.contoh\r2\rkominfocontoh\r1\rkominfo_x\r3")
    desk.type("\x1bOQ")
    desk.see("1 Queue")
    desk.type("1")


def write(desk: Terminal, one: Planned) -> None:
    """A post from an empty draft to review: what for, by what way and when, what."""
    desk.type("a")
    desk.see("new post")
    desk.type("\r")
    desk.see("What for")
    desk.type("\rej\rcj\ri" + "j" * 8 + "\r" + one.letter)
    desk.see("Channel added")
    desk.type(f"\r{one.day} {one.hour:02}.00\r")
    desk.see(f"{one.date} {one.hour:02}:00")
    caption = f"{one.title}. Simpan dan bagikan."
    desk.type(f"jj\r{one.title}\rj\r{one.title} untuk warga.\rj\r{caption}")
    desk.see(lambda screen: caption in screen and "leave the field" in screen)
    desk.type("\x1b")
    desk.see(lambda screen: "leave the field" not in screen)
    desk.type("s")
    desk.see("Sent to review")
    desk.type("q")
    desk.see("1 Queue")


def chosen(title: str) -> str:
    """How the calendar's foot begins when that post is chosen."""
    return f"\n {title}"


def approve(rina: Terminal, budi: Terminal) -> None:
    """Budi reads the plan in the calendar; what he sends back is mended and comes again."""
    budi.type("gk")
    budi.see("week 48")
    for place, one in enumerate(WEEK[:DAYS]):
        budi.type(RIGHT)
        if one.date == "30 Nov":
            budi.see("week 49")
        budi.see(chosen(one.title))
        if place == 1:
            budi.type("b")
            budi.see("reason")
            budi.type("jam berapa?\r")
            budi.see("Returned")
            mend(rina, one)
            budi.see("in review")
        budi.type("s")
        budi.see("Approved")
        budi.type("s")
        budi.see("Scheduled")
    budi.type("q")
    budi.see("1 Queue")


def mend(desk: Terminal, one: Planned) -> None:
    desk.type("gk")
    desk.see("week 48")
    desk.type(RIGHT * 2)
    desk.see(chosen(one.title))
    desk.type("\r")
    desk.see("Returned: jam berapa?")
    desk.type("s")
    desk.see("A draft again")
    desk.type("s")
    desk.see("Sent to review")
    desk.type("qq")
    desk.see("1 Queue")


def publish(office: Office, desk: Terminal, one: Planned) -> None:
    day = one.date.split()[0]
    office.clock.set(f"2026-11-{day}T{one.hour - 1:02}:58:30")
    desk.see(f"{one.hour - 1:02}:58")
    office.clock.set(f"2026-11-{day}T{one.hour:02}:00:30")
    desk.see(f"Time to publish: {one.short} {one.title[:20]}")
    desk.type("1Gp")
    desk.see("Caption of P")
    desk.see("Simpan dan bagikan.")
    desk.type("\x1b")
    desk.see(lambda screen: "Caption of P" not in screen)
    desk.type("t")
    desk.see("without an address")
    desk.type(f"{one.address}\r")
    desk.see("Recorded as published")


def measure(office: Office, desk: Terminal, one: Planned) -> None:
    """A day later its row asks to be measured: the sheet opens on it."""
    office.clock.set(f"2026-{one.next_day}T11:30")
    desk.see(lambda screen: "measure" in screen and "11:30" in screen)
    desk.type("1gg\r")
    desk.see(lambda screen: "a blank is no zero" in screen and "reach" in screen)
    desk.type("1200\r340\r34\r5\r" + "2\r" * (1 if one.short == "FB" else 2))
    desk.see(lambda screen: "reach " not in screen)
    desk.type("q")
    desk.see(lambda screen: "1 Queue" in screen and "measure" not in screen)


def test_a_week(office: Office) -> None:
    office.clock.set("2026-11-23T07:30")
    rina = office.desk("rina")
    set_up(rina)
    for one in WEEK[:DAYS]:
        write(rina, one)
    budi = office.desk("budi")
    budi.see("1 Queue")
    approve(rina, budi)
    for before, one in zip((None, *WEEK), WEEK[:DAYS], strict=False):
        publish(office, rina, one)
        if before:
            measure(office, rina, before)
    measure(office, rina, WEEK[DAYS - 1])
    for desk in (rina, budi):
        desk.type("q")
        assert desk.leave() == 0
    check(office)


def check(office: Office) -> None:
    """What is stored, and who did it."""
    with store.open(office.store, "cek") as opened:
        posts = {one.id: one for one in opened.repo("posts", Post).all()}
        variants = sorted(opened.repo("variants", Variant).all(), key=lambda one: one.slot_at)
        entries = list(opened.repo("audit", AuditEntry).all())
        readings = {one.variant: one for one in opened.repo("metrics", Metrics).all()}
    assert [posts[one.post].title for one in variants] == [one.title for one in WEEK[:DAYS]]
    for one, variant in zip(WEEK, variants, strict=False):
        post = posts[variant.post]
        assert (post.state, post.own_approval, variant.state) == ("approved", False, "published")
        assert post.submitted_by.endswith("rina")
        assert post.approved_by.endswith("budi")
        assert variant.published_by.endswith("rina")
        assert one.address.removeprefix("https://") in (variant.url.removeprefix("https://") or "-")
        reading = readings[variant.id]
        assert (reading.reach, reading.views, reading.likes, reading.comments) == (1200, 340, 34, 5)
        out = local(variant.published_at, "WIB")
        assert (out.hour, out.minute) == (one.hour, 0)
    done = [(entry.verb, entry.by.rpartition(":")[2]) for entry in entries]
    assert done.count(("post.review", "rina")) == DAYS + 1
    assert done.count(("post.approved", "budi")) == done.count(("variant.scheduled", "budi")) == DAYS
    assert done.count(("post.returned", "budi")) == done.count(("post.reopened", "rina")) == 1
    assert done.count(("variant.published", "rina")) == DAYS
