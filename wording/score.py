"""The day's score, targets and figures of a recap in words: what each is called, how it is reckoned, what it says."""

from domain.metrics import Band, Measure
from domain.score import Code, Group, Part
from domain.targets import Verdict
from wording import N_, _, figures, n_

GROUPS: dict[Group, str] = {"quantity": N_("Quantity"), "quality": N_("Quality"), "response": N_("Response")}

PARTS: dict[Code, tuple[str, str]] = {
    "published": (
        N_("published"),
        N_("25 × min(1, published ÷ target): what went out that day on the accounts that have a target"),
    ),
    "on_time": (
        N_("on time"),
        N_("15 × on time ÷ published that day and planned for a slot; on time is until 15 minutes after it"),
    ),
    "complete": (
        N_("complete"),
        N_("10 × complete ÷ published posts; complete is what passes a review: purpose, pillar, need, gist, sources"),
    ),
    "mix": (
        N_("mix of pillars"),
        N_(
            "10 × max(0, 1 − deviation ÷ 30); deviation is ½Σ|actual − target| in points over 28 days, from 12 posts on"
        ),
    ),
    "engagement": (
        N_("engagement"),
        N_("10 × min(1, ER ÷ own median of 28 days), of posts whose 24-hour reading fell due that day"),
    ),
    "in_time": (
        N_("answered in time"),
        N_(
            "15 × in time ÷ (in time + late): of those to be answered, who got a reply in time that day, or whose "
            "deadline passed"
        ),
    ),
    "closed": (
        N_("closed with an answer"),
        N_(
            "10 × answered ÷ (new + carried over), of those to be answered; closing or hiding without a reply earns "
            "nothing"
        ),
    ),
    "not_overdue": (
        N_("not overdue"),
        N_("5 × (1 − overdue ÷ unanswered), of those to be answered, at the end of the day or now"),
    ),
}
"""What a part is called, and how it is reckoned."""

_BANDS: dict[Band, str] = {
    "under_1k": N_("under 1,000 followers"),
    "1k_10k": N_("1,000 to 10,000 followers"),
    "10k_100k": N_("10,000 to 100,000 followers"),
    "over_100k": N_("over 100,000 followers"),
}

_VERDICTS: dict[Verdict, str] = {
    "ok": N_("well mixed"),
    "watch": N_("to be watched"),
    "off": N_("far from the target"),
    "few": N_("too few posts to say"),
}

_PERIODS = {"day": N_("today"), "week": N_("this week"), "month": N_("this month")}


def group(code: Group) -> str:
    """Of the parts of a score."""
    return _(GROUPS[code])


def part(code: Code) -> str:
    """What a part is called."""
    return _(PARTS[code][0])


def definition(code: Code) -> str:
    """How a part is reckoned."""
    return _(PARTS[code][1])


def value(score: float | None) -> str:
    """A score: "68"; of a day without one a dash."""
    return "–" if score is None else figures.decimal(score, 0)


def fraction(one: Part) -> str:
    """What a part rests on: "3 dari 4"; why it does not count where it does not."""
    if one.code == "mix":
        if one.share is None:
            return _(_VERDICTS["few"])
        return _("{points} points off").format(points=figures.decimal(one.over, 1))
    if one.share is None:
        return _("does not count")
    if one.code == "engagement":
        mean = figures.decimal(one.over / one.of)
        return n_("{mean}× the median, {n} post", "{mean}× the median, {n} posts", int(one.of)).format(
            mean=mean, n=int(one.of)
        )
    return _("{n} of {all}").format(n=figures.number(round(one.over)), all=figures.number(round(one.of)))


def earned(one: Part) -> str:
    """What it earned of its weight: "18,8 / 25"."""
    got = "–" if one.earned is None else figures.decimal(one.earned, 1)
    return f"{got} / {one.weight}"


def band(code: Band | None) -> str:
    """A size of accounts."""
    return _(_BANDS[code]) if code else _("followers not told")


def verdict(code: Verdict) -> str:
    """Of a mix."""
    return _(_VERDICTS[code])


def period(code: str) -> str:
    """A period up to now."""
    return _(_PERIODS[code])


_MEASURES: dict[Measure, str] = {
    "followers": N_("followers"),
    "follows": N_("new followers"),
    "reach": N_("reach"),
    "views": N_("views"),
    "impressions": N_("impressions"),
    "likes": N_("likes"),
    "comments": N_("comments"),
    "shares": N_("shares"),
    "saves": N_("saves"),
    "reposts": N_("reposts"),
    "interactions": N_("interactions"),
    "clicks": N_("clicks"),
    "visits": N_("profile visits"),
}


def measure(code: Measure) -> str:
    """What was measured."""
    return _(_MEASURES[code])


def pace(published: int, target: int | None, ahead: int) -> str:
    """ "3/4, sisa 1 slot"."""
    aim = "–" if target is None else figures.number(target)
    left = n_("{n} slot left", "{n} slots left", ahead).format(n=figures.number(ahead)) if ahead else _("no slot left")
    done = target is not None and published >= target
    return f"{figures.number(published)}/{aim}" + ("" if done and not ahead else f", {left}")


def per_cent(share: float | None, places: int = 0) -> str:
    """ "67 %"; of nothing a dash. `share` is in per cent."""
    return "–" if share is None else f"{figures.decimal(share, places)} %"
