"""Searching the inbox while the admin types: `/`, the answers as they come, and the way back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.timer import Timer

from desk.finding import Listing
from screens import lines
from screens.work import start
from wording import _

if TYPE_CHECKING:
    from screens.inbox_pane import InboxPane

KEPT = 120.0
"""Seconds after the last search for which the texts stay in memory."""


class InboxSearch:
    """The searches of one inbox. Every letter drops the answer to the one before."""

    def __init__(self, place: "InboxPane") -> None:
        self._place = place
        self._words = ""
        self._turn = 0
        self._home: tuple[int, int, list[int]] = 0, 0, []
        self._leave: Timer | None = None

    def begin(self) -> None:
        """Ask for words. Enter keeps what was found; escape leads back to the very place where the admin was."""
        place, inbox, rows = self._place, self._place.session.inbox, self._place.inbox_list
        before, chosen, above, marks = inbox.listing, rows.chosen, rows.above, place.marks
        if not before.query:
            self._home = chosen, above, inbox.order

        def back() -> None:
            self._turn += 1
            inbox.show(before)
            place.show_order(chosen, above)
            place.restore_marks(marks)

        def typed(text: str) -> None:
            words = text.strip()
            if words == self._words:
                return
            self._words = words
            if words == before.query:
                back()
                place.prompt.hint("")
            else:
                self._seek(words)

        def answer(text: str) -> None:
            if text.strip() == before.query:
                back()
            else:
                self._find(text.strip())

        self._words = before.query
        self.read_ahead()
        place.ask(
            "/",
            answer,
            value=before.words,
            typed=typed,
            left=back,
            hint=_("words, a name, K812"),
        )

    def alike(self, group: int, then: Callable[[], None] | None = None) -> None:
        """List the comments that say the same, and go on with `then`; escape leads back to where the admin was."""
        inbox = self._place.session.inbox
        self._limit(lambda: inbox.alike(group), then)

    def review(self) -> None:
        """List what is to be reviewed; escape leads back to where the admin was."""
        self._limit(self._place.session.inbox.to_review)

    def _limit(self, listed: Callable[[], Listing], then: Callable[[], None] | None = None) -> None:
        place, inbox, rows = self._place, self._place.session.inbox, self._place.inbox_list
        if not inbox.query:
            self._home = rows.chosen, rows.above, inbox.order
        self._turn += 1

        async def run() -> None:
            found = await place.session.in_background(listed)
            inbox.show(found)
            here = rows.chosen in found.order or not found.order
            place.show_order(rows.chosen if here else found.order[0], 0)
            if then:
                then()
            place.ready()

        place.hold()
        start(place, run, "arrange", exclusive=True)

    def end(self) -> None:
        """List the open comments again: where the chosen one is, or where the admin was before the search."""
        self._find("")

    def read_ahead(self) -> None:
        """Read the texts while the first letters are being typed; give the memory back when nobody searches."""
        session, turn = self._place.session, self._turn

        async def read() -> None:
            await session.in_background(lambda: session.inbox.finder.read_texts(lambda: turn != self._turn))

        async def forget() -> None:
            await session.in_background(session.inbox.finder.forget_texts)

        start(self._place, read, "read texts", exclusive=True)
        if self._leave:
            self._leave.stop()
        self._leave = self._place.set_timer(KEPT, lambda: start(self._place, forget, "read texts", exclusive=True))

    def _seek(self, words: str) -> None:
        """Show what these words find, and what similar ones find when that is known too."""
        session = self._place.session
        inbox = session.inbox
        self._turn += 1
        turn = self._turn

        def dropped() -> bool:
            return turn != self._turn

        def find() -> Listing | None:
            return inbox.find(words, dropped) or (None if dropped() else inbox.unsearched())

        async def run() -> None:
            found = await session.in_background(find)
            if found is None or dropped():
                return
            self._show(found)
            wider = await session.in_background(lambda: inbox.finder.widened(found, dropped))
            if wider and wider.similar and not dropped():
                self._show(wider)

        start(self._place, run, "search", exclusive=True)

    def _show(self, listing: Listing) -> None:
        place = self._place
        place.session.inbox.show(listing)
        place.show_rows(listing.order[0] if listing.order else 0, 0)
        place.await_rest()
        place.prompt.hint(lines.found(listing) if listing.query else "")

    def _find(self, words: str) -> None:
        """Show what these words find; keys that come meanwhile are for that. No words: what was listed before."""
        place, inbox = self._place, self._place.session.inbox
        reviewed = inbox.listing.review
        self._turn += 1

        async def run() -> None:
            found = await place.session.in_background(lambda: inbox.search(words) or inbox.unsearched())
            inbox.show(found)
            if found.query:
                place.show_order(found.order[0] if found.order else 0, 0)
            elif place.inbox_list.chosen in found.order and not reviewed:
                place.show_order()
            else:
                self._go_home(found.order)
            place.ready()

        place.hold()
        start(place, run, "arrange", exclusive=True)

    def _go_home(self, order: list[int]) -> None:
        """Where the admin was before; where that one is no longer listed, the next one that is."""
        chosen, above, before = self._home
        listed = set(order)
        at = before.index(chosen) if chosen in before else 0
        nearest = next((id for id in (*before[at:], *before[:at][::-1]) if id in listed), chosen)
        self._place.show_order(nearest, above)
