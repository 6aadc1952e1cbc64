"""What the platforms bring in: page after page, each one transaction with how far reading has come."""

from collections.abc import Callable
from typing import Any

import msgspec

from channels.contract import Page
from desk.desk import Desk, Step
from desk.receive.comments import Comments
from desk.receive.index import Index
from desk.receive.owners import Owners
from desk.receive.similar import Similar
from desk.receive.steps import Tally
from domain.accounts import Account
from domain.comments import Comment
from domain.outcomes import Outcome


class _Shown(msgspec.Struct, gc=False):
    platform_id: str = ""
    hidden: bool = False
    platform_hidden: bool = False
    gone_at: int = 0
    state: str = "new"


class Inflow:
    """Brings in pages for one run. It reads the whole store once, and then what changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._index = Index(desk)
        self._similar = Similar(desk)

    def close(self) -> None:
        """No more pages will come."""
        self._index.close()

    def take(
        self, account: Account, connection: int, page: Page, noted: Callable[[Tally], dict[str, Any]]
    ) -> tuple[Outcome, Tally]:
        """Bring a page in, and store with it what is new about the connection."""
        desk, tally = self._desk, Tally()
        owners = Owners(desk, account=str(account.id))
        comments = sorted({one.platform_id: one for one in page.comments}.values(), key=owners.wrote)
        receiver = Comments(desk, owners, tally, comments, similar=self._similar, index=self._index)
        receiver.load()
        receiver.prepare(comments)
        seq = desk.store.seq
        with desk.step("comment.sync", audit="summary", platform=account.platform, account=account.id) as step:
            if desk.store.seq != seq:  # Somebody has committed since: what they brought in is not new.
                receiver.load()
            for item in comments:
                receiver.take(step, item)
            self._fates(step, account, page, tally)
            step.update("connections", connection, noted(tally))
            step.params.update(new=tally.new, changed=tally.changed)
            if tally.reopened:
                step.params["reopened"] = tally.reopened
        return step.outcome, tally

    def _fates(self, step: Step, account: Account, page: Page, tally: Tally) -> None:
        """What the platform says it hid or lost. What is merely absent stays as it is."""
        told = {**page.hidden, **dict.fromkeys(page.gone)}
        if not told:
            return
        keys = {(account.platform, id) for id in told}
        ids = self._index.comments(keys, ())
        for id, row in self._desk.store.repo("comments", Comment).rows(_Shown, ids):
            fields: dict[str, Any] = {}
            if row.platform_id in page.gone and not row.gone_at:
                fields["gone_at"] = step.at
                if row.state == "new":
                    fields |= {"state": "no_reply", "state_reason": "deleted"}
            hidden = page.hidden.get(row.platform_id)
            if hidden is not None and hidden != row.platform_hidden:
                fields["platform_hidden"] = hidden
                if row.hidden == row.platform_hidden:  # An admin's word that is not carried out yet stands.
                    fields |= {"hidden": hidden, "hidden_reason": "other" if hidden else ""}
            if fields:
                step.update("comments", id, fields)
                tally.changed += 1
