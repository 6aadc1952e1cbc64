"""Fields of records and their values in words: for the trail, and for two versions side by side."""

from typing import Any

import msgspec

from domain.times import DEFAULT_ZONE
from wording import N_, _, crisis, figures, labels, publishing

_NAMES = {
    "kind": N_("kind"),
    "kind_by": N_("kind by"),
    "said": N_("engine said"),
    "answer": N_("admin said"),
    "confidence": N_("confidence"),
    "field": N_("field"),
    "at": N_("at"),
    "sentiment": N_("sentiment"),
    "sentiment_by": N_("sentiment by"),
    "state": N_("state"),
    "state_reason": N_("reason"),
    "assignee": N_("assignee"),
    "labels": N_("labels"),
    "notes": N_("notes"),
    "hidden": N_("hidden"),
    "hidden_reason": N_("reason for hiding"),
    "referral": N_("referral"),
    "unheard": N_("first reply still due"),
    "snoozed_until": N_("put aside until"),
    "reply_due": N_("deadline"),
    "follow_up_due": N_("follow-up due"),
    "likes": N_("likes"),
    "text": N_("text"),
    "author": N_("writer"),
    "handle": N_("account name"),
    "written_at": N_("written"),
    "received_at": N_("came in"),
    "sent_at": N_("sent"),
    "sent_by": N_("sent by"),
    "by": N_("by"),
    "platform": N_("platform"),
    "account": N_("account"),
    "post": N_("post"),
    "comment": N_("comment"),
    "slot_at": N_("slot"),
    "published_at": N_("published"),
    "published_by": N_("published by"),
    "parent": N_("answers"),
    "platform_id": N_("id there"),
    "post_ref": N_("stands under"),
    "written_precision": N_("precise to"),
    "created_at": N_("made"),
    "reason": N_("reason"),
    "url": N_("address"),
    "key": N_("setting"),
    "value": N_("value"),
    "name": N_("name"),
    "zone": N_("zone"),
    "count": N_("number"),
    "period": N_("period"),
    "configured": N_("set up"),
    "outbound": N_("reply on its way"),
    "further": N_("addition"),
    "send_key": N_("sign of sending"),
    "queued_at": N_("queued since"),
    "sending_at": N_("last attempt"),
    "tries": N_("attempts"),
    "retry_at": N_("again at"),
    "error": N_("why not"),
    "error_detail": N_("the platform said"),
    "returned_by": N_("returned by"),
    "return_reason": N_("reason"),
    "by_api": N_("through the interface"),
    "delivery": N_("goes out by itself"),
    "at_once": N_("at once"),
    "variant": N_("channel"),
    "first": N_("first reply"),
    "relays": N_("passes on the agency's answer"),
    "among": N_("to be answered with it"),
    "claim": N_("claim"),
    "evidence": N_("evidence"),
    "verdict": N_("verdict"),
    "finding": N_("what is true"),
    "owner": N_("owner"),
    "groups": N_("about it"),
    "group": N_("group"),
    "publish_due": N_("deadline"),
    "opened_at": N_("opened"),
    "opened_by": N_("opened by"),
    "verified_at": N_("verified"),
    "verified_by": N_("verified by"),
    "closed_at": N_("closed"),
    "closed_by": N_("closed by"),
    "closing": N_("closing note"),
    "phase": N_("phase"),
    "message": N_("message"),
    "message_by": N_("message by"),
    "approved_by": N_("approved by"),
    "approved_at": N_("approved"),
    "own_approval": N_("own approval"),
    "log": N_("log"),
    "minutes": N_("minutes"),
    "started_at": N_("started"),
    "started_by": N_("started by"),
    "ended_at": N_("ended"),
    "ended_by": N_("ended by"),
    "seal": N_("seal of what was approved"),
    "pictures": N_("seal of its pictures"),
    "idea": N_("idea"),
    "dismissed_at": N_("dismissed"),
    "dismissed_by": N_("dismissed by"),
    "label": N_("label"),
    "followers": N_("followers"),
    "follows": N_("new followers"),
    "reach": N_("reach"),
    "views": N_("views"),
    "comments": N_("comments"),
    "shares": N_("shares"),
    "saves": N_("saves"),
    "read_at": N_("read"),
    "read_by": N_("read by"),
    "day": N_("day"),
    "week": N_("week"),
    "note": N_("note"),
    "match": N_("matched by"),
}
_TABLES = {
    "accounts": N_("account"),
    "agencies": N_("agency"),
    "corrections": N_("correction"),
    "deliveries": N_("post on its way"),
    "feeds": N_("news source"),
    "holidays": N_("holiday"),
    "hours": N_("working hours"),
    "metrics": N_("reading of figures"),
    "programmes": N_("programme"),
    "replies": N_("our reply"),
    "reviews": N_("the week's decision"),
    "settings": N_("setting"),
    "slots": N_("slot"),
    "targets": N_("target"),
    "templates": N_("template"),
    "topics": N_("topic"),
    "mutes": N_("muting"),
    "keywords": N_("keyword"),
    "ideas": N_("idea"),
    "views": N_("saved view"),
    "clarifications": N_("clarification sheet"),
    "crises": N_("crisis mode"),
    "dismissals": N_("no issue"),
    "periods": N_("political period"),
    "occasions": N_("theme or day"),
}
_TIMES = ("_at", "_due", "_until")
_NOTHING: tuple[Any, ...] = (None, "", [], {}, msgspec.UNSET)


def name(field: str) -> str:
    """What a field is called. One this version has no word for is shown by its code."""
    return _(_NAMES[field]) if field in _NAMES else labels.field(field)


def record(named: str) -> str:
    """A record as `domain.audit.record_name` names it: ``K812`` as it is, others by the word for their table."""
    table, _blank, number = named.partition(" ")
    return f"{_(_TABLES[table])} {number}" if table in _TABLES else named


def value(table: str, field: str, found: Any, now: int, zone: str = DEFAULT_ZONE) -> str:
    """A stored value (as JSON has it) in words; "–" for nothing."""
    if found in _NOTHING or (found == 0 and field.endswith(_TIMES)):
        return "–"
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    if field == "delivery":
        return _("yes") if found else _("no")
    if field == "snoozed_until":
        return figures.until(found, now, zone)
    if isinstance(found, int) and field in ("outbound", "further"):
        return record(f"replies {found}")
    if isinstance(found, int):
        return figures.when(found, now, zone) if field.endswith(_TIMES) else figures.number(found)
    if isinstance(found, list):
        return ", ".join(_entry(one) for one in found)
    if field == "press":
        return publishing.release(found)
    if field in ("conference", "contest"):
        return ", ".join(value(table, name, one, now, zone) for name, one in found.items())
    return _code(table, field, found) if isinstance(found, str) else _entry(found)


def _entry(one: Any) -> str:
    """An entry of a list: a note by its text, a picture by its place."""
    if not isinstance(one, dict):
        return str(one)
    if "ticket" in one:
        return " · ".join(filter(None, (str(one.get(field, "")) for field in ("name", "ticket", "note", "answer"))))
    return str(one.get("text") or one.get("path") or ", ".join(str(each) for each in one.values()))


def _code(table: str, field: str, code: str) -> str:
    if field == "state":
        return {
            "comments": labels.comment_state,
            "posts": labels.post_state,
            "variants": labels.variant_state,
            "clarifications": crisis.sheet_state,
            "deliveries": labels.delivery,
        }.get(table, labels.reply_state)(code)
    words = {
        "kind": labels.kind,
        "sentiment": labels.sentiment,
        "state_reason": labels.no_reply_reason,
        "hidden_reason": labels.hide_reason,
        "platform": labels.platform,
        "verdict": crisis.verdict,
        "phase": crisis.phase,
    }
    if field == "error" and table == "deliveries":
        return publishing.why(code)
    if field in ("assignee", "owner", "by") or field.endswith("_by"):
        return labels.person(code)
    return words[field](code) if field in words else labels.field_value(field, code)
