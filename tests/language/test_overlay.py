"""Corrections: the same text, its words, and nothing else; whatever is taken out is gone."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import language
from domain.comments import KINDS, SENTIMENTS, Reading
from domain.corrections import Correction, Field
from language import overlay
from language.overlay import MOST, NONE, Overlay

WORDS = "jalan lampu macet bagus antre ramah lambat petugas KTP sampah tidak belum cepat parkir ? 👏".split()
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


def corrected(text: str, answer: str, *, field: Field = "sentiment", at: int = 0, by: str = "rina") -> Correction:
    """What an admin says against the engine."""
    reading = language.read(text)
    said = reading.sentiment if field == "sentiment" else reading.kind
    told = overlay.lesson(text)
    words = told.words if field == "sentiment" else ()
    return Correction(
        id=at,
        comment=at,
        field=field,
        said=said,
        confidence=reading.confidence,
        answer=answer,  # type: ignore[arg-type]
        by=by,
        at=at,
        text_key=told.key,
        word_keys=words,
    )


corrections = st.lists(
    st.tuples(texts, st.sampled_from(SENTIMENTS)) | st.tuples(texts, st.sampled_from(KINDS)), max_size=12
).map(
    lambda said: [
        corrected(text, answer, field="sentiment" if answer in SENTIMENTS else "kind", at=at)
        for at, (text, answer) in enumerate(said, 1)
    ]
)


def test_the_same_text_is_read_as_the_admin_said() -> None:
    said = corrected("Bagus sekali, antre lima jam di loket dua", "negative")
    reading = language.read("Bagus sekali, antre lima jam di loket dua", Overlay([said]))
    assert (reading.sentiment, reading.unsure, reading.sentiment_from) == ("negative", False, "rina")


def test_a_kind_is_remembered_too_and_leaves_the_feeling_alone() -> None:
    text = "Lampu jalan mati di depan sekolah"
    reading = language.read(text, Overlay([corrected(text, "hoax", field="kind")]))
    assert (reading.kind, reading.kind_from) == ("hoax", "rina")
    assert reading.sentiment == language.read(text).sentiment
    assert reading.sentiment_from == ""


@pytest.mark.parametrize(
    "other",
    [
        "  mantap   pelayanannya, pak  ",
        "MANTAPPPPP pelayanannya pak!!!",
        "mantap pelayanannya pak.",
        "𝗺𝗮𝗻𝘁𝗮𝗽 pelayanannya pak",
        "man\u200btap pelayanannya, pak…",
    ],
)
def test_dress_stretch_and_punctuation_do_not_make_another_text(other: str) -> None:
    assert overlay.key(other) == overlay.key("Mantap pelayanannya pak")


@pytest.mark.parametrize("other", ["Mantap pelayanannya pak?", "Mantap pelayanannya pak 👏", "Mantap pelayanannya bu"])
def test_another_text_is_another(other: str) -> None:
    assert overlay.key(other) != overlay.key("Mantap pelayanannya pak")


@pytest.mark.parametrize("empty", ["", "   ", "...", "\u200b"])
def test_what_says_nothing_is_not_remembered(empty: str) -> None:
    assert overlay.lesson(empty).key == ""
    said = Correction(comment=1, field="sentiment", said="neutral", answer="negative", by="rina", at=1)
    assert language.read(empty, Overlay([said])).sentiment_from == ""


def test_words_lean_where_corrections_pushed_them() -> None:
    said = [corrected(f"antre gelombang {word}", "negative", at=at) for at, word in enumerate(WORDS, 1)]
    taught = Overlay(said)
    text = "antre gelombang kedua"
    polarity, _neutrality = taught.lean(text)
    assert polarity < 0
    assert language.read(text, taught).sentiment_from == ""
    assert language.read(text, taught).learned != 0
    assert taught.lean("pelayanan ramah") == (0, 0) or abs(taught.lean("pelayanan ramah")[0]) < abs(polarity)


def test_behind_a_negator_a_word_is_another_word() -> None:
    assert not set(overlay.words("tidak ramah")).intersection(overlay.words("ramah"))
    assert set(overlay.words("tidak. ramah")).intersection(overlay.words("ramah"))


def test_names_addresses_and_numbers_teach_nothing() -> None:
    assert overlay.words("@warga_satu https://contoh.example 3571010101900001 yang di") == ()


@settings(max_examples=40, deadline=None)
@given(corrections, texts)
def test_the_order_in_which_they_come_changes_nothing(said: list[Correction], text: str) -> None:
    assert language.read(text, Overlay(said)) == language.read(text, Overlay(reversed(said)))


@settings(max_examples=40, deadline=None)
@given(corrections, texts)
def test_however_often_a_word_is_corrected_it_leans_only_so_far(said: list[Correction], text: str) -> None:
    polarity, neutrality = Overlay(said).lean(text)
    room = MOST * len(overlay.words(text))
    assert abs(polarity) <= room
    assert abs(neutrality) <= room
    reading = language.read(text, Overlay(said))
    assert 0 <= reading.confidence <= 1


@settings(max_examples=40, deadline=None)
@given(corrections, corrections, texts)
def test_what_is_taken_out_is_gone(kept: list[Correction], gone: list[Correction], text: str) -> None:
    before = language.read(text, Overlay(kept))
    both = [*kept, *gone]
    assert language.read(text, Overlay(both[: len(kept)])) == before
    assert language.read(text, Overlay()) == language.read(text, NONE) == language.read(text)


@settings(max_examples=40, deadline=None)
@given(texts, st.sampled_from(SENTIMENTS), st.sampled_from(SENTIMENTS))
def test_the_last_word_on_a_text_counts(text: str, first: str, last: str) -> None:
    said = [corrected(text, first, at=1), corrected(text, last, at=2, by="budi")]
    reading = language.read(text, Overlay(said))
    if said[0].text_key:
        assert (reading.sentiment, reading.sentiment_from) == (last, "budi")


def test_a_correction_holds_no_word_of_the_text() -> None:
    import msgspec

    stored = msgspec.json.encode(corrected("Rumah Bu Sulastri kebanjiran lagi", "negative")).decode()
    assert "sulastri" not in stored.casefold()


def test_five_thousand_corrections_make_an_overlay_in_no_time() -> None:
    said = [
        Correction(
            id=at,
            comment=at,
            field="sentiment",
            said="neutral",
            confidence=0.5,
            answer="negative",
            by="rina",
            at=at,
            text_key=str(at),
            word_keys=tuple(range(at, at + 12)),
        )
        for at in range(5_000)
    ]
    start = perf_counter()
    Overlay(said)
    assert perf_counter() - start < 1.0


def test_the_engine_alone_says_whose_word_it_is() -> None:
    reading = language.read("Terima kasih pelayanannya")
    assert isinstance(reading, Reading)
    assert (reading.sentiment_from, reading.kind_from, reading.learned) == ("", "", 0.0)
