"""What is said of a reply while it is written and before it goes out, and the ways out: by the outbox or by hand."""

from collections.abc import Mapping, Sequence

from desk import answering, outbox, restraint
from desk import comments as use
from desk import replies as rules
from domain.accounts import NAMES, Account, label
from domain.comments import ANSWERED, Comment, Reply
from domain.counting import length, limit, over
from domain.outbox import IN_HAND
from domain.outcomes import Conflict, Done, Outcome
from domain.replies import SAME, appearance, names_one
from domain.templates import unfilled
from screens import facts, previewing
from screens.composer import Composer
from screens.foot import key_for
from screens.work import start
from widgets.bar import Bar, Part
from widgets.page import Block, Fact, Page
from wording import _, figures, labels, n_, results
from wording.replies import why


class Replying(Composer):
    """A reply to the chosen comment, from the first letter until it is out of this admin's hands."""

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[Block, ...] = ()

    # What is said of it

    def listen(self) -> None:
        """How what is written sounds, which words must be weighed now, what is said too often; off the loop."""
        text, comment, desk = self.area.text, self.chosen_comment(), self.session.desk
        written_to, among = self.written_to, tuple(self.among)
        held = {id: who for id in among if (who := self.session.leases.held_by(id))}

        def work() -> tuple[Block, ...]:
            if comment is None:
                return ()
            careful = previewing.careful(desk, text)
            if written_to is None:
                return (*_repeated(answering.same_words(desk, text, comment) + 1), *careful)
            found = answering.check(desk, written_to, text, among)
            return (*_held(held), *_to_several(found, text, written_to), *_repeated(found.same), *careful)

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
        name = facts.called(comment, bare=self.bare(comment))
        head = [Part("▌" if self.composing else " ", "accent", True), Part("2 ", "accent", True)]
        title = _("Another reply to {name}") if comment.state in ANSWERED else _("Reply to {name}")
        head.append(Part(title.format(name=name), "bright", True))
        if len(self.among) > 1:
            head.append(Part("  " + _("and {n} more").format(n=len(self.among) - 1), "accent", True))
        kept = _("saved {time}").format(time=figures.clock(self.saved_at, zone)) if self.saved_at else ""
        right = _("as {account}").format(account=label(account)) if account and self.composing else ""
        on = "cursor" if self.composing else "panel"
        told = kept or (_("not yet saved") if self.away is None else "")
        self.query_one("#reply-title", Bar).show(head, [Part(" · ".join(filter(None, (right, told))))], on=on)
        self.query_one("#preview", Page).show(self._preview(comment, account), keep_place=True)
        self.query_one("#counts", Page).show(self._counts(comment, now, zone), keep_place=True)

    def final_text(self, comment: Comment) -> str:
        """What that citizen would read."""
        text = self.area.text
        if self.written_to is not None and not self.composing:
            return answering.fitted(self.session.desk, self.written_to, text, comment)
        return text

    def _preview(self, comment: Comment, account: Account | None) -> list[Block]:
        name = label(account) if account else ""
        if self.composing:
            return []
        if self.area.text:
            return previewing.preview_blocks(self.final_text(comment), comment, name, by_api=self.by_api())
        if self.away is not None:
            return previewing.preview_blocks(self.away.text, comment, name, by_api=self.away.by_api)
        return []

    def _counts(self, comment: Comment, now: int, zone: str) -> Sequence[Block]:
        if self.away is not None and not self.composing:
            return self._away_facts(self.away, now, zone)
        text = self.final_text(comment)
        several = self.written_to is not None
        blocks = self.templating.blocks(each=several) if not several or self.composing else []
        blocks += [*self._answered_already(comment, now, zone), *self._approval(comment)]
        size = self._length(comment, text)
        if not self.composing:
            return [*blocks, size, *self._doubled(comment, text), *self._told]
        return [*blocks, size, *self._told]

    def _length(self, comment: Comment, text: str) -> Block:
        """How long it is; before it goes out also by which way that would be."""
        own = self.session.plan.limits
        most = limit(comment.platform, "comment", own)
        count = figures.number(length(comment.platform, text, "comment"))
        count += f"/{figures.number(most)}" if most else ""
        beyond = over(comment.platform, text, "comment", own)
        parts = [Part(count, "error" if beyond else "foreground")]
        if beyond:
            parts.append(Part("  " + _("{n} too many").format(n=beyond), "error"))
        if self.composing:
            return Fact(_("length"), tuple(parts))
        way = _("through the interface") if self.by_api() else _("by hand")
        return Fact(_("preview"), (Part(f"{NAMES[comment.platform]} · {way}   "), *parts))

    def _doubled(self, comment: Comment, text: str) -> list[Block]:
        if not appearance(text, comment, by_api=self.by_api()).twice:
            return []
        told = _("the app puts the name in front by itself: it would stand there twice")
        return [previewing.warning(_("careful"), told)]

    def last_sent(self) -> Reply | None:
        """Our last reply to the comment that was sent. To be overridden."""
        return None

    def _answered_already(self, comment: Comment, now: int, zone: str) -> list[Block]:
        """That the citizen has an answer: by whom, since when."""
        if comment.state not in ANSWERED:
            return []
        told, last = labels.comment_state(comment.state), self.last_sent()
        if last:
            who, time = labels.person(last.sent_by or last.by), figures.when(last.sent_at, now, zone)
            told = _("{who} answered it, {time}").format(who=who, time=time)
        return [previewing.warning(_("already"), told)]

    def _approval(self, comment: Comment) -> list[Block]:
        """What a second person said, or that one has to."""
        desk = self.session.desk
        draft = rules.draft_of(desk, comment.id)
        if draft and draft.returned_by:
            told = f"{labels.person(draft.returned_by)}: {draft.return_reason}"
            return [previewing.warning(_("returned"), told)]
        if draft and draft.approved_by and draft.text == self.area.text:
            return [
                Fact(_("approval"), (Part(_("agreed: {who}").format(who=labels.person(draft.approved_by)), "success"),))
            ]
        if restraint.second_approval(desk):
            return [previewing.warning(_("approval"), _("a second person agrees before it goes out"))]
        return []

    def _away_facts(self, away: Reply, now: int, zone: str) -> list[Block]:
        """How a reply stands that is on its way."""
        blocks: list[Block] = [Fact(_("outbox"), previewing.standing(away, why(away) if away.error else "", now, zone))]
        mine = away.by == self.session.desk.actor
        named = [("go.outbox", _("outbox"))]
        if mine and away.state in IN_HAND and away.state != "unknown":
            named.insert(0, ("comment.reply", _("take back and write on")))
        parts = [(Part(f"{key_for(id)} ", "accent", True), Part(f"{name}   ", "muted")) for id, name in named]
        who = () if mine else (Part(labels.person(away.by) + "   ", "accent"),)
        blocks.append(Fact("", (*who, *(part for pair in parts for part in pair))))
        return blocks

    # Out

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
        comment, text, desk = self.seen, self.area.text, self.session.desk
        if self.among:
            self._answer_several([self._current()], through_api=False)
        elif comment is not None:
            self.carry_out(lambda rev: use.mark_sent(desk, comment, text, rev=rev), comment.rev, self._gone)

    def verb_reply_send(self) -> None:
        """Give it to the outbox."""
        comment, text, desk = self.seen, self.area.text, self.session.desk
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
        desk, text, written_to = self.session.desk, self.area.text, self.written_to
        seen = {id: self.among[id] for id in ids if id in self.among}
        if written_to is None or not seen:
            return

        def work(_rev: int | None) -> Outcome:
            return answering.answer(desk, written_to, text, seen, through_api=through_api)

        def ended(outcome: Outcome | None) -> None:
            if outcome is None or isinstance(outcome, Conflict):
                return
            left_out = {id for found in outcome.params.get("left_out", {}).values() for id in found}
            answered = seen.keys() - left_out if isinstance(outcome, Done) else set()
            # Acting once more is then acting on what was told.
            now = {id: one.rev for id in left_out if (one := self.session.inbox.comment(id))}
            self.among = {id: now.get(id, rev) for id, rev in self.among.items() if id not in answered}
            self.answered(answered)
            if not self.among:
                self.load_draft(self._current())
                self.place()
                self.show()
            elif self._current() in answered:
                self.turn_to(next(iter(self.among)))
            else:
                self.show()

        self.carry_out(work, ended=ended)

    def answered(self, ids: set[int]) -> None:
        """Those of the marked comments are answered. To be overridden."""


def _repeated(same: int) -> list[Block]:
    if same < SAME:
        return []
    told = _("with this one {n} replies under this post say the same")
    return [previewing.warning(_("same words"), told.format(n=figures.number(same)))]


def _held(held: Mapping[int, str]) -> list[Block]:
    """Who else answers some of them at this moment."""
    who = ", ".join(f"K{id} {labels.opened_by(one)}" for id, one in list(held.items())[:3])
    return [previewing.warning(_("in use"), who + (" …" if len(held) > 3 else ""))] if held else []


def _to_several(found: answering.Check, text: str, written_to: Comment) -> list[Block]:
    """What will not do for all of them."""
    blocks = []
    if found.hindered:
        why = next(iter(found.hindered.values()))
        told = _("{n} of them cannot get it: {why}")
        words = told.format(n=figures.number(len(found.hindered)), why=results.refused(why.reason, why.params))
        blocks.append(previewing.warning(_("careful"), words))
    if found.answered:
        told = n_("{n} of them is answered already", "{n} of them are answered already", found.answered)
        blocks.append(previewing.warning(_("already"), told.format(n=figures.number(found.answered))))
    if name := names_one(text, written_to):
        told = _("all of them would read the name {name}; {field} is each one's own")
        blocks.append(previewing.warning(_("careful"), told.format(name=name, field="{nama}")))
    return blocks
