"""Verbs of the idea bank."""

from commands.command import Command, command, is_chosen
from wording import N_

BANK = frozenset({"ideas"})

IDEAS: tuple[Command, ...] = (
    command(
        "idea.draft",
        "enter | a",
        N_("make a draft"),
        N_("Make a draft of the idea and open it"),
        "queue",
        BANK,
        5,
        is_chosen,
    ),
    command("idea.new", "n", N_("note an idea"), N_("Note an idea of your own, with its rubric"), "queue", BANK, 12),
    command(
        "idea.remove",
        "delete | backspace",
        N_("put away"),
        N_("Take the idea out of the bank; what was made of it stays"),
        "queue",
        BANK,
        61,
        is_chosen,
    ),
    command("idea.rubric", "tab", N_("next rubric"), N_("To the next rubric"), "moving", BANK, 17),
    command("idea.search", "/", N_("search"), N_("Search the ideas"), "everywhere", BANK, 70),
    command("go.ideas", "g d", N_("ideas"), N_("The idea bank, by rubric"), "places"),
)
