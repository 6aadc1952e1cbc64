"""What stays known of erasures: salted hashes of the erased keys, in `erasures.jsonl` in the store's folder."""

import os
from collections import defaultdict
from collections.abc import Collection

import msgspec

from desk.desk import Desk
from desk.erasure.order import Order
from domain.erasure import NAMELESS, Deed, salted
from store.disk import Disk
from store.journal import write_new

KEYS = "erasures.jsonl"


class Erased(msgspec.Struct, kw_only=True):
    """A line of `erasures.jsonl`: what an erasure left behind."""

    at: int
    deed: Deed
    salt: str
    keys: list[str]


def remember(folder: str, order: Order, disk: Disk) -> None:
    """Note the keys, salted, before anything goes. Said twice it is noted once."""
    keys = sorted(salted(order.salt, *key) for key in order.person.keys)
    line = Erased(at=order.at, deed=order.deed, salt=order.salt, keys=keys)
    known = _erased(folder)
    if keys and line not in known:
        data = b"".join(msgspec.json.encode(one) + b"\n" for one in [*known, line])
        write_new(folder, os.path.join(folder, KEYS), data, disk)


def erased(desk: Desk) -> list[Erased]:
    """The erasures of this store, oldest first."""
    return _erased(desk.store.path)


def _erased(folder: str) -> list[Erased]:
    try:
        with open(os.path.join(folder, KEYS), "rb") as file:
            return [msgspec.json.decode(line, type=Erased) for line in file.read().splitlines() if line]
    except FileNotFoundError:
        return []


def barred(desk: Desk, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Which of these (platform, platform_id) were erased and stay out; and the id that stands for each."""
    by_salt: dict[str, set[str]] = defaultdict(set)
    for one in erased(desk):
        by_salt[one.salt].update(one.keys)
    hashed = ((key, salted(salt, *key), known) for salt, known in by_salt.items() for key in keys)
    return {key: NAMELESS + digest for key, digest, known in hashed if digest in known}
