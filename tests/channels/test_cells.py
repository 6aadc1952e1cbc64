"""Ids, counts and texts, whatever a file makes of them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.importers import cells
from channels.importers.cells import RowRefused


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("18067000000000001", "18067000000000001"),
        (18067000000000001234567, "18067000000000001234567"),
        (" UgzCendana0001.Abc ", "UgzCendana0001.Abc"),
        (123.0, "123"),
        ("123.0", "123"),
        ("0012", "0012"),
        ('="18067000000000001"', "18067000000000001"),
        ("'18067000000000001", "18067000000000001"),
    ],
)
def test_an_id_survives_digit_by_digit(value: object, expected: str) -> None:
    assert cells.identifier(value) == expected


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "no_id"),
        (None, "no_id"),
        ("null", "no_id"),
        ("nan", "no_id"),
        (True, "no_id"),
        ({}, "no_id"),
        ("1.8067E+16", "rounded_id"),
        ("1,8067e16", "rounded_id"),
        ("18067000000000001.0", "rounded_id"),
        (1.8067e16, "rounded_id"),
        (float("inf"), "rounded_id"),
        (float("nan"), "rounded_id"),
        (12.5, "rounded_id"),
        ("9" * 5000, "bad_id"),
        ("-7", "bad_id"),
        ("dua kata", "bad_id"),
        ("a\x1b[2J", "bad_id"),
        ("a\x00b", "bad_id"),
    ],
)
def test_what_is_no_exact_id_is_refused(value: object, reason: str) -> None:
    with pytest.raises(RowRefused) as refusal:
        cells.identifier(value)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12", 12),
        (7, 7),
        ("1.2K", 1200),
        ("1,2 rb", 1200),
        ("1,5 jt", 1_500_000),
        ("2 ribu", 2000),
        ("3M", 3_000_000),
        ("12.400", 12_400),
        ("12,400", 12_400),
        ("1.234.567", 1_234_567),
        ("3.0", 3),
        (12.0, 12),
        ("12.5", None),
        ("1.234,5", None),
        ("", None),
        (None, None),
        (False, None),
        ("banyak", None),
        ("-3", None),
        (-3, None),
        (float("nan"), None),
        ("9" * 5000, None),
        ("9999999999999", None),
    ],
)
def test_a_count(value: object, expected: int | None) -> None:
    assert cells.count(value) == expected


def test_a_text_is_kept_as_received_but_for_what_cannot_be_stored() -> None:
    assert cells.text("\x1b[31m nul\x00 \n dua baris ") == "\x1b[31m nul\x00 \n dua baris "
    assert cells.text("a\ud800b") == "a�b"
    assert len(cells.text("x" * 30_000)) == 20_000
    assert cells.text(None) == cells.text([]) == cells.text(True) == ""


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans(), st.lists(st.text())))
def test_nothing_but_a_refusal_is_raised(value: object) -> None:
    counted = cells.count(value)
    assert counted is None or 0 <= counted < 10**12
    cells.text(value).encode()
    cells.heading(value)
    with suppress(RowRefused):
        assert 0 < len(cells.identifier(value)) <= cells.ID_LIMIT
