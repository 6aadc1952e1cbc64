"""What the desk says of topics: what was done, why one is dangerous, what citizens need instead."""

from collections.abc import Mapping

from domain.text import clean
from domain.topics import Gate
from wording import N_, _

DONE: dict[str, str] = {
    "topic.mute": N_("Muted: {name}"),
    "topic.unmute": N_("Heard again: {name}"),
    "topic.hand": N_("Given to {to}"),
    "topic.add_to": N_("Added to {name}: {n} sources"),
    "feed.import": N_("Feeds added: {n}"),
}

VERBS: dict[str, str] = {
    "topic.mute": N_("muted"),
    "topic.unmute": N_("lifted a mute"),
    "topic.watch": N_("watched, or stopped watching, a topic"),
    "topic.hand": N_("gave a topic to a colleague"),
    "topic.add_to": N_("added a topic to a post"),
    "feed.import": N_("added feeds from a list"),
}

REFUSED: dict[str, str] = {
    "topic_flagged": N_("This topic is flagged: a draft of it takes the second key, Y."),
    "muted_already": N_("Muted already: {name}"),
    "nothing_to_mute": N_("What is to be muted? A topic, an outlet or a word."),
    "sources_there": N_("{name} has these sources already."),
    "nothing_new": N_("All feeds of that list are here already."),
}

_DANGERS = {"safe": N_("safe"), "caution": N_("be careful"), "forbidden": N_("forbidden")}
_CONCERNS = {
    "disaster": N_("disaster"),
    "death": N_("death"),
    "accident": N_("accident"),
    "politics": N_("politics"),
    "sara": N_("ethnicity, religion"),
    "crime": N_("crime, the law"),
    "war": N_("war"),
    "protest": N_("protest, unrest"),
    "hoax": N_("rumour"),
    "fact_check": N_("fact-checkers write of it"),
    "bait": N_("one outlet only, with a luring title"),
    "watchlist": N_("word of the political period"),
}
_SERVICES = {
    "quake": N_("what BMKG has measured and whether a tsunami threatens (bmkg.go.id, Info BMKG)"),
    "weather": N_("BMKG's warning and until when it holds (bmkg.go.id, Info BMKG)"),
    "volcano": N_("the volcano's level (magma.esdm.go.id) and where to go"),
    "fire": N_("the fire brigade's number (113) and which roads are closed"),
    "health": N_("the health office's hotline (119) and what to watch for"),
    "rescue": N_("where help is to be had, and from whom"),
    "emergency": N_("call 112 in an emergency"),
}


def watched(params: Mapping[str, object]) -> str:
    """That a topic is watched from now on, or not any more. What follows of it stands first, as titles are long."""
    title = clean(str(params.get("title", "")), limit=60)
    if params.get("watched"):
        return _("Watched, you are told when it jumps: {title}").format(title=title)
    return _("Not watched any more: {title}").format(title=title)


def danger(code: str) -> str:
    """How dangerous a topic is."""
    return _(_DANGERS[code])


def reasons(gate: Gate) -> str:
    """Why a topic is flagged, each with the word that says so."""
    told = (f"{_(_CONCERNS[one.concern])} “{clean(one.word, limit=60)}”" for one in gate.reasons)
    return " · ".join(told)


def service(gate: Gate) -> str:
    """What to tell citizens instead of riding the topic; empty: nothing in particular."""
    return " · ".join(_(_SERVICES[code]) for code in gate.service)
