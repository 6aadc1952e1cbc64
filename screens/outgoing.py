"""What the outbox lists: a reply, or a post that should be out. Each says how it stands and knows what can be done."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk import deliveries, outbox, posts, revealing
from desk.day import Plan, QueueItem
from desk.desk import Desk
from domain import outbox as rules
from domain.accounts import NAMES, label
from domain.comments import Comment, Reply
from domain.deliveries import Delivery, turn_of
from domain.posts import Media, Post, Variant, caption_of
from screens import facts, previewing, publishing
from widgets.bar import Part
from widgets.page import Block, Fact, Words
from wording import _, labels, sending
from wording.publishing import why_not_out
from wording.replies import why

if TYPE_CHECKING:
    from screens.outbox import OutboxScreen


class Outgoing(ABC):
    """One row, with all it is drawn from.

    Attributes:
        one: what is stored.
        stuck: it should be gone, and no desk is at it.
    """

    one: Reply | Delivery
    stuck = False

    @property
    def trouble(self) -> str:
        """Why it has not gone out; empty: there is nothing to say."""
        if not self.one.error:
            return sending.stuck() if self.stuck else ""
        return why_not_out(self.one) if isinstance(self.one, Delivery) else why(self.one)

    @property
    @abstractmethod
    def since(self) -> int:
        """When it should have gone, in UTC milliseconds; 0: not known."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Whom or what it is for."""

    @property
    @abstractmethod
    def said(self) -> str:
        """What it says. Outside text."""

    def state(self, short: bool) -> str:
        """How it stands, in a word or two."""
        return (labels.short_reply_state if short else labels.reply_state)(self.one.state)

    @abstractmethod
    def heading(self) -> list[Part]:
        """What stands over its detail."""

    @abstractmethod
    def blocks(self, plan: Plan, now: int) -> Sequence[Block]:
        """All there is to know of it."""

    def among(self, desk: Desk) -> int:
        """So many the same can be said of."""
        return 1

    @abstractmethod
    def open(self, screen: "OutboxScreen") -> None:
        """Go to what it belongs to."""

    @abstractmethod
    def copy(self, screen: "OutboxScreen") -> None:
        """Show and copy what it says."""

    @abstractmethod
    def again(self, screen: "OutboxScreen") -> None:
        """Send it now."""

    @abstractmethod
    def record(self, screen: "OutboxScreen") -> None:
        """It is on the platform."""

    @abstractmethod
    def take_out(self, screen: "OutboxScreen") -> None:
        """It does not go out by this way."""

    def _standing(self, plan: Plan, now: int) -> tuple[Part, ...]:
        zone = plan.zone_of(plan.accounts.get(self.one.account))
        return previewing.standing(self.one, self.trouble, now, zone)


class OutgoingReply(Outgoing):
    """A reply, with its comment and what to be wary of in its text."""

    def __init__(self, desk: Desk, reply: Reply) -> None:
        self.one: Reply = reply
        self.stuck = rules.is_stuck(reply, desk.now())
        self.comment = desk.store.repo("comments", Comment).get(reply.comment)
        self._careful = previewing.careful(desk, reply.text) if reply.state == "awaiting" else []

    @property
    def since(self) -> int:
        """When it was sent off."""
        return self.one.queued_at

    @property
    def name(self) -> str:
        """The citizen."""
        return facts.called(self.comment) if self.comment else f"K{self.one.comment}"

    @property
    def said(self) -> str:
        """Our words."""
        return self.one.text

    def state(self, short: bool) -> str:
        """A draft is listed because it came back."""
        if self.one.state == "draft":
            return _("returned") if self.one.returned_by else _("agreed: post it")
        return super().state(short)

    def heading(self) -> list[Part]:
        """Who answers whom."""
        who = labels.person(self.one.by)
        words = _("{who} to {name}").format(who=who, name=facts.called(self.comment)) if self.comment else who
        return [Part(f" K{self.one.comment}  ", "accent", True), Part(words, "bright", True)]

    def blocks(self, plan: Plan, now: int) -> Sequence[Block]:
        """How it stands, who agreed, the citizen's words, ours as they will be read."""
        reply, account = self.one, plan.accounts.get(self.one.account)
        blocks: list[Block] = [Fact(_("state"), self._standing(plan, now))]
        if reply.state == "draft" and reply.returned_by:
            words = f"{labels.person(reply.returned_by)}: {reply.return_reason}"
            blocks = [Fact(_("returned"), (Part(words, "warning"),))]
        elif reply.approved_by:
            own = "  " + _("their own, for want of another admin") if reply.own_approval else ""
            agreed = _("agreed: {who}").format(who=labels.person(reply.approved_by))
            blocks.append(Fact(_("approval"), (Part(agreed, "success"), Part(own, "warning"))))
        blocks += self._careful
        if self.comment is None:
            return [*blocks, Words(reply.text, "bright")]
        said, name = revealing.text(self.comment) or _("(no text)"), label(account) if account else ""
        blocks += [Fact(_("citizen"), (Part(said, "foreground"),)), None]
        return [*blocks, *previewing.preview_blocks(reply.text, self.comment, name, by_api=reply.by_api)]

    def among(self, desk: Desk) -> int:
        """Those written at once, or that failed in the same way."""
        return len(outbox.alike(desk, self.one))

    def open(self, screen: "OutboxScreen") -> None:
        """The conversation."""
        from screens.conversation import ConversationScreen

        screen.app.push_screen(ConversationScreen(self.one.comment, compose=False))

    def copy(self, screen: "OutboxScreen") -> None:
        """The reply."""
        screen.copied(self.one.text, _("Reply to K{id}").format(id=self.one.comment))

    def again(self, screen: "OutboxScreen") -> None:
        """Send it now."""
        desk, one = screen.session.desk, self.one
        screen.carry_out(lambda rev: outbox.again(desk, one.id, rev=rev), one.rev)

    def record(self, screen: "OutboxScreen") -> None:
        """Its comment is answered."""
        desk, one = screen.session.desk, self.one
        screen.carry_out(lambda rev: outbox.record_sent(desk, one.id, rev=rev), one.rev)

    def take_out(self, screen: "OutboxScreen") -> None:
        """It is a draft again."""
        desk, one = screen.session.desk, self.one
        screen.carry_out(lambda rev: outbox.pull_back(desk, one.id, rev=rev), one.rev)


class OutgoingPost(Outgoing):
    """A post on one account, as it is planned now."""

    def __init__(self, desk: Desk, delivery: Delivery) -> None:
        self.one: Delivery = delivery
        self._post = desk.store.repo("posts", Post).get(delivery.post)
        self._variant = desk.store.repo("variants", Variant).get(delivery.variant)
        self.stuck = deliveries.is_stuck(desk, delivery)

    @property
    def since(self) -> int:
        """Its slot, or when somebody let it go out at once."""
        return turn_of(self.one, self._variant) if self._variant else 0

    @property
    def name(self) -> str:
        """What admins call it, and its title."""
        return f"P{self.one.post} {self.said}"

    @property
    def said(self) -> str:
        """Its title."""
        return self._post.title if self._post else ""

    def heading(self) -> list[Part]:
        """Its title, and who let it go out."""
        words = "  " + labels.person(self.one.by)
        return [Part(f" P{self.one.post}  ", "accent", True), Part(self.said, "bright", True), Part(words, "muted")]

    def blocks(self, plan: Plan, now: int) -> Sequence[Block]:
        """How it stands, its account, what goes out."""
        account = plan.accounts.get(self.one.account)
        blocks: list[Block] = [Fact(_("state"), self._standing(plan, now)), None]
        blocks.append(Words(label(account) if account else NAMES[self.one.platform], "accent", True))
        blocks += [Words(f"[ {one.path} ]", "muted") for one in self._media]
        return [*blocks, Words(self._text or _("There is no caption yet."), "bright")]

    @property
    def _text(self) -> str:
        """What the platform was given, or will be."""
        return self.one.text or (caption_of(self._post, self._variant) if self._post and self._variant else "")

    @property
    def _media(self) -> Sequence[Media]:
        return self.one.media or (self._post.media if self._post else ())

    def open(self, screen: "OutboxScreen") -> None:
        """The editor."""
        screen.open_record("posts", self.one.post)

    def copy(self, screen: "OutboxScreen") -> None:
        """The caption."""
        screen.copied(self._text, _("Caption of P{id}").format(id=self.one.post))

    def again(self, screen: "OutboxScreen") -> None:
        """Publish it now."""
        desk, one = screen.session.desk, self.one
        screen.carry_out(lambda rev: deliveries.again(desk, one.id, rev=rev), one.rev)

    def record(self, screen: "OutboxScreen") -> None:
        """Ask when and where it went out."""
        desk, plan, post, variant = screen.session.desk, screen.session.plan, self._post, self._variant
        if post is None or variant is None:
            return
        account = plan.accounts.get(self.one.account)
        item = QueueItem(post=post, variant=variant, account=account, moment="due", today=True)

        def answer(at: int, url: str) -> None:
            screen.carry_out(lambda rev: posts.record_published(desk, variant.id, at, url, rev=rev), variant.rev)

        publishing.ask(screen, item, desk, plan.zone_of(account), answer)

    def take_out(self, screen: "OutboxScreen") -> None:
        """A person publishes it."""
        desk, one = screen.session.desk, self.one
        screen.carry_out(lambda rev: deliveries.by_hand(desk, one.id, rev=rev), one.rev)


def outgoing(desk: Desk) -> list[Outgoing]:
    """All that the outbox lists, in order. Not for the event loop."""
    return [
        OutgoingPost(desk, one) if isinstance(one, Delivery) else OutgoingReply(desk, one)
        for one in outbox.listed(desk)
    ]
