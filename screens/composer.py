"""The composer of a conversation: drafts, warnings, the preview, and the ways out: by the outbox or by hand."""

from collections.abc import Callable, Sequence

from textual.timer import Timer
from textual.widgets import TextArea

from desk import agency, answering, checks, outbox, restraint
from desk import comments as use
from desk import replies as rules
from desk import templates as filling
from desk.connections import by_api
from domain.accounts import Account, label
from domain.agency import Template
from domain.comments import Comment, Reply
from domain.counting import length, limit, over
from domain.outbox import IN_HAND
from domain.outcomes import Done, Outcome
from domain.replies import SAME, names_one
from domain.templates import by_code, unfilled
from screens import calm, previewing
from screens.foot import key_for
from screens.leasing import Leasing
from screens.templating import Templating
from screens.work import start
from widgets.bar import Bar, Part
from widgets.page import Block, Fact, Page
from widgets.typing import Area
from wording import _, figures, labels, letters, results
from wording.tone import sounds

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
    """

    def __init__(self) -> None:
        super().__init__()
        self.area = Area(id="reply", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.composing = False
        self.among: dict[int, int | None] = {}
        self._written_to: Comment | None = None
        self._saved_at = 0
        self._saved_text = ""
        self._due: Timer | None = None
        self._listening: Timer | None = None
        self._told: tuple[Block, ...] = ()
        self._seen: Comment | None = None
        self._away: Reply | None = None
        self.templating = Templating(self)

    # What the place around it says

    def place(self) -> None:
        """Everything finds its place again. To be overridden."""

    def show(self) -> None:
        """Say everything again. To be overridden."""

    def turn_to(self, id: int) -> None:
        """Show another comment. To be overridden."""

    @property
    def replying(self) -> bool:
        """There is a reply to show: one that is written, or on its way."""
        return self.composing or bool(self.area.text) or self._away is not None

    @property
    def previewing(self) -> bool:
        """It is shown as the public will see it."""
        return bool(self.area.text) and not self.composing

    def written(self) -> str:
        """What the composer holds."""
        return self.area.text

    def by_api(self) -> bool:
        """Whether the account answers through its platform's interface."""
        comment = self.chosen_comment()
        return comment is not None and comment.account in by_api(self.session.desk, "reply")

    def _account(self, comment: Comment) -> Account | None:
        return self.session.plan.accounts.get(comment.account)

    # Drafts

    def open_draft(self, id: int) -> None:
        """What this admin has written so far to that comment, here or before; or what is on its way."""
        self._seen = self.chosen_comment()
        self.load_draft(id)
        self._set_composing(False)

    def load_draft(self, id: int) -> None:
        """As it is stored now."""
        desk = self.session.desk
        draft = rules.draft_of(desk, id)
        if draft is None and (kept := answering.draft_among(desk, id)):
            draft = kept
            self._go_on_with(kept)
        elif id not in self.among:
            self.among, self._written_to = {}, None
        self._away = rules.under_way(desk, id) if draft is None else None
        self._saved_text = draft.text if draft else ""
        self._saved_at = draft.written_at if draft else 0
        self.area.load_text(self._saved_text)
        self._listen()

    def _go_on_with(self, kept: Reply) -> None:
        """An answer to several: whom it was written to, and who is left."""
        inbox = self.session.inbox
        known = {id: one.rev for id in kept.among if (one := inbox.comment(id))}
        self.among = {id: self.among.get(id, rev) for id, rev in known.items()}
        self._written_to = inbox.comment(kept.comment)

    def answer_all(self, marked: dict[int, int]) -> None:
        """What is written is for all of these, each with the revision the admin saw."""
        self._written_to = self.chosen_comment()
        self.among = dict(marked)

    def _save(self, text: str) -> Callable[[], Outcome] | None:
        desk, comment = self.session.desk, self.chosen_comment()
        written_to, among = self._written_to, tuple(self.among)
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
            await self._carry_out(lambda _rev: save(), None, kept, quiet=True)

        def kept(_done: Done) -> None:
            now = self.chosen_comment()
            if now is not None and now.id == comment.id:
                self._saved_text, self._saved_at = text, desk.now()
                self.show()

        start(self, run, "draft")

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
        elif comment is not None and self._away is not None:
            self._call_back(self._away)
        elif self.may_compose():
            self._begin()

    def _begin(self) -> None:
        self._seen = self.chosen_comment()
        self._set_composing(True)
        self.place()
        self.set_focus(self.area)
        self.area.move_cursor(self.area.document.end)
        self.show()

    def begin_with(self, text: str) -> None:
        """Write, with that text at the end of what was written before."""
        self.verb_comment_reply()
        if self.composing:
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
        self._listening = self.set_timer(LISTEN, self._listen)
        self.show_reply()

    def stop_composing(self) -> None:
        """Look at it as the public will see it; the draft is kept."""
        self._set_composing(False)
        self.set_focus(None)
        if self._due:
            self._due.stop()
        self.autosave()
        self._listen()
        self.place()
        self.show()

    # What is said of it

    def _listen(self) -> None:
        """How what is written sounds, which words must be weighed now, what is said too often; off the loop."""
        text, comment, desk = self.area.text, self.chosen_comment(), self.session.desk
        written_to, among = self._written_to, tuple(self.among)

        def work() -> tuple[Block, ...]:
            if comment is None:
                return ()
            watched = _watched(restraint.watchlist(desk, text))
            if written_to is None:
                return (*watched, *_repeated(answering.same_words(desk, text, comment) + 1), *_tone(text))
            found = answering.check(desk, written_to, text, among)
            return (*watched, *_to_several(found, text, written_to), *_repeated(found.same), *_tone(text))

        async def run() -> None:
            self._told = await self.session.in_background(work) if text else ()
            if self.is_mounted and self.replying:
                self.show()

        start(self, run, "tone", exclusive=True)

    def show_reply(self) -> None:
        """The composer's title, the preview, and what there is to say of the reply."""
        comment = self.chosen_comment()
        if comment is None:
            return
        desk, account = self.session.desk, self._account(comment)
        now, zone = desk.now(), self.session.plan.zone_of(account)
        name = f"@{comment.handle}" if comment.handle else comment.author
        head = [Part("▌" if self.composing else " ", "accent", True), Part("2 ", "accent", True)]
        head.append(Part(_("Reply to {name}").format(name=name), "bright", True))
        if self.among:
            head.append(Part("  " + _("and {n} more").format(n=len(self.among) - 1), "accent", True))
        kept = _("saved {time}").format(time=figures.clock(self._saved_at, zone)) if self._saved_at else ""
        right = _("as {account}").format(account=label(account) if account else "")
        on = "cursor" if self.composing else "panel"
        told = kept or (_("not yet saved") if self._away is None else "")
        self.query_one("#reply-title", Bar).show(head, [Part(" · ".join(filter(None, (right, told))))], on=on)
        self.query_one("#preview", Page).show(self._preview(comment, account), keep_place=True)
        self.query_one("#counts", Page).show(self._counts(comment, now, zone), keep_place=True)

    def final_text(self, comment: Comment) -> str:
        """What that citizen would read."""
        text = self.area.text
        if self._written_to is not None and not self.composing:
            return answering.fitted(self.session.desk, self._written_to, text, comment)
        return text

    def _preview(self, comment: Comment, account: Account | None) -> list[Block]:
        name = label(account) if account else ""
        if self.area.text:
            return previewing.preview_blocks(self.final_text(comment), comment, name, by_api=self.by_api())
        if self._away is not None:
            return previewing.preview_blocks(self._away.text, comment, name, by_api=self._away.by_api)
        return []

    def _counts(self, comment: Comment, now: int, zone: str) -> Sequence[Block]:
        if self._away is not None and not self.composing:
            return self._away_facts(self._away, now, zone)
        text, own = self.final_text(comment), self.session.plan.limits
        blocks: list[Block] = []
        if not self.composing:
            blocks.append(Fact(_("preview"), self._keys()))
        blocks += self.templating.blocks() if self._written_to is None or self.composing else []
        blocks += self._approval(comment)
        most = limit(comment.platform, "comment", own)
        count = figures.number(length(comment.platform, text, "comment"))
        count += f"/{figures.number(most)}" if most else ""
        beyond = over(comment.platform, text, "comment", own)
        more = "  " + _("{n} too many").format(n=beyond) if beyond else ""
        size = Fact(_("length"), (Part(count, "error" if beyond else "foreground"), Part(more, "error")))
        return [*blocks, size, *self._told] if beyond or self.composing else [*blocks, *self._told, size]

    def _keys(self) -> tuple[Part, ...]:
        """What may be done with what is previewed."""
        named = [("reply.send", _("send"))] if self.by_api() else []
        named += [("reply.copy", _("copy")), ("reply.sent", _("record as sent")), ("reply.edit", _("write on"))]
        pairs = ((Part(f"{key_for(id)} ", "accent", True), Part(f"{name}   ", "muted")) for id, name in named)
        return tuple(part for pair in pairs for part in pair)

    def _approval(self, comment: Comment) -> list[Block]:
        """What a second person said, or that one has to."""
        desk = self.session.desk
        draft = rules.draft_of(desk, comment.id)
        if draft and draft.returned_by:
            told = f"{labels.person(draft.returned_by)}: {draft.return_reason}"
            return [_warning(_("returned"), told)]
        if draft and draft.approved_by and draft.text == self.area.text:
            return [
                Fact(_("approval"), (Part(_("agreed: {who}").format(who=labels.person(draft.approved_by)), "success"),))
            ]
        if restraint.second_approval(desk):
            return [_warning(_("approval"), _("a second person agrees before it goes out"))]
        return []

    def _away_facts(self, away: Reply, now: int, zone: str) -> list[Block]:
        """How a reply stands that is on its way."""
        blocks: list[Block] = [Fact(_("outbox"), previewing.standing(away, now, zone))]
        mine = away.by == self.session.desk.actor
        named = [("go.outbox", _("outbox"))]
        if mine and away.state in IN_HAND and away.state != "unknown":
            named.insert(0, ("comment.reply", _("take back and write on")))
        parts = [(Part(f"{key_for(id)} ", "accent", True), Part(f"{name}   ", "muted")) for id, name in named]
        who = () if mine else (Part(labels.person(away.by) + "   ", "accent"),)
        blocks.append(Fact("", (*who, *(part for pair in parts for part in pair))))
        return blocks

    # Out

    def verb_reply_template(self) -> None:
        """Choose a template."""
        self.templating.choose()

    def verb_reply_copy(self) -> None:
        """Show and copy the reply, unless a field of it is still to be filled in."""
        comment = self.chosen_comment()
        text = self.final_text(comment) if comment else ""
        if missing := unfilled(text):
            self.warn(results.refused("unfilled", {"fields": ", ".join(missing)}))
        elif comment:
            self.copied(text, _("Reply to K{id}").format(id=comment.id))

    def verb_reply_sent(self) -> None:
        """Record it as sent, against the comment as the admin saw it when writing began."""
        comment, text, desk = self._seen, self.area.text, self.session.desk
        if self.among:
            self._answer_several([self._current()], through_api=False)
        elif comment is not None:
            self.carry_out(lambda rev: use.mark_sent(desk, comment, text, rev=rev), comment.rev, self._gone)

    def verb_reply_send(self) -> None:
        """Give it to the outbox."""
        comment, text, desk = self._seen, self.area.text, self.session.desk
        if self.among:
            self._answer_several(list(self.among), through_api=True)
        elif comment is not None:
            self.carry_out(lambda rev: outbox.queue(desk, comment, text, rev=rev), comment.rev, self._gone)

    def verb_reply_sent_all(self) -> None:
        """All who are left were answered by hand."""
        self._answer_several(list(self.among), through_api=False)

    def _gone(self, _done: Done) -> None:
        """It is out of the composer's hands."""
        if comment := self.chosen_comment():
            self.load_draft(comment.id)
        self.place()
        self.show()

    def _current(self) -> int:
        comment = self.chosen_comment()
        return comment.id if comment else 0

    def _answer_several(self, ids: list[int], *, through_api: bool) -> None:
        """Answer those of the marked ones; then on to who is left, or back to the list when nobody is."""
        desk, text, written_to = self.session.desk, self.area.text, self._written_to
        seen = {id: self.among[id] for id in ids if id in self.among}
        if written_to is None or not seen:
            return

        def work(_rev: int | None) -> Outcome:
            return answering.answer(desk, written_to, text, seen, through_api=through_api)

        def gone(done: Done) -> None:
            left_out = {id for found in done.params.get("left_out", {}).values() for id in found}
            answered = seen.keys() - left_out
            self.among = {id: rev for id, rev in self.among.items() if id not in answered}
            self.answered(answered)
            if not self.among:
                self.load_draft(self._current())
                self.place()
                self.show()
            elif self._current() in answered:
                self.turn_to(next(iter(self.among)))
            else:
                self.show()

        self.carry_out(work, then=gone)

    def answered(self, ids: set[int]) -> None:
        """Those of the marked comments are answered. To be overridden."""


def _warning(name: str, words: str) -> Block:
    return Fact(name, (Part(words, "warning"),))


def _watched(words: Sequence[str]) -> list[Block]:
    return [_warning(_("election"), _("touches politics: {words}").format(words=", ".join(words)))] if words else []


def _repeated(same: int) -> list[Block]:
    if same < SAME:
        return []
    told = _("with this one {n} replies under this post say the same")
    return [_warning(_("same words"), told.format(n=figures.number(same)))]


def _to_several(found: answering.Check, text: str, written_to: Comment) -> list[Block]:
    """What will not do for all of them."""
    blocks = []
    if found.hindered:
        why = next(iter(found.hindered.values()))
        told = _("{n} of them cannot get it: {why}")
        words = told.format(n=figures.number(len(found.hindered)), why=results.refused(why.reason, why.params))
        blocks.append(_warning(_("careful"), words))
    if name := names_one(text, written_to):
        told = _("all of them would read the name {name}; {field} is each one's own")
        blocks.append(_warning(_("careful"), told.format(name=name, field="{nama}")))
    return blocks


def _tone(text: str) -> list[Block]:
    found = [sounds(one.tone, text[one.start : one.end]) for one in checks.tone(text)]
    if not found:
        return []
    more = f"  +{len(found) - 1}" if len(found) > 1 else ""
    return [Fact(_("tone"), (Part(found[0], "warning"), Part(more, "muted")))]
