"""Penyunting konten: what a post is for, by what way it goes out, what it says; its preview and what it lacks."""

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk import editing
from desk.day import QueueItem
from desk.history import History
from domain.outcomes import Done
from domain.posts import Variant
from domain.readiness import may_remove
from screens import editor_fields as fields
from screens import facts
from screens.editor_fields import Shown
from screens.editor_rows import View, chain_parts, form_items, option_parts, preview_blocks, readiness_blocks
from screens.editor_writing import FieldsScreen
from screens.foot import place_at
from widgets.bar import Bar, Part, Wall
from widgets.form import Form, LineField, TextField
from widgets.page import Block, Heading, Page
from wording import _, figures, labels, results

TABS = ("form", "preview", "readiness")


class EditorScreen(FieldsScreen):
    """One post."""

    def __init__(self, post: int, variant: int = 0) -> None:
        super().__init__(post)
        self._channel = variant
        self._tab = "form"
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
        self.wire_fields()
        self._place()
        self.show()
        self.learn_titles()
        self.resume()
        self.ready()

    # What is edited

    def _variant(self, shown: Shown) -> Variant | None:
        """The variant of the channel that is looked at."""
        found = next((one for one in shown.variants if one.id == self._channel), None)
        return found or (shown.variants[0] if shown.variants else None)

    def chosen_item(self) -> QueueItem | None:
        """The post on the channel that is looked at, as they are stored."""
        shown = self.stored()
        if shown is None:
            return None
        variant, now = self._variant(shown), self.session.desk.now()
        account = self.session.plan.accounts.get(variant.account) if variant else None
        state = self.session.plan.stands(variant, now) if variant else "planned"
        delivery = self.session.plan.delivery(variant)
        return QueueItem(post=shown.post, variant=variant, account=account, moment=state, today=True, delivery=delivery)

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
            at_once=self.session.plan.may_go_now(item),
            by_api=bool(self.session.plan.by_api),
            by_itself=bool(item and item.delivery),
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
        view = self.view()
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
        owner = [Part(f"{labels.person(view.post.owner)}  ", "accent"), Part(_("rev {n}").format(n=view.post.rev))]
        self.query_one("#stand", Bar).show(chain_parts(view, variant), owner)
        self.query_one("#tabs", Bar).show(self._tab_parts(view))
        self.show_form(view)
        self.show_side(view)
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

    def show_form(self, view: View) -> None:
        """The form, and the field that is written over it."""
        self.form.show(form_items(view), self._chosen)
        self._chosen = self.form.chosen
        self.place_field()

    def show_side(self, view: View) -> None:
        """Preview, readiness and history, as far as they are in sight."""
        variant = self._variant(view.shown)
        blocks: list[Block] = []
        if self._wide or self._tab == "preview":
            blocks += [*preview_blocks(view, variant), None]
        if self._wide or self._tab == "readiness":
            blocks += [*readiness_blocks(view), None, Heading(_("History")), None]
            entries = self._history.deeds("posts", view.post.id)
            if variant:
                entries += self._history.deeds("variants", variant.id)
                entries += self._history.deeds("deliveries", variant.delivery) if variant.delivery else []
            newest = sorted({entry.id: entry for entry in entries}.values(), key=lambda entry: entry.id)[-12:]
            blocks += facts.history_blocks(newest, view.now, view.plan.zone)
        self.query_one("#side", Page).show(blocks, keep_place=True)

    def footer_parts(self) -> list[Part]:
        """While writing all keys write; while choosing the letters choose; else the verbs."""
        if self._choosing:
            return [Part(" "), *option_parts(self._choosing, self._picked, self.size.width - 14)]
        if self._typing:
            return [Part(" esc", "accent", True), Part(" " + _("leave the field; it is saved"), "muted")]
        return super().footer_parts()

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody changed something: show it; what is being typed stays as it is."""
        if changes.keys() & {"posts", "variants", "deliveries", "accounts", "settings", "programmes", "audit"}:
            if "programmes" in changes:
                self._programmes = fields.programmes(self.session.desk)
            self.show()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self.show()

    # Moving

    def go_to(self, key: str) -> None:
        """Choose a field; its channel is the one that is looked at."""
        self._chosen = key
        name, _colon, id = key.partition(":")
        if name in ("channel", "slot", "caption") and id:
            self._channel = int(id)
        self.show()

    def _move(self, step: int) -> None:
        if self._wide or self._tab == "form":
            self.go_to(self.form.beside(step))
        else:
            self.query_one("#side", Page).scroll_rows(step)

    def verb_down(self) -> None:
        """The next field."""
        self._move(1)

    def verb_up(self) -> None:
        """The field before."""
        self._move(-1)

    def verb_form_edit(self) -> None:
        """Write the chosen field, where the form is in sight."""
        if self._wide or self._tab == "form":
            super().verb_form_edit()

    def verb_back(self) -> None:
        """From a tab to the form, from the form back."""
        if self._wide or self._tab == "form":
            self.verb_quit()
        else:
            self.verb_tab("form")

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
        shown = self.stored()
        if shown and (variant := self._variant(shown)):
            at = (shown.variants.index(variant) + step) % len(shown.variants)
            self._channel = shown.variants[at].id
            self.show()

    def on_form_clicked(self, event: Form.Clicked) -> None:
        """A click chooses a field, unless one is being written."""
        if not self._typing:
            self.go_to(event.key)

    # Channels

    def added(self, account: int) -> None:
        """Let it go out on that account too."""
        desk, found = self.session.desk, self.session.plan.accounts.get(account)
        if found and (shown := self.stored()):
            self.act(
                lambda _rev: editing.add_channel(desk, self._post_id, found), "posts", shown.post, self._look_at_new
            )

    def _look_at_new(self, done: Done) -> None:
        self.go_to(f"slot:{max(done.changed['variants'])}")

    def verb_channel_remove(self) -> None:
        """Take the chosen channel off the post."""
        name, _colon, id = self._chosen.partition(":")
        shown, desk = self.stored(), self.session.desk
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
