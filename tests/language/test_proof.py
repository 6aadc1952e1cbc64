"""Corrections that spoil what is known are noticed; a few of them are not."""

from collections.abc import Iterable

from domain.corrections import Correction
from language import overlay, proof
from language.overlay import Overlay


def said_of(lines: Iterable[tuple[str, str]]) -> Overlay:
    """Every text is said to be the contrary of what it is."""
    contrary = {"positive": "negative", "negative": "positive", "neutral": "negative"}
    return Overlay(
        Correction(
            id=at,
            comment=at,
            field="sentiment",
            said=sentiment,
            confidence=0.9,
            answer=contrary[sentiment],  # type: ignore[arg-type]
            by="rina",
            at=at,
            text_key=overlay.key(text),
            word_keys=overlay.words(text),
        )
        for at, (text, sentiment) in enumerate(lines, 1)
    )


def test_there_are_lines_of_every_feeling() -> None:
    assert len(proof.lines()) >= 150
    assert {sentiment for _text, sentiment in proof.lines()} == {"positive", "neutral", "negative"}


def test_without_corrections_there_is_no_harm() -> None:
    assert proof.harm(Overlay()) == (0, 0, len(proof.lines()))
    assert not proof.harm(Overlay()).done


def test_one_wrong_word_is_no_harm_yet() -> None:
    assert not proof.harm(said_of(proof.lines()[:1])).done


def test_many_wrong_ones_are() -> None:
    found = proof.harm(said_of(proof.lines()[::8]))
    assert found.done
    assert found.spoiled > found.mended
