"""Other keys for the verbs, as an admin's config.toml wishes them: checked, and used as far as they can be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Literal, NamedTuple

import msgspec

from commands.command import Command

KEPT = frozenset({"help", "palette", "back", "quit"})
"""Verbs that keep their own keys whatever is added: nobody can lock themselves in."""

SPELLINGS = {"esc": "escape", "pgdn": "pagedown", "pgup": "pageup", "s-tab": "shift+tab", "F1": "f1"}
"""Keys as the screen writes them, where that differs from their names."""

_KEY = re.compile(
    r"[!-~]|(ctrl\+|shift\+|alt\+)*([a-z0-9]|f\d{1,2}|escape|enter|tab|space|backspace|delete|insert"
    r"|home|end|pageup|pagedown|up|down|left|right)"
)


class Problem(NamedTuple):
    """A wish that is not followed.

    Attributes:
        code: "unknown_verb", "not_keys", "unknown_key", "no_chord" or "clash".
        verb: the verb's id, as it was written.
        keys: the keys in question.
        other: the verb that has those keys in the same place ("clash").
    """

    code: Literal["unknown_verb", "not_keys", "unknown_key", "no_chord", "clash"]
    verb: str
    keys: str = ""
    other: str = ""


def remapped(
    commands: Sequence[Command], wishes: Mapping[str, object], chords: frozenset[str]
) -> tuple[tuple[Command, ...], list[Problem]]:
    """The verbs with the keys an admin wishes, and the wishes that cannot be followed.

    A wish that clashes is left out, and its verb keeps its own keys; two verbs may change places. `KEPT` verbs have
    their own keys beside the wished ones.

    Args:
        commands: all verbs.
        wishes: keys by the verb's id: a string or a list of strings; a chord has a space ("c x").
        chords: the keys a chord may begin with.
    """
    own = {one.id: one for one in commands}
    problems: list[Problem] = []
    followed: dict[str, tuple[str, ...]] = {}
    for id, wish in wishes.items():
        found = list(_faults(id, wish, own, chords))
        problems += found
        if not found:
            followed[id] = _spelled(wish) + (own[id].keys if id in KEPT else ())
    while True:
        result = tuple(_with_keys(one, followed.get(one.id)) for one in commands)
        clashes = list(_clashes(result, own, followed))
        if not clashes:
            return result, problems
        problems += clashes
        for clash in clashes:
            followed.pop(clash.verb, None)


def _with_keys(command: Command, keys: tuple[str, ...] | None) -> Command:
    return command if keys is None else msgspec.structs.replace(command, keys=tuple(dict.fromkeys(keys)))


def _spelled(wish: object) -> tuple[str, ...]:
    written = [wish] if isinstance(wish, str) else wish if isinstance(wish, list) else []
    return tuple(" ".join(SPELLINGS.get(key, key) for key in str(keys).split()) for keys in written)


def _faults(id: str, wish: object, own: Mapping[str, Command], chords: frozenset[str]) -> Iterator[Problem]:
    if id not in own:
        yield Problem("unknown_verb", id)
        return
    if not isinstance(wish, str) and not (isinstance(wish, list) and all(isinstance(keys, str) for keys in wish)):
        yield Problem("not_keys", id)
        return
    for keys in _spelled(wish):
        parts = keys.split()
        if not 1 <= len(parts) <= 2 or not all(_KEY.fullmatch(key) for key in parts):
            yield Problem("unknown_key", id, keys)
        elif len(parts) == 2 and parts[0] not in chords:
            yield Problem("no_chord", id, keys)


def _clashes(
    commands: Sequence[Command], own: Mapping[str, Command], followed: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """Wished keys that another verb has in the same place. What the verbs' own keys share is as it was meant."""
    for one, other in combinations(commands, 2):
        if not (one.id in followed or other.id in followed):
            continue
        if one.places and other.places and not one.places & other.places:
            continue
        for mine, theirs in product(one.keys, other.keys):
            if not _collide(mine, theirs):
                continue
            if mine not in own[one.id].keys:
                yield Problem("clash", one.id, mine, other.id)
            elif theirs not in own[other.id].keys:
                yield Problem("clash", other.id, theirs, one.id)


def _collide(one: str, other: str) -> bool:
    """The same keys, or a key that begins the other's chord."""
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")
