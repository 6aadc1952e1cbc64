"""What the writer wants from us: the thirteen kinds.

Personal data and adverts are found by their own rules and go first. For the rest a linear model weighs the words of
the text, pieces of them, and the names of the lists in `cues` whose words stand in it. It learned from our own invented
comments (`examples/train.tsv`; `training.kinds` makes the weights), so the order of `KINDS`, in which the first that
fits wins, is in its labels.
"""

from functools import cache, lru_cache
from typing import NamedTuple, cast

from domain.comments import Kind, Span, masked
from language.linear import Linear, Sum, load, pieces
from language.sentiment import Feeling
from language.spam import Spam
from language.words import STOPS, Place, Scan

_WORD, _CUE, _LENGTH = 4, 4, 2
"""How often a word, a list of cues, and the length of the text count; a piece of a word counts once."""
_PIECES = (3, 4, 5)
ALARM_FROM = 0.08
"""From this chance on a comment is an emergency: a missed one costs more than a false alarm."""
_ALARM_UNNAMED = 0.3
"""Where no word for a danger stands in the text it has to be likelier: over five folds of our examples that misses no
emergency more, and 13 of 46 false alarms are gone."""
_ALARM_THOUGH_EXPOSED, _ALARM_THOUGH_CALM = 0.5, 0.7
"""But where personal data stand open, the danger must be named and likely, and where somebody gives thanks or tells of
the past, very likely."""
_SECOND_FROM = 0.1
_EITHER = 0.25
"""From this chance on the second kind is one that the text may be taken for; below, an insult in it is the news."""
_EVIDENCE_AT_MOST = 4
_DANGER = ("peril", "hazard", "victim", "depth", "urgent", "fault")


class Message(NamedTuple):
    """Everything a reading begins with."""

    scan: Scan
    feeling: Feeling
    personal_data: tuple[Span, ...]
    withheld: str
    """A number that was given in part; empty: there is none."""
    spam: Spam | None
    spam_words: tuple[str, ...]

    def has(self, *names: str) -> bool:
        """Whether words of any of these lists stand in the text."""
        return any(name in self.scan.cues for name in names)

    def reproach(self) -> float:
        """What the writer holds against us: the feeling without the words for the danger itself."""
        cues = self.scan.cues
        danger = {at for name in _DANGER for place in cues.get(name, ()) for at in range(*place)}
        return sum(weight for place, weight in self.feeling.weights if place[0] not in danger)


def read_kind(message: Message) -> tuple[Kind, float, Kind | None, tuple[str, ...]]:
    """Kind, confidence (0 to 1), second kind, and pieces of the text as evidence."""
    exposed = bool(message.personal_data or message.withheld)
    ranked = rank(message.scan, _alarm_from(message, exposed))
    if message.feeling.ironic:
        ranked = [one for one in ranked if one[0] != "praise"]
    if message.spam:
        # An advert that "explodes" or "burns" calls for nobody's help.
        ranked = [("gambling_spam", 0.95), *(one for one in ranked if one[0] not in ("gambling_spam", "emergency"))]
    (kind, chance), (second, second_chance) = ranked[:2]
    if exposed:
        if kind != "emergency":
            return "personal_data", 0.95, kind if kind != "other" else None, _personal_evidence(message)
        second, second_chance = "personal_data", 1.0
    if second_chance < _EITHER and kind != "abuse" and message.has("insult"):
        second, second_chance = "abuse", 1.0
    kept = second if second_chance >= _SECOND_FROM else None
    if message.spam:
        return kind, chance, kept, message.spam_words[:_EVIDENCE_AT_MOST]
    return kind, round(chance, 2), kept, _evidence(message.scan, kind)


def _alarm_from(message: Message, exposed: bool) -> float:
    """The chance from which on a comment is an emergency."""
    if exposed and not message.has("peril", "hazard", "depth"):
        return 1.0
    if message.has("past", "mended", "thanks", "rumour"):
        return _ALARM_THOUGH_CALM
    if exposed:
        return _ALARM_THOUGH_EXPOSED
    return ALARM_FROM if message.has(*_DANGER) else _ALARM_UNNAMED


def rank(scan: Scan, alarm_from: float) -> list[tuple[Kind, float]]:
    """The kinds that words can tell, the likeliest first, but an emergency before all others from that chance on."""
    model = _model()
    chances = model.chances(_sum(scan))
    ranked = sorted(zip(cast(tuple[Kind, ...], model.labels), chances, strict=True), key=lambda one: -one[1])
    alarm = next(one for one in ranked if one[0] == "emergency")
    if alarm[1] >= alarm_from or alarm is ranked[0]:
        ranked.remove(alarm)
        ranked.insert(0 if alarm[1] >= alarm_from else 1, alarm)
    return ranked


def features(scan: Scan) -> list[bytes]:
    """All features of a text, each as often as it counts: what the model is trained on."""
    found = [feature for form in scan.forms for feature in (*_pieces(form), *[_word(form)] * _WORD)]
    found += [_cue(name) for name in scan.cues for _ in range(_CUE)]
    return found + [_length(scan.forms)] * _LENGTH


def _word(form: str) -> bytes:
    return b"#%d" % min(9, len(form)) if form.isdigit() else b"w:" + form.encode("utf-8", "replace")


def _cue(name: str) -> bytes:
    return b"c:" + name.encode()


def _pieces(form: str) -> list[bytes]:
    return pieces(form, _PIECES) if form.isalpha() else []


def _length(forms: list[str]) -> bytes:
    return b"len:%d" % min(6, len(forms).bit_length())


@cache
def _model() -> Linear:
    return load("kinds")


@lru_cache(maxsize=32_768)
def _word_sum(form: str) -> Sum:
    model = _model()
    return model.sum(_pieces(form)) + _WORD * model.sum((_word(form),))


@cache
def _cue_sum(name: str) -> Sum:
    return _CUE * _model().sum((_cue(name),))


def _sum(scan: Scan) -> Sum:
    length = _LENGTH * _model().sum((_length(scan.forms),))
    return sum(map(_word_sum, scan.forms)) + sum(map(_cue_sum, scan.cues)) + length


def _evidence(scan: Scan, kind: Kind) -> tuple[str, ...]:
    """The words and phrases that speak most for the kind, in the order of the text."""
    model = _model()
    label = model.labels.index(kind)
    shares: dict[Place, float] = {}
    for at, form in enumerate(scan.forms):
        if form not in _NO_EVIDENCE:
            shares[at, at + 1] = model.share(_word_sum(form), label)
    for name, places in scan.cues.items():
        share = model.share(_cue_sum(name), label)
        for place in places:
            shares[place] = shares.get(place, 0.0) + share
    strongest = sorted(shares, key=lambda place: -shares[place])[:_EVIDENCE_AT_MOST]
    least = _TELLING * shares[strongest[0]] if strongest else 0.0
    telling = sorted(place for place in strongest if shares[place] > max(0.0, least))
    return tuple(dict.fromkeys(scan.piece(place) for place in telling))


_NO_EVIDENCE = STOPS - {"?"}
"""A comma tells the weights something, but no reader."""

_TELLING = 0.4
"""What says less than this part of the strongest word is no evidence."""


def _personal_evidence(message: Message) -> tuple[str, ...]:
    """Masked, for reasons are shown where the text may not be."""
    spans = message.personal_data[:_EVIDENCE_AT_MOST]
    hidden = masked(message.scan.text, spans)
    pieces = [hidden[span.start : span.end] for span in spans]
    return tuple(dict.fromkeys(piece for piece in (*pieces, message.withheld) if piece))[:_EVIDENCE_AT_MOST]
