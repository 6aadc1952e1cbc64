"""meja set: changes an agency-wide setting, or shows them."""

import argparse

from console import house
from desk.settings import set_setting
from domain.accounts import SETTINGS
from domain.text import clean
from wording import _


def configure(parser: argparse.ArgumentParser) -> None:
    """A key and a value; neither shows all."""
    parser.add_argument("key", nargs="?", metavar="KEY", help=", ".join(SETTINGS))
    parser.add_argument("value", nargs="?", metavar="VALUE")
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Change a setting, or show them."""
    if args.key is not None and args.value is not None:
        outcome = set_setting(house.open_desk(args, create=True), args.key, args.value)
        return house.report(outcome, _("{key} is now {value}").format(key=args.key, value=clean(args.value)))
    desk = house.open_desk(args)
    wanted = [args.key] if args.key else list(SETTINGS)
    if unknown := [key for key in wanted if key not in SETTINGS]:
        house.say(
            _("there is no setting {key}; known: {known}").format(key=clean(unknown[0]), known=", ".join(SETTINGS))
        )
        return house.MISUSED
    values = {key: desk.setting(key) for key in wanted}
    if args.json:
        house.emit(values)
    else:
        for key, value in values.items():
            print(f"{key} = {clean(value)}")
    return house.DONE
