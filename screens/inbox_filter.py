"""Limiting the inbox to what a query asks for: `l`, what may come next while it is typed, orders, views."""

import re
from typing import TYPE_CHECKING

from textual.geometry import Region

from desk import filters, views
from desk.finding import Listing
from domain.filters import Completion, Fault, Query, Vocabulary, completion, read
from domain.views import DIGITS
from screens import lines
from screens.foot import place_at
from screens.work import start
from widgets.bar import Bar, Part
from widgets.text import width
from wording import _, figures, results
from wording import filters as words

if TYPE_CHECKING:
    from screens.inbox_pane import InboxPane

ORDERS = ("", "deadline", "age", "likes")
_KEPT = re.compile(r"\s*([0-9]{1,3})\s+(.*)", re.DOTALL)


class InboxFilter:
    """The filters of one inbox. Every letter drops the answer to the one before."""

    def __init__(self, place: "InboxPane") -> None:
        self._place = place
        self._turn = 0
        self._asked = Query()
        self._home = 0, 0
        self._vocabulary: Vocabulary = words.vocabulary()
        self._tabbed = ("", Completion(0, 0, ()), 0)
        self._views: dict[int, views.Shown] | None = None
        self._numbers: dict[int, int] = {}

    # Typing

    def begin(self) -> None:
        """Ask for a query. Enter keeps what it finds; escape leads back to the very place where the admin was."""
        rows = self._place.inbox_list
        before = self._place.session.inbox.listing
        if not before.filter:
            self._home = rows.chosen, rows.above
        self._ask(words.line(before.filter), before, (rows.chosen, rows.above))

    def _ask(self, value: str, before: Listing, where: tuple[int, int], wrong: Fault | None = None) -> None:
        place, inbox, marks = self._place, self._place.session.inbox, self._place.marks
        self._asked = inbox.filter
        self._vocabulary = words.vocabulary(self._vocabulary.known)

        def back() -> None:
            self._turn += 1
            inbox.show(before)
            place.show_order(*where)
            place.restore_marks(marks)

        def left() -> None:
            self._hide()
            back()

        def typed(text: str) -> None:
            query, faults = read(text, self._vocabulary)
            self._offer(text, faults)
            if query == self._asked:
                return
            self._asked = query
            if query == before.filter:
                back()
                place.prompt.hint("")
            else:
                self._seek(query)

        def answer(text: str) -> None:
            self._hide()
            query, faults = read(text, self._vocabulary)
            if faults:
                self._ask(text, before, where, faults[0])
            elif query == before.filter:
                back()
            else:
                self.apply(query)

        async def opened() -> None:
            if place.focused is not place.prompt.field:
                return  # Enter or escape were typed ahead.
            if wrong:
                place.prompt.field.cursor_position = wrong.end
                self._say([Part(f" {words.fault(wrong)}", "warning", True)])
            else:
                self._offer_again()

        place.ask(_("limit"), answer, value=value, typed=typed, left=left, complete=self._complete, selected=False)
        place.call_later(opened)
        self._read_names(offer=wrong is None)

    def _read_names(self, *, offer: bool) -> None:
        """Find out whom and what there is to be offered, while the first letters are typed."""
        session = self._place.session

        async def run() -> None:
            known = await session.in_background(lambda: filters.known_names(session.desk, session.inbox.index))
            self._vocabulary = self._vocabulary._replace(known=known)
            place = self._place
            if offer and place.query("#candidates") and self._line.display and place.focused is place.prompt.field:
                self._offer_again()

        start(self._place, run, "names", exclusive=True)

    def _offer_again(self) -> None:
        """For the line as it stands: something may have been typed ahead, or names are known by now."""
        text = self._place.prompt.field.value
        self._offer(text, read(text, self._vocabulary)[1])

    def _offer(self, text: str, faults: list[Fault]) -> None:
        """Above the line: what the piece at the cursor may become, or what is wrong."""
        at = min(self._place.prompt.field.cursor_position, len(text))
        found = completion(text, at, self._vocabulary)
        begun = next((one for one in faults if one.start < at <= one.end), None)
        wrong = next((one for one in faults if one is not begun or not found.words), None)
        if wrong:
            self._say([Part(f" {words.fault(wrong)}", "warning", True)])
            return
        parts: list[Part] = []
        room = self._place.size.width - 12
        for number, word in enumerate(found.words):
            room -= width(word) + 2
            if room < 0:
                break
            parts.append(Part(f" {word} ", "foreground" if number else "accent", not number))
        self._say(parts, [Part("tab", "accent", True), Part(" " + _("completes") + " ")] if parts else [])

    def _complete(self, text: str) -> str:
        """The line with the piece at the cursor completed; once more: with the next that fits."""
        after, found, turn = self._tabbed
        if text == after and len(found.words) > 1:
            before, end = text[: found.start], found.start + len(found.words[turn])
            turn = (turn + 1) % len(found.words)
        else:
            found, turn = completion(text, self._place.prompt.field.cursor_position, self._vocabulary), 0
            before, end = text[: found.start], found.end
        if not found.words:
            return text
        line = before + found.words[turn] + text[end:]
        self._tabbed = line, found, turn
        return line

    @property
    def _line(self) -> Bar:
        """The line above the one that is typed."""
        place = self._place
        if not place.query("#candidates"):
            bar = Bar(on="dialog", id="candidates")
            bar.styles.layer = "over"
            place.mount(bar)
        return place.query_one("#candidates", Bar)

    def _say(self, left: list[Part], right: list[Part] | None = None) -> None:
        columns, rows = self._place.size
        self._line.show(left, right or [])
        place_at(self._line, Region(0, rows - 2, columns, 1))

    def _hide(self) -> None:
        self._line.display = False

    # Finding

    def _seek(self, query: Query) -> None:
        """Show what a query finds, and what similar words find when that is known too."""
        place, session = self._place, self._place.session
        inbox = session.inbox
        self._turn += 1
        turn = self._turn
        if query.words or query.without:
            place.read_texts_ahead()

        def dropped() -> bool:
            return turn != self._turn

        def show(found: Listing) -> None:
            inbox.show(found)
            place.show_rows(found.order[0] if found.order else 0, 0)
            place.await_rest()
            place.prompt.hint(lines.found(found))

        async def run() -> None:
            found = await session.in_background(lambda: inbox.finder.find(query, dropped=dropped))
            if found is None or dropped():
                return
            show(found)
            if query.words:
                wider = await session.in_background(lambda: inbox.finder.widened(found, dropped))
                if wider and wider.similar and not dropped():
                    show(wider)

        start(place, run, "filter", exclusive=True)

    def apply(self, query: Query, search: str = "") -> None:
        """List what a query asks for, and of that what holds the words of a search; without both the open comments.

        Keys that come meanwhile are for that.
        """
        place, inbox = self._place, self._place.session.inbox
        self._turn += 1
        if not inbox.filter and not inbox.query and query:
            self._home = place.inbox_list.chosen, place.inbox_list.above
        if query.words or query.without:
            place.read_texts_ahead()

        async def run() -> None:
            found = await place.session.in_background(lambda: inbox.finder.whole(query, search))
            inbox.show(found)
            if query or search:
                place.show_order(found.order[0] if found.order else 0, 0)
            elif place.inbox_list.chosen in found.order:
                place.show_order()
            else:
                place.show_order(*self._home)
            place.ready()

        place.hold()
        start(place, run, "arrange", exclusive=True)

    def end(self) -> None:
        """List the open comments again: where the chosen one is, or where the admin was before."""
        self.apply(Query())

    def next_order(self) -> None:
        """The same comments in the next order."""
        listing = self._place.session.inbox.listing
        query = listing.filter
        at = ORDERS.index(query.order) if query.order in ORDERS else 0
        self.apply(query._replace(order=ORDERS[(at + 1) % len(ORDERS)], reverse=False), listing.words)

    # Views

    @property
    def views(self) -> dict[int, views.Shown]:
        """What each digit stands for."""
        if self._views is None:
            self._views = views.shown(self._place.session.desk)
        return self._views

    def forget_views(self) -> None:
        """They were changed, or another language is spoken: read them again."""
        self._views = None

    def name_of(self, digit: int) -> str:
        """What a view is called, with how many comments it holds once they are counted."""
        view = self.views[digit]
        name = words.view_name(view.name, view.shipped)
        return f"{name} {figures.number(self._numbers[digit])}" if digit in self._numbers else name

    def count(self) -> None:
        """Count what the views hold, while the admin looks at their names."""
        place, inbox = self._place, self._place.session.inbox
        wanted = {digit: one.query for digit, one in self.views.items()}
        self._numbers = {}
        if any(query.words or query.without for query in wanted.values()):
            place.read_texts_ahead()
        self._turn += 1
        turn = self._turn

        def number() -> dict[int, int]:
            found = {digit: inbox.finder.number(query, lambda: turn != self._turn) for digit, query in wanted.items()}
            return {digit: n for digit, n in found.items() if n is not None}

        async def run() -> None:
            self._numbers = await place.session.in_background(number)
            if not place.focused:
                place.show_footer()

        start(place, run, "views", exclusive=True)

    def open_view(self, digit: int) -> None:
        """List what a view holds."""
        if digit in self.views:
            self.apply(self.views[digit].query)

    def keep_view(self, *, everybody: bool) -> None:
        """Ask for digit and name, then keep the filter."""
        place = self._place
        desk, query = place.session.desk, place.session.inbox.filter
        if not query:
            place.warn(results.refused("no_filter", {}))
            return

        free = next((digit for digit in DIGITS if digit not in self.views), DIGITS[-1])

        def answer(text: str) -> None:
            found = _KEPT.fullmatch(text)
            digit, name = (int(found[1]), found[2]) if found else (free, text.strip())
            if not found and (not name or name.isdecimal()):
                place.warn(results.refused("bad_digit", {"digit": name}))
                return
            place.carry_out(lambda _rev: views.keep(desk, digit, name, query, everybody=everybody))

        label = _("view for all") if everybody else _("view")
        place.ask(label, answer, value=f"{free} ", hint=_("digit and name: 6 air mati"))
