"""What the help panel says: the verbs that work here, by group, then the signs."""

from commands import State, offered
from screens.base import key_name
from widgets.bar import Part
from widgets.page import Block, Both, Words
from widgets.theme import UNICODE_SIGNS
from wording import N_, _, labels

GROUPS = {
    "comments": N_("Comments"),
    "queue": N_("Queue and posts"),
    "topics": N_("Topics"),
    "everywhere": N_("Everywhere"),
    "moving": N_("Moving"),
    "places": N_("Places"),
}


def help_blocks(state: State, cells: int) -> list[Block]:
    """The rows of the panel, in as many columns as fit."""
    columns = 2 if cells >= 70 else 1
    blocks: list[Block] = []
    for group, title in GROUPS.items():
        pairs = [(key_name(one.keys[0]), _(one.label)) for one in offered(state) if one.keys and one.group == group]
        if not pairs:
            continue
        blocks.append(Words(_(title), "accent", True, 1))
        each = (cells - 4) // columns
        height = -(-len(pairs) // columns)
        for row in range(height):
            parts: list[Part] = []
            for key, label in pairs[row::height]:
                parts += [Part(f"{key:<6}", "accent", True), Part(f"{label:<{each - 6}}"[: each - 6], "foreground")]
            blocks.append(Both(tuple(parts)))
        blocks.append(None)
    blocks.append(Words(_("Signs"), "accent", True, 1))
    signs = [(sign, labels.sentiment(code)) for code, sign in UNICODE_SIGNS.sentiment.items()]
    signs += [(UNICODE_SIGNS.moment[code], labels.moment(code)) for code in ("planned", "due", "missed", "published")]
    blocks.append(Words("   ".join(f"{sign} {word}" for sign, word in signs)))
    return blocks
