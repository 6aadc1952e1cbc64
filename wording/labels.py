"""Codes in words. Each function takes a code of `domain/` and answers in the language spoken now.

A code this version does not know (a newer desk may have written it) is shown as it is.
"""

from collections.abc import Mapping

from domain.accounts import NAMES
from wording import N_, _, everywhere

KINDS = {
    "emergency": N_("emergency"),
    "personal_data": N_("personal data"),
    "gambling_spam": N_("gambling, spam"),
    "hoax": N_("hoax"),
    "complaint": N_("complaint"),
    "question": N_("question"),
    "aspiration": N_("aspiration"),
    "suggestion": N_("suggestion"),
    "criticism": N_("criticism"),
    "provocation": N_("provocation"),
    "abuse": N_("abuse"),
    "praise": N_("praise"),
    "other": N_("other"),
}

_SHORT_KINDS = {
    **KINDS,
    "personal_data": N_("personal"),
    "gambling_spam": N_("gambling"),
    "aspiration": N_("wish"),
    "suggestion": N_("advice"),
    "provocation": N_("provoking"),
}

_SENTIMENTS = {
    "positive": N_("positive"),
    "neutral": N_("neutral"),
    "negative": N_("negative"),
    "unsure": N_("to be reviewed"),
}

_COMMENT_STATES = {
    "new": N_("new"),
    "triaged": N_("triaged"),
    "in_progress": N_("in progress"),
    "answered": N_("answered"),
    "referred": N_("referred"),
    "no_reply": N_("no reply"),
    "done": N_("done"),
}

_SHORT_COMMENT_STATES = {
    **_COMMENT_STATES,
    "triaged": N_("sorted"),
    "in_progress": N_("at work"),
    "answered": N_("replied"),
    "referred": N_("relayed"),
    "no_reply": N_("closed"),
}

NO_REPLY_REASONS = {
    "spam": N_("gambling or spam"),
    "abuse": N_("abuse only"),
    "no_question": N_("asks for nothing"),
    "answered_elsewhere": N_("answered elsewhere"),
    "duplicate": N_("repeated"),
    "not_ours": N_("not ours to answer"),
    "deleted": N_("deleted by its writer"),
}

HIDE_REASONS = {
    "spam": NO_REPLY_REASONS["spam"],
    **{code: KINDS[code] for code in ("personal_data", "abuse", "hoax", "provocation", "other")},
}

_PERSONAL_DATA = {
    "nik": N_("NIK"),
    "kk": N_("family card number"),
    "phone": N_("phone number"),
    "email": N_("e-mail address"),
    "npwp": N_("NPWP"),
    "plate": N_("number plate"),
    "address": N_("home address"),
    "account": N_("bank account number"),
}

_POST_STATES = {
    "draft": N_("draft"),
    "review": N_("in review"),
    "returned": N_("returned"),
    "approved": N_("approved"),
}

_VARIANT_STATES = {
    "planned": N_("planned"),
    "scheduled": N_("scheduled"),
    "due": N_("due"),
    "missed": N_("missed"),
    "frozen": N_("frozen"),
    "published": N_("published"),
    "postponed": N_("postponed"),
    "cancelled": N_("cancelled"),
    "withdrawn": N_("withdrawn"),
}

_MOMENTS = _POST_STATES | _VARIANT_STATES

_SHORT_MOMENTS = {
    **_MOMENTS,
    "review": N_("review"),
    "returned": N_("back"),
    "due": N_("now"),
    "missed": N_("late"),
}

_PILLARS = {"core": N_("core"), "supporting": N_("supporting"), "complementary": N_("complementary")}

_NEEDS = {"entertainment": N_("entertainment"), "information": N_("information"), "other": N_("other")}

_FORMATS = {
    "text": N_("text"),
    "picture": N_("picture"),
    "carousel": N_("carousel"),
    "infographic": N_("infographic"),
    "video": N_("video"),
    "short_video": N_("short video"),
    "live": N_("live broadcast"),
    "podcast": N_("podcast"),
    "quiz": N_("quiz"),
    "press_release": N_("press release"),
}

_PURPOSES = {
    "followers": N_("followers"),
    "engagement": N_("engagement"),
    "positive_response": N_("positive response"),
    "sustainability": N_("sustainability"),
}

_MESSAGE_TYPES = {
    "policy": N_("policy"),
    "plan": N_("plan"),
    "achievement": N_("achievement"),
    "service": N_("service"),
    "other": N_("other"),
}

_VERIFICATIONS = {
    "unverified": N_("unverified"),
    "in_progress": N_("being verified"),
    "verified": N_("verified"),
}

_PLAN_MODES = {"thematic": N_("thematic"), "random": N_("random")}

_HORIZONS = {"week": N_("week"), "month": N_("month"), "year": N_("year")}

_FIELDS = {
    "title": N_("title"),
    "gist": N_("gist"),
    "caption": N_("caption"),
    "format": N_("format"),
    "purpose": N_("purpose"),
    "pillar": N_("pillar"),
    "need": N_("need"),
    "message_type": N_("message"),
    "programme": N_("programme"),
    "theme": N_("theme"),
    "plan_mode": N_("plan mode"),
    "horizon": N_("horizon"),
    "dataset": N_("dataset"),
    "verifier": N_("verifies"),
    "press": N_("press release"),
    "conference": N_("presser"),
    "asked": N_("questions"),
    "contest": N_("contest"),
    "event_at": N_("event"),
    "sources": N_("sources"),
    "media": N_("picture"),
    "hashtags": N_("hashtags"),
    "owner": N_("in charge"),
    "verification": N_("facts"),
    "ai_assisted": N_("AI"),
    "note": N_("note"),
}

_REPLY_STATES = {
    "draft": N_("draft"),
    "awaiting": N_("awaits approval"),
    "queued": N_("queued"),
    "sending": N_("being sent"),
    "sent": N_("sent"),
    "failed": N_("not sent"),
    "unknown": N_("sent or not?"),
}

_SHORT_REPLY_STATES = {
    **_REPLY_STATES,
    "awaiting": N_("to be approved"),
    "unknown": N_("sent?"),
}

_DELIVERIES = {
    "queued": N_("goes out by itself"),
    "put_off": N_("is tried again"),
    "sending": N_("being published"),
    "failed": N_("failed to go out"),
    "unknown": N_("out or not?"),
    "stuck": N_("should be out"),
}

_SHORT_DELIVERIES = {
    "put_off": N_("retries"),
    "sending": N_("going"),
    "failed": N_("failed"),
    "unknown": N_("out?"),
    "stuck": N_("stuck"),
}

_DIRECTIONS = {"rising": N_("rising"), "steady": N_("steady"), "fading": N_("fading")}


def _word(table: dict[str, str], code: str) -> str:
    return _(table[code]) if code in table else code


def kind(code: str) -> str:
    """Of a comment."""
    return _word(KINDS, code)


def short_kind(code: str) -> str:
    """Of a comment, in at most 9 cells."""
    return _word(_SHORT_KINDS, code)


_ALSO = {"personal_data": ("pii",), "gambling_spam": ("spam",)}
"""What people type for a kind besides its own words."""


def read_kind(text: str) -> str:
    """The kind that a person means by its code or its word in any language; empty: none."""
    wanted = text.strip().casefold().replace("_", " ").replace("-", " ")
    for code, message in KINDS.items():
        words = (code.replace("_", " "), *everywhere(message), *everywhere(_SHORT_KINDS[code]), *_ALSO.get(code, ()))
        if wanted in (word.casefold() for word in words):
            return code
    return ""


def sentiment(code: str) -> str:
    """Of a comment; "unsure" asks for a person's look."""
    return _word(_SENTIMENTS, code)


def comment_state(code: str) -> str:
    """How far the answer to a comment is."""
    return _word(_COMMENT_STATES, code)


def short_comment_state(code: str) -> str:
    """`comment_state` in at most 7 cells."""
    return _word(_SHORT_COMMENT_STATES, code)


def no_reply_reason(code: str) -> str:
    """Why a comment stays without a reply."""
    return _word(NO_REPLY_REASONS, code)


def hide_reason(code: str) -> str:
    """Why a comment is hidden on its platform."""
    return _word(HIDE_REASONS, code)


def personal_data(code: str) -> str:
    """What a span of personal data is."""
    return _word(_PERSONAL_DATA, code)


def post_state(code: str) -> str:
    """How far a post is on its way to approval."""
    return _word(_POST_STATES, code)


def variant_state(code: str) -> str:
    """Of a variant as it is stored."""
    return _word(_VARIANT_STATES, code)


def moment(code: str, post_state: str = "") -> str:
    """Where a variant stands now; one that is planned stands where its post does."""
    return _word(_MOMENTS, _telling(code, post_state))


def short_moment(code: str, post_state: str = "") -> str:
    """`moment` in at most 9 cells."""
    return _word(_SHORT_MOMENTS, _telling(code, post_state))


def _telling(moment: str, post_state: str) -> str:
    return post_state if moment == "planned" and post_state else moment


def pillar(code: str) -> str:
    """Of a post: its layer."""
    return _word(_PILLARS, code)


def need(code: str) -> str:
    """What the audience seeks in a post."""
    return _word(_NEEDS, code)


def format_(code: str) -> str:
    """What a post is made of."""
    return _word(_FORMATS, code)


def purpose(code: str) -> str:
    """What a post is for."""
    return _word(_PURPOSES, code)


def message_type(code: str) -> str:
    """What a post tells."""
    return _word(_MESSAGE_TYPES, code)


def verification(code: str) -> str:
    """How far the facts of a post are checked."""
    return _word(_VERIFICATIONS, code)


def reply_state(code: str) -> str:
    """Whether a reply went out."""
    return _word(_REPLY_STATES, code)


def short_reply_state(code: str) -> str:
    """`reply_state` in at most 16 cells."""
    return _word(_SHORT_REPLY_STATES, code)


def delivery(code: str) -> str:
    """How a post stands that goes out by itself; see `domain.deliveries.standing`."""
    return _word(_DELIVERIES, code)


def short_delivery(code: str) -> str:
    """`delivery` in at most 9 cells; empty where nothing is to be said of it."""
    return _(_SHORT_DELIVERIES.get(code, ""))


_names: dict[str, str] = {}


def use_names(names: Mapping[str, str]) -> bool:
    """From now on call these actors so: the display names of the settings. Whether that is another name for any."""
    changed = names != _names
    _names.clear()
    _names.update(names)
    return changed


def person(actor: str) -> str:
    """What who acts is called: by display name, else without the Unix user it may stand behind."""
    return _names.get(actor) or actor.rpartition(":")[2]


def opened_by(actor: str) -> str:
    """That a colleague is about to answer a comment."""
    return _("{who} has it open").format(who=person(actor))


def field(code: str) -> str:
    """A field of a post."""
    return _word(_FIELDS, code)


def field_value(field: str, code: str) -> str:
    """What was chosen for a field of a post."""
    words = {
        "purpose": _PURPOSES,
        "pillar": _PILLARS,
        "need": _NEEDS,
        "message_type": _MESSAGE_TYPES,
        "format": _FORMATS,
        "plan_mode": _PLAN_MODES,
        "horizon": _HORIZONS,
        "verification": _VERIFICATIONS,
    }
    return _word(words.get(field, {}), code)


def direction(code: str) -> str:
    """Where the heat of a topic goes."""
    return _word(_DIRECTIONS, code)


def platform(code: str) -> str:
    """The name of a platform, the same in both languages."""
    return NAMES.get(code, code)
