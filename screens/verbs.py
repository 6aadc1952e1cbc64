"""Verbs that more than one place has: on the chosen comment, on the chosen post."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from commands import Command
from desk import deliveries, editing, revealing, triage
from desk.day import QueueItem
from desk.desk import Desk
from domain.comments import Comment, CommentRow, HideReason, Kind, NoReplyReason, Sentiment
from domain.macros import CLOSING, ME, NOBODY, Move, What
from domain.outcomes import Done, Outcome, Refused
from domain.posts import Post, Variant
from domain.readiness import may_leave, may_publish, may_return, seal
from screens import delivering, publishing
from screens.base import DeskScreen, Work
from screens.foot import key_for
from screens.work import start
from wording import _, deeds, figures, results

if TYPE_CHECKING:
    from screens.macros import Macros


class Deed(NamedTuple):
    """What is done to a comment, so that it can be done to others too.

    Attributes:
        work: the use case, for an id and the revision the admin saw.
        closes: the admin has nothing more to do with the comment for now.
        moves: what a macro remembers of it; nothing where no macro can do it.
    """

    work: Callable[[int, int | None], Outcome]
    closes: bool = False
    moves: tuple[Move, ...] = ()


class CommentVerbs(DeskScreen):
    """A place where a comment is chosen."""

    def chosen_comment(self) -> Comment | None:
        """The comment the verbs are for. To be overridden."""
        return None

    def finished(self) -> None:
        """The comment was closed and the admin wants the next one. To be overridden."""

    def acted_on(self) -> Iterable[Comment | CommentRow]:
        """The comments that a verb is for. To be overridden where several can be marked."""
        comment = self.chosen_comment()
        return [comment] if comment else []

    def carry_out_deed(self, deed: Deed, then: Callable[[Done], None]) -> None:
        """Do it to the comments that verbs are for. To be overridden where several can be marked."""
        comment = self.chosen_comment()
        if comment is not None:
            id = comment.id
            self.carry_out(lambda rev: deed.work(id, rev), comment.rev, then)

    def do(self, deed: Deed, then: Callable[[Done], None] | None = None) -> None:
        """Do it to the comments that verbs are for; a macro that is being recorded remembers what was done."""
        self.session.last_deed = deed

        def done(outcome: Done) -> None:
            if recording := self.session.recording:
                recording.note(deed.moves)
            (then or self.judged)(outcome)

        self.carry_out_deed(deed, done)

    def _do(self, what: What, value: str = "", then: Callable[[Done], None] | None = None) -> None:
        from desk import macros

        desk, move = self.session.desk, Move(what=what, value=value)
        self.do(Deed(lambda id, rev: macros.do(desk, id, move, rev=rev), what in CLOSING, (move,)), then)

    def verb_repeat(self) -> None:
        """Do the same as last."""
        if deed := self.session.last_deed:
            self.do(deed)
        else:
            self.warn(_("Nothing was done to a comment yet that could be done again."))

    def judged(self, done: Done) -> None:
        """The admin said something of the comment: see in the background whether what is learned of it does harm."""
        if "corrections" not in done.changed:
            return
        session = self.session

        async def run() -> None:
            if harm := await session.in_background(session.desk.lessons.harm):
                self.warn(results.harm(harm.spoiled, harm.mended, harm.total, key_for("undo"), key_for("go.settings")))

        start(self, run, "lessons", exclusive=True)

    def verb_comment_explain(self) -> None:
        """Why it was read like this."""
        from screens.explaining import explain

        if comment := self.chosen_comment():
            explain(self, comment)

    def verb_sentiment(self, sentiment: Sentiment) -> None:
        """Say how the citizen feels."""
        self._do("sentiment", sentiment)

    def verb_kind(self, kind: Kind) -> None:
        """Say what the citizen wants."""
        self._do("kind", kind)

    def verb_settle(self, days: str) -> None:
        """Say how many working days a complaint may take."""
        self._do("settle", days)

    def verb_no_reply(self, reason: NoReplyReason) -> None:
        """Leave it without a reply."""
        self._do("no_reply", reason)

    def verb_comment_finish(self) -> None:
        """Close it."""
        self._do("done")

    def verb_comment_finish_next(self) -> None:
        """Close it and go on."""
        self._do("done", then=lambda _done: self.finished())

    def verb_comment_assign(self) -> None:
        """Take it, or give it back."""
        mine = all(one.assignee == self.session.desk.actor for one in self.acted_on())
        self._do("assign", NOBODY if mine else ME)

    def verb_comment_assign_to(self) -> None:
        """Ask which colleague is to have it."""
        from screens.handing import ask_for_admin

        ask_for_admin(self, lambda actor: self._do("assign", actor))

    def verb_comment_snooze(self) -> None:
        """Ask until when to put it aside."""
        from domain.until import read_until

        comment, desk, plan = self.chosen_comment(), self.session.desk, self.session.plan
        if comment is None:
            return
        zone = plan.zone_of(plan.accounts.get(comment.account))
        hint = _("2 hours · tomorrow · Mon 8 · 13.00 · citizen")
        if all(one.snoozed_until > desk.now() for one in self.acted_on()):
            hint = _("enter takes it up again · 2 hours")

        def typed(text: str) -> None:
            until = read_until(text, desk.now(), zone)
            self.prompt.hint(figures.until(until, desk.now(), zone) if until else hint)

        def answer(text: str) -> None:
            until = read_until(text, desk.now(), zone)
            if until is not None:
                move = Move(what="snooze", value=text.strip())
                self.do(Deed(lambda id, rev: triage.snooze(desk, id, until, rev=rev), True, (move,)))
            elif text.strip():
                self.warn(results.refused("not_until", {}))
            else:
                self._do("wake")

        self.ask(_("put aside until"), answer, typed=typed, hint=hint)

    def verb_comment_label(self) -> None:
        """Ask for labels to put on and take off; those in use are offered."""
        from screens.labelling import ask_for_labels

        ask_for_labels(self, lambda line: self._do("label", line))

    def verb_hide(self, reason: HideReason) -> None:
        """Record that it was hidden on the platform."""
        self._do("hide", reason)

    def verb_comment_unhide(self) -> None:
        """Record that the platform shows it again."""
        self._do("unhide")

    def verb_issue_open(self) -> None:
        """What the comment's group says, hour by hour."""
        if comment := self.chosen_comment():
            self.open_issue(comment.group or comment.id)

    def open_issue(self, group: int) -> None:
        """To a group of comments that say the same."""
        from screens.rising import IssueScreen

        self.app.push_screen(IssueScreen(group))

    def verb_comment_note(self) -> None:
        """Leave a note."""
        if self.chosen_comment():
            self.ask(_("note"), lambda text: self._do("note", text))

    def verb_comment_refer(self) -> None:
        """Refer it, or show how its referral stands; of those that are marked all are referred."""
        if comment := self.chosen_comment():
            from screens.referring import Referring

            Referring(self, comment).begin()

    @property
    def many(self) -> int:
        """So many comments are marked; the verbs are for those."""
        return 0

    def verb_macro(self, rest: str) -> None:
        """Play a macro, or record one."""
        self._macros.key(rest)

    def choice(self, command: Command) -> str:
        """A macro by its name."""
        first, _dot, digit = command.id.partition(".")
        return self._macros.name_of(int(digit)) if first == "macro" and digit.isdigit() else super().choice(command)

    @cached_property
    def _macros(self) -> "Macros":
        from screens.macros import Macros

        return Macros(self)

    def write_to(self, comment: Comment, text: str) -> None:
        """Write a reply that begins with that text."""
        from screens.conversation import ConversationScreen

        self.app.push_screen(ConversationScreen(comment.id, compose=True, text=text))

    # Personal data

    _bare = 0
    """The comment whose personal data this admin has revealed here."""

    def bare(self, comment: Comment) -> bool:
        """Whether the chosen comment's personal data are shown; as soon as another one is chosen none are any more."""
        if self._bare != comment.id:
            self._bare = 0
        return self._bare != 0

    def show_bare(self) -> None:
        """Show the chosen comment again, its personal data shown or hidden. To be overridden."""

    def verb_comment_unmask(self) -> None:
        """Show the chosen comment's personal data, which the trail tells; or hide them again."""
        comment, desk = self.chosen_comment(), self.session.desk
        if comment is None:
            return
        id = comment.id

        def show(done: Done) -> None:
            if (chosen := self.chosen_comment()) and chosen.id == id and self.is_current:
                self._bare = id
                self.say(deeds.done(done), fg="accent")  # Nothing to take back.
                self.show_bare()

        async def run() -> None:
            await self._carry_out(lambda _rev: revealing.reveal(desk, id), None, show, quiet=True)

        if self.bare(comment):
            self._bare = 0
            self.show_bare()
        elif desk.read_only or desk.store.fault:
            self.warn(_("Who looks at personal data is recorded, and nothing can be recorded here: they stay hidden."))
        else:
            self.first(run)

    def on_screen_suspend(self) -> None:
        """Another place is open: whoever comes back has to look anew."""
        if self._bare:
            self._bare = 0
            self.show_bare()

    def verb_trail_record(self) -> None:
        """What was done to the comment."""
        if comment := self.chosen_comment():
            self.open_trail(f"K{comment.id}")

    def copy_comment_address(self) -> None:
        """Show and copy where the comment stands."""
        comment = self.chosen_comment()
        self.copy_address(comment.url or comment.post_ref if comment else "")


class PostVerbs(DeskScreen):
    """A place where a post of the queue is chosen."""

    def chosen_item(self) -> QueueItem | None:
        """The row of the queue the verbs are for. To be overridden."""
        return None

    def verb_trail_record(self) -> None:
        """What was done to the post."""
        if item := self.chosen_item():
            self.open_trail(f"P{item.post.id}")

    def verb_post_copy(self) -> None:
        """Show and copy the caption."""
        if item := self.chosen_item():
            may = self.session.plan.may_go_now(item)
            publishing.show_caption(self, item, self.verb_post_publish if may else None)

    def act(self, work: Work, table: str, record: Post | Variant, then: Callable[[Done], None] | None = None) -> None:
        """Carry out a use case on the post or its variant as it is seen here."""
        self.carry_out(work, record.rev, then)

    def _on_post(self, work: Callable[[Desk, int, int | None], Outcome]) -> None:
        if item := self.chosen_item():
            desk = self.session.desk
            self.act(lambda rev: work(desk, item.post.id, rev), "posts", item.post)

    def verb_post_submit(self) -> None:
        """Send the draft to review."""
        self._on_post(lambda desk, id, rev: editing.submit(desk, id, rev=rev))

    def verb_post_approve(self) -> None:
        """Approve it."""
        if item := self.chosen_item():
            seen = seal(item.post, [one for one in self.session.plan.variants if one.post == item.post.id])
            self._on_post(lambda desk, id, rev: editing.approve(desk, id, rev=rev, seen=seen))

    def verb_post_reopen(self) -> None:
        """Take the returned post up again."""
        self._on_post(lambda desk, id, rev: editing.reopen(desk, id, rev=rev))

    def verb_post_schedule(self) -> None:
        """Schedule every channel that has a time; why one of them does not go out by itself is to be read."""

        def told(done: Done) -> None:
            if done.params.get("by_hand"):
                self.say(deeds.done(done), fg="warning")

        if item := self.chosen_item():
            desk, id = self.session.desk, item.post.id
            self.act(lambda _rev: editing.schedule(desk, id), "posts", item.post, told)

    def verb_post_publish(self) -> None:
        """Show what goes out through the platform's interface; the next key lets it go."""
        if item := self._on_a_channel():
            delivering.show(self, item)

    def verb_post_by_hand(self) -> None:
        """Do not let it go out by itself."""
        item, desk = self.chosen_item(), self.session.desk
        if item and item.variant and (delivery := item.delivery):
            self.act(lambda _rev: deliveries.by_hand(desk, delivery.id), "variants", item.variant)

    def verb_post_return(self) -> None:
        """Send it back, with a reason."""
        item = self.chosen_item()
        if item and (refusal := may_return(item.post, "?")):
            self.warn(results.refused(refusal, {}))
        elif item:
            self._for_reason(
                lambda text: self._on_post(lambda desk, id, rev: editing.return_post(desk, id, text, rev=rev))
            )

    def _for_reason(self, answer: Callable[[str], None]) -> None:
        self.ask(_("reason"), answer, hint=_("in a few words"))

    def _leave(self, to: editing.Sideways) -> None:
        item, desk = self._on_a_channel(), self.session.desk
        if item is None or (variant := item.variant) is None:
            return
        if refusal := may_leave(variant, to, "?"):
            self.warn(results.refused(refusal, {}))
            return
        self._for_reason(
            lambda text: self.act(lambda rev: editing.leave(desk, variant.id, to, text, rev=rev), "variants", variant)
        )

    def _on_a_channel(self) -> QueueItem | None:
        """The chosen post on its channel; says so where it has none."""
        item = self.chosen_item()
        if item and item.variant is None:
            self.warn(results.refused("no_channel", {}))
            return None
        return item

    def verb_post_postpone(self) -> None:
        """Postpone it on this channel."""
        self._leave("postponed")

    def verb_post_cancel(self) -> None:
        """Do not publish it on this channel."""
        self._leave("cancelled")

    def verb_post_withdraw(self) -> None:
        """It was taken down there."""
        self._leave("withdrawn")

    def verb_post_slot(self) -> None:
        """Give it the account's next free slot."""
        item, desk = self._on_a_channel(), self.session.desk
        if item is None or (variant := item.variant) is None:
            return
        zone = self.session.plan.zone_of(item.account)

        def work(rev: int | None) -> Outcome:
            slot = editing.next_free(desk, variant, zone)
            return editing.set_slot(desk, variant.id, slot, rev=rev) if slot else Refused(reason="no_free_slot")

        self.act(work, "variants", variant)

    def verb_post_published(self) -> None:
        """Ask for time and address, then record the publication."""
        item = self._on_a_channel()
        if item is None or item.variant is None:
            return
        variant, desk, zone = item.variant, self.session.desk, self.session.plan.zone_of(item.account)
        refusal = may_publish(variant, desk.now(), desk.now())
        if refusal and variant.state != "published":
            self.warn(results.refused(refusal, {}))
            return

        def answer(at: int, url: str) -> None:
            self.act(publishing.use_case(item, desk, at, url), "variants", variant)

        publishing.ask(self, item, desk, zone, answer)

    verb_post_correct = verb_post_published
