"""Why a title looks like clickbait, and how to say it plainer, in words."""

from domain.text import clean
from wording import N_, _

_REASONS: dict[str, str] = {
    "viral": N_("“{piece}”: says that many look at it, not what happened"),
    "withheld": N_("“{piece}”: points at something without naming it"),
    "trailing": N_("“{piece}”: breaks off before the point"),
    "question": N_("a question that the title could answer"),
    "shouting": N_("“{piece}”: calls out loud"),
    "surprise": N_("“{piece}”: promises a surprise"),
    "feeling": N_("“{piece}”: tells the reader what to feel"),
    "netizens": N_("“{piece}”: tells of reactions, not of the matter"),
    "list": N_("“{piece}”: promises a list without saying what for"),
    "lure": N_("“{piece}”: a word that mostly lures"),
    "long": N_("{piece} words: so long as clickbait mostly is"),
    "wording": N_("“{piece}”: worded as clickbait mostly is"),
}
_HINTS: dict[str, str] = {
    "viral": N_("say what happened, where and when"),
    "withheld": N_("name the person, place or thing at once"),
    "trailing": N_("end the sentence with the point"),
    "question": N_("give the answer as the title"),
    "shouting": N_("end with a full stop, or nothing"),
    "surprise": N_("say the news itself; it need not be announced"),
    "feeling": N_("leave the feeling to the reader; say the fact"),
    "netizens": N_("say what it is about; reactions belong in the text"),
    "list": N_("say for whom and for what the points are"),
    "lure": N_("replace it by what the reader gets: who, what, when, where"),
    "long": N_("keep to who, what and where; the rest belongs in the caption"),
    "wording": N_("say who does what, when and where"),
}


def reason(code: str, piece: str) -> str:
    """One reason, with the piece of the title it speaks of."""
    return _(_REASONS[code]).format(piece=clean(piece, limit=60))


def hint(code: str) -> str:
    """How to mend it."""
    return _(_HINTS[code])
