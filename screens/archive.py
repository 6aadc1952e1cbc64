"""Arsip: old comments found in the archives, opened to be read with their threads, and brought back."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.strip import Strip

from commands import State
from desk import archive, revealing
from domain.accounts import SHORT
from domain.comments import Comment, Reply
from screens import facts
from screens.framed import ListScreen
from screens.work import start
from widgets.bar import Bar, Part
from widgets.page import Block
from widgets.rows import Rows
from wording import _, figures, labels, n_, results


class ArchiveList(Rows):
    """A found comment a row."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.comments: Sequence[Comment] = ()
        self.active = True
        self.zone = ""

    def count(self) -> int:
        """How many there are."""
        return len(self.comments)

    @property
    def chosen(self) -> Comment | None:
        """The chosen comment."""
        return self.comments[self.cursor] if self.cursor < len(self.comments) else None

    def show(self, comments: Sequence[Comment], zone: str) -> None:
        """List these."""
        self.comments, self.zone = comments, zone
        self.reset(0)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """Number, day, platform, writer, text."""
        one = self.comments[index]
        line = self.line("cursor" if chosen else "background")
        ink = "bright" if chosen else "foreground"
        line.put(f"{self.signs.chosen if chosen else ' '} ", "bright", bold=chosen)
        line.field(f"K{one.id}", 9, "bright" if chosen else "accent", bold=chosen)
        line.field(figures.date(one.written_at, self.zone), 13, "bright" if chosen else "muted", bold=chosen)
        line.field(SHORT[one.platform], 4, "bright" if chosen else "muted", bold=chosen)
        name, text = revealing.shown(one)
        line.field(name or _("(no name)"), 16, ink, bold=chosen)
        line.gap(1, ink, bold=chosen)
        line.put(text or _("(no text)"), ink, bold=chosen)
        return line.strip()

    def below(self, y: int) -> Strip:
        """In an empty list: why it is empty."""
        return self.line().strip() if self.comments else self.empty_line(y)


class ArchiveScreen(ListScreen):
    """What the archives hold of some words.

    Args:
        query: the words; without any they are asked for.
    """

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query
        self._found = archive.Found(comments=[])

    def compose(self) -> ComposeResult:
        """Where we are; what is listed; the list."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield ArchiveList(id="archive")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Search, or ask for what."""
        self.place_frame()
        self._show()
        if self._query:
            self._search()
        else:
            self.ready()
            self.verb_search()

    @property
    def body(self) -> ArchiveList:
        """The list."""
        return self.query_one("#archive", ArchiveList)

    def _show(self) -> None:
        found = self._found
        self.body.empty = [("", _("Nothing in the archives matches.") if self._query else _("Search for what?"))]
        self.body.empty += [("", ""), ("/", _("searches the archives"))]
        self.body.show(found.comments, self.session.plan.zone)
        self.show_path(_("Archives"))
        number = len(found.comments)
        listed = n_("{n} comment", "{n} comments", number).format(
            n=figures.number(number) + ("+" if found.more else "")
        )
        told = _("search: {query}").format(query=revealing.hidden(self._query))
        searched = [Part(f"   {told}", "accent")] if self._query else []
        hint = Part(_("to be read only: B brings a comment back to the desk") + " ")
        self.query_one("#stand", Bar).show([Part(f" {listed}", "foreground"), *searched], [hint])
        self.show_footer()

    def _search(self) -> None:
        desk, query = self.session.desk, self._query

        async def run() -> None:
            try:
                self._found = await self.session.in_background(lambda: archive.search(desk, query))
            except Exception as error:
                self.session.note_trouble(error)
                self.say(results.trouble(error), "!", "error")
            self._show()
            if damaged := self._found.damaged:
                words = n_(
                    "{n} archive is damaged and was left out", "{n} archives are damaged and were left out", damaged
                )
                self.warn(words.format(n=damaged))
            self.ready()

        self.hold()
        start(self, run, "archive", exclusive=True)

    # Verbs

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="archive", chosen=self.body.chosen is not None)

    def verb_search(self) -> None:
        """Search for other words."""
        self.ask("/", self._limit, value=self._query, hint=_("words of text or writer"))

    def _limit(self, query: str) -> None:
        self._query = query.strip()
        if self._query:
            self._search()

    def verb_open(self) -> None:
        """The comment with its thread, to be read."""
        comment, desk = self.body.chosen, self.session.desk
        if comment is None:
            return

        async def run() -> None:
            try:
                thread = await self.session.in_background(lambda: archive.thread(desk, comment))
            except Exception as error:
                self.session.note_trouble(error)
                self.say(results.trouble(error), "!", "error")
            else:
                self._tell(comment, thread)
            self.ready()

        self.hold()
        start(self, run, "archive", exclusive=True)

    def _tell(self, comment: Comment, thread: Sequence[Comment | Reply]) -> None:
        now, zone = self.session.desk.now(), self.session.plan.zone
        told = facts.thread_blocks(thread, comment.id, now, zone)
        blocks: list[Block] = [None, *told, *facts.comment_facts(comment, now, zone)]
        title = f"K{comment.id} · {_('Archives')} · {labels.comment_state(comment.state)}"
        columns = min(self.size.width - 4, 100)
        rows = len(blocks) + 6 + sum(len(one.text) // (columns - 16) for one in thread)
        self.open_panel(title, blocks, columns=columns, rows=min(rows, self.size.height - 2))

    def verb_archive_bring_back(self) -> None:
        """Let it be on the desk again."""
        comment, desk = self.body.chosen, self.session.desk
        if comment is not None:
            self.carry_out(lambda _rev: archive.bring_back(desk, comment.id), then=lambda _done: self._search())
