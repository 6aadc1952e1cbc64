"""The composer's lease: taken when writing begins, made long again while typing, given back when there is no text."""

import asyncio
from collections.abc import Collection

from textual import events
from textual.widgets import TextArea

from commands import key_of
from desk import leases
from domain.comments import Comment
from domain.outcomes import Done, Outcome, Refused
from screens.verbs import CommentVerbs
from screens.work import start
from widgets.bar import Part
from widgets.page import Block, Both, Words
from wording import _, labels


class Leasing(CommentVerbs):
    """A place where a reply to the chosen comment is written, by one admin at a time."""

    _leased: Collection[int] = ()
    """The comments whose leases this place has asked for."""

    def written(self) -> str:
        """What the composer holds now. To be overridden."""
        return ""

    def answered_along(self) -> Collection[int]:
        """The comments that what is written is for, where it is for several. To be overridden."""
        return ()

    def stop_composing(self) -> None:
        """Write no more for now. To be overridden."""

    def may_compose(self) -> bool:
        """Ask for the lease as writing begins; False where a colleague holds it, and the admin is asked first.

        Once it is taken over `verb_comment_reply` is called again.
        """
        comment = self.chosen_comment()
        if comment is None or self.session.desk.read_only:
            return comment is not None
        if who := self.session.leases.held_by(comment.id):
            self._ask_to_take_over(comment, who)
            return False
        self._take(comment.id)
        return True

    def _ask_to_take_over(self, comment: Comment, who: str) -> None:
        """An answer that nobody types by accident: keys that were meant for the reply must not decide."""
        key = own if len(own := key_of("comment.assign")) == 1 else "@"
        name = labels.person(who)
        told = _("{who} has this comment open to answer it. Whoever takes over is told, and so is {who}; drafts stay.")
        blocks: list[Block] = [
            None,
            Words(told.format(who=name), "bright"),
            None,
            Both((Part(f"{key} ", "accent", True), Part(_("take over"), "foreground"))),
            Both((Part("esc ", "accent", True), Part(_("leave it to {who}").format(who=name), "foreground"))),
        ]
        keys = {key: lambda: self._take_over(comment.id)}
        self.open_panel(labels.opened_by(who), blocks, columns=72, rows=10, keys=keys)

    def _take_over(self, id: int) -> None:
        desk = self.session.desk

        def begin(done: Done) -> None:
            comment = self.chosen_comment()
            if comment is not None and comment.id == id:
                self.verb_comment_reply()
            if who := done.params.get("taken_from"):
                self.warn(_("Taken over from {who}; they are told").format(who=labels.person(who)))

        async def run() -> None:
            await self._carry_out(lambda _rev: leases.take(desk, id, over=True), None, begin, quiet=True)

        self.first(run)

    def _take(self, id: int) -> None:
        """Have the lease stored. Where a colleague was quicker by a moment, whoever has typed nothing yet is asked.

        Else it is only told: letters that are on their way must not become answers.
        """
        desk, beside = self.session.desk, tuple(self.answered_along())
        self._leased = {*self._leased, id, *beside}

        def ended(outcome: Outcome | None) -> None:
            comment = self.chosen_comment()
            if isinstance(outcome, Refused) and comment is not None and comment.id == id and not self.written():
                self.stop_composing()
                if who := outcome.params.get("who"):
                    self._ask_to_take_over(comment, who)

        def work(_rev: int | None) -> Outcome:
            return leases.take(desk, id, beside=beside)

        async def run() -> None:
            await self._carry_out(work, None, None, ended=ended, quiet=True)

        start(self, run, "lease")

    def verb_comment_reply(self) -> None:
        """Write. To be overridden."""

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Another letter: the lease is made long again. Or the text is gone, and with it the reason for a lease."""
        comment = self.chosen_comment()
        if comment is None or self.session.desk.read_only:
            return
        if self.focused is None:
            self._give_back()
        elif self.session.leases.due(comment.id) and not self.session.leases.held_by(comment.id):
            self._take(comment.id)

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """Writing ends."""
        self._give_back()

    def on_unmount(self) -> None:
        """The place is left."""
        self._give_back()

    def _give_back(self) -> None:
        """Without a text there is nothing to keep others from. It is stored even if the desk is left meanwhile."""
        ids, desk, session = self._leased, self.session.desk, self.session
        if not ids or self.written():
            return
        self._leased = ()
        released = session.writer.submit(leases.release, desk, *ids)

        async def tell() -> None:
            outcome = await asyncio.shield(asyncio.wrap_future(released))
            if isinstance(outcome, Done):
                session.spread({table: set(ids) for table, ids in outcome.changed.items()})

        start(self.app, tell, "lease")
