"""Comments read from what was copied off a platform's page, or typed by hand. The samples are invented."""

import json
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels import pasting
from channels.pasting import LIMIT, MOST, Pasted
from domain.accounts import COMMON, Platform

PASTES = Path(__file__).parent / "pastes"
NOW = datetime(2026, 11, 23, 9, 42)
"""A Monday."""
PLATFORMS = COMMON


def read(text: str, platform: Platform = "instagram") -> list[Pasted]:
    return pasting.read(text, platform, NOW).comments


def told(one: Pasted) -> dict[str, Any]:
    """What a candidate says, without what it leaves empty."""
    fields = {
        "author": one.author,
        "handle": one.handle,
        "text": one.text,
        "written": one.written.isoformat(timespec="minutes"),
        "precision": one.precision,
        "likes": one.likes,
        "owner": one.owner or None,
        "doubts": list(one.doubts) or None,
    }
    return {name: value for name, value in fields.items() if value not in ("", None)}


@pytest.mark.parametrize("name", sorted(path.stem for path in PASTES.glob("*.txt")))
def test_a_copied_page_gives_its_comments(name: str) -> None:
    platform: Platform = next((one for one in PLATFORMS if name.startswith(one)), "instagram")
    text = (PASTES / f"{name}.txt").read_bytes().decode()
    expected = json.loads((PASTES / f"{name}.json").read_text("utf-8"))
    assert [told(one) for one in read(text, platform)] == expected


def test_every_platform_has_its_pages() -> None:
    names = [path.stem for path in PASTES.glob("*.txt")]
    assert len(names) >= 25
    for platform in PLATFORMS:
        assert {name.split("-")[1] for name in names if name.startswith(platform)} >= {"id", "en"}


@pytest.mark.parametrize(
    ("said", "written", "precision"),
    [
        ("2 jam", "2026-11-23T07:42", "hour"),
        ("2j", "2026-11-23T07:42", "hour"),
        ("sejam yang lalu", "2026-11-23T08:42", "hour"),
        ("an hour ago", "2026-11-23T08:42", "hour"),
        ("5 mnt", "2026-11-23T09:37", "minute"),
        ("5m", "2026-11-23T09:37", "minute"),
        ("30 detik", "2026-11-23T09:41", "second"),
        ("Baru saja", "2026-11-23T09:42", "minute"),
        ("1 hari yang lalu", "2026-11-22T09:42", "day"),
        ("3 mgg", "2026-11-02T09:42", "day"),
        ("3w", "2026-11-02T09:42", "day"),
        ("2 bln", "2026-09-24T09:42", "day"),
        ("a year ago", "2025-11-23T09:42", "day"),
        ("kemarin", "2026-11-22T00:00", "day"),
        ("Yesterday at 8:15 PM", "2026-11-22T20:15", "minute"),
        ("Hari ini pukul 07.10", "2026-11-23T07:10", "minute"),
        ("17 Nov", "2026-11-17T00:00", "day"),
        ("Nov 17", "2026-11-17T00:00", "day"),
        ("24 Des", "2025-12-24T00:00", "day"),
        ("17 November pukul 09.42", "2026-11-17T09:42", "minute"),
        ("Nov 17, 2024", "2024-11-17T00:00", "day"),
        ("11-20", "2026-11-20T00:00", "day"),
        ("12-20", "2025-12-20T00:00", "day"),
        ("2025-01-30", "2025-01-30T00:00", "day"),
        ("29 Feb", "2024-02-29T00:00", "day"),
    ],
)
def test_times_as_platforms_say_them(said: str, written: str, precision: str) -> None:
    (one,) = read(f"dwi.lestari\n{said}\nKapan cair?\nBalas\n")
    assert (one.handle, one.text) == ("dwi.lestari", "Kapan cair?")
    assert (one.written.isoformat(timespec="minutes"), one.precision) == (written, precision)


def test_the_language_of_the_page_says_what_h_means() -> None:
    hours, days = NOW - timedelta(hours=3), NOW - timedelta(days=3)
    assert read("budi\n3h\nair mati\nReply\n")[0].written == hours
    assert read("budi\n3 h\nair mati\nBalas\n")[0].written == days
    (unknown,) = read("budi\n3h\nair mati\n")
    assert unknown.written == hours
    assert "guessed_unit" in unknown.doubts


def test_impossible_dates_are_no_times() -> None:
    assert read("budi\n31 Feb 2026\nair mati\nBalas\n")[0].doubts == ("no_time",)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2 jam", "2026-11-23T07:42"),
        ("09.30", "2026-11-23T09:30"),
        ("21.30", "2026-11-22T21:30"),
        ("kemarin 14.00", "2026-11-22T14:00"),
        ("22 Nov 09.30", "2026-11-22T09:30"),
        ("22-11-2025 09.30", "2025-11-22T09:30"),
        ("  5  menit lalu ", "2026-11-23T09:37"),
    ],
)
def test_times_as_an_admin_types_them(typed: str, written: str) -> None:
    when = pasting.when(typed, NOW)
    assert when is not None
    assert when.written.isoformat(timespec="minutes") == written


@pytest.mark.parametrize("typed", ["", "segera", "25.99", "99 Nov", "x" * 10_000])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert pasting.when(typed, NOW) is None


def test_a_text_alone_asks_for_its_writer() -> None:
    (one,) = read("Lampu mati\nsejak Senin")
    assert one.text == "Lampu mati\nsejak Senin"
    assert one.doubts == ("no_name", "no_time")
    assert one.written == NOW


def test_nothing_is_nothing() -> None:
    for text in ("", " \n\t\n", "\u200b"):
        assert read(text) == []


def test_a_long_paste_is_cut_and_says_so() -> None:
    many = "".join(f"warga{number}\n2 jam\nKomentar {number}\nBalas\n" for number in range(MOST + 10))
    paste = pasting.read(many, "instagram", NOW)
    assert (len(paste.comments), paste.cut) == (MOST, True)
    assert pasting.read("a" * (LIMIT + 1), "x", NOW).cut
    assert not pasting.read(many[: len(many) // 2], "instagram", NOW).cut


def test_even_a_whole_page_of_nonsense_is_read_in_a_moment() -> None:
    """Time grows with the length alone; the bound is generous, a quadratic pattern would take minutes."""
    for piece in ("2 jam suka ", "@a ", "1 ", "1\n", "a:", "· ", "\n", "x\n\n", "membalas ", "(", "9,"):
        text = piece * (LIMIT // len(piece))
        begun = time.process_time()
        pasting.read(text, "facebook", NOW)
        assert time.process_time() - begun < 10


LINES = st.sampled_from(
    [
        *("2 jam", "3w", "17 Nov", "Balas", "Reply", "3 suka", "1,2 rb", "12", "Suka", "·", "", "@budi", "Penulis"),
        *("Membalas", "Diedit", "Budi Santoso", "air mati [/x] \x1b[2J", "Foto profil budi", "29 Feb", "99-99", "0d"),
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(LINES, max_size=40).map("\n".join)), st.sampled_from(PLATFORMS))
def test_any_text_gives_candidates_that_can_be_stored(text: str, platform: Platform) -> None:
    for one in read(text, platform):
        assert one.text or "no_text" in one.doubts
        assert one.author or one.handle or "no_name" in one.doubts
        assert one.precision in ("second", "minute", "hour", "day")
        assert one.slack > 0
        (one.author + one.handle + one.text).encode()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z]{3,9}[0-9]{2}", fullmatch=True),
            st.from_regex(r"[A-Z][a-z]{4,12} [a-z]{9}", fullmatch=True),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_each_comment_of_a_page_is_found_with_its_writer(comments: list[tuple[str, str]]) -> None:
    page = "".join(f"{name}\n2 jam\n{text}\n3 suka\nBalas\n" for name, text in comments)
    assert [(one.handle, one.text) for one in read(page)] == comments
    page = "".join(f"{name}\n{text}\n2 jam\nSuka\nBalas\n" for name, text in comments)
    assert [(one.author, one.text) for one in read(page, "facebook")] == comments
