"""The learned weights: the file and its card, damage, memory, and what they add to the rules."""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import learned, read
from language.sentiment import by_rules, feel
from language.words import scan
from training.rows import invented

FILE = learned.WEIGHTS.read_bytes()
CARD = json.loads(learned.WEIGHTS.with_suffix(".json").read_text("utf-8"))


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of weights that the tests may spoil; it is read when a text is next read."""
    path = tmp_path / "sentiment.bin"
    path.write_bytes(FILE)
    monkeypatch.setattr(learned, "WEIGHTS", path)
    learned.model.cache_clear()
    yield path
    learned.model.cache_clear()


def test_the_card_speaks_of_the_file_that_is_shipped() -> None:
    assert CARD["sha256"] == hashlib.sha256(FILE).hexdigest()
    assert CARD["bytes"] == len(FILE) <= 2_000_000
    assert CARD["licence"] == "CC-BY-SA-4.0"
    assert all(len(data["licence"]) > 2 for data in CARD["data"].values())
    assert CARD["validation"]["mean_of_12_f1"] >= 0.80


def test_our_own_comments_get_their_sentiment() -> None:
    rows = invented("test")
    right = sum(read(row.text).sentiment == ("positive", "neutral", "negative")[row.label] for row in rows)
    assert right >= 0.85 * len(rows)


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        FILE[:10],
        FILE[:-1],
        FILE + b"\0",
        FILE[:1000] + bytes([FILE[1000] ^ 1]) + FILE[1001:],
        b"NONE" + FILE[4:],
        FILE[:4] + b"\xff\xff" + FILE[6:],
    ],
    ids=["empty", "head only", "cut", "longer", "a bit turned", "another kind of file", "another version"],
)
def test_a_damaged_file_is_known_as_such_and_the_rules_go_on(weights: Path, spoilt: bytes) -> None:
    with pytest.raises(learned.Damaged):
        learned.Model(spoilt)
    weights.write_bytes(spoilt)
    reading = read("pelayanan bagus, petugas ramah")
    assert (reading.sentiment, reading.engine) == ("positive", "rules-1")
    assert [word.text for word in reading.words] == ["bagus", "ramah"]


def test_a_missing_file_leaves_the_rules(weights: Path) -> None:
    weights.unlink()
    assert read("pelayanan buruk, kecewa").sentiment == "negative"


def test_a_well_sealed_file_with_tables_of_another_size_is_damaged() -> None:
    model = learned.Model(FILE)
    tables = dict.fromkeys(learned.TABLES, (b"\x00", b"\x00")) | dict.fromkeys(learned.DESK_TABLES, (b"\x00",))
    with pytest.raises(learned.Damaged):
        learned.Model(learned.pack(model.settings, tables))


def test_what_is_remembered_has_a_bound_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [row.text for row in invented("test")]
    signals = [0.0] * 10
    free = learned.Model(FILE)
    expected = [free.weigh(text, signals) for text in texts]
    monkeypatch.setattr(learned, "_REMEMBERED", 10)
    bounded = learned.Model(FILE)
    assert [bounded.weigh(text, signals) for text in texts] == expected
    assert len(bounded._known) <= 10


def test_threads_may_share_a_model() -> None:
    texts = [row.text for row in invented("test")]
    expected = [read(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: [read(text) for text in texts], range(4)):
            assert found == expected


def test_forms() -> None:
    assert [learned.normal(token) for token in ("BAGUUUUS", "@dina", "https://a.example/b", "0812", "ta’")] == [
        *("baguus", "<u>", "<l>", "<n4>", "ta'")
    ]
    assert learned.tokens("tempat nya bagus, ya?!") == ["tempatnya", "bagus", ",", "ya", "?!"]
    assert learned.pieces("apa") == ["<ap", "apa", "pa>", "<apa", "apa>"]
    assert learned.pieces("!!") == []


def test_a_negator_reaches_three_words_and_not_over_a_stop() -> None:
    assert learned.negated(["tidak", "a", "b", "c", "d"]) == ["a", "b", "c"]
    assert learned.negated(["ora", "a", ",", "b"]) == ["a"]
    assert learned.negated(["teu", "<n1>", "a"]) == ["a"]


@pytest.mark.parametrize(
    ("plain", "negated"),
    [("bagus", "tidak bagus"), ("apik", "ora apik"), ("sae", "teu sae"), ("bhegus", "ta' bhegus")],
)
def test_negation_turns_praise_in_every_language(plain: str, negated: str) -> None:
    assert read(f"pelayanan {plain}").sentiment == "positive"
    assert read(f"pelayanan {negated}").sentiment == "negative"


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("😡😡", "negative"),
        ("😍", "positive"),
        (":(", "negative"),
        ("❤️❤️❤️", "positive"),
        ("tidak jelek kok", "positive"),
        ("mantab bener korupsinya 👏👏", "negative"),
        ("keren ya pelayanannya, antre 5 jam cuma buat tanda tangan 🙃", "negative"),
        ("kerennnn abisss", "positive"),
        ("tolong dong sampah di gang mawar diangkut, sudah bau", "negative"),
        ("jam buka kantor jam berapa ya min?", "neutral"),
        ("Hatur nuhun kang, jalanna tos sae", "positive"),
        ("jalannyo rusak bana", "negative"),
    ],
)
def test_what_no_labelled_text_taught(text: str, sentiment: str) -> None:
    assert read(text).sentiment == sentiment


def test_an_emoji_weighs_with_the_words() -> None:
    assert read("pelayanan di sini begitu 😡").sentiment == "negative"
    assert read("pelayanan di sini begitu 😍").sentiment == "positive"


def test_conventions_of_the_desk_hold_for_comments_of_the_desk() -> None:
    model = learned.Model(FILE)
    signals = [0.0] * 10
    here = model.weigh("Min, lampu jalan depan balai desa mati, mohon dicek", signals).desk
    there = model.weigh("rasa mie nya biasa saja , harga nya terlalu mahal untuk porsi sekecil itu .", signals).desk
    assert there < 0.1 < 0.5 < here


@given(st.text(max_size=60))
def test_any_text_is_weighed(text: str) -> None:
    model = learned.model()
    assert model is not None
    weighed = model.weigh(text, [0.0] * 10)
    assert 0 <= weighed.desk <= 1
    assert sum(model.chances(weighed.polarity, weighed.neutrality)) == pytest.approx(1)
    assert all(learned.normal(token) for token in weighed.tokens)


def test_the_rules_alone_still_judge() -> None:
    assert by_rules(feel(scan("pelayanan bagus")))[0] == "positive"
