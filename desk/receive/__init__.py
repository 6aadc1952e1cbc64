"""What files bring in: comments, planned posts and insights, each once, however often a file is imported."""

from datetime import datetime

from desk import mappings
from desk.desk import Desk
from desk.receive import planned
from desk.receive.comments import Comments
from desk.receive.insights import Readings
from desk.receive.owners import Owners
from desk.receive.planned import PlannedPosts
from desk.receive.posts import Posts, find_homes, grouped
from desk.receive.steps import TRANSACTION, Tally, dry, in_steps
from domain.accounts import Platform
from domain.incoming import FileReport, ImportedFile


def import_file(
    desk: Desk, data: bytes, name: str, *, platform: Platform | None = None, made: datetime | None = None
) -> FileReport:
    """Bring a whole file into the store, as `receive` does; `made`: when the file was, else now.

    Raises:
        FileRefused: the file as a whole cannot come in; nothing has changed.
    """
    return receive(desk, mappings.read(desk, data, platform, made), name)


def receive(
    desk: Desk, found: ImportedFile, name: str, *, account: str = "", zone: str = "", dry_run: bool = False
) -> FileReport:
    """Bring what a file holds into the store, in transactions of 500 comments, posts or readings.

    Args:
        found: the file, as `channels.importers.read` gives it.
        name: what the report calls the file.
        account: id or handle of the account it belongs to; made where it does not exist. Else the one the file
            names, else the first of the platform.
        zone: of times without one; else the account's, the agency's, WIB.
        dry_run: count only.

    Raises:
        UnknownZone: `zone` is none.
    """
    owners = Owners(desk, account=account, zone=zone)
    tally = Tally(same=found.same)
    # What we wrote comes last, so that every comment it answers is there.
    comments = sorted(found.comments, key=owners.wrote)
    homeless = find_homes(desk, found.posts)
    posts = grouped(one for one in found.posts if one.platforms)
    rows = planned.grouped(found.planned)
    insights = Readings(desk, owners, tally, found.format, found.readings)
    if dry_run:
        dry(desk, Comments(desk, owners, tally, comments), comments)
        dry(desk, Posts(desk, owners, tally), posts)
        dry(desk, PlannedPosts(desk, owners, tally), rows)
        if found.readings:
            dry(desk, insights, found.readings)
    else:
        in_steps(desk, "comment.import", Comments(desk, owners, tally, comments), comments, name)
        in_steps(desk, "post.import", Posts(desk, owners, tally), posts, name)
        in_steps(desk, "post.import", PlannedPosts(desk, owners, tally), rows, name)
        if found.readings:
            in_steps(desk, "metrics.import", insights, found.readings, name)
    return FileReport(
        file=name,
        format=found.format,
        new=tally.new,
        changed=tally.changed,
        same=tally.same,
        barred=tally.barred,
        refused=(*found.refused, *homeless, *insights.refused),
        zones=owners.zones,
        untimed=sum(not post.has_time for post in found.posts),
        made=tuple(owners.made),
        matched=insights.matched,
        by_caption=tuple(insights.by_caption),
        unmatched=tuple(insights.unmatched),
    )


__all__ = ["TRANSACTION", "import_file", "receive"]
