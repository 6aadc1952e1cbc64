"""Moving posts in the calendar: lifted and put down, copied, shifted. Each refusal and each warning says why."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual import events

from desk import editing, moving
from desk.planning import Entry
from domain.outcomes import Done, Outcome, Refused
from domain.planning import at_of
from domain.slots import PARTS, Part, minute_of, open_among, part_of
from domain.times import MINUTE, at_minute, day_bounds, day_of
from screens import calendar_rows as rows
from screens.calendar_view import SETTLED, CalendarView, Lifted
from widgets import bar
from wording import _, deeds, figures, results

QUARTER = 15
USUAL: dict[Part, int] = {"morning": 9, "noon": 12, "evening": 19}
"""The hour at which a post is put down in a part of the day where its account has no slot."""


class Carrying(CalendarView):
    """A calendar whose posts can be moved."""

    # Lifting and putting down

    def verb_calendar_lift(self) -> None:
        """Lift the chosen post."""
        one = self._entry()
        if one is None or one.variant is None:
            self._no_channel(one)
        elif one.variant.state in SETTLED:
            code = "already_published" if one.variant.state == "published" else "off_plan"
            self.warn(results.refused(code, {}))
        else:
            self._lift(one, copy=False)

    def verb_calendar_copy(self) -> None:
        """Lift a copy of it."""
        one = self._entry()
        if one is None or one.variant is None:
            self._no_channel(one)
        else:
            self._lift(one, copy=True)

    def _no_channel(self, one: Entry | None) -> None:
        """Say why the chosen entry does not move."""
        if one is not None and one.conference:
            self.warn(_("A press conference is moved in its post: enter opens it."))
        else:
            self.warn(_("It has no channel yet: enter opens it, there it gets one."))

    def _lift(self, entry: Entry, *, copy: bool) -> None:
        self._lifted = Lifted(entry, copy=copy)
        self._tell_lifted()

    def _tell_lifted(self) -> None:
        """Where it would be put down, and what is to know of that."""
        if self._lifted is None or self._lifted.entry.post is None:
            return
        title, at = self._lifted.entry.post.title, self._target()
        zone = self.planner.zone_of(self._lifted.entry.account)
        time = f"{figures.short_day(at, zone)} {figures.clock(at, zone)}"
        words = _("Copy of {title}: {time}") if self._lifted.copy else _("{title}: {time}")
        shown = words.format(title=title[:40], time=time)
        if warnings := self._warnings(self._lifted, at):
            shown += "  " + "; ".join(warnings)
        self.said = [
            bar.Part(f" {self._week.signs.chosen} ", "accent", True),
            bar.Part(shown, "warning" if warnings else "bright"),
            bar.Part("   " + _("space") + " ", "accent", True),
            bar.Part(_("put down")),
            bar.Part("   esc ", "accent", True),
            bar.Part(_("let go")),
        ]
        self.show_footer()

    def _warnings(self, lifted: Lifted, at: int) -> list[str]:
        variant = lifted.entry.variant
        if variant is None:
            return []
        told = []
        if at <= self.session.desk.now():
            told.append(_("that time is gone by"))
        near = self.planner.near(variant, at)
        if lifted.copy and near is None and abs(at_of(variant) - at) < 60 * MINUTE:
            told.append(_("beside the original"))
        if near:
            told.append(rows.gap_words(self.planner, near.minutes, near.variant.account))
        if not self.planner.prime_time(at, lifted.entry.account):
            told.append(_("outside of prime time"))
        return told

    def _let_go(self) -> None:
        self._lifted = None
        self.said = None
        self.show_footer()

    def _time_here(self, one: Entry | None) -> int:
        """The time that the chosen place means, where nothing is lifted."""
        if one is not None and one.at:
            return one.at
        band = min(self._band, len(PARTS) - 1)
        hour = USUAL[PARTS[band]]
        start, _end = day_bounds(self._day, self.session.plan.zone)
        return start + hour * 60 * MINUTE

    def _target(self) -> int:
        """When what is lifted would go out here.

        On a free slot of its account at that slot; else at its own time of day, if that is in this part of the day;
        else at the account's first slot there that is free, or its first one, or the usual hour.
        """
        lifted, here = self._lifted, self._entry()
        if lifted is None:
            return 0
        entry, day = lifted.entry, self._day
        zone = self.planner.zone_of(entry.account)
        if here and here.post is None and here.account == entry.account and not self._month:
            return here.at
        part = PARTS[self._band] if self._band < len(PARTS) and not self._month else None
        clock = entry.clock if entry.at else USUAL["morning"] * 60
        if part is None or (entry.at and part_of(clock) == part):
            return at_minute(day, clock, zone)
        slots = [at for at in self.planner.usual_times(entry.account, day) if part_of(minute_of(at, zone)) == part]
        taken = sorted(at_of(one) for one in self.session.plan.variants if one.account == entry.account and at_of(one))
        free = open_among(slots, taken)
        return free[0] if free else slots[0] if slots else at_minute(day, USUAL[part] * 60, zone)

    def verb_calendar_drop(self) -> None:
        """Put it down here."""
        lifted, at = self._lifted, self._target()
        if lifted is None or (variant := lifted.entry.variant) is None:
            return
        desk = self.session.desk
        warnings = self._warnings(lifted, at)

        def work(rev: int | None) -> Outcome:
            return moving.copy(desk, variant.id, at) if lifted.copy else moving.move(desk, {variant.id: at}, rev=rev)

        self._lifted = None
        self.carry_out(
            work, None if lifted.copy else variant.rev, then=lambda done: self._put_down(done, variant.id, warnings)
        )

    def _put_down(self, done: Done, variant: int, warnings: Sequence[str]) -> None:
        self._follow(int(done.params.get("variant", variant)))
        if warnings:
            self.say(deeds.done(done) + "  " + "; ".join(warnings), "!", "warning")

    def verb_calendar_free(self) -> None:
        """With something lifted: to the next slot of its account that is free."""
        lifted = self._lifted
        if lifted is None or (variant := lifted.entry.variant) is None:
            return
        zone = self.planner.zone_of(lifted.entry.account)
        found = editing.next_free(self.session.desk, replace(variant, slot_at=self._target()), zone)
        if not found:
            self.warn(results.refused("no_free_slot", {}))
            return
        self._go_to(day_of(found, zone))
        self._chosen_id = f"s{lifted.entry.account}@{found}"
        minute = minute_of(found, zone)
        self._band, self._at = PARTS.index(part_of(minute)), 0
        self.show()
        self._tell_lifted()

    def key(self, event: events.Key) -> None:
        """While something is lifted the foot tells where it would stand."""
        super().key(event)
        if self._lifted and not self.prefix:
            self._tell_lifted()

    # Shifting

    def verb_post_slot(self) -> None:
        """Give the chosen post its account's next free slot."""
        one = self._entry()
        desk = self.session.desk
        if one is None or (variant := one.variant) is None:
            return
        zone = self.planner.zone_of(one.account)

        def work(rev: int | None) -> Outcome:
            slot = editing.next_free(desk, variant, zone)
            return moving.move(desk, {variant.id: slot}, rev=rev) if slot else Refused(reason="no_free_slot")

        self.carry_out(work, variant.rev, then=lambda _done: self._follow(variant.id))

    def verb_calendar_earlier(self) -> None:
        """A day back."""
        self._shift(days=-1)

    def verb_calendar_later(self) -> None:
        """A day on."""
        self._shift(days=1)

    def verb_calendar_sooner(self) -> None:
        """A quarter of an hour back."""
        self._shift(minutes=-QUARTER)

    def verb_calendar_after(self) -> None:
        """A quarter of an hour on."""
        self._shift(minutes=QUARTER)

    def _shift(self, *, days: int = 0, minutes: int = 0) -> None:
        """Shift what is marked, else what is chosen; all of it or nothing."""
        desk, one = self.session.desk, self._entry()
        chosen = one.variant if one else None
        ids = sorted(self._marked) or ([chosen.id] if chosen else [])

        def then(_done: Done) -> None:
            if chosen and chosen.id in ids:
                self._follow(chosen.id)
            self._tell_near(ids)

        self.carry_out(lambda _rev: moving.shift(desk, ids, days=days, minutes=minutes), then=then)

    def _tell_near(self, ids: Sequence[int]) -> None:
        """After a shift: what stands too near now."""
        for each in self.session.plan.variants:
            if each.id in ids and (near := self.planner.near(each, each.slot_at)):
                self.warn(
                    _("Moved; {warning}").format(warning=rows.gap_words(self.planner, near.minutes, each.account))
                )
                return

    def verb_calendar_mark(self) -> None:
        """Mark it, or take its mark away."""
        one = self._entry()
        if one is None or one.variant is None:
            return
        self._marked ^= {one.variant.id}
        self._show_lines()
        self._show_days()
        self.show_footer()
