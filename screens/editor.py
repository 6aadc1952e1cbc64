"""Penyunting konten: what a post is for, by what way it goes out, what it says; its preview and what it lacks.

A field is written in place. What is typed is kept as a draft of this admin's own while the keys rest, and stored in
the post when the field is left: one step, one entry in the history. Stores follow one another, each on the revision
the one before left behind, so nobody is in conflict with themselves.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.timer import Timer
from textual.widgets import Input, TextArea

from commands import State
from desk import editing
from desk.day import QueueItem
from desk.history import History
from domain.outcomes import Done
from domain.posts import Post, Variant, moment
from domain.readiness import may_remove, readiness
from screens import editor_fields as fields
from screens import facts
from screens.base import Work, place_at
from screens.editor_fields import Option, Shown
from screens.editor_rows import View, chain_parts, form_items, preview_blocks, readiness_blocks
from screens.verbs import PostVerbs
from widgets.bar import Bar, Part, Wall
from widgets.form import Form, LineField, TextField
from widgets.page import Block, Heading, Page
from wording import _, figures, labels, results

AUTOSAVE = 1.0
"""Seconds of rest after which what was typed is kept."""
DEBOUNCE = 0.2
"""Seconds of rest after which preview and readiness follow what is typed."""
TABS = ("form", "preview", "readiness")


class EditorScreen(PostVerbs):
    """One post."""

    DEFAULT_CSS = """
    EditorScreen LineField, EditorScreen TextField {
        display: none; border: none; padding: 0; background: $cursor; color: $bright; layer: over;
    }
    EditorScreen LineField:focus, EditorScreen TextField:focus { border: none; }
    EditorScreen TextField .text-area--cursor-line { background: transparent; }
    EditorScreen TextField .text-area--cursor { background: $accent; color: $background; }
    """

    def __init__(self, post: int, variant: int = 0) -> None:
        super().__init__()
        self._post_id = post
        self._channel = variant
        self._chosen = ""
        self._tab = "form"
        self._typing = ""
        self._first_text = ""
        self._choosing: list[Option] = []
        self._picked = 0
        self._revs: dict[tuple[str, int], int] = {}
        self._under_way = 0
        self._turn = asyncio.Lock()
        self._kept: set[str] = set()
        self._saved_at = 0
        self._due: Timer | None = None
        self._side_due: Timer | None = None
        self._programmes: dict[int, str] = {}
        self._history = History(self.session.desk)

    def compose(self) -> ComposeResult:
        """Where we are, how far the post is; the form; beside it preview, readiness, history."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Bar(on="panel", id="tabs")
        yield Form(id="editor-form")
        yield Wall(id="wall")
        yield Page(id="side")
        yield LineField(compact=True, select_on_focus=False, id="line")
        yield TextField(id="lines", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Show the post; go on where this admin was interrupted."""
        self.line_field.cursor_blink = self.text_field.cursor_blink = False
        self.line_field.left = self.text_field.left = self._leave_field
        self.line_field.submitted = self._submit_field
        self.line_field.stepped = self.text_field.stepped = self._step_field
        self._programmes = fields.programmes(self.session.desk)
        self._place()
        self.show()
        typed = editing.drafts_of(self.session.desk, self._post_id)
        self._kept = {draft.field for draft in typed}
        if typed:
            self._begin(typed[-1].field, typed[-1].text)
            self.warn(_("This was typed and never left; it is not in the post yet."))
        self.ready()

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

    # What is edited

    def _stored(self) -> Shown | None:
        plan = self.session.plan
        post = plan.posts.get(self._post_id)
        if post is None:
            return None
        order = list(plan.accounts)
        own = [one for one in plan.variants if one.post == post.id and one.account in plan.accounts]
        return Shown(post, sorted(own, key=lambda one: order.index(one.account)))

    def _view(self) -> View | None:
        """The post as it would be with what is being typed."""
        shown = self._stored()
        if shown is None:
            return None
        plan, now = self.session.plan, self.session.desk.now()
        if self._typing and not self._choosing:
            value = fields.value_of(self._typing, self._typed_text(), now, self._zone(shown))
            shown = fields.with_typed(shown, self._typing, value)
        elif self._choosing and self._typing != "add":
            shown = fields.with_typed(shown, self._typing, self._choosing[self._picked].value)
        found = readiness(shown.post, shown.variants, plan.accounts, plan.variants, now)
        return View(plan, shown, found, self._programmes, now, self.form.signs, self._typing)

    def _zone(self, shown: Shown) -> str:
        table, id = fields.target(self._typing or self._chosen)
        variant = next((one for one in shown.variants if table == "variants" and one.id == id), None)
        return self.session.plan.zone_of(self.session.plan.accounts.get(variant.account) if variant else None)

    def _variant(self, shown: Shown) -> Variant | None:
        """The variant of the channel that is looked at."""
        found = next((one for one in shown.variants if one.id == self._channel), None)
        return found or (shown.variants[0] if shown.variants else None)

    def chosen_item(self) -> QueueItem | None:
        """The post on the channel that is looked at, as they are stored."""
        shown = self._stored()
        if shown is None:
            return None
        variant, now = self._variant(shown), self.session.desk.now()
        account = self.session.plan.accounts.get(variant.account) if variant else None
        state = moment(variant, now) if variant else "planned"
        return QueueItem(post=shown.post, variant=variant, account=account, moment=state, today=True)

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        item = self.chosen_item()
        return State(
            place="post",
            chosen=item is not None,
            post_state=item.post.state if item else "",
            variant_state=item.variant.state if item and item.variant else "",
            published=bool(item and item.variant and item.variant.state in ("published", "withdrawn", "cancelled")),
            has_variant=bool(item and item.variant),
            can_undo=bool(self.session.desk.done),
        )

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        if self.is_mounted:
            self._place()
            self.show()

    @property
    def _wide(self) -> bool:
        return (self.size.width or self.app.size.width) >= 110

    def _place(self) -> None:
        columns, rows = self.size if self.size.area else self.app.size
        wide, top = self._wide, 2 if self._wide else 3
        side = (46 if columns < 160 else 60) if wide else 0
        body = Region(0, top, columns - side - 1 if wide else columns, rows - top - 1)
        regions = {
            "header": Region(0, 0, columns, 1),
            "stand": Region(0, 1, columns, 1),
            "tabs": Region() if wide else Region(0, 2, columns, 1),
            "editor-form": body if wide or self._tab == "form" else Region(),
            "wall": Region(body.right, 2, 1, rows - 3) if wide else Region(),
            "side": Region(body.right + 1, 2, side, rows - 3) if wide else body if self._tab != "form" else Region(),
            "footer": Region(0, rows - 1, columns, 1),
        }
        for name, region in regions.items():
            place_at(self.query_one(f"#{name}"), region)

    # What it says

    def show(self) -> None:
        """Draw all of it."""
        view = self._view()
        if view is None:
            self.warn(results.refused("gone", {}))
            return
        if not self._typing and not self._under_way:
            self._revs = {("posts", view.post.id): view.post.rev}
            self._revs |= {("variants", one.id): one.rev for one in view.shown.variants}
        variant = self._variant(view.shown)
        path = [Part(" Meja Humas › " + _("Queue") + " › "), Part(view.post.title or _("title?"), "bright", True)]
        state = labels.post_state(view.post.state)
        clock = figures.clock(self._saved_at, view.plan.zone) if self._saved_at else ""
        saved = [Part(" · " + _("saved {time}").format(time=clock), "success")] if clock else []
        self.query_one("#header", Bar).show(path, [Part(f"P{view.post.id}   "), Part(state, "foreground"), *saved])
        owner = [Part(f"{view.post.owner}  ", "accent"), Part(_("rev {n}").format(n=view.post.rev))]
        self.query_one("#stand", Bar).show(chain_parts(view, variant), owner)
        self.query_one("#tabs", Bar).show(self._tab_parts(view))
        self._show_form(view)
        self._show_side(view)
        self.show_footer()

    def _tab_parts(self, view: View) -> list[Part]:
        missing = sum(one.weight == "missing" for one in view.findings)
        names = {"form": _("Form"), "preview": _("Preview"), "readiness": _("Readiness")}
        parts: list[Part] = []
        for place, tab in enumerate(TABS, 1):
            here = tab == self._tab
            on = "cursor" if here else ""
            parts += [
                Part("▌" if here else " ", "accent", True, on),
                Part(f"{place} ", "accent", True, on),
                Part(names[tab] + " ", "bright" if here else "foreground", here, on),
                Part(f"{missing or ''}" if tab == "readiness" else "", "error", True, on),
                Part("  ", "muted", False, on),
            ]
        return parts

    def _show_form(self, view: View) -> None:
        self.form.show(form_items(view), self._chosen)
        self._chosen = self.form.chosen
        self._place_field()

    def _show_side(self, view: View) -> None:
        variant = self._variant(view.shown)
        blocks: list[Block] = []
        if self._wide or self._tab == "preview":
            blocks += [*preview_blocks(view, variant), None]
        if self._wide or self._tab == "readiness":
            blocks += [*readiness_blocks(view), None, Heading(_("History")), None]
            entries = self._history.of("posts", view.post.id)
            if variant:
                entries = [*entries, *self._history.of("variants", variant.id)]
            newest = sorted({entry.id: entry for entry in entries}.values(), key=lambda entry: entry.id)[-12:]
            blocks += facts.history_blocks(newest, view.now, view.plan.zone)
        self.query_one("#side", Page).show(blocks, keep_place=True)

    def footer_parts(self) -> list[Part]:
        """While writing all keys write; while choosing the letters choose; else the verbs."""
        if self._choosing:
            parts = [Part(" ")]
            for place, option in enumerate(self._choosing):
                here = place == self._picked
                parts += [Part(f"{option.letter} ", "accent", True)]
                parts += [Part(option.word, "bright" if here else "muted", here), Part("   ")]
            return parts
        if self._typing:
            return [Part(" esc", "accent", True), Part(" " + _("leave the field; it is saved"), "muted")]
        return super().footer_parts()

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody changed something: show it; what is being typed stays as it is."""
        if changes.keys() & {"posts", "variants", "accounts", "settings", "programmes", "audit"}:
            if "programmes" in changes:
                self._programmes = fields.programmes(self.session.desk)
            self.show()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self.show()

    # Moving

    def _go_to(self, key: str) -> None:
        self._chosen = key
        name, _colon, id = key.partition(":")
        if name in ("channel", "slot", "caption") and id:
            self._channel = int(id)
        self.show()

    def _move(self, step: int) -> None:
        if self._wide or self._tab == "form":
            self._go_to(self.form.beside(step))
        else:
            self.query_one("#side", Page).scroll_rows(step)

    def verb_down(self) -> None:
        """The next field."""
        self._move(1)

    def verb_up(self) -> None:
        """The field before."""
        self._move(-1)

    verb_form_next = verb_down
    verb_form_previous = verb_up

    def verb_page_down(self) -> None:
        """Ten fields on."""
        self._move(10)

    def verb_page_up(self) -> None:
        """Ten fields back."""
        self._move(-10)

    def verb_top(self) -> None:
        """The first field."""
        self._move(-1_000)

    def verb_bottom(self) -> None:
        """The last field."""
        self._move(1_000)

    def verb_tab(self, tab: str) -> None:
        """On a narrow screen: form, preview or readiness."""
        self._tab = tab
        self._place()
        self.show()

    def verb_channel_next(self) -> None:
        """Look at the next channel."""
        self._step_channel(1)

    def verb_channel_previous(self) -> None:
        """Look at the channel before."""
        self._step_channel(-1)

    def _step_channel(self, step: int) -> None:
        shown = self._stored()
        if shown and (variant := self._variant(shown)):
            at = (shown.variants.index(variant) + step) % len(shown.variants)
            self._channel = shown.variants[at].id
            self.show()

    def on_form_clicked(self, event: Form.Clicked) -> None:
        """A click chooses a field, unless one is being written."""
        if not self._typing:
            self._go_to(event.key)

    # Writing a field

    def verb_form_edit(self) -> None:
        """Write the chosen field, or choose its value."""
        key = self._chosen
        if key.startswith("channel:"):
            key = key.replace("channel", "caption")
        if key and (self._wide or self._tab == "form"):
            self._begin(key)

    def _begin(self, key: str, text: str | None = None) -> None:
        shown = self._stored()
        if shown is None:
            return
        self._tab = "form"
        self._place()
        self._go_to(key)
        if fields.is_choice(key):
            self._begin_choosing(key, shown)
            return
        self._first_text = fields.text_of(key, shown, self._zone(shown))
        text = self._first_text if text is None else text
        self._typing = key
        field: LineField | TextField
        if fields.is_area(key):
            field = self.text_field
            field.load_text(text)
            field.move_cursor(field.document.end)
        else:
            field = self.line_field
            field.value = text
            field.cursor_position = len(text)
        self._go_to(key)
        self.set_focus(field)
        self.show_footer()

    def _place_field(self) -> None:
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
        if view := self._view():
            self._show_form(view)
        for timer in (self._due, self._side_due):
            if timer:
                timer.stop()
        self._due = self.set_timer(AUTOSAVE, self._keep)
        self._side_due = self.set_timer(DEBOUNCE, self._show_side_soon)

    def _show_side_soon(self) -> None:
        if view := self._view():
            self._show_side(view)

    def _keep(self) -> None:
        """The keys rest: keep what was typed."""
        if self._typing and (text := self._typed_text()) != self._first_text:
            field, desk, id = self._typing, self.session.desk, self._post_id
            self._kept.add(field)
            self._in_turn(
                lambda: self._carry_out(lambda _rev: editing.keep_typed(desk, id, field, text), None, None, quiet=True)
            )

    def keep_drafts(self) -> None:
        """Keep what was typed, now: the line is cut."""
        if self._typing and not self._choosing and self._typed_text() != self._first_text:
            editing.keep_typed(self.session.desk, self._post_id, self._typing, self._typed_text())

    def _leave_field(self) -> None:
        field, text = self._typing, self._typed_text()
        self._typing = ""
        self.set_focus(None)
        for timer in (self._due, self._side_due):
            if timer:
                timer.stop()
        if shown := self._stored():
            value = fields.value_of(field, text, self.session.desk.now(), self._zone(shown))
            if text != self._first_text:
                self._store(field, value)
            elif field in self._kept:
                self._forget(field)
        self.show()

    def _submit_field(self) -> None:
        """Enter: leave the field, unless it says nothing that can be understood."""
        shown, now = self._stored(), self.session.desk.now()
        if shown and fields.value_of(self._typing, self._typed_text(), now, self._zone(shown)) is None:
            self.warn(results.refused("not_a_time", {}))
        else:
            self._leave_field()

    def _step_field(self, step: int) -> None:
        self._leave_field()
        self._move(step)

    # Choosing a value

    def _begin_choosing(self, key: str, shown: Shown) -> None:
        options = fields.options(key, self.session.plan, shown, self._programmes)
        if not options:
            return
        current = getattr(shown.post, key, None)
        self._picked = next((place for place, one in enumerate(options) if one.value == current), 0)
        self._typing, self._choosing = key, options
        self.show()

    def key(self, event: events.Key) -> None:
        """While choosing the letters and arrows choose; else a verb."""
        self._said = None if self._choosing else self._said
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
            self._add_channel(option.value)
        elif store and (shown := self._stored()) and getattr(shown.post, field) != option.value:
            self._store(field, option.value)
        self.show()

    # Storing, one after the other

    def _in_turn(self, work: Callable[[], Any]) -> None:
        async def run() -> None:
            async with self._turn:
                await work()

        self.run_worker(run(), group="commit", exit_on_error=False)

    def act(
        self,
        work: Work,
        table: str,
        record: Post | Variant,
        then: Callable[[Done], None] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """Carry out a use case once those before it are through, on the revision they left behind."""
        self._under_way += 1

        def done(outcome: Done) -> None:
            plan = self.session.plan
            if post := plan.posts.get(self._post_id):
                self._revs["posts", post.id] = post.rev
            self._revs |= {("variants", one.id): one.rev for one in plan.variants if one.post == self._post_id}
            if outcome.audit:
                self._saved_at = self.session.desk.now()
            if then:
                then(outcome)

        async def run() -> None:
            try:
                await self._carry_out(work, self._revs.get((table, record.id), record.rev), done, quiet=quiet)
            finally:
                self._under_way -= 1
                self.show()

        self._in_turn(run)

    def _store(self, field: str, value: Any) -> None:
        """Store a field, quietly unless that takes an approval back."""
        shown, desk, id = self._stored(), self.session.desk, self._post_id
        if shown is None:
            return
        table, variant = fields.target(field)
        record = next((one for one in shown.variants if one.id == variant), None) or shown.post

        def stored(outcome: Done) -> None:
            if outcome.params.get("voided"):
                self.say(results.done(outcome), fg="warning")
            if field in self._kept:
                self._forget(field)

        self.act(lambda rev: fields.store(desk, id, field, value, rev), table, record, stored, quiet=True)

    def _forget(self, field: str) -> None:
        self._kept.discard(field)
        desk, id = self.session.desk, self._post_id
        self._in_turn(
            lambda: self._carry_out(lambda _rev: editing.keep_typed(desk, id, field, None), None, None, quiet=True)
        )

    # Channels

    def _add_channel(self, account: int) -> None:
        desk, found = self.session.desk, self.session.plan.accounts.get(account)
        if found and (shown := self._stored()):
            self.act(
                lambda _rev: editing.add_channel(desk, self._post_id, found), "posts", shown.post, self._look_at_new
            )

    def _look_at_new(self, done: Done) -> None:
        self._go_to(f"slot:{max(done.changed['variants'])}")

    def verb_channel_remove(self) -> None:
        """Take the chosen channel off the post."""
        name, _colon, id = self._chosen.partition(":")
        shown, desk = self._stored(), self.session.desk
        if shown is None or name not in ("channel", "slot", "caption") or not id:
            self.warn(_("Choose a channel first."))
            return
        variant = next((one for one in shown.variants if one.id == int(id)), None)
        if variant and (refusal := may_remove(variant)):
            self.warn(results.refused(refusal, {}))
        elif variant:
            self.act(lambda rev: editing.remove_channel(desk, variant.id, rev=rev), "variants", variant)

    def verb_copy_address(self) -> None:
        """Copy where it was published."""
        item = self.chosen_item()
        self.copy_address(item.variant.url if item and item.variant else "")
