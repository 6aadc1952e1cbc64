"""meja store init: makes a store, for one admin or for a Unix group, empty or with what a TinyDB file holds."""

import argparse
import grp
import os

import store
from console import house
from domain.text import clean
from store.making import make, read_stock
from wording import _


def configure(parser: argparse.ArgumentParser) -> None:
    """The folder, who shares it, and what to begin with."""
    parser.add_argument("folder", nargs="?", metavar="DIR", help=_("where; else the store the other commands use"))
    parser.add_argument("--group", metavar="G", help=_("the Unix group whose members share it"))
    parser.add_argument("--from", dest="stock", metavar="FILE", help=_("begin with what a TinyDB file holds"))


def run(args: argparse.Namespace) -> int:
    """Make the store."""
    folder = os.path.expanduser(args.folder) if args.folder else str(house.store_path(args))
    group = None
    if args.group is not None:
        try:
            group = grp.getgrnam(args.group).gr_gid
        except KeyError:
            house.say(_("There is no Unix group {name}: groupadd makes one.").format(name=clean(args.group)))
            return house.REFUSED
    try:
        stock = read_stock(args.stock) if args.stock else None
    except store.BadFile as error:
        from wording import store as words

        house.say(words.bad_file(error.path, error.reason, error.where))
        return house.REFUSED
    try:
        make(folder, house.actor(args), group=group, stock=stock)
    except PermissionError:
        if group is None or group in (os.getgid(), *os.getgroups()):
            raise
        not_ours = _("A store can be given to the group {name} by its members, or by root.")
        house.say(not_ours.format(name=clean(args.group)))
        return house.REFUSED
    shared = _("for the group {name}").format(name=clean(args.group)) if args.group else _("for you alone")
    house.say(_("The store {folder} is made, {whom}.").format(folder=clean(folder), whom=shared))
    return house.DONE
