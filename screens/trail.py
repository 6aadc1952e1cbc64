"""Jejak: who did what, when, and from what to what; searched by admin, day, verb and record."""

from textual.app import ComposeResult
from textual.strip import Strip

from commands import State
from desk import trail
from desk.history import name_of
from domain.audit import AuditEntry, Change
from screens.framed import ListScreen
from screens.work import start
from widgets.bar import Bar, Part
from widgets.page import Block, Fact, Words
from widgets.rows import Rows
from wording import _, chain, deeds, fields, figures, labels, n_, results

TOLD = 40
"""Records of a bulk entry that are told one by one."""
_NAMING = ("title", "text", "name", "code", "value", "handle", "day", "key")
"""Fields that tell which record a new or a removed one is."""


class TrailList(Rows):
    """An entry a row; only those in sight are read."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ids: list[int] = []
        self.active = True

    def count(self) -> int:
        """How many entries there are."""
        return len(self.ids)

    @property
    def chosen(self) -> int:
        """The id of the chosen entry; 0: none."""
        return self.ids[self.cursor] if self.cursor < len(self.ids) else 0

    def show(self, ids: list[int]) -> None:
        """List these; the chosen one stays chosen where it is among them."""
        chosen, self.ids = self.chosen, ids
        self.reset(ids.index(chosen) if chosen in ids else 0)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """Time, admin, record, verb, and in short what changed."""
        line = self.line("cursor" if chosen else "background")
        line.field("›" if chosen else "", 2, "bright", bold=chosen)
        screen = self.screen
        if isinstance(screen, TrailScreen) and (entry := screen.entry(self.ids[index])):
            wide = self.size.width >= 110
            ink = "bright" if chosen else "foreground"
            line.field(screen.time_of(entry), 14 if wide else 13, "bright" if chosen else "muted", bold=chosen)
            line.field(labels.person(entry.by), 12 if wide else 9, "bright" if chosen else "accent", bold=chosen)
            line.field(screen.record_of(entry), 12 if wide else 7, ink, bold=chosen)
            line.field(deed(entry), 34 if wide else 24, ink, bold=chosen)
            line.put(screen.gist(entry), "bright" if chosen else "muted", bold=chosen)
        return line.strip()

    def below(self, y: int) -> Strip:
        """In an empty list: why it is empty."""
        return self.line().strip() if self.ids else self.empty_line(y)


class TrailScreen(ListScreen):
    """The audit trail, the newest entry first.

    Args:
        query: what it is limited to at first.
    """

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query

    def compose(self) -> ComposeResult:
        """Where we are; what is listed; the list."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield TrailList(id="trail")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Show it."""
        self.place_frame()
        self._search()

    @property
    def body(self) -> TrailList:
        """The list."""
        return self.rows

    @property
    def rows(self) -> TrailList:
        """The list."""
        return self.query_one("#trail", TrailList)

    # What it says

    def _show(self, ids: list[int]) -> None:
        self.rows.empty = [("", _("Nothing matches.") if self._query else _("Nothing was done yet."))]
        if self._query:
            self.rows.empty += [("", ""), ("esc", _("clears the search"))]
        self.rows.show(ids)
        self.show_path(_("Trail"))
        listed = n_("{n} entry", "{n} entries", len(ids)).format(n=figures.number(len(ids)))
        searched = [Part("   " + _("search: {query}").format(query=self._query), "accent")] if self._query else []
        hint = Part(_("/ searches: admin, deed, K812, P41, 22/11") + " ")
        self.query_one("#stand", Bar).show([Part(f" {listed}", "foreground"), *searched], [hint])
        self.show_footer()

    def entry(self, id: int) -> AuditEntry | None:
        """One entry."""
        return self.session.desk.store.repo("audit", AuditEntry).get(id)

    def time_of(self, entry: AuditEntry) -> str:
        """When it was done, in the agency's zone."""
        return figures.when(entry.at, self.session.desk.now(), self.session.plan.zone)

    def record_of(self, entry: AuditEntry) -> str:
        """The record, or the first of several."""
        main = _main(entry)
        return fields.record(name_of(self.session.desk, main)) if main else "–"

    def gist(self, entry: AuditEntry) -> str:
        """In short what changed: the first field from what to what, and how much there is beside it."""
        main = _main(entry)
        if main is None:
            told = [trail.discreet(value) for value in entry.params.values() if isinstance(value, str | int)]
            return ", ".join(map(str, told))
        changed = trail.field_changes(main)
        if main.before is None or main.after is None:
            text = next((self._value(main, one.field, one.after or one.before) for one in _by_name(changed)), "")
        else:
            text = self._pair(main, changed[0]) if changed else ""
        records = len({(one.table, one.id) for one in entry.changes if one.table == main.table})
        more = n_("{n} record", "{n} records", records).format(n=figures.number(records)) if records > 1 else ""
        return " · ".join(part for part in (more, text) if part)

    def _pair(self, change: Change, one: trail.FieldChange) -> str:
        before, after = (self._value(change, one.field, value) for value in (one.before, one.after))
        return f"{fields.name(one.field)}: {before} → {after}"

    def _value(self, change: Change, field: str, value: object) -> str:
        return fields.value(change.table, field, value, self.session.desk.now(), self.session.plan.zone)

    def _whole(self, entry: AuditEntry) -> list[Block]:
        zone = self.session.plan.zone
        blocks: list[Block] = [
            None,
            Fact(_("when"), (Part(figures.instant(entry.at, zone), "foreground"),)),
            Fact(_("who"), (Part(entry.by, "accent"),)),
            Fact(_("deed"), (Part(deed(entry), "bright", True),)),
        ]
        if merged := entry.params.get("merged_with"):
            blocks.append(Fact(_("merged"), (Part(_("with {who}'s change").format(who=labels.person(str(merged)))),)))
        for change in entry.changes[:TOLD]:
            what, changed = _fate(change), trail.field_changes(change)
            if not (changed or what):
                continue
            blocks += [
                None,
                Words(f"{fields.record(name_of(self.session.desk, change))}  {what}".rstrip(), "accent", True),
            ]
            for one in changed:
                before, after = (self._value(change, one.field, value) for value in (one.before, one.after))
                if before != after:
                    parts = (Part(before), Part("  →  ", "accent"), Part(after, "bright"))
                    blocks.append(Fact(fields.name(one.field), parts[2:] if change.before is None else parts))
        if rest := len(entry.changes[TOLD:]):
            blocks += [None, Words(n_("and {n} more", "and {n} more", rest).format(n=rest), "muted")]
        if not entry.changes:
            blocks += [Fact(name, (Part(str(trail.discreet(value))),)) for name, value in entry.params.items()]
        return blocks

    # Verbs

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="trail", chosen=bool(self.rows.chosen))

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody did something: it stands on top; the chosen entry stays chosen."""
        if self._query:
            self.rows.refresh()
        else:
            self._show(trail.entries(self.session.desk))

    def _search(self) -> None:
        desk, query = self.session.desk, self._query

        async def run() -> None:
            work = trail.matching if query else None
            found = await self.session.in_background(
                lambda: work(desk, query, deeds.verbs_with) if work else trail.entries(desk)
            )
            self._show(found)
            self.ready()

        self.hold()
        start(self, run, "trail", exclusive=True)

    def limit(self, query: str) -> None:
        """List only what fits those words."""
        self._query = query.strip()
        self._search()

    def verb_search(self) -> None:
        """Search the trail."""
        self.ask("/", self.limit, value=self._query, hint=_("admin, deed, K812, P41, 22/11"))

    def verb_open(self) -> None:
        """The whole entry."""
        if entry := self.entry(self.rows.chosen):
            blocks = self._whole(entry)
            title = f"{deed(entry)} · {self.record_of(entry)}"
            columns = min(self.size.width - 4, 100)
            self.open_panel(title, blocks, columns=columns, rows=len(blocks) + 5)

    def verb_trail_verify(self) -> None:
        """Whether all of it is as it was written, by what lies on the disk."""
        desk = self.session.desk

        async def run() -> None:
            try:
                report = await self.session.in_background(lambda: trail.verify_anew(desk))
            except Exception as error:
                self.session.note_trouble(error)
                self.warn(results.trouble(error))
                return
            outside = _("Not compared with the system's log: meja store verify --heads does that.")
            words = "\n".join([chain.verdict(report), *chain.remarks(report), outside])
            if report.finding:
                self.warn(words)
            else:
                self.say(words)

        self.say(_("checking the trail"))
        start(self, run, "verify", exclusive=True)

    def verb_go_trail(self) -> None:
        """It is here: all of it."""
        self.limit("")

    def verb_back(self) -> None:
        """Clear the search; else one step back."""
        if self._query:
            self.limit("")
        else:
            self.verb_quit()


def deed(entry: AuditEntry) -> str:
    """What was done; of a taking back, what was taken back."""
    words = deeds.verb(entry.verb)
    return f"{words}: {deeds.verb(str(of))}" if (of := entry.params.get("of")) else words


def _fate(change: Change) -> str:
    """What became of a record, where it is more than a change."""
    if change.redacted:
        return _("erased as the law asks")
    return _("new") if change.before is None else _("removed") if change.after is None else ""


def _main(entry: AuditEntry) -> Change | None:
    """The change that tells most: an answer is told by its comment, what is on its way by its channel."""
    telling = (one for one in entry.changes if one.table not in ("replies", "deliveries"))
    return next(telling, entry.changes[0] if entry.changes else None)


def _by_name(told: list[trail.FieldChange]) -> list[trail.FieldChange]:
    return sorted((one for one in told if one.field in _NAMING), key=lambda one: _NAMING.index(one.field))
