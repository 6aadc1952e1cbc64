"""A rising issue, whole; and the place that lists them all, with the clarification sheets."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk import clarifications, restraint, revealing
from desk import rising as use
from domain.accounts import NAMES
from domain.clarifications import Clarification, overdue
from domain.outcomes import Done
from domain.times import HOUR
from screens.browsing import OutlineScreen
from screens.crisis import start_crisis
from screens.foot import key_for, place_at
from screens.framed import ListScreen
from screens.work import OneAtATime
from widgets.bar import Bar, Part
from widgets.bars import bars
from widgets.inbox import InboxList
from widgets.outline import Item, Title
from widgets.page import LABEL, Block, Both, Fact, Page
from widgets.text import width
from wording import _, crisis, figures, labels, n_

if TYPE_CHECKING:
    from screens.today import TodayScreen


class IssueScreen(ListScreen):
    """What a group of comments says: since when, how much, where, by how many; and the comments."""

    def __init__(self, group: int) -> None:
        super().__init__()
        self._group = group
        self._issue: use.Issue | None = None
        self._sheet: Clarification | None = None
        self._reading = OneAtATime(self, self._read, "issue")

    def compose(self) -> ComposeResult:
        """Where we are, how it stands; the facts; the comments."""
        inbox = self.session.inbox
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Page(id="facts")
        yield Bar(on="cursor", id="comments-title")
        yield InboxList(inbox.comment, revealing.shown, id="comments")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Read it."""
        self.body.active = True
        self.body.empty = [("", _("None of these comments is on the desk any more."))]
        self.place_frame()
        self.hold()
        self._reading.ask()

    @property
    def body(self) -> InboxList:
        """The comments."""
        return self.query_one("#comments", InboxList)

    def place_frame(self) -> None:
        """The facts take what they need, the comments the rest."""
        super().place_frame()
        columns, rows = self.size if self.size.area else self.app.size
        page = self.query_one("#facts", Page)
        needed = page.rows if page.size.width == columns else len(self._facts())
        facts = min(needed, max(0, rows - 12))
        place_at(self.query_one("#facts"), Region(0, 2, columns, facts))
        place_at(self.query_one("#comments-title"), Region(0, 2 + facts, columns, 1))
        place_at(self.body, Region(0, 3 + facts, columns, rows - 4 - facts))

    async def _read(self) -> None:
        session, group = self.session, self._group

        def work() -> tuple[use.Issue | None, Clarification | None]:
            return use.issue(session.desk, group), clarifications.about(session.desk, group=group)

        found, sheet = await session.in_background(work)
        if group == self._group:
            self._issue, self._sheet = found, sheet
            self._show()
            self.ready()

    def _show(self) -> None:
        issue, now = self._issue, self.session.desk.now()
        name = issue.label or _("(no words)") if issue else f"K{self._group}"
        self.show_path(_("Rising issue"), name)
        self.query_one("#stand", Bar).show(self._stand(), [Part(self._place_among())])
        self.query_one("#facts", Page).show(self._facts() if issue else [], keep_place=True)
        title = _("Comments") + (f"  {figures.number(len(issue.comments))}" if issue else "")
        self.query_one("#comments-title", Bar).show([Part("▌", "accent", True), Part(title, "bright", True)])
        if list(self.body.order) != (order := issue.comments if issue else []):
            self.body.show(order, now)
        self.place_frame()
        self.call_after_refresh(self.place_frame)  # As wide as it is now, a fact may need a second row.
        self.show_footer()

    def _stand(self) -> list[Part]:
        issue = self._issue
        if issue is None:
            return []
        told = figures.comments(len(issue.comments))
        by = n_("by {n} citizen", "by {n} citizens", issue.authors).format(n=figures.number(issue.authors))
        parts = [Part(f" {told} ", "foreground"), Part(by)]
        if issue.open:
            parts.append(Part("   " + _("{n} unanswered").format(n=figures.number(issue.open)), "bright", True))
        if issue.dismissed:
            parts.append(Part("   " + _("said to be no issue"), "muted"))
        elif issue.rise:
            parts.append(Part("   " + _("rising"), "warning", True))
        return parts

    def _place_among(self) -> str:
        """Which of the rising issues this is."""
        groups = [one.group for one in self.session.rising.issues]
        if self._group not in groups or len(groups) < 2:
            return ""
        return _("{n} of {total} issues").format(n=groups.index(self._group) + 1, total=len(groups)) + " "

    def _facts(self) -> list[Block]:
        issue, desk = self._issue, self.session.desk
        if issue is None:
            return []
        now, zone = desk.now(), self.session.plan.zone
        blocks: list[Block] = [Fact(_("since"), (Part(figures.when(issue.since, now, zone), "foreground"),))]
        if issue.otherwise:
            told = n_("{n} comment, answered by itself", "{n} comments, answered by themselves", issue.otherwise)
            told = told.format(n=figures.number(issue.otherwise))
            blocks.append(Fact(_("other words"), (Part(told, "foreground"),)))
        if issue.rise:
            risen = issue.rise
            told = _("{n} in an hour by {authors} citizens").format(n=risen.comments, authors=risen.authors)
            hour = figures.number(int(risen.usual)) if risen.usual.is_integer() else figures.decimal(risen.usual, 1)
            usual = _("usually {n} an hour, over 14 days").format(n=hour)
            at = figures.when(risen.start, now, zone) + "–" + figures.clock(risen.start + HOUR, zone)
            blocks.append(Fact(_("why"), (Part(told, "warning", True), Part(f"   {at}   {usual}"))))
        blocks += self._hours(issue.hours)
        places = "   ".join(f"{NAMES[one]} {figures.number(count)}" for one, count in issue.platforms)
        kinds = "   ".join(f"{labels.kind(one)} {figures.number(count)}" for one, count in issue.kinds[:4])
        blocks += [Fact(_("where"), (Part(places, "foreground"),)), Fact(_("kinds"), (Part(kinds, "foreground"),))]
        if sheet := self._sheet:
            state = crisis.sheet_state(sheet.state)
            due = "" if sheet.state == "published" else f"   {figures.lateness(sheet.publish_due, now)}"
            ink = "error" if overdue(sheet, now) else "foreground"
            blocks.append(Fact(_("sheet"), (Part(f"L{sheet.id} ", "accent", True), Part(state + due, ink))))
        if (on := restraint.crisis(desk)) and self._group in on.groups:
            blocks.append(Fact(_("crisis"), (Part(_("belongs to the crisis that is on"), "error", True),)))
        return [*blocks, None]

    def _hours(self, hours: list[int]) -> list[Block]:
        """A bar for each hour, the last one at the right; in ASCII the numbers of the last ones."""
        if self.body.signs.ascii:
            told = (Part(" ".join(map(str, hours[-12:])), "foreground"), Part("   " + _("the last 12 hours")))
            return [Fact(_("each hour"), told)]
        upper, lower = bars(hours)
        most = "   " + _("at most {n}").format(n=figures.number(max(hours)))
        span = "   " + _("the last {n} hours").format(n=len(hours))
        name = _("each hour")
        name += " " * max(1, LABEL - width(name))
        return [
            Both((Part(name), Part(upper, "accent"), Part(most))),
            Both((Part(" " * width(name)), Part(lower, "accent"), Part(span))),
        ]

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Comments came in, or somebody did something about it."""
        if "comments" in changes:
            self.body.repaint_ids(changes["comments"] or set(self.body.order))
        if changes.keys() & {"comments", "dismissals", "clarifications", "crises", "replies"}:
            self._reading.ask()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self.body.tick(now)
        self._reading.ask()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        issue = self._issue
        return State(place="issue", chosen=self.body.chosen != 0, dismissed=bool(issue and issue.dismissed))

    # Verbs

    def verb_open(self) -> None:
        """The conversation."""
        if id := self.body.chosen:
            from screens.conversation import ConversationScreen

            self.app.push_screen(ConversationScreen(id, compose=False))

    def _today(self) -> "TodayScreen | None":
        """Back to the desk of today."""
        from screens.today import TodayScreen

        today = next((one for one in reversed(self.app.screen_stack) if isinstance(one, TodayScreen)), None)
        while today and self.app.screen is not today:
            self.app.pop_screen()
        return today

    def verb_issue_mark(self) -> None:
        """Mark those that wait, in the inbox."""
        if self._issue and (today := self._today()):
            today.mark_group(self._group)

    def verb_issue_answer(self) -> None:
        """Mark those that wait, and write one reply to them."""
        if self._issue and (today := self._today()):
            today.mark_group(self._group, then=today.verb_comment_reply)

    def verb_issue_sheet(self) -> None:
        """To its clarification sheet; a new one where there is none."""
        if self._sheet:
            self._open_sheet(self._sheet.id)
        elif issue := self._issue:
            desk, first = self.session.desk, issue.comments[-1]
            claim = issue.label if len(issue.comments) > 1 else ""
            self.carry_out(
                lambda _rev: clarifications.open_from(desk, claim, comment=first),
                then=lambda done: self._open_sheet(int(done.params["clarification"])),
            )

    def _open_sheet(self, id: int) -> None:
        from screens.clarification import SheetScreen

        self.app.push_screen(SheetScreen(id))

    def verb_issue_crisis(self) -> None:
        """Start crisis mode about it, or let it belong to the one that is on."""
        desk, group, issue = self.session.desk, self._group, self._issue
        if restraint.crisis(desk):
            self.carry_out(lambda _rev: restraint.widen(desk, group))
        elif issue:
            start_crisis(self, issue.label, (group,))

    def verb_issue_dismiss(self) -> None:
        """It is no issue."""
        desk, group, label = self.session.desk, self._group, self._issue.label if self._issue else ""
        self.carry_out(lambda _rev: use.dismiss(desk, group, label), then=lambda _done: self._judged(True))

    def verb_issue_heed(self) -> None:
        """It is an issue again."""
        desk, group, label = self.session.desk, self._group, self._issue.label if self._issue else ""
        self.carry_out(lambda _rev: use.heed(desk, group, label), then=lambda _done: self._judged(False))

    def _judged(self, dismissed: bool) -> None:
        """The next key knows it; all else is read again."""
        if self._issue:
            self._issue = self._issue._replace(dismissed=dismissed)

    def verb_issue_next(self) -> None:
        """The next rising issue."""
        self._turn(1)

    def verb_issue_previous(self) -> None:
        """The one before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        groups = [one.group for one in self.session.rising.issues]
        if not groups or groups == [self._group]:
            self.say(_("There is no other rising issue."), fg="accent")
            return
        at = groups.index(self._group) + step if self._group in groups else 0
        self._group = groups[at % len(groups)]
        self._reading.ask()


class IssuesScreen(OutlineScreen):
    """Rising issues, clarification sheets and the crisis, one under the other."""

    def on_mount(self) -> None:
        """List what there is."""
        self.place_frame()
        self.show_path(_("Issues and clarifications"))
        self.body.empty = [
            ("", _("No issue is rising, and there is no clarification sheet.")),
            ("", ""),
            (key_for("sheet.new"), _("opens a clarification sheet on a claim")),
        ]
        self._show()
        self.ready()

    def _show(self) -> None:
        desk, zone = self.session.desk, self.session.plan.zone
        now, issues, sheets = desk.now(), self.session.rising.issues, clarifications.listed(desk)
        entries: list[Title | Item] = []
        if on := restraint.crisis(desk):
            entries += [
                Title(_("Crisis mode"), ink="error"),
                Item(("crises", on.id), "!", crisis.line(on, now, zone), (), "error", "error"),
            ]
        if issues:
            entries.append(Title(_("Rising issues"), figures.number(len(issues))))
            entries += [_issue_item(one) for one in issues]
        open_, closed = (
            [one for one in sheets if one.state != "closed"],
            [one for one in sheets if one.state == "closed"],
        )
        for title, some in ((_("Clarification sheets"), open_), (_("Closed sheets"), closed)):
            if some:
                entries.append(Title(title, figures.number(len(some))))
                entries += [sheet_item(one, now) for one in some]
        late = sum(overdue(one, now) for one in sheets)
        told = n_("{n} open sheet", "{n} open sheets", len(open_)).format(n=len(open_))
        parts = [Part(f" {told}", "foreground")]
        if late:
            parts.append(Part("   " + _("{n} overdue").format(n=late), "error", True))
        self.query_one("#stand", Bar).show(parts)
        self.body.show(entries)
        self.show_footer()

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Something of it is another now."""
        if changes.keys() & {"clarifications", "crises", "dismissals", "issues"}:
            self._show()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self._show()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        on = restraint.crisis(self.session.desk) is not None
        return State(place="issues", chosen=self.body.chosen is not None, crisis=on)

    def verb_open(self) -> None:
        """To what is chosen."""
        if one := self.body.chosen:
            self.open_record(*one.key)

    def verb_go_issues(self) -> None:
        """Here already."""

    def verb_sheet_new(self) -> None:
        """Ask for a claim."""
        desk = self.session.desk

        def opened(done: Done) -> None:
            self.open_record("clarifications", int(done.params["clarification"]))

        def answer(text: str) -> None:
            self.carry_out(lambda _rev: clarifications.open_from(desk, text), then=opened)

        self.ask(_("what is claimed"), answer, hint=_("in one sentence"))

    def verb_crisis_start(self) -> None:
        """Start crisis mode."""
        start_crisis(self)


def _issue_item(one: use.Rising) -> Item:
    told = figures.comments(one.comments)
    hour = _("{n} in an hour").format(n=figures.number(one.rise.comments))
    label = one.label or _("(no words)")
    return Item(
        ("issues", one.group),
        "▲",
        label,
        (Part(f"{told}   ", "muted"), Part(f"{hour} ", "warning", True)),
        name_ink="warning",
    )


def sheet_item(one: Clarification, now: int) -> Item:
    """A row of a clarification sheet."""
    state = crisis.sheet_state(one.state)
    verdict = "" if one.verdict == "unknown" else f"{crisis.verdict(one.verdict)} · "
    due = figures.lateness(one.publish_due, now) if one.state in ("open", "verified") else ""
    right = (
        Part(f"{verdict}{state}", "muted"),
        Part(f" · {labels.person(one.owner)}" if one.owner else "", "accent"),
        Part(f"{due:>14} ", "error" if overdue(one, now) else "foreground"),
    )
    return Item(
        ("clarifications", one.id), f"L{one.id}", one.claim, right, "muted" if one.state == "closed" else "foreground"
    )
