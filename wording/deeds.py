"""What was done: said once it is done, and told in histories. One sentence each."""

from collections.abc import Callable
from typing import Any

from domain.outcomes import Done
from domain.text import clean
from wording import N_, _, by_hand, connecting, crisis, fields, labels, many, mapping, n_, publishing, replies, topics

_DONE: dict[str, str] = {
    "comment.sentiment": N_("Sentiment: {sentiment}"),
    "comment.kind": N_("Kind: {kind}"),
    "comment.assign": N_("Taken by {to}"),
    "comment.note": N_("Note kept"),
    "comment.no_reply": N_("No reply needed: {reason}"),
    "comment.done": N_("Closed as done"),
    "comment.answered": N_("Recorded as answered"),
    "comment.refer": N_("Referred to {agency}: {ticket}"),
    "comment.agency_answered": N_("Kept: the answer of {agency}. f, then r passes it on to the citizen"),
    "comment.remind": N_("Recorded: {agency} was reminded ({n}×)"),
    "comment.reveal": N_("Copied with personal data; the trail says so"),
    "comment.unmask": N_("Shown until you move on; recorded"),
    "comment.snooze": N_("Put aside; the citizen's deadline goes on"),
    "comment.macro": N_("Macro {name}"),
    "macro.keep": N_("Kept: m {digit} {name}"),
    "macro.remove": N_("Removed: m {digit} {name}"),
    "admin.name": N_("{admin} is called {name}"),
    "comment.wake": N_("Taken up again"),
    "comment.label": N_("Labels: {labels}"),
    "comment.hide": N_("Recorded as hidden ({hidden_for}); hide it on the platform too"),
    "comment.unhide": N_("Recorded as shown again"),
    "post.add": N_("Planned: {title}"),
    "post.copy": N_("A draft of the same words: {title}"),
    "post.draft": N_("Draft made: {title}"),
    "post.new": N_("A new draft"),
    "post.edit": N_("Saved: {field}"),
    "post.review": N_("Sent to review"),
    "post.approved": N_("Approved"),
    "post.returned": N_("Returned to its writer"),
    "post.reopened": N_("A draft again"),
    "variant.add": N_("Channel added: {platform}"),
    "variant.remove": N_("Channel removed"),
    "variant.caption": N_("Saved: own caption"),
    "variant.slot": N_("Saved: time"),
    "variant.scheduled": N_("Scheduled on {n} channels"),
    "variant.postponed": N_("Postponed; a new time puts it back on the plan"),
    "variant.cancelled": N_("Cancelled on this channel"),
    "variant.withdrawn": N_("Recorded as withdrawn; take it down on the platform too"),
    "variant.published": N_("Recorded as published"),
    "metrics.day": N_("Measured: {day}"),
    "metrics.reading": N_("Measured: P{post}"),
    "metrics.match": N_("It is P{post}"),
    "recap.note": N_("The decision is kept"),
    "setting": N_("{key} is now {value}"),
    "account.add": N_("{platform} {handle} is set up"),
    "account.change": N_("Changed: {handle}"),
    "account.remove": N_("Removed: {handle}"),
    "targets": N_("Posts a day of {account}: {line}"),
    "slots": N_("Usual times of {account}: {line}"),
    "list.add": N_("Added: {name}"),
    "list.change": N_("Changed: {name}"),
    "list.remove": N_("Removed: {name}"),
    "list.take": N_("{n} rows of the ready list are added"),
    "view.keep": N_("Kept: v{digit} {name}"),
    "view.remove": N_("Removed: v{digit} {name}"),
    "setup": N_("Stored"),
    "feed.add": N_("Feed added"),
    "feed.remove": N_("Feed removed"),
    "person.erase": N_("Erased for good: {comments} comments, {replies} replies"),
    "comment.bring_back": N_("Back on the desk"),
    "correction.forget": N_("Forgotten: what was said at K{comment}"),
    "correction.forget_all": N_("{n} corrections forgotten"),
    "comment.settle": N_("To be settled within {days} working days"),
    "comment.reckon": N_("Deadlines reckoned again: {n} comments"),
    "comment.read_again": N_("Read again: {n} of {total} open comments read differently now"),
    "undo": N_("Taken back: {of}"),
    "redo": N_("Done again: {of}"),
    **crisis.DONE,
    **connecting.DONE,
    **mapping.DONE,
    **publishing.DONE,
    **topics.DONE,
    **replies.DONE,
}

_VERBS: dict[str, str] = {
    "comment.sentiment": N_("set the sentiment"),
    "comment.kind": N_("set the kind"),
    "comment.assign": N_("assigned"),
    "comment.note": N_("left a note"),
    "comment.no_reply": N_("left without a reply"),
    "comment.done": N_("closed it"),
    "comment.answered": N_("answered it"),
    "comment.refer": N_("referred it"),
    "comment.agency_answered": N_("put down the agency's answer"),
    "comment.remind": N_("reminded the agency"),
    "comment.reveal": N_("showed personal data to an agency"),
    "comment.unmask": N_("looked at personal data"),
    "comment.snooze": N_("put it aside"),
    "comment.wake": N_("took it up again"),
    "comment.label": N_("labelled it"),
    "comment.hide": N_("recorded it as hidden"),
    "comment.unhide": N_("recorded it as shown again"),
    "comment.import": N_("imported"),
    "comment.by_hand": N_("put in by hand"),
    "comment.archive": N_("moved old comments into the archive"),
    "person.erase": N_("erased a citizen's data"),
    "comment.retention": N_("erased what was kept long enough"),
    "comment.bring_back": N_("brought back from the archive"),
    "post.add": N_("planned it"),
    "post.copy": N_("copied a post"),
    "post.draft": N_("drafted"),
    "post.new": N_("began a draft"),
    "post.edit": N_("changed"),
    "post.review": N_("sent to review"),
    "post.approved": N_("approved"),
    "post.returned": N_("returned"),
    "post.reopened": N_("took up again"),
    "variant.add": N_("added a channel"),
    "variant.remove": N_("removed a channel"),
    "variant.caption": N_("changed a channel's caption"),
    "variant.slot": N_("changed the time"),
    "variant.scheduled": N_("scheduled"),
    "variant.postponed": N_("postponed"),
    "variant.cancelled": N_("cancelled"),
    "variant.withdrawn": N_("recorded as withdrawn"),
    "variant.published": N_("recorded as published"),
    "metrics.day": N_("measured an account's day"),
    "metrics.reading": N_("measured a post"),
    "metrics.match": N_("said which post a reading is of"),
    "metrics.import": N_("imported insights"),
    "recap.note": N_("noted the week's decision"),
    "feed.add": N_("added a feed"),
    "feed.remove": N_("removed a feed"),
    "setting": N_("changed a setting"),
    "store.restore": N_("brought back a backup"),
    "account.add": N_("set up an account"),
    "account.change": N_("changed an account"),
    "account.remove": N_("removed an account"),
    "targets": N_("set the posts a day"),
    "slots": N_("set the usual times"),
    "list.add": N_("added a row"),
    "list.change": N_("changed a row"),
    "list.remove": N_("removed a row"),
    "list.take": N_("took over the ready list"),
    "correction.forget": N_("took a correction back"),
    "correction.forget_all": N_("took all corrections back"),
    "comment.settle": N_("said by when to settle it"),
    "comment.reckon": N_("reckoned deadlines again"),
    "comment.read_again": N_("read open comments again"),
    "view.keep": N_("kept a view"),
    "comment.macro": N_("played a macro"),
    "macro.keep": N_("kept a macro"),
    "macro.remove": N_("removed a macro"),
    "admin.name": N_("named an admin"),
    "view.remove": N_("removed a view"),
    "undo": N_("took back"),
    "export.unmasked": N_("exported with personal data shown"),
    "redo": N_("did again"),
    **crisis.VERBS,
    **connecting.VERBS,
    **mapping.VERBS,
    **publishing.VERBS,
    **topics.VERBS,
    **replies.VERBS,
}

_SPECIAL: dict[str, str] = {
    "own_reply": N_("Agreed to your own reply: nobody else was there in 28 days; it is marked so"),
    "by_hand": N_("Agreed: its writer posts it by hand"),
    "own": N_("Approved by yourself: nobody else was there in 28 days; it is marked so"),
    "verify_again": N_("Saved. What it was verified by has changed: it is open again"),
    "unapproved": N_("Recorded as published, though nobody had approved it"),
}
"""What is said instead, whatever the verb, where a deed's parameters have such a one."""


def done(outcome: Done) -> str:
    """What was done."""
    who = labels.person(clean(str(outcome.params.get("merged_with", "")), limit=60))
    if who and not outcome.audit:
        return _("Kept as {who} stored it").format(who=who)
    sentence = _deed(outcome) + publishing.more(outcome.params)
    if comments := many.told(outcome.params):
        sentence += f" · {comments}"
    if record := outcome.params.get("record"):
        others = int(outcome.params.get("others", 0))
        sentence += f" · {fields.record(record)}"
        sentence += n_(" and {n} more", " and {n} more", others).format(n=others) if others else ""
    if outcome.params.get("public"):
        sentence += ". " + _("Only the record: the platform still shows it")
    return sentence + (" · " + _("merged with {who}'s change").format(who=who) if who else "")


def _deed(outcome: Done) -> str:
    given = outcome.params
    params = {key: clean(str(value), limit=80) for key, value in given.items()}
    if outcome.verb == "comment.assign" and not params.get("to"):
        return _("Given back to all")
    if given.get("given"):
        return _("Given to {to}").format(to=labels.person(params["to"]))
    if outcome.verb == "comment.refer" and "ticket" not in params:
        return _("Referred to {agency}, each with its number").format_map(params)
    if outcome.verb == "comment.by_hand":
        return by_hand.stored(given)
    if outcome.verb == "topic.watch":
        return topics.watched(given)
    if given.get("voided") and outcome.verb not in ("undo", "redo"):
        return _("Saved. The approval is taken back: s sends it to review again")
    if special := next((sentence for flag, sentence in _SPECIAL.items() if given.get(flag) is True), ""):
        return _(special)
    for key, words in _CODED.items():
        if key in params:
            params[key] = words(params[key])
    if "line" in params:
        params["line"] = params["line"] or "–"
    if "ability" in params:
        params = connecting.filled(params)
    return _(_DONE.get(outcome.verb, N_("Done"))).format_map(params)


def verbs_with(word: str) -> set[str]:
    """The codes of the verbs whose words hold that one, in the language spoken now or in English."""
    return {code for code, words in _VERBS.items() if word in words.casefold() or word in _(words).casefold()}


def verb(code: str) -> str:
    """What an admin did, for a history: "rina set the kind"."""
    return _(_VERBS[code]) if code in _VERBS else code


_CODED: dict[str, Callable[[Any], str]] = {
    "to": labels.person,
    "kind": labels.kind,
    "sentiment": labels.sentiment,
    "reason": labels.no_reply_reason,
    "hidden_for": labels.hide_reason,
    "phase": crisis.phase,
    "field": labels.field,
    "platform": labels.platform,
    "of": verb,
}
"""Parameters of deeds that are codes, and their words."""
