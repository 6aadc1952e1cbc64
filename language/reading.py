"""Reads a comment: what it feels, what it wants, and what in it must not be shown."""

from domain.comments import Reading, Sentiment, Word
from language import personal_data, sentiment
from language.kinds import Message, read_kind
from language.spam import spam
from language.words import scan

ENGINE = "aturan-1"
_READ_AT_MOST = 20_000
"""Characters that are weighed; personal data are looked for in all of them."""


def read(text: str) -> Reading:
    """The reading of any text. Never raises; the same text always gives the same reading; empty text says nothing."""
    if not text or text.isspace():
        return Reading(engine=ENGINE)
    spans = personal_data.find(text)
    head = text[:_READ_AT_MOST]
    scanned = scan(head)
    feeling = sentiment.feel(scanned)
    advert, _, advert_words = spam(head)
    message = Message(scanned, feeling, spans, advert, advert_words)
    kind, kind_confidence, second, reasons = read_kind(message)
    label, confidence = sentiment.judge(feeling)
    words = feeling.words(scanned, label)
    return Reading(
        sentiment=label,
        confidence=confidence,
        unsure=confidence < sentiment.UNSURE_BELOW,
        words=words,
        kind=kind,
        kind_confidence=kind_confidence,
        second_kind=second,
        reasons=reasons,
        personal_data=spans,
        spam=advert,
        engine=ENGINE,
    )
