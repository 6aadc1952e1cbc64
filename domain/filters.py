"""The language in which comments are filtered: ``kelas:aduan,tanya status:!selesai umur:>2j pdam -lunas "air mati"``.

A line is pieces between blanks. A piece with a field narrows by it: `,` means or, `!` before the values or before the
piece means not. Other pieces are words that have to be in the text, those after `-` (or `!`) must not be; quotes keep
blanks together. What fields, values and units are called is the caller's: see `Vocabulary`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, get_args

from domain.accounts import PLATFORMS
from domain.comments import KINDS, CommentState, Feeling
from domain.times import DAY, HOUR, MINUTE

ME, NONE, ANY, LATE = "*me", "*none", "*any", "*late"
"""Values that are no names: who acts; nobody or nothing; somebody or something; overdue."""

CHOICES: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "sentiment": get_args(Feeling),
    "status": (*get_args(CommentState), "open", "unanswered", "snoozed", "all"),
    "platform": PLATFORMS,
    "order": ("priority", "deadline", "age", "likes"),
}
"""Fields with a closed set of values."""
NAMED: dict[str, tuple[str, ...]] = {
    "assignee": (ME, NONE, ANY),
    "account": (),
    "post": (NONE,),
    "label": (NONE, ANY),
    "agency": (NONE, ANY),
    "opened": (ME, ANY),
}
"""Fields whose values are names that people gave, and what may stand in the place of one. An agency is the one a
comment was referred to, opened is it by whoever is about to answer it."""
MEASURED: dict[str, tuple[str, ...]] = {"age": (), "deadline": (LATE, NONE), "likes": ()}
"""Fields with an amount: how long ago it was written, how long until the reply is due, likes."""
FIELDS = (
    *("kind", "sentiment", "status", "deadline", "age", "assignee", "opened", "agency"),
    *("account", "platform", "post", "label", "likes"),
)
"""By which comments are filtered, in the order they are offered; `order` is beside them."""

LONGEST = 2_000
"""Characters of a line; what is beyond is not read."""
_SHORTEST_PREFIX = 3
_TOKEN = re.compile(r'(?:[^\s"“”]|["“”][^"“”]*(?:["“”]|$))+')
_FIELD = re.compile(r"([-!]?)([^\W\d_]\w*):(?!//)(.*)", re.DOTALL)
_PART = re.compile(r'(?:[^,"“”]|["“”][^"“”]*(?:["“”]|$))+')
_QUOTES = re.compile('["“”]')
_AMOUNT = re.compile(r"([<>]=?|=)?\s*([0-9]{1,6})\s*([^\W\d_]*)")
_BARE = re.compile(r'[^\s,:!"“”*-][^\s,:"“”]*')


class Bound(NamedTuple):
    """An amount: ``>2j``. Likes are counted, times are in milliseconds."""

    sign: str
    """One of ``< <= > >= =``."""
    amount: int


class Term(NamedTuple):
    """One of the values is the field's; or none of them is."""

    field: str
    values: tuple[str | Bound, ...]
    negated: bool = False


class Query(NamedTuple):
    """What is asked for. All of it has to hold; without a term on the status only open comments are meant."""

    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    """To be found in the text; one with blanks as it stands."""
    without: tuple[str, ...] = ()
    order: str = ""
    """"deadline", "age" (the oldest first), "likes" (the most first); "" and "priority": by priority."""
    reverse: bool = False

    def __bool__(self) -> bool:
        """Something is asked for."""
        return self != Query()


class Fault(NamedTuple):
    """A piece of a line that cannot be read.

    Attributes:
        code: "unknown_field", "unknown_value", "other_field" (the value is one of field `meant`), "no_value",
            "no_sign" (a time wants < or >), "no_amount", "no_unit" or "mixed" (some values are negated).
        start: where it stands in the line; `end` is exclusive.
        field: the field's code, where it is known.
        word: what was written.
        meant: what was probably meant; empty: no idea.
    """

    code: str
    start: int
    end: int
    field: str = ""
    word: str = ""
    meant: str = ""


class Vocabulary(NamedTuple):
    """What fields, values and units are called. The first word is the one that is written, all are read.

    Attributes:
        fields: the words of each field.
        values: of each field with its own values the words of each.
        units: milliseconds and the words for that long, ascending.
        known: names people gave, for those fields that have names; only to be offered.
    """

    fields: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    units: tuple[tuple[int, tuple[str, ...]], ...]
    known: Mapping[str, tuple[str, ...]] = {}


OWN_VALUES: dict[str, tuple[str, ...]] = CHOICES | NAMED | MEASURED
"""The values of every field that are not names or amounts."""

CODES = Vocabulary(
    fields={field: (field,) for field in OWN_VALUES},
    values={field: {code: (code.lstrip("*"),) for code in codes} for field, codes in OWN_VALUES.items()},
    units=((MINUTE, ("m",)), (HOUR, ("hr",)), (DAY, ("d",))),
)
"""The words in which a query is stored: the same whatever language is spoken."""


def plain(word: str) -> str:
    """A word of the language as it is compared."""
    return "_".join(re.split(r"[\s_-]+", word.casefold().strip()))


# Reading


class _Refused(Exception):
    """A piece cannot be read: its code and what was written and meant."""

    def __init__(self, code: str, word: str = "", meant: str = "") -> None:
        self.code, self.word, self.meant = code, word, meant


def read(text: str, vocabulary: Vocabulary) -> tuple[Query, list[Fault]]:
    """What a line asks for, and the pieces of it that cannot be read; the query leaves those out."""
    terms: list[Term] = []
    words: list[str] = []
    without: list[str] = []
    faults: list[Fault] = []
    order, reverse = "", False
    fields = codes_by_word(vocabulary.fields)
    for token in _TOKEN.finditer(text[:LONGEST]):
        found = _FIELD.fullmatch(token[0])
        if found is None:
            negated = token[0][0] in "-!"
            if word := _unquoted(token[0][negated:]):
                (without if negated else words).append(word)
            continue
        field = fields.get(plain(found[2]), "")
        try:
            term = _term(found, field, vocabulary)
        except _Refused as why:
            faults.append(Fault(why.code, token.start(), token.end(), field, why.word, why.meant))
            continue
        if field == "order":
            order, reverse = str(term.values[0]), term.negated
        else:
            terms.append(term)
    if order == "priority":
        order = "priority" if reverse else ""
    return Query(tuple(terms), tuple(words), tuple(without), order, reverse), faults


def _term(found: re.Match[str], field: str, vocabulary: Vocabulary) -> Term:
    if not field:
        near = _near(plain(found[2]), codes_by_word(vocabulary.fields))
        raise _Refused("unknown_field", found[2], near)
    rest = found[3]
    parts = [one.strip() for one in _PART.findall(rest.removeprefix("!"))]
    others = [one.startswith("!") for one in parts[1:]]
    negated = rest.startswith("!")
    if any(others) and not (negated and all(others)):
        raise _Refused("mixed", rest)
    values = tuple(
        _value(field, one.removeprefix("!"), vocabulary) for one in parts if _unquoted(one.removeprefix("!"))
    )
    if not values:
        raise _Refused("no_value")
    return Term(field, values, negated != bool(found[1]))


def _value(field: str, part: str, vocabulary: Vocabulary) -> str | Bound:
    word = _unquoted(part)
    own = codes_by_word(vocabulary.values[field])
    if part == word and (code := own.get(plain(word))):
        return code
    if field in NAMED:
        return name(field, word)
    if field in MEASURED:
        return _bound(field, word, vocabulary)
    if code := own.get(plain(word)) or _begun(plain(word), own):
        return code
    elsewhere = (one for one in CHOICES if plain(word) in codes_by_word(vocabulary.values[one]))
    if other := next(elsewhere, ""):
        raise _Refused("other_field", word, other)
    raise _Refused("unknown_value", word, _near(plain(word), own))


def name(field: str, word: str) -> str:
    """A name people gave, as it is compared: P41 for the post, others without case and leading @."""
    word = re.sub(r"^[\s@*]+", "", word.casefold()) or word.casefold()
    if field == "post" and (found := re.fullmatch(r"p?(\d{1,9})", word, re.ASCII)):
        return f"p{int(found[1])}"
    return word


def _bound(field: str, word: str, vocabulary: Vocabulary) -> Bound:
    found = _AMOUNT.fullmatch(word)
    if found is None:
        raise _Refused("no_amount", word)
    sign, amount, unit = found[1] or "=", int(found[2]), plain(found[3])
    if field == "likes":
        if unit:
            raise _Refused("no_amount", word)
        return Bound(sign, amount)
    lengths = {plain(one): length for length, words in vocabulary.units for one in words}
    if unit not in lengths:
        raise _Refused("no_unit", word)
    if sign == "=":
        raise _Refused("no_sign", word)
    return Bound(sign, amount * lengths[unit])


def codes_by_word(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The code each word stands for; where two have the same word, the first."""
    found: dict[str, str] = {}
    for code, spellings in words.items():
        for one in spellings:
            found.setdefault(plain(one), code)
    return found


def _begun(word: str, words: Mapping[str, str]) -> str:
    """The only value that begins so."""
    found = {code for one, code in words.items() if one.startswith(word)}
    return found.pop() if len(found) == 1 and len(word) >= _SHORTEST_PREFIX else ""


def _near(word: str, words: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(words), 1, 0.6)), "")


def _unquoted(text: str) -> str:
    """A piece as it is meant: without quotes, and without what cannot be seen, since others may have kept it."""
    seen = "".join(one for one in _QUOTES.sub("", text) if one.isprintable() or one.isspace())
    return " ".join(seen.split())


# Writing


def written(query: Query, vocabulary: Vocabulary) -> str:
    """The line that asks for this, in its usual spelling; `read` gives the same query again."""
    pieces = [_written_term(term, vocabulary) for term in query.terms]
    pieces += [_word(one) for one in query.words]
    pieces += ["-" + _word(one) for one in query.without]
    if query.order:
        pieces.append(_written_term(Term("order", (query.order,), query.reverse), vocabulary))
    return " ".join(pieces)


def _written_term(term: Term, vocabulary: Vocabulary) -> str:
    values = ",".join(value_word(term.field, one, vocabulary) for one in term.values)
    return f"{vocabulary.fields[term.field][0]}:{'!' if term.negated else ''}{values}"


def value_word(field: str, value: str | Bound, vocabulary: Vocabulary) -> str:
    """How a value is written."""
    if isinstance(value, Bound):
        return _written_bound(field, value, vocabulary)
    own = vocabulary.values[field]
    if value in own:
        return own[value][0]
    shown = value.upper() if field == "post" and re.fullmatch(r"p[0-9]+", value) else value
    return shown if _BARE.fullmatch(shown) and plain(shown) not in codes_by_word(own) else f'"{shown}"'


def _written_bound(field: str, bound: Bound, vocabulary: Vocabulary) -> str:
    if field == "likes":
        return f"{'' if bound.sign == '=' else bound.sign}{bound.amount}"
    length, words = next(one for one in reversed(vocabulary.units) if bound.amount % one[0] == 0)
    return f"{bound.sign}{bound.amount // length}{words[0]}"


def _word(word: str) -> str:
    return f'"{word}"' if " " in word or ":" in word or word[0] in "-!" else word


# Completing


class Completion(NamedTuple):
    """What may stand from `start` to `end` of the line."""

    start: int
    end: int
    words: tuple[str, ...]


def completion(text: str, at: int, vocabulary: Vocabulary) -> Completion:
    """What the piece the cursor stands in may become; nothing where it is complete or no field fits.

    Args:
        at: the place of the cursor.
    """
    token = next((one for one in _TOKEN.finditer(text) if one.start() < at <= one.end()), None)
    if token is None:
        return Completion(at, at, tuple(f"{one}:" for one in _offered(vocabulary)))
    start = token.start() + (token[0][0] in "-!")
    before = text[start:at]
    head, colon, rest = before.partition(":")
    if not colon:
        found = tuple(f"{one}:" for one in _offered(vocabulary) if plain(one).startswith(plain(head)))
        others = () if found or not head else _aliases(head, vocabulary)
        return Completion(start, token.end(), found or others)
    field = codes_by_word(vocabulary.fields).get(plain(head), "")
    begun = re.split(r"[,!]", rest)[-1]
    values = tuple(_values(field, begun, vocabulary)) if field else ()
    end = next((place for place in range(at, token.end()) if text[place] in ",!"), token.end())
    return Completion(at - len(begun), end, () if values == (begun,) else values)


def _offered(vocabulary: Vocabulary) -> Iterator[str]:
    return (vocabulary.fields[field][0] for field in (*FIELDS, "order"))


def _aliases(head: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Other words of a field that begin so: those of the other language."""
    words = (one for words in vocabulary.fields.values() for one in words)
    return tuple(dict.fromkeys(f"{one}:" for one in words if plain(one).startswith(plain(head))))


def _values(field: str, begun: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The values that begin so; by words that are not the written ones where none of those does."""
    start = plain(_unquoted(begun))
    own = vocabulary.values[field]
    usual = [value_word(field, code, vocabulary) for code, words in own.items() if plain(words[0]).startswith(start)]
    others = (one for words in own.values() for one in words if plain(one).startswith(start))
    yield from usual or dict.fromkeys(others)
    for known in vocabulary.known.get(field, ()):
        if plain(known).startswith(start):
            yield value_word(field, name(field, known), vocabulary)
    if field in MEASURED and not start:
        unit = dict(vocabulary.units)[HOUR][0] if field != "likes" else ""
        yield from (f"{sign}{amount}{unit}" for sign, amount in ((">", 10 if field == "likes" else 2), ("<", 1)))
