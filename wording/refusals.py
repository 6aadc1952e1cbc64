"""What became of a file, why rows of it were refused, and why a whole file was."""

from collections import defaultdict

from domain.accounts import NAMES, Account
from domain.incoming import FileRefused, FileReport, Refusal
from domain.mappings import FIELDS
from domain.text import clean
from domain.times import zone_label
from wording import N_, _, figures, mapping, n_

FILES: dict[str, str] = {
    "no_file": N_("there is no such file"),
    "a_folder": N_("it is a folder"),
    "unreadable": N_("it cannot be opened"),
    "empty": N_("it is empty"),
    "too_large": N_("it is larger than 64 MiB, or larger than 256 MiB once unpacked"),
    "damaged": N_("it is damaged or breaks off"),
    "damaged_at": N_("it is damaged or breaks off (line {line})"),
    "too_deep": N_("its brackets are nested too deeply"),
    "too_many_rows": N_("it has more than a million rows"),
    "repeated_key": N_("a record names the same field twice"),
    "no_platform": N_("it does not tell which platform it is from; meja import --platform says it"),
    "unknown_metric": N_("it is a chart of something the desk does not count: {metric}"),
    "no_table": N_("it has no table with a header"),
    "no_column": N_("a column is missing: {column}"),
    "no_mapping": N_("nothing is kept under the name {name}"),
    "no_field": N_("there is no field {field}; there are {fields}"),
    "unknown_format": N_(
        "the format is not known. Comments come from ExportComments, Apify, youtube-comment-downloader, "
        "facebook-scraper or another desk's export, planned posts from a content calendar with a date, a platform and "
        "a title (CSV or XLSX), figures from the insights exports of Meta, YouTube Studio, TikTok Studio and X. "
        "Another table comes in once its columns are said: meja import --preview shows them"
    ),
}

ROWS: dict[str, str] = {
    "no_id": N_("has no comment id"),
    "bad_id": N_("its id cannot be one"),
    "rounded_id": N_("its id was rounded by a spreadsheet; export it again without opening it there"),
    "no_date": N_("has no date"),
    "bad_date": N_("its date cannot be read"),
    "bad_time": N_("its time cannot be read"),
    "no_title": N_("has no title"),
    "unknown_word": N_("has a word that is none of its column's"),
    "not_a_row": N_("is no row of a calendar"),
    "no_platform": N_("names no platform"),
    "no_accounts": N_("is for all platforms, and the desk has no account yet"),
    "unknown_platform": N_("names a platform the desk does not know"),
    "not_a_comment": N_("is no comment"),
    "damaged_row": N_("is damaged"),
    "too_many_cells": N_("has more cells than the header"),
    "which_account": N_("may be of more than one account: meja import --account names it"),
    "unknown_metric": N_("begins a chart of something the desk does not count"),
    "not_lifetime": N_("tells a day of a post; export it again over its lifetime"),
}

_ZONES = {
    "given": N_("{file}: times without a zone were read in {zone}, as given."),
    "account": N_("{file}: times without a zone were read in {zone}, the account's."),
    "agency": N_("{file}: times without a zone were read in {zone}, the agency's."),
    "default": N_("{file}: times without a zone were read in {zone}; meja import --zone names another."),
}

_LINES_SHOWN = 5


def file_refused(error: FileRefused, file: str) -> str:
    """Why a whole file could not come in."""
    code = "damaged_at" if error.reason == "damaged" and error.params.get("line") else error.reason
    told = dict.fromkeys(("line", "metric", "column", "name", "field", "fields"), "")
    told |= {name: clean(str(value), limit=200) for name, value in error.params.items()}
    if told["column"] in FIELDS:
        told["column"] = mapping.field(told["column"])
    reason = _(FILES.get(code, code)).format_map(told)
    return _("{file} did not come in: {reason}.").format(file=clean(file, limit=200), reason=reason)


def report_line(report: FileReport) -> str:
    """The counts of a file, in one line."""
    parts = [
        n_("{n} new", "{n} new", report.new).format(n=figures.number(report.new)),
        n_("{n} changed", "{n} changed", report.changed).format(n=figures.number(report.changed)),
        n_("{n} the same", "{n} the same", report.same).format(n=figures.number(report.same)),
    ]
    if report.refused:
        refused = len(report.refused)
        parts.append(n_("{n} refused", "{n} refused", refused).format(n=figures.number(refused)))
    return f"{clean(report.file, limit=200)}: {', '.join(parts)}"


def remarks(report: FileReport) -> list[str]:
    """What else there is to know of a file, a sentence each."""
    file = clean(report.file, limit=200)
    said = [_(_ZONES[source]).format(file=file, zone=zone_label(zone)) for zone, source in report.zones.items()]
    if report.untimed:
        posts = n_(
            "{file}: {n} post has a day and no time; it is planned at 12.00.",
            "{file}: {n} posts have a day and no time; they are planned at 12.00.",
            report.untimed,
        )
        said.append(posts.format(file=file, n=figures.number(report.untimed)))
    if report.barred:
        rows = n_(
            "{file}: {n} comment stays out: it was erased, or is older than the agency keeps.",
            "{file}: {n} comments stay out: they were erased, or are older than the agency keeps.",
            report.barred,
        )
        said.append(rows.format(file=file, n=figures.number(report.barred)))
    said += [_met(file, account) for account in report.made]
    said += [f"{file}: {sentence}" for sentence in _matched(report)]
    return said + [f"{file}: {sentence}" for sentence in _refused_rows(report.refused)]


def _matched(report: FileReport) -> list[str]:
    """How rows of insights found their posts, and which did not."""
    said = []
    if report.by_caption:
        pairs = ", ".join(f"{line} → P{post}" for line, post in report.by_caption[:_LINES_SHOWN])
        more = " …" if len(report.by_caption) > _LINES_SHOWN else ""
        said.append(_("matched by time and text, please check (row → post): {pairs}").format(pairs=pairs + more))
    for several in (False, True):
        rows = [one for one in report.unmatched if one.several == several]
        if not rows:
            continue
        told = "; ".join(f"{one.line} “{clean(one.title or one.url, limit=40)}”" for one in rows[:_LINES_SHOWN])
        more = " …" if len(rows) > _LINES_SHOWN else ""
        if several:
            words = n_("{n} row fits several posts: {rows}", "{n} rows fit several posts: {rows}", len(rows))
        else:
            words = n_("{n} row fits no post: {rows}", "{n} rows fit no post: {rows}", len(rows))
        said.append(words.format(n=figures.number(len(rows)), rows=told + more))
    return said


def _met(file: str, account: Account) -> str:
    name = f"@{clean(account.handle, limit=60)}" if account.handle else NAMES[account.platform]
    hint = _("{file}: the account {name} is not set up yet: g a, or meja accounts add {platform} @HANDLE")
    return hint.format(file=file, name=name, platform=account.platform)


def _refused_rows(refusals: tuple[Refusal, ...]) -> list[str]:
    """A sentence a reason, with the first lines it holds for."""
    lines: dict[str, list[int]] = defaultdict(list)
    for refusal in refusals:
        lines[refusal.reason].append(refusal.line)
    sentences = []
    for reason, places in lines.items():
        shown = ", ".join(map(str, places[:_LINES_SHOWN])) + (" …" if len(places) > _LINES_SHOWN else "")
        row = n_("row {lines} {reason}", "{n} rows ({lines}): each {reason}", len(places))
        why = _(ROWS.get(reason, reason))
        sentences.append(row.format(lines=shown, n=figures.number(len(places)), reason=why))
    return sentences
