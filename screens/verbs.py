"""Verbs that more than one place has: on the chosen comment, on the chosen post."""

from collections.abc import Callable

from desk import comments as use
from desk import posts
from desk.day import QueueItem
from domain.comments import Comment, Kind, NoReplyReason, Sentiment
from domain.outcomes import Done, Outcome
from domain.posts import caption_of
from screens.base import DeskScreen
from wording import _, results


class CommentVerbs(DeskScreen):
    """A place where a comment is chosen."""

    def chosen_comment(self) -> Comment | None:
        """The comment the verbs are for. To be overridden."""
        return None

    def finished(self) -> None:
        """The comment was closed and the admin wants the next one. To be overridden."""

    def _do(self, work: Callable[[Comment, int | None], Outcome], then: Callable[[Done], None] | None = None) -> None:
        comment = self.chosen_comment()
        if comment is not None:
            self.carry_out(lambda rev: work(comment, rev), comment.rev, then)

    def verb_sentiment(self, sentiment: Sentiment) -> None:
        """Say how the citizen feels."""
        self._do(lambda one, rev: use.tag_sentiment(self.session.desk, one.id, sentiment, rev=rev))

    def verb_kind(self, kind: Kind) -> None:
        """Say what the citizen wants."""
        self._do(lambda one, rev: use.tag_kind(self.session.desk, one.id, kind, rev=rev))

    def verb_no_reply(self, reason: NoReplyReason) -> None:
        """Leave it without a reply."""
        self._do(lambda one, rev: use.no_reply(self.session.desk, one.id, reason, rev=rev))

    def verb_comment_finish(self) -> None:
        """Close it."""
        self._do(lambda one, rev: use.finish(self.session.desk, one.id, rev=rev))

    def verb_comment_finish_next(self) -> None:
        """Close it and go on."""
        self._do(lambda one, rev: use.finish(self.session.desk, one.id, rev=rev), lambda _done: self.finished())

    def verb_comment_assign(self) -> None:
        """Take it, or give it back."""
        desk = self.session.desk
        self._do(lambda one, rev: use.assign(desk, one.id, "" if one.assignee == desk.actor else desk.actor, rev=rev))

    def verb_comment_note(self) -> None:
        """Leave a note."""
        if comment := self.chosen_comment():
            desk = self.session.desk
            self.ask(_("note"), lambda text: self.carry_out(lambda _rev: use.add_note(desk, comment.id, text)))

    def copy_comment_address(self) -> None:
        """Show and copy where the comment stands."""
        comment = self.chosen_comment()
        self.copy_address(comment.url or comment.post_ref if comment else "")


class PostVerbs(DeskScreen):
    """A place where a post of the queue is chosen."""

    def chosen_item(self) -> QueueItem | None:
        """The row of the queue the verbs are for. To be overridden."""
        return None

    def verb_post_copy(self) -> None:
        """Show and copy the caption."""
        if item := self.chosen_item():
            text = (caption_of(item.post, item.variant) if item.variant else item.post.caption) or item.post.title
            self.copied(text, _("Caption of P{id}").format(id=item.post.id))

    def verb_post_published(self) -> None:
        """Ask for time and address, then record the publication."""
        item = self.chosen_item()
        if item is None or item.variant is None:
            return
        variant, desk, zone = item.variant, self.session.desk, self.session.plan.zone_of(item.account)

        def answer(text: str) -> None:
            read = posts.read_publication(text, desk.now(), zone)
            if read is None:
                self.warn(results.refused("not_a_time_or_address", {}))
            else:
                self.carry_out(lambda rev: posts.record_published(desk, variant.id, *read, rev=rev), variant.rev)

        self.ask(_("published"), answer, hint=_("09.02 https://…   - without an address"))
