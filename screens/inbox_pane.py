"""The inbox on the desk: the list of comments, what is done to the chosen or marked ones, and their detail."""

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from commands import Command
from desk import revealing
from desk import thread as threads
from desk.history import History
from domain.comments import Comment, CommentRow, Reply
from domain.outcomes import Done
from screens import facts, lines
from screens.foot import key_for
from screens.inbox_filter import InboxFilter
from screens.inbox_search import InboxSearch
from screens.panes import Panes
from screens.triage import InboxTriage
from screens.verbs import CommentVerbs, Deed
from screens.work import start
from widgets.bar import Part
from widgets.page import Block, Fact, Heading, Words
from wording import _, deeds, labels, results

if TYPE_CHECKING:
    from screens.by_hand import Kept

_ROWS = frozenset({"j", "k", "down", "up", "pagedown", "pageup"})


class InboxPane(Panes, CommentVerbs):
    """What citizens write."""

    def __init__(self) -> None:
        super().__init__()
        self._history: History | None = None
        self._thread: list[Comment | Reply] = []
        self._thread_of = (0, 0)
        self._kept: Kept | None = None
        self._search = InboxSearch(self)
        self._filter = InboxFilter(self)
        self._triage = InboxTriage(self)

    def chosen_comment(self) -> Comment | None:
        return self.session.inbox.comment(self.inbox_list.chosen) if self.inbox_list.chosen else None

    def show_bare(self) -> None:
        """The chosen comment again, its personal data shown or hidden."""
        self.show_detail()

    def _zone(self, comment: Comment) -> str:
        plan = self.session.plan
        return plan.zone_of(plan.accounts.get(comment.account))

    # Detail

    def comment_blocks(self, now: int) -> list[Block]:
        comment = self.chosen_comment()
        if comment is None:
            return [None, Words(_("The chosen comment stands here: its text, reading, deadline, history."), "muted")]
        self.session.calm.read(comment, now)
        zone = self._zone(comment)
        tight = self.detail.size.height < 10
        blocks: list[Block] = [] if tight else [None]
        bare = self.bare(comment)
        text = comment.text if bare else revealing.text(comment)
        blocks += [Words(text or _("(no text)"), "bright"), None]
        alike = self.session.inbox.count_alike(comment)
        blocks += facts.lease_facts(self.session.leases.of(comment.id), self.session.desk.actor, now, zone)
        reveal = "" if bare else key_for("comment.unmask")
        blocks += facts.comment_facts(comment, now, zone, alike, key_for("comment.alike"), reveal)
        if comment.notes:
            last = comment.notes[-1]
            who = Part(labels.person(last.by), "accent")
            told = last.text if bare else revealing.hidden(last.text)
            blocks.append(Fact(_("note"), (who, Part(f" {told}", "foreground"))))
        if self.detail.size.height >= 24:
            return [*blocks, *self._surroundings(comment, now, zone)]
        entries = self.history.deeds("comments", comment.id)[-3:]
        blocks += [
            Fact(_("history") if place == 0 else "", block.parts)
            for place, block in enumerate(
                one for one in facts.history_blocks(entries, now, zone) if isinstance(one, Fact)
            )
        ]
        return blocks

    def _surroundings(self, comment: Comment, now: int, zone: str) -> list[Block]:
        """Where there is room: the post it stands under, the thread, the history."""
        plan = self.session.plan
        blocks: list[Block] = [None, *facts.post_under(plan, comment)]
        blocks += [None, Heading(_("Conversation"), str(len(self._thread)) if self._thread else ""), None]
        if self._thread_of == (comment.id, comment.rev):
            blocks += facts.thread_blocks(self._thread, comment.id, now, zone, bare=self.bare(comment))
        else:
            self._read_thread(comment)
        blocks += [Heading(_("History")), None]
        return blocks + facts.history_blocks(self.history.deeds("comments", comment.id), now, zone)

    @property
    def history(self) -> History:
        """What was done to each record; read when it is first asked for."""
        if self._history is None:
            self._history = History(self.session.desk)
        return self._history

    def _read_thread(self, comment: Comment) -> None:
        desk = self.session.desk

        async def run() -> None:
            found = await self.session.in_background(lambda: threads.thread(desk, comment))
            self._thread, self._thread_of = found, (comment.id, comment.rev)
            if self.inbox_list.chosen == comment.id:
                self.show_detail()

        start(self, run, "thread", exclusive=True)

    # The list

    def passes(self, key: str) -> bool:
        """The cursor of this list is where it has to be as soon as a key was pressed, however slow the disk is."""
        return self.active == "inbox" and not self.prefix and key in _ROWS

    def show_changed_comments(self, ids: set[int]) -> None:
        inbox = self.session.inbox
        self.inbox_list.empty = lines.empty_inbox(self.session.inbox)
        if not self.inbox_list.order and inbox.arrived:
            self.list_again()
        elif not ids:
            self.inbox_list.show(inbox.order, self.session.desk.now())
            self.show_detail()
        else:
            self.inbox_list.repaint_ids(self.session.touched)
            if self.inbox_list.chosen in ids:
                self.show_detail()

    def show_changed_leases(self, ids: set[int]) -> None:
        """A colleague has opened a comment to answer it, or is done with that."""
        if self.inbox_list.chosen in self.inbox_list.repaint_held(ids):
            self.show_detail()

    def verb_show_new(self) -> None:
        """Bring in what has arrived."""
        self.list_again()

    def list_again(self, choose: Collection[int] = ()) -> None:
        async def run() -> None:
            await self.session.in_background(self.session.inbox.refresh)
            self.show_order()
            wanted = next((at for at, id in enumerate(self.session.inbox.order) if id in choose), None)
            if wanted is not None:
                self.inbox_list.choose(wanted)
            self.ready()

        self.hold()

        start(self, run, "arrange", exclusive=True)

    def show_order(self, chosen: int = 0, above: int | None = None) -> None:
        """The inbox lists other comments: that one is chosen and stands so many rows below the top."""
        self.show_rows(chosen, above)
        self.settle()

    def show_rows(self, chosen: int = 0, above: int | None = None) -> None:
        """As `show_order`, for when the detail need not follow yet."""
        self.inbox_list.empty = lines.empty_inbox(self.session.inbox)
        self._triage.keep(self.session.inbox.order)
        self.inbox_list.show(self.session.inbox.order, self.session.desk.now(), chosen, above)
        self.show_titles()

    def step_comment(self, step: int) -> int:
        """Choose the comment that many further on; its id. For the conversation's J and K."""
        self.inbox_list.move(step)
        return self.inbox_list.chosen

    # What is done to comments

    def verb_comment_reply(self) -> None:
        """Write a reply: to the marked ones, in the order of the list; else to the chosen one."""
        comment, marked = self.chosen_comment(), self.marks
        ids = [id for id in self.inbox_list.order if id in marked]
        if ids and (comment is None or comment.id not in marked):
            comment = self.session.inbox.comment(ids[0])
        if comment is not None:
            self._converse(comment, compose=True, marked={id: marked[id] for id in ids} if len(ids) > 1 else {})

    def _converse(self, comment: Comment, *, compose: bool, marked: dict[int, int] | None = None) -> None:
        from screens.conversation import ConversationScreen

        self.inbox_list.seen.add(comment.id)
        self.app.push_screen(ConversationScreen(comment.id, compose=compose, marked=marked, bare=self.bare(comment)))

    def acted_on(self) -> Iterator[CommentRow]:
        """The marked comments, else the chosen one."""
        ids = self._triage.marked or [self.inbox_list.chosen]
        return (row for id in ids if (row := self.session.inbox.rows.get(id)))

    def carry_out_deed(self, deed: Deed, then: Callable[[Done], None]) -> None:
        """Do it to the marked comments, else to the chosen one."""
        self._triage.carry_out(deed, then)

    @property
    def many(self) -> int:
        """So many comments are marked."""
        return len(self._triage.marked)

    @property
    def marks(self) -> dict[int, int]:
        """The marked comments, with the revisions they were seen in."""
        return dict(self._triage.marked)

    def restore_marks(self, marked: dict[int, int]) -> None:
        """These are marked, and no others: the way back from a list that was narrowed."""
        self._triage.restore(marked)

    def verb_mark(self) -> None:
        """Mark the chosen comment."""
        self._triage.toggle()

    def verb_mark_all(self) -> None:
        """Mark all that match."""
        self._triage.all()

    def put_in_by_hand(self) -> None:
        if not self.session.plan.accounts:
            self.warn(results.refused("no_accounts", {}))
            return
        from screens.by_hand import ByHandScreen, Kept

        comment = self.chosen_comment()
        self._kept = self._kept or Kept(account=comment.account if comment else 0)
        self.app.push_screen(ByHandScreen(self._kept, self._came_in))

    def _came_in(self, done: Done) -> None:
        """What the admin put in by hand does not wait: it is in the list, the first of it chosen."""
        self.say(deeds.done(done))
        self.list_again(choose=done.changed.get("comments", ()))

    # Other lists: those alike, those to review, searches, filters, views

    def verb_comment_alike(self) -> None:
        """List those that ask or say the same as the chosen comment."""
        comment = self.chosen_comment()
        if comment is None:
            return
        if self.session.inbox.count_alike(comment) < 2:
            self.say(_("Nobody else asks or says this."))
        else:
            self._search.alike(comment.group or comment.id)

    def verb_issue_open(self) -> None:
        """The rising issue that is told here, else what the chosen comment's group says."""
        if issues := self.session.rising.issues:
            self.open_issue(issues[0].group)
        else:
            super().verb_issue_open()

    def mark_group(self, group: int, then: Callable[[], None] | None = None) -> None:
        """List the comments that say the same, those that wait marked; then go on with `then`."""

        def listed() -> None:
            self._triage.owed(then is None)
            if then:
                then()

        self.activate("inbox")
        self._search.alike(group, listed)

    def verb_comment_review(self) -> None:
        """List what is to be reviewed."""
        if self.session.inbox.counts.unsure:
            self._search.review()
        else:
            self.say(_("Nothing is to be reviewed."))

    def judged(self, done: Done) -> None:
        """While reviewing, on to the next one."""
        super().judged(done)
        inbox, chosen = self.session.inbox, self.inbox_list.chosen
        if not inbox.listing.review or inbox.is_to_review(chosen) or chosen not in inbox.order:
            return
        at = inbox.order.index(chosen)
        after = [*range(at + 1, len(inbox.order)), *range(at)]
        found = next((place for place in after if inbox.is_to_review(inbox.order[place])), None)
        if found is None:
            self.say(_("All are reviewed; {key} leads back.").format(key=key_for("back")))
        else:
            self.inbox_list.choose(found)

    def read_texts_ahead(self) -> None:
        """Words will be searched for: read the texts; they are given back when nobody searches any more."""
        self._search.read_ahead()

    def verb_filter(self) -> None:
        """Limit the list to what a query asks for."""
        self._filter.begin()

    def verb_sort(self) -> None:
        """List them in the next order."""
        self._filter.next_order()

    def verb_view(self, digit: str) -> None:
        """List what a view holds."""
        self._filter.open_view(int(digit))

    def verb_view_keep(self) -> None:
        """Keep the filter as a view of this admin's."""
        self._filter.keep_view(everybody=False)

    def verb_view_share(self) -> None:
        """Keep the filter as everybody's view."""
        self._filter.keep_view(everybody=True)

    def chord_begun(self, first: str) -> None:
        """With the names of the views, how many comments each holds."""
        if first == "v":
            self._filter.count()

    def choice(self, command: Command) -> str:
        """A view by its name."""
        digit = command.id.removeprefix("view.")
        return self._filter.name_of(int(digit)) if digit.isdigit() else super().choice(command)
