"""Rows of a content calendar: a title on a day is one post, with a variant for each account."""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

import msgspec

from channels.importers import links
from desk.deliveries import told_out
from desk.desk import Desk
from desk.receive.owners import Owners
from desk.receive.steps import Tally, Writes
from desk.restraint import second_approval
from desk.sealing import hold_back
from domain.accounts import Platform
from domain.incoming import IncomingPost, Refusal
from domain.posts import Media, Post, Variant

NOON = time(12)
"""Where a row with a day and no time goes: the queue must have it on that day."""

Group = Sequence[IncomingPost]
"""The rows of one post."""


def find_homes(desk: Desk, rows: Iterable[IncomingPost]) -> list[Refusal]:
    """Give the rows that are for all platforms those of the agency; what is refused where it has none."""
    ours = tuple(dict.fromkeys(one.platform for one in desk.accounts() if one.configured))
    everywhere = [row for row in rows if row.everywhere]
    for row in everywhere:
        row.platforms = ours
    return [] if ours else [Refusal(row.line, "no_accounts") for row in everywhere]


def grouped(rows: Iterable[IncomingPost]) -> list[Group]:
    """Rows by post: calendars give a row to a post, or a row to each platform of it."""
    groups: dict[str, list[IncomingPost]] = defaultdict(list)
    for row in rows:
        groups[_identity(row)].append(row)
    return list(groups.values())


class Posts:
    """Brings planned posts into the store, each once.

    A post is told by its title and day. When its rows have changed since they came in last, a post that is not
    approved yet takes the change over; of an approved one only that it was published.
    """

    def __init__(self, desk: Desk, owners: Owners, tally: Tally) -> None:
        self._desk = desk
        self._owners = owners
        self.tally = tally

    def load(self) -> None:
        """Learn which posts of calendars the store holds."""
        self._owners.load()
        store = self._desk.store
        self._posts = {one.origin.rpartition(":")[0]: one for one in store.repo("posts", Post).all() if one.origin}
        self._variants: dict[int, list[Variant]] = defaultdict(list)
        for variant in store.repo("variants", Variant).all():
            self._variants[variant.post].append(variant)
        self._second = second_approval(self._desk)

    def prepare(self, items: Sequence[Group]) -> None:
        """Nothing: a calendar's rows are quick."""

    def take(self, step: Writes, item: Group) -> None:
        """Bring one post in."""
        post, variants = _post(item), self._planned(step, item)
        if self._second:
            hold_back(post, variants, self._desk.actor)
        stored = self._posts.get(_identity(item[0]))
        if stored is None:
            post.created_at = step.at
            id = step.insert("posts", post)
            for variant in variants:
                variant.post = id
                step.insert("variants", variant)
            self.tally.new += 1
        elif stored.origin != post.origin and self._change(step, stored, post, variants):
            self.tally.changed += 1
        else:
            self.tally.same += 1

    def _planned(self, step: Writes, rows: Group) -> list[Variant]:
        return [self._variant(step, row, platform, rows[0].caption) for row in rows for platform in row.platforms]

    def _variant(self, step: Writes, row: IncomingPost, platform: Platform, caption: str) -> Variant:
        link = links.read(row.url)
        account = self._owners.of(step, platform, link.handle if link and link.platform == platform else "")
        slot = row.slot if row.has_time else datetime.combine(row.slot.date(), NOON, row.slot.tzinfo)
        slot_at = self._owners.instant(slot, account)
        published = row.variant_state == "published"
        return Variant(
            post=0,
            account=account.id,
            caption=row.caption if row.caption != caption else "",
            slot_at=slot_at,
            state=row.variant_state,
            url=row.url if link is None or link.platform == platform else "",
            published_at=min(slot_at, step.at) if published else 0,
        )

    def _change(self, step: Writes, stored: Post, post: Post, planned: list[Variant]) -> bool:
        """Whether the stored post took anything over."""
        pairs = self._pairs(stored.id, planned)
        if stored.state == "approved":
            out = [(one, new) for one, new in pairs if one and new.state == "published" and _is_ahead(one)]
            for one, new in out:
                told = _fields(new, ("state", "url", "published_at"))
                step.update("variants", one.id, told | told_out(self._desk, step, one))
            if out:
                step.update("posts", stored.id, {"origin": post.origin})
            return bool(out)
        step.update("posts", stored.id, _fields(post, _TOLD))
        for old, new in pairs:
            new.post = stored.id
            if old is None:
                step.insert("variants", new)
            elif _is_ahead(old):
                step.update("variants", old.id, _fields(new, _VARIANT_TOLD))
        if stored.state == "review":  # Who changes it there is who sent it: somebody else approves.
            step.update("posts", stored.id, {"submitted_by": self._desk.actor})
        return True

    def _pairs(self, post: int, planned: list[Variant]) -> list[tuple[Variant | None, Variant]]:
        """Each planned variant with the stored one it renews: of the same account, in the same order."""
        waiting = list(self._variants[post])
        pairs: list[tuple[Variant | None, Variant]] = []
        for new in planned:
            old = next((one for one in waiting if one.account == new.account), None)
            if old:
                waiting.remove(old)
            pairs.append((old, new))
        return pairs


_TOLD = ("title", "caption", "format", "pillar", "theme", "hashtags", "media", "owner", "note", "state", "origin")
_VARIANT_TOLD = ("caption", "slot_at", "state", "url", "published_at")


def _post(rows: Group) -> Post:
    row = rows[0]
    return Post(
        title=row.title,
        caption=row.caption,
        format=row.format,
        pillar=row.pillar,
        theme=row.theme,
        hashtags=row.hashtags,
        media=(Media(path=row.asset),) if row.asset else (),
        owner=row.owner,
        note=row.note,
        state=row.state,
        origin=f"{_identity(row)}:{_digest(rows)}",
    )


def _fields(record: Post | Variant, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _is_ahead(variant: Variant) -> bool:
    return variant.state in ("planned", "scheduled", "postponed")


def _identity(row: IncomingPost) -> str:
    title = " ".join(unicodedata.normalize("NFKC", row.title).casefold().split())
    return f"calendar:{row.slot.date()}:{_hash(title)}"


def _digest(rows: Group) -> str:
    """Changes when any row does, wherever in the file it stands."""
    contents = [{**msgspec.to_builtins(row), "line": 0, "slot": row.slot.isoformat()} for row in rows]
    return _hash(msgspec.json.encode(contents).decode())


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
