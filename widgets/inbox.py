"""The inbox: comments by priority, a row each, read from the store only when they are drawn."""

from collections.abc import Callable, Collection, Sequence

from textual.strip import Strip

from domain.accounts import SHORT
from domain.comments import Comment, is_open, owed
from widgets.line import Line
from widgets.rows import Rows
from widgets.text import cut, width
from wording import _, figures, labels

_SENTIMENT_INK = {"positive": "success", "neutral": "muted", "negative": "error", "unsure": "warning"}
_KIND_INK = {"emergency": "error", "personal_data": "warning", "hoax": "warning"}
_URGENT = 60 * 60_000
"""With less time than this left, the time takes the warning colour."""


class InboxList(Rows):
    """Comments in the order they are given.

    Attributes:
        order: ids, in the order of the list.
        now: the instant times are told from, in UTC milliseconds.
        seen: ids the admin has opened.
        marked: ids the admin has marked.
    """

    def __init__(
        self,
        fetch: Callable[[int], Comment | None],
        shown: Callable[[Comment], tuple[str, str]],
        alike: Callable[[Comment], int] = lambda _: 1,
        holder: Callable[[int], str] = lambda _: "",
        *,
        id: str | None = None,
    ) -> None:
        """`fetch` gives the comment of an id, `shown` the name and text anybody may see, `alike` how many say the same,
        `holder` which colleague has it open.

        All are called for each row drawn.
        """
        super().__init__(id=id)
        self._fetch = fetch
        self._alike = alike
        self._holder = holder
        self._shown = shown
        self._held: dict[int, str] = {}
        self.order: Sequence[int] = ()
        self.now = 0
        self.seen: set[int] = set()
        self.marked: Collection[int] = ()

    def count(self) -> int:
        """How many comments are listed."""
        return len(self.order)

    @property
    def chosen(self) -> int:
        """The id of the chosen comment; 0: the list is empty."""
        return self.order[self.cursor] if self.cursor < len(self.order) else 0

    def show(self, order: Sequence[int], now: int, chosen: int = 0, above: int | None = None) -> None:
        """List these comments; the chosen one stays chosen, and where it stands, if it is still among them.

        With `chosen` that one is, and stands `above` rows below the top.
        """
        kept = chosen or self.chosen
        self.order, self.now = order, now
        try:
            place = order.index(kept)
        except ValueError:
            place = min(self.cursor, max(0, len(order) - 1))
        self.reset(place, above)

    def repaint_ids(self, ids: set[int]) -> None:
        """Draw these comments again where they are visible."""
        for index in self.in_sight():
            if self.order[index] in ids:
                self.repaint(index)

    def repaint_held(self, ids: set[int]) -> set[int]:
        """Draw those of these comments again that somebody else has open now, or nobody any more; which those are.

        A lease that was only made longer draws nothing.
        """
        found = set()
        for index in self.in_sight():
            id = self.order[index]
            if (not ids or id in ids) and self._held.get(id, "") != self._holder(id):
                self.repaint(index)
                found.add(id)
        return found

    def tick(self, now: int) -> None:
        """Time has passed: draw the visible rows whose time left reads differently."""
        before, self.now = self.now, now
        for index in self.in_sight():
            comment = self._fetch(self.order[index])
            held = self._held.get(self.order[index], "")
            if comment and (_time(comment, before) != _time(comment, now) or held != self._holder(comment.id)):
                self.repaint(index)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """One comment: mark 2, sentiment 2, kind 10, author 13 (17), text, assignee, time left 8, platform 3."""
        comment = self._fetch(self.order[index])
        on = ("cursor" if self.active else "cursor-blur") if chosen else "background"
        line = self.line(on)
        if comment is None:
            return line.put("  " + _("(no longer there)"), "muted").strip()
        loud = chosen and self.active
        handled = not is_open(comment, self.now) or comment.id in self.seen
        name, text = self._shown(comment)
        self._left(line, comment, name, chosen, loud)
        text, plain = _shown_text(comment, text)
        quiet = handled or plain or bool(comment.assignee)
        whose = self._whose(comment)
        if (alike := self._alike(comment)) > 1:
            line.put(f"{self.signs.similar}{figures.short(alike)} ", "bright" if loud else "muted", bold=loud)
        room = line.left - 12 - (width(whose) + 1 if whose else 0)
        line.field(text, room, "bright" if loud else "muted" if quiet else "foreground", bold=loud)
        if whose:
            ink = "bright" if loud else "warning" if comment.id in self._held else "accent"
            line.gap(1, ink, bold=loud).put(whose, ink, bold=loud)
        time, urgency = _time(comment, self.now)
        line.field(time, 8, urgency or ("bright" if loud else "muted"), bold=loud or urgency == "error", right=True)
        line.gap(1, "bright" if loud else "muted", bold=loud)
        line.field(SHORT[comment.platform], 3, "bright" if loud else "muted", bold=loud)
        return line.strip()

    def _whose(self, comment: Comment) -> str:
        """Which colleague has it open, else whose it is."""
        holder = self._holder(comment.id)
        if not holder:
            self._held.pop(comment.id, None)
            return labels.person(comment.assignee)
        self._held[comment.id] = holder
        return cut(labels.opened_by(holder), 20)

    def _left(self, line: Line, comment: Comment, name: str, chosen: bool, loud: bool) -> None:
        mark = (self.signs.chosen if chosen else " ") + (self.signs.marked if comment.id in self.marked else " ")
        feeling = "bright" if loud else _SENTIMENT_INK[comment.sentiment]
        line.put(f"{mark}{self.signs.sentiment[comment.sentiment]} ", feeling, bold=loud)
        kind = "bright" if loud else _KIND_INK.get(comment.kind, "muted")
        line.field(labels.short_kind(comment.kind), 10, kind, bold=loud or comment.kind == "emergency")
        author = 17 if self.size.width >= 96 else 13
        line.field(name or _("(no name)"), author - 1, "bright" if loud else "muted", bold=loud)
        line.gap(1, "bright" if loud else "muted", bold=loud)

    def below(self, y: int) -> Strip:
        """Under the last comment: nothing; in an empty list: what to do first."""
        if not self.order:
            return self.empty_line(y)
        return self.line().strip()


def _shown_text(comment: Comment, text: str) -> tuple[str, bool]:
    """What the list shows, and whether it stands for the text: nobody has to read insults and spam all day."""
    if comment.kind == "abuse":
        return _("rough words hidden · enter opens"), True
    if comment.kind == "gambling_spam":
        return _("filtered · enter opens"), True
    return text or _("(no text)"), not text


def _time(comment: Comment, now: int) -> tuple[str, str]:
    """The time left for the first reply, and its colour where it is urgent."""
    if not owed(comment):
        return labels.short_comment_state(comment.state), ""
    left = _URGENT if comment.reply_due is None else comment.reply_due - now
    if comment.snoozed_until > now and left >= _URGENT:
        return _("aside"), ""
    if comment.reply_due is None:
        return "–", ""
    return figures.time_left(comment.reply_due, now), "error" if left < 0 else "warning" if left < _URGENT else ""
