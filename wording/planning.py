"""What is worth knowing of a plan, in words."""

from collections.abc import Callable

from domain.planning import SILENCE, Advice
from domain.text import clean
from wording import N_, _, figures, labels, n_

PARTS = {"morning": N_("morning"), "noon": N_("noon"), "evening": N_("evening")}
"""Parts of the day, as the calendar heads them."""


def part(code: str) -> str:
    """What a part of the day is called."""
    return _(PARTS[code])


def advice(one: Advice, account: Callable[[int], str], zone: Callable[[int], str]) -> str:
    """One sentence. `account` and `zone` say what an account is called, and its zone, by its id."""
    params, of = one.params, int(one.params.get("account", 0))
    name = clean(account(of), limit=60)
    at = (
        figures.short_day(params["at"], zone(of)) + " " + figures.clock(params["at"], zone(of))
        if "at" in params
        else ""
    )
    if one.code == "cover":
        if not params["days"]:
            return _("{account}: today's target is not planned").format(account=name)
        return _("{account}: the plan reaches for {days}").format(account=name, days=figures.days(params["days"]))
    if one.code == "pillar":
        sentence = _("thinnest pillar: {pillar}").format(pillar=labels.pillar(params["pillar"]))
        drafts = n_("{n} draft waits for a time", "{n} drafts wait for a time", len(one.posts)).format(n=len(one.posts))
        if one.posts:
            return f"{sentence}; {drafts}"
        idea = clean(params["idea"], limit=100)
        return sentence + "; " + _("an idea: {idea}").format(idea=idea) if idea else sentence
    if one.code == "clash":
        return _("{account}: two posts at the same time, {at}").format(account=name, at=at)
    if one.code == "near":
        words = _("{account}: two posts {minutes} minutes apart, {at}")
        return words.format(account=name, minutes=params["minutes"], at=at)
    if one.code == "formats":
        words = _("{account}: {n} posts in a row are {format}")
        return words.format(account=name, n=params["n"], format=labels.format_(params["format"]))
    if one.code == "programme":
        return _programme(one, zone)
    if one.code == "past_theme":
        words = _("{account} {at}: outside of its theme, {theme}")
        return words.format(account=name, at=at, theme=clean(params["theme"], limit=60))
    if one.code == "off_prime":
        return n_("{n} post outside of prime time", "{n} posts outside of prime time", params["n"]).format(
            n=params["n"]
        )
    return n_("{n} thematic post names no theme", "{n} thematic posts name no theme", params["n"]).format(n=params["n"])


def _programme(one: Advice, zone: Callable[[int], str]) -> str:
    name, coming = clean(one.params["name"], limit=60), one.params["next_at"]
    sentence = _("programme {name}: no post in {n} days").format(name=name, n=SILENCE)
    if not one.params["last_at"]:
        sentence = _("programme {name}: no post yet").format(name=name)
    return (
        f"{sentence}; {_('the next one {day}').format(day=figures.short_day(coming, zone(0)))}" if coming else sentence
    )
