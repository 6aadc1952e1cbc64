"""A reply as the public will see it, and how one stands that is on its way."""

from desk import checks, restraint, revealing
from desk.desk import Desk
from domain.accounts import NAMES
from domain.comments import Comment
from domain.outbox import Outgoing
from domain.replies import appearance
from widgets.bar import Part
from widgets.page import Block, Both, Fact, Words
from wording import _, labels
from wording.sending import next_step
from wording.tone import sounds

INK = {"failed": "error", "unknown": "error", "awaiting": "warning", "sending": "accent", "queued": "accent"}


def preview_blocks(text: str, comment: Comment, account: str, *, by_api: bool) -> list[Block]:
    """The account, whom it answers where the platform says so, what everybody reads, and what is folded.

    What we write is shown as it is; personal data in the citizen's name are hidden.
    """
    seen = appearance(text, revealing.covered(comment), by_api=by_api)
    head = [Part(account or NAMES[comment.platform], "accent", True)]
    if seen.to:
        head.append(Part("  " + _("answering {name}").format(name=seen.to), "muted"))
    more = " … " + _("more") if seen.folded else ""
    blocks: list[Block] = [Both(tuple(head)), Words(seen.shown.rstrip() + more, "bright")]
    if seen.folded:
        blocks.append(Words(seen.folded.strip("\n "), "muted"))
    return blocks


def standing(one: Outgoing, trouble: str, now: int, zone: str) -> tuple[Part, ...]:
    """How far something is on its way, when it is tried again, what keeps it."""
    parts = [Part(labels.reply_state(one.state), INK.get(one.state, "success"), True)]
    if said := next_step(one, now, zone):
        parts.append(Part(f"  {said}", "muted"))
    if trouble:
        parts.append(Part(f"  {trouble}", "foreground"))
    return tuple(parts)


def careful(desk: Desk, text: str) -> list[Block]:
    """Words that must be weighed now, and how it sounds. Not for the event loop."""
    blocks = []
    if numbers := checks.personal_numbers(text):
        named = ", ".join(labels.personal_data(one) for one in numbers)
        blocks.append(warning(_("careful"), _("everybody would read it: {types}").format(types=named)))
    if words := restraint.watchlist(desk, text):
        blocks.append(warning(_("election"), _("touches politics: {words}").format(words=", ".join(words))))
    if found := [sounds(one.tone, text[one.start : one.end]) for one in checks.tone(text)]:
        more = f"  +{len(found) - 1}" if len(found) > 1 else ""
        blocks.append(Fact(_("tone"), (Part(found[0], "warning"), Part(more, "muted"))))
    return blocks


def warning(name: str, words: str) -> Block:
    """Something to be wary of."""
    return Fact(name, (Part(words, "warning"),))
