"""What leaves the desk as a file: comments, posts, the content calendar or the audit trail.

Personal data are hidden unless an admin says why. A calendar can be brought in again; see `desk.calendar_file`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

import msgspec

from channels import calendar_words, exporters
from channels.exporters import Format, columns
from channels.exporters.saving import NotSaved, made, saving
from channels.exporters.values import Row, Value, Words, as_received
from channels.exporters.workbooks import TooManyRows
from desk.desk import Desk
from domain.audit import AuditEntry, Change
from domain.comments import Comment, Reply, Span, masked
from domain.corrections import DIGESTS
from domain.posts import Post, Variant, caption_of, moment
from domain.text import storable
from domain.times import day_bounds, local, parse_iso
from language.personal_data import find

What = Literal["comments", "posts", "calendar", "audit"]
WHAT: tuple[What, ...] = get_args(What)

COLUMNS: dict[What, Mapping[str, str]] = {
    "comments": columns.COMMENTS,
    "posts": columns.POSTS,
    "calendar": calendar_words.COLUMNS,
    "audit": columns.AUDIT,
}
"""Of each export, its columns' codes and headings."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What to export.

    Comments go by the time they were written, posts by their slot, publication or making, audit entries by their time;
    a calendar by its slots, and only without any limit it has what has no time yet.
    """

    what: What
    since: str = ""
    """An ISO date or instant; a date is one of the account's calendar. Empty: from the beginning."""
    until: str = ""
    """The same; a date is the last day, an instant the end."""
    states: frozenset[str] = frozenset()
    """Of comments their state, of posts their approval or where a variant stands now. Empty: all."""
    reason: str = ""
    """Why personal data must be seen; empty: they are hidden."""
    template: bool = False
    """Of a calendar only: an example row for each account, to be filled in."""


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """How the file looks."""

    format: Format
    title: str
    """Of the worksheet, and the beginning of a file's name that nobody chose."""
    words: Words
    """What codes are called in a table (CSV, XLSX)."""


def save(desk: Desk, wanted: Wanted, shape: Shape, path: Path, *, replace: bool = False) -> int:
    """Write a new file of what is wanted, as `write` does; how many rows.

    Raises:
        NotSaved: the file could not be made; nothing stays behind.
    """
    with saving(path, replace=replace) as file:
        return write(desk, wanted, shape, file)


def save_in(desk: Desk, wanted: Wanted, shape: Shape, folder: Path) -> tuple[Path, int]:
    """Write a new file into the folder, which is made where it is missing; which file, and how many rows.

    Its name is the title and the time; where that is taken, a number follows.

    Raises:
        NotSaved: the file could not be made.
    """
    made(folder)
    stem = f"{shape.title}-{local(desk.now(), desk.zone()):%Y-%m-%d-%H%M%S}"
    number = 1
    while (path := folder / f"{stem}{f'-{number}' if number > 1 else ''}.{shape.format}").exists():
        number += 1
    return path, save(desk, wanted, shape, path)


def write(desk: Desk, wanted: Wanted, shape: Shape, file: BinaryIO) -> int:
    """Write what is wanted into an open file; how many rows. Showing personal data is on the audit trail before.

    Raises:
        NotSaved: `too_many_rows` for XLSX.
        ValueError: `since` or `until` is neither a date nor an instant.
        ReadOnlyDesk: personal data can be shown only where the audit trail can be written.
    """
    chosen = rows(desk, wanted)
    if wanted.reason:
        _note_unmasking(desk, wanted)
    try:
        return exporters.write(file, shape.format, COLUMNS[wanted.what], chosen, shape.words, shape.title)
    except TooManyRows:
        raise NotSaved("too_many_rows") from None


def _note_unmasking(desk: Desk, wanted: Wanted) -> None:
    """The audit entry names counts, never texts."""
    place = list(COLUMNS[wanted.what]).index("personal_data")
    found = [int(str(row[place])) for row in rows(desk, wanted)]
    params = {"what": wanted.what, "rows": len(found), "personal_data": sum(found)}
    with desk.step("export.unmasked", audit="always", **params, reason=storable(wanted.reason, 200)):
        pass


def rows(desk: Desk, wanted: Wanted) -> Iterator[Row]:
    """The rows, in the order of `COLUMNS`; read from the store one by one.

    Raises:
        ValueError: `since` or `until` is neither a date nor an instant.
    """
    period, veil = _Period(wanted), _Veil(lifted=bool(wanted.reason))
    if wanted.what == "audit":
        return _audit(desk, period, veil)
    if wanted.what == "calendar":
        from desk import calendar_file

        if wanted.template:
            return calendar_file.examples(desk, veil)
        return calendar_file.rows(desk, period.holds if wanted.since or wanted.until else None, wanted.states, veil)
    return (_comments if wanted.what == "comments" else _posts)(desk, period, wanted.states, veil)


class _Period:
    """From when to when, in the zone that a record lives in."""

    def __init__(self, wanted: Wanted) -> None:
        self._since, self._until = wanted.since.strip(), wanted.until.strip()
        self.bounds = cache(self._bounds)
        self.bounds("UTC")

    def _bounds(self, zone: str) -> tuple[float, float]:
        since = parse_iso(self._since, zone) if self._since else float("-inf")
        if not self._until:
            return since, float("inf")
        if len(self._until) == len("2026-11-22"):
            return since, day_bounds(date.fromisoformat(self._until), zone)[1]
        return since, parse_iso(self._until, zone)

    def holds(self, at: int, zone: str) -> bool:
        """Whether the instant lies within it."""
        since, until = self.bounds(zone)
        return since <= at < until


class _Veil:
    """Hides personal data, or lets them be seen, and counts those it met."""

    def __init__(self, *, lifted: bool) -> None:
        self._lifted = lifted
        self.met = 0

    def text(self, text: str, spans: tuple[Span, ...] | None = None) -> str:
        """A text as it may leave; `spans` are its personal data, where they are known."""
        if not text:
            return text
        spans = find(text) if spans is None else spans
        self.met += len(spans)
        return text if self._lifted else masked(text, spans)

    def value(self, value: Any) -> Any:
        """Every text in a value. What the engine said of a text quotes it, and is left out."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list | tuple):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items() if key != "reading"}
        return value

    def count(self) -> int:
        """How many were met since the last count."""
        met, self.met = self.met, 0
        return met


class _Accounts:
    """The agency's accounts and their zones."""

    def __init__(self, desk: Desk) -> None:
        self._all = {account.id: account for account in desk.accounts()}
        self._zone = desk.zone()

    def handle(self, id: int) -> str:
        """What it is called on its platform."""
        return self._all[id].handle if id in self._all else ""

    def platform(self, id: int) -> str:
        """Its platform."""
        return self._all[id].platform if id in self._all else ""

    def zone(self, id: int) -> str:
        """The zone it lives in."""
        return (self._all[id].zone if id in self._all else "") or self._zone


def _at(ms: int | None, zone: str, precision: str = "second") -> str:
    """An instant in ISO 8601, as precisely as it is known: to a day it is a date."""
    if not ms:
        return ""
    there = local(ms, zone)
    return there.date().isoformat() if precision == "day" else there.isoformat(timespec=f"{precision}s")


def _comments(desk: Desk, period: _Period, states: frozenset[str], veil: _Veil) -> Iterator[Row]:
    accounts = _Accounts(desk)
    replies: defaultdict[int, list[Reply]] = defaultdict(list)
    for reply in desk.store.repo("replies", Reply).all():
        if reply.comment and reply.state == "sent":
            replies[reply.comment].append(reply)
    for comment in desk.store.repo("comments", Comment).all():
        zone = accounts.zone(comment.account)
        if period.holds(comment.written_at, zone) and (not states or comment.state in states):
            said = sorted(replies[comment.id], key=lambda one: one.sent_at) if comment.id in replies else []
            yield _comment(comment, said, accounts.handle(comment.account), zone, veil)


def _comment(comment: Comment, said: list[Reply], handle: str, zone: str, veil: _Veil) -> Row:
    """Of our replies all the words, and who sent the first one and when: that is how long the citizen waited."""
    known = comment.reading.personal_data if comment.reading.engine else None
    text = veil.text(comment.text, known)
    notes: list[Value] = [f"{_at(one.at, zone)} {one.by}: {veil.text(one.text)}" for one in comment.notes]
    return [
        f"K{comment.id}",
        comment.platform,
        handle,
        comment.platform_id,
        comment.parent,
        f"P{comment.post}" if comment.post else "",
        comment.post_ref,
        comment.url,
        veil.text(comment.author),
        veil.text(comment.handle),
        text,
        _at(comment.written_at, zone, comment.written_precision),
        _at(comment.received_at, zone),
        comment.likes,
        comment.kind,
        comment.kind_by,
        comment.sentiment,
        comment.sentiment_by,
        comment.state,
        comment.state_reason,
        _at(comment.reply_due, zone),
        comment.assignee,
        veil.value(comment.labels),
        notes,
        veil.text(comment.hidden_reason),
        "\n\n".join(veil.text(one.text) for one in said),
        _at(said[0].sent_at, zone) if said else "",
        said[0].sent_by or said[0].by if said else "",
        veil.count(),
        as_received(text),
    ]


def _posts(desk: Desk, period: _Period, states: frozenset[str], veil: _Veil) -> Iterator[Row]:
    """A row for each variant; a post without one has a row too."""
    accounts, now = _Accounts(desk), desk.now()
    variants: dict[int, list[Variant]] = {}
    for variant in desk.store.repo("variants", Variant).all():
        variants.setdefault(variant.post, []).append(variant)
    for post in desk.store.repo("posts", Post).all():
        for of in variants.get(post.id) or [Variant(post=post.id, account=0)]:
            zone = accounts.zone(of.account)
            stands = moment(of, now) if of.id else ""
            at = of.published_at or of.slot_at or post.created_at
            if period.holds(at, zone) and (not states or states & {post.state, stands}):
                yield _post(post, of, stands, accounts, veil)


def _post(post: Post, variant: Variant, stands: str, accounts: _Accounts, veil: _Veil) -> Row:
    zone = accounts.zone(variant.account)
    return [
        f"P{post.id}",
        veil.text(post.title),
        veil.text(post.gist),
        accounts.platform(variant.account),
        accounts.handle(variant.account),
        veil.text(caption_of(post, variant)),
        veil.value(post.hashtags),
        post.format,
        post.purpose,
        post.pillar,
        post.need,
        post.message_type,
        veil.text(post.theme),
        veil.value(post.sources),
        [one.path for one in post.media],
        [veil.text(one.alt_text) for one in post.media],
        post.owner,
        post.verification,
        post.state,
        _at(variant.slot_at, zone),
        stands,
        _at(variant.published_at, zone),
        variant.published_by,
        variant.url,
        veil.text(variant.reason),
        veil.text(post.note),
        _at(post.created_at, zone),
        veil.count(),
    ]


def _without_digests(document: dict[str, Any] | None) -> dict[str, Any] | None:
    return document and {field: value for field, value in document.items() if field not in DIGESTS}


def _audit(desk: Desk, period: _Period, veil: _Veil) -> Iterator[Row]:
    """A row for each record an entry changed; an entry that changed none has a row too."""
    zone = desk.zone()
    for entry in desk.store.repo("audit", AuditEntry).all():
        if period.holds(entry.at, zone):
            params = veil.value(entry.params)
            for change in entry.changes or (Change(table="", id=0),):
                yield [
                    entry.id,
                    _at(entry.at, zone),
                    entry.by,
                    entry.verb,
                    params,
                    entry.undoes or None,
                    change.table,
                    change.id or None,
                    veil.value(_without_digests(change.before)),
                    veil.value(_without_digests(change.after)),
                    veil.count(),
                ]
