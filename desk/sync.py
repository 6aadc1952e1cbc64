"""Reading what citizens write, and sending what we publish and answer, through the platforms' interfaces.

For a timer, and for one open desk: `python -m desk.sync STORE ACTOR TOKENS` does it in a process of its own, never in
the way of who works. A lock lets one process at a time read; sending has its own. What came in reaches open desks as
another process's changes do.
"""

import os
import random
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

import store
from channels.platforms import PAUSES
from desk import apart, deliveries, measuring, sending
from desk.connections import by_api, connections, connectors, with_token
from desk.desk import Desk
from desk.receive.inflow import Inflow
from desk.receive.steps import Tally as Received
from desk.sending import Tally
from domain import outbox as rules
from domain.accounts import Account
from domain.comments import Comment
from domain.connections import Connection, Cost
from domain.outcomes import Done
from domain.text import storable
from domain.times import HOUR, MINUTE, day_bounds, day_of
from store import lock

if TYPE_CHECKING:
    from channels.contract import ChannelError, Connector, Page
    from channels.tokens import TokenFile

LOCK = "SYNC"
"""The file whose lock the reader holds."""
FIRST_PAUSE, LONGEST_PAUSE = MINUTE, 2 * HOUR
"""How long a failing platform is left alone, at first and at most."""
TURN = 20
"""So many pages of one account before the next has its turn: a flood on one must not silence the others."""
AT_ONCE = 20
"""Comments hidden in one run, at most: an act costs more of a quota than reading does."""
REMEMBERED = 50
_DETAIL = 300


class Told(msgspec.Struct, kw_only=True):
    """What became of one account."""

    account: int
    pages: int = 0
    new: int = 0
    changed: int = 0
    reopened: int = 0
    error: str = ""
    """A reason of `ChannelError`, or `no_token`, `tokens`, `budget`, `broken`; empty: it went well."""
    detail: str = ""
    retry_at: int = 0


class Synced(msgspec.Struct, kw_only=True):
    """What became of one run."""

    busy: bool = False
    """Another process is reading; nothing was read here."""
    accounts: list[Told] = []
    """Those that were asked."""
    posts: Tally = msgspec.field(default_factory=Tally)
    replies: Tally = msgspec.field(default_factory=Tally)


def due(desk: Desk, tokens: "TokenFile") -> bool:
    """Whether there is anything to read or to send now with this user's secrets. Asks nobody.

    Raises:
        channels.tokens.TokensRefused: the file of secrets cannot be used.
    """
    if desk.example or desk.read_only or desk.store.fault or not desk.store.documents("connections"):
        return False
    now, mine = desk.now(), with_token(desk, tokens)
    if _sends(desk, mine):
        return True
    reads, known = by_api(desk, "read"), connections(desk)
    return any(_may(known[id], account, now) for id, account in mine.items() if id in reads)


def _sends(desk: Desk, mine: Collection[int]) -> bool:
    """Whether something is to go out on one of these accounts now, or was left behind by who was sending it."""
    now = desk.now()
    away: list[rules.Outgoing] = [*desk.unsent.all(), *deliveries.unsent(desk)]
    if any(rules.is_left_behind(one, now) for one in away):
        return True
    if deliveries.due(desk, by_api(desk, "publish").intersection(mine), now):
        return True
    answers = by_api(desk, "reply").intersection(mine)
    waits = (one for one in desk.unsent.all() if one.account in answers)
    return any(rules.is_due(one, now) or rules.is_to_be_asked(one, now) or one.state == "sending" for one in waits)


def _may(connection: Connection, account: Account, now: int) -> bool:
    """Whether its time has come: what failed has a time of its own, what was not finished goes on."""
    rests = not connection.error and connection.read_at and connection.read_at == connection.tried_at
    return connection.retry_at <= now and not (rests and now - connection.tried_at < PAUSES[account.platform])


def run(
    desk: Desk,
    tokens: "TokenFile",
    *,
    force: bool = False,
    only: Collection[int] = (),
    stop: Callable[[], bool] = lambda: False,
) -> Synced:
    """Send what waits, then read what is new, the newest first; what has to go out meanwhile does not wait for the end.
    Blocks: for processes and worker threads.

    Args:
        force: ask before an account's time has come; never before a platform that asked for patience is due.
        only: these accounts alone.
        stop: asked before each page and reply: whether to leave it at that.

    Raises:
        store.StoreError: something could not be stored.
        channels.tokens.TokensRefused: the file of secrets cannot be used.
    """
    done = Synced()
    _send(desk, tokens, done, stop)
    with lock.sole(desk.store.path, LOCK) as alone:
        if not alone:
            done.busy = True
            return done
        readers = _readers(desk, tokens, force, only)
        done.accounts = [one.told for one in readers]
        if not readers:
            return done
        inflow = Inflow(desk)
        try:
            for _done in _by_turns(readers, inflow, stop):
                if _sends(desk, with_token(desk, tokens)):
                    _send(desk, tokens, done, stop)
        finally:
            inflow.close()
    return done


def _send(desk: Desk, tokens: "TokenFile", done: Synced, stop: Callable[[], bool]) -> None:
    answering, publishing = connectors(desk, tokens, "reply"), connectors(desk, tokens, "publish")
    report = sending.send_due(desk, answering, desk.now(), publishers=publishing, stop=stop)
    done.posts.add(report.posts)
    done.replies.add(report.replies)
    for able in (answering, publishing):
        for account, connector in able.items():
            if connector.spent != Cost() and (connection := connections(desk).get(account)):
                _note(desk, connection, _charged(desk, connection, connector))


def _readers(desk: Desk, tokens: "TokenFile", force: bool, only: Collection[int]) -> "list[_Reader]":
    now, known = desk.now(), connections(desk)
    accounts = {one.id: one for one in desk.accounts()}
    found = []
    for id, connector in connectors(desk, tokens, "read").items():
        connection, account = known[id], accounts[id]
        hurried = force and (connection.retry_at <= now or connection.error not in ("limited", "budget"))
        if (not only or id in only) and (hurried or _may(connection, account, now)):
            found.append(_Reader(desk, account, connection, connector))
    return found


def _by_turns(readers: "list[_Reader]", inflow: Inflow, stop: Callable[[], bool]) -> Iterator[None]:
    """All there is to do, question by question: a slow platform may take half a minute for each."""
    waiting = list(readers)
    while waiting:
        reader = waiting.pop(0)
        for _ in range(TURN):
            if stop():
                return
            more = reader.read(inflow)
            yield
            if not more:
                break
        else:
            waiting.append(reader)
    for one in readers:
        one.hide_what_waits()
        yield
        one.measure()
        yield


class _Reader:
    """One account in one run."""

    def __init__(self, desk: Desk, account: Account, connection: Connection, connector: "Connector") -> None:
        self._desk = desk
        self._account = account
        self._connection = connection
        self._connector = connector
        self.told = Told(account=account.id)

    def read(self, inflow: Inflow) -> bool:
        """Read one page; whether there is more."""
        from channels.contract import ChannelError

        if refused := self._over_budget():
            return self._failed("budget", "", refused)
        try:
            page = self._connector.pull(self._connection.cursor)
        except ChannelError as error:
            return self._channel_failed(error)
        except Exception as error:
            return self._failed("broken", type(error).__name__, None)
        return self._take(page, inflow)

    def _take(self, page: "Page", inflow: Inflow) -> bool:
        fields = {"cursor": page.cursor, **self._well(page.more), **self._charged()}

        def noted(tally: Received) -> dict[str, Any]:
            return fields | {"received": self._connection.received + tally.new}

        outcome, tally = inflow.take(self._account, self._connection.id, page, noted)
        if not isinstance(outcome, Done):
            return False  # The account was removed meanwhile.
        told = self.told
        told.pages += 1
        told.new, told.changed = told.new + tally.new, told.changed + tally.changed
        told.reopened += tally.reopened
        self._keep(noted(tally))
        return page.more

    def _well(self, more: bool) -> dict[str, Any]:
        now = self._desk.now()
        well: dict[str, Any] = {"error": "", "error_detail": "", "failures": 0, "retry_at": 0, "tried_at": now}
        return well if more else well | {"read_at": now}

    def _channel_failed(self, error: "ChannelError") -> bool:
        reason = error.code if error.code in ("no_token",) else error.reason
        return self._failed(
            "unreachable" if reason == "unknown" else reason, error.detail or error.code, error.retry_at
        )

    def _failed(self, reason: str, detail: str, retry_at: int | None) -> bool:
        from channels.transport import backoff

        now, failures = self._desk.now(), self._connection.failures + 1
        pause = backoff(failures, random.random(), FIRST_PAUSE, LONGEST_PAUSE)
        at = max(retry_at or 0, now + (pause if retry_at is None else 0))
        fields = {
            "error": reason,
            "error_detail": storable(detail, _DETAIL),
            "failures": failures,
            "retry_at": at,
            "tried_at": now,
            **self._charged(),
        }
        _note(self._desk, self._connection, fields)
        self._keep(fields)
        self.told.error, self.told.detail, self.told.retry_at = reason, fields["error_detail"], at
        return False

    def hide_what_waits(self) -> None:
        """Carry out what admins decided about hiding, where the interface can."""
        from channels.contract import ChannelError

        if self._connector.capabilities().hide != "api" or self.told.error:
            return
        for comment in to_be_hidden(self._desk, self._connection)[:AT_ONCE]:
            try:
                self._connector.hide(comment.platform_id, comment.hidden)
            except ChannelError as error:
                if error.reason != "refused":
                    self._channel_failed(error)
                    return
                refused = (*self._connection.not_hidden, comment.id)[-REMEMBERED:]
                _note(self._desk, self._connection, {"not_hidden": refused})
                self._connection = msgspec.structs.replace(self._connection, not_hidden=refused)
                continue
            with self._desk.step("comment.hidden_there", audit="none") as step:
                step.update("comments", comment.id, {"platform_hidden": comment.hidden})

    def measure(self) -> None:
        """Ask for numbers, where it is time for that."""
        from channels.contract import ChannelError

        now = self._desk.now()
        by_hand = self._account.id not in by_api(self._desk, "metrics")
        if by_hand or self.told.error or now - self._connection.measured_at < measuring.EVERY:
            return
        variants = measuring.to_be_measured(self._desk, self._account.id)
        try:
            told = self._connector.metrics([one.url for one in variants])
        except ChannelError as error:
            if error.reason == "refused":  # Reading goes on without numbers.
                _note(self._desk, self._connection, {"measured_at": now, **self._charged()})
            else:
                self._channel_failed(error)
            return
        measuring.keep(self._desk, self._account, self._connection.id, variants, told)
        _note(self._desk, self._connection, self._charged())

    def _over_budget(self) -> int | None:
        """When this account may be asked again, where it has spent what it may today."""
        connection, spent = self._connection, self._charged()["spent"]
        budget = connection.budget
        over = (budget.units and spent.units >= budget.units) or (budget.micros and spent.micros >= budget.micros)
        zone = self._connector.zone
        return day_bounds(day_of(self._desk.now(), zone), zone)[1] if over else None

    def _charged(self) -> dict[str, Any]:
        return _charged(self._desk, self._connection, self._connector)

    def _keep(self, fields: dict[str, Any]) -> None:
        self._connection = msgspec.structs.replace(self._connection, **fields)
        self._connector.spent = Cost()


def _charged(desk: Desk, connection: Connection, connector: "Connector") -> dict[str, Any]:
    """What the connection has spent today, with what the connector has spent since it was last asked."""
    today = day_of(desk.now(), connector.zone).isoformat()
    before = connection.spent if connection.spent_on == today else Cost()
    return {"spent": before + connector.spent, "spent_on": today}


def _note(desk: Desk, connection: Connection, fields: dict[str, Any]) -> None:
    with desk.step("connection.noted", audit="none") as step:
        step.update("connections", connection.id, fields)


def to_be_hidden(desk: Desk, connection: Connection) -> list[Comment]:
    """Comments of which an admin's word is not carried out yet on the platform; those of before there was a connection
    were hidden by hand."""
    found, account, refused = desk.store.repo("comments", Comment), connection.account, frozenset(connection.not_hidden)
    ids = [
        id
        for id, row in found.rows(_Hidden)
        if row.account == account and row.hidden != row.platform_hidden and not row.gone_at and id not in refused
    ]
    comments = (comment for id in ids if (comment := found.get(id)))
    return [one for one in comments if one.received_at >= connection.made_at]


class _Hidden(msgspec.Struct, gc=False):
    account: int = 0
    hidden: bool = False
    platform_hidden: bool = False
    gone_at: int = 0


def start(desk: Desk, tokens: Path) -> bool:
    """Do it in a process of its own, and wait for the end; whether it went well. Not for the thread that draws."""
    return apart.run("desk.sync", os.path.abspath(desk.store.path), desk.actor, str(tokens)).returncode == 0


def main(path: str, actor: str, tokens: str) -> int:
    """One run for an open desk; the exit code."""
    from channels.tokens import TokenFile, TokensRefused

    os.nice(5)
    try:
        with apart.desk_at(path, actor) as desk:
            run(desk, TokenFile(Path(tokens)))
    except (store.StoreError, OSError, TokensRefused):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
