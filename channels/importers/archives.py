"""What platforms give an account of itself: Google Takeout, TikTok's and X's archives. No archive has what citizens
wrote; what is in them are our own answers."""

import hashlib
import html
import json
import re
from typing import Any

from channels.importers import cells, moments
from channels.importers.cells import RowRefused
from channels.importers.documents import Records, items, records
from channels.importers.gathering import gather
from channels.importers.tables import Columns, Fields, Table
from domain.accounts import Platform
from domain.incoming import FileRefused, ImportedFile, IncomingComment

TAKEOUT, TIKTOK, X = "youtube-takeout", "tiktok-archive", "x-archive"

ALIASES = {
    "comment id": "id",
    "channel id": "channel",
    "comment create timestamp": "date",
    "comment creation timestamp": "date",
    "time created": "date",
    "parent comment id": "parent",
    "top level comment id": "top",
    "video id": "video",
    "post id": "post",
    "comment text": "text",
}
_ASSIGNED = re.compile(r"\s*window\.YTD\.tweets?\.part\d+\s*=\s*(?=\[)")
_CREATED = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) ([\d:]{8}) ([+-]\d{4}) (\d{4})")


# Google Takeout: YouTube comments


def fits(columns: Columns) -> bool:
    """A header of theirs, whichever columns this export has."""
    return columns.keys() >= {"id", "channel", "date", "text"}


def read(table: Table, platform: Platform | None) -> ImportedFile:
    """The channel's own comments."""
    return gather(TAKEOUT, table.rows, lambda line, row: _takeout(line, row, platform or "youtube"))


def _takeout(line: int, row: Fields, platform: Platform) -> IncomingComment:
    id = cells.identifier(row["id"])
    written, precision = moments.written(row["date"])
    video = cells.name(row["video"])
    parent = cells.name(row["parent"]) or cells.name(row["top"])
    return IncomingComment(
        line=line,
        platform=platform,
        platform_id=id,
        parent=parent if parent != id else "",
        post_ref=f"https://www.youtube.com/watch?v={video}" if video else cells.name(row["post"]),
        text=_pieces(cells.text(row["text"])),
        written=written,
        written_precision=precision,
        own=True,
    )


def _pieces(cell: str) -> str:
    """The text in its pieces: ``{"text":"…"},{"text":"…"}``. An older export has the text alone."""
    if not cell.lstrip().startswith("{"):
        return cell
    try:
        found = json.loads(f"[{cell}]")
    except (ValueError, RecursionError):
        return cell
    return "".join(cells.text(one.get("text")) for one in found if isinstance(one, dict))


# X: data/tweets.js


def is_tweets(text: str) -> bool:
    """A script of X's archive; it is read as data, never run."""
    return _ASSIGNED.match(text) is not None


def read_tweets(text: str, platform: Platform | None) -> ImportedFile:
    """Our answers; posts that answer nobody are no comments. Raises as `documents.records`."""
    found = records(_ASSIGNED.sub("", text, count=1).rstrip().rstrip(";"))
    tweets: Records = [(line, _unwrapped(one)) for line, one in found]
    answers = [(line, one) for line, one in tweets if _answered(one)]
    if not any("full_text" in one for _, one in tweets if isinstance(one, dict)):
        raise FileRefused("unknown_format")
    return gather(X, answers, lambda line, one: _tweet(line, one, platform or "x"))


def _unwrapped(record: Any) -> Any:
    return record.get("tweet", record) if isinstance(record, dict) else record


def _answered(tweet: Any) -> bool:
    return not isinstance(tweet, dict) or bool(tweet.get("in_reply_to_status_id_str"))


def _tweet(line: int, tweet: Any, platform: Platform) -> IncomingComment:
    if isinstance(tweet, RowRefused):
        raise tweet
    if not isinstance(tweet, dict):
        raise RowRefused("not_a_comment")
    created = _CREATED.fullmatch(cells.name(tweet.get("created_at")))
    if created is None:
        raise RowRefused("bad_date")
    month, day, clock, offset, year = created.groups()
    written, precision = moments.written(f"{day} {month} {year} {clock} {offset}")
    entities = tweet.get("entities")
    text = cells.text(tweet.get("full_text"))
    for link in items(entities.get("urls") if isinstance(entities, dict) else None):
        short, long = (cells.name(link.get(name)) for name in ("url", "expanded_url"))
        if short and long:
            text = text.replace(short, long)
    return IncomingComment(
        line=line,
        platform=platform,
        platform_id=cells.identifier(tweet.get("id_str") or tweet.get("id")),
        parent=cells.identifier(tweet.get("in_reply_to_status_id_str")),
        text=html.unescape(text),
        written=written,
        written_precision=precision,
        likes=cells.count(tweet.get("favorite_count")),
        own=True,
    )


# TikTok: user_data_tiktok.json


def fits_tiktok(record: object) -> bool:
    """The whole archive: the newer layout, and the one before it."""
    return _comments(record) is not None


def read_tiktok(records: Records, platform: Platform | None) -> ImportedFile:
    """Our comments. The archive names neither them nor what they answer, so they get an id of their own."""
    archive = next(one for _, one in records if fits_tiktok(one))
    handle = _profile(archive)
    rows = list(enumerate(_comments(archive) or [], start=1))
    return gather(TIKTOK, rows, lambda line, one: _comment(line, one, handle, platform or "tiktok"))


def _comments(record: Any) -> list[Any] | None:
    """Where the comments stand in it."""
    for path in (("Comment",), ("Your Activity", "Comment"), ("Activity",)):
        found = record
        for name in (*path, "Comments", "CommentsList"):
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, list):
            return found
    return None


def _profile(record: Any) -> str:
    for first in ("Profile", "Profile And Settings"):
        found = record
        for name in (first, "Profile Info", "ProfileMap", "userName"):
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, str):
            return cells.name(found)
    return ""


def _comment(line: int, one: Any, handle: str, platform: Platform) -> IncomingComment:
    if not isinstance(one, dict):
        raise RowRefused("not_a_comment")
    told = {str(name).casefold(): value for name, value in one.items()}
    text, date = cells.text(told.get("comment")), cells.name(told.get("date"))
    written, precision = moments.written(f"{date} UTC")
    key = hashlib.blake2b(f"{handle}\n{date}\n{text}".encode("utf-8", "replace"), digest_size=10).hexdigest()
    return IncomingComment(
        line=line,
        platform=platform,
        platform_id=f"arsip:{key}",
        url=cells.name(told.get("url")),
        handle=handle,
        text=text,
        written=written,
        written_precision=precision,
        own=True,
        account_handle=handle,
    )
