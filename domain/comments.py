"""A citizen's comment, how it was read, and the rules about its states and clocks."""

from collections.abc import Iterable
from math import log2
from typing import Literal, NamedTuple, get_args

import msgspec

from domain.accounts import Platform
from domain.referrals import Referral

Sentiment = Literal["positive", "neutral", "negative"]
Feeling = Literal["positive", "neutral", "negative", "unsure"]
Kind = Literal[
    "emergency",
    "personal_data",
    "gambling_spam",
    "hoax",
    "complaint",
    "question",
    "aspiration",
    "suggestion",
    "criticism",
    "provocation",
    "abuse",
    "praise",
    "other",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order of precedence: the first that fits is the kind of a comment."""

SENTIMENTS: tuple[Sentiment, ...] = get_args(Sentiment)

CommentState = Literal["new", "triaged", "in_progress", "answered", "referred", "no_reply", "done"]
OPEN_STATES: frozenset[str] = frozenset({"new", "triaged", "in_progress"})
"""Somebody still waits for our first reply."""
ANSWERED: frozenset[str] = frozenset({"answered", "done"})
"""The citizen has our answer; whoever knows that may add to it."""
SETTLED: frozenset[str] = frozenset({"no_reply", "done"})
"""Nothing more is to be done."""

PersonalDataType = Literal["nik", "kk", "phone", "email", "npwp", "plate", "address", "account"]

NoReplyReason = Literal["spam", "abuse", "no_question", "answered_elsewhere", "duplicate", "not_ours", "deleted"]
NO_REPLY_REASONS: tuple[NoReplyReason, ...] = get_args(NoReplyReason)

HideReason = Literal["spam", "personal_data", "abuse", "hoax", "provocation", "other"]
HIDE_REASONS: tuple[HideReason, ...] = get_args(HideReason)


MADE_UP = "tempel:"
"""How the ids of comments begin that were put in by hand: no platform knows them."""

CITIZEN_WRITES = 253_370_000_000_000
"""Put aside until no instant, but until the citizen writes again; in UTC milliseconds later than any that is typed."""


class Span(msgspec.Struct, frozen=True):
    """Personal data in a text, in characters of the text as received; `end` is exclusive."""

    type: PersonalDataType
    start: int
    end: int


class Word(msgspec.Struct, frozen=True, array_like=True):
    """A word that decided, as the citizen wrote it; the weight is positive towards the label given."""

    text: str
    weight: float


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the language engine says of a text. A suggestion: the admin decides."""

    sentiment: Sentiment = "neutral"
    confidence: float = 0.0
    """Of the sentiment, 0 to 1."""
    unsure: bool = True
    """The confidence is below the engine's calibrated threshold: a person should look."""
    words: tuple[Word, ...] = ()
    kind: Kind = "other"
    kind_confidence: float = 0.0
    second_kind: Kind | None = None
    reasons: tuple[str, ...] = ()
    """Evidence for the kind: pieces of the text."""
    personal_data: tuple[Span, ...] = ()
    spam: Literal["gambling", "other"] | None = None
    engine: str = ""
    """Name and version of the engine that read it."""
    sentiment_from: str = ""
    """The admin whose word on the very same text decided the sentiment; empty: the engine did."""
    kind_from: str = ""
    learned: float = 0.0
    """What corrections of other texts brought to the sentiment given, in the scale of the words' weights."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What one admin tells the others about a comment."""

    at: int
    by: str
    text: str


class Comment(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One public comment. Known by (platform, platform_id); shown as K812."""

    id: int = 0
    rev: int = 0
    platform: Platform
    account: int
    platform_id: str
    post: int = 0
    """Our own post it stands under; 0: unknown."""
    post_ref: str = ""
    """The platform's id or address of the post, or its title where the file has no more."""
    parent: str = ""
    """platform_id of the comment it answers."""
    url: str = ""
    author: str = ""
    handle: str = ""
    text: str = ""
    written_at: int = 0
    written_precision: Literal["second", "minute", "hour", "day"] = "second"
    received_at: int = 0
    likes: int | None = None
    answers: int = 0
    """How many citizens answered it, as far as we know."""
    reading: Reading = Reading()
    kind: Kind = "other"
    kind_by: str = ""
    """The admin who said so; empty: the engine."""
    sentiment: Feeling = "unsure"
    sentiment_by: str = ""
    reply_due: int | None = None
    follow_up_due: int | None = None
    follow_up_days: int = 0
    """Working days until a complaint is to be settled, where an admin said how many; 0: as its kind has it."""
    state: CommentState = "new"
    state_reason: str = ""
    snoozed_until: int = 0
    assignee: str = ""
    group: int = 0
    """The first comment that asked or said the same; 0: this is the first, or the only one."""
    labels: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    hidden: bool = False
    hidden_reason: str = ""
    platform_hidden: bool = False
    """The platform itself keeps it from the public, by its own word or because we had it done there."""
    gone_at: int = 0
    """When the platform said that it was deleted; its text stays. 0: it did not."""
    referral: Referral | None = None
    """The last one; earlier ones are on the audit trail."""
    programme: int = 0
    """The agency's programme it is about; 0: none, or none we know of."""
    unheard: bool = False
    """It was referred before anybody said a word to the citizen: the first reply is still due."""
    outbound: int = 0
    """Our reply that is on its way to the citizen, or waits for approval; 0: none is. See `domain.outbox`."""
    further: int = 0
    """Our last reply since it was handled: nobody adds another without having seen it. 0: there is none."""


class CommentRow(msgspec.Struct, kw_only=True, gc=False):
    """The fields of a comment that order, counts and the watch need; decoded before anything else."""

    written_at: int = 0
    likes: int | None = None
    answers: int = 0
    kind: Kind = "other"
    sentiment: Feeling = "unsure"
    programme: int = 0
    reply_due: int | None = None
    state: CommentState = "new"
    snoozed_until: int = 0
    assignee: str = ""
    group: int = 0
    unheard: bool = False


ReplyState = Literal["draft", "awaiting", "queued", "sending", "sent", "failed", "unknown"]


class Reply(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Our answer to a comment: a draft, on its way to the platform (`domain.outbox`), or sent: by the admin's word, by
    the platform's interface, or seen there."""

    id: int = 0
    rev: int = 0
    comment: int = 0
    """The comment it answers; 0: not in the store."""
    account: int = 0
    platform: Platform
    platform_id: str = ""
    """The platform's id, where it is known."""
    url: str = ""
    parent: str = ""
    post_ref: str = ""
    text: str = ""
    state: ReplyState = "draft"
    by: str = ""
    written_at: int = 0
    written_precision: Literal["second", "minute", "hour", "day"] = "second"
    sent_at: int = 0
    sent_by: str = ""
    likes: int | None = None
    among: tuple[int, ...] = ()
    """Of a draft that answers several: the comments that are still to be answered. `comment` is the one it was written
    to."""
    first: bool = False
    """The comment was open when it was queued: whoever handled it meanwhile has made it superfluous."""
    relays: bool = False
    """It passes on the answer of the agency the comment was referred to."""
    by_api: bool = False
    """It goes, or is to go, through the platform's interface; else by an admin's hand."""
    send_key: str = ""
    """The same in every attempt to send it, and in none to send another."""
    queued_at: int = 0
    sending_at: int = 0
    """When the last attempt began."""
    tries: int = 0
    """Attempts since it was queued that certainly failed, or questions what became of it."""
    retry_at: int = 0
    """Not tried, and the platform not asked, before this; 0: as soon as it is its turn."""
    error: str = ""
    """Why it has not gone out yet: a reason of `channels.contract.ChannelError`, or a code of the desk's own."""
    error_detail: str = ""
    """The platform's own words. Outside text."""
    approved_by: str = ""
    """Who agreed to this very text, where that is needed."""
    own_approval: bool = False
    """That was who wrote it, for want of another admin."""
    returned_by: str = ""
    return_reason: str = ""


def is_precaution(reading: Reading) -> bool:
    """It was read as an emergency though that is less likely than not: the engine would rather call too often."""
    return reading.kind == "emergency" and not reading.kind_from and reading.kind_confidence < 0.5


OPTIONAL_REPLY: frozenset[str] = frozenset({"praise", "abuse", "provocation", "other", "gambling_spam"})
"""Kinds that may stay without a reply; they are not counted among those who wait."""

WEIGHT: dict[Kind, int] = {
    "emergency": 250,
    "personal_data": 80,
    "hoax": 70,
    "complaint": 50,
    "question": 40,
    "aspiration": 30,
    "criticism": 30,
    "gambling_spam": 30,
    "suggestion": 20,
    "abuse": 15,
    "provocation": 15,
    "praise": 5,
    "other": 5,
}


LATEST = 1.5
"""Lateness stops counting at this many times the promised span."""
_COURSE: dict[Kind, tuple[float, float, float]] = {
    kind: (weight, 0.8 * weight, 0.8 * weight * LATEST) for kind, weight in WEIGHT.items()
}
"""Of each kind: what it weighs, what the promised span adds when it is over, and the most that time adds."""
_HANDLED = 10_000
"""More than any comment can weigh."""
_STIR: tuple[float, ...] = tuple(min(20.0, 5 * log2(1 + likes)) for likes in range(16))
"""What likes and answers add; from 15 on it is all there is to add."""


class Priority(NamedTuple):
    """The parts of a comment's priority; together they are what `priorities` gives an open one."""

    weight: float
    """W of its kind."""
    late: float
    """What its age adds."""
    stir: float
    """What its likes and the answers to it add."""
    displeased: float
    """What a negative sentiment adds."""
    programme: float
    """What it adds that it is about a programme of the agency."""


def priority(row: CommentRow | Comment, now: int) -> Priority:
    """How far up an open comment stands, part by part; see `priorities`."""
    weight, rise, _most = _COURSE[row.kind]
    stir = min(20.0, 5 * log2(1 + max(0, row.likes or 0) + row.answers))
    displeased = 10.0 if row.sentiment == "negative" else 0.0
    return Priority(weight, rise * waited(row, now), stir, displeased, 10.0 if row.programme else 0.0)


def waited(row: CommentRow | Comment, now: int) -> float:
    """How much of the promised time has passed: 1 when the reply is due, never more than 1.5."""
    if row.reply_due is None or now <= row.written_at:
        return 0.0
    span = row.reply_due - row.written_at
    return min(LATEST, (now - row.written_at) / span) if span > 0 else LATEST


def priorities(rows: Iterable[CommentRow], now: int) -> list[float]:
    """How far up each stands: W · (1 + 0.8 · min(1.5, age ÷ span)) + min(20, 5 · log2(1 + likes + answers)), 10 more if
    negative, 10 more about a programme.

    W is the kind's weight, the span the time from when it was written to when its first reply is due, nights and
    holidays included; without such a date age adds nothing. What was handled stands below all that is open. Written
    out for speed: 100,000 of them are ranked at start.
    """
    course, stir = _COURSE, _STIR
    found = []
    for row in rows:
        value, rise, most = course[row.kind]
        written, due = row.written_at, row.reply_due
        if due is not None and now > written:
            late = (now - written) * rise / (due - written) if due > written else most
            value += late if late < most else most
        if row.likes or row.answers:
            heard = max(0, row.likes or 0) + row.answers
            value += stir[heard] if heard < 16 else 20.0
        if row.sentiment == "negative":
            value += 10
        if row.programme:
            value += 10
        found.append(value if row.state in OPEN_STATES or row.unheard else value - _HANDLED)
    return found


def owed(row: CommentRow | Comment) -> bool:
    """The citizen has not heard from us: nobody has handled it, or it was referred without a word."""
    return row.state in OPEN_STATES or row.unheard


def is_open(row: CommentRow | Comment, now: int) -> bool:
    """Not handled yet, and not put aside until later."""
    return owed(row) and row.snoozed_until <= now


def waits(row: CommentRow | Comment, now: int) -> bool:
    """A citizen waits for an answer: open, and of a kind that must be answered."""
    return owed(row) and row.kind not in OPTIONAL_REPLY


def overdue(row: CommentRow | Comment, now: int) -> bool:
    """A citizen waits longer than promised. Putting a comment aside never stops this clock."""
    return waits(row, now) and row.reply_due is not None and row.reply_due < now


_KEPT: dict[PersonalDataType, tuple[int, int]] = {
    "nik": (4, 4),
    "kk": (4, 4),
    "npwp": (2, 3),
    "phone": (4, 2),
    "plate": (1, 0),
    "address": (3, 0),
    "account": (0, 3),
}
"""How many characters stay readable at the start and at the end; of an e-mail the first one and the host do."""


def masked(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the middle of each span hidden, so that it can still be told apart: `3571••••••••0003`.

    The length stays the same, so the spans still fit the result.
    """
    for span in spans:
        piece = text[span.start : span.end]
        host = max(piece.find("@"), piece.find("＠"), 1)
        head, tail = (1, len(piece) - host) if span.type == "email" else _KEPT[span.type]
        if head + tail >= len(piece):
            head = tail = 0
        hidden = piece[:head] + "•" * (len(piece) - head - tail) + piece[len(piece) - tail :]
        text = text[: span.start] + hidden + text[span.end :]
    return text
