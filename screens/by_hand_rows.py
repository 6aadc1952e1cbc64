"""What is said of comments by hand before they are stored: their rows, the chosen one, how many there are."""

from desk import revealing
from desk.receive.by_hand import Row, Thread
from domain import times
from domain.accounts import NAMES, Account, label
from widgets.bar import Part
from widgets.page import Block, Fact, Words
from widgets.pasted import PastedRow
from wording import _, figures
from wording import by_hand as words


def written_to(account: Account, *, others: bool) -> list[Part]:
    """Whose comments they are. `others`: there are more accounts to choose from."""
    parts = [Part(" " + _("written to") + " "), Part(label(account), "bright", True)]
    parts.append(Part(f"  {NAMES[account.platform]}"))
    if others:
        parts += [Part("   ]", "accent", True), Part(" " + _("another account"))]
    return parts


def counts(thread: Thread) -> list[Part]:
    """How many would be stored, and how many are there already."""
    known = sum(row.known and not row.dropped for row in thread.rows)
    new = sum(not row.known and not row.dropped for row in thread.rows)
    parts = [Part(_("{n} to store").format(n=new), "bright", True)] if thread.rows else []
    if known:
        parts.append(Part("   " + _("{n} there already").format(n=known), "foreground"))
    if thread.cut:
        parts.append(Part("   " + _("too long: the rest is not read"), "warning"))
    return parts


def row(one: Row, zone: str, now: int) -> PastedRow:
    """A row of the preview."""
    at = times.to_ms(one.written, zone)
    word, ink = _word(one)
    return PastedRow(
        writer=_writer(one),
        time=figures.short_day(at, zone) if one.precision == "day" else figures.when(at, now, zone),
        text=_text(one),
        word=word,
        ink=ink,
        quiet=one.known or one.dropped,
    )


def _word(one: Row) -> tuple[str, str]:
    if one.dropped:
        return _("left out"), "muted"
    if one.known:
        return _("there already"), "muted"
    if one.doubts:
        return words.doubt(one.doubts[0]), "warning"
    return (_("ours"), "success") if one.ours else (_("citizen"), "muted")


def chosen(one: Row, thread: Thread) -> list[Block]:
    """The chosen row in full."""
    blocks: list[Block] = [None, Words(_text(one), "bright"), None]
    if one.answers >= 0:
        blocks.append(Fact(_("answers"), (Part(_writer(thread.rows[one.answers]), "accent"),)))
    if one.likes is not None:
        blocks.append(Fact(_("likes"), (Part(figures.number(one.likes), "foreground"),)))
    if one.doubts:
        said = ", ".join(words.doubt(doubt) for doubt in one.doubts)
        blocks.append(Fact(_("doubtful"), (Part(said, "warning"),)))
    return blocks


def _writer(one: Row) -> str:
    return revealing.hidden(one.handle or one.author) or _("(no name)")


def _text(one: Row) -> str:
    return revealing.hidden(one.text) or _("(no text)")
