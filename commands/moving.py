"""Moving within a place, and between places."""

from commands.command import PANES, Command, State, command, is_chosen
from wording import N_

TABBED = PANES | {"settings"}


def _pages(state: State) -> bool:
    """The place is a list: the calendar turns by weeks, and lifts with space."""
    return state.place not in ("calendar", "year")


MOVING: tuple[Command, ...] = (
    command(
        "open",
        "enter",
        N_("open"),
        N_("Open the chosen row"),
        "moving",
        TABBED
        | {
            "trail",
            "archive",
            "referrals",
            "outbox",
            "issues",
            "issue",
            "sheet",
            "crisis",
            "handover",
            "figure",
            "topic",
        },
        90,
        is_chosen,
    ),
    command("down", "j | down", N_("down"), N_("One row down"), "moving"),
    command("up", "k | up", N_("up"), N_("One row up"), "moving"),
    command("page_down", "pagedown | space", N_("page down"), N_("One page down"), "moving", available=_pages),
    command("page_up", "pageup", N_("page up"), N_("One page up"), "moving", available=_pages),
    command("top", "home | g g", N_("top"), N_("To the first row"), "moving"),
    command("bottom", "end | G", N_("bottom"), N_("To the last row"), "moving"),
    command("pane.queue", "1", N_("queue"), N_("To the queue"), "moving", PANES),
    command("pane.inbox", "2", N_("comments"), N_("To the comments"), "moving", PANES),
    command("pane.topics", "3", N_("topics"), N_("To the topics"), "moving", PANES),
    command("pane.detail", "4", N_("detail"), N_("To the detail"), "moving", PANES),
    command(
        "pane.next", "tab", N_("next pane"), N_("To the next pane"), "moving", TABBED | {"conversation", "preview"}
    ),
    command("pane.previous", "shift+tab", N_("previous pane"), N_("To the previous pane"), "moving", TABBED),
    # Places
    command("go.today", "g h", N_("today"), N_("To today's desk"), "places"),
    command("go.accounts", "g a", N_("accounts"), N_("The agency's accounts"), "places"),
    command("go.settings", "g p", N_("settings"), N_("Agency, targets, lists, calendar; with history"), "places"),
    command("go.trail", "g l", N_("trail"), N_("Who did what, and from what to what"), "places"),
    command("back", "escape", N_("back"), N_("One step back; nothing is lost"), "moving"),
    command("quit", "q", N_("back, quit"), N_("Back; at the first screen: quit"), "moving"),
    command("palette", ": | ctrl+p", N_("every verb"), N_("Every verb that can be used now"), "everywhere", rank=95),
    command("help", "? | f1", N_("help"), N_("The keys that work here"), "everywhere", rank=96),
)
