"""Approval and publishing in words: no refusal and no deed is shown by its code."""

from collections.abc import Iterator

import pytest

import wording
from domain.comments import Reply
from domain.deliveries import Delivery
from domain.outcomes import Done
from wording import deeds, fields, publishing, replies, results


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    yield
    wording.use("id")


REFUSALS = (
    *("in_review_already", "approved_already", "returned_first", "not_in_review", "needs_other", "needs_second"),
    *("no_reason", "not_planned", "not_approved", "no_slot", "slot_past", "slot_taken", "nothing_to_schedule"),
    *("already_published", "off_plan", "in_the_future", "not_published", "channel_used", "channel_there"),
    *("captions_changed", "approved_other", "unanswered", "bad_address", "other_platform", "no_post_address"),
    *("by_hand_there", "post_gone_out", "being_sent", "platform_rests"),
    *("not_returned", "no_idea", "idea_there", "gone", "no_free_slot", "not_a_time", "not_a_time_or_address"),
)
DEEDS = (
    *("post.review", "post.approved", "post.returned", "post.reopened", "post.edit", "variant.scheduled"),
    *("variant.published", "variant.corrected", "variant.postponed", "variant.cancelled", "variant.withdrawn"),
    *("variant.slot", "variant.caption", "variant.add", "variant.remove", "idea.draft", "idea.keep", "idea.remove"),
    *("variant.at_once", "variant.again", "variant.by_hand", "variant.sent", "variant.failed", "variant.unknown"),
    "variant.put_off",
)


def test_of_several_channels_the_one_that_stands_against_it_is_named() -> None:
    said = results.refused("slot_taken", {"channel": "facebook"})
    assert said == f"Facebook: {results.refused('slot_taken', {})}"


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_refusal_says_why(language: str, code: str) -> None:
    wording.use(language)
    params = {"platform": "instagram", "other": "x", "record": "P7", "url": "x", "why": "format_by_hand"}
    said = results.refused(code, params)
    assert said != code
    assert "format_by_hand" not in said
    assert "{" not in said


@pytest.mark.parametrize("verb", DEEDS)
def test_every_deed_has_words_for_the_history(verb: str) -> None:
    assert deeds.verb(verb) != verb


def test_a_release_is_told_in_one_line() -> None:
    wording.use("en")
    press = {"what": "Pasar murah", "contact": "0271", "ticked": ["ethics", "rules"]}
    assert fields.value("posts", "press", press, 0) == "what? Pasar murah · whom to ask 0271 · gates: ethics, rules"
    assert fields.value("posts", "press", None, 0) == "–"


def test_who_did_it_is_called_by_name_without_the_unix_user() -> None:
    for field in ("assignee", "owner", "kind_by", "sent_by"):
        assert fields.value("comments", field, "humas:rina", 0) == "rina"


def test_one_of_several_due_posts_is_named() -> None:
    wording.use("en")
    assert publishing.due([("IG", "a" * 60), ("X", "b")]).endswith("… +1")
    assert publishing.due_unapproved([("IG", "KTP")]) == "Time to publish, but not approved: IG KTP"


def test_what_follows_from_a_deed_is_said_with_it() -> None:
    wording.use("en")
    undone = Done(verb="undo", audit=1, params={"of": "post.edit", "voided": True, "record": "P1"})
    assert deeds.done(undone).startswith("Taken back: changed. The approval is gone with it")
    approved = Done(verb="post.approved", audit=1, params={"watch": "paslon satu"})
    assert "touches on politics: “paslon satu”" in deeds.done(approved)
    out = Done(verb="variant.published", audit=1, params={"same_as": "P3", "url": "x"})
    assert "P3 has the same address" in deeds.done(out)


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"n": 2}, ""),
        ({"n": 1, "by_itself": 1}, ". It goes out by itself when its time comes"),
        ({"n": 2, "by_itself": 2}, ". They go out by themselves when their time comes"),
        (
            {"n": 3, "by_itself": 1, "by_hand": [["instagram", "needs_public_address"]]},
            ". 1 goes out by itself; Instagram by hand: its picture needs a public https address",
        ),
        ({"n": 1, "by_hand": [["x", "of_tomorrow"]]}, ". X by hand: of_tomorrow"),
    ],
)
def test_by_which_way_posts_go_out_is_said_with_their_scheduling(params: dict[str, object], told: str) -> None:
    wording.use("en")
    said = deeds.done(Done(verb="variant.scheduled", audit=1, params=params))
    assert said == f"Scheduled on {params['n']} channels{told}"


def test_fields_of_what_is_on_its_way() -> None:
    assert fields.value("variants", "delivery", 7, 0) == "ya"
    assert fields.value("variants", "delivery", 0, 0) == "tidak"
    assert fields.value("deliveries", "state", "failed", 0) == "gagal terbit"
    assert fields.value("deliveries", "error", "picture_missing", 0).startswith("berkas gambarnya")
    for field in ("delivery", "at_once", "variant", "queued_at", "send_key", "tries", "error", "error_detail"):
        assert fields.name(field) != field
    assert fields.record("deliveries 7") == "konten dalam penerbitan 7"


def test_many_replies_that_wait_for_one_person_are_one_sentence() -> None:
    wording.use("en")
    waiting = [Reply(id=id, comment=id, platform="x", state="awaiting", by="humas:budi") for id in range(1, 65)]
    agreed = [Reply(id=id, comment=id, platform="x", by="rina", approved_by="budi") for id in (70, 71)]
    failed = [Reply(id=id, comment=id, platform="x", state="failed", error="unfit", by="rina") for id in (80, 81)]
    told = replies.all_news([*waiting, *agreed, *failed])
    assert told[:2] == [
        "budi asks for approval of 64 replies: g x",
        "2 replies agreed to by budi: post them by hand",
    ]
    assert [one.split(":")[0] for one in told[2:]] == ["Reply to K80", "Reply to K81"]
    assert replies.all_news(waiting[:1]) == [replies.news(waiting[0])]


HINDRANCES = (
    *("no_interface", "format_by_hand", "caption_long", "needs_picture", "too_many_pictures"),
    *("not_a_picture", "needs_public_address", "needs_file"),
)
NOT_OUT = (
    *("refused", "limited", "expired", "unreachable", "unknown", "left_behind", "cannot_tell", "broken", "no_token"),
    *("picture_missing", "picture_too_big", "too_late", "frozen", "needs_second", "not_approved", "not_scheduled"),
    *("gone", "scope", "no_room"),
)


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("code", [*HINDRANCES, *NOT_OUT])
def test_why_it_is_not_out_is_a_clause(language: str, code: str) -> None:
    wording.use(language)
    told = publishing.why_not_out(Delivery(variant=1, post=1, account=1, platform="x", error=code))
    assert told != code
    assert " " in told
    if code in HINDRANCES:
        assert publishing.why(code) == told


def test_the_platforms_own_words_stand_beside_it() -> None:
    failed = Delivery(variant=1, post=1, account=1, platform="x", error="refused", error_detail="no\x1b[2J media")
    assert "\x1b" not in publishing.why_not_out(failed)
    assert publishing.why_not_out(failed).endswith(" media)")
    lost = Delivery(variant=1, post=1, account=1, platform="x", error="unreachable", error_detail="timed out")
    assert publishing.why_not_out(lost).endswith("(terlalu lama)")
    newer = Delivery(variant=1, post=1, account=1, platform="x", error="of_tomorrow")
    assert publishing.why_not_out(newer) == "of_tomorrow"
