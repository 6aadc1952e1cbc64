"""What an admin chose: config.toml, which we only read, and the choices made on the screen, which we keep."""

import fcntl
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from console.places import places
from domain.preferences import CHOICES, NO_COLOUR, Choice, Preferences
from domain.text import clean
from wording import _

CONFIG_KEYS: dict[str, type] = {
    "store": str,
    "language": str,
    "theme": str,
    "bell": str,
    "title": bool,
    "ascii": bool,
    "keys": dict,
}
"""What config.toml may say, and what kind of value it takes."""

ENOUGH_COLOURS = ("256color", "kitty")
"""How the name of a terminal ends that has more than sixteen colours: what Textual goes by, too."""


def did_you_mean(word: str, known: Iterable[str]) -> list[str]:
    """The known word that was probably meant, as a question; nothing where none is near."""
    from rapidfuzz import process

    near = process.extractOne(word, list(known), score_cutoff=60)
    return [_("Did you mean {near}?").format(near=near[0])] if near else []


class Config(NamedTuple):
    """The user's settings, and a sentence for everything in them that could not be used."""

    values: dict[str, Any]
    notices: list[str]


def read_config() -> Config:
    """What config.toml says."""
    path = places().config_file
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config({}, [])
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        return Config({}, [_("{path} could not be read: {error}").format(path=path, error=clean(str(error)))])
    values, notices = {}, []
    for key, value in found.items():
        if key not in CONFIG_KEYS:
            unknown = _("{path}: unknown key {key}.").format(path=path, key=clean(key))
            notices.append(" ".join([unknown, *did_you_mean(key, CONFIG_KEYS)]))
        elif not isinstance(value, CONFIG_KEYS[key]):
            notices.append(_("{path}: {key} has a value of the wrong kind").format(path=path, key=key))
        elif key in CHOICES and value not in _values(key):
            known = ", ".join(_values(key))
            wrong = _("{path}: {key} cannot be {value}; it can be: {known}")
            notices.append(wrong.format(path=path, key=key, value=clean(str(value), limit=40), known=known))
        else:
            values[key] = value
    return Config(values, notices)


def _values(name: str) -> tuple[str, ...]:
    return next((values for known, values in CHOICES.items() if known == name), ())


def read_choices() -> dict[Choice, str]:
    """What was chosen on the screen earlier; nothing where there is no such file or it is damaged."""
    try:
        found = tomllib.loads(places().choices_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError):
        return {}
    return {name: found[name] for name, values in CHOICES.items() if found.get(name) in values}


def keep(name: Choice, value: str) -> None:
    """Keep a choice. Other sessions of the same user may keep theirs at the same moment: nothing of them is lost.

    Raises:
        OSError: it cannot be written.
    """
    path = places().choices_file
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    with open(path.with_suffix(".lock"), "w", opener=_private) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _write(path, read_choices() | {name: value})


def _write(path: Path, choices: Mapping[Choice, str]) -> None:
    """The whole file anew, in the place of the old one: whoever reads finds the one or the other."""
    new = path.with_suffix(".new")
    with open(new, "w", encoding="utf-8", opener=_private) as file:
        file.writelines(f'{name} = "{value}"\n' for name, value in choices.items())
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def preferences(config: Config, *, theme: str = "", language: str = "", ascii: bool = False) -> Preferences:
    """What holds: an option of the command line, else config.toml, else what was chosen on the screen.

    What the terminal cannot show gives way all the same: NO_COLOR takes the colours away, and where there are sixteen
    of them the theme is the one of sixteen, unless the command line says otherwise.
    """
    chosen = read_choices()
    options = {"theme": theme, "language": language}
    values: dict[str, str] = {}
    fixed: dict[str, str] = {}
    for name, known in CHOICES.items():
        values[name] = options.get(name) or config.values.get(name) or chosen.get(name) or known[0]
        if name in config.values:
            fixed[name] = str(places().config_file)
    if os.environ.get("NO_COLOR"):
        values["theme"], fixed["theme"] = NO_COLOUR, "NO_COLOR"
    elif not theme and few_colours() and not values["theme"].startswith("ansi"):
        light = values["theme"] == "siang" or light_ground()
        values["theme"], fixed["theme"] = "ansi-siang" if light else "ansi", f"TERM={os.environ.get('TERM', '')}"
    return Preferences(
        **values, title=config.values.get("title", False), ascii=ascii or config.values.get("ascii", False), fixed=fixed
    )


def few_colours() -> bool:
    """The terminal says that it has sixteen colours at most, or does not say that it has more."""
    if os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return False
    return os.environ.get("TERM", "").strip().lower().rpartition("-")[2] not in ENOUGH_COLOURS


def light_ground() -> bool:
    """The terminal says that its ground is light; most say nothing."""
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
