"""Content calendars of agencies, in CSV or XLSX: no two look alike, so their columns are known by many names."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple, TypeVar

from channels.importers import calendar_days, cells, links, moments
from channels.importers.cells import Cell, RowRefused
from channels.importers.tables import Columns, Fields, Table
from domain.accounts import Platform
from domain.incoming import ImportedFile, IncomingPost, Refusal
from domain.posts import Format, Pillar, PostState, VariantState

FORMAT = "content-calendar"

_NAMES = {
    "date": "tanggal|tgl|hari/tanggal|hari, tanggal|hari tanggal|hari/tgl|tanggal tayang|tgl tayang|tanggal posting|"
    "tgl posting|tanggal publish|tanggal unggah|tanggal upload|jadwal|jadwal tayang|jadwal posting|date|post date|"
    "posting date|publish date|publishing date|scheduled date",
    "time": "jam|pukul|waktu|jam tayang|jam posting|jam upload|jam unggah|waktu tayang|waktu posting|time|post time|"
    "posting time|publish time",
    "platform": "platform|media sosial|medsos|sosmed|kanal|channel|channels|social media|platforms|network|networks|"
    "social network|platform media sosial|akun medsos|akun media sosial",
    "format": "format|jenis konten|tipe konten|bentuk konten|bentuk|jenis|tipe|content type|content format|type",
    "theme": "pilar konten|pilar|tema|rubrik|kategori|kategori konten|pillar|content pillar|theme|category",
    "layer": "lapis|lapis konten|layer",
    "title": "topik|judul|judul konten|ide konten|nama konten|konten|materi|materi konten|topik konten|topik/judul|"
    "judul/topik|tema/judul|judul/tema|topik/tema|topic|title|content|content title|content idea|headline|post title",
    "caption": "caption|copy|copywriting|naskah|teks|takarir|isi|isi konten|caption/copy|copy/caption|post copy|text",
    "hashtags": "hashtag|hashtags|tagar|tag",
    "asset": "link aset|aset|link asset|asset|link desain|desain|link file|file|link drive|visual|link visual|"
    "asset link|design link|media link|link media|file media|berkas media",
    "media": "media",
    "owner": "pic|penanggung jawab|pj|petugas|admin|owner|assignee|pic konten",
    "status": "status|status konten|progres|progress|state|keterangan status",
    "url": "link posting|link postingan|link tayang|link publikasi|link post|url|url posting|link konten|post link|"
    "published link|live link|permalink",
    "note": "keterangan|catatan|ket|notes|note|remarks|komentar|comments",
}
_TICKED: dict[Platform, str] = {
    "instagram": "ig|instagram|insta",
    "facebook": "fb|facebook|fanpage",
    "x": "x|twitter|tw|x/twitter|twitter/x",
    "tiktok": "tt|tiktok|tik tok",
    "youtube": "yt|youtube",
    "mastodon": "mastodon",
    "bluesky": "bluesky|bsky",
}
"""Columns of their own that some calendars have for the platforms, with a tick where a post goes out."""

ALIASES = {name: field for field, names in _NAMES.items() for name in names.split("|")}
ALIASES |= {name: f"on {platform}" for platform, names in _TICKED.items() for name in names.split("|")}

_NO_TICK = re.compile(r"[-–—✗✘×0]|tidak|no|false|belum", re.IGNORECASE)

_PLATFORMS: tuple[tuple[re.Pattern[str], Platform], ...] = (
    (re.compile(r"\b(?:ig|insta(?:gram)?)\b"), "instagram"),
    (re.compile(r"\b(?:fb|face ?book|fanpage)\b"), "facebook"),
    (re.compile(r"\b(?:x|tw|twitter)\b"), "x"),
    (re.compile(r"\b(?:tt|tik ?tok)\b"), "tiktok"),
    (re.compile(r"\b(?:yt|you ?tube)\b"), "youtube"),
    (re.compile(r"\bmastodon\b"), "mastodon"),
    (re.compile(r"\b(?:bluesky|bsky)\b"), "bluesky"),
    (re.compile(r"\bmatrix\b"), "matrix"),
)
_ALL = re.compile(r"\b(?:semua|seluruh|all)\b")
_EXCEPT = re.compile(r"\b(?:kecuali|selain|except)\b")
_BY_FORMAT: tuple[tuple[re.Pattern[str], Platform], ...] = (
    (re.compile(r"\b(?:reels?|feeds?|story|stories)\b"), "instagram"),
    (re.compile(r"\bshorts?\b"), "youtube"),
)
"""What "Reels" alone means in a column of platforms."""

_FORMATS: tuple[tuple[re.Pattern[str], Format], ...] = (
    (re.compile(r"carousel|karusel|korsel|slide"), "carousel"),
    (re.compile(r"infogra"), "infographic"),
    (re.compile(r"reels?\b|shorts?\b|video pendek|short video"), "short_video"),
    (re.compile(r"\blive\b|siaran langsung|streaming"), "live"),
    (re.compile(r"podcast|siniar"), "podcast"),
    (re.compile(r"kuis|quiz"), "quiz"),
    (re.compile(r"siaran pers|rilis|press release"), "press_release"),
    (re.compile(r"video|motion|animasi"), "video"),
    (
        re.compile(r"foto|photo|gambar|picture|image|poster|flyer|single (?:post|image)|feeds?\b|grafis|desain"),
        "picture",
    ),
    (re.compile(r"\bteks\b|\btext\b|tulisan|thread|utas"), "text"),
)
_LAYERS: tuple[tuple[re.Pattern[str], Pillar], ...] = (
    (re.compile(r"\binti\b|\bcore\b|\butama\b"), "core"),
    (re.compile(r"pendukung|supporting"), "supporting"),
    (re.compile(r"pelengkap|complementary"), "complementary"),
)
_STATES: tuple[tuple[re.Pattern[str], PostState, VariantState], ...] = (
    (re.compile(r"batal|cancel|tidak jadi"), "draft", "cancelled"),
    (re.compile(r"belum|tidak|\bnot\b"), "draft", "planned"),
    (re.compile(r"tunda|postpone|\bhold\b"), "draft", "postponed"),
    (re.compile(r"siap|ready|\bakan\b|\bto be\b"), "approved", "planned"),
    (re.compile(r"jadwal|scheduled"), "approved", "scheduled"),
    (re.compile(r"menunggu|waiting|pending"), "review", "planned"),
    (re.compile(r"tayang|terbit|unggah|post(?:ed|ing)?\b|published?|upload|\blive\b"), "approved", "published"),
    (re.compile(r"revisi|perbaikan|kembali|return|reject|tolak"), "returned", "planned"),
    (re.compile(r"review|telaah|periksa|cek"), "review", "planned"),
    (re.compile(r"approve|setuju|\bacc\b|\bok(?:e|ay)?\b|final|selesai|done"), "approved", "planned"),
)
"""From the top: "belum tayang" and "siap tayang" are not published."""

_HASHTAG = re.compile(r"#?[^\s,;#]+")
_TITLE_LENGTH = 80

Word = TypeVar("Word")


def fits(columns: Columns) -> bool:
    """A header is a calendar's when it tells the day and what, and where to or at least two of the usual others."""
    known = columns.keys()
    told = "date" in known and not known.isdisjoint({"title", "caption"})
    ticked = any(field.startswith("on ") for field in known)
    return told and ("platform" in known or ticked or len(known & {"time", "format", "theme", "status", "owner"}) >= 2)


def read(tables: Iterable[Table], platform: Platform | None) -> ImportedFile:
    """The planned posts of all sheets with their header. `platform` is meant where a row names none."""
    found = ImportedFile(format=FORMAT)
    seen: set[object] = set()
    for table in tables:
        _read_table(table, platform, found, seen)
    return found


def _read_table(table: Table, platform: Platform | None, found: ImportedFile, seen: set[object]) -> None:
    rows = list(table.rows)
    us = moments.month_first(cells.name(row["date"]) for _, row in rows)
    within = calendar_days.headed(table.above) or _year_of(rows, us)
    header = table.header[table.columns["time"] if "time" in table.columns else table.columns["date"]]
    zone = moments.zone_named(cells.name(header))
    for line, row in rows:
        if all(row[field] in ("", False) for field in ("title", "caption", "platform")):
            within = calendar_days.headed(" ".join(str(cell)[:80] for cell in row.cells if cell != "")) or within
            continue
        try:
            post = _post(line, row, platform, _Days(us, zone, within))
        except RowRefused as refusal:
            found.refused.append(Refusal(line, refusal.reason))
            continue
        key = tuple(getattr(post, field) for field in post.__struct_fields__ if field != "line")
        if key in seen:
            found.same += 1
        else:
            seen.add(key)
            found.posts.append(post)


class _Days(NamedTuple):
    """How the dates of a table are to be read."""

    us: bool
    zone: tzinfo | None
    within: calendar_days.Month | None


def _year_of(rows: Iterable[tuple[int, Fields]], us: bool) -> calendar_days.Month | None:
    """The year of the first whole date of a column, for those without one."""
    for _, row in rows:
        try:
            return calendar_days.Month(calendar_days.day(row["date"], us, None)[0].year)
        except RowRefused:
            continue
    return None


def _post(line: int, row: Fields, platform: Platform | None, days: _Days) -> IncomingPost:
    caption = cells.text(row["caption"])
    title = cells.name(row["title"]) or _first_line(caption)
    if not title:
        raise RowRefused("no_title")
    where, asset = _where_and_with(row)
    platforms = _platforms(where) or _ticked(row)
    everywhere = not platforms and bool(_ALL.search(where.casefold())) and not _EXCEPT.search(where.casefold())
    if not platforms and not everywhere:
        if platform is None:
            raise RowRefused("unknown_platform" if where else "no_platform")
        platforms = (platform,)
    slot, has_time = _slot(row["date"], row["time"], days)
    url = cells.name(row["url"])
    state, variant_state = _state(cells.name(row["status"]), links.read(url) is not None)
    format, layer = cells.name(row["format"]), cells.name(row["layer"])
    read_format, theme = _first(_FORMATS, format), cells.name(row["theme"])
    untold = [] if read_format else [format]
    return IncomingPost(
        line=line,
        title=title,
        caption=caption,
        platforms=platforms,
        everywhere=everywhere,
        slot=slot,
        has_time=has_time,
        format=read_format,
        pillar=_first(_LAYERS, layer or theme),
        theme=theme,
        hashtags=tuple(f"#{tag.lstrip('#')}" for tag in _HASHTAG.findall(cells.name(row["hashtags"]))),
        asset=asset,
        owner=cells.name(row["owner"]),
        state=state,
        variant_state=variant_state,
        url=url,
        note=" · ".join(part for part in (*untold, cells.text(row["note"]).strip()) if part),
    )


def _where_and_with(row: Fields) -> tuple[str, str]:
    """The cells of the platforms and of what is shown. "Media" are the first where no other column is about them."""
    media, told = cells.name(row["media"]), cells.name(row["platform"])
    elsewhere = "platform" in row.columns or any(field.startswith("on ") for field in row.columns)
    if elsewhere or "://" in media:
        return told, cells.name(row["asset"]) or media
    return media, cells.name(row["asset"])


def _first_line(caption: str) -> str:
    line = caption.strip().split("\n", 1)[0].strip()
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rstrip() + "…"


def _platforms(cell: str) -> tuple[Platform, ...]:
    """The platforms a cell such as "IG, FB" or "Instagram Story" names, in its order."""
    named = cell.casefold()
    if _EXCEPT.search(named):
        return ()
    for words in (_PLATFORMS, _BY_FORMAT):
        places = [(found.start(), platform) for pattern, platform in words if (found := pattern.search(named))]
        if places:
            return tuple(platform for _, platform in sorted(places))
    return ()


def _ticked(row: Fields) -> tuple[Platform, ...]:
    """The platforms whose own columns say that the post goes out there."""
    found = {platform: cells.name(row[f"on {platform}"]) or row[f"on {platform}"] is True for platform in _TICKED}
    return tuple(one for one, cell in found.items() if cell and not _NO_TICK.fullmatch(str(cell)))


def _first(known: Iterable[tuple[re.Pattern[str], Word]], cell: str) -> Word | None:
    named = cell.casefold()
    return next((word for pattern, word in known if pattern.search(named)), None)


def _state(cell: str, is_out: bool) -> tuple[PostState, VariantState]:
    """What a status word means. `is_out`: the row has the address of the post, so what was approved is published."""
    named = cell.casefold()
    known = ((state, variant_state) for pattern, state, variant_state in _STATES if pattern.search(named))
    state, variant_state = next(known, ("approved", "planned") if is_out else ("draft", "planned"))
    return state, "published" if is_out and state == "approved" else variant_state


def _slot(day_cell: Cell, time_cell: Cell, days: _Days) -> tuple[datetime, bool]:
    """When a post is to go out, and whether a time was given.

    Raises:
        RowRefused: `no_date`, `bad_date`, `bad_time`.
    """
    moment, precision = calendar_days.day(day_cell, days.us, days.within)
    has_time = precision != "day"
    at = calendar_days.clock(time_cell)
    if at is not None:
        day = moment.date() + timedelta(days=calendar_days.ends_day(time_cell))
        moment, has_time = datetime.combine(day, at, at.tzinfo or moment.tzinfo), True
    if days.zone is not None and moment.tzinfo is None and has_time:
        moment = moment.replace(tzinfo=days.zone)
    return moment, has_time
