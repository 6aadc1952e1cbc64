"""The desk's own content calendar, brought in again: by the desk that wrote it, another one, or after it was edited."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

import msgspec

from channels import calendar_words as words
from channels.exporters.csv_files import unguarded
from channels.importers import cells, moments
from channels.importers.cells import RowRefused
from channels.importers.documents import Records
from channels.importers.tables import Columns, Fields, Table
from domain.accounts import Platform
from domain.incoming import ImportedFile, PlannedRow, Refusal
from domain.posts import Media
from domain.press import Press

FORMAT = "meja-calendar"

ALIASES = {cells.heading(heading): code for code, heading in words.COLUMNS.items()}

_NUMBER = re.compile(r"P(\d{1,9})")
_CODED = ("format", "pillar", "purpose", "need", "message_type", "plan_mode", "horizon", "verification")
_LINES = ("title", "gist", "theme", "owner", "dataset", "verifier")
_TAG = re.compile(r"#?[^\s,;#]+")

Field = Callable[[str], Any]


def fits(known: Columns) -> bool:
    """A header is ours when it has what an export always has."""
    return known.keys() >= words.OWN


def fits_record(record: object) -> bool:
    """A line is ours when it has what an export always has."""
    return isinstance(record, dict) and record.keys() >= words.OWN


def read(tables: Iterable[Table], platform: Platform | None, *, guarded: bool = False) -> ImportedFile:
    """The rows of tables with their header; `guarded`: as CSV is written."""
    found = ImportedFile(format=FORMAT)
    for table in tables:
        for line, row in table.rows:

            def field(code: str, row: Fields = row) -> Any:
                value = row[code]
                return unguarded(value) if guarded and isinstance(value, str) else value

            _take(found, line, field, frozenset(table.columns), platform)
    return found


def read_records(records: Records, platform: Platform | None) -> ImportedFile:
    """The rows of a file of JSON lines."""
    found = ImportedFile(format=FORMAT)
    for line, record in records:
        if isinstance(record, RowRefused):
            found.refused.append(Refusal(line, record.reason))
        elif not fits_record(record):
            found.refused.append(Refusal(line, "not_a_row"))
        else:
            _take(found, line, _of_record(record), frozenset(record), platform)
    return found


def _of_record(record: dict[str, Any]) -> Field:
    def field(code: str) -> Any:
        value = record.get(code)
        return "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else value

    return field


def _take(found: ImportedFile, line: int, field: Field, told: frozenset[str], platform: Platform | None) -> None:
    if not any(cells.text(field(code)).strip() for code in ("title", "caption", "date")):
        return  # A row of the template that nobody filled in.
    try:
        found.planned.append(_row(line, field, told, platform))
    except RowRefused as refusal:
        found.refused.append(Refusal(line, refusal.reason))


def _row(line: int, field: Field, told: frozenset[str], platform: Platform | None) -> PlannedRow:
    if not cells.name(field("title")):
        raise RowRefused("no_title")
    named = _code("platform", field)
    number = _NUMBER.fullmatch(cells.name(field("number")))
    channel = _told(told, ("own_caption", "variant_state", "url", "published_by", "reason"))
    variant = {name: cells.name(field(name)) for name in channel} | {"caption": cells.text(field("own_caption"))}
    variant.pop("own_caption", None)
    if "variant_state" in told:
        variant["state"] = _code("variant_state", field) or "planned"
        del variant["variant_state"]
    return PlannedRow(
        line=line,
        number=int(number[1]) if number else 0,
        key=cells.name(field("key")),
        platform=platform or named or None,  # type: ignore[arg-type]
        account=cells.name(field("account")).lstrip("@"),
        slot=_slot(field),
        published=_moment(field("published_at")),
        event=_moment(field("event_at")),
        programme=cells.name(field("programme")) if "programme" in told else None,
        post=_post(field, told),
        variant=variant,
    )


def _told(told: frozenset[str], names: Iterable[str]) -> list[str]:
    return [name for name in names if name in told]


def _post(field: Field, told: frozenset[str]) -> dict[str, Any]:
    """The fields of the post that the file tells."""
    post: dict[str, Any] = {name: cells.name(field(name)) for name in _told(told, _LINES)}
    post |= {name: cells.text(field(name)) for name in _told(told, ("caption", "note"))}
    for name in _told(told, _CODED):
        post[name] = _code(name, field) or ("unverified" if name == "verification" else None)
    if "state" in told:
        post["state"] = _code("state", field) or "draft"
    if "ai_assisted" in told:
        post["ai_assisted"] = _code("ai_assisted", field) == "yes"
    if "press" in told:
        post["press"] = _press(field("press"))
    if "hashtags" in told:
        post["hashtags"] = tuple(f"#{tag.lstrip('#')}" for tag in _TAG.findall(cells.name(field("hashtags"))))
    if "sources" in told:
        post["sources"] = tuple(line.strip() for line in _lines(field("sources")) if line.strip())
    if "media" in told:
        alt_texts = _lines(field("alt_texts"))
        paths = [line.strip() for line in _lines(field("media"))]
        pairs = zip(paths, [*alt_texts, *[""] * len(paths)], strict=False)
        post["media"] = tuple(Media(path=path, alt_text=alt.strip()) for path, alt in pairs if path)
    return post


def _press(value: object) -> Press | None:
    if value in ("", None):
        return None
    try:
        if isinstance(value, dict):
            return msgspec.convert(value, Press)
        return msgspec.json.decode(cells.text(value), type=Press)
    except (msgspec.ValidationError, msgspec.DecodeError):
        raise RowRefused("unknown_word") from None


def _lines(value: object) -> list[str]:
    text = cells.text(value)
    return text.replace("\r\n", "\n").split("\n") if text else []


def _code(column: str, field: Field) -> str:
    value = field(column)
    text = ("yes" if value else "no") if isinstance(value, bool) else cells.name(value)
    found = words.code(column, text)
    if found is None:
        raise RowRefused("unknown_platform" if column == "platform" else "unknown_word")
    return found


def _slot(field: Field) -> datetime | None:
    """When a row goes out; None: it has no day. A day without a time is at noon."""
    if field("date") in ("", None):
        return None
    moment, precision = moments.written(field("date"))
    at = field("time")
    if isinstance(at, datetime):
        clock: time | None = at.time()
    elif isinstance(at, time):
        clock = at
    elif isinstance(at, float):
        clock = moments.clock_of_number(at)
    elif text := cells.name(at):
        clock = moments.clock(text)
        if clock is None:
            raise RowRefused("bad_time")
    else:
        clock = moment.time() if precision != "day" else time(12)
    if clock is None:
        raise RowRefused("bad_time")
    return datetime.combine(moment.date(), clock, clock.tzinfo or moment.tzinfo)


def _moment(value: object) -> datetime | None:
    if value in ("", None):
        return None
    return moments.written(value)[0]
