"""What every command shares: where things are, who acts, what time it is, and how to speak."""

import argparse
import json
import os
import pwd
import re
import sys
import tomllib
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import store
import wording
from desk.desk import Desk, wall_clock
from domain import __version__
from domain.outcomes import Done, Outcome, Refused
from domain.text import clean
from domain.times import iso, parse_iso
from wording import _

DONE, REFUSED, MISUSED = 0, 1, 2


class Places(NamedTuple):
    """Where this user's files are."""

    config: Path
    data: Path
    state: Path

    @property
    def config_file(self) -> Path:
        """The user's settings; read, never written."""
        return self.config / "config.toml"

    @property
    def choices_file(self) -> Path:
        """What the user chose on the screen."""
        return self.state / "choices.toml"


def places() -> Places:
    """The folders of the XDG base directory specification, read from the environment."""

    def folder(variable: str, default: str) -> Path:
        named = os.environ.get(variable, "")
        return (Path(named) if os.path.isabs(named) else Path.home() / default) / "meja"

    return Places(
        config=folder("XDG_CONFIG_HOME", ".config"),
        data=folder("XDG_DATA_HOME", ".local/share"),
        state=folder("XDG_STATE_HOME", ".local/state"),
    )


CONFIG_KEYS: dict[str, type] = {"store": str, "language": str, "theme": str, "ascii": bool}
"""What config.toml may say, and what kind of value it takes."""


def did_you_mean(word: str, known: Iterable[str]) -> list[str]:
    """The known word that was probably meant, as a question; nothing where none is near."""
    from rapidfuzz import process

    near = process.extractOne(word, list(known), score_cutoff=60)
    return [_("Did you mean {near}?").format(near=near[0])] if near else []


def read_config() -> tuple[dict[str, Any], list[str]]:
    """The user's settings, and a sentence for everything in them that could not be used."""
    path = places().config_file
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        return {}, [_("{path} could not be read: {error}").format(path=path, error=clean(str(error)))]
    config, notices = {}, []
    for key, value in found.items():
        if key not in CONFIG_KEYS:
            unknown = _("{path}: unknown key {key}.").format(path=path, key=clean(key))
            notices.append(" ".join([unknown, *did_you_mean(key, CONFIG_KEYS)]))
        elif not isinstance(value, CONFIG_KEYS[key]):
            notices.append(_("{path}: {key} has a value of the wrong kind").format(path=path, key=key))
        else:
            config[key] = value
    return config, notices


def read_choices() -> dict[str, Any]:
    """What the user chose on the screen earlier; nothing where there is no such file or it is damaged."""
    try:
        return tomllib.loads(places().choices_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError):
        return {}


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
    named = getattr(args, "store", "") or os.environ.get("MEJA_STORE", "") or read_config()[0].get("store", "")
    return Path(named).expanduser() if named else places().data / "store"


def open_desk(args: argparse.Namespace, *, create: bool = False) -> Desk:
    """The desk on the user's store.

    Raises:
        store.StoreError: it cannot be opened; `NoStore` when there is none and `create` is False.
    """
    opened = store.open(store_path(args), actor(args), create=create)
    moment = getattr(args, "now", "")
    if not moment:
        return Desk(opened)
    at = parse_iso(moment, Desk(opened).zone())
    started = wall_clock()
    return Desk(opened, now=lambda: at + wall_clock() - started, read_only=True)


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


def log_crash(error: BaseException) -> Path:
    """Note where the program failed: the kind of error and the lines of the program, no values and no message.

    Values and messages may hold what citizens wrote, or a secret.
    """
    path = places().state / "meja.log"
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    entry = {"at": iso(wall_clock()), "version": __version__, "error": type(error).__name__, "frames": frames}
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    with open(path, "a", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW, 0o600)) as log:
        log.write(json.dumps(entry) + "\n")
    return path


def say(sentence: str) -> None:
    """Words, for people: to stderr."""
    print(sentence, file=sys.stderr)


def emit(data: Any) -> None:
    """One JSON object, on a line of stdout; what a terminal would obey, or not show, is escaped."""
    words = json.dumps(data, ensure_ascii=False)
    print(re.sub("[^ -~]", lambda one: one[0] if one[0].isprintable() else json.dumps(one[0])[1:-1], words))


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
    """Choose the language: --lang, the user's settings, else Indonesian."""
    wanted = getattr(args, "lang", "") or read_config()[0].get("language", "")
    wording.use(wanted if wanted in wording.LANGUAGES else "id")
