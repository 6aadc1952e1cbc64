"""meja store: looks after the store itself. Each action is a module of its own, as each command is."""

import argparse
from importlib import import_module

from console import house
from wording import N_, _

ACTIONS: dict[str, tuple[str, str]] = {
    "init": ("console.store_init", N_("make a store: for yourself, or for the admins of a Unix group")),
    "check": ("console.store_check", N_("look whether everything in the store is as it should be")),
    "verify": ("console.store_verify", N_("look whether the audit trail is as it was written")),
    "stats": ("console.store_stats", N_("how large the store is, and what happened in it last")),
    "archive": ("console.store_archive", N_("move old comments into monthly archives; search them, bring them back")),
    "erase": ("console.store_erase", N_("list everything of one citizen, then erase it for good")),
    "retention": ("console.store_retention", N_("remove or anonymise comments older than the agency keeps them")),
    "backup": ("console.store_backup", N_("write the whole store into one file, while desks are open")),
    "restore": ("console.store_restore", N_("let a backup be the store; what was there is kept")),
    "compact": ("console.store_compact", N_("write the journal into the snapshot now")),
}
"""Each action: the module that carries it out, and what it is for."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The actions, each with its own options."""
    actions = parser.add_subparsers(dest="action", metavar="|".join(ACTIONS), required=True)
    for name, (module, help) in ACTIONS.items():
        action = actions.add_parser(name, help=_(help), description=_(help))
        house.add_common(action)
        import_module(module).configure(action)


def run(args: argparse.Namespace) -> int:
    """Carry out an action."""
    code: int = import_module(ACTIONS[args.action][0]).run(args)
    return code
