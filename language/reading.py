"""Reads a comment: what it feels, what it wants, and what in it must not be shown."""

from domain.comments import Kind, Reading, Sentiment
from language import personal_data, sentiment
from language.kinds import Message, read_kind
from language.spam import spam
from language.words import scan

ENGINE = "rules-1"
"""Name and version of the engine; another version may read the same text otherwise."""
_READ_AT_MOST = 20_000
"""Characters that are weighed; personal data are looked for in all of them."""

_CLEARLY = 2.0
"""From this score on a feeling is spoken out, whatever the kind."""


def read(text: str) -> Reading:
    """The reading of any text. Never raises; the same text always gives the same reading; empty text says nothing."""
    if not text or text.isspace():
        return Reading(engine=ENGINE)
    spans = personal_data.find(text)
    head = text[:_READ_AT_MOST]
    scanned = scan(head)
    feeling = sentiment.feel(scanned)
    advert, advert_words = spam(head)
    message = Message(scanned, feeling, spans, personal_data.account(head), advert, advert_words)
    kind, kind_confidence, second, reasons = read_kind(message)
    own = second or "other" if kind == "personal_data" else kind
    label, confidence = _by_convention(own, message)
    return Reading(
        sentiment=label,
        confidence=confidence,
        unsure=confidence < sentiment.UNSURE_BELOW,
        words=feeling.words(scanned, label),
        kind=kind,
        kind_confidence=kind_confidence,
        second_kind=second,
        reasons=reasons,
        personal_data=spans,
        spam=advert,
        engine=ENGINE,
    )


def _by_convention(kind: Kind, message: Message) -> tuple[Sentiment, float]:
    """The sentiment, where the kind decides it or at least shifts it; its confidence.

    Spam is neutral, provocation, abuse and complaints are negative however polite, an emergency is neutral unless it
    reproaches, whoever asks about a rumour is neutral and whoever spreads it negative.
    """
    feeling = message.feeling
    label, confidence = sentiment.judge(feeling)
    reproach = message.reproach()
    match kind:
        case "gambling_spam":
            return "neutral", 0.9
        case "provocation" | "abuse":
            return "negative", max(0.85, confidence)
        case "complaint" | "criticism":
            return "negative", max(0.75, confidence) if label == "negative" else 0.6
        case "emergency":
            return ("negative", 0.7) if reproach <= -_CLEARLY else ("neutral", 0.7)
        case "hoax":
            return ("neutral", 0.7) if message.has("verify") or "?" in message.scan.forms else ("negative", 0.65)
        case "question" | "aspiration" | "suggestion" if abs(feeling.score) <= _CLEARLY:
            return "neutral", 0.7 if message.has("hard_ask", "wish", "better") else 0.55
        case "other" if label == "neutral" and message.has("greeting"):
            return "neutral", 0.75
    return label, confidence
