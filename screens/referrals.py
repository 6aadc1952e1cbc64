"""Disposisi: what waits for other agencies ("Belum dibalas OPD"), the longest referred first."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.strip import Strip

from commands import State
from desk import referrals as use
from desk import revealing
from domain.accounts import SHORT
from domain.comments import Comment
from domain.referrals import awaits_agency
from domain.times import DAY
from screens.framed import ListScreen
from screens.referring import Referring
from screens.verbs import CommentVerbs
from screens.work import start
from widgets.bar import Bar, Part
from widgets.rows import Rows
from wording import _, figures


class ReferralList(Rows):
    """A referred comment a row."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.comments: Sequence[Comment] = ()
        self.active = True
        self.now = 0

    def count(self) -> int:
        """How many there are."""
        return len(self.comments)

    @property
    def chosen(self) -> Comment | None:
        """The chosen comment."""
        return self.comments[self.cursor] if self.cursor < len(self.comments) else None

    def show(self, comments: Sequence[Comment], now: int) -> None:
        """List these; the chosen one stays chosen where it is still there."""
        before = self.chosen
        self.comments, self.now = comments, now
        wanted = next((at for at, one in enumerate(comments) if before and one.id == before.id), self.cursor)
        self.reset(wanted)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """Number, days, agency, ticket, reminders, time left for the agency, text, platform."""
        one, now = self.comments[index], self.now
        referral = one.referral
        line = self.line("cursor" if chosen else "background")
        ink, quiet = ("bright", "bright") if chosen else ("foreground", "muted")
        line.put(f"{self.signs.chosen if chosen else ' '} ", "bright", bold=chosen)
        line.field(f"K{one.id}", 8, "bright" if chosen else "accent", bold=chosen)
        since = referral.at if referral else one.written_at
        age = figures.days((now - since) // DAY)
        line.field(age, 8, ink, bold=chosen, right=True)
        line.gap(2, ink, bold=chosen)
        agency = 22 if self.size.width >= 96 else 14
        line.field(referral.name if referral else _("no agency yet"), agency, ink, bold=chosen)
        line.gap(1, ink, bold=chosen)
        line.field(referral.ticket if referral else "", 14, quiet, bold=chosen)
        word, urgency = _standing(one, now)
        line.field(word, 15, urgency or ink, bold=chosen or urgency == "error")
        line.gap(1, ink, bold=chosen)
        times = len(referral.reminders) if referral else 0
        line.field(f"{times}×" if times else "", 4, quiet, bold=chosen)
        text = revealing.text(one) or _("(no text)")
        line.field(text, max(0, line.left - 4), ink, bold=chosen)
        line.gap(1, ink, bold=chosen)
        line.field(SHORT[one.platform], 3, quiet, bold=chosen)
        return line.strip()

    def below(self, y: int) -> Strip:
        """In an empty list: that it is empty."""
        return self.line().strip() if self.comments else self.empty_line(y)


def _standing(one: Comment, now: int) -> tuple[str, str]:
    referral = one.referral
    if referral is None:
        return "–", "warning"
    if not awaits_agency(referral):
        return _("to be passed on"), "success"
    return figures.lateness(referral.due, now), "error" if referral.due < now else ""


class ReferralsScreen(CommentVerbs, ListScreen):
    """All referred comments whose citizen has no answer yet."""

    def compose(self) -> ComposeResult:
        """Where we are; how many wait; the list."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield ReferralList(id="referrals")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Read what is referred."""
        self.place_frame()
        self.show_path(_("Not yet answered by agencies"))
        self.body.empty = [("", _("No comment waits for another agency.")), ("", "")]
        self.hold()
        self._read()

    @property
    def body(self) -> ReferralList:
        """The list."""
        return self.query_one("#referrals", ReferralList)

    def chosen_comment(self) -> Comment | None:
        """The chosen comment."""
        return self.body.chosen

    def _read(self) -> None:
        session = self.session

        def work() -> list[Comment]:
            return use.waiting(session.desk, use.referred(session.desk))

        async def run() -> None:
            self._show(await session.in_background(work))
            self.ready()

        start(self, run, "referrals", exclusive=True)

    def _show(self, found: list[Comment]) -> None:
        now = self.session.desk.now()
        self.body.show(found, now)
        late = sum(use.overdue(one, now) for one in found)
        told = figures.comments(len(found))
        parts = [Part(f" {told}", "foreground")]
        if late:
            parts.append(Part("   " + _("{n} overdue").format(n=figures.number(late)), "error", True))
        self.query_one("#stand", Bar).show(parts, [Part(_("the longest referred first") + " ")])
        self.show_footer()

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody did something to a comment."""
        if "comments" in changes:
            self._read()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self._show(list(self.body.comments))

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        one = self.body.chosen
        return State(place="referrals", chosen=one is not None, comment_state=one.state if one else "")

    def verb_open(self) -> None:
        """The conversation."""
        if one := self.body.chosen:
            from screens.conversation import ConversationScreen

            self.app.push_screen(ConversationScreen(one.id, compose=False))

    def verb_go_referrals(self) -> None:
        """Here already."""

    def verb_referral_remind(self) -> None:
        """A reminder for the agency."""
        if one := self.body.chosen:
            Referring(self, one).remind()
