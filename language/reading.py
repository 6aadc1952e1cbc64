"""Reads a comment: what it feels, what it wants, and what in it must not be shown."""

from domain.comments import Kind, Reading
from language import gambling, personal_data, sentiment
from language.kinds import Message, read_kind
from language.overlay import NONE, Overlay
from language.spam import spam
from language.words import scan

ENGINE = sentiment.ENGINE
_READ_AT_MOST = 20_000
"""Characters that are weighed; personal data are looked for in all of them."""

_EVEN = 0.5
_CLEARLY = 2.0
"""From this score on a feeling is spoken out, whatever the kind."""


def read(text: str, overlay: Overlay = NONE) -> Reading:
    """The reading of any text. Never raises; the same text always gives the same reading; empty text says nothing.

    `overlay` is what the admins have corrected so far.
    """
    if not text or text.isspace():
        return Reading(engine=ENGINE)
    spans = personal_data.find(text)
    head = text[:_READ_AT_MOST]
    scanned = scan(head)
    feeling = sentiment.feel(scanned)
    advert, advert_words = spam(head)
    message = Message(scanned, feeling, spans, personal_data.withheld(head), advert, advert_words)
    kind, kind_confidence, second, reasons = read_kind(message)
    if kind == "gambling_spam" and not advert:
        advert = "gambling" if gambling.chance(head) >= _EVEN else "other"
    own = second or "other" if kind == "personal_data" else kind
    judged = sentiment.judge(scanned, feeling, _leaning(own, kind_confidence, message), overlay.lean(head))
    reading = Reading(
        sentiment=judged.sentiment,
        confidence=judged.confidence,
        unsure=judged.confidence < sentiment.UNSURE_BELOW,
        words=judged.words,
        kind=kind,
        kind_confidence=kind_confidence,
        second_kind=second,
        reasons=reasons,
        personal_data=spans,
        spam=advert,
        engine=judged.engine,
        learned=judged.taught,
    )
    return overlay.corrected(text, reading)


_LEANS: dict[Kind, tuple[float, float]] = {
    "gambling_spam": (0, 2.5),
    "provocation": (-1, 0),
    "abuse": (-1, 0),
    "complaint": (-1, 0),
    "criticism": (-1, 0),
    "question": (0, 1),
    "aspiration": (0, 1),
    "suggestion": (0, 1),
    "emergency": (0, 2),
    "hoax": (0, 1.5),
    "praise": (1, 0),
}
"""Where a kind leans by convention: towards positive rather than negative, and towards neutral.

Spam is neutral, provocation, abuse and complaints are negative however polite, an emergency is neutral unless it
reproaches, whoever asks about a rumour is neutral and whoever spreads it negative.
"""
_DATA_LEANS = 0.6
"""What personal data add towards neutral: who gives a number mostly asks for something."""
_KIND_FROM = 0.5
"""A kind less sure than that says nothing about the feeling."""


def _leaning(kind: Kind, confidence: float, message: Message) -> tuple[float, float]:
    """What the kind adds to the feeling of the words."""
    if message.feeling.ironic:
        return -1.0, 0.0
    polarity, neutrality = _LEANS.get(kind, (0.0, 0.0)) if confidence >= _KIND_FROM else (0.0, 0.0)
    reproaches = kind == "emergency" and message.reproach() <= -_CLEARLY
    spreads = kind == "hoax" and not message.has("verify") and "?" not in message.scan.forms
    if neutrality and (reproaches or spreads):
        return -1.0, 0.0
    return polarity, neutrality + _DATA_LEANS * bool(message.personal_data)
