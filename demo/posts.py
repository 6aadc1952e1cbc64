"""The agency's accounts and its posts: a week that is out, today's queue, and the days to come."""

from datetime import timedelta
from random import Random
from typing import Any

import msgspec

from demo.texts import Phrases, lines
from domain import counting
from domain.accounts import Account, Platform, Target
from domain.posts import Post, Variant, caption_of
from domain.times import MINUTE, day_bounds, day_of, local, to_ms

AGENCY = "Dinas Kominfo Kab. Sumberrejo"
ZONE = "WIB"
_HANDLE = "kominfo.sumberrejo"
_ACCOUNTS: tuple[tuple[Platform, str], ...] = (
    ("instagram", _HANDLE),
    ("facebook", "kominfosumberrejo"),
    ("x", "kominfo_smbr"),
    ("tiktok", _HANDLE),
    ("youtube", "KominfoSumberrejo"),
)
_DAILY: dict[Platform, int] = {"instagram": 2, "facebook": 2, "x": 4, "tiktok": 1}
_PLACE: dict[str, int] = {platform: place for place, (platform, _) in enumerate(_ACCOUNTS, 1)}
_PATHS: dict[str, str] = {"instagram": "p/", "facebook": "posts/", "x": "status/", "tiktok": "video/", "youtube": "v/"}
_SHARED = ("title", "gist", "caption", "theme", "note", "state")
_KIND = ("pillar", "purpose", "need", "message_type", "format", "owner")


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A published variant, where citizens write under it."""

    at: int
    platform: Platform
    handle: str
    url: str
    subject: str


class Plan(msgspec.Struct, kw_only=True):
    """Accounts, targets, posts, variants, and the stages citizens write under, by time."""

    accounts: list[Account]
    targets: list[Target]
    posts: list[Post]
    variants: list[Variant]
    stages: list[Stage]


def plan(rng: Random, now: int) -> Plan:
    """The plan around `now`; the queue of today has something published, missed, due and still to come."""
    made = Plan(
        accounts=[
            Account(id=id, platform=platform, handle=handle, name="Kominfo Sumberrejo", zone=ZONE)
            for id, (platform, handle) in enumerate(_ACCOUNTS, 1)
        ],
        targets=[
            Target(id=id, account=_PLACE[platform], count=count)
            for id, (platform, count) in enumerate(_DAILY.items(), 1)
        ],
        posts=[],
        variants=[],
        stages=[],
    )
    block: list[list[str]] = []
    phrases = Phrases(rng, now)
    for line in [*map(phrases.fill, lines("posts.txt")), "= "]:
        if line.startswith("= "):
            if block:
                _add_post(rng, made, block, now)
            block = [["title", line[2:]]]
        elif line:
            block.append(line.split(" ", 1))
    made.stages.sort(key=lambda stage: stage.at)
    return made


def _add_post(rng: Random, made: Plan, block: list[list[str]], now: int) -> None:
    facts = dict(block)
    fields: dict[str, Any] = {name: facts[name] for name in _SHARED if name in facts}
    fields |= zip(_KIND, facts["kind"].split(), strict=True)
    fields |= {"id": len(made.posts) + 1, "hashtags": facts.get("tags", "").split()}
    fields |= {"state": "approved", "verification": "verified"} if "state" not in facts else {}
    if fields["state"] == "returned":
        fields["return_reason"] = fields["note"].partition(": ")[2]
    fields["sources"] = [facts["source"]] if "source" in facts else []
    if "alt" in facts:
        fields["media"] = [{"path": f"gambar/{facts['title'].split(':')[0].lower().replace(' ', '-')}.png"}]
        fields["media"][0]["alt_text"] = facts["alt"]
    fields |= _beyond(block, now)
    post = msgspec.convert(fields, Post)
    made.posts.append(post)
    slots = [variant for line in block if line[0] in ("out", "today") for variant in _slots(line, now)]
    post.created_at = min(min(at for at, _, _ in slots), now) - rng.randint(20, 60) * 60 * MINUTE
    for at, platform, state in slots:
        _add_variant(rng, made, facts["about"], (at, platform, state))


def _beyond(block: list[list[str]], now: int) -> dict[str, Any]:
    """What a post has beyond its words: a press conference, a contest."""
    fields: dict[str, Any] = {"asked": [{"question": line[1]} for line in block if line[0] == "asked"]}
    for name, told in block:
        if name == "conference":
            day, clock, place = told.split(" ", 2)
            people = [line[1].split(", ", 1) for line in block if line[0] == "speaker"]
            speakers = [{"name": name, "office": office} for name, office in people]
            fields[name] = {"held_at": _at(day, clock, now), "place": place, "speakers": speakers}
        elif name == "contest":
            day, clock, rules = told.split(" ", 2)
            fields[name] = {"deadline_at": _at(day, clock, now), "rules": rules}
    return fields


def _at(day: str, clock: str, now: int) -> int:
    """A time so many days from today."""
    hour, minute = clock.split(".")
    date = local(now, ZONE) + timedelta(days=int(day))
    return to_ms(date.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0))


def _slots(line: list[str], now: int) -> list[tuple[int, str, str]]:
    """When, on which platform and in which state a post goes out, of a line of the plan."""
    if line[0] == "today":
        minutes, platform, state = line[1].split()
        return [(_today(int(minutes), now), platform, state)]
    day, clock, *words = line[1].split()
    at = _at(day, clock, now)
    states = [word for word in words if word not in _PLACE]
    state = states[0] if states else "published" if int(day) < 0 else "scheduled"
    return [(at, word, state) for word in words if word in _PLACE]


def _today(minutes: int, now: int) -> int:
    """A round time about so many minutes from now, on the same day even close to midnight."""
    start, end = day_bounds(day_of(now, ZONE), ZONE)
    if minutes < 0:
        room = min(1.0, (now - start) / (150 * MINUTE))
        step = 5 if room < 1 or minutes > -15 else 15
        at = now + round(minutes * room * MINUTE) if minutes < -15 else now - round(8 * room * MINUTE)
        return max(start, at - at % (step * MINUTE))
    room = min(1.0, (end - now) / (630 * MINUTE))
    step = (30 if room == 1 else 5) * MINUTE
    at = now + round(minutes * room * MINUTE)
    return min(at + -at % step, end - 5 * MINUTE)


def _add_variant(rng: Random, made: Plan, subject: str, slot: tuple[int, str, str]) -> None:
    at, platform, state = slot
    account = made.accounts[_PLACE[platform] - 1]
    fields: dict[str, Any] = {"state": state, "post": len(made.posts), "account": account.id, "slot_at": at}
    if state == "published":
        code = f"{rng.getrandbits(40):010x}"
        url = f"https://{platform}.example/{account.handle}/{_PATHS[platform]}{code}"
        out = at + rng.randint(0, 3) * MINUTE
        fields |= {"url": url, "published_at": out, "published_by": made.posts[-1].owner}
        made.stages.append(Stage(at=out, platform=account.platform, handle=account.handle, url=url, subject=subject))
    elif state == "postponed":
        fields["reason"] = made.posts[-1].note
    variant = msgspec.convert({"id": len(made.variants) + 1} | fields, Variant)
    if counting.over(account.platform, caption_of(made.posts[-1], variant)):
        variant.caption = made.posts[-1].gist
    made.variants.append(variant)
