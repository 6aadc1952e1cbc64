"""Templates: called by a code, filled in once, and never sent half filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agency import Template
from domain.templates import by_code, called, fill, first_unfilled, matching, unfilled

KTP = Template(code="ktp", text="Halo {nama}, KTP diurus di {opd}.")
AIR = Template(code="air", text="Laporan air keruh kami teruskan ke {opd}, nomor {tiket}.")


def test_known_fields_are_filled_in_and_the_others_stay() -> None:
    assert fill(KTP.text, {"nama": "Dwi"}) == "Halo Dwi, KTP diurus di {opd}."
    assert fill("{ Nama }{NAMA}", {"nama": "Dwi"}) == "DwiDwi"


def test_what_is_filled_in_brings_no_fields_and_no_lines() -> None:
    assert fill("Halo {nama}", {"nama": "{opd}\nxx"}) == "Halo (opd) xx"
    assert fill("{nama}{opd}", {"nama": "{opd}", "opd": "Dukcapil"}) == "(opd)Dukcapil"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Halo {nama}", ["{nama}"]),
        ("{opd} {tiket} {opd}", ["{opd}", "{tiket}"]),
        ("{namaa}", ["{namaa}"]),
        ("{}", ["{}"]),
        ("biasa saja", []),
        ("Halo {nama, sudah kami teruskan", ["{nama"]),
        ("a } b { c", []),
        ("{\n}", []),
    ],
)
def test_what_stands_in_braces_is_missing(text: str, missing: list[str]) -> None:
    assert unfilled(text) == missing


def test_the_first_missing_field_is_found() -> None:
    assert first_unfilled("Halo {opd} {tiket}") == (5, 10)
    assert first_unfilled("Halo") is None


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (";ktp", "ktp"),
        ("Halo ;KTP", "KTP"),
        ("Halo;ktp", ""),
        ("; ktp", ""),
        (";", ""),
        (";ktp ", ""),
        ("https://a.example/x;y", ""),
    ],
)
def test_a_code_begins_a_word(before: str, code: str) -> None:
    assert called(before) == code


def test_templates_are_found_by_code_and_by_words() -> None:
    assert by_code([AIR, KTP], "KTP") is KTP
    assert by_code([AIR, KTP], "kt") is None
    assert matching([AIR, KTP], "kt") == [KTP]
    assert matching([AIR, KTP], ";k") == [KTP, AIR]  # "keruh" holds a k as well.
    assert matching([AIR, KTP], "air keruh") == [AIR]
    assert matching([AIR, KTP], "pajak") == []
    assert matching([KTP, AIR], "") == [AIR, KTP]


@given(st.text(max_size=60), st.dictionaries(st.sampled_from(["nama", "opd", "tautan", "tiket"]), st.text(max_size=20)))
def test_filling_in_never_adds_a_missing_field(text: str, values: dict[str, str]) -> None:
    assert set(unfilled(fill(text, values))) <= set(unfilled(text))
