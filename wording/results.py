"""What did not come to be and why, what is urgent, and trouble with the machine. One sentence each."""

from collections.abc import Sequence
from typing import Any

from domain.text import clean
from wording import N_, _, connecting, crisis, fields, labels, many, mapping, publishing, replies, topics

_REFUSED: dict[str, str] = {
    "gone": N_("It is no longer there; somebody removed it."),
    "not_open": N_("It is not open any more: {state}."),
    "nothing_pasted": N_("There is no comment to store."),
    "no_text_in_row": N_("A row has no text: e writes it, x leaves the row out."),
    "empty_text": N_("There is no text yet."),
    "no_reason": N_("A reason is needed."),
    "already_done": N_("It is done already."),
    "snooze_past": N_("That time has gone by; only a time to come puts it aside."),
    "not_until": N_("Until when? As in: 2 hours, tomorrow, Mon 8, 13.00, 24/12 8; citizen: until they write."),
    "not_snoozed": N_("It is not put aside."),
    "no_label": N_("There is no label."),
    "bad_label": N_("{word} is no label: one word of letters, digits, - and _; a minus before it takes it off."),
    "personal_label": N_("A label is seen everywhere: it may hold no personal data."),
    "too_many_labels": N_("A comment has at most {most} labels."),
    "already_hidden": N_("It is recorded as hidden already."),
    "not_hidden": N_("It is not recorded as hidden."),
    "no_answer_yet": N_("Nobody has answered yet: r replies, b leaves it without a reply for a reason."),
    "agency_not_relayed": N_("It was referred: the agency's answer has to reach the citizen first."),
    "no_agency": N_("A referral needs an agency of the register: g p, Agencies for referral."),
    "not_referred": N_("It is not referred to any agency."),
    "agency_answered": N_("The agency has answered already: f shows it."),
    "too_long": N_("{length} characters; the platform takes {limit}. Shorten it by {over}."),
    "nothing_to_undo": N_("Nothing of yours to take back today."),
    "nothing_to_redo": N_("Nothing to do again."),
    "changed_since": N_(
        "{who} has changed {record} since ({field}); it stays as it is. The next u or U goes on with the step before."
    ),
    "erased": N_("It has been erased as the law asks; that stays. The next u or U goes on with the step before."),
    "too_many": N_("That is too many: {most} at most."),
    "theirs_kept": N_("Kept as {who} stored it; what you wrote stays a draft."),
    "unknown_setting": N_("There is no setting {key}; known: {known}."),
    "unknown_zone": N_("{zone} is no zone: WIB, WITA, WIT, or a name like Asia/Jakarta."),
    "no_handle": N_("The account's handle is missing."),
    "bad_day": N_("{word} is no weekday: Mon, Tue … Sun, workdays, weekend, every day."),
    "day_twice": N_("A day stands twice: {word}"),
    "no_value": N_("The value comes after the days, as in: Mon–Fri 2, Sat 1"),
    "bad_working_days": N_("{word} is no number of working days from 1 to 60."),
    "unfilled": N_("Still to be filled in: {fields}. r writes on; nothing was copied or recorded."),
    "bad_count": N_("{word} is no number of posts: 0 to 100."),
    "bad_time": N_("{word} is no time: 07.30, or morning, noon, afternoon, evening."),
    "bad_span": N_("{word} is no part of the day, as in: 07.30–12.00 13.00–16.00"),
    "bad_days": N_("{value} is no number of days from 0 to {most}; 0: no backups are made."),
    "bad_folder": N_("{value} is no folder: its path begins with /."),
    "bad_limit": N_("“{value}” names no limit; write them as: x.caption=25000 tiktok.comment=200. Platforms: {known}."),
    "bad_number": N_("{text} is no count: 9803, 9.803, 9,8 rb"),
    "no_values": N_("All of it is blank: nothing was kept."),
    "matched_already": N_("It belongs to a post already."),
    "other_account": N_("It is of another account."),
    "bad_share": N_("Per cent, from 1 to 100: 90"),
    "bad_shares": N_("Three shares that make 100: core, supporting, complementary, as in: 50 30 20"),
    "bad_months": N_("{value} is no number of months, as in: 12m, 2y"),
    "bad_choice": N_("{value} is none of: {known}"),
    "final": N_("What was erased cannot be brought back. The next u goes on with the step before."),
    "nobody": N_("Nothing of that name is stored."),
    "archived": N_("{record} is in the archives since: A finds it, B brings it back."),
    "not_archived": N_("{record} is not in the archives."),
    "bad_date": N_("{word} is no date, as in: 25/12/2026"),
    "bad_code": N_("A code is one short word of a–z, digits, - and _."),
    "bad_monthly": N_("Posts a month are a number from 0 to {most}."),
    "bad_platform": N_("Which platform? One of: ig, fb, x, tt, yt."),
    "no_name": N_("The name is missing."),
    "ends_before": N_("It ends before it begins."),
    "exists": N_("{name} is there already."),
    "account_in_use": N_("{posts} planned posts and {comments} comments stand under it, so it stays."),
    "programme_in_use": N_("{posts} posts belong to it, so it stays."),
    "not_a_complaint": N_("Only a complaint can be given more days."),
    "deadlines_stand": N_("Every deadline stands where the working calendar has it."),
    "no_corrections": N_("Nothing was corrected yet."),
    "nothing_new": N_("All of the ready list is there already."),
    "held": N_("{who} has it open."),
    "no_moves": N_("A macro needs something to do."),
    "too_many_moves": N_("A macro does at most {most} things."),
    "bad_macro_digit": N_("A macro is kept under a digit from 1 to 9, as in: 6 street lamps"),
    "macro_digit_taken": N_("m {digit} holds {name} already."),
    "not_a_macro": N_("Not a macro: {why}"),
    "shipped_stays": N_("It comes with the program and stays; another one under its digit takes its place."),
    "no_template": N_("There is no template {code}."),
    "has_draft": N_("You have begun a reply of your own; it is left as it is."),
    "bad_digit": N_("A view is kept under a digit from 1 to 9, as in: 6 air mati"),
    "digit_taken": N_("v{digit} holds {name} already."),
    "no_filter": N_("The list is not filtered: l filters it, then it can be kept."),
    "not_a_filter": N_("Not a filter: {why}"),
    "no_title": N_("The title is missing: account, time, title, as in: ig 09.30 Antrean KTP daring"),
    "no_account": N_("Which account? Begin with ig, fb, x, tt, yt or a handle."),
    "no_accounts": N_("There is no account yet: g a adds one."),
    "draft_exists": N_("There is a draft of this topic already."),
    "in_review_already": N_("It is in review already: somebody else approves it with s."),
    "approved_already": N_("It is approved already."),
    "returned_first": N_("It was returned: s takes it up again first."),
    "not_returned": N_("It was not returned."),
    "not_in_review": N_("It is not in review."),
    "needs_other": N_("You sent or changed it yourself: somebody else has to approve it."),
    "not_approved": N_("It is not approved yet: s sends it to review."),
    "not_planned": N_("It is not planned there any more."),
    "no_slot": N_("It has no time yet: give the channel a time, or ] for the next free one."),
    "slot_past": N_("Its time is gone by; only a time still to come can be scheduled."),
    "slot_taken": N_("Another post of that account goes out at that time."),
    "nothing_to_schedule": N_("Every channel is scheduled already, or there is none; t records it as published."),
    "no_free_slot": N_("No free time in the next 60 days."),
    "off_plan": N_("It was taken off the plan there."),
    "not_published": N_("It was not published there."),
    "channel_there": N_("It goes out there already."),
    "channel_used": N_("Something has happened there already: w takes it off the plan, with a reason."),
    "not_a_time": N_("A time, as in: 09.30, besok 09.30, sen 09.30, 24/11 09.30; - for none."),
    "already_published": N_("It was recorded as published already."),
    "in_the_future": N_("That time is still to come."),
    "bad_address": N_("An address begins with http:// or https://."),
    "not_a_time_or_address": N_("Time and address, as in: 09.02 https://… ; - means without an address."),
    "no_personal_data": N_("No personal data were found in it."),
    **crisis.REFUSED,
    **connecting.REFUSED,
    **mapping.REFUSED,
    **publishing.REFUSED,
    **topics.REFUSED,
    **replies.REFUSED,
}

_TROUBLE: dict[str, str] = {
    "NoStore": N_("There is no store yet. `meja` makes one, and so do `meja import` and `meja accounts add`."),
    "NotEmpty": N_("There is something in {detail} already; a store is made in a new or empty folder."),
    "Busy": N_("The store is held by {holder}. Nothing was written; try again."),
    "StoreFull": N_("The disk is full. Nothing was written; make room and try again."),
    "Corrupt": N_("The store is damaged: {detail}. It can be read, not written; bring back a backup."),
    "ReadOnly": N_(
        "The store can only be read: you have no right to write there, or its disk failed once (a file FAULT in its "
        "folder; look at the disk, then remove it). Nothing was written."
    ),
    "Unknown": N_("The disk did not confirm the last change. Restart the desk and look whether it is there."),
    "NewerFormat": N_("A newer version of the program wrote this store. Please restart with that version."),
    "ReadOnlyDesk": N_("With --now the desk only shows; nothing can be written."),
}


def alarm(arrived: Sequence[int], overdue: Sequence[int]) -> str:
    """What is urgent: comments that arrived, and the admin's own that turned overdue, by their ids."""
    parts = []
    for sentence, ids in ((_("Urgent: {comments}"), arrived), (_("Yours, now overdue: {comments}"), overdue)):
        if ids:
            names = [f"K{id}" for id in ids[:3]] + (["…"] if len(ids) > 3 else [])
            parts.append(sentence.format(comments=", ".join(names)))
    return "   ".join(parts)


def taken_over(by: str, comment: int) -> str:
    """What is said to whom a colleague took a comment from."""
    told = _("{who} took K{id} over; your draft is kept")
    return told.format(who=labels.person(clean(by, limit=60)), id=comment)


def handed(by: str, comments: Sequence[int]) -> str:
    """What is said to whom a colleague gave comments."""
    who = labels.person(clean(by, limit=60))
    if len(comments) == 1:
        return _("{who} gave you K{id}").format(who=who, id=comments[0])
    return _("{who} gave you {n} comments").format(who=who, n=len(comments))


def refused(reason: str, params: dict[str, Any]) -> str:
    """Why a guard said no, and what would help."""
    values = {key: clean(str(value), limit=200) for key, value in params.items()}
    if "who" in values:
        values["who"] = labels.person(values["who"]) or _("another admin")
    if reason == "changed_since":
        values["field"] = fields.name(values["field"])
        values["record"] = fields.record(values["record"])
    if "state" in values:
        values["state"] = labels.comment_state(values["state"])
    if reason == "by_hand_there":
        values["why"] = publishing.why(values["why"])
    if reason == "mapping_lacks":
        values["missing"] = mapping.field(values["missing"])
    if "length" in params and "limit" in params:
        values["over"] = str(params["length"] - params["limit"])
    for key in values.keys() & {"platform", "other"}:
        values[key] = labels.platform(values[key])
    if values.keys() & {"ability", "detail"}:
        values = connecting.filled(values)
    if reason == "all_left_out":
        return many.all_left_out(params)
    if reason == "not_ready":
        from wording import readiness

        return readiness.not_ready(params["findings"])
    if reason not in _REFUSED:
        from wording.failures import failure

        return failure(reason, values)
    told = _(_REFUSED[reason]).format_map(values)
    return f"{labels.platform(values['channel'])}: {told}" if values.get("channel") else told


def harm(spoiled: int, mended: int, total: int, undo: str, settings: str) -> str:
    """What the corrections do to comments of our own whose sentiment is known; the keys that take them back."""
    told = _(
        "With the corrections so far {spoiled} of {total} test comments are read wrong that were right, and {mended} "
        "right that were wrong. {undo} takes the last one back; {settings}, Corrections, any of them."
    )
    return told.format(spoiled=spoiled, mended=mended, total=total, undo=undo, settings=settings)


_WARNINGS: dict[str, str] = {
    "went_back": N_(
        "Work that was stored is gone: somebody cut the store's files, or put older ones in their place. `meja store "
        "verify` and the backups tell more."
    ),
    "not_compacted": N_(
        "The store is not tidied up any more: it works, but opens more slowly by the day. `meja store compact` does "
        "it, or says what is wrong."
    ),
}


def warning(code: str) -> str:
    """What somebody should see to though the store works as yet."""
    return _(_WARNINGS[code])


def trouble(error: Exception) -> str:
    """What is wrong with the store or the machine, and how to mend it."""
    name = type(error).__name__
    detail = clean(str(error) if isinstance(error, OSError) else " ".join(map(str, error.args)), limit=200)
    if name not in _TROUBLE:
        return _("It did not work: {detail}").format(detail=detail or name)
    return _(_TROUBLE[name]).format(detail=detail, holder=clean(str(getattr(error, "holder", "")), limit=60) or "?")
