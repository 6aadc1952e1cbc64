"""Verbs of the score, the recap and the metric sheet."""

from commands.command import Command, State, command, is_chosen
from wording import N_

FIGURES = frozenset({"score", "recap"})
SHEET = frozenset({"metrics"})


def _may_decide(state: State) -> bool:
    return state.weekly


SCORE: tuple[Command, ...] = (
    command(
        "figure.open",
        "enter",
        N_("rows"),
        N_("The rows a figure rests on; of an account its own score"),
        "everywhere",
        FIGURES,
        5,
        is_chosen,
    ),
    command(
        "figure.explain",
        "=",
        N_("how reckoned"),
        N_("How the chosen figure is reckoned, and of what"),
        "everywhere",
        FIGURES,
        10,
        is_chosen,
    ),
    command("figure.before", "<", N_("before"), N_("The day, week or month before"), "moving", FIGURES, 12),
    command("figure.after", ">", N_("after"), N_("The day, week or month after"), "moving", FIGURES, 13),
    command("recap.period", "v", N_("day, week, month"), N_("The next period"), "everywhere", frozenset({"recap"}), 11),
    command(
        "recap.decide",
        "n",
        N_("decision"),
        N_("Note the one thing that was decided after the week"),
        "everywhere",
        frozenset({"recap"}),
        14,
        _may_decide,
    ),
    command(
        "recap.copy",
        "p",
        N_("copy"),
        N_("Show the recap as Markdown and copy it to your terminal's clipboard"),
        "everywhere",
        frozenset({"recap"}),
        15,
    ),
    command(
        "recap.save",
        "",
        N_("recap as a workbook"),
        N_("Write the recap into the folder for exports, as XLSX"),
        "everywhere",
        frozenset({"recap"}),
    ),
    command(
        "metrics.fill",
        "enter",
        N_("fill in"),
        N_("Write down what was measured; say which post a kept reading is of"),
        "queue",
        SHEET,
        5,
        is_chosen,
    ),
    command(
        "metrics.post", "", N_("the post"), N_("Open the post that is to be measured"), "queue", SHEET, 12, is_chosen
    ),
    command("go.score", "g r", N_("score"), N_("How good the day was, the targets, all accounts"), "places"),
    command("go.recap", "g e", N_("recap"), N_("The recap of a day, a week, a month"), "places"),
    command("go.metrics", "g m", N_("metrics"), N_("What is still to be measured"), "places"),
)
