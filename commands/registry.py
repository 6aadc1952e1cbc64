"""All verbs of the desk, and how to find one."""

from collections.abc import Iterator, Mapping

from commands import keymap
from commands.by_hand import BY_HAND
from commands.calendar import CALENDAR
from commands.command import Command, State
from commands.comments import COMMENTS
from commands.crisis import CRISIS
from commands.everywhere import EVERYWHERE
from commands.filtering import FILTERING
from commands.handover import HANDOVER
from commands.ideas import IDEAS
from commands.keeping import KEEPING
from commands.learning import LEARNING
from commands.moving import MOVING
from commands.own import OWN
from commands.posts import POSTS
from commands.referrals import REFERRALS
from commands.replies import REPLIES
from commands.rising import RISING
from commands.score import SCORE
from commands.topics import TOPICS
from commands.triage import TRIAGE
from wording import N_, _

COMMANDS: tuple[Command, ...] = (
    *COMMENTS,
    *REPLIES,
    *REFERRALS,
    *TRIAGE,
    *RISING,
    *CRISIS,
    *LEARNING,
    *BY_HAND,
    *POSTS,
    *CALENDAR,
    *IDEAS,
    *TOPICS,
    *FILTERING,
    *EVERYWHERE,
    *KEEPING,
    *HANDOVER,
    *SCORE,
    *OWN,
    *MOVING,
)
"""Every verb, with its own keys."""

_NEAR = 75
"""How alike, of 100, mistyped words must be to a verb's."""

PREFIXES: dict[str, str] = {
    "c": N_("kind"),
    "b": N_("no reply"),
    "h": N_("hide"),
    "m": N_("macro"),
    "v": N_("view"),
    "g": N_("go to"),
}
"""What the first key of a chord is called in the footer."""


_current: tuple[Command, ...] = COMMANDS


def use_keys(wishes: Mapping[str, object]) -> list[keymap.Problem]:
    """Use an admin's own keys from now on; the wishes that cannot be followed. See `keymap.remapped`."""
    global _current
    _current, problems = keymap.remapped(COMMANDS, wishes, frozenset(PREFIXES))
    return problems


def current() -> tuple[Command, ...]:
    """Every verb, with the keys it has for this admin."""
    return _current


def key_of(id: str) -> str:
    """The first key a verb has for this admin; empty: it has none."""
    return next((one.keys[0] for one in _current if one.id == id and one.keys), "")


def offered(state: State) -> Iterator[Command]:
    """The verbs that can be used now."""
    return (one for one in _of(state) if one.available(state))


def _of(state: State) -> Iterator[Command]:
    """The verbs of the place."""
    return (one for one in _current if not one.places or state.place in one.places)


def by_keys(keys: str, state: State) -> Command | None:
    """The verb those keys mean now; else one that says why it cannot be used now."""
    meant = [one for one in _of(state) if keys in one.keys]
    return next((one for one in meant if one.available(state)), next((one for one in meant if one.told), None))


def prefixes(state: State) -> set[str]:
    """First keys of the chords that can be used now."""
    return {key.split()[0] for one in offered(state) for key in one.keys if " " in key}


def matching(text: str, state: State) -> list[Command]:
    """The verbs that can be used now and hold those words, in the label first; mistyped words find the nearest ones."""
    found = [one for one in offered(state) if one.id != "palette"]
    words = text.casefold().split()
    in_label = [one for one in found if all(word in _(one.label).casefold() for word in words)]
    anywhere = [one for one in found if all(word in _searched(one) for word in words)]
    if exact := list(dict.fromkeys([*in_label, *anywhere])):
        return exact
    from rapidfuzz import fuzz

    near = [(fuzz.partial_ratio(text.casefold(), f"{_(one.label)} {_(one.help)}".casefold()), one) for one in found]
    return [one for points, one in sorted(near, key=lambda pair: -pair[0]) if points >= _NEAR]


def _searched(command: Command) -> str:
    """What a verb is found by: its label, help and id, and what its chord is called ("kind")."""
    chords = {key.split()[0] for key in command.keys if " " in key}
    return " ".join([_(command.label), _(command.help), command.id, *(_(PREFIXES[key]) for key in chords)]).casefold()
