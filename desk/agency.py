"""Setting up the agency: its name, its zone, its accounts and what each should publish a day."""

from desk.desk import Desk, Step
from domain.accounts import SETTINGS, Account, Platform, Setting, Target, plain_handle
from domain.outcomes import Outcome
from domain.text import storable
from domain.times import UnknownZone, zone


def set_setting(desk: Desk, key: str, value: str) -> Outcome:
    """Change an agency-wide setting."""
    with desk.step("setting", key=key, value=value) as step:
        if key not in SETTINGS:
            step.refuse("unknown_setting", key=key, known=", ".join(SETTINGS))
        if key == "zone":
            _check_zone(step, value)
        kept = next((item for item in desk.store.repo("settings", Setting).all() if item.key == key), None)
        if kept is None:
            step.insert("settings", Setting(key=key, value=storable(value, 200)))
        elif kept.value != value:
            step.update("settings", kept.id, {"value": storable(value, 200)})
    return step.outcome


def add_account(
    desk: Desk, platform: Platform, handle: str, *, zone: str = "", target: int | None = None, name: str = ""
) -> Outcome:
    """Add an account, or set up the one of that handle (or the one an import met without a handle)."""
    handle = storable(handle.strip().lstrip("@"), 100)
    with desk.step("account.add", platform=platform, handle=handle) as step:
        if not handle:
            step.refuse("no_handle")
        if target is not None and not 0 <= target <= 100:
            step.refuse("bad_target", target=target)
        if zone:
            _check_zone(step, zone)
        same = [account for account in desk.accounts() if account.platform == platform]
        kept = next((one for one in same if plain_handle(one.handle) == plain_handle(handle)), None)
        kept = kept or next((one for one in same if not one.configured and not one.handle), None)
        if kept:
            id = kept.id
            fields = {"handle": handle, "configured": True, "zone": zone or kept.zone, "name": name or kept.name}
            step.update("accounts", id, fields)
        else:
            id = step.insert("accounts", Account(platform=platform, handle=handle, zone=zone, name=name))
        if target is not None:
            _set_target(desk, step, id, target)
    return step.outcome


def _set_target(desk: Desk, step: Step, account: int, count: int) -> None:
    targets = desk.store.repo("targets", Target).all()
    kept = next((one for one in targets if (one.account, one.period) == (account, "day")), None)
    if kept is None:
        step.insert("targets", Target(account=account, count=count))
    elif kept.count != count:
        step.update("targets", kept.id, {"count": count})


def _check_zone(step: Step, name: str) -> None:
    try:
        zone(name)
    except UnknownZone:
        step.refuse("unknown_zone", zone=name)
