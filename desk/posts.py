"""What an admin does to the queue: plan a post, record it as published."""

import re
from datetime import date, timedelta

import msgspec

from desk.deliveries import let_go
from desk.desk import Desk, Step
from desk.restraint import frozen
from domain.accounts import SHORT, Account, plain_handle
from domain.addresses import hindrance, platform_of
from domain.links import spans
from domain.outcomes import Outcome
from domain.posts import Post, Variant
from domain.readiness import may_publish
from domain.text import storable
from domain.times import DAY, MINUTE, day_bounds, day_of, local, to_ms

_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_DAYS = {"sen": 0, "sel": 1, "rab": 2, "kam": 3, "jum": 4, "sab": 5, "min": 6}
_DAYS |= {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5}
_TOMORROW = {"besok", "tomorrow"}
_YESTERDAY = {"kemarin", "kmrn", "yesterday"}
_NO_ADDRESS = {"-", "tanpa url", "tanpa alamat", "no url", "no address"}


class QuickPost(msgspec.Struct, frozen=True, kw_only=True):
    """What one line says of a new post."""

    account: Account | None
    others: tuple[Account, ...] = ()
    """Where it goes out beside that."""
    slot_at: int
    """0: no time was given."""
    title: str


def read_quick_post(line: str, accounts: list[Account], now: int, zone: str) -> QuickPost:
    """Read ``ig fb 09.30 Judul``: accounts, day and time may come in any order before the title, each may be absent.

    An account is a platform's short name (ig, fb, x, tt, yt), its name or a handle; without one it is the only
    account there is. The day is ``besok``, a weekday (``sen``, ``senin`` …) or ``24/11``, the next such date where
    no year is given. A time gone by is tomorrow's, unless a day is given. Both are the first account's, where it has a
    zone of its own, else of `zone`.
    """
    named: list[Account] = []
    words = line.split()
    time: re.Match[str] | None = None
    day = ""
    while words:
        if found_here := _account(words[0], accounts):
            named += [] if found_here in named else [found_here]
        elif time is None and (found := _TIME.fullmatch(words[0])):
            time = found
        elif not day and _days_ahead(words[0], now, zone) is not None:
            day = words[0]
        else:
            break
        words.pop(0)
    named = named or (accounts if len(accounts) == 1 else [])
    account = named[0] if named else None
    zone = (account.zone if account else "") or zone
    slot = _slot(time, _days_ahead(day, now, zone), now, zone) if time else 0
    return QuickPost(account=account, others=tuple(named[1:]), slot_at=slot, title=" ".join(words))


def _account(word: str, accounts: list[Account]) -> Account | None:
    wanted = plain_handle(word)
    for account in accounts:
        if wanted in (SHORT[account.platform].casefold(), account.platform, plain_handle(account.handle) or None):
            return account
    return None


def _days_ahead(word: str, now: int, zone: str) -> int | None:
    today = local(now, zone)
    if word.casefold() in _TOMORROW:
        return 1
    if (weekday := _DAYS.get(word.casefold())) is not None:
        return (weekday - today.weekday()) % 7
    if found := _DATE.fullmatch(word):
        try:
            date = today.replace(day=int(found[1]), month=int(found[2]), year=int(found[3] or today.year))
            if date < today and not found[3]:
                date = date.replace(year=today.year + 1)
        except ValueError:
            return None
        return (date.date() - today.date()).days
    return None


def _slot(time: re.Match[str], day: int | None, now: int, zone: str) -> int:
    today = local(now, zone).replace(hour=int(time[1]), minute=int(time[2]), second=0, microsecond=0)
    slot = to_ms(today) + (day or 0) * DAY
    return slot + DAY if day is None and slot < now else slot


def add_post(desk: Desk, quick: QuickPost) -> Outcome:
    """Plan a post from one line, on each account it names."""
    with desk.step("post.add", title=quick.title) as step:
        if not quick.title.strip():
            step.refuse("no_title")
        if quick.account is None:
            step.refuse("no_account" if desk.accounts() else "no_accounts")
        post = Post(
            title=storable(quick.title.strip(), 300),
            owner=desk.actor,
            created_at=step.at,
        )
        id = step.insert("posts", post)
        step.params["post"] = id
        for account in (quick.account, *quick.others):
            step.insert("variants", Variant(post=id, account=account.id, slot_at=quick.slot_at))
    return step.outcome


def read_slot(line: str, now: int, zone: str, *, ahead: bool = True) -> int | None:
    """Read ``09.30``, ``besok 09.30``, ``sen 09.30`` or ``24/11 09.30``, in that zone; "" and "-" are 0: no time.

    With `ahead` a time alone that has gone by is tomorrow's. None: it is no time.
    """
    words = line.split()
    if words in ([], ["-"]):
        return 0
    times = [found for word in words if (found := _TIME.fullmatch(word))]
    days = [word for word in words if not _TIME.fullmatch(word)]
    if len(times) != 1 or len(days) > 1:
        return None
    day = _days_ahead(days[0], now, zone) if days else None if ahead else 0
    return None if days and day is None else _slot(times[0], day, now, zone)


def record_published(desk: Desk, id: int, published_at: int, url: str, *, rev: int | None = None) -> Outcome:
    """Record that a variant went out, when and where. An empty `url` means: published without an address.

    It is a fact by the admin's word: a post nobody had approved by then is recorded too, and the outcome says
    `unapproved`. An address that another post has already is told as `same_as`.
    """
    with desk.step("variant.published", url=url) as step:
        stored = step.read("variants", Variant, id)
        if refusal := may_publish(stored, published_at, step.at):
            step.refuse(refusal)
        held = frozen(desk, stored.post)
        if held and published_at >= held.started_at:
            step.refuse("frozen", about=held.reason)
        _check_address(desk, step, stored, url)
        post = step.read("posts", Post, stored.post)
        if post.state != "approved" or published_at < post.approved_at - MINUTE:
            step.params["unapproved"] = True
        fields = {
            "state": "published",
            "published_at": published_at,
            "published_by": desk.actor,
            "url": storable(url, 2_000),
            **let_go(step, stored, is_out=True),
        }
        step.update("variants", id, fields, rev)
    return step.outcome


def correct_publication(desk: Desk, id: int, published_at: int, url: str, *, rev: int | None = None) -> Outcome:
    """Say better when and where a variant went out that was recorded before."""
    with desk.step("variant.corrected", url=url) as step:
        stored = step.read("variants", Variant, id)
        if stored.state != "published":
            step.refuse("not_published")
        if published_at > step.at:
            step.refuse("in_the_future")
        _check_address(desk, step, stored, url)
        step.update("variants", id, {"published_at": published_at, "url": storable(url, 2_000)}, rev)
    return step.outcome


def _check_address(desk: Desk, step: Step, variant: Variant, url: str) -> None:
    account = desk.store.repo("accounts", Account).get(variant.account)
    platform = account.platform if account else ""
    if not url:
        return
    if refusal := hindrance(url, platform):
        step.refuse(refusal, url=url, platform=platform, other=platform_of(url) if refusal == "other_platform" else "")
    others = desk.store.repo("variants", Variant).all()
    if same := next((one for one in others if one.url == url and one.id != variant.id), None):
        step.params["same_as"] = f"P{same.post}"


def read_publication(line: str, now: int, zone: str) -> tuple[int, str] | None:
    """Read ``09.02 https://…``: when (now, where no time is given) and where. None: it is neither.

    A day may stand before the time: ``kemarin``, a weekday gone by, ``22/11``. "-" and "tanpa url" mean published
    without an address; that has to be said. An address may be pasted without its "https://".
    """
    words = line.split()
    at = now
    ago = _days_ago(words[0], now, zone) if words else None
    if ago is not None:
        words.pop(0)
    if words and (found := _TIME.fullmatch(words[0])):
        start, _ = day_bounds(day_of(now, zone) - timedelta(days=ago or 0), zone)
        at = start + (int(found[1]) * 60 + int(found[2])) * MINUTE
        if ago is None and at > now and local(now, zone).hour < 4:  # In the night one speaks of the evening before.
            at -= DAY
        words.pop(0)
    elif ago is not None:
        return None
    rest = " ".join(words)
    if rest.casefold() in _NO_ADDRESS:
        return at, ""
    if len(words) != 1:
        return None
    if "://" not in rest and list(spans(rest)) == [(0, len(rest))]:
        rest = f"https://{rest}"
    return (at, rest) if "://" in rest else None


def _days_ago(word: str, now: int, zone: str) -> int | None:
    """How many days ago a day word means; None: it is none."""
    today = day_of(now, zone)
    if word.casefold() in _YESTERDAY:
        return 1
    if (weekday := _DAYS.get(word.casefold())) is not None:
        return (today.weekday() - weekday) % 7
    if found := _DATE.fullmatch(word):
        try:
            day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
            if day > today and not found[3]:
                day = day.replace(year=today.year - 1)
        except ValueError:
            return None
        return (today - day).days
    return None
