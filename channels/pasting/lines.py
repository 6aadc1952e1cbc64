"""The lines of a copied thread: which are the platform's own words, which tell a time, which a person wrote."""

import re
from typing import Literal

import msgspec

from channels.importers import cells
from channels.pasting import times

Kind = Literal["blank", "words", "handle", "time", "head", "count", "button", "words_of_ours", "badge", "owner"]
"""What a line is: `head` a name with its time, `button` what ends a comment (reply, likes), `words_of_ours` other words
of the platform, `badge` what stands beside a name, `owner` a badge that says the post is the writer's."""

BLANKS = " \t\r\n\xa0\u200b\u200e\u200f\u2060\ufeff"
"""What stands around a text without being seen."""
_LONGEST = 160
"""No line of the platform's own words is longer."""

_COUNT = r"(?:\d{1,3}(?:[.,]\d{3})+|\d{1,9}[.,]\d{1,2}\s?m\b|\d{1,9}(?:[.,]\d{1,2})?\s?(?:rb|ribu|k|jt|juta)?)"
_REPLIES = r"(?:balasan|repl(?:y|ies))"
_EDITED = r"\(?(?:telah\s)?(?:diedit|disunting|edited)\)?"
_BUTTON = rf"(?:balas|reply|{_COUNT}\s?{_REPLIES}(?:\s(?:lainnya|lagi))?)"
_LIKES = rf"(?P<likes>{_COUNT})\s?(?:(?:tanda\s)?suka|likes?|reaksi|reactions?|orang menyukai(?: ini)?)"
_OWNER = r"(?:penulis|author|pembuat|kreator|creator|pemilik)"
_BADGE = (
    rf"(?:{_EDITED}"
    r"|(?:akun\s)?terverifikasi|verified(?:\saccount)?|penggemar berat|top fan|ikuti|follow|mengikuti|following"
    r"|disematkan(?:\soleh\s.{0,60})?|pinned(?:\sby\s.{0,60})?|teman|friend|pengikut|follower)"
)
_OTHER = (
    r"(?:suka|like|tidak suka|dislike|bagikan|share|kutip|quote|posting ulang|repost|retweet|kirim|send|simpan|save"
    r"|laporkan|report|lainnya|more|opsi lainnya|more options|gif|stiker|sticker"
    r"|(?:lihat|see|show|tampilkan)\s(?:terjemahan|translation|asli|original|aslinya)"
    r"|(?:terjemahkan|translate)(?:\s(?:postingan|post|komentar|comment|(?:ke|to)\s.{0,30}))?"
    r"|(?:baca\s)?selengkapnya|read more|see more|show more|lihat selengkapnya|(?:tampilkan|show) (?:lebih\s)?less"
    r"|tampilkan lebih (?:banyak|sedikit)"
    rf"|(?:lihat|sembunyikan|tampilkan|muat|view|hide|show|load|see)\s(?:semua\s|all\s|more\s|\d+\s|previous\s)*"
    rf"(?:{_REPLIES}|komentar|comments?)(?:\s(?:lainnya|lagi|sebelumnya))?(?:\s?\(\d+\))?"
    rf"|{_COUNT}\s(?:komentar|comments?|tayangan|views?|x ditonton|postingan ulang|reposts?)"
    r"|(?:paling relevan|most relevant|semua komentar|all comments|komentar teratas|top comments|terbaru|newest"
    r"|urutkan(?:\smenurut)?|sort by)"
    r"|(?:tulis|tambahkan|add|write|post)\s(?:sebuah\s|a\s|an\s)?(?:komentar|comment|balasan|reply)(?:\s.{0,60}|…|\.\.\.)?"
    r"|(?:posting|post)\s(?:balasan anda|your reply)|komentar sebagai\s.{0,60}|comment as\s.{0,60}"
    r"|(?:di)?sukai oleh\s(?:kreator|pembuat|penulis|creator|author)|liked by\s(?:the\s)?(?:creator|author)"
    r"|♥\s(?:oleh|by)\s.{0,40}"
    rf"|.{{1,60}}\s(?:membalas|replied)(?:\s[·•]\s\d+\s{_REPLIES})?"
    r"|(?:foto profil|gambar profil|avatar)\s.{1,60}|.{1,60}(?:'s|’s)\sprofile (?:picture|photo))"
)
_ADDRESSED = re.compile(r"(?:membalas|replying to)\s*(?P<whom>(?:@\w+[\s,]*|dan\s|and\s)*)", re.IGNORECASE)
_SIGNS = r"[\s·•|,—–\-\u200b-\u200f\u2060]+"

_ITEM = re.compile(
    rf"(?:{_SIGNS}|(?:{_LIKES})\b|(?P<button>{_BUTTON})(?!\w)|{times.PATTERN}(?!\w)|{_EDITED}(?!\w)"
    rf"|(?P<other>{_OTHER})(?!\w)|(?P<count>{_COUNT})(?!\w))",
    re.IGNORECASE,
)
_WHOLE_OTHER = re.compile(_OTHER, re.IGNORECASE)
_WHOLE_BADGE = re.compile(rf"(?:{_SIGNS})?{_BADGE}", re.IGNORECASE)
_WHOLE_OWNER = re.compile(rf"(?:{_SIGNS})?{_OWNER}", re.IGNORECASE)
_OWNED = re.compile(rf"\s+[·•]\s+{_OWNER}$", re.IGNORECASE)
_WHOLE_COUNT = re.compile(_COUNT, re.IGNORECASE)
_HANDLE = re.compile(r"@[\w.\-]{1,60}")
_HEAD = re.compile(
    rf"(?P<name>.{{0,80}}?)(?:(?P<handle>@[\w.\-]{{1,60}})\s*[·•]?|\s*[·•]|\s{{2,}}|\t)\s*(?:{times.PATTERN})"
    rf"\s*(?:[·•]?\s*{_EDITED})?",
    re.IGNORECASE,
)
_TIME_AND_NUMBER = re.compile(r"^(\d{1,3}\s?[a-z]{1,6})(?=\d)", re.IGNORECASE)
_INDONESIAN = re.compile(
    r"\b(?:balas|balasan|suka|lihat|lalu|diedit|bagikan|terjemahan|tayangan|kreator|penulis|komentar)\b"
    r"|\d\s?(?:j|jam|mgg|mnt|bln|thn|hari)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:reply|replies|likes?|view|views|see|ago|edited|share|translation|creator|author|comments?)\b"
    r"|\d\s?(?:w|y|wk|hours?|days?)\b",
    re.IGNORECASE,
)


class Line(msgspec.Struct):
    """One line and what it was taken for.

    Attributes:
        when: in a `time` or `head`, the match of the time's pattern.
        likes: told on the line; a `count` may be likes too.
        buttons: beside the time stand words that end a comment.
        name, handle: of a `head` or `handle`.
        owner: the line says that the post is the writer's.
    """

    kind: Kind
    text: str = ""
    when: re.Match[str] | None = None
    likes: int | None = None
    buttons: bool = False
    name: str = ""
    handle: str = ""
    owner: bool = False


def read(text: str) -> list[Line]:
    """Every line of the text, classified."""
    lines: list[Line] = []
    for raw in re.split(r"\r\n|[\n\r\x0b\x0c\x85]", text):
        line = _line(raw)
        if lines and (line.kind == "handle" or raw.strip().casefold() in ("and", "dan")) and _names_more(lines):
            line = Line("words_of_ours", raw)
        lines.append(line)
    return lines


def english(lines: list[Line]) -> bool | None:
    """Whether the platform spoke English; None: its words do not show it."""
    spoken = [line.text for line in lines if line.kind not in ("words", "handle", "blank", "count")]
    indonesian = sum(bool(_INDONESIAN.search(one)) for one in spoken)
    foreign = sum(bool(_ENGLISH.search(one)) for one in spoken)
    return None if indonesian == foreign else foreign > indonesian


def _names_more(lines: list[Line]) -> bool:
    """Whether the line before began "Replying to", whose names stand on lines of their own."""
    last = next((line for line in reversed(lines) if line.kind != "blank"), None)
    if last is None or last.kind != "words_of_ours":
        return False
    said = last.text.strip()
    return bool(_ADDRESSED.match(said)) or said[:1] == "@" or said.casefold() in ("and", "dan")


def _line(raw: str) -> Line:
    text = raw.strip(BLANKS)
    if not text or re.fullmatch(_SIGNS, text[:_LONGEST]):
        return Line("blank", raw)
    if len(text) > _LONGEST:
        return Line("words", raw)
    if _HANDLE.fullmatch(text):
        return Line("handle", raw, handle=text[1:])
    if _WHOLE_COUNT.fullmatch(text):
        return Line("count", raw, likes=cells.count(text))
    if _WHOLE_OWNER.fullmatch(text):
        return Line("owner", raw, owner=True)
    if _WHOLE_BADGE.fullmatch(text):
        return Line("badge", raw)
    if _WHOLE_OTHER.fullmatch(text) or _ADDRESSED.fullmatch(text):
        return Line("words_of_ours", raw)
    return _items(text, raw) or _items(_parted(text), raw) or _head(text, raw) or _named(text, raw)


def _parted(text: str) -> str:
    """What some browsers copy without the blanks between: "1d3 likesReply"."""
    return _TIME_AND_NUMBER.sub(r"\1 ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))


def _items(text: str, raw: str) -> Line | None:
    """A line of nothing but times, likes and buttons."""
    line, at = Line("words_of_ours", raw), 0
    counts: list[int | None] = []
    while at < len(text):
        found = _ITEM.match(text, at)
        if found is None or found.end() == at:
            return None
        at = found.end()
        if found["likes"]:
            line.likes, line.buttons = cells.count(found["likes"]), True
        elif found["button"]:
            line.buttons = True
        elif found["other"]:
            line.buttons = line.buttons or found["other"].casefold() in ("suka", "like")
        elif found["count"]:
            counts.append(cells.count(found["count"]))
        elif _tells_time(found) and line.when is None:
            line.when = found
    if counts and line.likes is None:
        line.likes = counts[0]
    if line.when:
        line.kind = "time"
    elif line.buttons:
        line.kind = "button"
    return None if counts and line.kind == "words_of_ours" else line


def _tells_time(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("n", "one", "now", "near", "day", "us_day", "iso", "short"))


def _head(text: str, raw: str) -> Line | None:
    """A name and its time on one line: "Budi @budis77 · 2h", "@rudi 2 jam yang lalu (diedit)"."""
    found = _HEAD.fullmatch(text)
    if found is None or not (found["name"].strip() or found["handle"]):
        return None
    name, owner = unowned(found["name"].strip(" ·•\t\xa0"))
    return Line("head", raw, when=found, name=name, handle=(found["handle"] or "")[1:], owner=owner)


def _named(text: str, raw: str) -> Line:
    _name, owner = unowned(text)
    return Line("words", raw, owner=owner)


def unowned(name: str) -> tuple[str, bool]:
    """A name without "· Kreator" after it; whether that stood there."""
    bare = _OWNED.sub("", name)
    return bare, bare != name
