"""What the desk says of approval, press releases, ideas and recording publications."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from domain.accounts import SHORT
from domain.deliveries import standing
from domain.text import clean
from wording import N_, _, labels, n_, sending

if TYPE_CHECKING:
    from domain.deliveries import Delivery
    from domain.posts import Variant

DONE: dict[str, str] = {
    "variant.at_once": N_("On its way; the queue shows when it is out"),
    "variant.again": N_("On its way again; the queue shows when it is out"),
    "variant.by_itself": N_("It goes out by itself when its time comes"),
    "variant.by_hand": N_("It does not go out by itself any more: p copies it, t records it as published"),
    "variant.corrected": N_("Corrected: when and where it went out"),
    "idea.draft": N_("Draft made from the idea"),
    "idea.keep": N_("Idea kept"),
    "idea.remove": N_("Idea put away"),
    "idea.bring_back": N_("Idea is back"),
}

VERBS: dict[str, str] = {
    "variant.at_once": N_("let it go out at once"),
    "variant.again": N_("let it go out again"),
    "variant.by_itself": N_("let it go out by itself"),
    "variant.by_hand": N_("took it on to publish by hand"),
    "variant.sent": N_("published it through the interface"),
    "variant.failed": N_("could not publish it"),
    "variant.unknown": N_("does not know whether it is published"),
    "variant.put_off": N_("put its publication off"),
    "variant.corrected": N_("corrected the record of its publication"),
    "idea.draft": N_("drafted from an idea"),
    "idea.keep": N_("kept an idea"),
    "idea.remove": N_("put an idea away"),
    "idea.bring_back": N_("brought an idea back"),
}

REFUSED: dict[str, str] = {
    "by_hand_there": N_("It cannot go out by itself there: {why}. p copies it, t records it as published."),
    "not_by_hand": N_("It is not scheduled, or goes out by itself already."),
    "post_gone_out": N_(
        "It is published, and stays so; w says that it was taken down there. The next u goes on with the step before."
    ),
    "may_be_out": N_("It may be on the platform already: look there, then decide in the outbox: g x."),
    "needs_second": N_(
        "A second person has to approve now (crisis, political period, or your agency's rule), also where you are "
        "alone: your superior can, with `meja --admin NAME`."
    ),
    "no_channel": N_("It has no channel yet: enter opens it, there it gets one."),
    "captions_changed": N_("A channel's caption has changed since you looked: read it, then s again."),
    "approved_other": N_("{record} was approved with other words than it has now: it goes to review again."),
    "unanswered": N_("The six questions come first: what, who, when, where, why, how."),
    "other_platform": N_("That address is one of {other}, not of {platform}."),
    "no_post_address": N_("That is the address of {platform}, not of a post there."),
    "no_idea": N_("What is the idea? One sentence will do."),
    "idea_there": N_("There is such an idea already."),
}

GATES: dict[str, str] = {
    "news_value": N_("news value"),
    "elements": N_("elements"),
    "rules": N_("rules"),
    "language": N_("language"),
    "ethics": N_("ethics"),
}

ASKS: dict[str, str] = {
    "news_value": N_("Is it new, near, important or helpful to people who are not in the office?"),
    "elements": N_("Does it say what, who, when, where, why and how?"),
    "rules": N_("Most important first, one thought a paragraph, a quote with name and office, somebody to ask?"),
    "language": N_("Good Indonesian, short sentences, no abbreviation unexplained, no official's titles in the lead?"),
    "ethics": N_("True and verified, fair, nobody's personal data, no politics, no praise of persons?"),
}

QUESTIONS: dict[str, str] = {
    "what": N_("what?"),
    "who": N_("who?"),
    "when": N_("when?"),
    "where": N_("where?"),
    "why": N_("why?"),
    "how": N_("how?"),
    "speaker": N_("who is quoted"),
    "contact": N_("whom to ask"),
}

_REMARKS: dict[str, str] = {
    "unanswered": N_("no answer yet: {questions}"),
    "title_words": N_("title of {n} words; {limit} fit a headline"),
    "lead_words": N_("first paragraph of {n} words; {limit} are enough for the news"),
    "no_quote": N_("nobody is quoted"),
    "no_contact": N_("nobody to ask is named"),
    "unverified": N_("not verified yet"),
}

_WHY: dict[str, str] = {
    **sending.WHY,
    "no_interface": N_("the desk does not publish on this account: g a tells what it can"),
    "format_by_hand": N_("films, broadcasts and press releases are published by hand"),
    "caption_long": N_("its caption is longer than the platform takes"),
    "needs_picture": N_("nothing goes there without a picture"),
    "too_many_pictures": N_("it has more pictures than are taken there at once"),
    "not_a_picture": N_("a picture's path, or its kind of file, is none that is taken there"),
    "needs_public_address": N_("its picture needs a public https address"),
    "needs_file": N_("its picture has to be a file here, not an address"),
    "refused": N_("the platform refused it: change it, or publish it by hand"),
    "scope": N_("the access does not reach so far: g a connects the account again"),
    "no_room": N_("the room is not there any more, or the account has left it"),
    "outside_folder": N_("its picture does not lie in the agency's folder of pictures"),
    "needs_folder": N_("the host has no folder of pictures yet: meja set picture_folder DIR"),
    "pictures_changed": N_("a picture's file is another than when it was approved: have it approved again"),
    "picture_missing": N_("a picture's file is not there, or cannot be read"),
    "picture_too_big": N_("a picture's file is larger than the platform takes"),
    "taken_back": N_("it was recorded as published, and the record taken back: look whether it is there"),
    "too_late": N_("its time had gone by: nothing goes out by itself more than 15 minutes late"),
    "frozen": N_("crisis mode held it back when its time came"),
    "needs_second": N_("a second person has to approve it first"),
    "not_approved": N_("it is not what was approved any more"),
    "approved_elsewhere": N_("a file says that it is approved, nobody here: change it, and send it to review"),
    "not_scheduled": N_("it is not scheduled any more"),
    "gone": N_("the post is no longer there"),
}

RUBRICS: dict[str, str] = {
    "service": N_("services"),
    "education": N_("education"),
    "progress": N_("progress"),
    "behind": N_("behind the scenes"),
    "profile": N_("the office"),
    "citizens": N_("citizens"),
    "light": N_("light"),
}


def rubric(code: str) -> str:
    """A rubric of the idea bank."""
    return _(RUBRICS.get(code, code))


def gate(code: str) -> str:
    """A gate of a press release."""
    return _(GATES.get(code, code))


def short_gate(code: str) -> str:
    """`gate` in at most 11 cells."""
    return _("newsworthy") if code == "news_value" else gate(code)


def question(code: str) -> str:
    """One of the six questions, or what else a release tells."""
    return _(QUESTIONS.get(code, code))


def remark(code: str, params: dict[str, object]) -> str:
    """What the rules find at a gate."""
    values = dict(params)
    if isinstance(asked := values.get("questions"), tuple):
        values["questions"] = ", ".join(question(one) for one in asked)
    return _(_REMARKS[code]).format_map(values)


def touches(words: Sequence[str]) -> str:
    """What to be wary of in a political period."""
    return _("touches on politics: “{words}”").format(words=clean(", ".join(words), limit=80))


def release(press: Mapping[str, Any]) -> str:
    """What a press release has beyond a post, as JSON has it, in one line."""
    told = [f"{question(name)} {words}" for name, words in press.items() if name in QUESTIONS]
    gates = ", ".join(gate(one) for one in press.get("ticked", ()))
    return " · ".join([*told, *([_("gates: {names}").format(names=gates)] if gates else [])])


def why(code: str, detail: str = "") -> str:
    """Why a post does not go out by itself, or did not, in a clause; with the platform's own words."""
    return sending.why(_WHY, code, detail)


def why_not_out(delivery: "Delivery") -> str:
    """Why it has not gone out by itself, in a clause, with the platform's own words."""
    return why(delivery.error, delivery.error_detail)


def on_its_way(delivery: "Delivery", variant: "Variant", now: int) -> str:
    """How a post stands that goes out by itself; where it is held up, loudly and with the reason."""
    stands = standing(delivery, variant, now)
    told = f"{labels.delivery(stands)}: {why_not_out(delivery)}" if delivery.error else labels.delivery(stands)
    return told if stands in ("queued", "sending") else f"! {told}"


def gone_out(delivery: "Delivery", title: str) -> str:
    """A post went out by itself."""
    return _("Published: {posts}").format(posts=_named([(SHORT[delivery.platform], title)]))


def not_gone_out(delivery: "Delivery", title: str) -> str:
    """A post did not go out by itself, or nobody knows, and why."""
    named, reason = _named([(SHORT[delivery.platform], title)]), clean(why_not_out(delivery), limit=160)
    if delivery.state == "unknown":
        return _("Nobody knows whether it is out: {posts}: {why}: g x").format(posts=named, why=reason)
    return _("Not gone out: {posts}: {why}: g x").format(posts=named, why=reason)


def task(kind: str, n: int) -> str:
    """What is left to be done about a post, in at most 9 cells."""
    if kind == "answer":
        return n_("{n} asked", "{n} asked", n).format(n=n)
    return _("winner?") if kind == "winner" else _("announce")


def due(posts: Sequence[tuple[str, str]]) -> str:
    """That posts are to be published now: platform and title of each."""
    return _("Time to publish: {posts}").format(posts=_named(posts))


def due_unapproved(posts: Sequence[tuple[str, str]]) -> str:
    """That posts are to be published now, and nobody has approved them."""
    return _("Time to publish, but not approved: {posts}").format(posts=_named(posts))


def _named(posts: Sequence[tuple[str, str]]) -> str:
    platform, title = posts[0]
    more = f" +{len(posts) - 1}" if len(posts) > 1 else ""
    return f"{platform} {clean(title, limit=28)}{more}"


def more(params: dict[str, object]) -> str:
    """What else is to be said of something done: by which way posts go out, words of a political period, an address
    met before."""
    said = _by_which_way(params)
    if watch := params.get("watch"):
        words = clean(str(watch), limit=80)
        said += ". " + _("It touches on politics: “{words}”; an office stays neutral").format(words=words)
    if same := params.get("same_as"):
        said += ". " + _("{record} has the same address").format(record=clean(str(same), limit=20))
    if params.get("voided") and params.get("of"):  # By taking back, or doing again, something else.
        said += ". " + _("The approval is gone with it")
    if params.get("shut"):
        said += ". " + _("Its gates have to be looked at again")
    return said


def _by_which_way(params: dict[str, object]) -> str:
    """Of posts that were scheduled: how many go out by themselves, and why others cannot."""
    told, n = [], params.get("by_itself")
    if n and n == params.get("n"):
        told.append(
            n_(
                "It goes out by itself when its time comes",
                "They go out by themselves when their time comes",
                int(str(n)),
            )
        )
    elif n:
        told.append(n_("{n} goes out by itself", "{n} go out by themselves", int(str(n))).format(n=n))
    pairs = params.get("by_hand")
    for platform, code in pairs if isinstance(pairs, list) else ():
        told.append(_("{platform} by hand: {why}").format(platform=labels.platform(platform), why=why(code)))
    pairs = params.get("doubts")
    for platform, code in pairs if isinstance(pairs, list) else ():
        told.append(_("{platform}, so far: {why}").format(platform=labels.platform(platform), why=why(code)))
    return ". " + "; ".join(told) if told else ""
