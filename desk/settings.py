"""The agency's settings, by their keys."""

from desk.backups import MOST_DAYS, read_days
from desk.desk import Desk, Step
from domain.accounts import SETTING_CHOICES, SETTINGS, Setting
from domain.agency import read_shares
from domain.archives import read_months
from domain.counting import LIMITS, read_limits
from domain.outcomes import Outcome
from domain.restraint import MOST_MINUTES
from domain.slots import read_prime_time
from domain.text import storable
from domain.times import UnknownZone, zone
from domain.week import NotAWeek


def set_setting(desk: Desk, key: str, value: str) -> Outcome:
    """Change an agency-wide setting. An empty value gives the usual one back; the zone has to be one."""
    value = storable(value.strip(), 200)
    with desk.step("setting", key=key, value=value) as step:
        if key not in SETTINGS:
            step.refuse("unknown_setting", key=key, known=", ".join(SETTINGS))
        if key == "zone":
            check_zone(step, value)
        if key in ("pillars", "needs") and value:
            _check_shares(step, value)
        if key == "response_target" and value and not (value.isascii() and value.isdecimal() and 0 < int(value) <= 100):
            step.refuse("bad_share", value=value)
        if key == "limits":
            _check_limits(step, value)
        if key == "prime_time":
            _check_hours(step, value)
        if key in ("archive_months", "retention_months"):
            value = step.params["value"] = _months(step, value)
        if key in ("backup_folder", "picture_folder") and value and not (value.startswith("/") and value.isprintable()):
            step.refuse("bad_folder", value=value)
        if key == "backup_days" and value:
            _check_days(step, value)
        if key == "crisis_minutes" and value:
            _check_minutes(step, value)
        if key in SETTING_CHOICES:
            value = step.params["value"] = _choice(step, value, SETTING_CHOICES[key])
        kept = next((item for item in desk.store.repo("settings", Setting).all() if item.key == key), None)
        if kept is None:
            step.insert("settings", Setting(key=key, value=value))
        elif kept.value != value:
            step.update("settings", kept.id, {"value": value})
    return step.outcome


def _check_shares(step: Step, value: str) -> None:
    try:
        read_shares(value)
    except ValueError:
        step.refuse("bad_shares", value=value)


def _check_limits(step: Step, value: str) -> None:
    try:
        read_limits(value)
    except ValueError as error:
        step.refuse("bad_limit", value=str(error), known=", ".join(LIMITS))


def _check_hours(step: Step, value: str) -> None:
    try:
        read_prime_time(value)
    except NotAWeek as error:
        step.refuse(error.reason, word=error.word)


def _check_days(step: Step, value: str) -> None:
    try:
        read_days(value)
    except ValueError:
        step.refuse("bad_days", value=value, most=MOST_DAYS)


def _check_minutes(step: Step, value: str) -> None:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_MINUTES):
        step.refuse("bad_minutes", value=value, most=MOST_MINUTES)


def _months(step: Step, value: str) -> str:
    try:
        return str(read_months(value)) if value else ""
    except ValueError:
        step.refuse("bad_months", value=value)


def _choice(step: Step, value: str, choices: tuple[str, ...]) -> str:
    value = value.casefold()
    if value and value not in choices:
        step.refuse("bad_choice", value=value, known=", ".join(choices))
    return value


def check_zone(step: Step, name: str) -> None:
    """Refuse what names no time zone."""
    try:
        zone(name)
    except UnknownZone:
        step.refuse("unknown_zone", zone=name)
