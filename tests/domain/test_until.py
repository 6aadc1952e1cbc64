"""Until when: what admins type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.comments import CITIZEN_WRITES
from domain.times import DAY, iso, parse_iso
from domain.until import read_until

NOW = parse_iso("2026-11-23T09:42:00+07:00")
"""A Monday."""


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        ("2 jam", "2026-11-23T11:42"),
        ("2jam", "2026-11-23T11:42"),
        ("2 j", "2026-11-23T11:42"),
        ("1,5 jam", "2026-11-23T11:12"),
        ("30 menit", "2026-11-23T10:12"),
        ("30 min", "2026-11-23T10:12"),
        ("2 jam lagi", "2026-11-23T11:42"),
        ("in 2 hours", "2026-11-23T11:42"),
        ("3 hari", "2026-11-26T09:42"),
        ("1 minggu", "2026-11-30T09:42"),
        ("13.00", "2026-11-23T13:00"),
        ("13:00", "2026-11-23T13:00"),
        ("jam 13", "2026-11-23T13:00"),
        ("pukul 13.30", "2026-11-23T13:30"),
        ("13", "2026-11-23T13:00"),
        ("8", "2026-11-24T08:00"),
        ("09.42", "2026-11-24T09:42"),
        ("besok", "2026-11-24T08:00"),
        ("tomorrow", "2026-11-24T08:00"),
        ("Besok 9", "2026-11-24T09:00"),
        ("besok jam 9", "2026-11-24T09:00"),
        ("besok pagi", "2026-11-24T07:30"),
        ("sore", "2026-11-23T16:00"),
        ("hari ini 15.00", "2026-11-23T15:00"),
        ("lusa", "2026-11-25T08:00"),
        ("Senin 8", "2026-11-30T08:00"),
        ("sen", "2026-11-30T08:00"),
        ("hari Jumat 13.30", "2026-11-27T13:30"),
        ("minggu", "2026-11-29T08:00"),
        ("fri", "2026-11-27T08:00"),
        ("24/11", "2026-11-24T08:00"),
        ("1/1 10.00", "2027-01-01T10:00"),
        ("24/12/2026 10", "2026-12-24T10:00"),
    ],
)
def test_what_admins_type(line: str, instant: str) -> None:
    read = read_until(line, NOW, "WIB")
    assert read is not None
    assert iso(read) == f"{instant}:00+07:00"


@pytest.mark.parametrize("line", ["warga", "Warga", " dibalas ", "citizen", "reply"])
def test_until_the_citizen_writes(line: str) -> None:
    assert read_until(line, NOW, "WIB") == CITIZEN_WRITES


@pytest.mark.parametrize(
    "line",
    ["", "  ", "-", "nanti", "25", "24.00", "9.60", "2 tahun", "besok lusa", "31/2", "besok 9 10", "²", "jam", "0/0"],
)
def test_what_means_no_time(line: str) -> None:
    assert read_until(line, NOW, "WIB") is None


def test_it_is_the_zones_clock_that_counts() -> None:
    east, west = read_until("besok 8", NOW, "WIT"), read_until("besok 8", NOW, "WIB")
    assert east is not None
    assert west is not None
    assert west - east == 2 * 3_600_000


@given(st.text(max_size=20))
def test_no_line_is_too_strange(line: str) -> None:
    read = read_until(line, NOW, "WIB")
    assert read is None or read >= NOW - DAY or "/" in line
