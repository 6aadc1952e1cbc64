"""Writing a reply: the draft that keeps itself, the lease, the moment of calm, what is called back to be written on."""

from collections.abc import Callable, Collection

from textual.timer import Timer
from textual.widgets import TextArea

from desk import agency, answering, outbox
from desk import comments as use
from desk import replies as rules
from desk import templates as filling
from domain.accounts import Account
from domain.agency import Template
from domain.comments import Comment, Reply, owed
from domain.outbox import IN_HAND
from domain.outcomes import Done, Outcome
from domain.templates import by_code
from screens import calm
from screens.foot import key_for
from screens.leasing import Leasing
from screens.templating import Templating
from widgets.typing import Area
from wording import _, letters, results

AUTOSAVE = 1.0
"""Seconds of rest after which what was typed is stored."""
LISTEN = 0.3
"""Seconds of rest after which the desk says how the reply sounds."""
CALM = "tenang"
"""The code of the agency's own template for answering insults."""


class Composer(Leasing):
    """Writing a reply to the chosen comment, or to several that were marked.

    Attributes:
        area: where it is written.
        composing: all keys write.
        among: where several are answered, those that still are to be, with the revisions the admin saw.
        written_to: where several are answered, whom the text was written to.
        saved_at: when the draft was stored, in UTC milliseconds; 0: there is none.
        seen: the comment as it was when writing began.
        away: a reply to the comment that is on its way.
    """

    def __init__(self) -> None:
        super().__init__()
        self.area = Area(id="reply", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.composing = False
        self.among: dict[int, int | None] = {}
        self.written_to: Comment | None = None
        self.saved_at = 0
        self._saved_text = ""
        self._to_add = ""
        self._due: Timer | None = None
        self._listening: Timer | None = None
        self.seen: Comment | None = None
        self.away: Reply | None = None
        self.templating = Templating(self)

    # What the place around it says

    def place(self) -> None:
        """Everything finds its place again. To be overridden."""

    def show(self) -> None:
        """Say everything again. To be overridden."""

    def turn_to(self, id: int) -> None:
        """Show another comment. To be overridden."""

    def show_reply(self) -> None:
        """Say what there is to say of the reply. To be overridden."""

    def listen(self) -> None:
        """Judge what is written. To be overridden."""

    @property
    def replying(self) -> bool:
        """There is a reply to show: one that is written, or on its way."""
        return self.composing or bool(self.area.text) or self.away is not None

    @property
    def previewing(self) -> bool:
        """It is shown as the public will see it."""
        return bool(self.area.text) and not self.composing

    def written(self) -> str:
        """What the composer holds."""
        return self.area.text

    def answered_along(self) -> Collection[int]:
        """All it is for."""
        return self.among

    def by_api(self) -> bool:
        """Whether the account answers through its platform's interface."""
        comment = self.chosen_comment()
        return comment is not None and outbox.goes_by_api(self.session.desk, comment)

    def _account(self, comment: Comment) -> Account | None:
        return self.session.plan.accounts.get(comment.account)

    # Drafts

    def open_draft(self, id: int) -> None:
        """What this admin has written so far to that comment, here or before; or what is on its way."""
        self.seen = self.chosen_comment()
        self._to_add = ""
        unstored = self.session.unstored.get(id)
        self.load_draft(id)
        self._set_composing(False)
        if unstored:
            self.area.load_text(unstored)
            self.autosave()

    def load_draft(self, id: int) -> None:
        """As it is stored now."""
        desk = self.session.desk
        self.session.unstored.pop(id, None)
        draft = rules.draft_of(desk, id)
        comment = self.session.inbox.comment(id)
        wanted = id in self.among or (comment is not None and owed(comment))
        if draft is None and wanted and (kept := answering.draft_among(desk, id)):
            draft = kept
            self._go_on_with(kept)
        elif id not in self.among:
            self.among, self.written_to = {}, None
        self.away = rules.under_way(desk, id) if draft is None else None
        self._saved_text = draft.text if draft else ""
        self.saved_at = draft.written_at if draft else 0
        self.area.load_text(self._saved_text)
        self.listen()

    def _go_on_with(self, kept: Reply) -> None:
        """An answer to several: whom it was written to, and who is left."""
        inbox = self.session.inbox
        known = {id: one.rev for id in kept.among if (one := inbox.comment(id))}
        self.among = {id: self.among.get(id, rev) for id, rev in known.items()}
        self.written_to = inbox.comment(kept.comment)

    def answer_all(self, marked: dict[int, int]) -> None:
        """What is written is for all of these, each with the revision the admin saw."""
        self.written_to = self.chosen_comment()
        self.among = dict(marked)

    def _save(self, text: str) -> Callable[[], Outcome] | None:
        desk, comment = self.session.desk, self.chosen_comment()
        written_to, among = self.written_to, tuple(self.among)
        if comment is None or text == self._saved_text:
            return None
        if written_to is not None:
            return lambda: answering.save_draft(desk, written_to, among, text)
        return lambda: use.save_draft(desk, comment, text)

    def autosave(self) -> None:
        """Store what was typed."""
        self._due = None
        desk, text, comment = self.session.desk, self.area.text, self.chosen_comment()
        save = self._save(text)
        if save is None or comment is None:
            return

        async def run() -> None:
            await self._carry_out(lambda _rev: save(), None, kept, quiet=True, ended=ended)

        def ended(outcome: Outcome | None) -> None:
            if outcome is None:  # The disk is full, perhaps: the text stays in memory until it can be stored.
                self.session.unstored[comment.id] = text
            else:
                self.session.unstored.pop(comment.id, None)

        def kept(_done: Done) -> None:
            now = self.chosen_comment()
            if now is not None and now.id == comment.id:
                self._saved_text, self.saved_at = text, desk.now()
                self.show()

        self.first(run)

    def keep_drafts(self) -> None:
        """Store what was typed, now: the line is cut."""
        if save := self._save(self.area.text):
            save()

    # Writing

    def verb_comment_reply(self) -> None:
        """Write; the comment as it is now is what the admin answers."""
        comment, session = self.chosen_comment(), self.session
        if comment is not None and session.calm.asks(comment, session.desk.now()):
            calm.ask(self, comment, self._calmer(comment), self.verb_comment_reply, self.begin_with)
        elif comment is not None and self.away is not None:
            self._call_back(self.away)
        elif self.may_compose():
            self._begin()

    def _begin(self) -> None:
        self.seen = self.chosen_comment()
        self._set_composing(True)
        self.place()
        self.set_focus(self.area)
        self.area.move_cursor(self.area.document.end)
        self._add_waiting()
        self.show()

    def begin_with(self, text: str) -> None:
        """Write, with that text at the end of what was written before; where something is asked first, after that."""
        self._to_add = text
        if self.composing:
            self._add_waiting()
        else:
            self.verb_comment_reply()

    def _add_waiting(self) -> None:
        text, self._to_add = self._to_add, ""
        self.add(text)

    def _calmer(self, comment: Comment) -> str:
        """The agency's template for it, else one of ours."""
        desk = self.session.desk
        own = by_code(agency.listed(desk, Template), CALM)
        return filling.filled(desk, own, comment) if own else letters.calm()

    def _call_back(self, away: Reply) -> None:
        """What is on its way is this admin's to write on as long as nobody sends it."""
        desk = self.session.desk
        if away.by != desk.actor:
            self.warn(results.refused("under_way", {"who": away.by}))
        elif away.state not in IN_HAND:
            self.warn(results.refused("being_sent", {}))
        elif away.state == "unknown":
            self.warn(_("Nobody knows whether it went out: {key} decides first.").format(key=key_for("go.outbox")))
        else:

            def begin(_done: Done) -> None:
                self.load_draft(away.comment)
                self.verb_comment_reply()

            self.carry_out(lambda _rev: outbox.pull_back(desk, away.id), then=begin)

    verb_reply_edit = verb_comment_reply

    def write_to(self, comment: Comment, text: str) -> None:
        """Write on, with that text at the end."""
        self.begin_with(text)

    def add(self, text: str) -> None:
        """Put a text at the end of what was written before; once is enough."""
        if text and text not in self.area.text:
            self.area.move_cursor(self.area.document.end)
            self.area.insert(f"\n\n{text}" if self.area.text else text)

    def _set_composing(self, composing: bool) -> None:
        """Only while writing can the text be entered, by tab or by the mouse."""
        self.composing = composing
        self.area.read_only = not composing
        self.area.can_focus = composing
        self.area.set_class(composing, "-writing")

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Another letter: count it, and store the draft once the keys rest."""
        if not self.composing:
            return
        if self._due:
            self._due.stop()
        self._due = self.set_timer(AUTOSAVE, self.autosave)
        if self._listening:
            self._listening.stop()
        self._listening = self.set_timer(LISTEN, self.listen)
        self.show_reply()

    def stop_composing(self) -> None:
        """Look at it as the public will see it; the draft is kept."""
        self._set_composing(False)
        self.set_focus(None)
        if self._due:
            self._due.stop()
        self.autosave()
        self.listen()
        self.place()
        self.show()

    def verb_reply_template(self) -> None:
        """Choose a template."""
        self.templating.choose()
