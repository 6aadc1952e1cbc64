"""Files of comments, content calendars and insights, known by what they hold and never by their name."""

import os
from datetime import UTC, datetime
from functools import partial

from channels.importers import (
    apify,
    archives,
    content_calendar,
    documents,
    exportcomments,
    facebook,
    insights,
    meja_calendar,
    meja_export,
    tables,
    workbooks,
    youtube,
)
from domain.accounts import Platform
from domain.incoming import FileRefused, ImportedFile

SIZE_LIMIT = 64 * 1024 * 1024
"""Largest file, in bytes."""

FORMATS = (
    exportcomments.FORMAT,
    apify.FORMAT,
    youtube.FORMAT,
    facebook.FORMAT,
    archives.TAKEOUT,
    archives.TIKTOK,
    archives.X,
    content_calendar.FORMAT,
    meja_export.FORMAT,
    meja_calendar.FORMAT,
    *insights.FORMATS,
)

_DOCUMENTS = (
    (meja_export.fits_record, meja_export.read_records),
    (meja_calendar.fits_record, meja_calendar.read_records),
    (apify.fits, apify.read),
    (facebook.fits, facebook.read),
    (archives.fits_tiktok, archives.read_tiktok),
)
_LOOK_AT = 50
"""A list may begin with a few records that are none of ours."""


def load(path: str) -> bytes:
    """A file's bytes, and not many more of them than may come in.

    Raises:
        FileRefused: `too_large`, `no_file`, `a_folder`, `unreadable`.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise FileRefused("no_file") from None
    except IsADirectoryError:
        raise FileRefused("a_folder") from None
    except OSError:
        raise FileRefused("unreadable") from None
    if len(data) > SIZE_LIMIT:
        raise FileRefused("too_large")
    return data


def made(path: str, now: int) -> datetime:
    """When a file came to be as it is: from then its "11 days ago" counts. Never after `now` (UTC milliseconds)."""
    try:
        changed = os.stat(path).st_mtime
    except (OSError, ValueError):
        changed = now / 1000
    return datetime.fromtimestamp(max(0, min(changed, now / 1000)), UTC)


def read(data: bytes, platform: Platform | None = None, made: datetime | None = None) -> ImportedFile:
    """All that a file holds, rows that cannot come in included as refusals.

    Args:
        data: the whole file.
        platform: wins over the one the file tells.
        made: when the file was made, with its zone; without it "11 days ago" is no date.

    Raises:
        FileRefused: the file as a whole cannot come in: `too_large`, `empty`, `damaged`, `too_deep`,
            `repeated_key`, `too_many_rows`, `unknown_format`, `unknown_metric`, `no_platform`.
    """
    if len(data) > SIZE_LIMIT:
        raise FileRefused("too_large")
    if data.startswith(b"PK\x03\x04") and workbooks.is_workbook(data):
        return _workbook(data, platform)
    text = tables.decode(data)
    if not text.strip():
        raise FileRefused("empty")
    if text.lstrip()[0] in "[{":
        return _document(text, platform, made)
    if archives.is_tweets(text):
        return archives.read_tweets(text, platform)
    if found := tables.csv_table(text, meja_export.ALIASES, meja_export.fits):
        return meja_export.read(found, platform, guarded=True)
    if found := tables.csv_table(text, meja_calendar.ALIASES, meja_calendar.fits):
        return meja_calendar.read([found], platform, guarded=True)
    if found := tables.csv_table(text, exportcomments.ALIASES, exportcomments.fits):
        return exportcomments.read(found, platform)
    if found := tables.csv_table(text, archives.ALIASES, archives.fits):
        return archives.read(found, platform)
    if found := tables.csv_table(text, content_calendar.ALIASES, content_calendar.fits):
        return content_calendar.read([found], platform)
    if told := _insights(text, platform):
        return told
    raise FileRefused("unknown_format")


def _insights(text: str, platform: Platform | None) -> ImportedFile | None:
    parts = (
        (at, name, tables.csv_table(part, insights.CHART, insights.is_chart))
        for at, name, part in insights.charts(text)
    )
    if charts := [(at, name, days) for at, name, days in parts if days]:
        return insights.read_charts(charts, platform)
    if found := tables.csv_table(text, insights.ALIASES, insights.fits):
        return insights.read(found, platform)
    if days := tables.csv_table(text, insights.ALIASES, insights.fits_days):
        return insights.read_days(days, platform)
    return None


def _document(text: str, platform: Platform | None, made: datetime | None) -> ImportedFile:
    records = youtube.unpack(documents.records(text))
    for fits, read_records in (*_DOCUMENTS, (youtube.fits, partial(youtube.read, made=made))):
        if any(fits(record) for _, record in records[:_LOOK_AT]):
            return read_records(records, platform)
    raise FileRefused("unknown_format")


def _workbook(data: bytes, platform: Platform | None) -> ImportedFile:
    ours, calendars, comments, told = [], [], None, None
    for name, sheet in workbooks.named_sheets(data):
        rows = list(sheet)
        if own := tables.table(rows, meja_export.ALIASES, meja_export.fits):
            return meja_export.read(own, platform)
        if own := tables.table(rows, meja_calendar.ALIASES, meja_calendar.fits):
            ours.append(own)
        if calendar := tables.table(rows, content_calendar.ALIASES, content_calendar.fits, above=name):
            calendars.append(calendar)
        elif comments is None:
            comments = tables.table(rows, exportcomments.ALIASES, exportcomments.fits)
            told = told or (None if comments else tables.table(rows, insights.ALIASES, insights.fits))
    if ours:
        return meja_calendar.read(ours, platform)
    if calendars:
        return content_calendar.read(calendars, platform)
    if comments:
        return exportcomments.read(comments, platform)
    if told:
        return insights.read(told, platform)
    raise FileRefused("unknown_format")
