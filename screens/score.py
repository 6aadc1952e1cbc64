"""Skor: how good a day was, the targets and all accounts; every row opens what it rests on."""

from datetime import date, timedelta

from commands import State
from desk.score import TABLES, Ledger, Standing
from desk.targets import Aims, aims
from domain.accounts import SHORT, label
from domain.score import CODES, GROUPS, Part, Score
from domain.targets import MIX_OVER, Mix, Pace
from domain.times import day_bounds
from screens.browsing import OutlineScreen
from screens.figures import FigureScreen, bar_of, look, trend
from widgets import bar
from widgets.bar import Bar
from widgets.outline import Item, Title
from widgets.page import Block, Fact, Words
from wording import _, figures, labels, n_
from wording import score as words

HERE = frozenset(
    {"comments", "posts", "variants", "replies", "metrics", "targets", "slots", "accounts", "settings", "programmes"}
)
"""Tables the score is made of."""
Seen = tuple[Score, list[float | None], Aims, list[Standing]]


class ScoreScreen(OutlineScreen):
    """The score of a day.

    Args:
        day: None: today.
        account: an account's id; 0: all.
    """

    NAMES = 10

    def __init__(self, day: date | None = None, account: int = 0) -> None:
        super().__init__()
        self._day = day
        self._account = account
        self._seen: Seen | None = None
        self._ledger: Ledger | None = None

    def on_mount(self) -> None:
        """Reckon it."""
        self.place_frame()
        self.show_path(_("Score"))
        self.body.empty = [("", _("Nothing to reckon yet."))]
        self.hold()
        self._reckon()

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._day or Ledger.day_of(self.session.desk)

    def _reckon(self) -> None:
        desk, account, day = self.session.desk, self._account, self.day

        def work() -> tuple[Ledger, Seen]:
            ledger = Ledger(desk, since=day - timedelta(days=MIX_OVER - 1))
            ids = [account] if account else []
            days = ledger.values(day - timedelta(days=MIX_OVER - 1), day, account)
            seen = ledger.score(day, account), days, aims(desk, ledger, day, ids)
            return ledger, (*seen, [] if account else ledger.board(day))

        def show(found: tuple[Ledger, Seen]) -> None:
            self._ledger, self._seen = found
            self._show()

        look(self, work, show, "score")

    # What it says

    def _show(self) -> None:
        if self._seen is None or self._ledger is None:
            return
        score, days, found, board = self._seen
        plan = self._ledger.plan
        account = plan.accounts.get(self._account)
        whose = f"{SHORT[account.platform]} {label(account)}" if account else _("all accounts")
        at, zone = day_bounds(self.day, plan.zone)[0], plan.zone
        ink = _ink(score.value)
        stand = [bar.Part(" "), bar.Part(_("Score {value}").format(value=words.value(score.value)), ink, True)]
        stand.append(bar.Part(f"   {figures.day(at, zone)} · {whose}", "foreground"))
        counted = _("{n} of 100 counts").format(n=score.weight) if score.weight < 100 else ""
        self.query_one("#stand", Bar).show(stand, [bar.Part(f"{counted} ", "muted")])
        entries: list[Title | Item] = [*self._parts(score), *self._trend(days), *self._targets(found)]
        entries += [*_mixes(found), *self._board(board)]
        self.body.show(entries)
        self.show_footer()

    def _parts(self, score: Score) -> list[Title | Item]:
        entries: list[Title | Item] = []
        for group in dict.fromkeys(GROUPS.values()):
            own = [part for part in score.parts if GROUPS[part.code] == group]
            got = sum(part.earned or 0.0 for part in own)
            most = sum(part.weight for part in own if part.share is not None)
            total = f"{figures.decimal(got, 1)} / {most}" if most else "–"
            entries.append(Title(words.group(group), f"{total} "))
            for part in own:
                ink = "muted" if part.share is None else "foreground"
                right = (bar.Part(f"{words.fraction(part)}  ", "muted"), bar.Part(f"{words.earned(part):>11} ", ink))
                meter = bar_of(part.share)
                key = ("part", CODES.index(part.code))
                entries.append(Item(key, meter, words.part(part.code), right, ink, _share_ink(part.share)))
        return entries

    def _trend(self, values: list[float | None]) -> list[Title]:
        told = [value for value in values if value is not None]
        if len(told) < 2:
            return []
        upper, lower = ("", "") if self.session.preferences.ascii else trend(values)
        mean = figures.decimal(sum(told) / len(told), 0)
        return [Title(_("28 days"), f"{upper} "), Title(_("mean {value}").format(value=mean), f"{lower} ", "muted")]

    def _targets(self, found: Aims) -> list[Title | Item]:
        wide = self.size.width >= 110
        entries: list[Title | Item] = [Title(_("Targets"))]
        for (account, paces), (_same, kept) in zip(found.paces, found.kept, strict=True):
            each = " · ".join(_pace(one) for one in (paces if wide else paces[:2]))
            behind = paces[0].behind
            share = words.per_cent(100 * kept.share) if kept.share is not None else "–"
            right = (bar.Part(f"{_('consistency')} {share} ", "muted"),)
            name = f"{SHORT[account.platform]} {_short(paces[0])}"
            ink = "warning" if behind else "foreground"
            entries.append(Item(("pace", account.id), name, each, right, ink, ink))
        for one in found.programmes:
            aim = figures.number(one.programme.monthly) if one.programme.monthly else "–"
            right = (bar.Part(f"{len(one.posts)}/{aim} ", "foreground"),)
            entries.append(Item(("programme", one.programme.id), _("programme"), one.programme.name, right))
        answered = found.answered
        told_in_time = n_(
            "of {n} citizen in 28 days, target {target} %",
            "of {n} citizens in 28 days, target {target} %",
            answered.decided,
        )
        short = answered.share is not None and answered.share < answered.target
        ink = "warning" if short else "foreground"
        told = told_in_time.format(n=figures.number(answered.decided), target=answered.target)
        text = f"{_('answered in time')}  {told}"
        meter = bar_of(None if answered.share is None else answered.share / 100)
        right = (bar.Part(f"{words.per_cent(answered.share)} ", ink),)
        return [*entries, Item(("answered", 0), meter, text, right, ink, _share_ink(1.0 if not short else 0.5))]

    def _board(self, board: list[Standing]) -> list[Title | Item]:
        entries: list[Title | Item] = []
        last: object = ""
        for one in board:
            if one.band != last:
                last = one.band
                entries.append(Title(words.band(one.band), _("in time · engagement · followers") + " "))
            entries.append(_standing(one))
        return entries

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="score", chosen=self.body.chosen is not None)

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Something of it may be another now."""
        if changes.keys() & HERE:
            self._reckon()

    def tick(self, now: int) -> None:
        """Slots and deadlines go by."""
        if self._day is None:
            self._reckon()

    # Verbs

    def verb_figure_open(self) -> None:
        """The rows of a part, of an account's month, of a programme; an account's own score."""
        one, ledger = self.body.chosen, self._ledger
        if one is None or ledger is None or self._seen is None:
            return
        kind, id = one.key
        score, _days, found, _board = self._seen
        if kind == "part":
            self._open_part(score.parts[id])
        elif kind == "account":
            self.app.push_screen(ScoreScreen(self._day, id))
        elif kind == "pace":
            paces = next(paces for account, paces in found.paces if account.id == id)
            self._open(one.name, [("variants", id) for id in paces[-1].published])
        elif kind == "programme":
            promoted = next(each for each in found.programmes if each.programme.id == id)
            self._open(promoted.programme.name, [("posts", post) for post in promoted.posts])
        elif kind in ("pillar", "need"):
            mix = found.pillars if kind == "pillar" else found.needs
            name = list(mix.shares)[id]
            self._open(one.text, [("posts", id) for id in mix.ids[name]])
        else:
            self.verb_figure_explain()

    def _open_part(self, part: Part) -> None:
        table = TABLES[part.code]
        marks = {(table, id): True for id in part.rows} | {(table, id): False for id in part.others}
        self._open(words.part(part.code), list(marks), None if part.code == "mix" else marks)

    def _open(self, title: str, keys: list[tuple[str, int]], good: dict[tuple[str, int], bool] | None = None) -> None:
        self.app.push_screen(FigureScreen(title, keys, good))

    def verb_figure_explain(self) -> None:
        """How the chosen row is reckoned."""
        one = self.body.chosen
        if one is None or self._seen is None:
            return
        kind, id = one.key
        if kind == "part":
            part = self._seen[0].parts[id]
            points = self._seen[0].points(part)
            blocks: list[Block] = [
                None,
                Words(words.definition(part.code), "bright"),
                None,
                Fact(_("here"), (bar.Part(words.fraction(part), "foreground"),)),
                Fact(_("earned"), (bar.Part(words.earned(part), "foreground"),)),
                Fact(_("adds"), (bar.Part("–" if points is None else figures.decimal(points, 1), "foreground"),)),
            ]
        else:
            blocks = [None, Words(_EXPLAINED[kind](), "bright"), None, Words(f"{one.name}  {one.text}", "muted")]
        self.open_panel(one.text if kind != "part" else words.part(self._seen[0].parts[id].code), blocks, rows=11)

    def verb_figure_before(self) -> None:
        """The day before."""
        self._go(self.day - timedelta(days=1))

    def verb_figure_after(self) -> None:
        """The day after, up to today."""
        self._go(self.day + timedelta(days=1))

    def _go(self, day: date) -> None:
        today = Ledger.day_of(self.session.desk)
        if day > today:
            self.warn(_("that day is still to come"))
            return
        self._day = None if day == today else day
        self.hold()
        self._reckon()

    def verb_go_score(self) -> None:
        """Here already: of all accounts."""
        if self._account:
            self._account = 0
            self.hold()
            self._reckon()


def _explained_pace() -> str:
    return _("Posts that went out of the target; what is still planned in the period are the slots that are left.")


def _explained_answered() -> str:
    return words.definition("in_time")


def _explained_mix() -> str:
    return words.definition("mix")


def _explained_board() -> str:
    return _("The score of the account's own posts and citizens; accounts are compared among those of like size.")


_EXPLAINED = {
    "pace": _explained_pace,
    "programme": _explained_pace,
    "answered": _explained_answered,
    "pillar": _explained_mix,
    "need": _explained_mix,
    "account": _explained_board,
}


def _ink(value: float | None) -> str:
    return "muted" if value is None else "success" if value >= 75 else "warning" if value >= 50 else "error"


def _share_ink(share: float | None) -> str:
    return "muted" if share is None else "success" if share >= 0.75 else "warning" if share >= 0.5 else "error"


def _short(pace: Pace) -> str:
    aim = "–" if pace.target is None else figures.number(pace.target)
    return f"{len(pace.published)}/{aim}{'!' if pace.behind else ''}"


def _pace(one: Pace) -> str:
    told = words.pace(len(one.published), one.target, len(one.ahead))
    return f"{words.period(one.period)} {told}{'!' if one.behind else ''}"


def _mixes(found: Aims) -> list[Title | Item]:
    entries: list[Title | Item] = []
    for kind, name, mix in (("pillar", _("Pillars"), found.pillars), ("need", _("Needs"), found.needs)):
        off = mix.deviation
        told = "" if off is None else _("{points} points off").format(points=figures.decimal(off, 1)) + " · "
        entries.append(Title(name, f"{told}{words.verdict(mix.verdict)} · n {figures.number(mix.posts)} "))
        entries += _mix(kind, mix)
    return entries


def _mix(kind: str, mix: Mix) -> list[Item]:
    names = labels.pillar if kind == "pillar" else labels.need
    return [
        Item(
            (kind, place),
            bar_of(mix.shares[name] / 100),
            names(name),
            (bar.Part(f"{words.per_cent(mix.shares[name]):>6}  {_('target')} {mix.wished[name]} % ", "foreground"),),
        )
        for place, name in enumerate(mix.shares)
    ]


def _standing(one: Standing) -> Item:
    in_time = one.score["in_time"].share
    rate = "–" if one.rate is None else f"{(one.formula or '').upper()} {words.per_cent(one.rate, 2)}"
    followers = "–" if one.followers is None else figures.short(one.followers)
    answered = words.per_cent(None if in_time is None else 100 * in_time)
    right = (bar.Part(f"{answered:>6}  {rate:>11}  {followers:>7} ", "foreground"),)
    name = f"{words.value(one.score.value):>3} {SHORT[one.account.platform]}"
    return Item(("account", one.account.id), name, label(one.account), right, "foreground", _ink(one.score.value))
