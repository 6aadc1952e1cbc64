"""The archives as the desk knows them: what moves there, what is there, and how it is found and brought back.

A record is archived when the table `archives` names it and it is not live. So a copy that a killed run left in a file
counts for nothing, and what was brought back is live at once, though its file still holds it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec

from desk.desk import Desk, ReadOnlyDesk, Step
from domain.archives import FINISHED, USUAL_MONTHS, ArchivedMonth, Known, key_of, month_of, months_before
from domain.comments import Comment, Reply
from domain.outcomes import Done, Outcome, Refused
from language.folding import fold
from store import StoreError
from store.archive import Archives, Key, Records

TRANSACTION = 2_000
"""Comments that leave the live store in one transaction: the lock is held for about a tenth of a second."""
_NAMED = re.compile(r"[Kk](\d{1,15})", re.ASCII)
MOST_FOUND = 500
"""A search ends after so many comments."""


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


class Moved(msgspec.Struct, kw_only=True):
    """What moved, or would move, in one month."""

    month: str
    comments: int = 0
    replies: int = 0


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


def archives_of(desk: Desk) -> Archives:
    """The files."""
    return Archives(desk.store.path)


def months_kept(desk: Desk) -> int:
    """After how many months a finished comment is archived."""
    return int(desk.setting("archive_months") or USUAL_MONTHS)


# What moves


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
    for month, gone in _archived_comments(desk).items():
        # Replies that came in after their comment had left.
        for id in gone - comments.keys():
            found[month] += [("replies", number) for number in of_comment.get(id, ())]
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


# What is there


def months(desk: Desk) -> list[ArchivedMonth]:
    """The months that have archives, oldest first."""
    return sorted(desk.store.repo("archives", ArchivedMonth).all(), key=lambda one: one.month)


def listed(desk: Desk) -> list[Moved]:
    """How much is archived, by month."""
    comments, replies = (frozenset(desk.store.documents(table)) for table in ("comments", "replies"))
    counted = [
        Moved(
            month=one.month,
            comments=sum(known.id not in comments for known in one.comments),
            replies=sum(known.id not in replies for known in one.replies),
        )
        for one in months(desk)
    ]
    return [one for one in counted if one.comments or one.replies]


def _archived_comments(desk: Desk) -> dict[str, set[int]]:
    return {one.month: {known.id for known in one.comments} for one in months(desk)}


def known(desk: Desk, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], Key]:
    """Which of these (platform, platform_id) are archived, and as which record."""
    stored = months(desk)
    if not stored:
        return {}
    hashed = {key_of(*one): one for one in wanted}
    found: dict[tuple[str, str], Key] = {}
    for month in stored:
        for table, records in (("comments", month.comments), ("replies", month.replies)):
            for one in records:
                if one.key in hashed and desk.store.document(table, one.id) is None:
                    found[hashed[one.key]] = (table, one.id)
    return found


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found, the newest first; how many archives could not be read."""

    comments: list[Comment]
    more: bool = False
    damaged: int = 0


class _Searched(msgspec.Struct, gc=False):
    text: str = ""
    author: str = ""
    handle: str = ""


def search(desk: Desk, query: str, *, files: Archives | None = None) -> Found:
    """Archived comments whose text or writer holds every word, or the one that is named ("K812"); at most 500.

    Words are compared as the inbox compares them. Reads all archives: off the event loop.
    """
    if (named := _NAMED.fullmatch(query.strip())) and (one := comment_of(desk, int(named[1]))):
        return Found(comments=[one])
    words = fold(query).split()
    found: list[Comment] = []
    damaged: list[StoreError] = []
    decode = msgspec.json.Decoder(_Searched).decode
    for records in _by_month(desk, files or archives_of(desk), damaged):
        for (table, id), document in records.items():
            if table != "comments":
                continue
            try:
                row = decode(document)
            except msgspec.ValidationError:
                continue  # Of another shape: another program put it there.
            hay = fold(f"{row.text} {row.author} {row.handle}")
            if all(word in hay for word in words):
                found.append(_comment(id, document))
        if len(found) > MOST_FOUND:
            break
    found.sort(key=lambda one: one.written_at, reverse=True)
    return Found(comments=found[:MOST_FOUND], more=len(found) > MOST_FOUND, damaged=len(damaged))


def _by_month(desk: Desk, files: Archives, damaged: list[StoreError]) -> Iterator[Records]:
    """What is archived, the newest month first."""
    for month in reversed(months(desk)):
        valid = {("comments", one.id) for one in month.comments} | {("replies", one.id) for one in month.replies}
        for _name, records in files.readable([f"comments-{month.month}"], damaged):
            yield {key: one for key, one in records.items() if key in valid and desk.store.document(*key) is None}


def month_with(desk: Desk, comment: int) -> str:
    """The month in whose archive a comment is; empty: it is in none."""
    if desk.store.document("comments", comment) is not None:
        return ""
    return next((one.month for one in months(desk) if any(known.id == comment for known in one.comments)), "")


def comment_of(desk: Desk, id: int) -> Comment | None:
    """An archived comment; None where there is none.

    Raises:
        Corrupt: its archive is damaged.
    """
    month = month_with(desk, id)
    document = archives_of(desk).read(f"comments-{month}").get(("comments", id)) if month else None
    return None if document is None else _comment(id, document)


def thread(desk: Desk, comment: Comment) -> list[Comment | Reply]:
    """An archived comment with its thread and our replies, oldest first; what of it is live, too. Off the event loop.

    Raises:
        Corrupt: an archive is damaged.
    """
    from desk.thread import thread as live_thread

    found = {(type(one).__name__, one.id): one for one in live_thread(desk, comment)}
    for (table, id), document in _thread_records(desk, [(comment.platform, comment.parent or comment.platform_id)]):
        record = _comment(id, document) if table == "comments" else _reply(id, document)
        found.setdefault((type(record).__name__, id), record)
    found.setdefault(("Comment", comment.id), comment)
    return sorted(found.values(), key=lambda one: one.written_at)


def _thread_records(desk: Desk, heads: Collection[tuple[str, str]]) -> list[tuple[Key, msgspec.Raw]]:
    """All archived records of the threads with those heads: (platform, platform_id)."""
    wanted, files = frozenset(heads), archives_of(desk)
    comments: dict[int, msgspec.Raw] = {}
    ids: set[tuple[str, str]] = set(wanted)
    found: list[tuple[Key, msgspec.Raw]] = []
    batches = list(_by_month(desk, files, []))
    for records in batches:
        for (table, id), document in records.items():
            row = msgspec.json.decode(document, type=_Comment)
            if table == "comments" and (row.platform, row.parent or row.platform_id) in wanted:
                comments[id] = document
                ids.add((row.platform, row.platform_id))
    found += [(("comments", id), document) for id, document in comments.items()]
    for records in batches:
        for (table, id), document in records.items():
            if table == "replies":
                reply = msgspec.json.decode(document, type=_Reply)
                if reply.comment in comments or (reply.parent and (reply.platform, reply.parent) in ids):
                    found.append((("replies", id), document))
    return found


def _comment(id: int, document: msgspec.Raw) -> Comment:
    record = msgspec.json.decode(document, type=Comment)
    record.id = id
    return record


def _reply(id: int, document: msgspec.Raw) -> Reply:
    record = msgspec.json.decode(document, type=Reply)
    record.id = id
    return record


# Bringing back


def threads_with(desk: Desk, ids: Collection[int]) -> dict[int, list[tuple[str, dict[str, Any], int]]]:
    """Of each archived comment its whole thread, as table, document and id: what has to be inserted to bring it back.

    Reads all archives once. Off the event loop, and before a transaction.
    """
    wanted = frozenset(ids)
    heads: dict[int, tuple[str, str]] = {}
    for records in _by_month(desk, archives_of(desk), []) if wanted else ():
        for (table, id), document in records.items():
            if table == "comments" and id in wanted:
                row = msgspec.json.decode(document, type=_Comment)
                heads[id] = (row.platform, row.parent or row.platform_id)
    threads: dict[tuple[str, str], list[tuple[str, dict[str, Any], int]]] = defaultdict(list)
    by_comment: dict[int, tuple[str, str]] = {}
    by_parent: dict[tuple[str, str], tuple[str, str]] = {}
    for (table, id), document in _thread_records(desk, list(heads.values())) if heads else ():
        plain = {name: value for name, value in msgspec.json.decode(document).items() if name != "rev"}
        if table == "comments":
            row = msgspec.json.decode(document, type=_Comment)
            head = by_comment[id] = by_parent[row.platform, row.platform_id] = (
                row.platform,
                row.parent or row.platform_id,
            )
        else:
            reply = msgspec.json.decode(document, type=_Reply)
            place = by_comment.get(reply.comment) or by_parent.get((reply.platform, reply.parent))
            head = place or (reply.platform, reply.parent)
        threads[head].append((table, plain, id))
    return {id: threads[head] for id, head in heads.items()}


def bring_back(desk: Desk, id: int) -> Outcome:
    """Let an archived comment with its thread be live again, each record with the id it had. Off the event loop.

    Refused as `not_archived` where it is live or unknown.

    Raises:
        StoreError: its archive is damaged, or as a transaction.
    """
    if not month_with(desk, id):
        return Refused(reason="not_archived", params={"record": f"K{id}"})
    comment_of(desk, id)
    records = threads_with(desk, [id]).get(id, [])
    with desk.step("comment.bring_back", audit="summary", record=f"K{id}") as step:
        back = [one for one in records if step.get(one[0], one[2]) is None]
        if not back:
            step.refuse("not_archived", record=f"K{id}")
        for table, document, number in back:
            step.insert(table, document, number)
        step.params["comments"] = sum(table == "comments" for table, _document, _id in back)
    return step.outcome
