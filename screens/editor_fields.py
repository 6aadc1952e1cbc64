"""The fields of the editor: how each is written for the admin, read back, and stored."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from desk import editing
from desk.day import Plan
from desk.desk import Desk
from desk.posts import read_slot
from domain.accounts import NAMES, label
from domain.afterwards import Asked, Contest
from domain.agency import Programme
from domain.outcomes import Outcome, Refused
from domain.posts import (
    FORMATS,
    HORIZONS,
    MESSAGE_TYPES,
    NEEDS,
    PILLARS,
    PLAN_MODES,
    PURPOSES,
    VERIFICATIONS,
    Media,
    Post,
    Variant,
)
from domain.press import Conference, Press, Speaker, ticked
from domain.times import local
from wording import _, labels

CHOICES: dict[str, tuple[str | None, ...]] = {
    "purpose": (None, *PURPOSES),
    "pillar": (None, *PILLARS),
    "need": (None, *NEEDS),
    "message_type": (None, *MESSAGE_TYPES),
    "format": (None, *FORMATS),
    "plan_mode": (None, *PLAN_MODES),
    "horizon": (None, *HORIZONS),
    "verification": VERIFICATIONS,
}
"""Codes of the fields that are chosen from a list; None: not said."""
AREAS = frozenset({"caption", "sources"})
TIMES = ("slot", "event_at", "conference:held_at", "contest:deadline_at")
"""How fields begin that hold a time."""
_CHOSEN = frozenset({"ai_assisted", "programme", "add", "contest:announced"})


class Option(NamedTuple):
    """One thing to choose."""

    letter: str
    value: Any
    word: str


class Shown(NamedTuple):
    """A post with its variants, as they would be if what is being typed were stored."""

    post: Post
    variants: list[Variant]


def target(field: str) -> tuple[str, int]:
    """The table the field is stored in, and the variant's id where it is one's: ``slot:12``, ``caption:12``."""
    name, _colon, id = field.partition(":")
    return ("variants", int(id)) if id.isdigit() and name in ("slot", "caption") else ("posts", 0)


def is_area(field: str) -> bool:
    """Whether it is typed in several lines."""
    return field.partition(":")[0] in AREAS


def is_choice(field: str) -> bool:
    """Whether it is chosen from a list."""
    return field in CHOICES or field in _CHOSEN or field.startswith("gate:")


def programmes(desk: Desk) -> dict[int, str]:
    """The names of the agency's programmes, by id."""
    return {one.id: one.name for one in desk.store.repo("programmes", Programme).all()}


def options(field: str, plan: Plan, shown: Shown, named: dict[int, str]) -> list[Option]:
    """What can be chosen for the field, each with a letter of its own."""
    pairs: list[tuple[Any, str]]
    if field == "ai_assisted":
        pairs = [(False, _("not used")), (True, _("used"))]
    elif field == "contest:announced":
        pairs = [(True, _("yes")), (False, _("no"))]
    elif field.startswith("gate:"):
        pairs = [(True, _("passed")), (False, _("not looked at"))]
    elif field == "programme":
        pairs = [(0, "–"), *named.items()]
    elif field == "add":
        there = {variant.account for variant in shown.variants}
        pairs = [
            (one.id, f"{NAMES[one.platform]} {label(one)}") for one in plan.accounts.values() if one.id not in there
        ]
    else:
        pairs = [(code, labels.field_value(field, code) if code else "–") for code in CHOICES[field]]
    return [
        Option(letter, *pair) for letter, pair in zip(_letters([word for _value, word in pairs]), pairs, strict=True)
    ]


def _letters(words: Sequence[str]) -> list[str]:
    """A letter of each word, or a digit, that none before it has; a dash for "not said"; "" when all are taken."""
    found: list[str] = []
    for word in words:
        free = (
            one for one in (*word.casefold(), *"1234567890") if one.isascii() and one.isalnum() and one not in found
        )
        found.append("-" if word == "–" else next(free, ""))
    return found


def chosen_of(field: str, post: Post) -> Any:
    """What is chosen for a field now."""
    name, _colon, rest = field.partition(":")
    if name == "contest":
        return getattr(post.contest or Contest(), rest)
    return rest in (post.press or Press()).ticked if name == "gate" else getattr(post, name, None)


def text_of(field: str, shown: Shown, zone: str) -> str:
    """The field as text to be typed over."""
    name, _colon, rest = field.partition(":")
    table, id = target(field)
    if table == "variants":
        variant = next((one for one in shown.variants if one.id == id), None)
        if variant is None:
            return ""
        return _moment(variant.slot_at, zone) if name == "slot" else variant.caption or shown.post.caption
    if name == "media":
        place, part = rest.split(":")
        media = shown.post.media
        return str(getattr(media[int(place)], part)) if int(place) < len(media) else ""
    if name == "event_at":
        return _moment(shown.post.event_at, zone)
    if name == "press":
        return str(getattr(shown.post.press or Press(), rest))
    if name == "contest":
        found = getattr(shown.post.contest or Contest(), rest)
        return _moment(found, zone) if rest == "deadline_at" else str(found)
    if name == "conference":
        held = shown.post.conference or Conference()
        return held.place if rest == "place" else _moment(held.held_at, zone)
    if name in ("asked", "speaker"):
        place, part = rest.split(":")
        rows: Sequence[Asked | Speaker] = shown.post.asked
        if name == "speaker":
            rows = (shown.post.conference or Conference()).speakers
        return str(getattr(rows[int(place)], part)) if int(place) < len(rows) else ""
    if name == "hashtags":
        return " ".join(shown.post.hashtags)
    return "\n".join(shown.post.sources) if name == "sources" else str(getattr(shown.post, name))


def _moment(ms: int, zone: str) -> str:
    at = local(ms, zone)
    return f"{at.day}/{at.month}/{at.year} {at.hour:02}.{at.minute:02}" if ms else ""


def value_of(field: str, text: str, now: int, zone: str) -> Any:
    """What the typed text says; None where it is no time."""
    name = field.partition(":")[0]
    if field.startswith(TIMES):
        found = read_slot(text, now, zone, ahead=name != "event_at")
        # A contest that is open until a day is open until that day is over.
        return read_slot(f"{text} 23.59", now, zone) if found is None and name == "contest" else found
    if name == "sources":
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    if name == "hashtags":
        words = text.replace(",", " ").split()
        return tuple(dict.fromkeys(word if word.startswith("#") else f"#{word}" for word in words))
    return text


def with_typed(shown: Shown, field: str, value: Any) -> Shown:
    """The post as it would be with that value."""
    name, _colon, rest = field.partition(":")
    table, id = target(field)
    if value is None and field.startswith(TIMES):
        return shown
    if table == "variants":
        change = {"slot_at" if name == "slot" else "caption": value}
        changed = [msgspec.structs.replace(one, **change) if one.id == id else one for one in shown.variants]
        return Shown(shown.post, changed)
    if name == "media":
        place, part = rest.split(":")
        media = [*shown.post.media, Media(path="")][: max(len(shown.post.media), int(place) + 1)]
        media[int(place)] = msgspec.structs.replace(media[int(place)], **{part: value})
        return Shown(msgspec.structs.replace(shown.post, media=tuple(one for one in media if one.path)), shown.variants)
    if name in ("press", "gate"):
        press = shown.post.press or Press()
        value = ticked(press, rest, value) if name == "gate" else msgspec.structs.replace(press, **{rest: value})  # type: ignore[arg-type]
        name = "press"
    if name == "contest":
        value = msgspec.structs.replace(shown.post.contest or Contest(), **{rest: value})
    if name in ("conference", "speaker", "asked"):
        return shown
    return Shown(msgspec.structs.replace(shown.post, **{name: value}), shown.variants)


def store(desk: Desk, post: int, field: str, value: Any, rev: int | None) -> Outcome:
    """Store the field, as one use case."""
    if value is None and field.startswith(TIMES):
        return Refused(reason="not_a_time")
    table, id = target(field)
    if table == "posts":
        return editing.edit(desk, post, field, value, rev=rev)
    if field.startswith("slot"):
        return editing.set_slot(desk, id, value, rev=rev)
    return editing.set_own_caption(desk, id, value, rev=rev)
