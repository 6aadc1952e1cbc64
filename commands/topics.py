"""Verbs of topics."""

from commands.command import Command, State, command, is_chosen
from wording import N_

TOPIC = frozenset({"topics", "topic"})


def _is_asked(state: State) -> bool:
    """A draft of a flagged topic was asked for, and not confirmed."""
    return state.flag_asked


TOPICS: tuple[Command, ...] = (
    command(
        "topic.draft_anyway",
        "Y",
        N_("draft all the same"),
        N_("Make a draft of a flagged topic, after a was pressed on it"),
        "topics",
        TOPIC,
        1,
        _is_asked,
    ),
    command(
        "topic.add_to",
        "A",
        N_("add to a post"),
        N_("Add the topic's sources to a post that is there"),
        "topics",
        TOPIC,
        17,
        is_chosen,
    ),
    command(
        "topic.mute",
        "M",
        N_("mute"),
        N_("Keep the topic, an outlet or a word out of sight; on a muted one: lift it"),
        "topics",
        TOPIC,
        20,
        is_chosen,
    ),
    command(
        "topic.watch",
        "W",
        N_("watch"),
        N_("Be told when the topic jumps, or no more"),
        "topics",
        TOPIC,
        19,
        is_chosen,
    ),
    command(
        "topic.hand",
        "@",
        N_("give to"),
        N_("Give the topic to a colleague, who is told when it jumps"),
        "topics",
        TOPIC,
        22,
        is_chosen,
    ),
    command(
        "topic.clarify",
        "!",
        N_("clarification"),
        N_("Open a clarification sheet on what is said there"),
        "topics",
        TOPIC,
        24,
        is_chosen,
    ),
    command(
        "topic.explain",
        "=",
        N_("why"),
        N_("Every factor of the topic's place in the list"),
        "topics",
        TOPIC,
        23,
        is_chosen,
    ),
    command("go.topics", "g t", N_("topics"), N_("Topics, their stories and headlines, and the feeds"), "places"),
    command("go.feeds", "g f", N_("feeds"), N_("Topics' feeds and how they are"), "places"),
)
