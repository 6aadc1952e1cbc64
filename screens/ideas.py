"""Bank ide: what the office can always tell, by rubric; the pillar that needs a post most stands out."""

from commands import State
from desk import ideas as use
from desk.desk import Desk
from domain.ideas import RUBRICS, Known, Rubric, suggested
from domain.outcomes import Done, Outcome
from domain.planning import pillars, thinnest
from domain.posts import PILLARS, Pillar
from screens.browsing import OutlineScreen
from screens.foot import key_for
from screens.work import start
from widgets.bar import Bar, Part
from widgets.outline import Item, Title
from wording import _, figures, labels, n_, publishing

HERE = frozenset({"ideas", "posts", "variants", "settings"})
"""Tables the place is made of."""


class IdeasScreen(OutlineScreen):
    """The idea bank."""

    NAMES = 13

    def __init__(self) -> None:
        super().__init__()
        self._ideas: list[Known] = []
        self._noted = ""

    def on_mount(self) -> None:
        """Read it."""
        self.place_frame()
        self.show_path(_("Idea bank"))
        self.body.empty = [("", _("No idea is left.")), ("", ""), (key_for("idea.new"), _("keeps one of your own"))]
        self.hold()
        self._read()

    def _read(self) -> None:
        desk = self.session.desk

        async def run() -> None:
            self._ideas = await self.session.in_background(lambda: use.ideas(desk))
            self._show()
            self.ready()

        start(self, run, "ideas", exclusive=True)

    def _show(self) -> None:
        plan, now = self.session.plan, self.session.desk.now()
        counts = pillars(plan.posts, plan.variants, now)
        needed = thinnest(counts, plan.wished)
        total = sum(counts.values())
        share = round(100 * counts[needed] / total) if total else 0
        short = _("{pillar} needs a post most: {share} of {wished} %").format(
            pillar=labels.pillar(needed), share=share, wished=plan.wished[needed]
        )
        unused = sum(not one.used for one in self._ideas)
        told = n_("{n} idea not used yet", "{n} ideas not used yet", unused).format(n=unused)
        self.query_one("#stand", Bar).show([Part(f" {told}", "foreground")], [Part(f"{short} ", "warning")])
        first = suggested(self._ideas, needed)
        entries: list[Title | Item] = []
        for rubric in RUBRICS:
            own = [one for one in self._ideas if one.idea.rubric == rubric]
            if own:
                entries.append(Title(publishing.rubric(rubric), figures.number(len(own))))
                entries += [self._item(one, needed, one is first, now) for one in own]
        noted = next((one for one in self._ideas if one.code == self._noted), None)
        wanted, self._noted = noted or (None if self.body.chosen else first), ""
        self.body.show(entries, chosen=self._key(wanted) if wanted else None)
        self.show_footer()

    def _key(self, one: Known) -> tuple[str, int]:
        return one.code, one.idea.id

    def _item(self, one: Known, needed: Pillar, first: bool, now: int) -> Item:
        idea, zone = one.idea, self.session.plan.zone
        when = figures.short_day(one.last_at, zone) if one.last_at else ""
        uses = n_("{n} post, {when}", "{n} posts, {when}", one.used).format(n=one.used, when=when) if one.used else ""
        right = [Part(f"{_('suggested')}  ", "accent", True)] if first else []
        right.append(Part(f"{uses or (labels.format_(idea.format) if idea.format else '')} ", "muted"))
        ink = "accent" if idea.pillar == needed else "muted"
        name = labels.pillar(idea.pillar) if idea.pillar in PILLARS else "–"
        return Item(self._key(one), name, idea.text, tuple(right), "muted" if one.used else "foreground", ink)

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="ideas", chosen=self.body.chosen is not None)

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Ideas were added, or used."""
        if changes.keys() & HERE:
            self._read()

    # What is done here

    def _chosen(self) -> Known | None:
        row = self.body.chosen
        return next((one for one in self._ideas if row and self._key(one) == row.key), None)

    def verb_idea_draft(self) -> None:
        """Make a draft and open it."""
        desk = self.session.desk
        if one := self._chosen():
            self.hold()
            self.carry_out(
                lambda _rev: use.draft(desk, one.code), then=self._open_draft, ended=lambda _outcome: self.ready()
            )

    def _open_draft(self, done: Done) -> None:
        self.open_record("posts", int(done.params["post"]))

    def verb_idea_new(self) -> None:
        """Ask for an idea."""
        one, desk = self._chosen(), self.session.desk
        usual: Rubric = one.idea.rubric if one else "service"
        names = {rubric: publishing.rubric(rubric) for rubric in RUBRICS}

        def work(text: str, desk: Desk = desk) -> Outcome:
            return use.keep(desk, *use.read_idea(text, usual, names))

        def noted(done: Done) -> None:
            self._noted = str(done.params["idea"])
            self._read()

        hint = _("{rubric}, or: rubric: idea").format(rubric=names[usual])
        self.ask(_("idea"), lambda text: self.carry_out(lambda _rev: work(text), then=noted), hint=hint)

    def verb_idea_remove(self) -> None:
        """Put the chosen idea away."""
        desk = self.session.desk
        if one := self._chosen():
            self.carry_out(lambda _rev: use.put_away(desk, one.code))

    def verb_idea_rubric(self) -> None:
        """To the first idea of the next rubric."""
        here = self._chosen()
        if here is None:
            return
        at = self._ideas.index(here)
        order = [*self._ideas[at:], *self._ideas[:at]]
        found = next((one for one in order if one.idea.rubric != here.idea.rubric), None)
        if found:
            self._go_to(found)

    def verb_idea_search(self) -> None:
        """To the next idea with these words."""

        def answer(text: str) -> None:
            here = self._chosen()
            at = self._ideas.index(here) + 1 if here else 0
            order = [*self._ideas[at:], *self._ideas[:at]]
            words = text.casefold().split()
            found = next((one for one in order if all(word in one.idea.text.casefold() for word in words)), None)
            if found and words:
                self._go_to(found)
            else:
                self.warn(_("Nothing matches."))

        self.ask("/", answer, hint=_("words of the idea"))

    def _go_to(self, one: Known) -> None:
        self.body.choose_key(self._key(one))
        self.show_footer()

    def verb_go_ideas(self) -> None:
        """Here already."""
