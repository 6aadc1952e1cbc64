"""What a comment wants: how the learned weights and the rules before them go together."""

import hashlib
import json
from pathlib import Path

import pytest

import language
from domain.comments import KINDS
from language import read
from language.kinds import features
from language.linear import Linear, load, pieces
from language.words import scan

WEIGHTS = Path(language.__file__).with_name("weights")
EXAMPLES = Path(language.__file__).with_name("examples")


@pytest.mark.parametrize(("name", "most"), [("kinds", 300_000), ("judol", 200_000)])
def test_the_weights_are_those_their_card_describes_and_small(name: str, most: int) -> None:
    data = WEIGHTS.joinpath(f"{name}.bin").read_bytes()
    card = json.loads(WEIGHTS.joinpath(f"{name}.json").read_text("utf-8"))
    assert len(data) == card["bytes"] <= most
    assert hashlib.sha256(data).hexdigest() == card["sha256"]


def test_damaged_weights_are_refused() -> None:
    data = WEIGHTS.joinpath("judol.bin").read_bytes()
    with pytest.raises(Exception, match=r"incomplete|size|truncated|Error"):
        Linear(data[:-100])
    head, _, table = data.partition(b"\n")
    with pytest.raises(ValueError, match="another size"):
        Linear(head.replace(b'"bits": 16', b'"bits": 15') + b"\n" + table)


def test_a_sum_is_the_same_in_any_order_and_twice_is_twice() -> None:
    model = load("kinds")
    words = [*pieces("kebakaran", (3, 4)), b"w:damkar", b"c:peril"]
    assert model.sum(words) == model.sum(reversed(words))
    assert model.sum([*words, *words]) == 2 * model.sum(words)
    assert sum(model.chances(model.sum(words))) == pytest.approx(1)


def test_what_is_trained_on_is_what_is_asked() -> None:
    text = "Lampu jalan depan SD 2 mati seminggu, tolong dicek!"
    model = load("kinds")
    chances = dict(zip(model.labels, model.chances(model.sum(features(scan(text)))), strict=True))
    assert read(text).kind == max(chances, key=lambda kind: chances[kind]) == "complaint"
    assert read(text).kind_confidence == round(chances["complaint"], 2)


@pytest.mark.parametrize("name", ["train", "test"])
def test_our_own_lines_cover_every_kind_feeling_and_tongue(name: str) -> None:
    rows = [row.split("\t") for row in EXAMPLES.joinpath(f"{name}.tsv").read_text("utf-8").splitlines()]
    assert rows[0] == ["kind", "second", "sentiment", "language", "text"]
    for kind in KINDS:
        assert sum(row[0] == kind for row in rows) >= (50 if name == "train" else 30)
    for tongue in ("jv", "su", "mad", "min", "bew"):
        assert sum(row[3] == tongue for row in rows) >= 10
    assert all(row[2] in ("positive", "neutral", "negative") for row in rows[1:])
    assert all(row[1] in (*KINDS, "-") and row[1] != row[0] for row in rows[1:])


@pytest.mark.parametrize(
    "text",
    [
        "NIK saya 35xx… a.n. Siti, kok bansosnya tidak keluar?",
        "no KK 3578xxxxxxxx0001 tidak terbaca",
        "rekening BRI 0012 01 012345 50 1 an Budi",
    ],
)
def test_personal_data_come_first_even_if_given_in_part(text: str) -> None:
    reading = read(text)
    assert reading.kind == "personal_data"
    assert reading.reasons


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tolong, ibu saya pingsan, Jl. Kenanga no 12 RT 3 RW 4, hp 0812 3456 7890", "emergency"),
        ("Motor saya hilang di parkiran, N 1234 AB, tolong dicek", "personal_data"),
        ("Tadi malam kebakaran di sini, sekarang sudah aman", ""),
        ("Terima kasih tim SAR, korban tenggelam sudah ditemukan", "praise"),
    ],
)
def test_danger_must_be_plainer_where_data_stand_open_or_it_is_past(text: str, kind: str) -> None:
    assert read(text).kind == kind if kind else read(text).kind != "emergency"


def test_of_personal_data_the_own_wish_comes_second() -> None:
    assert read("NIK saya 3578012304850000, syarat pindah KK apa saja ya?").second_kind == "question"
    assert read("wa saya 0812 3456 7890").kind == "personal_data"


def test_an_insult_is_told_even_where_something_else_comes_first() -> None:
    assert read("Jalan rusak sebulan tidak diperbaiki, pejabat goblok").second_kind == "abuse"


def test_an_advert_that_burns_calls_for_nobody() -> None:
    reading = read("SLOT GACOR meledak malam ini, kebakaran jackpot, link di bio")
    assert (reading.kind, reading.spam) == ("gambling_spam", "gambling")


def test_other_adverts_are_spam_of_another_sort() -> None:
    reading = read("Open jasa pembuatan website murah, chat admin sekarang, promo diskon 50%")
    assert (reading.kind, reading.spam) == ("gambling_spam", "other")


def test_reasons_are_in_the_order_of_the_text_and_say_what_tells() -> None:
    reasons = read("Pak, lampu jalan depan masjid mati sudah seminggu").reasons
    places = ["Pak, lampu jalan depan masjid mati sudah seminggu".index(reason) for reason in reasons]
    assert 1 <= len(reasons) <= 4
    assert places == sorted(places)
    assert any("mati" in reason for reason in reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Kotak saran di kantor bupati dipasang di luar, yang di dalam tertutup meja",
        "Admin jawabannya template, di Jatisono smp sekarang belom ada petugas!",
        "parkir pasar watugede larang, 7 ewu ra oleh karcis. tulung ditertibno!!",
    ],
)
def test_nobody_is_alarmed_for_less_than_a_word_of_danger(text: str) -> None:
    assert read(text).kind != "emergency"
