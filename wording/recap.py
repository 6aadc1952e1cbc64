"""The figures of a recap in words: what each is called, how it is reckoned, and its value."""

from datetime import date

from domain.recap import Figure, Part, Section
from domain.targets import Period
from domain.times import day_bounds
from wording import N_, _, figures, labels
from wording import score as scores

PARTS: dict[Part, str] = {
    "posts": N_("Posts"),
    "mix": N_("Mix"),
    "reach": N_("Reach and engagement"),
    "replies": N_("Replies"),
    "sentiment": N_("Sentiment"),
    "referrals": N_("Referrals"),
    "asked": N_("What citizens wrote"),
    "topics": N_("Topics"),
    "clarifications": N_("Clarifications"),
}

FIGURES: dict[str, tuple[str, str]] = {
    "published": (N_("published"), N_("posts that went out, each account's counted; withdrawn ones left out")),
    "posts_out": (N_("different posts"), N_("posts that went out on at least one account")),
    "on_time": (N_("on time"), N_("until 15 minutes after the slot, of what went out and had one")),
    "missed": (N_("missed"), N_("slots that went by more than 15 minutes ago without a post")),
    "withdrawn": (N_("withdrawn"), N_("went out in the period and were taken down")),
    "account_out": (N_("posts of an account"), N_("posts of the account, of its target for the whole period")),
    "pillar_deviation": (
        N_("pillars: deviation"),
        N_("½Σ|actual − target| in points; up to 10 well, up to 20 to be watched; from 12 posts on"),
    ),
    "need_deviation": (
        N_("needs: deviation"),
        N_("½Σ|actual − target| in points; what audiences look for, never a quota"),
    ),
    "pillar_share": (N_("share"), N_("posts of the pillar ÷ posts that have one")),
    "need_share": (N_("share"), N_("posts of the need ÷ posts that have one")),
    "measured": (N_("measured"), N_("with a reading after 24 hours, of those that went out 24 hours ago or more")),
    "reach": (N_("reach"), N_("sum of what was last read; people reached by several posts count several times")),
    "views": (N_("views"), N_("sum of what was last read")),
    "engagement": (N_("engagement"), N_("sum of likes + comments + shares + saves, where none of them is blank")),
    "erf": (N_("ERF"), N_("median of (likes + comments + shares + saves) ÷ followers × 100, by the 24-hour reading")),
    "err": (N_("ERR"), N_("median of (likes + comments + shares + saves) ÷ reach × 100, by the 24-hour reading")),
    "erv": (N_("ERV"), N_("median of (likes + comments + shares + saves) ÷ views × 100, by the 24-hour reading")),
    "followers": (N_("followers"), N_("as last counted in the period, and before it")),
    "written": (N_("comments"), N_("written in the period")),
    "to_answer": (N_("to be answered"), N_("of the kinds that must be answered")),
    "answered": (N_("answered"), N_("first replies sent in the period")),
    "in_time": (
        N_("answered in time"),
        N_("answered before the deadline, of those whose fate was decided in the period"),
    ),
    "reply_work": (
        N_("time to reply, working hours"),
        N_("median from comment to first reply on the working calendar"),
    ),
    "reply_clock": (N_("time to reply, by the clock"), N_("median from comment to first reply, nights included")),
    "open": (N_("unanswered"), N_("at the end of the period, or now")),
    "overdue": (N_("overdue"), N_("of the unanswered, those whose deadline has passed")),
    "feeling": (N_("sentiment"), N_("comments written in the period, by sentiment; the admin's word wins")),
    "net": (N_("net sentiment"), N_("(positive − negative) ÷ (positive + neutral + negative)")),
    "pleased": (N_("positive of those with a side"), N_("positive ÷ (positive + negative)")),
    "checked": (N_("checked by a person"), N_("sentiments an admin has judged, of all comments of the period")),
    "after_reply": (
        N_("after our reply"),
        N_("what the same citizen wrote next to the account, within 7 days of our reply, against the comment before"),
    ),
    "referred": (N_("referred"), N_("passed on to other agencies in the period")),
    "agency_answered": (N_("answered by agencies"), N_("in the period")),
    "referrals_open": (N_("still open"), N_("at the end of the period: the citizen was not told the agency's answer")),
    "referrals_overdue": (N_("overdue at agencies"), N_("of those, past the date the agency was to answer")),
    "kind": (N_("kind"), N_("comments written in the period, by kind")),
    "alike": (N_("asked by many"), N_("comments of the period that ask or say the same")),
    "clarifications_open": (N_("unsettled"), N_("sheets that are neither published nor closed")),
    "clarifications_opened": (N_("opened"), N_("in the period")),
    "clarifications_out": (N_("published"), N_("in the period")),
    "clarifications_overdue": (N_("overdue"), N_("open sheets past their three hours")),
}
"""What a figure is called, and how it is reckoned."""

_TURNS = {"better": N_("friendlier than before"), "same": N_("as before"), "worse": N_("angrier than before")}
_TITLES: dict[Period, str] = {
    "day": N_("Recap of the day"),
    "week": N_("Recap of the week"),
    "month": N_("Recap of the month"),
}


def title(period: Period) -> str:
    """What the recap is called."""
    return _(_TITLES[period])


def part(code: Part) -> str:
    """What a section is called."""
    return _(PARTS[code])


def span(first: date, last: date, zone: str) -> str:
    """ "Sen 16 Nov – Min 22 Nov 2026"."""
    start, end = day_bounds(first, zone)[0], day_bounds(last, zone)[0]
    if first == last:
        return f"{figures.short_day(start, zone)} {first.year}"
    return f"{figures.short_day(start, zone)} – {figures.short_day(end, zone)} {last.year}"


def name(figure: Figure, account: str = "", text: str = "") -> str:
    """What a figure is called, with what it is of.

    Args:
        account: what an account's figure is of.
        text: what a group of comments says.
    """
    told = _(FIGURES[figure.code][0])
    code = figure.about
    if figure.code in ("account_out", "followers"):
        return f"{account or code} {told}" if figure.code == "followers" else account or code
    of = {
        "pillar_share": labels.pillar,
        "need_share": labels.need,
        "feeling": labels.sentiment,
        "kind": labels.kind,
        "after_reply": _turn,
    }.get(figure.code)
    if of:
        return of(code)
    return f"“{text}”" if figure.code == "alike" else told


def _turn(code: str) -> str:
    return _(_TURNS[code])


def plain_name(figure: Figure) -> str:
    """What figures of that kind are called, whatever this one is of."""
    return _(FIGURES[figure.code][0])


def definition(figure: Figure) -> str:
    """How a figure is reckoned."""
    return _(FIGURES[figure.code][1])


def value(figure: Figure) -> str:
    """The figure itself: "67 %", "1 j 20 m", "2,6 poin"; a dash where there is nothing to reckon it of."""
    found = figure.value
    if found is None:
        return "–"
    if figure.unit == "per_cent":
        return scores.per_cent(found, 2 if figure.code in ("erf", "err", "erv") else 0)
    if figure.unit == "points":
        return _("{points} points").format(points=figures.decimal(found, 1))
    if figure.unit == "ratio":
        return signed(found)
    if figure.unit == "ms":
        return length(round(found))
    return figures.number(round(found))


def signed(x: float | None) -> str:
    """A net sentiment: "+0,12"; a dash where there is none."""
    return "–" if x is None else f"{'+' if x > 0 else '−' if x < 0 else ''}{figures.decimal(abs(x))}"


def length(ms: int) -> str:
    """A length of time to the minute: "1 j 20 m"."""
    minutes = ms // 60_000
    if minutes < 60:
        return _("{n} m").format(n=minutes)
    hours = _("{n} h").format(n=figures.number(minutes // 60))
    return f"{hours} {_('{n} m').format(n=minutes % 60)}" if minutes % 60 else hours


def share_of(figure: Figure, section: Section) -> float | None:
    """How full a figure's bar is, 0 to 1; None: it has none."""
    if figure.value is None or figure.code in ("erf", "err", "erv"):
        return None
    if figure.unit == "per_cent":
        return figure.value / 100
    if figure.code == "account_out":
        return figure.value / figure.of if figure.of else None
    if figure.code in ("feeling", "kind", "after_reply"):
        whole = sum(one.value or 0 for one in section.figures if one.code == figure.code)
        return figure.value / whole if whole else None
    return None


def beside(figure: Figure) -> str:
    """What stands beside the value: of how many, the target, the number before."""
    told = []
    if figure.code == "account_out":
        told.append(_("target {n}").format(n="–" if figure.of is None else figures.number(round(figure.of))))
    elif figure.code == "followers" and figure.of is not None:
        step = round((figure.value or 0) - figure.of)
        told.append(f"{'+' if step >= 0 else '−'}{figures.number(abs(step))}")
    elif figure.of is not None:
        told.append(_("target {n}").format(n=f"{figures.number(round(figure.of))} %"))
    if figure.n is not None:
        told.append(f"n {figures.number(figure.n)}")
    return " · ".join(told)
