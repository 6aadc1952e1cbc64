"""The door for outside text: whatever comes, what goes out can be read and do nothing else."""

import json
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.text import ENTRY_LIMIT, clean, hidden_count, mixed_script, plain_emoji, storable

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__, "../../hostile-text.jsonl").resolve().read_text("utf-8").splitlines()
]
BY_ID = {case["id"]: case["text"] for case in CASES}

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
TURNS_DIRECTION = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = {chr(code) for code in (0xAD, 0x34F, 0x115F, 0x1160, 0x2060, 0x2800, 0x3164, 0xFE0E, 0xFEFF, 0xFFA0)}
INVISIBLE |= {"\u200b", "\u200c", *map(chr, range(0xE0000, 0xE0FFF))}

# Half of it characters somebody would attack with, in any order; so that joiners, marks and line ends meet.
nasty = st.text(
    st.one_of(
        st.sampled_from(
            list("\x1b\x07\x00\x85\x9b\r\n\t\x1c\x1f\u2028\u202e\u200b\u200d\ufe0f\ufe0e\u20e3\u0301\ud800\ue000")
        ),
        st.sampled_from(list("👩👧🔥❤⚠✌🏽🇮🇩1#*aé꧀ꦲᅡ가ㅤ\u2800\U000e0041\U0001fae9\U0001fadf…")),
        st.characters(),
    )
)


def is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M") and char != "\ufe0f"


@given(nasty, st.integers(1, 6), st.integers(1, 30))
@example("👩\u200d" * 6 + "👩", 1, 30)
@example("a\ufe0f\u200d👩❤\ufe0f\ufe0f", 1, 30)
@example("\n\u0301\u0301 x", 3, 30)
def test_clean_gives_harmless_bounded_text_and_is_done_after_once(text: str, lines: int, limit: int) -> None:
    result = clean(text, lines=lines, limit=limit)
    assert clean(result, lines=lines, limit=limit) == result
    assert len(result) <= limit
    assert result.count("\n") < lines
    forbidden = {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert not [char for char in result if unicodedata.category(char) in forbidden and char != "\n"]
    assert not [char for char in result if unicodedata.category(char) == "Cf" and char != "\u200d"]
    assert not (TURNS_DIRECTION | INVISIBLE) & set(result)
    result.encode()


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_categories=["Cc", "Cf"]), max_size=500))
def test_ordinary_text_passes_untouched(text: str) -> None:
    assert clean(text) is text
    assert storable(text) == text
    assert hidden_count(text) == 0


@given(nasty)
def test_marks_never_pile_up_and_never_stand_on_nothing(text: str) -> None:
    pile = 99
    for char in clean(text, lines=3):
        pile = pile + 1 if is_mark(char) else 99 if char == "\n" else 0
        assert not is_mark(char) or pile <= 4


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['vector']}")
def test_the_corpus_comes_out_harmless(case: dict[str, Any]) -> None:
    result = clean(case["text"])
    assert clean(result) == result
    assert "\n" not in result
    assert all(char.isprintable() or char in "\u200d\u3000\u2003\xa0" for char in result)
    assert not (TURNS_DIRECTION | INVISIBLE) & set(result)
    if "bidi" in case["must_not"] or "invisible" in case["must_not"]:
        assert len(result) < len(case["text"]) or "\u2800" in case["text"]
    if "store" in case["must_not"].split():
        storable(case["text"]).encode()


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("dev-001", "Pelayanan ␛[31;5mBURUK␛[0m sekali"),
        ("dev-013", "Info␛]0;server diretas� resmi"),
        ("dev-029", "PENIPU������RESMI!"),
        ("dev-030", "Akun palsu Akun resmi"),
        ("dev-036", "lampu �31;5mmerah"),
        ("dev-048", "lihat [a] dan [b] ya"),
        ("dev-060", "undangan_gpj.exe"),
        ("dev-064", "شكرا Pak Lurah 👍"),
        ("dev-065", "Kominfo"),
        ("dev-068", "judi online"),
        ("dev-070", "a bc"),
        ("dev-077", "d̶̲i̶̲c̶̲o̶̲r̶̲e̶̲t̶̲"),
        ("dev-078", f"{FAMILY} keluarga 👩\u200d🚒 siaga"),
        ("dev-079", "🇮🇩 🇮🇩🇮 x"),
        ("dev-080", "❤\ufe0f ☎\ufe0f 1\ufe0f\u20e3 ⚠"),
        ("dev-081", "警告 地震 대피"),
        ("dev-085", "baris1 baris2 baris3 baris4 p"),
        ("dev-094", "rusak � saja"),
        ("dev-097", "logo � �"),
        ("dev-101", "+6281234567890"),
        ("dev-140", "%s%s%n {0.__class__} {x!r:>9999999}"),
    ],
)
def test_what_can_be_read_stays_readable(id: str, expected: str) -> None:
    assert clean(BY_ID[id]) == expected


@pytest.mark.parametrize(
    "text",
    ["ꦱꦸꦒꦼꦁꦫꦮꦸꦃ", "السلام عليكم", "ขอบคุณ", "नमस्ते", "한국어", "Tiếng Việt", "🩷🫨 sip", "“kutip” — …", "½ ≤ 3 m²"],
)
def test_scripts_and_new_emoji_pass(text: str) -> None:
    assert clean(text) == text


def test_lines_are_kept_up_to_the_number_asked_for() -> None:
    text = "satu\r\ndua\rtiga\u2028empat\x85lima"
    assert clean(text, lines=3) == "satu\ndua\ntiga empat lima"
    assert clean(text, lines=9) == "satu\ndua\ntiga\nempat\nlima"
    assert clean(text) == "satu dua tiga empat lima"


def test_a_cut_text_says_so() -> None:
    assert clean("panjang sekali", limit=8) == "panjang…"
    assert clean("a" * ENTRY_LIMIT) == "a" * ENTRY_LIMIT
    assert storable("panjang sekali", 8) == "panjang…"


@pytest.mark.parametrize(
    "unit", ["a", "\x1b[31m", "\u200b", "h\u0301\u0301", "👨\u200d", "❤\ufe0f", "\n", "\ud800", "ꦲ"]
)
def test_a_megabyte_is_cut_before_it_is_looked_at(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    plain_emoji(clean(text))
    hidden_count(text)
    storable(text)
    assert time.process_time() - start < 0.3


@given(nasty, st.integers(1, 40))
def test_what_is_stored_can_be_written_and_is_otherwise_as_received(text: str, limit: int) -> None:
    stored = storable(text, limit)
    stored.encode()
    assert len(stored) <= limit
    assert storable(stored, limit) == stored
    if len(text) <= limit and not any("\ud800" <= char <= "\udfff" for char in text):
        assert stored == text


def test_surrogates_that_are_a_pair_become_their_character() -> None:
    assert storable("\ud83d\ude4f \ud83d") == "🙏 �"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Pak Lurah", 0),
        (BY_ID["dev-061"], 2),
        (BY_ID["dev-065"], 3),
        (BY_ID["dev-067"], 1),
        (BY_ID["dev-071"], 13),
        (f"{FAMILY} 👍🏽 ❤\ufe0f ⚠\ufe0e 1\ufe0f\u20e3", 0),
        ("tutup\u200dmata 👩\u200d👧", 1),
        ("baris\nbaris\t\x1b", 0),
    ],
)
def test_hidden_characters_are_counted_and_emoji_are_not(text: str, count: int) -> None:
    assert hidden_count(text) == count


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (FAMILY, "👨"),
        ("👩🏽\u200d🚒 siaga 🙏🏿", "👩 siaga 🙏"),
        ("❤\ufe0f\u200d🔥", "❤"),
        ("👩\u200d❤\ufe0f\u200d👨", "👩"),
        ("1\ufe0f\u20e3 #\ufe0f\u20e3", "1 #"),
        ("🇮🇩 jaya", "[ID] jaya"),
        ("🏳\ufe0f\u200d🌈", "🏳"),
        ("tetap 😭🙏 “begini”", "tetap 😭🙏 “begini”"),
    ],
)
def test_lists_reduce_an_emoji_to_its_base(text: str, plain: str) -> None:
    assert plain_emoji(clean(text)) == plain


@given(nasty)
def test_a_list_text_has_no_joiner_or_selector(text: str) -> None:
    result = plain_emoji(clean(text))
    assert not {"\u200d", "\ufe0f"} & set(result)
    assert plain_emoji(result) == result


@pytest.mark.parametrize(
    "name",
    [
        *(BY_ID[id] for id in ("dev-072", "dev-073", "dev-074", "dev-075", "dev-143")),
        "Κominfo",
        "ᴀᴅᴍɪɴ ʀᴇsᴍɪ",
        "🅰dmin",
        "Ⓐdmin",
        "Сосо",
        "Kominfo ✅",
        "ᵃᵈᵐⁱⁿ",
    ],
)
def test_a_name_that_may_pass_for_another_is_marked(name: str) -> None:
    assert mixed_script(name)


@pytest.mark.parametrize(
    "name",
    [
        "dwi.lestari",
        "ꦧꦸꦢꦶ",
        "ꦧꦸꦢꦶ Budi",
        "شكرا Pak Lurah",
        "José Nº 2",
        "Ирина",
        "林さん",
        "Ibu RT 🇮🇩 ❤\ufe0f",
        "Rumah 4 m²",
        "",
    ],
)
def test_an_honest_name_is_not_marked(name: str) -> None:
    assert not mixed_script(name)


@given(nasty)
def test_marks_are_decided_for_any_text(text: str) -> None:
    assert mixed_script(text) in (True, False)
    assert hidden_count(text) >= 0
