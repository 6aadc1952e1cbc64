"""meja feeds: the news feeds behind the topics."""

import argparse
from pathlib import Path

from console import house
from desk import news
from desk.desk import Desk
from domain.news import Feed, Headline
from domain.outcomes import Done, Outcome
from domain.text import clean
from domain.times import iso
from wording import _, figures, n_
from wording.failures import failure


def configure(parser: argparse.ArgumentParser) -> None:
    """`list`, `add`, `remove`, `refresh`, `presets`, `import` and `export`."""
    parser.set_defaults(json=False)
    actions = parser.add_subparsers(dest="action", metavar="list | add | remove | refresh | presets | import | export")
    listing = actions.add_parser("list", help=_("list the feeds and how they are"))
    listing.add_argument("--json", action="store_true", help=_("one JSON object a feed"))
    add = actions.add_parser("add", help=_("add a feed by its address, or read a document once"))
    what = add.add_mutually_exclusive_group(required=True)
    what.add_argument("url", nargs="?", metavar="URL", help=_("address of a feed or a site, or a short name"))
    what.add_argument("--file", metavar="DOC", help=_("a feed document on this machine"))
    add.add_argument("--zone", default="", metavar="Z", help=_("zone of dates that have none; else the agency's"))
    add.add_argument(
        "--allow-private", action="store_true", help=_("this address (scheme, host, port) may be on your own network")
    )
    remove = actions.add_parser("remove", help=_("remove a feed; its headlines stay until they are old"))
    remove.add_argument("feed", metavar="ID|URL")
    refresh = actions.add_parser("refresh", help=_("ask all feeds for news now"))
    refresh.add_argument("--json", action="store_true", help=_("one JSON object a feed"))
    refresh.add_argument("--due", action="store_true", help=_("only those whose turn it is: for a timer"))
    presets = actions.add_parser("presets", help=_("short names for feeds an agency may want"))
    presets.add_argument("--json", action="store_true", help=_("one JSON object a feed"))
    bring = actions.add_parser("import", help=_("add the feeds of a list (OPML)"))
    bring.add_argument("file", metavar="FILE")
    export = actions.add_parser("export", help=_("write the list of feeds (OPML) to stdout"))
    for action in (listing, add, remove, refresh, presets, bring, export):
        house.add_common(action)


def run(args: argparse.Namespace) -> int:
    """Carry out one of the actions; without one, list."""
    actions = {
        "add": _add,
        "remove": _remove,
        "refresh": _refresh,
        "presets": _presets,
        "import": _import,
        "export": _export,
    }
    return actions.get(args.action, _list)(args)


def _add(args: argparse.Namespace) -> int:
    outcome: Outcome
    if args.file:
        from feeds.fetch import MAX_BYTES

        path = Path(args.file)
        try:
            with path.open("rb") as file:
                body = file.read(MAX_BYTES + 1)
        except OSError:
            house.say(failure("no_file", {"file": args.file}))
            return house.REFUSED
        desk = house.open_desk(args, create=True)
        outcome = news.add_document(desk, path.name, body, zone=args.zone)
    else:
        desk = house.open_desk(args, create=True)
        outcome = news.add_feed(desk, args.url, zone=args.zone, allow_private=args.allow_private)
    if not isinstance(outcome, Done):
        return house.report(outcome, "")
    feed = news.find_feed(desk, str(outcome.params["feed"]))
    if feed:
        count = outcome.params["headlines"]
        words = n_("{title}: {n} headline", "{title}: {n} headlines", count)
        house.say(words.format(title=_name(feed), n=figures.number(count)))
        _remark(feed)
    return house.DONE


def _remark(feed: Feed) -> None:
    """What an admin should know of a feed that answered."""
    if feed.error:
        house.say(failure(feed.error, feed.error_params))
    if feed.undated:
        words = n_(
            "{n} of them without a date that can be read", "{n} of them without dates that can be read", feed.undated
        )
        house.say(words.format(n=figures.number(feed.undated)))
    if feed.moved_to:
        house.say(_("it has moved for good to {url}").format(url=clean(feed.moved_to)))


def _remove(args: argparse.Namespace) -> int:
    desk = house.open_desk(args)
    feed = news.find_feed(desk, args.feed)
    if feed is None:
        house.say(failure("no_such_feed", {"feed": args.feed}))
        return house.REFUSED
    return house.report(news.remove_feed(desk, feed.id), _("removed: {title}").format(title=_name(feed)))


def _refresh(args: argparse.Namespace) -> int:
    desk = house.open_desk(args)
    done = news.refresh(desk, force=not args.due)
    if done.busy:
        house.say(failure("refresh_running", {}))
        return house.REFUSED
    for one in done.feeds:
        if args.json:
            house.emit(
                {
                    "id": one.feed,
                    "url": clean(one.url),
                    "title": clean(one.title),
                    "new": one.new,
                    "error": one.error or None,
                    "params": one.params,
                    "retry_at": iso(one.retry_at, "UTC") if one.retry_at else None,
                }
            )
        else:
            title = clean(one.title or one.url, limit=60)
            print(f"{one.feed:>4}  {title}  {_('{n} new').format(n=figures.number(one.new))}")
        if one.error:
            house.say(f"{clean(one.title or one.url, limit=60)}: {failure(one.error, one.params)}")
    asked = {one.feed for one in done.feeds}
    known = news.feeds(desk)
    if not known and not args.due:
        house.say(_("No feeds yet. `meja feeds add URL` adds one."))
    for feed in known:
        if feed.kind == "url" and feed.error and feed.id not in asked:
            house.say(f"{_name(feed)}: {failure(feed.error, feed.error_params)}")
    return house.DONE


def _presets(args: argparse.Namespace) -> int:
    from feeds.presets import PRESETS

    for one in PRESETS:
        if args.json:
            house.emit({"name": one.name, "title": one.title, "url": one.url, "sort": one.sort})
        else:
            print(f"{one.name:<18} {one.title:<42} {one.url}")
    return house.DONE


def _import(args: argparse.Namespace) -> int:
    from feeds.fetch import MAX_BYTES

    try:
        with Path(args.file).open("rb") as file:
            body = file.read(MAX_BYTES)
    except OSError:
        house.say(failure("no_file", {"file": args.file}))
        return house.REFUSED
    outcome = news.import_list(house.open_desk(args, create=True), body)
    count = outcome.params.get("n", 0) if isinstance(outcome, Done) else 0
    return house.report(outcome, n_("{n} feed added", "{n} feeds added", count).format(n=figures.number(count)))


def _export(args: argparse.Namespace) -> int:
    print(news.export_list(house.open_desk(args)), end="")
    return house.DONE


def _list(args: argparse.Namespace) -> int:
    desk = house.open_desk(args)
    counts: dict[int, int] = {}
    for headline in desk.store.repo("headlines", Headline).all():
        counts[headline.feed] = counts.get(headline.feed, 0) + 1
    feeds = news.feeds(desk)
    if not feeds:
        house.say(_("No feeds yet. `meja feeds add URL` adds one."))
    for feed in feeds:
        if args.json:
            house.emit(_as_json(feed, counts.get(feed.id, 0)))
        else:
            count = counts.get(feed.id, 0)
            headlines = n_("{n} headline", "{n} headlines", count).format(n=figures.number(count))
            print(f"{feed.id:>4}  {_name(feed)}  {clean(feed.url)}  {headlines}  {_state(desk, feed)}")
    return house.DONE


def _name(feed: Feed) -> str:
    return clean(feed.title or feed.url, limit=60)


def _state(desk: Desk, feed: Feed) -> str:
    """How it is: since when it fails and why, else when it answered."""
    now, zone = desk.now(), desk.zone()
    if feed.error:
        since = figures.when(feed.failing_since, now, zone)
        return _("{why} (since {time})").format(why=failure(feed.error, feed.error_params), time=since)
    return figures.ago(feed.fetched_at, now, zone) if feed.fetched_at else _("not fetched yet")


def _as_json(feed: Feed, headlines: int) -> dict[str, object]:
    def at(ms: int) -> str | None:
        return iso(ms, "UTC") if ms else None

    return {
        "id": feed.id,
        "kind": feed.kind,
        "url": clean(feed.url),
        "title": clean(feed.title),
        "zone": feed.zone or None,
        "allow_private": feed.allow_private or None,
        "headlines": headlines,
        "undated": feed.undated,
        "fetched_at": at(feed.fetched_at),
        "tried_at": at(feed.tried_at),
        "error": feed.error or None,
        "params": feed.error_params,
        "failing_since": at(feed.failing_since),
        "retry_at": at(feed.retry_at),
        "moved_to": clean(feed.moved_to) or None,
    }
