"""meja count: reads texts from stdin as JSON lines, and prints how long each is where it goes out."""

import argparse
from typing import Any

from console import arguments, house
from console.lines import objects
from domain.counting import LIMITS, hashtags, length, limit, mentions
from wording import _

WHAT = ("caption", "photo", "comment", "title")


def configure(parser: argparse.ArgumentParser) -> None:
    """For which platform, and for what on it."""
    parser.description = _(
        "Reads {example} a line; prints id, and for each platform length, limit and by how much the text is too long."
    ).format(example='{"id": …, "text": "…"}')
    parser.add_argument("--platform", type=arguments.platform, choices=sorted(LIMITS), help=_("only this platform"))
    parser.add_argument("--for", dest="what", choices=WHAT, default="caption", help=_("what the text is: a caption"))
    parser.add_argument("--json", action="store_true", help=_("as it does anyway"))


def run(args: argparse.Namespace) -> int:
    """Read every line, then print one for each, in order."""
    found = list(objects("id", "text"))
    platforms = [args.platform] if args.platform else list(LIMITS)
    for one in found:
        text = one["text"]
        counts = {platform: _count(platform, text, args.what) for platform in platforms}
        house.emit({"id": one["id"], **counts, "hashtags": len(hashtags(text)), "mentions": len(mentions(text))})
    return house.DONE


def _count(platform: str, text: str, what: str) -> dict[str, Any]:
    counted, most = length(platform, text, what), limit(platform, what)
    return {"length": counted, "limit": most or None, "over": max(0, counted - most) if most else 0}
