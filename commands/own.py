"""What each admin chooses for themselves. These verbs have no keys: the palette finds them."""

from commands.command import PANES, Command, State, command
from domain.preferences import CHOICES
from wording import N_

CHOOSING = PANES | {"settings"}

LABELS = {
    "language.id": (N_("Indonesian"), N_("Let the desk speak Indonesian (language)")),
    "language.en": (N_("English"), N_("Let the desk speak English (language)")),
    "theme.malam": (N_("dark theme"), N_("Light signs on a dark ground")),
    "theme.siang": (N_("light theme"), N_("Dark signs on a light ground")),
    "theme.ansi": (N_("theme of 16 colours"), N_("Your terminal's own colours, on its dark ground")),
    "theme.ansi-siang": (N_("theme of 16 colours, light"), N_("Your terminal's own colours, on its light ground")),
    "bell.urgent": (N_("bell on"), N_("A quiet bell when something urgent arrives, once a minute at most")),
    "bell.off": (N_("bell off"), N_("No bell, whatever arrives")),
}


def _choosing(id: str) -> Command:
    """Offered while it is not what holds, and may be chosen."""

    def available(state: State) -> bool:
        return id not in state.chosen_here

    label, help = LABELS[id]
    return command(id, "", label, help, "everywhere", CHOOSING, available=available)


OWN: tuple[Command, ...] = (
    *(_choosing(f"{name}.{value}") for name, values in CHOICES.items() for value in values),
    command(
        "preferences",
        "",
        N_("your choices"),
        N_("Your language, theme, bell and keys, and where each is set"),
        "everywhere",
        CHOOSING,
    ),
)
