"""Lembar klarifikasi: a claim, what was found out about it, what the agency said, and whom it was told."""

from collections.abc import Callable
from functools import partial

from commands import State
from desk import clarifications as use
from desk import revealing
from domain.clarifications import VERDICTS, Clarification, SheetState, Verdict, overdue
from domain.comments import CITIZEN_WRITES
from domain.news import Topic
from domain.outcomes import Done
from domain.posts import Post
from domain.until import read_until
from screens.browsing import OutlineScreen
from screens.foot import key_for
from screens.work import OneAtATime
from widgets.bar import Bar, Part
from widgets.outline import Item, Title
from widgets.page import Block, Fact, Words
from wording import _, crisis, figures, labels, results
from wording.sheets import text as whole_text

TOLD = 30
"""Comments answered with the sheet that are listed."""
CHAIN: tuple[SheetState, ...] = ("open", "verified", "published", "closed")
_LETTERS: dict[Verdict, str] = {"unknown": "b", "disinformation": "d", "misinformation": "m", "fact": "f"}


class SheetScreen(OutlineScreen):
    """One clarification sheet."""

    NAMES = 17

    def __init__(self, sheet: int) -> None:
        super().__init__()
        self._number = sheet
        self._told: tuple[list[int], list[int]] = [], []
        self._counting = OneAtATime(self, self._count, "sheet")

    def on_mount(self) -> None:
        """Show it."""
        self.place_frame()
        self.body.empty = [("", _("The sheet is not there any more."))]
        self._show()
        self._counting.ask()
        self.ready()

    def _sheet(self) -> Clarification | None:
        return use.get(self.session.desk, self._number)

    async def _count(self) -> None:
        """Whom it is about, and who heard of it."""
        session, sheet = self.session, self._sheet()
        if sheet and sheet.groups:
            self._told = await session.in_background(lambda: use.comments_of(session.desk, sheet))
            self._show()

    def _show(self) -> None:
        sheet = self._sheet()
        path = [Part(" Meja Humas › " + _("Clarifications") + " › "), Part(f"L{self._number} ", "accent", True)]
        self.query_one("#header", Bar).show([*path, Part(sheet.claim if sheet else "", "bright", True)])
        self.query_one("#stand", Bar).show(*(self._stand(sheet) if sheet else ([], [])))
        self.body.show(self._rows(sheet) if sheet else [])
        self.show_footer()

    def _stand(self, sheet: Clarification) -> tuple[list[Part], list[Part]]:
        """How far it is, and until when."""
        parts = [Part(" ")]
        for place, state in enumerate(CHAIN):
            here = state == sheet.state
            parts += [Part(" › ")] if place else []
            parts.append(Part(crisis.sheet_state(state), "bright" if here else "muted", here))
        if sheet.state not in ("open", "verified"):
            return parts, []
        now = self.session.desk.now()
        due = _("due {time}").format(time=figures.lateness(sheet.publish_due, now))
        return parts, [Part(due + " ", "error" if overdue(sheet, now) else "foreground", overdue(sheet, now))]

    def _rows(self, sheet: Clarification) -> list[Title | Item]:
        now, zone = self.session.desk.now(), self.session.plan.zone
        missing = _("missing")
        rows: list[Title | Item] = [Title(_("What is claimed")), Item(("claim", 0), _("claim"), sheet.claim)]
        if topic := self.session.desk.store.repo("topics", Topic).get(sheet.topic):
            rows.append(Item(("topic", topic.id), _("topic"), topic.title, ink="muted"))
        rows.append(Title(_("What was found out"), _judged(sheet, now, zone)))
        rows += [Item(("evidence", at), _("evidence"), one) for at, one in enumerate(sheet.evidence)]
        more = _("another piece: address, document, who confirmed it") if sheet.evidence else missing
        rows.append(
            Item(("evidence", len(sheet.evidence)), _("evidence +"), more, ink="muted" if sheet.evidence else "warning")
        )
        known = sheet.verdict != "unknown"
        verdict = crisis.verdict(sheet.verdict)
        rows.append(Item(("verdict", 0), _("verdict"), verdict, ink="bright" if known else "warning"))
        finding = " ".join(sheet.finding.split())
        rows.append(
            Item(("finding", 0), _("what is true"), finding or missing, ink="foreground" if finding else "warning")
        )
        rows.append(Title(_("Who and when")))
        rows.append(Item(("owner", 0), _("owner"), labels.person(sheet.owner) or missing))
        rows.append(Item(("due", 0), _("deadline"), figures.when(sheet.publish_due, now, zone)))
        rows.append(Title(_("What the public was told"), self._published(sheet, now, zone)))
        rows.append(
            Item(("post", sheet.post), _("post"), self._post(sheet), ink="foreground" if sheet.post else "muted")
        )
        if sheet.address:
            rows.append(Item(("address", 0), _("address"), sheet.address, ink="accent"))
        if sheet.groups:
            rows += self._comments(sheet)
        if sheet.closing:
            rows += [Title(_("Closed")), Item(("closing", 0), labels.person(sheet.closed_by), sheet.closing)]
        return rows

    def _published(self, sheet: Clarification, now: int, zone: str) -> str:
        return figures.when(sheet.published_at, now, zone) if sheet.published_at else ""

    def _post(self, sheet: Clarification) -> str:
        post = self.session.plan.posts.get(sheet.post)
        if post is None:
            keys = key_for("sheet.draft"), key_for("sheet.link")
            return _("none yet: {draft} drafts one, {link} names one there is").format(draft=keys[0], link=keys[1])
        out = _("published") if use.is_out(self.session.desk, post.id) else labels.post_state(post.state)
        return f"P{post.id}  {post.title} · {out}"

    def _comments(self, sheet: Clarification) -> list[Title | Item]:
        members, heard = self._told
        count = figures.comments(len(members))
        answered = _("{n} answered with it").format(n=figures.number(len(heard)))
        rows: list[Title | Item] = [Title(_("Who says it"), f"{count} · {answered}" if members else "")]
        for group in sheet.groups:
            comment = self.session.inbox.comment(group)
            text = revealing.text(comment) if comment else _("(no longer there)")
            rows.append(Item(("issues", group), f"K{group}", text))
        for id in heard[:TOLD]:
            if one := self.session.inbox.comment(id):
                right = (Part(_("answered with it") + " ", "success"),)
                rows.append(Item(("comments", id), f"K{id}", revealing.text(one), right, "muted"))
        return rows

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody did something to it, or to what it is about."""
        if changes.keys() & {"clarifications", "posts", "variants"}:
            self._show()
        if changes.keys() & {"comments", "replies", "clarifications"}:
            self._counting.ask()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self._show()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        sheet = self._sheet()
        return State(place="sheet", chosen=sheet is not None, sheet_state=sheet.state if sheet else "")

    # Verbs

    def verb_open(self) -> None:
        """Change the row, or go to what it names."""
        one, sheet = self.body.chosen, self._sheet()
        if one is None or sheet is None:
            return
        what, number = one.key
        if what in ("issues", "comments"):
            self.open_record(what, number)
        elif what == "post":
            if number:
                self.open_record("posts", number)
            else:
                self.verb_sheet_link()
        elif what in ("address", "closing", "topic"):
            self.open_panel(one.name, [None, Words(one.text, "bright")], columns=76, rows=8)
        elif sheet.state == "closed":
            self.warn(results.refused("sheet_closed", {}))
        else:
            self._change(sheet, what, number)

    def _change(self, sheet: Clarification, what: str, number: int) -> None:
        if what == "verdict":
            self._choose_verdict(sheet)
        elif what == "evidence":
            old = sheet.evidence[number] if number < len(sheet.evidence) else ""
            hint = _("empty takes it away") if old else _("an address, a document, who confirmed it")
            self.ask(
                _("evidence"),
                lambda text: self._store(
                    sheet, evidence=[*sheet.evidence[:number], text, *sheet.evidence[number + 1 :]]
                ),
                value=old,
                hint=hint,
                selected=False,
            )
        elif what == "due":
            self._ask_for_deadline(sheet)
        else:
            asked = {"claim": _("claim"), "finding": _("what is true"), "owner": _("owner")}[what]
            value = getattr(sheet, what)
            self.ask(asked, lambda text: self._store(sheet, **{what: text}), value=value, selected=False)

    def _ask_for_deadline(self, sheet: Clarification) -> None:
        desk, zone = self.session.desk, self.session.plan.zone

        def answer(text: str) -> None:
            due = read_until(text, desk.now(), zone)
            if due is None or due == CITIZEN_WRITES:
                self.warn(results.refused("not_a_time", {}))
            else:
                self._store(sheet, publish_due=due)

        self.ask(_("deadline"), answer, hint=_("2 hours · 13.00 · tomorrow · Mon 8"))

    def _choose_verdict(self, sheet: Clarification) -> None:
        blocks: list[Block] = [None]
        for verdict in VERDICTS:
            ink = "bright" if verdict == sheet.verdict else "foreground"
            blocks.append(Fact(_LETTERS[verdict], (Part(crisis.verdict(verdict), ink),)))
        keys: dict[str, Callable[[], None]] = {
            letter: partial(self._store, sheet, verdict=verdict) for verdict, letter in _LETTERS.items()
        }
        self.open_panel(_("What is the claim?"), blocks, columns=50, rows=10, keys=keys)

    def _store(self, sheet: Clarification, **fields: object) -> None:
        desk = self.session.desk
        self.carry_out(lambda rev: use.change(desk, sheet.id, rev=rev, **fields), sheet.rev)

    def verb_sheet_verify(self) -> None:
        """It was looked into."""
        if sheet := self._sheet():
            self.carry_out(lambda rev: use.verify(self.session.desk, sheet.id, rev=rev), sheet.rev)

    def verb_sheet_publish(self) -> None:
        """The public was told: by the post that is out, else at an address that is asked for."""
        sheet, desk = self._sheet(), self.session.desk
        if sheet is None:
            return
        if use.is_out(desk, sheet.post):
            self.carry_out(lambda rev: use.publish(desk, sheet.id, rev=rev), sheet.rev)
            return
        self.ask(
            _("published at"),
            lambda text: self.carry_out(lambda rev: use.publish(desk, sheet.id, text, rev=rev), sheet.rev),
            hint=_("https://… where the public was told"),
        )

    def verb_sheet_draft(self) -> None:
        """Make a draft post, and go on writing it."""
        desk = self.session.desk

        def drafted(done: Done) -> None:
            self.open_record("posts", int(done.params["post"]))

        self.carry_out(lambda _rev: use.draft_post(desk, self._number), then=drafted)

    def verb_sheet_link(self) -> None:
        """Ask which post clarifies it."""
        desk, sheet = self.session.desk, self._sheet()
        if sheet is None:
            return

        def answer(text: str) -> None:
            number = text.strip().upper().removeprefix("P")
            if number in ("", "-"):
                self.carry_out(lambda _rev: use.link_post(desk, self._number, 0))
            elif number.isascii() and number.isdigit():
                self.carry_out(lambda _rev: use.link_post(desk, self._number, int(number)))
            else:
                self.warn(results.refused("no_such_post", {"name": text.strip()}))

        posts = sorted(desk.store.repo("posts", Post).ids())[-3:]
        hint = _("its number: {names}").format(names=" ".join(f"P{id}" for id in posts) or "P12")
        self.ask(_("post"), answer, value=f"P{sheet.post}" if sheet.post else "", hint=hint)

    def verb_sheet_copy(self) -> None:
        """Show and copy the sheet."""
        if sheet := self._sheet():
            post = self.session.plan.posts.get(sheet.post)
            urls = [one.url for one in self.session.plan.variants if one.post == sheet.post and one.url]
            words = whole_text(sheet, post, urls, self.session.plan.agency, self.session.plan.zone)
            self.copied(words, f"L{sheet.id}")

    def verb_sheet_close(self) -> None:
        """Put it away; unpublished only with a reason."""
        sheet, desk = self._sheet(), self.session.desk
        if sheet is None:
            return
        if sheet.state == "published":
            self.carry_out(lambda rev: use.close(desk, sheet.id, rev=rev), sheet.rev)
        else:
            self.ask(
                _("reason"),
                lambda text: self.carry_out(lambda rev: use.close(desk, sheet.id, text, rev=rev), sheet.rev),
                hint=_("why it closes without being published"),
            )

    def verb_sheet_reopen(self) -> None:
        """Take it up again."""
        if sheet := self._sheet():
            self.carry_out(lambda rev: use.reopen(self.session.desk, sheet.id, rev=rev), sheet.rev)

    def verb_issue_open(self) -> None:
        """What the comments say, hour by hour."""
        sheet = self._sheet()
        if sheet and sheet.groups:
            self.open_record("issues", sheet.groups[0])
        else:
            self.say(_("No comments belong to this sheet."), fg="accent")


def _judged(sheet: Clarification, now: int, zone: str) -> str:
    if not sheet.verified_at:
        return ""
    who = labels.person(sheet.verified_by)
    return _("verified by {who}, {time}").format(who=who, time=figures.when(sheet.verified_at, now, zone))
