"""Rows of the desk's own content calendar: taken over where they differ, left alone where they do not."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from desk.deliveries import told_out
from desk.desk import Desk
from desk.receive.owners import Owners
from desk.receive.steps import Tally, Writes
from desk.restraint import second_approval
from desk.sealing import hold_back
from domain.agency import Programme
from domain.comments import masked
from domain.incoming import PlannedRow
from domain.posts import Post, Variant
from domain.text import storable
from language.personal_data import find

Group = Sequence[PlannedRow]
"""The rows of one post."""

_ORIGIN = "meja:"
_AHEAD = ("planned", "postponed")
_MOVED_BY_HAND = ("slot_at", "caption")
"""What a file may change of a variant that is still ahead, beside that it went out."""


def key_of(post: Post) -> str:
    """By which a post is known in a calendar's file: the same at every desk that took it over."""
    if post.origin.startswith(_ORIGIN):
        return post.origin.removeprefix(_ORIGIN)
    return _hash(f"{post.id}:{post.created_at}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _identity(row: PlannedRow) -> str:
    day = row.slot.date() if row.slot else "-"
    return row.key or _hash(f"{day}\n{' '.join(str(row.post.get('title', '')).casefold().split())}")


def grouped(rows: Iterable[PlannedRow]) -> list[Group]:
    """Rows by post: a row for each account it goes out on."""
    groups: dict[str, list[PlannedRow]] = defaultdict(list)
    for row in rows:
        groups[_identity(row)].append(row)
    return list(groups.values())


class PlannedPosts:
    """Brings the rows of a calendar into the store.

    A post is known by its key. An unknown one comes in as the file has it. Of a known one that is not approved, what
    the file tells otherwise is taken over, but for its state: approval is given at the desk. Of an approved one only
    where it was published, and times of channels that are not scheduled, since a time voids no approval.
    """

    def __init__(self, desk: Desk, owners: Owners, tally: Tally) -> None:
        self._desk = desk
        self._owners = owners
        self.tally = tally

    def load(self) -> None:
        """Learn what the store holds."""
        self._owners.load()
        read = self._desk.store.repo
        self._posts = {key_of(post): post for post in read("posts", Post).all()}
        self._variants: dict[int, list[Variant]] = defaultdict(list)
        for variant in read("variants", Variant).all():
            self._variants[variant.post].append(variant)
        self._second = second_approval(self._desk)
        self._programmes = {one.name.casefold(): one.id for one in read("programmes", Programme).all()}

    def prepare(self, items: Sequence[Group]) -> None:
        """Nothing: a calendar's rows are quick."""

    def take(self, step: Writes, item: Group) -> None:
        """Bring one post in."""
        key, fields = _identity(item[0]), self._fields(step, item[0])
        stored = self._posts.get(key)
        if stored is None:
            post = msgspec.convert(fields | {"origin": _ORIGIN + key, "created_at": step.at}, Post)
            variants = [variant for row in item if (variant := self._variant(step, row)) is not None]
            if self._second:
                hold_back(post, variants, self._desk.actor)
            id = step.insert("posts", post)
            for variant in variants:
                variant.post = id
                step.insert("variants", variant)
            self.tally.new += 1
        elif self._change(step, stored, fields, item):
            self.tally.changed += 1
        else:
            self.tally.same += 1

    def _fields(self, step: Writes, row: PlannedRow) -> dict[str, Any]:
        fields = {name: storable(value) if isinstance(value, str) else value for name, value in row.post.items()}
        if row.event:
            fields["event_at"] = self._owners.instant(row.event, self._any_account(row))
        if row.programme is not None:
            fields["programme"] = self._programme(step, row.programme)
        return msgspec.to_builtins(fields)  # type: ignore[no-any-return]

    def _any_account(self, row: PlannedRow) -> Any:
        from domain.accounts import Account

        return Account(platform=row.platform or "instagram")

    def _programme(self, step: Writes, name: str) -> int:
        if not name:
            return 0
        if name.casefold() not in self._programmes:
            self._programmes[name.casefold()] = step.insert("programmes", Programme(name=storable(name, 120)))
        return self._programmes[name.casefold()]

    def _variant(self, step: Writes, row: PlannedRow) -> Variant | None:
        """The variant a row tells of; None: the post has no channel."""
        if row.platform is None:
            return None
        account = self._owners.of(step, row.platform, row.account)
        made = msgspec.convert(row.variant | {"post": 0, "account": account.id}, Variant)
        made.slot_at = self._owners.instant(row.slot, account) if row.slot else 0
        out = self._owners.instant(row.published, account) if row.published else made.slot_at
        if made.state in ("published", "withdrawn"):
            made.published_at = min(out, step.at)
        return made

    def _change(self, step: Writes, stored: Post, fields: dict[str, Any], rows: Group) -> bool:
        """Whether the stored post, or a channel of it, took anything over."""
        changed = False
        if stored.state != "approved":
            kept = msgspec.to_builtins(stored)
            differ = {
                name: value
                for name, value in fields.items()
                if name != "state" and not _is_shown(kept.get(name, _default(name)), value)
            }
            if differ:
                again = {"state": "draft"} if stored.state == "returned" else {}
                step.update("posts", stored.id, differ | again)
                changed = True
        waiting = list(self._variants[stored.id])
        for row in rows:
            new = self._variant(step, row)
            if new is None:
                continue
            old = next((one for one in waiting if one.account == new.account), None)
            if old is None:
                if stored.state != "approved":
                    new.post = stored.id
                    step.insert("variants", new)
                    changed = True
                continue
            waiting.remove(old)
            if differ := _differing(old, new, row, approved=stored.state == "approved"):
                gone_out = told_out(self._desk, step, old) if differ.get("state") == "published" else {}
                step.update("variants", old.id, differ | gone_out)
                changed = True
        if changed and stored.state == "review":  # Who changes it there is who sent it: somebody else approves.
            step.update("posts", stored.id, {"submitted_by": self._desk.actor})
        return changed


def _is_shown(stored: Any, told: Any) -> bool:
    """Whether the file tells what is stored, be it with personal data hidden: a hidden text replaces none."""
    if stored == told:
        return True
    if isinstance(stored, str) and isinstance(told, str):
        return told == masked(stored, find(stored))
    if isinstance(stored, list | tuple) and isinstance(told, list | tuple):
        return len(stored) == len(told) and all(map(_is_shown, stored, told))
    if isinstance(stored, dict) and isinstance(told, dict):
        return all(_is_shown(stored.get(name, ""), told.get(name, "")) for name in stored.keys() | told.keys())
    return False


def _default(name: str) -> Any:
    return msgspec.to_builtins(getattr(Post(), name))


def _differing(old: Variant, new: Variant, row: PlannedRow, *, approved: bool) -> dict[str, Any]:
    """What a file changes of a channel."""
    if old.state in (*_AHEAD, "scheduled") and new.state == "published":
        names = ("state", "url", "published_at", "published_by")
        return {name: getattr(new, name) for name in names}
    if old.state not in _AHEAD:
        return {}
    told = [name for name in _MOVED_BY_HAND if name == "slot_at" or name in row.variant]
    if approved:
        told = ["slot_at"]
    return {name: getattr(new, name) for name in told if not _is_shown(getattr(old, name), getattr(new, name))}
