"""What a verb is, and what the rules about its availability may look at."""

from collections.abc import Callable
from typing import Literal

import msgspec

from domain.comments import ANSWERED, OPEN_STATES, SETTLED

Place = Literal[
    "queue",
    "inbox",
    "topics",
    "detail",
    "conversation",
    "preview",
    "post",
    "topic",
    "feeds",
    "form",
    "paste",
    "settings",
    "trail",
    "archive",
    "referrals",
    "issues",
    "issue",
    "sheet",
    "crisis",
    "handover",
    "ideas",
    "outbox",
    "calendar",
    "year",
    "score",
    "recap",
    "metrics",
    "figure",
]
Group = Literal["moving", "everywhere", "comments", "queue", "topics", "places"]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules may look at."""

    place: Place
    chosen: bool = False
    """A row is chosen."""
    comment_kind: str = ""
    comment_state: str = ""
    comment_hidden: bool = False
    personal: bool = False
    """The chosen comment holds personal data."""
    reply_state: str = ""
    """Of the chosen reply; see `domain.outbox`."""
    own_reply: bool = False
    """This admin wrote it."""
    by_api: bool = False
    """The account answers through its platform's interface; of posts: some account here publishes through its own."""
    among: int = 0
    """So many citizens the reply is for, where it is for several."""
    lifted: bool = False
    """A post of the calendar is carried to another place."""
    marked: int = 0
    """So many comments are marked; the verbs are for those."""
    can_repeat: bool = False
    """Something was done to a comment that can be done again."""
    post_state: str = ""
    variant_state: str = ""
    at_once: bool = False
    """The chosen post can be published now through its platform's interface."""
    by_itself: bool = False
    """It goes out by itself."""
    published: bool = False
    has_variant: bool = False
    can_undo: bool = False
    can_redo: bool = False
    unsettled: bool = False
    """A change of ours met a colleague's, and nobody has decided yet."""
    filtered: bool = False
    """The list is limited to what a filter means."""
    views: frozenset[str] = frozenset()
    """Digits under which views are kept."""
    empty: bool = False
    """The store holds nothing yet."""
    locked: bool = False
    """A forced command: no files of the user's choosing."""
    to_review: int = 0
    """So many open comments the engine was unsure of."""
    corrections: bool = False
    """Corrections are listed here."""
    rising: bool = False
    """A rising issue is told here."""
    dismissed: bool = False
    """It was said that this issue is none."""
    sheet_state: str = ""
    """Of the clarification sheet that is open."""
    flag_asked: bool = False
    """A draft of a flagged topic was asked for."""
    crisis: bool = False
    """Crisis mode is on."""
    weekly: bool = False
    """A week is looked back on."""
    ready_list: bool = False
    """A ready list can be taken over here."""
    chosen_here: frozenset[str] = frozenset()
    """The admin's own choices as they stand, as "theme.siang"; one that cannot be changed here as "theme"."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A verb."""

    id: str
    keys: tuple[str, ...]
    """Alternative keys, the first one shown; a chord is written with a space: ``c a``. None: only in the palette."""
    label: str
    """For the footer: one or two words."""
    help: str
    """For help and palette: one sentence."""
    group: Group
    places: frozenset[str] = frozenset()
    """Where it works; empty: everywhere."""
    rank: int = 99
    """Its turn in the footer; from 99 on it is not shown there."""
    available: Callable[[State], bool] = lambda state: True
    told: bool = False
    """Its key, pressed where it is not available, is answered with the reason."""


LISTS = frozenset({"queue", "inbox", "topics", "topic", "feeds", "settings", "trail", "archive"})
PANES = frozenset({"queue", "inbox", "topics", "detail"})
ANSWERABLE = frozenset({"inbox", "detail", "conversation"})
COMMENT = ANSWERABLE | {"preview"}


def is_chosen(state: State) -> bool:
    """A row is chosen."""
    return state.chosen


def is_open(state: State) -> bool:
    """The chosen comment waits for us."""
    return state.chosen and state.comment_state in OPEN_STATES


def may_answer(state: State) -> bool:
    """The chosen comment waits for us, or for an agency whose answer we pass on, or has an answer that may be added to;
    of those that are marked some may."""
    return state.marked > 0 or is_open(state) or (state.chosen and state.comment_state in {"referred"} | ANSWERED)


def is_handled(state: State) -> bool:
    """The chosen comment was answered or left without a reply; of those that are marked some may be."""
    return state.marked > 0 or (state.chosen and state.comment_state in ("answered", "no_reply"))


def may_close(state: State) -> bool:
    """The chosen comment waits for us; of those that are marked some may."""
    return state.marked > 0 or is_open(state)


def may_set_days(state: State) -> bool:
    """The chosen comment is a complaint that is not settled; of those that are marked some may be."""
    return state.marked > 0 or (state.comment_kind == "complaint" and state.comment_state not in SETTLED)


def is_unpublished(state: State) -> bool:
    """The chosen variant has not gone out."""
    return state.has_variant and not state.published


def command(
    id: str,
    keys: str,
    label: str,
    help: str,
    group: Group,
    places: frozenset[str] = frozenset(),
    rank: int = 99,
    available: Callable[[State], bool] = lambda state: True,
    told: bool = False,
) -> Command:
    """A verb; alternative keys stand between bars: ``j | down``. Without keys it is found in the palette only."""
    return Command(
        id=id,
        keys=tuple(keys.split(" | ")) if keys else (),
        label=label,
        help=help,
        group=group,
        places=places,
        rank=rank,
        available=available,
        told=told,
    )
