"""Sumber berita: the feeds, how they are, adding and removing them."""

from textual.app import ComposeResult
from textual.strip import Strip

from commands import State
from desk import news
from domain.news import Feed
from screens.foot import key_for
from screens.framed import ListScreen
from widgets.bar import Bar, Part
from widgets.rows import Rows
from wording import _, figures
from wording.failures import failure


class FeedList(Rows):
    """A feed a row: sign, title, how it is."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.feeds: list[Feed] = []
        self.now = 0
        self.zone = ""
        self.active = True

    def count(self) -> int:
        """How many feeds there are."""
        return len(self.feeds)

    @property
    def chosen(self) -> Feed | None:
        """The chosen feed."""
        return self.feeds[self.cursor] if self.cursor < len(self.feeds) else None

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """Mark, sign, title, state."""
        feed = self.feeds[index]
        line = self.line("cursor" if chosen else "background")
        ink = "error" if feed.error else "success" if feed.fetched_at else "muted"
        line.field(self.signs.chosen if chosen else "", 2, "bright", bold=chosen)
        line.field(self.signs.moment["missed" if feed.error else "published"], 2, ink, bold=bool(feed.error))
        line.field(feed.title or feed.url, line.left // 2, "bright" if chosen else "foreground", bold=chosen)
        return line.gap(2).put(self._state(feed), ink if feed.error else "muted").strip()

    def _state(self, feed: Feed) -> str:
        if feed.error:
            since = figures.when(feed.failing_since, self.now, self.zone)
            why = _("{why} (since {time})").format(why=failure(feed.error, feed.error_params), time=since)
            if feed.retry_at <= self.now:
                return why
            return f"{why} · " + _("again {time}").format(time=figures.when(feed.retry_at, self.now, self.zone))
        if not feed.fetched_at:
            return _("not fetched yet")
        return figures.ago(feed.fetched_at, self.now, self.zone)

    def below(self, y: int) -> Strip:
        """In an empty list: what to do first."""
        return self.line().strip() if self.feeds else self.empty_line(y)


class FeedsScreen(ListScreen):
    """The feeds behind the topics."""

    def compose(self) -> ComposeResult:
        """Where we are; how the chosen one is; the list."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield FeedList(id="feeds")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Show them."""
        self.rows.empty = [
            ("", _("No feeds yet.")),
            ("", ""),
            (key_for("add"), _("add the address of a feed or a site, or a name: antara, bmkg")),
            ("", ""),
            ("", _("For example a news outlet's, the weather office's, or a fact-checker's.")),
        ]
        self.place_frame()
        self._show()
        self.ready()

    @property
    def body(self) -> FeedList:
        """The list."""
        return self.rows

    @property
    def rows(self) -> FeedList:
        """The list."""
        return self.query_one("#feeds", FeedList)

    def _show(self) -> None:
        desk = self.session.desk
        self.rows.feeds, self.rows.now = news.feeds(desk), desk.now()
        self.rows.zone = self.session.plan.zone
        self.rows.reset(self.rows.cursor)
        self.show_path(_("Feeds"))
        self._show_stand()
        self.show_footer()

    def _show_stand(self) -> None:
        failing = sum(bool(feed.error) for feed in self.rows.feeds)
        stand = [Part(" " + _("{n} feeds").format(n=len(self.rows.feeds)), "foreground")]
        if failing:
            stand.append(Part("   " + _("{n} in trouble").format(n=failing), "error", True))
        chosen = self.rows.chosen
        self.query_one("#stand", Bar).show(stand, [Part(chosen.url if chosen else "", "muted")])

    def on_rows_moved(self) -> None:
        """Another one is chosen."""
        self._show_stand()

    def changed(self, changes: dict[str, set[int]]) -> None:
        """They were fetched, or somebody changed them."""
        self._show()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="feeds", chosen=self.rows.chosen is not None)

    def verb_add(self) -> None:
        """Add a feed by its address, its site's, or a short name."""
        known = news.short_names()

        def called(text: str) -> list[str]:
            return [name for name in known if name.startswith(text.casefold().strip())]

        def typed(text: str) -> None:
            self.prompt.hint(" ".join(called(text)[:8]) if "." not in text else "")

        def complete(text: str) -> str:
            return (called(text) or [text])[0]

        def answer(text: str) -> None:
            if text.strip():
                self.say(_("asking {address}").format(address=text.strip()), "·", "accent")
                self.carry_out(lambda _rev: news.add_feed(self.session.desk, text.strip()), slow=True)

        hint = _("address, or: {names}").format(names="antara bmkg turnbackhoax trends")
        self.ask(_("feed"), answer, typed=typed, complete=complete, hint=hint)

    def verb_remove(self) -> None:
        """Remove the chosen feed."""
        if feed := self.rows.chosen:
            self.carry_out(lambda _rev: news.remove_feed(self.session.desk, feed.id))

    def verb_feeds_refresh(self) -> None:
        """Ask all feeds for news now."""
        self.session.chores.refresh_feeds(force=True)

    def verb_search(self) -> None:
        """Find a feed by its title or address."""

        def answer(text: str) -> None:
            names = [f"{feed.title} {feed.url}".casefold() for feed in self.rows.feeds]
            found = next((at for at, name in enumerate(names) if text.casefold() in name), None)
            if found is None:
                self.warn(_("Nothing matches."))
            else:
                self.rows.choose(found)

        self.ask("/", answer)
