"""Verbs of the calendar: days and weeks, lifting a post and putting it down, shifting it."""

from commands.command import Command, State, command, is_chosen
from wording import N_

PLACE = frozenset({"calendar"})
YEAR = frozenset({"year"})


def _is_free_to_lift(state: State) -> bool:
    return state.chosen and not state.lifted


def _is_lifted(state: State) -> bool:
    return state.lifted


def _may_shift(state: State) -> bool:
    return not state.lifted and (state.marked > 0 or (state.has_variant and not state.published))


def _may_open(state: State) -> bool:
    return not state.lifted


CALENDAR: tuple[Command, ...] = (
    command(
        "calendar.open",
        "enter",
        N_("open post"),
        N_("Open the post; on a free slot: write one"),
        "queue",
        PLACE,
        5,
        _may_open,
    ),
    command("calendar.drop", "space | enter", N_("put down"), N_("Put it down here"), "queue", PLACE, 5, _is_lifted),
    command(
        "calendar.lift",
        "space",
        N_("lift"),
        N_("Lift the post, to put it down elsewhere"),
        "queue",
        PLACE,
        6,
        _is_free_to_lift,
    ),
    command(
        "calendar.copy",
        "y",
        N_("copy post"),
        N_("Lift a copy of the post: a new draft of the same words"),
        "queue",
        PLACE,
        7,
        _is_free_to_lift,
    ),
    command(
        "calendar.free", "]", N_("free slot"), N_("To the account's next free slot"), "queue", PLACE, 6, _is_lifted
    ),
    command(
        "calendar.earlier",
        "( | shift+left",
        N_("a day earlier"),
        N_("Shift the post, or those that are marked, a day back"),
        "queue",
        PLACE,
        54,
        _may_shift,
    ),
    command(
        "calendar.later",
        ") | shift+right",
        N_("a day later"),
        N_("Shift the post, or those that are marked, a day on"),
        "queue",
        PLACE,
        55,
        _may_shift,
    ),
    command(
        "calendar.sooner",
        "{ | shift+up",
        N_("15 minutes earlier"),
        N_("Shift the post, or those that are marked, a quarter of an hour back"),
        "queue",
        PLACE,
        56,
        _may_shift,
    ),
    command(
        "calendar.after",
        "} | shift+down",
        N_("15 minutes later"),
        N_("Shift the post, or those that are marked, a quarter of an hour on"),
        "queue",
        PLACE,
        57,
        _may_shift,
    ),
    command("calendar.mark", "x", N_("mark"), N_("Mark it, to shift several at once"), "queue", PLACE, 50, is_chosen),
    command(
        "calendar.previous",
        "< | pageup",
        N_("earlier days"),
        N_("The days, or the month, before"),
        "moving",
        PLACE | YEAR,
        11,
    ),
    command(
        "calendar.next",
        "> | pagedown",
        N_("later days"),
        N_("The days, or the month, after"),
        "moving",
        PLACE | YEAR,
        11,
    ),
    command("calendar.left", "left", N_("day before"), N_("To the day before"), "moving", PLACE),
    command("calendar.right", "right", N_("next day"), N_("To the next day"), "moving", PLACE),
    command("calendar.entry", "tab", N_("next post"), N_("In a month: to the day's next post"), "moving", PLACE),
    command(
        "calendar.view", "v", N_("week, month"), N_("A week in parts of the day, or a month"), "queue", PLACE | YEAR, 8
    ),
    command("calendar.limit", "l", N_("accounts"), N_("Show some accounts only"), "queue", PLACE, 13),
    command("calendar.advice", "=", N_("to know"), N_("What is thin, near or missing in the plan"), "queue", PLACE, 10),
    command("calendar.year", "V", N_("year"), N_("The year at a glance"), "queue", PLACE, 12),
    command("calendar.month", "enter", N_("to the month"), N_("To the chosen month"), "queue", YEAR, 5),
    command("go.calendar", "g k", N_("calendar"), N_("The plan by week and month"), "places"),
)
