"""The words of the filter's language: fields, values and units in Indonesian and English, both always read.

What is written is in the language spoken now. ``h`` is what the desk writes it for: days (hari) in Indonesian, hours in
English.
"""

from collections.abc import Mapping

from domain.accounts import NAMES, SHORT
from domain.filters import ANY, LATE, ME, NONE, Bound, Fault, Query, Term, Vocabulary, value_word, written
from domain.times import DAY, HOUR, MINUTE
from wording import N_, _, language

Words = Mapping[str, tuple[str, ...]]

_FIELDS: dict[str, tuple[str, ...]] = {
    "kind": ("kelas", "kind", "jenis", "class"),
    "sentiment": ("sentimen", "sentiment"),
    "status": ("status", "status", "keadaan", "state"),
    "deadline": ("tenggat", "deadline", "due"),
    "age": ("umur", "age", "usia"),
    "assignee": ("petugas", "assignee", "admin"),
    "opened": ("dibuka", "opened"),
    "agency": ("opd", "agency", "disposisi", "referral"),
    "account": ("akun", "account"),
    "platform": ("platform", "platform", "kanal", "channel"),
    "post": ("pos", "post", "konten"),
    "label": ("label", "label", "labels"),
    "likes": ("suka", "likes"),
    "order": ("urut", "sort", "urutan"),
}
"""Of each field the Indonesian word, the English one, others that are read."""

_NOBODY = ("kosong", "none", "tanpa")
_SOMEBODY = ("ada", "any")
VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": {
        "emergency": ("darurat", "emergency"),
        "personal_data": ("data_pribadi", "personal_data", "pribadi", "data_diri", "personal", "pii"),
        "gambling_spam": ("judol", "gambling", "judi", "spam"),
        "hoax": ("hoaks", "hoax", "disinformasi"),
        "complaint": ("aduan", "complaint", "keluhan"),
        "question": ("tanya", "question", "pertanyaan"),
        "aspiration": ("aspirasi", "aspiration", "wish"),
        "suggestion": ("saran", "suggestion", "advice"),
        "criticism": ("kritik", "criticism"),
        "provocation": ("provokasi", "provocation"),
        "abuse": ("cacian", "abuse"),
        "praise": ("apresiasi", "praise", "pujian"),
        "other": ("lainnya", "other", "lain"),
    },
    "sentiment": {
        "positive": ("positif", "positive", "+"),
        "neutral": ("netral", "neutral", "0"),
        "negative": ("negatif", "negative", "-"),
        "unsure": ("perlu_ditinjau", "to_be_reviewed", "ditinjau", "tinjau", "review", "?"),
    },
    "status": {
        "open": ("terbuka", "open"),
        "unanswered": ("belum_dijawab", "unanswered", "belum"),
        "snoozed": ("ditunda", "snoozed", "tunda"),
        "new": ("baru", "new"),
        "triaged": ("dipilah", "triaged", "sorted"),
        "in_progress": ("dikerjakan", "in_progress", "diproses"),
        "answered": ("dijawab", "answered"),
        "referred": ("dirujuk", "referred", "disposisi"),
        "no_reply": ("tanpa_balasan", "no_reply"),
        "done": ("selesai", "done"),
        "all": ("semua", "all"),
    },
    "platform": {code: (short.casefold(),) * 2 + (NAMES[code].casefold(),) for code, short in SHORT.items()},
    "order": {
        "priority": ("prioritas", "priority"),
        "deadline": ("tenggat", "deadline", "due"),
        "age": ("umur", "age", "usia"),
        "likes": ("suka", "likes"),
    },
    "deadline": {LATE: ("lewat", "overdue", "late", "terlambat"), NONE: _NOBODY},
    "assignee": {ME: ("saya", "me", "aku"), NONE: _NOBODY, ANY: _SOMEBODY},
    "account": {},
    "post": {NONE: _NOBODY},
    "label": {NONE: _NOBODY, ANY: _SOMEBODY},
    "agency": {NONE: _NOBODY, ANY: _SOMEBODY},
    "opened": {ME: ("saya", "me", "aku"), ANY: _SOMEBODY},
    "age": {},
    "likes": {},
}
_UNITS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (MINUTE, ("m", "m", "mnt", "menit", "min", "minute", "minutes")),
    (HOUR, ("j", "hr", "jam", "hrs", "hour", "hours")),
    (DAY, ("hari", "d", "day", "days")),
    (7 * DAY, ("minggu", "w", "mgg", "week", "weeks")),
)

_FAULTS = {
    "unknown_field": N_("there is no {word}: to filter by; in quotes it is searched for"),
    "unknown_value": N_("{field} has no {word}"),
    "other_field": N_("{word} is a value of {meant}:"),
    "no_value": N_("{field} of what?"),
    "no_sign": N_("{word}: more or less? > or < comes before it"),
    "no_amount": N_("{word} is no amount, as in >{example}"),
    "no_unit": N_("{word}: of what length? as in >{example}"),
    "mixed": N_("! before the first value means none of them; some with and some without it cannot be"),
}


def vocabulary(known: Words | None = None) -> Vocabulary:
    """All words, those of the language spoken now first.

    Args:
        known: names people gave, by field, to be offered.
    """
    ours_is_hours = language() == "en"
    units = []
    for length, words in _UNITS:
        ours = length == (HOUR if ours_is_hours else DAY)
        units.append((length, (*_spoken(words), "h") if ours else _spoken(words)))
    values = {field: {code: _with(words, code) for code, words in each.items()} for field, each in VALUES.items()}
    return Vocabulary(
        {field: _with(words, field) for field, words in _FIELDS.items()}, values, tuple(units), known or {}
    )


def _spoken(words: tuple[str, ...]) -> tuple[str, ...]:
    """The word of the language spoken now first."""
    return words if language() == "id" else (words[1], words[0], *words[2:])


def _with(words: tuple[str, ...], code: str) -> tuple[str, ...]:
    return (*_spoken(words), code.lstrip("*"))


def line(query: Query) -> str:
    """A query as it is typed in the language spoken now."""
    return written(query, vocabulary())


def example() -> str:
    """A query as it may be typed."""
    return line(Query((Term("kind", ("complaint",)), Term("age", (Bound(">", 2 * HOUR),))), ("pdam",)))


def fault(one: Fault) -> str:
    """What is wrong with a piece, and what was probably meant."""
    known = vocabulary()
    field = known.fields[one.field][0] if one.field else ""
    example = "10" if one.field == "likes" else value_word("age", Bound("", 2 * HOUR), known)
    if one.code == "other_field":
        meant, hint = known.fields[one.meant][0], ""
    else:
        meant = one.meant
        hint = " — " + _("did you mean {word}?").format(word=meant) if meant else ""
    sentence = _(_FAULTS[one.code]).format(field=field, word=one.word, meant=meant, example=example)
    return sentence + hint


_SHIPPED = {
    "unanswered": N_("unanswered"),
    "overdue": N_("overdue"),
    "mine": N_("mine"),
    "to_review": N_("to be reviewed"),
    "urgent": N_("emergency, data, hoax"),
}


def view_name(name: str, shipped: bool) -> str:
    """What a view is called; one the program brings in the language spoken now."""
    return _(_SHIPPED[name]) if shipped else name


def standing(query: Query) -> str:
    """What a list is, for its title: the open comments in their order, or those of a filter."""
    if query.terms or query.words or query.without:
        return line(query)
    words = {
        "deadline": (N_("open, by deadline"), N_("open, latest deadline first")),
        "age": (N_("open, oldest first"), N_("open, newest first")),
        "likes": (N_("open, most liked first"), N_("open, least liked first")),
        "priority": (N_("open, by priority"), N_("open, least urgent first")),
    }
    return _(words[query.order or "priority"][query.reverse])
