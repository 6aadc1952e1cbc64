"""The queue on the desk: what is to be published today, and what is done to it."""

from desk import editing, posts
from desk.day import QueueItem
from domain.accounts import label
from domain.outcomes import Done
from screens import lines
from screens.panes import Panes
from screens.verbs import PostVerbs
from wording import _, figures, labels


class QueuePane(Panes, PostVerbs):
    """What was planned.

    Attributes:
        items: what is listed, by the id of its row.
    """

    def __init__(self) -> None:
        super().__init__()
        self.items: dict[int, QueueItem] = {}

    def chosen_item(self) -> QueueItem | None:
        row = self.queue_list.chosen
        return self.items.get(row.id) if row else None

    def show_queue(self) -> None:
        """List today's queue."""
        plan, desk = self.session.plan, self.session.desk
        items = plan.queue()
        signs, now = self.queue_list.signs, desk.now()
        self.queue_list.empty = lines.empty_queue()
        rows = [lines.queue_row(plan, item, now, signs) for item in items]
        self.items = {row.id: item for row, item in zip(rows, items, strict=True)}
        mix = plan.mix()
        self.queue_list.foot = (
            [(labels.pillar(pillar), mix.shares[pillar], goal) for pillar, goal in plan.wished.items()]
            if mix.posts >= 12
            else []
        )
        self.queue_list.show(rows, figures.clock(desk.now(), plan.zone))

    def queue_counts(self) -> tuple[int, int, int]:
        states = [item.moment for item in self.items.values() if item.variant and item.today]
        late = sum(item.moment == "missed" for item in self.items.values())
        return states.count("published"), len(states), late

    def add_post(self) -> None:
        desk, plan = self.session.desk, self.session.plan
        accounts = list(plan.accounts.values())

        def read(text: str) -> posts.QuickPost:
            return posts.read_quick_post(text, accounts, desk.now(), plan.zone)

        def typed(text: str) -> None:
            quick = read(text)
            named = [label(one) for one in (quick.account, *quick.others) if one]
            account = ", ".join(named) or _("account?")
            zone = plan.zone_of(quick.account)
            time = figures.when(quick.slot_at, desk.now(), zone) if quick.slot_at else _("time?")
            self.prompt.hint(f"{account} · {time} · {quick.title or _('title?')}")

        def answer(text: str) -> None:
            if text.strip():
                self.carry_out(lambda _rev: posts.add_post(desk, read(text)), then=self._choose_new_post)
            else:
                self.carry_out(
                    lambda _rev: editing.new_draft(desk), then=lambda done: self.edit_post(int(done.params["post"]))
                )

        self.ask(_("new post"), answer, typed=typed, hint=_("ig 09.30 title   enter opens an empty draft"))

    def _choose_new_post(self, done: Done) -> None:
        variants = done.changed.get("variants", ())
        row = next((at for at, row in enumerate(self.queue_list.rows) if row.id in variants), None)
        if row is not None:
            self.queue_list.choose_row(row)
