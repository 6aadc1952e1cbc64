"""The archives as the desk knows them: what is there, how it is found and brought back.

A record is archived when the table `archives` names it and it is not live. So a copy that a killed run left in a file
counts for nothing, and what was brought back is live at once, though its file still holds it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from desk.desk import Desk
from domain.archives import ArchivedMonth, key_of
from domain.comments import Comment, Reply
from domain.outcomes import Outcome, Refused
from language.folding import fold
from store import StoreError
from store.archive import Archives, Key, Records

_NAMED = re.compile(r"[Kk](\d{1,15})", re.ASCII)
MOST_FOUND = 500
"""A search ends after so many comments."""


class _Placed(msgspec.Struct, gc=False):
    """Where a comment or a reply belongs."""

    platform: str = ""
    platform_id: str = ""
    parent: str = ""
    comment: int = 0


class Moved(msgspec.Struct, kw_only=True):
    """How much of one month."""

    month: str
    comments: int = 0
    replies: int = 0


def archives_of(desk: Desk) -> Archives:
    """The files."""
    return Archives(desk.store.path)


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
            row = msgspec.json.decode(document, type=_Placed)
            if table == "comments" and (row.platform, row.parent or row.platform_id) in wanted:
                comments[id] = document
                ids.add((row.platform, row.platform_id))
    found += [(("comments", id), document) for id, document in comments.items()]
    for records in batches:
        for (table, id), document in records.items():
            if table == "replies":
                reply = msgspec.json.decode(document, type=_Placed)
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
                row = msgspec.json.decode(document, type=_Placed)
                heads[id] = (row.platform, row.parent or row.platform_id)
    threads: dict[tuple[str, str], list[tuple[str, dict[str, Any], int]]] = defaultdict(list)
    by_comment: dict[int, tuple[str, str]] = {}
    by_parent: dict[tuple[str, str], tuple[str, str]] = {}
    for (table, id), document in _thread_records(desk, list(heads.values())) if heads else ():
        plain = {name: value for name, value in msgspec.json.decode(document).items() if name != "rev"}
        if table == "comments":
            row = msgspec.json.decode(document, type=_Placed)
            head = by_comment[id] = by_parent[row.platform, row.platform_id] = (
                row.platform,
                row.parent or row.platform_id,
            )
        else:
            reply = msgspec.json.decode(document, type=_Placed)
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
