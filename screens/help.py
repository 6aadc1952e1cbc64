"""What the help panel says: the verbs that work here, in three columns, then the signs; and the admin's own choices."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from commands import PREFIXES, Command, State, key_of, offered
from commands.own import LABELS as OWN_LABELS
from commands.posts import POST
from domain.preferences import CHOICES, Preferences
from screens.foot import key_name
from widgets.bar import Part
from widgets.page import Block, Both, Fact, Words
from widgets.text import cut, width
from widgets.theme import Signs
from wording import N_, _, labels

COLUMNS = (N_("This pane"), N_("Lists"), N_("Places"))
ROWS = 14
"""So many rows a column has at 24 rows of the screen."""
TOGETHER = {
    "mark": N_("mark, mark all"),
    "mark_all": N_("mark, mark all"),
    "sentiment": N_("sentiment"),
    "pane": N_("pane by its number"),
    "down": N_("row by row"),
    "up": N_("row by row"),
    "page_down": N_("page by page"),
    "page_up": N_("page by page"),
    "top": N_("first, last"),
    "bottom": N_("first, last"),
}
"""Verbs that are told on one row, by their id or its first part."""

Row = tuple[str, str]
"""Keys, and what they do."""


def help_blocks(state: State, cells: int, signs: Signs) -> list[Block]:
    """The rows of the panel, `cells` wide: three columns, and the signs below them."""
    columns = _balanced(_columns(offered(state)))
    each = (cells - 3) // 3
    blocks: list[Block] = [Both(tuple(Part(f"{_(title):<{each}}", "accent", True) for title in COLUMNS))]
    for rows in zip_longest(*columns, fillvalue=("", "")):
        blocks.append(Both(tuple(part for row in rows for part in _cell(*row, each))))
    return [*blocks, None, *_sign_rows(signs, cells, by_itself=state.by_api and state.place in POST)]


def _columns(verbs: Iterable[Command]) -> Sequence[Sequence[Row]]:
    """What is done here; moving in lists and what lists have; the ways to other places."""
    found: tuple[dict[str, Row], ...] = ({}, {}, {})
    for verb in verbs:
        if verb.keys:
            name, label = _row_of(verb)
            column = found[_column(verb)]
            keys = column.get(name, ("", ""))[0].split()
            key = f"{name} …" if name in PREFIXES else key_name(verb.keys[0])
            column[name] = (" ".join(dict.fromkeys([*keys, *key.split()])), label)
    return [list(column.values()) for column in found]


def _balanced(columns: Sequence[Sequence[Row]]) -> Sequence[Sequence[Row]]:
    """What does not fit a small screen in one column goes on below the shortest."""
    found = [list(column) for column in columns]
    while len(longest := max(found, key=len)) > ROWS and len(shortest := min(found, key=len)) < ROWS:
        shortest.append(longest.pop())
    return found


def _row_of(verb: Command) -> tuple[str, str]:
    """Under which name a verb's row is gathered, and what the row says."""
    first = verb.keys[0].split()[0]
    if " " in verb.keys[0] and first in PREFIXES:
        return first, _(PREFIXES[first])
    part = verb.id.partition(".")[0]
    if verb.id not in ("pane.next", "pane.previous") and part in TOGETHER:
        return _(TOGETHER[part]), _(TOGETHER[part])
    return verb.id, _(verb.label)


def _column(verb: Command) -> int:
    if verb.group == "places" or verb.id in ("back", "quit", "help", "palette") or verb.id.startswith("pane."):
        return 2
    return 1 if verb.group == "moving" or verb.id in ("search", "show_new", "mark", "mark_all") else 0


def _cell(keys: str, label: str, cells: int) -> tuple[Part, Part]:
    keys = f"{keys:<7}" if width(keys) < 7 else f"{keys} "
    label = cut(label, cells - width(keys) - 1)
    return Part(keys, "accent", True), Part(label + " " * (cells - width(keys) - width(label)), "foreground")


def _sign_rows(signs: Signs, cells: int, *, by_itself: bool) -> list[Block]:
    """Every sign with its meaning, as many to a row as fit."""
    pairs = [(sign, labels.sentiment(code)) for code, sign in signs.sentiment.items()]
    told = ("draft", "review", "returned", "planned", "due", "missed", "published")
    pairs += [(signs.moment[code], labels.moment(code)) for code in told]
    pairs += [(signs.moment["by_itself"], labels.delivery("queued"))] if by_itself else []
    pairs += [(sign, labels.direction(code)) for code, sign in signs.direction.items()]
    pairs += [(signs.chosen, _("chosen")), (f"{signs.similar}14", _("similar"))]
    rows: list[list[Part]] = [[]]
    for sign, word in pairs:
        parts = [Part(f"{sign} ", "accent", True), Part(f"{word}   ", "muted")]
        if sum(width(part.text) for part in [*rows[-1], *parts]) > cells:
            rows.append([])
        rows[-1] += parts
    return [Both(tuple(row)) for row in rows]


def preference_blocks(own: Preferences) -> list[Block]:
    """The rows of the panel of choices: what holds, and what sets it."""
    names = {"language": _("language"), "theme": _("theme"), "bell": _("bell")}
    blocks: list[Block] = [None]
    for name in CHOICES:
        code = f"{name}.{getattr(own, name)}"
        label = _(OWN_LABELS[code][0]) if code in OWN_LABELS else _("no colours")
        fixed = own.fixed.get(name)
        note = _("fixed by {where}").format(where=fixed) if fixed else _("chosen here")
        blocks.append(Fact(names[name], (Part(label, "bright"), Part(f"   {note}", "muted"))))
    yes = {True: _("yes"), False: _("no")}
    blocks += [
        Fact(
            _("title"), (Part(yes[own.title], "bright"), Part("   " + _("the terminal's title tells what is urgent")))
        ),
        Fact("ASCII", (Part(yes[own.ascii], "bright"),)),
        None,
        Words(_("{key} and a word changes what is chosen here: theme, language, bell.").format(key=key_of("palette"))),
        Words(_("Title, ASCII and keys are set in config.toml; `meja paths` tells where it is."), "muted"),
    ]
    return blocks
