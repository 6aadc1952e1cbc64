"""The verbs of the desk and the rules about when each can be used."""

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from domain.comments import KINDS, NO_REPLY_REASONS, OPEN_STATES
from wording import N_, _, labels

Place = Literal["queue", "inbox", "topics", "detail", "conversation", "preview", "post", "topic", "feeds", "form"]
Group = Literal["moving", "everywhere", "comments", "queue", "topics", "places"]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules may look at."""

    place: Place
    chosen: bool = False
    """A row is chosen."""
    comment_state: str = ""
    published: bool = False
    has_variant: bool = False
    can_undo: bool = False
    searching: bool = False
    arrived: int = 0
    empty: bool = False
    """The store holds nothing yet."""
    locked: bool = False
    """A forced command: no files of the user's choosing."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A verb."""

    id: str
    keys: tuple[str, ...]
    """Alternative keys, the first one shown; a chord is written with a space: ``c a``."""
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


LISTS = frozenset({"queue", "inbox", "topics", "feeds"})
PANES = frozenset({"queue", "inbox", "topics", "detail"})
ANSWERABLE = frozenset({"inbox", "detail", "conversation"})
COMMENT = ANSWERABLE | {"preview"}


def _chosen(state: State) -> bool:
    return state.chosen


def _open(state: State) -> bool:
    return state.chosen and state.comment_state in OPEN_STATES


def _handled(state: State) -> bool:
    return state.chosen and state.comment_state in ("answered", "no_reply")


def _unpublished(state: State) -> bool:
    return state.has_variant and not state.published


_KIND_KEYS = dict(zip(KINDS, "dpjhatiskvcrl", strict=True))
_REASON_KEYS = dict(zip(NO_REPLY_REASONS, "jctedbh", strict=True))


def _command(
    id: str,
    keys: str,
    label: str,
    help: str,
    group: Group,
    places: frozenset[str] = frozenset(),
    rank: int = 99,
    available: Callable[[State], bool] = lambda state: True,
) -> Command:
    return Command(
        id=id,
        keys=tuple(keys.split(" | ")),
        label=label,
        help=help,
        group=group,
        places=places,
        rank=rank,
        available=available,
    )


COMMANDS: tuple[Command, ...] = (
    # Comments
    _command(
        "comment.reply",
        "r",
        N_("reply"),
        N_("Write a reply; the draft saves itself"),
        "comments",
        ANSWERABLE,
        10,
        _open,
    ),
    _command("sentiment.positive", "+", N_("positive"), N_("The citizen is pleased"), "comments", COMMENT, 21, _chosen),
    _command("sentiment.neutral", "0", N_("neutral"), N_("The citizen is neutral"), "comments", COMMENT, 21, _chosen),
    _command(
        "sentiment.negative",
        "-",
        N_("negative"),
        N_("The citizen is displeased"),
        "comments",
        COMMENT,
        21,
        _chosen,
    ),
    *(
        _command(
            f"kind.{kind}",
            f"c {_KIND_KEYS[kind]}",
            labels.KINDS[kind],
            N_("Say what the citizen wants"),
            "comments",
            COMMENT,
            available=_chosen,
        )
        for kind in KINDS
    ),
    _command(
        "comment.finish",
        "e",
        N_("done"),
        N_("Close: answered, or left without a reply for a reason"),
        "comments",
        COMMENT,
        40,
        _handled,
    ),
    _command(
        "comment.finish_next",
        "E",
        N_("done, next"),
        N_("Close and go to the next one"),
        "comments",
        COMMENT,
        available=_handled,
    ),
    *(
        _command(
            f"no_reply.{reason}",
            f"b {_REASON_KEYS[reason]}",
            labels.NO_REPLY_REASONS[reason],
            N_("Leave it without a reply, for this reason"),
            "comments",
            COMMENT,
            available=_open,
        )
        for reason in NO_REPLY_REASONS
    ),
    _command(
        "comment.assign",
        "@",
        N_("take"),
        N_("Take the comment, or give it back"),
        "comments",
        COMMENT,
        50,
        _chosen,
    ),
    _command(
        "comment.note", "n", N_("note"), N_("Leave a note for the other admins"), "comments", COMMENT, 55, _chosen
    ),
    _command(
        "comment.next", "J", N_("next"), N_("Next comment"), "comments", frozenset({"conversation", "preview"}), 60
    ),
    _command(
        "comment.previous",
        "K",
        N_("previous"),
        N_("Previous comment"),
        "comments",
        frozenset({"conversation", "preview"}),
        61,
    ),
    _command(
        "reply.copy",
        "p",
        N_("copy"),
        N_("Show the reply and copy it to your terminal's clipboard"),
        "comments",
        frozenset({"preview"}),
        11,
    ),
    _command(
        "reply.sent",
        "t",
        N_("record as sent"),
        N_("Record that the reply was sent"),
        "comments",
        frozenset({"preview"}),
        12,
    ),
    _command("reply.edit", "r | enter", N_("write on"), N_("Go on writing"), "comments", frozenset({"preview"}), 13),
    # Queue and posts
    _command(
        "post.copy",
        "p",
        N_("copy caption"),
        N_("Show the caption and copy it to your terminal's clipboard"),
        "queue",
        frozenset({"queue", "post"}),
        12,
        _chosen,
    ),
    _command(
        "post.published",
        "t",
        N_("record as published"),
        N_("Record time and address of the publication"),
        "queue",
        frozenset({"queue", "post"}),
        13,
        _unpublished,
    ),
    # Everywhere
    _command(
        "add",
        "a",
        N_("add"),
        N_("Add here: a post, a topic's draft, a feed"),
        "everywhere",
        frozenset({"queue", "topics", "topic", "feeds"}),
        15,
    ),
    _command(
        "feed.remove",
        "w",
        N_("remove"),
        N_("Remove the feed; its headlines stay until they are old"),
        "topics",
        frozenset({"feeds"}),
        20,
        _chosen,
    ),
    _command(
        "feeds.refresh",
        "F",
        N_("fetch news"),
        N_("Ask all feeds for news now"),
        "topics",
        frozenset({"topics", "feeds"}),
        30,
    ),
    _command("search", "/", N_("search"), N_("Search the pane in focus"), "everywhere", LISTS, 70),
    _command(
        "show_new",
        "R",
        N_("show new"),
        N_("Bring in what has arrived, let go of what was handled"),
        "everywhere",
        frozenset({"inbox", "detail"}),
        75,
    ),
    _command(
        "copy_address",
        "y",
        N_("copy address"),
        N_("Copy the address of the comment, post or headline"),
        "everywhere",
        COMMENT | frozenset({"queue", "topics", "post", "topic"}),
        available=_chosen,
    ),
    _command(
        "undo",
        "u",
        N_("undo"),
        N_("Take back the last thing you did"),
        "everywhere",
        rank=80,
        available=lambda state: state.can_undo,
    ),
    _command(
        "import",
        "i",
        N_("import"),
        N_("Import comments or a content calendar from a file"),
        "everywhere",
        PANES,
        available=lambda state: not state.locked,
    ),
    _command(
        "demo",
        "D",
        N_("demo desk"),
        N_("Open the demo desk, on a store of its own"),
        "everywhere",
        PANES,
        85,
        lambda state: state.empty,
    ),
    # Moving
    _command("open", "enter", N_("open"), N_("Open the chosen row"), "moving", PANES, 90, _chosen),
    _command("down", "j | down", N_("down"), N_("One row down"), "moving"),
    _command("up", "k | up", N_("up"), N_("One row up"), "moving"),
    _command("page_down", "pagedown | space", N_("page down"), N_("One page down"), "moving"),
    _command("page_up", "pageup", N_("page up"), N_("One page up"), "moving"),
    _command("top", "home | g g", N_("top"), N_("To the first row"), "moving"),
    _command("bottom", "end | G", N_("bottom"), N_("To the last row"), "moving"),
    _command("pane.queue", "1", N_("queue"), N_("To the queue"), "moving", PANES),
    _command("pane.inbox", "2", N_("comments"), N_("To the comments"), "moving", PANES),
    _command("pane.topics", "3", N_("topics"), N_("To the topics"), "moving", PANES),
    _command("pane.detail", "4", N_("detail"), N_("To the detail"), "moving", PANES),
    _command(
        "pane.next", "tab", N_("next pane"), N_("To the next pane"), "moving", PANES | {"conversation", "preview"}
    ),
    _command("pane.previous", "shift+tab", N_("previous pane"), N_("To the previous pane"), "moving", PANES),
    # Places
    _command("go.today", "g h", N_("today"), N_("To today's desk"), "places"),
    _command("go.feeds", "g t", N_("feeds"), N_("Topics' feeds and how they are"), "places"),
    _command("go.accounts", "g a", N_("accounts"), N_("Agency, accounts and daily targets"), "places"),
    _command("back", "escape", N_("back"), N_("One step back; nothing is lost"), "moving"),
    _command("quit", "q", N_("back, quit"), N_("Back; at the first screen: quit"), "moving"),
    _command("palette", ": | ctrl+p", N_("every verb"), N_("Every verb that can be used now"), "everywhere", rank=95),
    _command("help", "? | f1", N_("help"), N_("The keys that work here"), "everywhere", rank=96),
)

_NEAR = 75
"""How alike, of 100, mistyped words must be to a verb's."""

PREFIXES: dict[str, str] = {"c": N_("kind"), "b": N_("no reply"), "g": N_("go to")}
"""What the first key of a chord is called in the footer."""


def offered(state: State) -> Iterator[Command]:
    """The verbs that can be used now."""
    return (one for one in COMMANDS if (not one.places or state.place in one.places) and one.available(state))


def by_keys(keys: str, state: State) -> Command | None:
    """The verb those keys mean now."""
    return next((one for one in offered(state) if keys in one.keys), None)


def prefixes(state: State) -> set[str]:
    """First keys of the chords that can be used now."""
    return {key.split()[0] for one in offered(state) for key in one.keys if " " in key}


def matching(text: str, state: State) -> list[Command]:
    """The verbs that can be used now and hold those words, in the label first; mistyped words find the nearest ones."""
    found = [one for one in offered(state) if one.id != "palette"]
    words = text.casefold().split()
    in_label = [one for one in found if all(word in _(one.label).casefold() for word in words)]
    in_help = [one for one in found if all(word in f"{_(one.label)} {_(one.help)}".casefold() for word in words)]
    if exact := list(dict.fromkeys([*in_label, *in_help])):
        return exact
    from rapidfuzz import fuzz

    near = [(fuzz.partial_ratio(text.casefold(), f"{_(one.label)} {_(one.help)}".casefold()), one) for one in found]
    return [one for points, one in sorted(near, key=lambda pair: -pair[0]) if points >= _NEAR]
