"""How much two headlines speak of one event.

Titles alone are compared by their cosine. Where there are summaries, a small model tells how likely it is one event:
its weights (`feeds/likeness.json`, made by `training.likeness`) are few enough to read. What counts is how much of one
title stands in the other and in its summary, and how rare the second rarest word is that both have: one rare word is a
place or a person much happens to, two are an event.
"""

import json
import math
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from feeds.rarity import Window, unit
from feeds.words import words

MODEL = Path(__file__).parent / "likeness.json"

COSINE = 7 / 6
"""A cosine of 0.3 between titles says as much as a chance of 0.35."""

_TOPIC_WORDS = 16
"""So many words of the summary belong to what a headline is about."""
_SUMMARY_WEIGHT = 0.5
_COPIED = 0.8
"""Summaries so much alike are one text of an agency, printed by two outlets."""
_HEAVY = 10.0
"""Rarity that counts 1 in the sum over shared words."""

Vector = dict[str, float]


class Look(NamedTuple):
    """What of a headline is compared."""

    vector: Vector
    """What it is about: the words of the title and the first of the summary at half the weight, at length 1."""
    words: dict[str, tuple[float, float, float]]
    """Each word's weight in the title and in the summary, both at length 1, and how rare it is."""
    told: bool
    """Whether there is a summary."""
    outlet: str


def look(window: Window, title: str, outlet: str, summary: str, at: int) -> Look:
    """Let a headline into the window, and see what of it is compared."""
    in_title, in_summary = words(title, outlet, summary)
    window.take(in_title, at)
    rare = {word: window.rarity(word) for word in (*in_title, *in_summary)}
    title_weights, summary_weights = unit({word: rare[word] for word in in_title}), Vector()
    about = {word: rare[word] for word in in_title}
    if in_summary:
        summary_weights = unit({word: rare[word] for word in in_summary})
        more = [word for word in in_summary if word not in about][:_TOPIC_WORDS]
        about |= {word: _SUMMARY_WEIGHT * rare[word] for word in more}
    compared = {
        word: (title_weights.get(word, 0.0), summary_weights.get(word, 0.0), rarity) for word, rarity in rare.items()
    }
    return Look(unit(about) if in_summary else title_weights, compared, bool(in_summary), outlet)


def likeness(one: Look, other: Look) -> float:
    """0 to 1, about the chance that both tell of one event."""
    if not (one.told or other.told):
        return min(COSINE * dot(one.vector, other.vector), 1.0)
    *values, summaries = shared(one, other)
    if summaries > _COPIED and one.outlet != other.outlet:
        # Within one outlet the same sentence may stand under everything.
        return summaries
    weights = models()[one.told and other.told]
    told = sum(weight * value for weight, value in zip(weights, values, strict=False)) + weights[-1]
    return 1 / (1 + math.exp(-told))


def shared(one: Look, other: Look) -> tuple[float, float, float, float, float]:
    """What two headlines share, as the model takes it.

    The cosine of the titles; of each title with the other's summary, added; the rarity of the words both titles have,
    added, in tens; the rarity of the second rarest word that both have. Last, what the model does not take, the cosine
    of the summaries.
    """
    titles = across = summaries = heavy = rarest = second = 0.0
    there = other.words
    for word, (title, summary, rare) in one.words.items():
        if word not in there:
            continue
        other_title, other_summary, other_rare = there[word]
        rare = min(rare, other_rare)
        if title and other_title:
            titles += title * other_title
            heavy += rare
        across += title * other_summary + summary * other_title
        summaries += summary * other_summary
        if rare > rarest:
            rarest, second = rare, rarest
        elif rare > second:
            second = rare
    return titles, across, heavy / _HEAVY, second, summaries


def dot(one: Vector, other: Vector) -> float:
    """The inner product."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def average(one: Look, others: Collection[Look]) -> float:
    """The likeness to all the others on average."""
    return sum(likeness(one, other) for other in others) / len(others)


@lru_cache(maxsize=1)
def models() -> tuple[list[float], list[float]]:
    """Four weights and the bias: where one of the two has a summary, and where both have."""
    model = json.loads(MODEL.read_bytes())
    return model["one_summary"], model["both_summaries"]
