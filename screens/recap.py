"""Rekapitulasi: a day, a week or a month in figures; every figure opens its rows and says how it was reckoned."""

from datetime import date, timedelta

from commands import State
from desk import recap as use
from desk.recap import Fared, Recap
from desk.recap.telling import Teller
from desk.score import Ledger
from domain.accounts import SHORT, label
from domain.outcomes import Outcome
from domain.recap import Figure, Section
from domain.targets import PERIODS, Period, span
from screens.browsing import OutlineScreen
from screens.figures import FigureScreen, bar_of, look, trend
from widgets import bar
from widgets.bar import Bar
from widgets.outline import Item, Title
from widgets.page import Block, Fact, Words
from wording import _, figures
from wording import recap as words
from wording import score as scores

HERE = frozenset(
    {
        *("comments", "posts", "variants", "replies", "metrics", "targets", "accounts", "settings"),
        *("clarifications", "reviews", "headlines"),
    }
)
"""Tables the recap is made of."""


class RecapScreen(OutlineScreen):
    """The recap of a period."""

    NAMES = 10

    def __init__(self, period: Period = "day", day: date | None = None) -> None:
        super().__init__()
        self._period: Period = period
        self._day = day
        self._found: Recap | None = None
        self._figures: list[Figure] = []
        self._fresh = True

    def on_mount(self) -> None:
        """Reckon it."""
        self.place_frame()
        self.show_path(_("Recap"))
        self.hold()
        self._reckon()

    @property
    def day(self) -> date:
        """A day of the period."""
        return self._day or Ledger.day_of(self.session.desk)

    def _reckon(self) -> None:
        desk, period, day = self.session.desk, self._period, self.day

        def show(found: Recap) -> None:
            self._found = found
            self._show()

        look(self, lambda: use.recap(desk, period, day), show, "recap")

    # What it says

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        teller = Teller(self.session.desk, found)
        self._figures = found.figures()
        told = f"{words.title(found.period)}   {words.span(found.first, found.last, teller.zone)}"
        going_on = (
            _("not over yet") if found.last < found.whole or found.last == Ledger.day_of(self.session.desk) else ""
        )
        score = _("Score {value}").format(value=scores.value(found.score))
        self.query_one("#stand", Bar).show(
            [bar.Part(f" {told}", "foreground"), bar.Part(f"   {score}", "bright", True)],
            [bar.Part(f"{going_on} ", "muted")],
        )
        entries: list[Title | Item] = []
        if len(found.scores) > 1 and not self.session.preferences.ascii:
            upper, lower = trend(found.scores)
            entries += [Title(_("Score by day"), f"{upper} "), Title("", f"{lower} ", "muted")]
        place = 0
        for section in found.sections:
            entries.append(Title(words.part(section.part)))
            for figure in section.figures:
                entries.append(_item(teller, figure, section, place))
                place += 1
        entries += self._topics(found)
        entries += [*_fared(teller, _("Best"), found.best), *_fared(teller, _("Worst"), found.worst)]
        if found.period == "week":
            entries += self._decision(found)
        entries += _by_account(found)
        self.body.show(entries, chosen=("figure", 0) if self._fresh else None)
        self._fresh = False
        self.show_footer()

    def _decision(self, found: Recap) -> list[Title | Item]:
        note = found.note or _("nothing was decided yet")
        by = (bar.Part(f"{found.note_by.rpartition(':')[2]} ", "accent"),) if found.note_by else ()
        return [
            Title(_("Decision")),
            Item(("decision", 0), _("week"), note, by, "foreground" if found.note else "muted"),
        ]

    def _topics(self, found: Recap) -> list[Title | Item]:
        if not found.topics:
            return []
        items = [
            Item(
                ("topic", one.topic),
                figures.number(one.headlines),
                one.title,
                (bar.Part(_("{n} outlets").format(n=one.outlets) + " ", "muted"),),
            )
            for one in found.topics
        ]
        return [Title(words.part("topics")), *items]

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="recap", chosen=self.body.chosen is not None, weekly=self._period == "week")

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Something of it may be another now."""
        if changes.keys() & HERE:
            self._reckon()

    # Verbs

    def _chosen(self) -> Figure | None:
        one = self.body.chosen
        return self._figures[one.key[1]] if one and one.key[0] == "figure" else None

    def verb_figure_open(self) -> None:
        """The rows of the figure; the post, the account, the decision."""
        one, figure = self.body.chosen, self._chosen()
        if one is None or self._found is None:
            return
        kind, id = one.key
        if figure is not None and figure.rows:
            title = one.text if one.text else one.name
            self.app.push_screen(FigureScreen(title.strip(), [(figure.table, row) for row in figure.rows]))
        elif kind == "variants":
            variant = next((each.variant for each in self._found.fared if each.variant.id == id), None)
            self.open_record("posts", variant.post if variant else 0)
        elif kind == "account":
            from screens.score import ScoreScreen

            self.app.push_screen(ScoreScreen(self._found.last, id))
        elif kind == "decision":
            self.verb_recap_decide()
        else:
            self.verb_figure_explain()

    def verb_figure_explain(self) -> None:
        """How the figure was reckoned, and of how many."""
        one, figure = self.body.chosen, self._chosen()
        if one is None or figure is None:
            return
        blocks: list[Block] = [
            None,
            Words(words.definition(figure), "bright"),
            None,
            Fact(_("value"), (bar.Part(words.value(figure), "foreground"),)),
            Fact("n", (bar.Part("–" if figure.n is None else figures.number(figure.n), "foreground"),)),
            Fact(_("rows"), (bar.Part(figures.number(len(figure.rows)), "foreground"),)),
        ]
        self.open_panel(one.text, blocks, rows=12)

    def verb_recap_period(self) -> None:
        """Day, week, month, day."""
        self._period = PERIODS[(PERIODS.index(self._period) + 1) % len(PERIODS)]
        self._turn()

    def verb_figure_before(self) -> None:
        """The period before."""
        self._go(span(self._period, self.day)[0] - timedelta(days=1))

    def verb_figure_after(self) -> None:
        """The period after, up to the present one."""
        self._go(span(self._period, self.day)[1] + timedelta(days=1))

    def _go(self, day: date) -> None:
        today = Ledger.day_of(self.session.desk)
        if day > today:
            self.warn(_("that day is still to come"))
            return
        self._day = None if day == today else day
        self._turn()

    def _turn(self) -> None:
        """Another period: from its top."""
        self._fresh = True
        self.hold()
        self._reckon()

    def verb_recap_decide(self) -> None:
        """Note the one thing that was decided."""
        desk, day, found = self.session.desk, self.day, self._found

        def answer(text: str) -> None:
            def work(_rev: int | None) -> Outcome:
                return use.decide(desk, day, text)

            self.carry_out(work)

        self.ask(_("decision"), answer, value=found.note if found else "", hint=_("one sentence"), selected=False)

    def verb_recap_copy(self) -> None:
        """Show and copy it as Markdown."""
        if self._found:
            self.copied(self.session.files.recap_text(self._found), _("Recap"))

    def verb_recap_save(self) -> None:
        """Write it as a workbook."""
        if self._found:
            self.session.files.save_recap(self._found)

    def verb_go_recap(self) -> None:
        """Here already."""


def _item(teller: Teller, figure: Figure, section: Section, place: int) -> Item:
    share = words.share_of(figure, section)
    name = words.name(figure, teller.account(figure), teller.text(figure))
    beside = words.beside(figure)
    right = (bar.Part(f"{beside}  ", "muted"), bar.Part(f"{words.value(figure):>10} ", "foreground"))
    ink = "muted" if figure.value is None else "foreground"
    return Item(("figure", place), bar_of(share), name, right, ink, "accent")


def _fared(teller: Teller, title: str, told: list[Fared]) -> list[Title | Item]:
    if not told:
        return []
    entries: list[Title | Item] = [Title(title)]
    for one in told:
        ratio = "" if one.ratio is None else _("{times}× the median").format(times=figures.decimal(one.ratio, 1)) + "  "
        rate = f"{(one.formula or '').upper()} {scores.per_cent(one.rate, 2)} "
        right = (bar.Part(ratio, "muted"), bar.Part(rate, "foreground"))
        name = f"P{one.variant.post} {SHORT[teller.of(one).platform]}"
        entries.append(Item(("variants", one.variant.id), name, teller.title(one), right))
    return entries


def _by_account(found: Recap) -> list[Title | Item]:
    if not found.rows:
        return []
    entries: list[Title | Item] = [Title(_("Accounts"), _("published · in time · engagement · net") + " ")]
    for one in found.rows:
        aim = "–" if one.target is None else figures.number(one.target)
        rate = "–" if one.rate is None else f"{(one.formula or '').upper()} {scores.per_cent(one.rate, 2)}"
        net = words.signed(one.feelings.net)
        told = f"{one.published}/{aim}  {scores.per_cent(one.in_time):>6}  {rate:>11}  {net:>6} "
        name = f"{scores.value(one.score):>3} {SHORT[one.account.platform]}"
        entries.append(Item(("account", one.account.id), name, label(one.account), (bar.Part(told, "foreground"),)))
    return entries
