"""What an admin does in the editor of a post: its fields, its channels, and its way to approval and out."""

from collections.abc import Collection, Sequence
from typing import Any, Literal

import msgspec

from desk import deliveries
from desk.desk import Desk, Step
from desk.pictures import doubts, mark, pictures
from desk.restraint import alone, refuse_frozen, second_approval, watchlist
from desk.sealing import void
from domain import readiness as rules
from domain.accounts import Account
from domain.afterwards import Asked, Contest
from domain.agency import Slot
from domain.counting import read_limits
from domain.outcomes import Outcome
from domain.posts import Draft, Media, Post, Variant
from domain.press import Conference, Press, Speaker, may_tick, ticked
from domain.text import ENTRY_LIMIT, storable

LIMITS = {"title": 300, "gist": 1_000, "theme": 100, "owner": 100, "verifier": 100, "dataset": 1_000, "note": 2_000}
"""Characters of a line that are kept; a caption keeps as many as any text."""
MANY = 50
"""Sources, pictures, hashtags, speakers and questions a post may have."""
_LOOKED_AT = frozenset({"title", "gist", "caption", "press"})
"""What the gates of a press release are about: whoever changes it shuts them."""
_REVIEWERS = frozenset({"verification", "verifier"})
"""What who reviews a post may say about it, and approve it still."""

Sideways = Literal["postponed", "cancelled", "withdrawn"]


def new_draft(desk: Desk) -> Outcome:
    """An empty draft; `params` has its id as ``post``."""
    with desk.step("post.new") as step:
        step.params["post"] = step.insert("posts", Post(owner=desk.actor, created_at=step.at))
    return step.outcome


# Fields


def edit(desk: Desk, id: int, field: str, value: Any, *, rev: int | None = None) -> Outcome:
    """Change one field of a post. ``media:0:path`` and ``media:0:alt_text`` are those of its first picture,
    ``press:who`` is an answer of a press release and ``gate:ethics`` one of its gates; ``conference:place``,
    ``speaker:0:office`` and ``asked:0:answer`` are of its press conference; ``contest:winner`` is of a quiz.

    A text is stored as received, within its limit. The outcome's params have ``voided`` when an approval was taken
    back, ``shut`` when gates have to be looked at again.
    """
    name = field.partition(":")[0]
    with desk.step("post.edit", field=name) as step:
        post = step.read("posts", Post, id)
        if name == "caption":
            _refuse_too_long(step, value)
        if name == "media":
            value = _with_picture(post.media, field, value)
        elif name == "asked":
            value = _with_question(post.asked, field, value)
        elif name in ("conference", "speaker"):
            name, value = "conference", _with_conference(post.conference or Conference(), field, value)
        elif name == "contest":
            value = msgspec.structs.replace(post.contest or Contest(), **{field.partition(":")[2]: _kept("", value)})
        elif name in ("press", "gate"):
            name, value = "press", _with_press(step, post.press or Press(), field, value)
        value = _kept(name, value)
        _refuse_too_many(step, value.speakers if isinstance(value, Conference) else value)
        value = msgspec.to_builtins(value)
        differs = value != msgspec.to_builtins(getattr(post, name))
        # What follows from an edit follows from the post as it is now, whatever the admin saw.
        if differs and step.update("posts", id, {name: value}, rev) != post.rev:
            reviewing = post.state == "review" and (name in _REVIEWERS or field.startswith("gate:"))
            after = {} if reviewing else _after_edit(step, desk, post, [name])
            if name in _LOOKED_AT and not field.startswith("gate:"):
                after |= _shut(step, post)
            step.update("posts", id, after)
    return step.outcome


def _refuse_too_long(step: Step, text: str) -> None:
    """A caption is never cut behind its writer's back."""
    if len(text) > ENTRY_LIMIT:
        step.refuse("too_long", length=len(text), limit=ENTRY_LIMIT)


def _refuse_too_many(step: Step, rows: Any) -> None:
    """Nor is one of many."""
    if isinstance(rows, tuple) and len(rows) > MANY:
        step.refuse("too_many", most=MANY)


def _kept(field: str, value: Any) -> Any:
    if isinstance(value, str):
        return storable(value if field == "caption" else value.strip(), LIMITS.get(field, ENTRY_LIMIT))
    if field in ("sources", "hashtags"):
        return tuple(storable(one.strip(), 1_000) for one in value if one.strip())
    return value


def _with_picture(media: Sequence[Media], field: str, text: str) -> tuple[Media, ...]:
    """The pictures with one changed; one without a path is taken out."""
    _, place, part = field.split(":")
    pictures = [*media, Media(path="")]
    at = min(int(place), len(media))
    pictures[at] = msgspec.structs.replace(pictures[at], **{part: storable(text.strip(), 2_000)})
    return tuple(one for one in pictures if one.path)


def _with_question(asked: Sequence[Asked], field: str, text: str) -> tuple[Asked, ...]:
    """The questions with one changed, or its answer; one that is empty is taken out."""
    _, place, part = field.split(":")
    questions = [*asked, Asked(question="")]
    at = min(int(place), len(asked))
    questions[at] = msgspec.structs.replace(questions[at], **{part: storable(text.strip(), 2_000)})
    return tuple(one for one in questions if one.question)


def _with_conference(conference: Conference, field: str, value: Any) -> Conference | None:
    """The press conference with its time, its place or a speaker changed; a speaker without a name is taken out."""
    name, _, part = field.partition(":")
    kept = storable(value.strip(), 300) if isinstance(value, str) else value
    if name == "speaker":
        place, _, part = part.partition(":")
        speakers = [*conference.speakers, Speaker(name="")]
        at = min(int(place), len(conference.speakers))
        speakers[at] = msgspec.structs.replace(speakers[at], **{part: kept})
        part, kept = "speakers", tuple(one for one in speakers if one.name)
    changed = msgspec.structs.replace(conference, **{part: kept})
    return None if changed == Conference() else changed


def _with_press(step: Step, press: Press, field: str, value: Any) -> Press:
    """The press release with an answer changed, or a gate ticked."""
    name, _, part = field.partition(":")
    if name == "press":
        return msgspec.structs.replace(press, **{part: storable(value.strip(), 1_000)})
    if value and (refusal := may_tick(press, part)):  # type: ignore[arg-type]
        step.refuse(refusal)
    return ticked(press, part, bool(value))  # type: ignore[arg-type]


def _shut(step: Step, post: Post) -> dict[str, Any]:
    """The gates are about the text as it was."""
    press = step.read("posts", Post, post.id).press
    if press is None or not press.ticked:
        return {}
    step.params["shut"] = True
    return {"press": msgspec.to_builtins(msgspec.structs.replace(press, ticked=()))}


def _after_edit(step: Step, desk: Desk, post: Post, fields: Sequence[str]) -> dict[str, Any]:
    """What an edit does to the post's state: a returned one is a draft again, an approval that it voids is gone."""
    if rules.INTERNAL.issuperset(fields):
        return {}
    if post.state == "returned":
        return {"state": "draft"}
    if post.state == "review":
        return {"submitted_by": desk.actor}
    # With the channel the step adds: what was out everywhere no longer is.
    now = [one for one in step.repo("variants", Variant).all() if one.post == post.id]
    return void(step, post.id) if rules.voids(post, now, fields) else {}


# Channels


def add_channel(desk: Desk, post: int, account: Account) -> Outcome:
    """Let the post go out on one account more."""
    with desk.step("variant.add", platform=account.platform) as step:
        stored = step.read("posts", Post, post)
        if any(one.account == account.id and one.state != "withdrawn" for one in _variants(desk, post)):
            step.refuse("channel_there")
        step.insert("variants", Variant(post=post, account=account.id))
        step.update("posts", post, _after_edit(step, desk, stored, ["variants"]))
    return step.outcome


def remove_channel(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Take an account off the post, while nothing has happened there."""
    with desk.step("variant.remove") as step:
        variant = step.read("variants", Variant, id)
        _refuse(step, rules.may_remove(variant))
        deliveries.let_go(step, variant)
        step.delete("variants", id, rev)
    return step.outcome


def set_own_caption(desk: Desk, id: int, text: str, *, rev: int | None = None) -> Outcome:
    """Give a variant its own caption; "" or the post's lets it share the post's."""
    with desk.step("variant.caption") as step:
        variant = step.read("variants", Variant, id)
        post = step.read("posts", Post, variant.post)
        _refuse_too_long(step, text)
        caption = "" if not text.strip() or text == post.caption else storable(text)
        if caption != variant.caption and step.update("variants", id, {"caption": caption}, rev) != variant.rev:
            step.update("posts", post.id, _after_edit(step, desk, post, ["caption"]) | _shut(step, post))
    return step.outcome


def set_slot(desk: Desk, id: int, slot_at: int, *, rev: int | None = None) -> Outcome:
    """Say when a variant goes out; 0: not known yet. A postponed one is planned again, a scheduled one needs a slot
    that is free and still to come."""
    with desk.step("variant.slot") as step:
        variant = step.read("variants", Variant, id)
        if variant.state not in ("planned", "scheduled", "postponed"):
            step.refuse("off_plan" if variant.state != "published" else "already_published")
        fields: dict[str, Any] = {"slot_at": slot_at}
        if variant.state == "postponed" and slot_at:
            fields |= {"state": "planned", "reason": ""}
        elif variant.state == "scheduled":
            moved = msgspec.structs.replace(variant, slot_at=slot_at, state="planned")
            _refuse(step, rules.may_schedule(step.read("posts", Post, variant.post), moved, _all(desk), step.at))
        if slot_at != variant.slot_at or len(fields) > 1:
            step.update("variants", id, fields, rev)
            deliveries.rearm(step, variant)
    return step.outcome


def next_free(desk: Desk, variant: Variant, zone: str) -> int:
    """The account's next free slot after the variant's own, at its usual times; 0 where there is none."""
    taken = rules.slots_of(variant.account, _all(desk), apart_from=variant.id)
    usual = [one for one in desk.store.repo("slots", Slot).all() if one.account == variant.account]
    return rules.free_slot(taken, max(desk.now(), variant.slot_at), zone, usual)


def leave(desk: Desk, id: int, to: Sideways, reason: str, *, rev: int | None = None) -> Outcome:
    """Postpone or cancel a variant before it went out, or withdraw it after, for a reason."""
    with desk.step(f"variant.{to}") as step:
        variant = step.read("variants", Variant, id)
        _refuse(step, rules.may_leave(variant, to, reason))
        fields = {"state": to, "reason": storable(reason.strip(), 500), **deliveries.let_go(step, variant)}
        step.update("variants", id, fields, rev)
    return step.outcome


# The way to approval


def submit(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Send a draft to review, when nothing is missing. The outcome's `watch` names words that touch on politics."""
    with desk.step("post.review") as step:
        post = step.read("posts", Post, id)
        _refuse(step, rules.may_submit(post))
        _refuse_unready(step, desk, post, {"missing"})
        _tell_watched(step, desk, post)
        step.update("posts", id, {"state": "review", "submitted_by": desk.actor, "return_reason": ""}, rev)
    return step.outcome


def approve(desk: Desk, id: int, *, rev: int | None = None, seen: str = "") -> Outcome:
    """Approve what somebody else sent to review; an admin who is alone approves their own, and it is marked so.

    In a crisis, in a political period and where the agency wishes it, being alone is no way round a second person.

    Args:
        desk: whose admin approves.
        id: the post.
        rev: its revision the admin saw.
        seen: the seal of what the admin saw: captions changed since are not approved unseen.
    """
    held = desk.store.repo("posts", Post).get(id)
    held_in_files = mark(desk, held.media) if held else ""  # Before the step: files are read.
    with desk.step("post.approved") as step:
        post = step.read("posts", Post, id)
        own = post.submitted_by == desk.actor
        _refuse(step, rules.may_approve(post, desk.actor, alone=own and alone(desk), second=second_approval(desk)))
        _refuse_unready(step, desk, post, {"missing", "approval"})
        _tell_watched(step, desk, post)
        seal = rules.seal(post, _variants(desk, id))
        if seen and seal.split()[1:] != seen.split()[1:]:
            step.refuse("captions_changed")
        if own:
            step.params["own"] = True
        fields = {"state": "approved", "approved_by": desk.actor, "approved_at": step.at}
        fields |= {"own_approval": own, "seal": seal, "pictures": held_in_files}
        step.update("posts", id, fields, rev, relies_on=rules.CONTENT)
    return step.outcome


def return_post(desk: Desk, id: int, reason: str, *, rev: int | None = None) -> Outcome:
    """Send a post back from review, saying why."""
    with desk.step("post.returned") as step:
        post = step.read("posts", Post, id)
        _refuse(step, rules.may_return(post, reason))
        step.update("posts", id, {"state": "returned", "return_reason": storable(reason.strip(), 500)}, rev)
    return step.outcome


def reopen(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Take a returned post up again: it is a draft."""
    with desk.step("post.reopened") as step:
        if step.read("posts", Post, id).state != "returned":
            step.refuse("not_returned")
        step.update("posts", id, {"state": "draft"}, rev)
    return step.outcome


def schedule(desk: Desk, id: int) -> Outcome:
    """Schedule every planned variant of an approved post that has a slot; all of them, or none where one cannot be.

    Where the account's interface can, it goes out by itself when its slot comes: the outcome's `by_itself` says of how
    many; `doubts` what would stop their pictures by now, and `by_hand` why it cannot where the interface publishes
    other posts, both as pairs of platform and code.
    """
    with desk.step("variant.scheduled") as step:
        post = step.read("posts", Post, id)
        refuse_frozen(desk, step, id)
        accounts = {account.id: account for account in desk.accounts()}
        planned = [one for one in _variants(desk, id) if one.state == "planned"]
        ready = [one for one in planned if one.slot_at]
        if not ready:
            step.refuse("no_slot" if planned else "nothing_to_schedule")
        for variant in ready:
            account = accounts.get(variant.account)
            platform = account.platform if account else ""
            _refuse(step, rules.may_schedule(post, variant, _all(desk), step.at), channel=platform)
            if account and (more := rules.over(post, variant, account, read_limits(desk.setting("limits")))):
                step.refuse("not_ready", findings=[["caption_long", {"platform": platform, "over": more}]])
            fields: dict[str, Any] = {"state": "scheduled"}
            why = deliveries.hindrance(desk, post, variant) or deliveries.unapproved(desk, post)
            if not why:
                fields |= deliveries.attach(step, desk, variant)
                step.params["by_itself"] = step.params.get("by_itself", 0) + 1
                if account and (doubt := doubts(desk, account.platform, pictures(desk, post.media))):
                    step.params.setdefault("doubts", []).append([platform, doubt])
            elif why != "no_interface":
                step.params.setdefault("by_hand", []).append([platform, why])
            step.update("variants", variant.id, fields)
        step.params["n"] = len(ready)
    return step.outcome


def _refuse(step: Step, reason: str, **params: Any) -> None:
    if reason:
        step.refuse(reason, **params)


def _refuse_unready(step: Step, desk: Desk, post: Post, weights: Collection[str]) -> None:
    accounts = {account.id: account for account in desk.accounts()}
    limits = read_limits(desk.setting("limits"))
    found = rules.readiness(post, _variants(desk, post.id), accounts, (), step.at, limits)
    if missing := [[one.code, one.params] for one in found if one.weight in weights]:
        step.refuse("not_ready", findings=missing)


def _tell_watched(step: Step, desk: Desk, post: Post) -> None:
    """In a political period, say which of its words the post has."""
    texts = [post.title, post.gist, post.caption, *(one.caption for one in _variants(desk, post.id))]
    if words := watchlist(desk, "\n".join(texts)):
        step.params["watch"] = ", ".join(words)


def _all(desk: Desk) -> list[Variant]:
    return list(desk.store.repo("variants", Variant).all())


def _variants(desk: Desk, post: int) -> list[Variant]:
    return [one for one in _all(desk) if one.post == post]


# What is being typed


def drafts_of(desk: Desk, post: int) -> list[Draft]:
    """What this admin typed into fields of the post and never left, as after a broken line."""
    drafts = desk.store.repo("drafts", Draft).all()
    return [one for one in drafts if (one.post, one.by) == (post, desk.actor)]


def keep_typed(desk: Desk, post: int, field: str, text: str | None) -> Outcome:
    """Keep what is being typed into a field; None forgets it. Each admin's own: no conflict, no audit entry."""
    with desk.step("post.typed", audit="none") as step:
        kept = next((one for one in drafts_of(desk, post) if one.field == field), None)
        if text is None:
            if kept:
                step.delete("drafts", kept.id)
        elif kept:
            step.update("drafts", kept.id, {"text": storable(text), "written_at": step.at})
        else:
            draft = Draft(post=post, field=field, text=storable(text), by=desk.actor, written_at=step.at)
            step.insert("drafts", draft)
    return step.outcome
