"""Referral from a comment: choosing the agency, the text for it, its answer, and passing that on."""

from collections.abc import Callable

from desk import referrals as use
from desk import revealing
from desk.trail import discreet
from domain.agency import Agency
from domain.comments import Comment
from domain.macros import Move
from domain.outcomes import Done, Outcome
from domain.referrals import Referral, awaits_agency, read_when, ticket_of, to_be_relayed
from domain.times import DAY, day_of
from screens.foot import key_for
from screens.verbs import CommentVerbs, Deed
from widgets.bar import Part
from widgets.page import Block, Both, Fact, Words
from widgets.panel import Panel
from wording import _, figures, labels, letters, n_, results


class Referring:
    """What a place does with the referral of its chosen comment."""

    def __init__(self, place: CommentVerbs, comment: Comment) -> None:
        self._place = place
        self._comment = comment
        self._desk = place.session.desk
        plan = place.session.plan
        self._zone = plan.zone_of(plan.accounts.get(comment.account))

    def begin(self) -> None:
        """Choose an agency; of a comment that is referred show how that stands."""
        if not self._place.many and self._comment.state == "referred" and self._comment.referral:
            self._show(self._comment.referral)
        else:
            self._choose()

    # To whom

    def _choose(self) -> None:
        place = self._place
        if not use.agencies(self._desk):
            words = _("There is no agency yet: {key}, Agencies for referral, adds one.")
            place.warn(words.format(key=key_for("go.settings")))
            return

        def typed(text: str) -> None:
            rows = _rows(use.agencies(self._desk, text))
            place.open_panel(_("Refer to · enter takes the first"), rows, rows=16)

        def answer(text: str) -> None:
            place.query_one(Panel).hide()
            found = use.agencies(self._desk, text)
            if found:
                self._ask_ticket(found[0])
            else:
                place.warn(_("No agency of that name."))

        typed("")
        hint = _("name or short name")
        place.ask(_("refer to"), answer, typed=typed, left=place.query_one(Panel).hide, hint=hint)

    def _ask_ticket(self, agency: Agency) -> None:
        if self._place.many:
            self._ask_note(agency, "")  # Each gets a number of its own.
            return
        own = ticket_of(self._comment.id, day_of(self._desk.now(), self._zone).year)
        label = _("{agency} · number").format(agency=agency.short or agency.name)
        hint = _("empty: {ticket}").format(ticket=own)
        self._place.ask(label, lambda ticket: self._ask_note(agency, ticket), hint=hint)

    def _ask_note(self, agency: Agency, ticket: str) -> None:
        desk, place, many = self._desk, self._place, self._place.many
        moves: tuple[Move, ...] = (Move(what="refer", value=str(agency.id)),)

        def answer(note: str) -> None:
            def work(id: int, rev: int | None) -> Outcome:
                own = ticket if id == self._comment.id else ""  # Done again it gets its own.
                return use.refer(desk, id, agency.id, ticket=own, note=note, rev=rev)

            then = self._copy_all_texts if many else lambda _done: self._again(Referring.copy)
            place.do(Deed(work, moves=moves), then)

        place.ask(_("note for the agency"), answer, hint=_("empty: none"))

    def _copy_all_texts(self, done: Done) -> None:
        """Show and copy the texts of all that were referred, one below the other."""
        place, inbox = self._place, self._place.session.inbox
        referred = [one for id in done.changed.get("comments", ()) if (one := inbox.comment(id)) and one.referral]
        texts = [Referring(place, one)._letter(revealing.covered(one)) for one in referred]
        place.copied("\n\n".join(texts), _("For the agency"))

    def _again(self, do: Callable[["Referring"], None]) -> None:
        """Go on with the comment as it is stored now."""
        if comment := self._place.session.inbox.comment(self._comment.id):
            do(Referring(self._place, comment))

    # How it stands

    def _show(self, referral: Referral) -> None:
        keys: dict[str, Callable[[], None]] = {"p": self.copy, "f": self._choose}
        told = [("p", _("text for the agency")), ("f", _("refer elsewhere"))]
        if revealing.types(self._comment):
            keys["d"] = self._copy_all
            told.append(("d", _("the same with personal data shown; the trail tells")))
        if awaits_agency(referral):
            keys |= {"a": self._ask_answer, "i": self.remind}
            told += [("a", _("put down the agency's answer")), ("i", _("reminder for the agency"))]
        elif to_be_relayed(referral):
            keys["r"] = self.relay
            told.append(("r", _("pass the answer on to the citizen")))
        blocks: list[Block] = [None, *referral_facts(self._comment, self._desk.now(), self._zone), None]
        blocks += [Fact("", (Part(f"{key} ", "accent", True), Part(words, "foreground"))) for key, words in told]
        rows = len(blocks) + 4 + (len(referral.answer) + len(referral.note)) // 55
        self._place.open_panel(f"K{self._comment.id} · {_('referral')}", blocks, rows=rows, keys=keys)

    # The text for the agency

    def _letter(self, comment: Comment) -> str:
        referral, ours = comment.referral, self._place.session.plan.agency
        assert referral is not None
        return letters.referral(comment, referral, self._agency(), comment.text, ours, self._zone)

    def _agency(self) -> Agency | None:
        referral = self._comment.referral
        return self._desk.store.repo("agencies", Agency).get(referral.agency) if referral else None

    def copy(self) -> None:
        """Show and copy the text for the agency, personal data masked."""
        self._place.copied(self._letter(revealing.covered(self._comment)), _("For the agency"))

    def _copy_all(self) -> None:
        comment, desk = self._comment, self._desk
        self._place.carry_out(
            lambda _rev: use.reveal(desk, comment.id),
            then=lambda _done: self._place.copied(self._letter(comment), _("For the agency")),
        )

    def remind(self) -> None:
        """Show and copy a reminder, and record it."""
        comment, desk, place = self._comment, self._desk, self._place
        referral = comment.referral
        if referral is None:
            place.warn(results.refused("not_referred", {}))
            return
        days = (desk.now() - referral.at) // DAY
        agency = self._agency()
        text = letters.reminder(comment, referral, agency, place.session.plan.agency, self._zone, days)
        place.carry_out(lambda _rev: use.remind(desk, comment.id), then=lambda _done: place.copied(text, _("Reminder")))

    # The answer

    def _ask_answer(self) -> None:
        self._place.ask(_("the agency's answer"), self._ask_when, hint=_("what the citizen may be told"))

    def _ask_when(self, text: str) -> None:
        comment, desk, place, zone = self._comment, self._desk, self._place, self._zone
        if not text.strip():
            place.warn(results.refused("empty_text", {}))
            return

        def answer(typed: str) -> None:
            at = read_when(typed, desk.now(), zone)
            if at is None:  # Asked again: what the agency answered is not to be typed twice.
                ask(_("A time, as in: 09.30 or 22/11 14.30; empty for now."))
            else:
                place.carry_out(lambda _rev: use.record_answer(desk, comment.id, text, at))

        def ask(hint: str) -> None:
            place.ask(_("answered at"), answer, hint=hint)

        ask(_("empty: now; 09.30; 22/11 14.30"))

    def relay(self) -> None:
        """Write to the citizen, beginning with the answer."""
        if referral := self._comment.referral:
            self._place.write_to(self._comment, letters.relayed(self._comment, referral))


def referral_facts(comment: Comment, now: int, zone: str) -> list[Block]:
    """Agency, number, both clocks, reminders, note and answer; nothing where it was never referred."""
    referral = comment.referral
    if referral is None:
        return []
    who = Part(f"   {labels.person(referral.by)}", "accent")
    blocks: list[Block] = [
        Fact(_("referred to"), (Part(referral.name, "bright", True), Part(f"   {referral.ticket}", "accent"))),
        Fact(_("referred"), (Part(figures.when(referral.at, now, zone)), who)),
    ]
    if awaits_agency(referral):
        late = "error" if referral.due < now else "warning"
        due = Part(figures.when(referral.due, now, zone), "foreground")
        blocks.append(Fact(_("agency due"), (due, Part("  " + figures.lateness(referral.due, now), late))))
    else:
        state = _("passed on") if referral.relayed_at else _("not passed on yet")
        told = Part(f"   {state}", "success" if referral.relayed_at else "warning")
        blocks.append(Fact(_("answered"), (Part(figures.when(referral.answered_at, now, zone)), told)))
    if comment.unheard and comment.reply_due is not None:
        late = "error" if comment.reply_due < now else "warning"
        due = Part(figures.when(comment.reply_due, now, zone), "foreground")
        left = Part("  " + figures.lateness(comment.reply_due, now), late)
        blocks.append(Fact(_("citizen"), (due, left, Part("   " + _("first reply still due"), late))))
    elif comment.follow_up_due is not None and not referral.relayed_at:
        late = "error" if comment.follow_up_due < now else "muted"
        blocks.append(Fact(_("citizen"), (Part(figures.when(comment.follow_up_due, now, zone), late),)))
    if reminders := referral.reminders:
        count = n_("{n} time", "{n} times", len(reminders)).format(n=len(reminders))
        last = figures.when(reminders[-1].at, now, zone)
        reminded = f"   {last}   {labels.person(reminders[-1].by)}"
        blocks.append(Fact(_("reminded"), (Part(count, "foreground"), Part(reminded))))
    for name, text in ((_("note"), referral.note), (_("answer"), referral.answer)):
        if text:
            blocks.append(Fact(name, (Part(discreet(text), "foreground"),)))
    return blocks


def _rows(found: list[Agency]) -> list[Block]:
    if not found:
        return [None, Words(_("No agency of that name."), "muted")]
    return [
        Both(
            (Part(f"{one.short or one.name}  ", "bright" if place == 0 else "foreground", place == 0),)
            + ((Part(one.name, "muted"),) if one.short else ()),
            (Part(n_("{n} working day", "{n} working days", one.days).format(n=one.days), "muted"),),
        )
        for place, one in enumerate(found)
    ]
