"""What happened of itself or at other desks, told in the place that is open."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from desk import restraint
from desk.day import QueueItem
from desk.due import Due
from desk.watch import Watch
from domain.accounts import SHORT
from domain.times import MINUTE
from screens.session import Session
from screens.today import TodayScreen
from screens.work import start
from sitting.title import Title
from widgets.theme import ASCII_SIGNS, UNICODE_SIGNS
from wording import crisis, publishing, replies, results

if TYPE_CHECKING:
    from desk.outbox import News
    from desk.rising import Rising
    from domain.deliveries import Delivery


class Telling:
    """Tells of posts that are due, of what is urgent, of rising issues and of what colleagues did."""

    def __init__(self, session: Session, title: Title) -> None:
        now = session.desk.now()
        self._session = session
        self._title = title
        self._watch = Watch(session.inbox, session.desk.actor, now)
        self._due = Due(now)
        self._waiting: list[QueueItem] = []
        self._outbox: News | None = None
        self._issue_rang = 0

    def begin(self) -> None:
        """Find out in the background how what is on its way stands; from then on their news are told."""
        start(self._session, self._know_the_outbox, "outbox")

    async def _know_the_outbox(self) -> None:
        def work() -> "News":
            from desk.outbox import News

            return News(self._session.desk)

        self._outbox = await self._session.in_background(work)

    # What time does

    def minute(self, now: int) -> None:
        """A minute has turned: posts may have become due."""
        self._waiting += self._due.fallen(self._session.plan, now)

    def look(self, now: int) -> None:
        """Tell what waits to be told."""
        self._due_posts(now)
        self._urgent_comments(now)

    def _due_posts(self, now: int) -> None:
        """At its minute a post is announced, as soon as the admin is at rest; what nobody approved is told loudly."""
        session, plan = self._session, self._session.plan
        if not self._waiting or not self._at_rest:
            return
        ids = {one.variant.id for one in self._waiting if one.variant}
        out = {one.id for one in plan.variants if one.id in ids and plan.stands(one, now) == "published"}
        told, self._waiting = [one for one in self._waiting if one.variant and one.variant.id not in out], []
        if not told:
            return
        named = [(SHORT[one.account.platform] if one.account else "", one.post.title) for one in told]
        unapproved = [name for name, one in zip(named, told, strict=True) if one.post.state != "approved"]
        if unapproved:
            session.tell(publishing.due_unapproved(unapproved), "!", "error")
            self._ring()
        else:
            signs = ASCII_SIGNS if session.preferences.ascii else UNICODE_SIGNS
            session.tell(publishing.due(named), signs.moment["due"], "accent")

    # What comes in

    def arrived(self, comments: Iterable[int], *, known: bool = False) -> None:
        """Those comments came in or were changed. `known`: by this desk, so nobody need be told."""
        self._watch.arrive(comments, self._session.desk.now(), known=known)

    def _urgent_comments(self, now: int) -> None:
        """Something urgent: say so, ring, and let the title tell until the next key."""
        if alarm := self._watch.alarm(now):
            words = results.alarm(alarm.arrived, alarm.overdue)
            self._session.tell(words, "!", "error")
            self._ring()
            self._title.show(f"! {words}")

    def issues(self, new: "Sequence[Rising]") -> None:
        """Other issues rise than before: the list of comments says so; of new ones every place, once."""
        session, now = self._session, self._session.desk.now()
        for place in session.places:
            place.changed({"issues": set()})
        if new and self._at_rest and not isinstance(session.places[-1], TodayScreen):
            session.tell(crisis.rising(new[0].label, new[0].comments), "▲", "warning")
        if new and now - self._issue_rang >= MINUTE:
            self._issue_rang = now
            self._ring()

    def colleagues(self, changes: dict[str, set[int]], *, by_others: bool) -> None:
        """Whoever took a comment over from this admin, or gave one, says so to them."""
        session, told = self._session, []
        if "leases" in changes:
            told = [results.taken_over(one.by, one.comment) for one in session.leases.taken_over(changes["leases"])]
        if by_others and (entries := changes.get("audit")):
            from desk import admins

            told += [results.handed(one.by, one.comments) for one in admins.handed(session.desk, sorted(entries))]
        if by_others and self._outbox and "replies" in changes:
            told += replies.all_news(self._outbox.of(changes["replies"]))[:3]
        if told:
            session.tell("   ".join(told), "!", "warning")
        if self._outbox and "deliveries" in changes:
            news = self._outbox.of_posts()  # What this desk did is news no more.
            self._posts_on_their_way(news if by_others else [])

    def _posts_on_their_way(self, news: "Iterable[tuple[Delivery, bool]]") -> None:
        """This admin's posts that went out by themselves, or did not."""
        titles = {id: post.title for id, post in self._session.plan.posts.items()}
        for one, out in news:
            title = titles.get(one.post, "")
            if out:
                sign = (ASCII_SIGNS if self._session.preferences.ascii else UNICODE_SIGNS).moment["published"]
                self._session.tell(publishing.gone_out(one, title), sign, "success")
            else:
                self._session.tell(publishing.not_gone_out(one, title), "!", "error")
                self._ring()

    def crisis_line(self) -> str:
        """What every place says in its first line in a crisis; else empty."""
        desk, plan = self._session.desk, self._session.plan
        on = restraint.crisis(desk)
        return crisis.line(on, desk.now(), plan.zone) if on else ""

    @property
    def _at_rest(self) -> bool:
        return bool(self._session.places) and self._session.places[-1].at_rest

    def _ring(self) -> None:
        if self._session.preferences.bell == "urgent":
            self._session.bell()
