"""Clarification sheets: opened from a comment, a rising issue or a topic; verified, published, closed."""

from typing import Any
from urllib.parse import urlsplit

import msgspec

from desk import revealing
from desk.desk import Desk, Step
from domain.clarifications import JUDGED_BY, VERDICTS, WITHIN, Clarification, may_close, may_publish, may_verify
from domain.comments import Comment, Reply
from domain.outcomes import Outcome
from domain.posts import Post, Variant
from domain.text import ENTRY_LIMIT, storable

LIMITS = {"claim": 500, "finding": 2_000, "owner": 100, "address": 2_000}
MANY = 50
"""Pieces of evidence that are kept."""


# Reading


def listed(desk: Desk) -> list[Clarification]:
    """All sheets: those not closed by their deadline, then the closed ones, the last one closed first."""
    found = list(desk.store.repo("clarifications", Clarification).all())
    return sorted(
        found, key=lambda one: (one.state == "closed", -one.closed_at, one.state == "published", one.publish_due)
    )


def unsettled(desk: Desk) -> list[Clarification]:
    """Those that are neither published nor closed, by their deadline."""
    return [one for one in listed(desk) if one.state in ("open", "verified")]


def get(desk: Desk, id: int) -> Clarification | None:
    """The sheet; None: it is not there any more."""
    return desk.store.repo("clarifications", Clarification).get(id)


def about(desk: Desk, *, group: int = 0, topic: int = 0) -> Clarification | None:
    """The sheet on that group of comments, or that topic, that is not closed."""
    sheets = (one for one in listed(desk) if one.state != "closed")
    return next((one for one in sheets if (group and group in one.groups) or (topic and one.topic == topic)), None)


class _Member(msgspec.Struct, gc=False):
    group: int = 0


class _Sent(msgspec.Struct, gc=False):
    comment: int = 0
    state: str = ""
    sent_at: int = 0


def comments_of(desk: Desk, sheet: Clarification) -> tuple[list[int], list[int]]:
    """Ids of the comments that make the claim; and of those among them to which a reply went out since it was verified.

    Goes through all comments: off the event loop.
    """
    groups = set(sheet.groups)
    rows = desk.store.repo("comments", Comment).rows(_Member) if groups else ()
    members = [id for id, row in rows if (row.group or id) in groups]
    since = sheet.verified_at
    replies = desk.store.repo("replies", Reply).rows(_Sent) if members and since else ()
    heard = {row.comment for _id, row in replies if row.state == "sent" and row.sent_at >= since}
    return members, [id for id in members if id in heard]


def is_out(desk: Desk, post: int) -> bool:
    """Whether the post was published on any channel."""
    variants = desk.store.repo("variants", Variant).all() if post else ()
    return any(one.post == post and one.state == "published" for one in variants)


def released(desk: Desk) -> frozenset[int]:
    """Posts that are what a verified sheet has to say: crisis mode does not hold them back."""
    sheets = desk.store.repo("clarifications", Clarification).all()
    return frozenset(one.post for one in sheets if one.post and one.state in ("verified", "published"))


# From open to closed


def open_from(
    desk: Desk, claim: str, *, comment: int = 0, group: int = 0, topic: int = 0, owner: str | None = None
) -> Outcome:
    """Open a sheet; `params` has its id as ``clarification``. Refused as ``sheet_there``, with the id, if there is one.

    Args:
        claim: what is said; empty: what the comment says, personal data hidden.
        comment: it is about this comment and all that say the same.
        group: it is about this group of comments.
        topic: it is about this topic.
        owner: who sees to it; None: this admin.
    """
    with desk.step("sheet.open") as step:
        due = step.at + WITHIN
        if comment:
            stored = step.read("comments", Comment, comment)
            group = stored.group or comment
            claim = claim.strip() or revealing.text(stored)
            if stored.kind == "hoax" and stored.follow_up_due:
                due = min(due, stored.follow_up_due)
        if there := about(desk, group=group, topic=topic):
            step.refuse("sheet_there", name=f"L{there.id}", clarification=there.id)
        claim = _text(claim, "claim")
        if not claim:
            step.refuse("no_claim")
        sheet = Clarification(
            claim=claim,
            owner=desk.actor if owner is None else owner,
            opened_at=step.at,
            opened_by=desk.actor,
            publish_due=due,
            groups=(group,) if group else (),
            topic=topic,
        )
        step.params["clarification"] = id = step.insert("clarifications", sheet)
        step.params["name"] = f"L{id}"
    return step.outcome


def change(desk: Desk, id: int, *, rev: int | None = None, **fields: Any) -> Outcome:
    """Change claim, evidence, verdict, finding, owner or publish_due.

    What it was verified by may not change unnoticed: then it is open again, and the outcome's params have
    ``verify_again``.
    """
    with desk.step("sheet.change") as step:
        sheet = _alive(step, id)
        kept = {name: _kept(step, name, value) for name, value in fields.items()}
        if kept.get("claim", "-") == "":
            step.refuse("no_claim")
        differ = {name: value for name, value in kept.items() if value != getattr(sheet, name)}
        if not differ:
            step.refuse("same_text")
        if sheet.state != "open" and not JUDGED_BY.isdisjoint(differ):
            differ |= {"state": "open", "verified_at": 0, "verified_by": "", "published_at": 0}
            step.params["verify_again"] = True
        step.update("clarifications", id, differ, rev)
    return step.outcome


def _kept(step: Step, name: str, value: Any) -> Any:
    if name == "evidence":
        pieces = (storable(" ".join(str(one).split()), 1_000) for one in value)
        return tuple(dict.fromkeys(one for one in pieces if one))[:MANY]
    if name == "verdict" and value not in VERDICTS:
        step.refuse("bad_choice", value=str(value), known=", ".join(VERDICTS))
    if name in LIMITS:
        return _text(str(value), name)
    return value


def _text(text: str, field: str) -> str:
    return storable(" ".join(text.split()) if field != "finding" else text.strip(), LIMITS.get(field, ENTRY_LIMIT))


def verify(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Say that the claim was looked into: there is evidence, a verdict, and what is true in words."""
    with desk.step("sheet.verified") as step:
        sheet = _alive(step, id)
        if refusal := may_verify(sheet):
            step.refuse(refusal)
        fields = {"state": "verified", "verified_at": step.at, "verified_by": desk.actor}
        step.update("clarifications", id, fields, rev, relies_on=tuple(JUDGED_BY))
    return step.outcome


def draft_post(desk: Desk, id: int) -> Outcome:
    """Make a draft post of a verified sheet, with the evidence as its sources; ``post`` in `params` is its id."""
    with desk.step("sheet.draft") as step:
        sheet = _alive(step, id)
        if sheet.state == "open":
            step.refuse("not_verified")
        if sheet.post and step.get("posts", sheet.post):
            step.refuse("sheet_post_there", name=f"P{sheet.post}")
        post = Post(
            title=storable(sheet.claim, 300),
            gist=storable(sheet.finding.split("\n")[0], 140),
            caption=sheet.finding,
            purpose="positive_response",
            pillar="core",
            need="information",
            message_type="service",
            sources=sheet.evidence,
            verification="verified",
            topic=sheet.topic,
            owner=desk.actor,
            created_at=step.at,
        )
        step.params["post"] = number = step.insert("posts", post)
        step.params["name"] = f"P{number}"
        step.update("clarifications", id, {"post": number})
    return step.outcome


def link_post(desk: Desk, id: int, post: int) -> Outcome:
    """Say which post clarifies it; 0: none."""
    with desk.step("sheet.post") as step:
        sheet = _alive(step, id)
        if post and step.get("posts", post) is None:
            step.refuse("no_such_post", name=f"P{post}")
        step.params["name"] = f"P{post}" if post else "–"
        if sheet.post != post:
            step.update("clarifications", id, {"post": post})
    return step.outcome


def publish(desk: Desk, id: int, address: str = "", *, rev: int | None = None) -> Outcome:
    """Record that the public was told: by the sheet's post, or at an address elsewhere."""
    with desk.step("sheet.published") as step:
        sheet = _alive(step, id)
        address = storable(address.strip(), LIMITS["address"])
        if address and urlsplit(address).scheme not in ("http", "https"):
            step.refuse("bad_address", url=address)
        if refusal := may_publish(sheet, post_is_out=is_out(desk, sheet.post), address=address):
            step.refuse(refusal)
        fields = {"state": "published", "published_at": step.at, "address": address}
        step.update("clarifications", id, fields, rev, relies_on=("state",))
    return step.outcome


def close(desk: Desk, id: int, why: str = "", *, rev: int | None = None) -> Outcome:
    """Put the sheet away. Before it was published that needs a reason."""
    with desk.step("sheet.closed") as step:
        sheet = step.read("clarifications", Clarification, id)
        if refusal := may_close(sheet, why):
            step.refuse(refusal)
        closing = storable(why.strip(), LIMITS["finding"])
        fields = {"state": "closed", "closed_at": step.at, "closed_by": desk.actor, "closing": closing}
        step.update("clarifications", id, fields, rev)
    return step.outcome


def reopen(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Take up a closed sheet again."""
    with desk.step("sheet.reopened") as step:
        sheet = step.read("clarifications", Clarification, id)
        if sheet.state != "closed":
            step.refuse("sheet_not_closed")
        anew = {"verified_at": 0, "verified_by": "", "published_at": 0, "closed_at": 0, "closed_by": "", "closing": ""}
        step.update("clarifications", id, {"state": "open", "publish_due": step.at + WITHIN, **anew}, rev)
    return step.outcome


def _alive(step: Step, id: int) -> Clarification:
    """The sheet, unless it is closed."""
    sheet = step.read("clarifications", Clarification, id)
    if sheet.state == "closed":
        step.refuse("sheet_closed")
    return sheet
