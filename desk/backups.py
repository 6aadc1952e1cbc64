"""A backup every day, made by whichever desk is open, in a process of its own: never in the way of who works."""

import os

import msgspec

from desk import apart
from desk.desk import Desk
from domain.times import day_bounds, day_of

USUAL_DAYS = 14
"""So long a day's backup is kept, where nothing else was said."""
MOST_DAYS = 3_660


class NotMade(Exception):
    """There is no backup of today. `code`: the name of what went wrong, as in `store.errors`, or ``OSError``."""

    def __init__(self, code: str, detail: str, folder: str) -> None:
        super().__init__(code, detail, folder)
        self.code = code
        self.detail = detail
        self.folder = folder


class Told(msgspec.Struct):
    """What the process that makes a backup tells when it could not."""

    code: str
    detail: str


def read_days(text: str) -> int:
    """For how many days backups are kept; 0: none are made.

    Raises:
        ValueError: it is no number from 0 to 3,660.
    """
    if not (text.isascii() and text.isdecimal() and int(text) <= MOST_DAYS):
        raise ValueError(text)
    return int(text)


def days_kept(desk: Desk) -> int:
    """What the agency has set, else the usual; 0: no backups are made."""
    try:
        return read_days(desk.setting("backup_days"))
    except ValueError:
        return USUAL_DAYS


def folder(desk: Desk) -> str:
    """Where a day's backup goes: what the agency has set, else a folder in the store."""
    return desk.setting("backup_folder") or os.path.join(os.path.abspath(desk.store.path), "backups")


def daily(desk: Desk) -> bool:
    """Make today's backup, if there is none and backups are wished for; whether one was made now.

    It takes seconds: not for the thread that draws.

    Raises:
        NotMade: it could not be made.
    """
    from store.backup import made_since  # It costs start-up time.

    days, now = days_kept(desk), desk.now()
    if not days or desk.example or desk.read_only or desk.store.fault or not desk.store.seq:
        return False
    zone, where = desk.zone(), folder(desk)
    since = day_bounds(day_of(now, zone), zone)[0]
    if made_since(where, desk.store.path, since, now):
        return False
    words = os.path.abspath(desk.store.path), where, *map(str, (now, since, days))
    made = apart.run("store.backup_daily", *words)
    if made.returncode:
        try:
            told = msgspec.json.decode(made.stdout, type=Told)
        except msgspec.DecodeError:
            told = Told("OSError", "")
        raise NotMade(told.code, told.detail, where)
    return made_since(where, desk.store.path, since, now)
