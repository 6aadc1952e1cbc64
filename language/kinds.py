"""What the writer wants from us: the thirteen kinds, by rules over the cues of a text.

Each rule says how well its kind fits, 0 to 1; from one half on it fits. The first kind that fits, in the order of
`KINDS`, is the kind of the comment; the next one is its second.
"""

from collections.abc import Callable
from typing import NamedTuple

from domain.comments import KINDS, Kind, Span, masked
from language.lexicon import NEGATORS
from language.sentiment import Feeling
from language.spam import Spam
from language.words import STOPS, Place, Scan

_FITS = 0.5
_EVIDENCE_AT_MOST = 4
_DANGER = ("peril", "hazard", "victim", "depth", "urgent", "fault")


class Message(NamedTuple):
    """Everything the rules look at."""

    scan: Scan
    feeling: Feeling
    personal_data: tuple[Span, ...]
    account: str
    """The word before an account number; empty: there is none."""
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


class Fit(NamedTuple):
    """How well a kind fits, and what says so."""

    strength: float
    evidence: tuple[Place, ...] = ()


Rule = Callable[[Message], Fit]
_NOT_AT_ALL = Fit(0.0)


def read_kind(message: Message) -> tuple[Kind, float, Kind | None, tuple[str, ...]]:
    """Kind, confidence (0 to 1), second kind, and pieces of the text as evidence."""
    fits = {kind: rule(message) for kind, rule in _RULES.items()}
    fitting = [kind for kind in KINDS if kind in fits and fits[kind].strength >= _FITS]
    if message.spam:
        # An advert that "explodes" or "burns" calls for nobody's help.
        fitting = ["gambling_spam", *(kind for kind in fitting if kind != "emergency")]
    if message.personal_data or message.account:
        fitting.insert(0, "personal_data")
    fitting.sort(key=KINDS.index)
    kind: Kind = fitting[0] if fitting else "other"
    second = fitting[1] if len(fitting) > 1 else None
    if kind == "personal_data":
        return kind, 0.95, second, _personal_evidence(message)
    if kind == "gambling_spam":
        return kind, 0.9, second, message.spam_words[:_EVIDENCE_AT_MOST]
    if kind == "other":
        return kind, _sure_of_other(message), None, ()
    fit = fits[kind]
    reasons = dict.fromkeys(message.scan.piece(place) for place in sorted(set(fit.evidence)))
    return kind, round(min(0.95, fit.strength), 2), second, tuple(reasons)[:_EVIDENCE_AT_MOST]


def _personal_evidence(message: Message) -> tuple[str, ...]:
    """Masked, for reasons are shown where the text may not be."""
    hidden = masked(message.scan.text, message.personal_data)
    pieces = [hidden[span.start : span.end] for span in message.personal_data]
    return tuple(dict.fromkeys(piece for piece in (*pieces, message.account) if piece))[:_EVIDENCE_AT_MOST]


def _sure_of_other(message: Message) -> float:
    forms = message.scan.forms
    if not forms:
        return 0.0
    return 0.8 if message.has("greeting") or len(forms) <= 2 else 0.4


def _evidence(message: Message, *names: str) -> tuple[Place, ...]:
    return tuple(place for name in names for place in message.scan.cues.get(name, ()))


def _near(scan: Scan, first: list[Place], second: list[Place], within: int) -> list[Place]:
    """Where a phrase of the first list is followed, in one clause, by one of the second; from one to the other."""
    return [
        (before[0], after[1])
        for before in first[:_LOOKED_AT]
        for after in second[:_LOOKED_AT]
        if 0 <= after[0] - before[1] <= within and STOPS.isdisjoint(scan.forms[before[1] : after[0]])
    ]


_LOOKED_AT = 40
"""So many places of a list are compared with one another; a text of 20,000 characters may hold thousands."""


def _standing(message: Message, name: str) -> tuple[Place, ...]:
    """Where words of the list stand without a negator in the two words before."""
    forms = message.scan.forms
    return tuple(
        place
        for place in message.scan.cues.get(name, ())
        if NEGATORS.isdisjoint(forms[max(0, place[0] - 2) : place[0]])
    )


def _emergency(message: Message) -> Fit:
    """Peril alone is enough; a hazard (flood, fallen tree) needs people in it, depth, or a call for rescue."""
    peril, hazard = _standing(message, "peril"), _standing(message, "hazard")
    if not peril and not hazard:
        return _NOT_AT_ALL
    has = message.has
    alarm = 0.55 if peril else 0.2
    alarm += 0.2 * (has("rescue") + has("victim") + has("depth")) + 0.15 * has("urgent")
    alarm += 0.1 * (has("now") + has("plea"))
    alarm -= 0.5 * has("past", "mended") + 0.35 * has("thanks", "rumour", "better")
    alarm -= 0.35 * (has("supposed") and has("ask", "hard_ask"))
    alarm -= 0.3 * (has("policy") and not has("urgent", "rescue", "victim"))
    return Fit(alarm, (*peril, *hazard, *_evidence(message, "rescue", "victim", "depth")))


def _hoax(message: Message) -> Fit:
    """Hearsay that asks whether it is true, or a call to pass it on."""
    has = message.has
    rumour, verify = has("rumour"), has("verify")
    asks = "?" in message.scan.forms
    # Who asks leave to pass something on is pleased with it.
    spread = has("spread") and not has("permission")
    fit = 0.35 * rumour + 0.4 * verify + 0.15 * asks * (rumour or verify) + 0.6 * spread + 0.5 * has("hoax")
    fit -= 0.3 * has("fault", "policy") * (not has("verify", "spread"))
    return Fit(fit, _evidence(message, "rumour", "verify", "spread", "hoax"))


def _complaint(message: Message) -> Fit:
    """A fault at a place or service, something due that has not come, or a plea to look after a place."""
    has = message.has
    fault, shortfall = _standing(message, "fault"), _standing(message, "shortfall")
    undone = _near(message.scan, message.scan.cues.get("missing", []), message.scan.cues.get("expected", []), 2)
    fit = 0.45 if fault or undone else 0.3 if shortfall else 0.0
    if not fit:
        return Fit(
            0.55 * (has("check") and has("place") and has("plea", "since") and not has("thanks")),
            _evidence(message, "check", "place"),
        )
    fit += 0.3 * has("place") + 0.15 * has("since") + 0.2 * has("check") + 0.1 * has("plea")
    fit -= 0.6 * has("mended") + 0.4 * (has("hard_ask") and not fault and not undone and not has("since"))
    fit -= 0.3 * (has("policy") and has("blame") and not has("since", "check"))
    fit -= 0.25 * (message.feeling.score > 1.5) + 0.3 * (has("better") and not has("since", "check"))
    return Fit(fit, (*fault, *undone, *shortfall, *_evidence(message, "place", "check")))


def _question(message: Message) -> Fit:
    """Asks; "hasilnya mana?" about policy is blame, no question."""
    has = message.has
    asks = "?" in message.scan.forms
    fit = 0.75 if has("hard_ask") else 0.4 if has("ask") else 0.2
    fit += 0.3 * asks + 0.1 * has("address")
    if fit < _FITS:
        return _NOT_AT_ALL
    fit -= 0.4 * (has("policy") and has("blame") and not has("hard_ask"))
    fit -= 0.4 * has("better", "wish") * (not asks or has("better"))
    fit -= 0.25 * (has("thanks") and not has("hard_ask")) + 0.4 * has("insult") * (not has("hard_ask"))
    return Fit(fit, _evidence(message, "hard_ask") or _evidence(message, "ask") or _marks(message))


def _marks(message: Message) -> tuple[Place, ...]:
    return tuple((at, at + 1) for at, form in enumerate(message.scan.forms) if form == "?")[:1]


def _aspiration(message: Message) -> Fit:
    cues = message.scan.cues
    wished = _near(message.scan, cues.get("wish", []), cues.get("build", []), 4)
    if not wished:
        return _NOT_AT_ALL
    return Fit(0.75 - 0.3 * message.has("better"), tuple(wished))


def _suggestion(message: Message) -> Fit:
    has = message.has
    fit = (
        0.7 * has("better")
        + 0.35 * has("more")
        + 0.25 * has("wish") * has("more")
        + 0.5 * has("should") * (not has("policy"))
    )
    return Fit(fit, _evidence(message, "better", "should", "more"))


def _criticism(message: Message) -> Fit:
    """Harsh words, not counting insults, or blame of policy and habit."""
    has = message.has
    insults = {place[0] for place in message.scan.cues.get("insult", ())}
    harsh = [place for place, weight in message.feeling.weights if weight < 0 and place[0] not in insults]
    score = message.feeling.score
    if has("mended") or score > 1.5:
        return _NOT_AT_ALL
    fit = 0.35 * has("policy") + 0.35 * has("blame") + min(0.4, 0.2 * len(harsh)) + 0.1 * message.feeling.ironic
    return Fit(fit, (*_evidence(message, "policy", "blame"), *harsh))


def _provocation(message: Message) -> Fit:
    cues = message.scan.cues
    incite, group = cues.get("incite", []), cues.get("group", [])
    incited = [*_near(message.scan, incite, group, 3), *_near(message.scan, group, incite, 4)]
    return Fit(
        0.85 if incited else 0.6 if message.has("slur", "unlawful") else 0.0,
        (*incited, *_evidence(message, "slur", "unlawful")),
    )


def _abuse(message: Message) -> Fit:
    insults = _evidence(message, "insult")
    return Fit(0.8 if insults and message.feeling.score <= 0 else 0.0, insults)


def _praise(message: Message) -> Fit:
    score = message.feeling.score
    if message.feeling.ironic or score < 1.5:
        return _NOT_AT_ALL
    pleased = tuple(place for place, weight in message.feeling.weights if weight > 0)
    fit = 0.4 * message.has("thanks", "mended") + min(0.7, 0.3 + 0.1 * score)
    fit -= 0.4 * (message.has("greeting") and not message.has("thanks"))
    fit -= 0.35 * (not any(message.scan.forms[place[0]].isalpha() for place in pleased))
    return Fit(fit, pleased)


_RULES: dict[Kind, Rule] = {
    "emergency": _emergency,
    "hoax": _hoax,
    "complaint": _complaint,
    "question": _question,
    "aspiration": _aspiration,
    "suggestion": _suggestion,
    "criticism": _criticism,
    "provocation": _provocation,
    "abuse": _abuse,
    "praise": _praise,
}
"""Personal data and spam are found elsewhere; what no rule fits is other."""
