"""How the fields of a post are written: in place, kept while they are typed, stored when they are left.

What is typed is kept as a draft of this admin's own while the keys rest, and stored in the post when the field is
left: one step, one entry in the history. Stores follow one another, each on the revision the one before left behind,
so nobody is in conflict with themselves.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.timer import Timer
from textual.widgets import Input, TextArea

from desk import checks, editing, history, restraint
from domain.outcomes import Done
from domain.posts import Post, Variant
from domain.readiness import readiness
from screens import editor_fields as fields
from screens.base import Work
from screens.editor_fields import Option, Shown
from screens.editor_rows import View
from screens.foot import place_at
from screens.verbs import PostVerbs
from screens.work import start
from widgets.form import Form, LineField, TextField
from widgets.panel import Panel
from wording import _, deeds, results
from wording.publishing import touches
from wording.titles import hint, reason
from wording.tone import sounds

AUTOSAVE = 1.0
"""Seconds of rest after which what was typed is kept."""
DEBOUNCE = 0.2
"""Seconds of rest after which preview and readiness follow what is typed."""


HEARD = 5_000
"""Characters of a text whose tone is listened to while it is written."""


class FieldsScreen(PostVerbs):
    """A place with a post's form, of which one field may be written."""

    DEFAULT_CSS = """
    FieldsScreen LineField, FieldsScreen TextField {
        display: none; border: none; padding: 0; background: $cursor; color: $bright; layer: over;
    }
    FieldsScreen LineField:focus, FieldsScreen TextField:focus { border: none; }
    FieldsScreen TextField .text-area--cursor-line { background: transparent; }
    FieldsScreen TextField .text-area--cursor { background: $accent; color: $background; }
    """

    def __init__(self, post: int) -> None:
        super().__init__()
        self._post_id = post
        self._chosen = ""
        self._typing = ""
        self._first_text = ""
        self._choosing: list[Option] = []
        self._picked = 0
        self._revs: dict[tuple[str, int], int] = {}
        self._under_way = 0
        self._turn = asyncio.Lock()
        self._kept: set[str] = set()
        self._unstored: dict[str, str] = {}
        self._saved_at = 0
        self._due: Timer | None = None
        self._side_due: Timer | None = None
        self._programmes: dict[int, str] = {}
        self._judge: checks.TitleJudge | None = None

    # What a place with fields must do

    def show(self) -> None:
        """Draw all of it. To be overridden."""
        raise NotImplementedError

    def show_form(self, view: View) -> None:
        """Draw the form. To be overridden."""
        raise NotImplementedError

    def show_side(self, view: View) -> None:
        """Draw what stands beside the form. To be overridden."""
        raise NotImplementedError

    def go_to(self, key: str) -> None:
        """Choose a field of the form. To be overridden."""
        raise NotImplementedError

    def added(self, account: int) -> None:
        """A channel was chosen to be added. To be overridden."""
        raise NotImplementedError

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one("#editor-form", Form)

    @property
    def line_field(self) -> LineField:
        """Where a line is typed."""
        return self.query_one("#line", LineField)

    @property
    def text_field(self) -> TextField:
        """Where several lines are typed."""
        return self.query_one("#lines", TextField)

    def wire_fields(self) -> None:
        """Say what enter, escape and tab do in them."""
        self.line_field.cursor_blink = self.text_field.cursor_blink = False
        self.line_field.left = self.text_field.left = self._leave_field
        self.line_field.submitted = self._submit_field
        self.line_field.stepped = self.text_field.stepped = self._step_field
        self._programmes = fields.programmes(self.session.desk)

    def resume(self) -> None:
        """Go on where this admin was interrupted while typing."""
        typed = editing.drafts_of(self.session.desk, self._post_id)
        self._kept = {draft.field for draft in typed}
        if typed:
            self.begin(typed[-1].field, typed[-1].text)
            self.warn(_("This was typed and never left; it is not in the post yet."))

    # What is edited

    def stored(self) -> Shown | None:
        plan = self.session.plan
        post = plan.posts.get(self._post_id)
        if post is None:
            return None
        order = list(plan.accounts)
        own = [one for one in plan.variants if one.post == post.id and one.account in plan.accounts]
        return Shown(post, sorted(own, key=lambda one: order.index(one.account)))

    def view(self, *, quick: bool = False) -> View | None:
        """The post as it would be with what is being typed. `quick`: without listening to its tone."""
        shown = self.stored()
        if shown is None:
            return None
        plan, now = self.session.plan, self.session.desk.now()
        if self._typing and not self._choosing:
            value = fields.value_of(self._typing, self._typed_text(), now, self._zone(shown))
            shown = fields.with_typed(shown, self._typing, value)
        elif self._choosing and self._typing != "add":
            shown = fields.with_typed(shown, self._typing, self._choosing[self._picked].value)
        found = readiness(shown.post, shown.variants, plan.accounts, plan.variants, now, plan.limits)
        lures, sounds = self._lures(shown.post.title), [] if quick else self._sounds(shown)
        return View(
            plan, shown, found, self._programmes, now, self.form.signs, self._typing, lures, sounds, self._chosen
        )

    def learn_titles(self) -> None:
        """Get ready to judge titles and tone; until then nothing is said of them."""

        async def run() -> None:
            self._judge = await self.session.in_background(checks.warm)
            if self.is_mounted and (view := self.view()):
                self.show_side(view)

        start(self, run, "titles", exclusive=True)

    def _lures(self, title: str) -> list[str]:
        said = self._judge(title) if self._judge else None
        return [f"{reason(why.code, why.piece)}; {hint(why.code)}" for why in said.reasons] if said else []

    def _sounds(self, shown: Shown) -> list[str]:
        """How the texts may sound to those who read them, and what in them touches on politics."""
        if self._judge is None:
            return []
        post = shown.post
        texts = [post.title, post.gist, post.caption, *(one.caption for one in shown.variants)]
        found = [
            sounds(one.tone, text[one.start : one.end])
            for text in texts
            for one in checks.tone(text[:HEARD])
            if one.tone != "shouting" or text is not post.title  # What judges titles tells that, too.
        ]
        if watched := restraint.watchlist(self.session.desk, "\n".join(texts)):
            found.insert(0, touches(watched))
        return list(dict.fromkeys(found))

    def _zone(self, shown: Shown) -> str:
        table, id = fields.target(self._typing or self._chosen)
        variant = next((one for one in shown.variants if table == "variants" and one.id == id), None)
        return self.session.plan.zone_of(self.session.plan.accounts.get(variant.account) if variant else None)

    # Writing a field

    def verb_form_edit(self) -> None:
        """Write the chosen field, or choose its value."""
        if self._chosen:
            self.begin(self._chosen.replace("channel:", "caption:"))

    def begin(self, key: str, text: str | None = None) -> None:
        """Write a field; `text` is what was typed into it before."""
        shown = self.stored()
        if shown is None:
            return
        if fields.is_choice(key):
            self._begin_choosing(key, shown)
            return
        self._typing = key
        self._first_text = fields.text_of(key, shown, self._zone(shown))
        text = self._first_text if text is None else text
        field: LineField | TextField
        if fields.is_area(key):
            field = self.text_field
            field.load_text(text)
            field.move_cursor(field.document.end)
        else:
            field = self.line_field
            field.value = text
            field.cursor_position = len(text)
        self.go_to(key)
        self.set_focus(field)
        self.show_footer()

    def place_field(self) -> None:
        """Lay the field over its place in the form."""
        field = self.text_field if fields.is_area(self._typing) else self.line_field
        for one in (self.line_field, self.text_field):
            if not self._typing or self._choosing or one is not field:
                one.display = False
        if self._typing and not self._choosing:
            spot = self.form.place_of(self._typing)
            place_at(field, spot.translate(self.form.region.offset if self.form.region.area else (0, 2)))

    def _typed_text(self) -> str:
        return self.text_field.text if fields.is_area(self._typing) else self.line_field.value

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter in a line."""
        self._heard()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Another letter in a text."""
        self._heard()

    def _heard(self) -> None:
        if not self._typing or self._choosing:
            return
        if view := self.view(quick=True):
            self.show_form(view)
        for timer in (self._due, self._side_due):
            if timer:
                timer.stop()
        self._due = self.set_timer(AUTOSAVE, self._keep)
        self._side_due = self.set_timer(DEBOUNCE, self._show_side_soon)

    def _show_side_soon(self) -> None:
        if view := self.view():
            self.show_side(view)

    def _keep(self) -> None:
        """The keys rest: keep what was typed."""
        if self._typing and (text := self._typed_text()) != self._first_text:
            self._kept.add(self._typing)
            self._keep_in_turn(self._typing, text)

    def keep_drafts(self) -> None:
        """Keep what was typed, now: the line is cut."""
        texts = dict(self._unstored)
        if self._typing and not self._choosing and self._typed_text() != self._first_text:
            texts[self._typing] = self._typed_text()
        for field, text in texts.items():
            editing.keep_typed(self.session.desk, self._post_id, field, text)

    def _leave_field(self) -> None:
        field, text = self._typing, self._typed_text()
        self._typing = ""
        self.set_focus(None)
        for timer in (self._due, self._side_due):
            if timer:
                timer.stop()
        if shown := self.stored():
            value = fields.value_of(field, text, self.session.desk.now(), self._zone(shown))
            if text != self._first_text:
                self._store(field, value, text)
            elif field in self._kept:
                self._forget(field)
        self.show()

    def _submit_field(self) -> None:
        """Enter: leave the field, unless it says nothing that can be understood."""
        shown, now = self.stored(), self.session.desk.now()
        if shown and fields.value_of(self._typing, self._typed_text(), now, self._zone(shown)) is None:
            self.warn(results.refused("not_a_time", {}))
        else:
            self._leave_field()

    def _step_field(self, step: int) -> None:
        self._leave_field()
        self.go_to(self.form.beside(step))

    # Choosing a value

    def _begin_choosing(self, key: str, shown: Shown) -> None:
        options = fields.options(key, self.session.plan, shown, self._programmes)
        if not options:
            return
        current = fields.chosen_of(key, shown.post)
        self._picked = next((place for place, one in enumerate(options) if one.value == current), 0)
        self._typing, self._choosing = key, options
        self.show()

    def key(self, event: events.Key) -> None:
        """While choosing the letters and arrows choose; else a verb."""
        self.said = None if self._choosing else self.said
        if not self._choosing:
            if event.key in ("left", "right") and fields.is_choice(self._chosen):
                self.verb_form_edit()
            else:
                super().key(event)
                return
        step = {"left": -1, "up": -1, "shift+tab": -1, "right": 1, "down": 1, "tab": 1}.get(event.key)
        letters = [option.letter for option in self._choosing]
        if step:
            self._picked = (self._picked + step) % len(self._choosing)
            self.show()
        elif event.character and event.character in letters:
            self._picked = letters.index(event.character)
            self._end_choosing(store=True)
        elif event.key in ("enter", "escape"):
            self._end_choosing(store=event.key == "enter" or self._typing != "add")

    def _end_choosing(self, *, store: bool) -> None:
        field, option = self._typing, self._choosing[self._picked]
        self._typing, self._choosing = "", []
        if field == "add" and store:
            self.added(option.value)
        elif store and (shown := self.stored()) and fields.chosen_of(field, shown.post) != option.value:
            self._store(field, option.value)
        self.show()

    # Storing, one after the other

    def _in_turn(self, work: Callable[[], Awaitable[None]]) -> None:
        """Carry something out once what was begun before it is through."""
        self._under_way += 1

        async def run() -> None:
            async with self._turn:
                try:
                    await work()
                finally:
                    self._under_way -= 1
            if self.is_attached:
                self.show()

        self.first(run)

    def act(
        self,
        work: Work,
        table: str,
        record: Post | Variant,
        then: Callable[[Done], None] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """Carry out a use case in its turn, on the revision that the one before left behind."""

        def done(outcome: Done) -> None:
            plan = self.session.plan
            self._revs |= {("variants", one.id): one.rev for one in plan.variants if one.post == self._post_id}
            if post := plan.posts.get(self._post_id):
                self._revs["posts", post.id] = post.rev
            if outcome.audit:
                self._saved_at = self.session.desk.now()
            if then:
                then(outcome)

        self._in_turn(lambda: self._carry_out(work, self._revs.get((table, record.id), record.rev), done, quiet=quiet))

    def _store(self, field: str, value: Any, text: str = "") -> None:
        """Store a field, quietly unless that takes an approval back. `text` is kept as a draft if it cannot be."""
        shown, desk, id = self.stored(), self.session.desk, self._post_id
        if shown is None:
            return
        table, variant = fields.target(field)
        record = next((one for one in shown.variants if one.id == variant), None) or shown.post
        if text and value is not None:
            self._unstored[field] = text

        def stored(outcome: Done) -> None:
            self._unstored.pop(field, None)
            if outcome.params.get("voided") or outcome.params.get("shut"):
                self.say(deeds.done(outcome), fg="warning")
            if field in self._kept:
                self._forget(field)

        self.act(lambda rev: fields.store(desk, id, field, value, rev), table, record, stored, quiet=True)

    def _forget(self, field: str) -> None:
        self._kept.discard(field)
        self._keep_in_turn(field, None)

    def _keep_in_turn(self, field: str, text: str | None) -> None:
        desk, id = self.session.desk, self._post_id
        self._in_turn(
            lambda: self._carry_out(lambda _rev: editing.keep_typed(desk, id, field, text), None, None, quiet=True)
        )

    def verb_undo(self) -> None:
        """Take back the last thing, once it is stored."""
        desk = self.session.desk
        self._in_turn(lambda: self._carry_out(lambda _rev: history.undo(desk), None, None))

    def verb_quit(self) -> None:
        """Leave, once everything is stored; what could not be stored stays a draft. Keys typed ahead go along."""
        if not self._under_way and not self._unstored:
            super().verb_quit()
            return
        self.hold()

        async def keep() -> None:
            for field, text in self._unstored.items():
                self._keep_in_turn(field, text)
            self._in_turn(leave)

        async def leave() -> None:
            if not self.query_one(Panel).display:
                self.app.pop_screen()
            self.ready()

        self._in_turn(keep)
