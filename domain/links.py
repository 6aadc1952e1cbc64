"""Where addresses of the net stand in a text, as X finds them: with "https://" before them or without.

The rules are those of twitter-text 3.1 (its extract.yml has the published cases): a name ends in a top-level domain,
its parts neither begin nor end with - or _, the last but one holds no _, and marks at the end of a sentence are no
part of a path. Every pattern here takes time in proportion to the text.
"""

import re
from collections.abc import Iterator, Sequence

_MOST = 4_096
"""A longer address is none."""
_LABEL = 63
"""Nor is one with a longer part of its name (RFC 1035), as it is written in ASCII."""
_SLUG = 40
"""X shortens to t.co; what is longer there is no such address."""

_MARKERS = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_LATIN = "a-z0-9\xc0-\xd6\xd8-\xf6\xf8-\u024fɓɔɖɗəɛɣɨɯɲʉʋ\u1e00-\u1eff"
_NAME = rf"[^!'#%&()*+,\\./:;<=>?@\[\]\^{{|}}~$\s\u180e\ufffe\ufeff\uffff{_MARKERS}]"
_RUN = re.compile(rf"{_NAME}++(?:\.{_NAME}++)*+")
_PUNYCODE = re.compile(r"xn--[-0-9a-z]+", re.IGNORECASE)
_WORD = re.compile(r"[0-9A-Za-z]+")
_LATIN_LABELS = re.compile(rf"(?:[-{_LATIN}]++\.)++", re.IGNORECASE)

_PORT = re.compile(r":[0-9]+")
_PIECE = rf"[{_LATIN}\u0400-\u04ff!*';:=+,.$/%#\[\]\-\u2013_~@|&]"
_PATH = re.compile(rf"/(?:{_PIECE}++|\((?:{_PIECE}++|{_PIECE}*+\({_PIECE}++\){_PIECE}*+)\))*+", re.IGNORECASE)
_QUERY = re.compile(r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*+", re.IGNORECASE)
_SHORT = re.compile(r"/([a-z0-9]+)", re.IGNORECASE)
_PATH_NEVER_ENDS_IN = "!*';:,.$%[]\u2013~@|&"
_QUERY_NEVER_ENDS_IN = "!?*'@();:+$%[].,~|"
_NOT_AFTER = re.compile(r"[0-9A-Za-z@+-]")
_NOT_BEFORE = re.compile("[A-Za-z0-9@＠$#＃\ufffe\ufeff\uffff]")


def spans(text: str, *, bare: bool = True) -> Iterator[tuple[int, int]]:
    """Where each address begins and ends, in order; `bare`: also those without "https://"."""
    at = reached = 0
    while run := _RUN.search(text, at):
        start, at = run.span()
        if "." not in run.group():
            continue
        scheme = _scheme(text, start)
        if not scheme and start and (start == reached or _NOT_BEFORE.match(text, start - 1)):
            start += 1  # Its first character is not of the address, but what stands before it.
        before = text[start - len(scheme) - 1 : start - len(scheme)]
        if text[start] in "-_" or _NOT_BEFORE.match(before):
            continue
        if not scheme and (not bare or (before and before in "-_./")):
            continue
        labels = _name(text[start:at].split("."), text[at : at + 1])
        name = ".".join(labels)
        if not name or not _is_sound(labels):
            continue
        end = start + len(name)
        at = _rest(text, end, short=bool(scheme) and name.casefold() == "t.co")
        found = [(start - len(scheme), at)] if scheme else _latin_names(name, start, at)
        yield from (one for one in found if 0 < one[1] - one[0] <= _MOST)
        at = reached = max(at, end)


def _scheme(text: str, at: int) -> str:
    """What stands before a name: ``https://``, ``http://`` or nothing."""
    before = text[max(0, at - 8) : at]
    return next((before[-len(one) :] for one in ("https://", "http://") if before.lower().endswith(one)), "")


def _name(labels: Sequence[str], after: str) -> Sequence[str]:
    """The parts of the longest name the labels begin with; none where they begin with none."""
    sound = 0
    while sound < len(labels) and labels[sound] and labels[sound][0] not in "-_" and labels[sound][-1] not in "-_":
        sound += 1
    for last in range(min(sound, len(labels) - 1), 0, -1):
        if "_" in labels[last - 1]:
            continue
        if size := _top_level(labels[last], after if last == len(labels) - 1 else "."):
            return [*labels[:last], labels[last][:size]]
    return ()


def _top_level(label: str, after: str) -> int:
    """How many characters of the label are a top-level domain; 0: it begins with none."""
    from domain.toplevel import LATIN, OTHERS

    if encoded := _PUNYCODE.match(label):
        return encoded.end()
    found = _WORD.match(label)
    ends = [found.end()] if found and found.group().lower() in LATIN else []
    if not label.isascii():
        ends += [len(one) for one in OTHERS if label.lower().startswith(one)]
    return next((end for end in sorted(ends, reverse=True) if not _NOT_AFTER.match(label[end : end + 1] or after)), 0)


def _is_sound(labels: Sequence[str]) -> bool:
    """Whether a name can be one: in ASCII no part is too long, and what says that it is in ASCII is."""
    encoded = labels[0].lower().startswith("xn--")
    return all(_ascii_length(label) <= _LABEL and (label.isascii() or not encoded) for label in labels)


def _ascii_length(label: str) -> int:
    return len(label) if label.isascii() else len(label.encode("punycode", "ignore")) + len("xn--")


def _latin_names(name: str, start: int, end: int) -> list[tuple[int, int]]:
    """What is an address without "https://": the names in Latin letters; the last one goes on to `end`."""
    found: list[tuple[int, int]] = []
    for run in _LATIN_LABELS.finditer(name):
        dots = [at for at in range(run.start(), run.end()) if name[at] == "."]
        for dot in reversed(dots):
            label = name[dot + 1 :].partition(".")[0]
            if size := _top_level(label, name[dot + 1 + len(label) :][:1]):
                found.append((start + run.start(), start + dot + 1 + size))
                break
    if found:
        found[-1] = (found[-1][0], end)
    return found


def _rest(text: str, at: int, *, short: bool) -> int:
    """Where the address ends whose name ends at `at`: after its port, path and query."""
    if short and (slug := _SHORT.match(text, at)):
        return 0 if len(slug[1]) > _SLUG else _query(text, slug.end())
    if port := _PORT.match(text, at):
        at = port.end()
    if path := _PATH.match(text, at):
        at += len(path.group().rstrip(_PATH_NEVER_ENDS_IN))
    return _query(text, at)


def _query(text: str, at: int) -> int:
    found = _QUERY.match(text, at)
    return at + len(found.group().rstrip(_QUERY_NEVER_ENDS_IN)) if found else at
