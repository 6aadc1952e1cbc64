"""Comments that came by hand: what a pasted thread or a typed text holds, looked at by an admin, then stored."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from channels import pasting
from desk import archive
from desk.desk import Desk
from desk.receive import twins
from desk.receive.comments import Comments
from desk.receive.owners import Owners
from desk.receive.steps import Tally
from domain import times
from domain.accounts import Account, plain_handle
from domain.comments import Comment, Reply
from domain.incoming import IncomingComment
from domain.outcomes import Outcome
from domain.text import storable
from domain.times import DAY


class Row(pasting.Pasted, kw_only=True):
    """A comment of a paste beside what the store holds.

    Attributes:
        ours: an account of ours wrote it, so it will be a reply.
        answers: index of the row it answers; -1: none that is known.
        known: the store, or an earlier row, has it: it will not be stored again.
        dropped: the admin, or the lack of a text, says that it stays outside.
        platform_id: the id it has in the store, or will have there.
    """

    ours: bool = False
    answers: int = -1
    known: bool = False
    dropped: bool = False
    platform_id: str = ""


class Thread(msgspec.Struct, kw_only=True):
    """What a paste holds: its rows in order; whether there is more than is read at once."""

    rows: list[Row] = []
    cut: bool = False


class _Stored(msgspec.Struct, gc=False):
    """What tells a stored comment or reply from others."""

    platform: str = ""
    platform_id: str = ""
    parent: str = ""
    author: str = ""
    handle: str = ""
    text: str = ""
    written_at: int = 0
    state: str = ""
    comment: int = 0


def read(desk: Desk, account: Account, text: str) -> Thread:
    """The comments in a text, written to that account, and which of them the store has. Reads all comments."""
    paste = pasting.read(text, account.platform, _clock(desk, account))
    rows = [Row(**{name: getattr(one, name) for name in one.__struct_fields__}) for one in paste.comments]
    compare(desk, account, rows)
    for row in rows:
        row.dropped = not row.text or (row.ours and row.answers < 0)
    return Thread(rows=rows, cut=paste.cut)


def read_time(desk: Desk, account: Account, text: str) -> pasting.When | None:
    """A time that an admin typed: "2 jam", "09.30", "kemarin 14.00", "22 Nov 09.30"; None: it is none."""
    return pasting.when(text, _clock(desk, account))


def compare(desk: Desk, account: Account, rows: list[Row]) -> None:
    """Say anew of each row whose it is, what it answers and whether the store has it."""
    ours = {plain_handle(account.handle), plain_handle(account.name)} - {""}
    zone = desk.zone(account)
    for place, row in enumerate(rows):
        mine = twins.names(row.author, row.handle)
        row.ours = not mine.isdisjoint(ours) or (row.owner and not row.handle)
        row.answers = _answered(rows, place)
        at = times.to_ms(row.written, zone)
        day = times.day_of(at, zone)
        row.platform_id = twins.made_up_id(account.platform, row.author, row.handle, row.text, day)
    comments = _comments_like(desk, account, rows, zone)
    _replies_like(desk, account, rows, comments)
    archived = archive.known(desk, [(account.platform, row.platform_id) for row in rows])
    seen: set[str] = set()
    for row in rows:
        row.known = row.known or row.platform_id in seen or (account.platform, row.platform_id) in archived
        seen.add(row.platform_id)


def store(desk: Desk, account: Account, rows: list[Row]) -> Outcome:
    """Store the rows that are neither known nor dropped: one transaction, one audit entry, taken back as one.

    Refused as `nothing_pasted` when no row is left, as `no_text_in_row` when one of them has no text.
    """
    taken = [row for row in rows if not row.dropped]
    seq = desk.store.seq
    items = _items(account, rows)
    owners, tally = Owners(desk, account=str(account.id)), Tally()
    receiver = Comments(desk, owners, tally, items)
    receiver.load()
    receiver.prepare(items)
    with desk.step("comment.by_hand", account=account.id) as step:
        if not taken:
            step.refuse("nothing_pasted")
        if not all(row.text for row in taken):
            step.refuse("no_text_in_row")
        if desk.store.seq != seq:  # Somebody else has committed: perhaps the same comments.
            compare(desk, account, rows)
            items = _items(account, rows)
            receiver = Comments(desk, owners, tally, items)
            receiver.load()
        for item in sorted(items, key=lambda one: one.own):
            receiver.take(step, item)
        step.params.update(new=len(items), same=len(taken) - len(items))
    return step.outcome


def _clock(desk: Desk, account: Account) -> datetime:
    return times.local(desk.now(), desk.zone(account)).replace(tzinfo=None)


def _items(account: Account, rows: list[Row]) -> list[IncomingComment]:
    return [
        IncomingComment(
            line=place + 1,
            platform=account.platform,
            platform_id=row.platform_id,
            parent=rows[row.answers].platform_id if row.answers >= 0 and not rows[row.answers].dropped else "",
            author=storable(row.author, pasting.NAME_LIMIT),
            handle=storable(row.handle, pasting.NAME_LIMIT),
            text=row.text,
            written=row.written,
            written_precision=row.precision,
            likes=row.likes,
            own=row.ours,
            account_handle=account.handle,
        )
        for place, row in enumerate(rows)
        if not row.known and not row.dropped
    ]


def _answered(rows: list[Row], place: int) -> int:
    """The row before it that it answers: the one it names, or, for a reply of ours, the last citizen's.

    Pages show two levels: a citizen's answer belongs to the head of its thread.
    """
    row = rows[place]
    named = _named(rows, place)
    if not row.ours:
        return -1 if named < 0 else rows[named].answers if rows[named].answers >= 0 else named
    if named >= 0 and not rows[named].ours:
        return named
    return next((before for before in range(place - 1, -1, -1) if not rows[before].ours), -1)


def _named(rows: list[Row], place: int) -> int:
    """The nearest row above whose writer's name begins the text."""
    start = rows[place].text[: pasting.NAME_LIMIT + 1].casefold().removeprefix("@")
    own = twins.names(rows[place].author, rows[place].handle)
    for before in range(place - 1, -1, -1):
        called = twins.names(rows[before].author, rows[before].handle) - own
        if any(start.startswith(name) and not start[len(name) : len(name) + 1].isalnum() for name in called):
            return before
    return -1


def _comments_like(desk: Desk, account: Account, rows: list[Row], zone: str) -> dict[str, int]:
    """Mark the citizens' rows that the store has, and give them its ids; the records of those ids."""
    wanted = _by_text(row for row in rows if not row.ours)
    found: dict[str, int] = {}
    for id, stored in desk.store.repo("comments", Comment).rows(_Stored):
        if stored.platform != account.platform:
            continue
        for row in wanted.get(twins.text_key(stored.text), ()):
            at = times.to_ms(row.written, zone)
            in_time = at - max(row.slack, DAY) <= stored.written_at <= at + DAY
            writers = twins.names(row.author, row.handle), twins.names(stored.author, stored.handle)
            if in_time and twins.are_one(*writers):
                row.known, row.platform_id = True, stored.platform_id
                found[stored.platform_id] = id
    return found


def _replies_like(desk: Desk, account: Account, rows: list[Row], comments: dict[str, int]) -> None:
    """Mark our rows that the store has: the same words to the same comment."""
    wanted = _by_text(row for row in rows if row.ours)
    if not wanted:
        return
    for _id, stored in desk.store.repo("replies", Reply).rows(_Stored):
        if stored.platform != account.platform or stored.state != "sent":
            continue
        for row in wanted.get(twins.text_key(stored.text), ()):
            to = rows[row.answers].platform_id if row.answers >= 0 else ""
            if to == stored.parent or (to in comments and comments[to] == stored.comment):
                row.known, row.platform_id = True, stored.platform_id or row.platform_id


def _by_text(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        row.known = False
        found[twins.text_key(row.text)].append(row)
    return found
