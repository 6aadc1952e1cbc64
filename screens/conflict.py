"""What the conflict panel says: both versions of the fields that clash."""

from typing import Any

from domain.outcomes import Conflict
from widgets.bar import Part
from widgets.page import Block, Both, Fact, Words
from wording import N_, _, labels

FIELDS = {
    "kind": N_("kind"),
    "sentiment": N_("sentiment"),
    "state": N_("state"),
    "assignee": N_("assignee"),
    "state_reason": N_("reason"),
    "url": N_("address"),
    "published_at": N_("published"),
}


def conflict_blocks(conflict: Conflict) -> list[Block]:
    """The rows of the panel."""
    who = conflict.by or _("another admin")
    blocks: list[Block] = [
        None,
        Words(
            _("{who} stored it first. Your change is not stored; nothing is lost.").format(who=who),
            "foreground",
            False,
            1,
        ),
        None,
        Both(
            (
                Part(" " * 12),
                Part(f"{_('{who}, stored').format(who=who):<24}"[:24], "accent"),
                Part(_("you, not yet"), "accent"),
            )
        ),
    ]
    for field, mine in conflict.mine.items():
        if field not in FIELDS:
            continue
        theirs = conflict.theirs.get(field)
        differ = theirs != mine
        values = (f"{_word(field, theirs):<24}"[:24], f"{_word(field, mine):<18}"[:18])
        parts = [Part(f"{_(FIELDS[field]):<12}", "muted"), *(Part(value, "foreground", differ) for value in values)]
        blocks.append(Both(tuple(parts), (Part(_("differs"), "warning"),) if differ else ()))
    text = conflict.mine.get("text")
    if text:
        blocks.append(Fact(_("your text"), (Part(str(text), "bright"),)))
    blocks += [
        None,
        Both(
            (
                Part("g ", "accent", True),
                Part(_("store mine over it"), "foreground"),
                Part("   b ", "accent", True),
                Part(_("keep {who}'s").format(who=who), "foreground"),
            )
        ),
        Both((Part("esc ", "accent", True), Part(_("back; a written reply stays as a draft"), "foreground"))),
    ]
    return blocks


def _word(field: str, value: Any) -> str:
    words = {"kind": labels.kind, "sentiment": labels.sentiment, "state": labels.comment_state}
    if value in (None, ""):
        return "–"
    return words[field](value) if field in words else str(value)
