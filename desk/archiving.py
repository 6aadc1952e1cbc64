"""What moves into the archives: finished comments that are old enough, a thread at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import msgspec

from desk.archive import Moved, archives_of, months
from desk.desk import Desk, ReadOnlyDesk, Step
from domain.archives import FINISHED, USUAL_MONTHS, ArchivedMonth, Known, key_of, month_of, months_before
from domain.comments import Comment, Reply
from domain.outcomes import Done
from store.archive import Archives, Key, Records

TRANSACTION = 2_000
"""Comments that leave the live store in one transaction: the lock is held for about a tenth of a second."""


class _Comment(msgspec.Struct, gc=False):
    platform: str = ""
    platform_id: str = ""
    parent: str = ""
    written_at: int = 0
    received_at: int = 0
    state: str = "new"


class _Reply(msgspec.Struct, gc=False):
    platform: str = ""
    platform_id: str = ""
    parent: str = ""
    comment: int = 0
    state: str = "draft"


class Run(msgspec.Struct, kw_only=True):
    """What became of a run.

    Attributes:
        months: what moved, oldest first.
        busy: another process was at it, so nothing was done.
        changed: ids of the live records that left, by table.
    """

    months: list[Moved] = []
    busy: bool = False
    changed: dict[str, set[int]] = {}


def months_kept(desk: Desk) -> int:
    """After how many months a finished comment is archived."""
    return int(desk.setting("archive_months") or USUAL_MONTHS)


def run(desk: Desk, months: int, *, dry_run: bool = False, wait: bool = True, files: Archives | None = None) -> Run:
    """Move the finished comments older than that, each with our replies, into the archives of their months.

    A thread stays together: while one of its comments is open, younger, or somebody writes a reply, all of it stays.
    A month's file is durable before its comments leave the live store, 2,000 to a transaction. Off the event loop.

    Args:
        dry_run: count only.
        wait: for another process that is at it; else the answer is `busy`.
        files: the archives, for tests.

    Raises:
        StoreError: as a transaction, or a damaged archive of one of those months. What has moved is safe.
    """
    before = months_before(desk.now(), months, desk.zone())
    if dry_run:
        return Run(months=[_counted(month, ids) for month, ids in sorted(_old(desk, before).items())])
    if desk.read_only:
        raise ReadOnlyDesk
    files = files or archives_of(desk)
    result = Run()
    with files.alone(wait=wait) as alone:
        result.busy = not alone
        seq = desk.store.seq
        for month, keys in sorted(_old(desk, before).items()) if alone else ():
            documents = _documents(desk, keys)
            files.add(f"comments-{month}", documents)
            result.months.append(Moved(month=month))
            for part in _parts(keys):
                leaving = {key: documents[key] for key in part if key in documents}
                _leave(desk, before, month, leaving, result, alike=desk.store.seq == seq)
                seq = desk.store.seq
    return result


def _old(desk: Desk, before: int) -> dict[str, list[Key]]:
    """What may be archived, by month; a comment is followed by its replies."""
    comments = dict(desk.store.repo("comments", Comment).rows(_Comment))
    replies = dict(desk.store.repo("replies", Reply).rows(_Reply))
    drafted = {reply.comment for reply in replies.values() if reply.state != "sent"}
    threads: dict[tuple[str, str], list[int]] = defaultdict(list)
    for id, row in comments.items():
        threads[row.platform, row.parent or row.platform_id or f"K{id}"].append(id)
    zone = desk.zone()
    of_comment: dict[int, list[int]] = defaultdict(list)
    by_parent = {(row.platform, row.platform_id): id for id, row in comments.items() if row.platform_id}
    for id, reply in replies.items():
        to = reply.comment or by_parent.get((reply.platform, reply.parent), 0)
        of_comment[to].append(id)
    found: dict[str, list[Key]] = defaultdict(list)
    for ids in threads.values():
        if all(_may_go(comments[id], before) and id not in drafted for id in ids):
            for id in ids:
                keys: list[Key] = [("comments", id), *(("replies", number) for number in of_comment.get(id, ()))]
                found[month_of(_time(comments[id]), zone)] += keys
    for month in months(desk):
        # Replies that came in after their comment had left.
        for id in {known.id for known in month.comments} - comments.keys():
            found[month.month] += [("replies", number) for number in of_comment.get(id, ())]
    return {month: keys for month, keys in found.items() if keys}


def _may_go(row: _Comment, before: int) -> bool:
    return row.state in FINISHED and _time(row) < before


def _time(row: _Comment) -> int:
    return row.written_at or row.received_at


def _counted(month: str, keys: Collection[Key]) -> Moved:
    comments = sum(table == "comments" for table, _id in keys)
    return Moved(month=month, comments=comments, replies=len(keys) - comments)


def _documents(desk: Desk, keys: Iterable[Key]) -> Records:
    found = ((key, desk.store.document(*key)) for key in keys)
    return {key: document for key, document in found if document is not None}


def _parts(keys: list[Key]) -> Iterator[list[Key]]:
    """The keys in portions; a comment and its replies stay together."""
    part: list[Key] = []
    for key in keys:
        if key[0] == "comments" and len(part) >= TRANSACTION:
            yield part
            part = []
        part.append(key)
    yield part


def _leave(desk: Desk, before: int, month: str, documents: Records, result: Run, *, alike: bool) -> None:
    """Take these out of the live store, and note that the archive has them; what was changed since stays.

    `alike`: nobody has committed since they were chosen.
    """
    seq = desk.store.seq
    with desk.step("comment.archive", audit="summary", month=month) as step:
        if not alike or desk.store.seq != seq:
            still = {key for keys in _old(desk, before).values() for key in keys}
            documents = {key: one for key, one in documents.items() if key in still and _is_still(desk, key, one)}
        for table, id in documents:
            step.delete(table, id)
        moved = _counted(month, documents)
        _note(desk, step, month, documents)
        step.params.update(comments=moved.comments, replies=moved.replies)
    if isinstance(step.outcome, Done) and documents:
        result.months[-1].comments += moved.comments
        result.months[-1].replies += moved.replies
        for table, id in documents:
            result.changed.setdefault(table, set()).add(id)


def _is_still(desk: Desk, key: Key, document: msgspec.Raw) -> bool:
    stored = desk.store.document(*key)
    return stored is not None and bytes(stored) == bytes(document)


def _note(desk: Desk, step: Step, month: str, documents: Records) -> None:
    known = {"comments": set[Known](), "replies": set[Known]()}
    for (table, id), document in documents.items():
        row = msgspec.json.decode(document, type=_Reply)
        known[table].add(Known(id, key_of(row.platform, row.platform_id) if row.platform_id else ""))
    kept = next((one for one in months(desk) if one.month == month), None)
    if kept is None and documents:
        new = ArchivedMonth(month=month, comments=_sorted(known["comments"]), replies=_sorted(known["replies"]))
        step.insert("archives", new)
    elif kept is not None:
        fields = {
            "comments": _sorted({*kept.comments, *known["comments"]}),
            "replies": _sorted({*kept.replies, *known["replies"]}),
        }
        step.update("archives", kept.id, fields)


def _sorted(known: Iterable[Known]) -> list[Known]:
    return sorted(known, key=lambda one: one.id)
