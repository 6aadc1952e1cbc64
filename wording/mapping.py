"""The columns of a table that no format knows, in words."""

from domain.mappings import FIELDS, Field
from wording import N_, _

DONE: dict[str, str] = {
    "mapping.save": N_("The columns are kept as {name}: such tables come in by themselves now"),
    "mapping.forget": N_("{name} is forgotten"),
}

VERBS: dict[str, str] = {
    "mapping.save": N_("kept the columns of a table"),
    "mapping.forget": N_("forgot the columns of a table"),
}

REFUSED: dict[str, str] = {
    "mapping_lacks": N_("Still without a column: {missing}."),
}

_FIELDS: dict[Field, str] = {
    "text": N_("text"),
    "author": N_("author"),
    "handle": N_("handle"),
    "date": N_("date"),
    "time": N_("time of day"),
    "id": N_("comment id"),
    "parent": N_("answers"),
    "url": N_("address"),
    "post": N_("post"),
    "likes": N_("likes"),
    "platform": N_("platform"),
}


def field(code: str) -> str:
    """What a field is called."""
    return next((_(words) for one, words in _FIELDS.items() if one == code), code)


def field_of(word: str) -> Field | None:
    """The field of that code, or name in the language spoken; None: there is none."""
    wanted = word.strip().casefold()
    return next((one for one in FIELDS if wanted in (one, field(one).casefold())), None)
