"""The words of macros: moves and their values, in Indonesian and English, both always read."""

from collections.abc import Iterable, Mapping

from domain.macros import CHOICES, ME, MOVES, NOBODY, Fault, Move, Words, written
from wording import N_, _, language
from wording.filters import VALUES

_MOVES: dict[str, tuple[str, ...]] = {
    "kind": ("kelas", "kind", "jenis"),
    "sentiment": ("sentimen", "sentiment"),
    "label": ("label", "label"),
    "assign": ("petugas", "assignee", "admin", "assign"),
    "hide": ("sembunyi", "hide", "sembunyikan"),
    "unhide": ("tampil", "unhide", "tampilkan"),
    "note": ("catatan", "note"),
    "template": ("templat", "template"),
    "refer": ("disposisi", "referral", "opd", "refer"),
    "settle": ("tuntas", "settle"),
    "snooze": ("tunda", "snooze"),
    "wake": ("angkat", "wake"),
    "no_reply": ("tanpa_balasan", "no_reply"),
    "done": ("selesai", "done"),
}
"""Of each move the Indonesian word, the English one, others that are read."""

_VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": VALUES["kind"],
    "sentiment": {code: VALUES["sentiment"][code] for code in CHOICES["sentiment"]},
    "assign": {ME: ("saya", "me"), NOBODY: ("kosong", "nobody")},
    "hide": {
        "spam": ("spam", "spam", "judol"),
        "personal_data": ("data_pribadi", "personal_data", "data_diri"),
        "abuse": ("cacian", "abuse"),
        "hoax": ("hoaks", "hoax"),
        "provocation": ("provokasi", "provocation"),
        "other": ("lainnya", "other"),
    },
    "no_reply": {
        "spam": ("spam", "spam", "judol"),
        "abuse": ("cacian", "abuse"),
        "no_question": ("tak_bertanya", "no_question"),
        "answered_elsewhere": ("sudah_dijawab", "answered_elsewhere"),
        "duplicate": ("berulang", "duplicate"),
        "not_ours": ("bukan_wewenang", "not_ours"),
        "deleted": ("dihapus", "deleted"),
    },
    "settle": {days: (days, days) for days in CHOICES["settle"]},
}

_FAULTS = {
    "unknown_move": N_("{word} is no move; there are: {known}"),
    "unknown_value": N_("{move} has no {word}"),
    "no_value": N_("{move} of what?"),
    "needs_none": N_("{move} stands alone"),
    "twice": N_("{word} stands twice"),
    "too_many": N_("That is too much for one key."),
}
_SHIPPED = {
    "gambling": N_("gambling"),
    "thanks": N_("thanks"),
    "insult": N_("insult"),
    "personal_data": N_("personal data"),
}


def words(names: Mapping[str, Mapping[str, str]] | None = None) -> Words:
    """All words, those of the language spoken now first.

    Args:
        names: by move, the names people gave.
    """
    values = {
        move: {code: (*_spoken(each), code.lstrip("*")) for code, each in own.items()} for move, own in _VALUES.items()
    }
    return Words({what: (*_spoken(_MOVES[what]), what) for what in MOVES}, values, names or {})


def _spoken(spelt: tuple[str, ...]) -> tuple[str, ...]:
    return spelt if language() == "id" else (spelt[1], spelt[0], *spelt[2:])


def line(moves: Iterable[Move], names: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Moves as they are typed in the language spoken now."""
    return written(moves, words(names))


def example() -> str:
    """A line as it may be typed."""
    asks = Move(what="kind", value="complaint"), Move(what="label", value="jalan"), Move(what="assign", value=ME)
    return line(asks)


def fault(one: Fault) -> str:
    """What is wrong with a piece."""
    known = words()
    move = known.moves[one.move][0] if one.move else ""
    every = ", ".join(spelt[0] for spelt in known.moves.values())
    return _(_FAULTS[one.code]).format(word=one.word, move=move, known=every)


def macro_name(name: str, shipped: bool) -> str:
    """What a macro is called; one the program brings in the language spoken now."""
    return _(_SHIPPED[name]) if shipped else name
