"""What every command shares: which store, who acts, what time it is, and how to speak."""

import argparse
import atexit
import gc
import json
import os
import pwd
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import store
import wording
from console import choices
from console.places import places
from desk.desk import Desk, wall_clock
from desk.witness import SOCKET, Witness
from domain import __version__
from domain.accounts import Account, plain_handle
from domain.outcomes import Done, Outcome, Refused
from domain.text import clean
from domain.times import iso, parse_iso
from wording import _

DONE, REFUSED, MISUSED = 0, 1, 2


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options every command takes."""
    parser.add_argument("--store", metavar="DIR", default=argparse.SUPPRESS, help=_("another store"))
    parser.add_argument("--admin", metavar="NAME", default=argparse.SUPPRESS, help=_("who acts, under this Unix user"))
    parser.add_argument("--lang", choices=("id", "en"), default=argparse.SUPPRESS, help=_("language of the words"))
    parser.add_argument("--now", metavar="ISO", default=argparse.SUPPRESS, help=_("another present, to look at only"))


def actor(args: argparse.Namespace) -> str:
    """The Unix user, and the admin's name under it where one was given."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        user = str(os.getuid())
    name = getattr(args, "admin", "")
    return f"{user}:{clean(name, limit=40)}" if name else user


def store_path(args: argparse.Namespace) -> Path:
    """The store: --store, MEJA_STORE, config.toml, else the user's data folder."""
    named = (
        getattr(args, "store", "") or os.environ.get("MEJA_STORE", "") or choices.read_config().values.get("store", "")
    )
    return Path(named).expanduser() if named else places().data / "store"


def log_socket() -> str:
    """Where the host's log learns of the audit chain: MEJA_WITNESS, else where syslog listens; empty: nowhere."""
    return os.environ.get("MEJA_WITNESS", SOCKET)


def without_witness() -> str:
    """What is said where no log of the host learns of the audit chain; empty where one does."""
    path = log_socket()
    if os.path.exists(path):
        return ""
    return _("No outside witness: this host has no system log ({path}).").format(path=clean(path) or "MEJA_WITNESS=")


def open_desk(args: argparse.Namespace, *, create: bool = False) -> Desk:
    """The desk on the user's store.

    Raises:
        store.StoreError: it cannot be opened; `NoStore` when there is none and `create` is False.
    """
    opened = store.open(store_path(args), actor(args), create=create)
    if args.command and opened.fault and not isinstance(opened.fault, store.ReadOnly):
        from wording.results import trouble

        say(trouble(opened.fault))  # The workspace tells it, and every fault, on its screen.
    moment = getattr(args, "now", "")
    if not moment:
        witness = Witness(opened.path, socket) if (socket := log_socket()) else None
        if witness:
            atexit.register(witness.close)
        return Desk(opened, witness=witness)
    at = parse_iso(moment, Desk(opened).zone())
    started = wall_clock()
    return Desk(opened, now=lambda: at + wall_clock() - started, read_only=True)


def accounts_of(desk: Desk, name: str) -> list[Account]:
    """The accounts of that id or handle, of whichever platform."""
    by_id = [one for one in desk.accounts() if str(one.id) == name]
    return by_id or [one for one in desk.accounts() if plain_handle(one.handle) == plain_handle(name) != ""]


def account_named(desk: Desk, name: str, misused: Callable[[str], object]) -> Account | None:
    """The account of that id or handle; None where none was named; `misused` ends where there is none."""
    if not (name := name.strip()):
        return None
    if not (found := accounts_of(desk, name)):
        misused(_("there is no account {name}").format(name=clean(name, limit=60)))
    return found[0]


@contextmanager
def example_desk(args: argparse.Namespace) -> Iterator[Desk]:
    """A desk on a throw-away store with example data; the store is removed afterwards."""
    from desk import example

    with TemporaryDirectory(prefix="meja-") as folder:
        opened = store.open(Path(folder) / "store", actor(args))
        moment = getattr(args, "now", "")
        ahead = parse_iso(moment) - wall_clock() if moment else 0
        desk = Desk(opened, now=lambda: wall_clock() + ahead, example=True)
        example.fill(desk)
        yield desk


@contextmanager
def without_collector() -> Iterator[None]:
    """For a command that reads much and ends at once: looking for cycles would cost a tenth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def log_crash(error: BaseException) -> Path:
    """Note where the program failed: the kind of error and the lines of the program, no values and no message.

    Values and messages may hold what citizens wrote, or a secret.
    """
    path = places().log_file
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    entry = {"at": iso(wall_clock()), "version": __version__, "error": type(error).__name__, "frames": frames}
    with suppress(OSError):
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        with open(path, "a", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW, 0o600)) as log:
            log.write(json.dumps(entry) + "\n")
    return path


def tell_crash(error: BaseException) -> int:
    """What is said of an error of the program's own; the exit code."""
    where = log_crash(error)
    sentence = _("The desk had to stop because of an error of its own ({error}). What was stored is safe. See {path}")
    say(sentence.format(error=type(error).__name__, path=where))
    return REFUSED


def say(sentence: str) -> None:
    """Words, for people: to stderr."""
    print(sentence, file=sys.stderr)


def emit(data: Any) -> None:
    """One JSON object, on a line of stdout."""
    print(as_json(data))


def as_json(data: Any) -> str:
    """Data as JSON on one line; what a terminal would obey, or not show, is escaped."""
    words = json.dumps(data, ensure_ascii=False)
    return re.sub("[^ -~]", lambda one: one[0] if one[0].isprintable() else json.dumps(one[0])[1:-1], words)


def rounded(value: float | None, places: int = 4) -> float | None:
    """A figure as data have it; None where there is none."""
    return None if value is None else round(value, places)


def report(outcome: Outcome, done: str) -> int:
    """Say what became of a use case; its exit code."""
    if isinstance(outcome, Done):
        say(done)
        return DONE
    if isinstance(outcome, Refused):
        from wording.results import refused

        say(refused(outcome.reason, outcome.params))
        return REFUSED
    say(_("somebody else changed it at the same moment; please try again"))
    return REFUSED


def speak(args: argparse.Namespace) -> None:
    """Choose the language: --lang, config.toml, what was chosen on the screen, else Indonesian."""
    wording.use(choices.preferences(choices.read_config(), language=getattr(args, "lang", "")).language)
