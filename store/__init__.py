"""The shared store: TinyDB documents for several processes, with durable transactions that cost what they change.

`open(path, actor)` gives the desk's own view; `JournalDB(path, actor)` is a TinyDB over the same files. How it lies on
disk: `journal.py` and `snapshot.py`. What can go wrong: `errors.py`. What another engine has to do: `backend.py`.
"""

from typing import TYPE_CHECKING, Any

from store.errors import (
    BadFile,
    Busy,
    Conflict,
    Corrupt,
    DesksOpen,
    NewerFormat,
    NoStore,
    NotEmpty,
    NotLocal,
    ReadOnly,
    StoreError,
    StoreFull,
    Unknown,
)
from store.repository import Repository
from store.store import Store, open
from store.tables import Changes
from store.transaction import Transaction

if TYPE_CHECKING:
    from store.tiny import JournalDB

__all__ = [
    "BadFile",
    "Busy",
    "Changes",
    "Conflict",
    "Corrupt",
    "DesksOpen",
    "JournalDB",
    "NewerFormat",
    "NoStore",
    "NotEmpty",
    "NotLocal",
    "ReadOnly",
    "Repository",
    "Store",
    "StoreError",
    "StoreFull",
    "Transaction",
    "Unknown",
    "open",
]


def __getattr__(name: str) -> Any:
    # TinyDB costs start-up time that only those pay who ask for it.
    if name == "JournalDB":
        from store.tiny import JournalDB

        return JournalDB
    raise AttributeError(name)
