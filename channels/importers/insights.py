"""What platforms export of how publications and accounts fared: Meta, YouTube Studio, TikTok Studio, X Analytics.

One table of names for all: columns are renamed with the language of the account, left out and reordered at will.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from channels.importers import cells, links, moments
from channels.importers.cells import Cell, RowRefused
from channels.importers.tables import Columns, Fields, Table
from domain.accounts import PLATFORMS, Platform
from domain.incoming import FileRefused, ImportedFile, IncomingReading, Refusal
from domain.metrics import MEASURES, Values

CONTENT: dict[Platform, str] = {
    "instagram": "meta-content",
    "facebook": "meta-content",
    "youtube": "youtube-studio",
    "tiktok": "tiktok-studio",
    "x": "x-analytics",
}
DAILY = "daily"
META_DAILY = "meta-daily"
FORMATS = (*dict.fromkeys(CONTENT.values()), META_DAILY, DAILY)

_NAMES = {
    "id": "post id|id postingan|id posting|id kiriman|tweet id|id tweet|content|konten|video id|id video|media id",
    "username": "account username|nama pengguna akun|username akun|nama pengguna",
    "page": "page name|nama halaman|account name|nama akun|page",
    "title": "video title|judul video|title|judul",
    "text": "description|deskripsi|keterangan|post text|teks postingan|teks posting|tweet text|caption|takarir|"
    "judul/takarir",
    "published": "publish time|waktu publikasi|waktu terbit|waktu penerbitan|waktu dipublikasikan|video publish time|"
    "waktu publikasi video|waktu video dipublikasikan|post time|waktu posting|waktu postingan|waktu unggah|"
    "published time|tanggal publikasi|video publish date",
    "url": "permalink|tautan permanen|link permanen|permalink postingan|post link|tautan postingan|link postingan|"
    "video link|tautan video|link video|tweet permalink",
    "date": "date|tanggal|hari|day",
    "time": "time",  # As X Analytics called it until 2024.
    "views": "views|total views|tayangan|total tayangan|penayangan|total penayangan|penayangan video|video views|"
    "dilihat|jumlah tayangan|ditonton",
    "impressions": "impressions|impresi|total impressions|total impresi|impresi thumbnail",
    "reach": "reach|jangkauan|total reach|akun yang dijangkau|accounts reached|reached audience|total jangkauan",
    "viewers": "viewers|penonton|pemirsa",
    "likes": "likes|total likes|suka|total suka|reactions|reaksi|jumlah suka|tanda suka|menyukai|"
    "likes and reactions|suka dan reaksi",
    "comments": "comments|total comments|komentar|total komentar|replies|balasan|comments added|komentar ditambahkan|"
    "komentar yang ditambahkan|jumlah komentar",
    "shares": "shares|total shares|bagikan|dibagikan|total dibagikan|total bagikan|berbagi|jumlah bagikan|pembagian",
    "saves": "saves|simpan|disimpan|simpanan|bookmarks|markah|penanda|add to favorites|added to favorites|"
    "tambahkan ke favorit|ditambahkan ke favorit|favorit|favorites|total saves|total favorites",
    "reposts": "reposts|posting ulang|postingan ulang|repost|retweets|retweet",
    "interactions": "reactions, comments and shares|reaksi, komentar, dan dibagikan|reaksi, komentar, dan bagikan|"
    "reaksi, komentar dan bagikan|engagements|interaksi|content interactions|interaksi konten|keterlibatan",
    "clicks": "total clicks|total klik|link clicks|klik tautan|klik link|url clicks|klik url",
    "visits": "profile visits|kunjungan profil|visits|kunjungan|profile views|facebook visits|instagram profile visits",
    "follows": "follows|new follows|new followers|pengikut baru|mengikuti|diikuti|subscribers gained|"
    "subscriber diperoleh|subscriber yang didapat|subscriber bertambah",
    "net": "subscribers|subscriber",
    "followers": "followers|pengikut|total followers|total pengikut|jumlah pengikut|lifetime followers",
}
ALIASES = {name: field for field, names in _NAMES.items() for name in names.split("|")}

_PRIMARY = frozenset({"primary", "utama", "primer", "nilai", "value"})
CHART = dict.fromkeys(_NAMES["date"].split("|"), "date") | dict.fromkeys(_PRIMARY, "value")
_METRIC_LINE = re.compile(r'\s*(?:sep=.\s*)?"?([^"\n,;]{3,60})"?\s*', re.IGNORECASE)
_OF_X = "tweets published"
"""A column of the days of X Analytics until 2024, most others of which nobody else counts."""
_TOTAL = re.compile(r"(?:grand )?total|jumlah(?: total)?|keseluruhan", re.IGNORECASE)
_TITLE_LENGTH = 200
_HEAD = 400
"""Characters in which the first chart of a file begins."""


def columns(header: Sequence[Cell]) -> Columns:
    """Where the fields stand. Shares in per cent are none, though without the remark they would be called the same."""
    bare = [cell if not re.search(r"%|\bvs\b", cells.name(cell).casefold()) else "" for cell in header]
    names = [cells.heading(cell) for cell in bare]
    # YouTube says penayangan for views and tayangan for impressions; to the others a tayangan is a view.
    told = {"tayangan": "impressions"} if "penayangan" in names or _of_youtube(names) else {}
    found: Columns = {}
    for place, name in enumerate(names):
        if field := told.get(name) or ALIASES.get(name):
            found.setdefault(field, place)
    return found


def _of_youtube(names: Collection[str]) -> bool:
    return "content" in names or "konten" in names or any("subscriber" in name for name in names)


def fits(known: Columns) -> bool:
    """A header tells of publications when it has what they are known by, and what was measured of them."""
    measures = known.keys() & set(MEASURES)
    return bool(measures) and (
        ("published" in known and not known.keys().isdisjoint({"id", "url", "title", "text"}))
        or ({"id", "url"} <= known.keys() and not known.keys().isdisjoint({"date", "time"}))
    )


def fits_days(known: Columns) -> bool:
    """A header tells of an account's days when it has a date and measures, and nothing of publications."""
    measures = known.keys() & {*MEASURES, "net"}
    return (
        "date" in known
        and bool(measures)
        and known.keys().isdisjoint({"id", "url", "title", "text", "published", "username", "page"})
    )


# Publications


def read(table: Table, platform: Platform | None) -> ImportedFile:
    """The publications of a table with their numbers; a blank is none.

    Raises:
        FileRefused: `no_platform`, when neither the caller nor the file tells it.
    """
    places = columns(table.header)
    rows = [(line, Fields(places, row.cells)) for line, row in table.rows]
    platform = platform or _platform(places, table.header, rows)
    if platform is None:
        raise FileRefused("no_platform")
    texts = [cells.name(row["published"] or row["date"] or row["time"]) for _, row in rows]
    us = _month_first(texts) if platform in ("instagram", "facebook") else moments.month_first(texts)
    zone = moments.zone_named(
        cells.name(table.header[places.get("published", places.get("date", places.get("time", 0)))])
    )
    found: dict[str, IncomingReading] = {}
    refused: list[Refusal] = []
    same = 0
    for line, row in rows:
        try:
            one = _reading(line, row, platform, us)
        except RowRefused as refusal:
            refused.append(Refusal(line, refusal.reason))
            continue
        if one is None:
            continue
        if one.published and one.published.tzinfo is None and zone is not None:
            one.published = one.published.replace(tzinfo=zone)
        key = one.ref or one.url or f"{one.published} {one.title}"
        same += key in found
        found[key] = one
    return ImportedFile(
        format=CONTENT.get(platform, CONTENT["instagram"]), readings=list(found.values()), refused=refused, same=same
    )


def _platform(places: Columns, header: Sequence[Cell], rows: Iterable[tuple[int, Fields]]) -> Platform | None:
    for _, row in rows:
        if link := links.read(cells.name(row["url"])):
            return link.platform
    if _of_youtube([cells.heading(cell) for cell in header]):
        return "youtube"
    if "username" in places:
        return "instagram"
    return "facebook" if "page" in places else None


def _month_first(texts: Sequence[str]) -> bool:
    """Meta writes the month first, whatever the language, unless a day shows otherwise."""
    firsts = [int(found[1]) for text in texts if (found := re.match(r"(\d{1,2})[-/.]\d{1,2}[-/.]\d{2,4}\b", text))]
    return all(first <= 12 for first in firsts)


def _reading(line: int, row: Fields, platform: Platform, us: bool) -> IncomingReading | None:
    """A row's publication; None for the row of totals."""
    url = cells.name(row["url"])
    title = cells.text(row["text"]).strip() or cells.name(row["title"])
    if not url and (_TOTAL.fullmatch(cells.name(row["id"])) or (not row["published"] and _TOTAL.fullmatch(title))):
        return None
    if row["published"] and row["date"] and moments.moment(cells.name(row["date"]), us):
        raise RowRefused("not_lifetime")
    ref, published, precision = "", None, "day"
    try:
        ref = cells.identifier(row["id"])
    except RowRefused:
        if not url and not title:
            raise
    try:
        published, precision = moments.written(row["published"] or row["date"] or row["time"], us)
    except RowRefused:
        if not url and not ref:
            raise
    link = links.read(url)
    return IncomingReading(
        line=line,
        platform=link.platform if link else platform,
        ref=ref,
        url=url,
        title=title[:_TITLE_LENGTH],
        published=published,
        precise=precision != "day",
        values=_values(row, platform),
        account_handle=cells.name(row["username"]).lstrip("@") or (link.handle if link else ""),
        account_name=cells.name(row["page"]),
    )


def _values(row: Fields, platform: Platform) -> Values:
    """What the row has of each measure. What X calls impressions are its views, and reposts its shares;
    Meta says viewers for what was reach.
    """
    found: Values = {}
    for name in MEASURES:
        if (count := cells.count(row[name])) is not None:
            found[name] = count
    viewers = cells.count(row["viewers"])
    if viewers is not None and platform in ("instagram", "facebook"):
        found.setdefault("reach", viewers)
    net = cells.count(row["net"])
    if net is not None:
        found.setdefault("follows", net)
    if platform == "x":
        if "impressions" in found:
            found["views"] = found["impressions"]
        if "reposts" in found:
            found.setdefault("shares", found["reposts"])
    return found


# An account's days


def read_days(table: Table, platform: Platform | None) -> ImportedFile:
    """The days of an account, from a table of a date and measures.

    Raises:
        FileRefused: `no_platform`; `unknown_format` where most of its columns are about something else.
    """
    places, names = columns(table.header), [cells.heading(cell) for cell in table.header]
    if 2 * len(places) < sum(name != "" for name in names) and _OF_X not in names:
        raise FileRefused("unknown_format")
    platform = platform or _of_days(places, names)
    rows = ((line, Fields(places, row.cells)) for line, row in table.rows)
    return _days(DAILY, ((line, row["date"], _values(row, platform or "x")) for line, row in rows), platform)


def _of_days(places: Columns, names: Collection[str]) -> Platform | None:
    """Whose days a header tells of: YouTube has subscribers, X reposts, TikTok views of videos and of profiles."""
    if any("subscriber" in name for name in names):
        return "youtube"
    if "reposts" in places:
        return "x"
    return "tiktok" if {"video views", "profile views"} <= set(names) else None


def charts(text: str) -> list[tuple[int, str, str]]:
    """The charts of a file of Meta: where each begins, its metric, and its own lines; none where it is no such file."""
    if not any(map(_is_head, text[:_HEAD].splitlines())):
        return []
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    heads = [at for at in range(1, len(lines)) if _is_head(lines[at]) and _METRIC_LINE.fullmatch(lines[at - 1])]
    found = []
    for place, at in enumerate(heads):
        end = heads[place + 1] - 1 if place + 1 < len(heads) else len(lines)
        rows = [line for line in lines[at:end] if not line.casefold().startswith("sep=")]
        if named := _METRIC_LINE.fullmatch(lines[at - 1]):
            found.append((at, named[1].strip(), "".join(rows)))
    return found


def _is_head(line: str) -> bool:
    if len(line) > _HEAD:
        return False
    names = [cells.heading(name.strip().strip('"')) for name in re.split("[,;\t]", line)]
    return len(names) >= 2 and ALIASES.get(names[0]) == "date" and names[1] in _PRIMARY


def is_chart(known: Columns) -> bool:
    """A chart's header: the date, and the value."""
    return known == {"date": 0, "value": 1}


def read_charts(told: Iterable[tuple[int, str, Table]], platform: Platform | None) -> ImportedFile:
    """The days of charts of Meta, of which only the line above each tells the metric; `told`: where it stands, what it
    is called, and its table.

    Raises:
        FileRefused: `no_platform`; `unknown_metric` with its name, where none of them is known.
    """
    whole = ImportedFile(format=META_DAILY)
    days: dict[tuple[Platform, date | None], IncomingReading] = {}
    unknown = ""
    for line, metric, table in told:
        name = cells.heading(metric)
        of = platform or next((one for one in PLATFORMS if one in name.split()), None)
        bare = " ".join(word for word in name.split() if word not in PLATFORMS)
        measure = ALIASES.get(bare) or ALIASES.get(name)
        if measure not in MEASURES:
            unknown = metric
            whole.refused.append(Refusal(line, "unknown_metric"))
            continue
        rows = [(line + at, row.cells) for at, row in table.rows]
        found = _days(META_DAILY, ((at, row[0], _one(measure, row[1:])) for at, row in rows), of)
        whole.refused += found.refused
        whole.same += found.same
        for one in found.readings:
            kept = days.setdefault((one.platform, one.day), one)
            kept.values = {**kept.values, **one.values}
    if unknown and not days:
        raise FileRefused("unknown_metric", metric=unknown)
    whole.readings = list(days.values())
    return whole


def _one(measure: str, rest: Sequence[Cell]) -> Values:
    count = cells.count(rest[0]) if rest else None
    return {} if count is None else {measure: count}  # type: ignore[dict-item]


def _days(format: str, rows: Iterator[tuple[int, Cell, Values]], platform: Platform | None) -> ImportedFile:
    if platform is None:
        raise FileRefused("no_platform")
    told = list(rows)
    us = _month_first([cells.name(cell) for _, cell, _ in told])
    found: dict[date, IncomingReading] = {}
    refused: list[Refusal] = []
    same = 0
    for line, cell, values in told:
        if _TOTAL.fullmatch(cells.name(cell)):
            continue
        try:
            day: datetime = moments.written(cell, us)[0]
        except RowRefused as refusal:
            refused.append(Refusal(line, refusal.reason))
            continue
        if values:
            same += day.date() in found
            found[day.date()] = IncomingReading(line=line, platform=platform, day=day.date(), values=values)
    return ImportedFile(format=format, readings=list(found.values()), refused=refused, same=same)
