"""meja topics: reads headlines from stdin as JSON lines, and prints the story and the topic of each, or a ranking."""

import argparse
from collections import defaultdict
from typing import Any

from console import house
from console.lines import objects
from desk.desk import wall_clock
from domain.news import Headline, Heat
from domain.text import clean
from domain.times import parse_iso
from wording import _


def configure(parser: argparse.ArgumentParser) -> None:
    """The ranking instead, and its present."""
    parser.description = _(
        "Reads {example} a line, and summary where there is one; prints id, cluster (the event) and topic, each named "
        "by its first headline. Published is ISO 8601."
    ).format(example='{"id": …, "title": "…", "source": "…", "published": "…"}')
    parser.add_argument(
        "--rank", action="store_true", help=_("print the topics of what was published by --now, the hottest first")
    )
    parser.add_argument("--json", action="store_true", help=_("as it does anyway"))


def run(args: argparse.Namespace) -> int:
    """Read every line, then print one for each, in order; or one for each topic."""
    from feeds.cluster import group

    try:
        now = parse_iso(args.now) if getattr(args, "now", "") else wall_clock()
    except ValueError:
        house.say(_("--now wants an ISO date and time, not {text}").format(text=clean(args.now)))
        return house.MISUSED
    found = list(objects("id", "title", "source", "published", instants=("published",)))
    headlines = [_headline(place, one) for place, one in enumerate(found)]
    ids = [one["id"] for one in found]
    if args.rank:
        _rank([one for one in headlines if one.published_at <= now], ids, now)
        return house.DONE
    grouping = group([], headlines)
    cluster, topic = _named(headlines, grouping.stories), _named(headlines, grouping.topics)
    for place, one in enumerate(ids):
        house.emit({"id": one, "cluster": ids[cluster[place]], "topic": ids[topic[place]]})
    return house.DONE


def _headline(place: int, given: dict[str, Any]) -> Headline:
    summary, traffic = given.get("summary"), given.get("traffic")
    return Headline(
        id=place,
        feed=0,
        # Where instants are equal the key decides: the input's order.
        key=f"{place:09}",
        title=given["title"],
        summary=summary if isinstance(summary, str) else "",
        outlet=given["source"],
        published_at=given["published"],
        traffic=traffic if isinstance(traffic, int) and traffic > 0 else 0,
    )


def _named(headlines: list[Headline], groups: list[int]) -> list[int]:
    """For each headline the place of the first published one of its group."""
    first = dict[int, int]()
    for place in sorted(range(len(headlines)), key=lambda place: (headlines[place].published_at, place)):
        first.setdefault(groups[place], place)
    return [first[number] for number in groups]


def _rank(headlines: list[Headline], ids: list[Any], now: int) -> None:
    from feeds.cluster import group, representative
    from feeds.rank import heat
    from feeds.words import bare_title

    members = defaultdict[int, list[Headline]](list)
    for one, topic in zip(headlines, group([], headlines).topics, strict=True):
        members[topic].append(one)
    ranked = []
    for told in members.values():
        told.sort(key=lambda one: (one.published_at, one.id))
        ranked.append((heat(told, now), told))
    ranked.sort(key=lambda pair: (-pair[0].value, -pair[1][-1].published_at, pair[1][0].id))
    for rank, (found, told) in enumerate(ranked, 1):
        likest = representative(told)
        house.emit(
            {
                "rank": rank,
                "topic": ids[told[0].id],
                "title": bare_title(likest.title, likest.outlet),
                "heat": round(found.value, 4),
                "factors": _factors(found),
                "ids": [ids[one.id] for one in told],
            }
        )


def _factors(found: Heat) -> dict[str, object]:
    return {
        "warmth": round(found.warmth, 4),
        "outlets": found.outlets,
        "headlines_24h": found.headlines,
        "headlines_6h": found.recent,
        "rise": round(found.rise, 4),
        "direction": found.direction,
        "searches": found.searches,
        "searched": round(found.searched, 4),
    }
