"""The content calendar as rows of a file: all that a post says, for each account, so that it can come in again."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import msgspec

from channels import calendar_words
from channels.exporters.values import Row, Words
from desk.desk import Desk
from desk.receive.planned import key_of
from domain.accounts import Account
from domain.agency import Programme
from domain.posts import Post, Variant, moment
from domain.times import day_of, local, to_ms

_OFFSETS = {"+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT"}

Holds = Callable[[int, str], bool]
"""Whether an instant, in a zone, is wanted."""


class Veil(Protocol):
    """Hides personal data, and counts those it met."""

    def text(self, text: str) -> str:
        """A text as it may leave."""

    def count(self) -> int:
        """How many were met since the last count."""


def rows(desk: Desk, holds: Holds | None, states: frozenset[str], veil: Veil) -> Iterator[Row]:
    """A row for each variant by time, then what has no time yet, then posts without a channel.

    The order of the cells is that of `calendar_words.COLUMNS`; codes are codes, times ISO 8601.
    """
    accounts = {one.id: one for one in desk.accounts()}
    programmes = {one.id: one.name for one in desk.store.repo("programmes", Programme).all()}
    posts = {one.id: one for one in desk.store.repo("posts", Post).all()}
    channels: dict[int, list[Variant]] = defaultdict(list)
    for variant in desk.store.repo("variants", Variant).all():
        channels[variant.post].append(variant)
    without: list[Variant | None] = [None]
    pairs = [(post, one) for post in posts.values() for one in channels.get(post.id) or without]
    now = desk.now()
    for post, one in sorted(pairs, key=lambda pair: _by_time(*pair)):
        account = accounts.get(one.account) if one else None
        at, there = _at(one), desk.zone(account)
        stands = moment(one, now) if one else ""
        wanted = holds is None or (at and holds(at, there))
        if wanted and (not states or states & {post.state, stands}):
            yield _row(post, one, account, programmes.get(post.programme, ""), there, veil)


def _at(variant: Variant | None) -> int:
    return (variant.slot_at or variant.published_at) if variant else 0


def _by_time(post: Post, variant: Variant | None) -> tuple[bool, bool, int, int, int]:
    at = _at(variant)
    return variant is None, not at, at, post.id, variant.account if variant else 0


def _row(post: Post, variant: Variant | None, account: Account | None, programme: str, there: str, veil: Veil) -> Row:
    one = variant or Variant(post=post.id, account=0)
    slot = local(one.slot_at, there) if one.slot_at else None
    return [
        f"P{post.id}",
        calendar_words.WEEKDAYS[slot.weekday()] if slot else "",
        slot.date().isoformat() if slot else "",
        _clock(one.slot_at, there),
        account.platform if account else "",
        account.handle if account else "",
        veil.text(post.title),
        veil.text(post.gist),
        veil.text(post.caption),
        veil.text(one.caption),
        post.format,
        post.pillar,
        post.purpose,
        post.need,
        post.message_type,
        veil.text(post.theme),
        programme,
        post.plan_mode,
        post.horizon,
        veil.text(" ".join(post.hashtags)),
        [_line(media.path) for media in post.media],
        [veil.text(_line(media.alt_text)) for media in post.media],
        [veil.text(_line(source)) for source in post.sources],
        veil.text(post.dataset),
        _instant(post.event_at, there),
        post.verification,
        post.verifier,
        "yes" if post.ai_assisted else "no",
        post.owner,
        post.state,
        one.state if variant else "",
        one.url,
        _instant(one.published_at, there),
        one.published_by,
        veil.text(one.reason),
        veil.text(post.note),
        _press(post, veil),
        veil.count(),
        key_of(post),
    ]


def _press(post: Post, veil: Veil) -> dict[str, Any] | None:
    """What a press release has beyond a post: an object, in a table as JSON."""
    told = msgspec.to_builtins(post.press) if post.press else {}
    return {name: veil.text(value) if isinstance(value, str) else list(value) for name, value in told.items()} or None


def _line(text: str) -> str:
    return " ".join(text.split("\n"))


def _clock(at: int, there: str) -> str:
    if not at:
        return ""
    there_and_then = local(at, there)
    return there_and_then.isoformat(timespec="seconds" if there_and_then.second else "minutes").partition("T")[2]


def _instant(at: int, there: str) -> str:
    return local(at, there).isoformat(timespec="seconds") if at else ""


def examples(desk: Desk, veil: Veil) -> Iterator[Row]:
    """A draft for each account, tomorrow morning: what a file to be filled in begins with. They have no key."""
    accounts = desk.accounts() or [Account(platform="instagram")]
    tomorrow = day_of(desk.now(), desk.zone()) + timedelta(days=1)
    for account in accounts:
        there = desk.zone(account)
        slot = to_ms(datetime(tomorrow.year, tomorrow.month, tomorrow.day, 9), there)
        post = Post(
            title="Contoh: jam layanan pekan ini",
            gist="Satu kalimat inti",
            caption="Naskah lengkap",
            format="infographic",
            pillar="core",
            purpose="positive_response",
            need="information",
            message_type="service",
            hashtags=("#contoh",),
            sources=("dokumen atau tautan",),
        )
        row = list(_row(post, Variant(post=0, account=account.id, slot_at=slot), account, "", there, veil))
        yield ["", *row[1:-1], ""]


# As people read it


def words() -> Words:
    """What the cells of a table say: words for codes, dates and times as they are written here."""
    codes = {column: _named(column) for column in calendar_words.WORDS}
    return {
        **codes,
        "date": lambda iso: date.fromisoformat(iso).strftime("%d/%m/%Y"),
        "time": _written,
        "event_at": _moment,
        "published_at": _moment,
    }


def _named(column: str) -> Callable[[str], str]:
    return lambda code: calendar_words.word(column, code)


def _written(clock: str) -> str:
    """ "08:00+07:00" is "08.00 WIB"."""
    time, offset = clock[:-6], clock[-6:]
    return f"{time.replace(':', '.')} {_OFFSETS.get(offset, offset)}"


def _moment(iso: str) -> str:
    day, _, clock = iso.partition("T")
    return f"{date.fromisoformat(day).strftime('%d/%m/%Y')} {_written(clock)}"
