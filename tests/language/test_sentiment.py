"""Words, emoji, negation, irony: what each does to the feeling of a text."""

import pytest

from language.cues import CUES
from language.lexicon import EMOJI, WEIGHTS
from language.sentiment import by_rules, feel
from language.words import form, scan


def feeling(text: str) -> str:
    return by_rules(feel(scan(text)))[0]


def score(text: str) -> float:
    return feel(scan(text)).score


@pytest.mark.parametrize(
    "text", ["pelayanan bagus", "apik tenan", "alus pisan", "bhegus ongghu", "rancak bana", "mantap jiwa", "😍", ":)"]
)
def test_pleased_in_many_languages(text: str) -> None:
    assert feeling(text) == "positive"


@pytest.mark.parametrize(
    "text", ["pelayanan buruk", "elek tenan", "awon pisan", "jubek ongghu", "buruak bana", "parah bgt", "😡", ":("]
)
def test_displeased_in_many_languages(text: str) -> None:
    assert feeling(text) == "negative"


@pytest.mark.parametrize("negator", ["tidak", "gak", "nggak", "ndak", "ora", "mboten", "teu", "henteu", "ta'", "indak"])
def test_a_negator_turns_praise_round(negator: str) -> None:
    assert score(f"{negator} bagus") < 0 < score("bagus")


def test_a_negator_reaches_three_words_and_not_over_a_stop() -> None:
    assert score("tidak ada yang bagus") < 0
    assert score("tidak ada lagi yang begitu bagus") > 0
    assert score("tidak, bagus kok") > 0


def test_a_negated_insult_is_no_insult() -> None:
    assert feeling("tidak jelek kok") == "positive"


def test_stretched_doubled_and_ended_words_are_known() -> None:
    assert form("baguuuuus") == form("BAGUSNYA") == form("bagus2") == form("𝐛𝐚𝐠𝐮𝐬") == "bagus"
    assert form("dalane") == "dalan"
    assert form("g0bl0k") == "goblok"


def test_an_intensifier_strengthens() -> None:
    assert score("bagus banget") > score("bagus") > score("agak bagus") > 0


def test_what_follows_a_contrast_counts_more() -> None:
    assert score("ramah tapi lambat") < 0 < score("lambat tapi ramah")


def test_many_emoji_weigh_no_more_than_a_strong_word() -> None:
    assert score("😍" * 50) == score("😍")
    assert abs(score("😡😠🤬👎💩🤮")) <= 3


@pytest.mark.parametrize(
    "text",
    ["mantab bener korupsinya 👏👏", "Mantap, macet lagi", "hebat ya, lampunya mati terus", "bagus sekali rapatnya 🙃"],
)
def test_irony_is_read_as_it_is_meant(text: str) -> None:
    assert feeling(text) == "negative"


def test_thanks_for_what_was_mended_are_no_irony() -> None:
    assert feeling("Mantap, jalan rusak sudah diperbaiki 👏") == "positive"


def test_a_hospital_is_not_ill() -> None:
    assert score("rumah sakit umum daerah") == 0


def test_one_word_alone_is_not_sure() -> None:
    assert by_rules(feel(scan("baik")))[1] < 0.63 < by_rules(feel(scan("baik, ramah, cepat, terima kasih")))[1]


def test_the_lists_hold_what_the_reader_can_meet() -> None:
    assert all(len(sign) == 1 for sign in EMOJI)
    for word in (*WEIGHTS, *(phrase[0] for phrase in CUES if len(phrase) == 1)):
        assert form(word) == word
