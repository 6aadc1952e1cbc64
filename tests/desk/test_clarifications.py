"""A clarification sheet goes from open to closed, and every step says what it still needs."""

from typing import Any

import pytest

from desk import clarifications as use
from desk import history, restraint
from desk.desk import Desk
from desk.posts import record_published
from domain.clarifications import WITHIN, Clarification, overdue
from domain.comments import Reading, Reply, Span
from domain.outcomes import Refused
from domain.posts import Post, Variant
from domain.times import HOUR, MINUTE
from tests.desk.conftest import NOW, Clock, Opened, conflict, done, put, put_account, put_comment, reason


def sheet_of(desk: Desk, id: int) -> Clarification:
    found = use.get(desk, id)
    assert found
    return found


def opened_sheet(desk: Desk, claim: str = "Vaksin bikin mandul") -> int:
    return int(done(use.open_from(desk, claim)).params["clarification"])


def verified_sheet(desk: Desk) -> int:
    id = opened_sheet(desk)
    done(use.change(desk, id, evidence=["https://dinkes.example/kajian"], verdict="disinformation", finding="Aman."))
    done(use.verify(desk, id))
    return id


def published_post(desk: Desk, **fields: str) -> int:
    account = put_account(desk)
    post = put(desk, "posts", Post(title="Klarifikasi"))
    put(desk, "variants", Variant(post=post, account=account.id, **{"state": "published", **fields}))  # type: ignore[arg-type]
    return post


def test_of_a_comment_it_has_the_claim_the_group_and_the_clock(desk: Desk) -> None:
    first = put_comment(desk)
    text = "Katanya NIK 3578010101900001 dihapus"
    start = text.index("3578")
    reading = Reading(personal_data=(Span("nik", start, start + 16),))
    hoax = put_comment(desk, kind="hoax", text=text, reading=reading, group=first, follow_up_due=NOW + HOUR)
    id = done(use.open_from(desk, "", comment=hoax)).params["clarification"]
    sheet = sheet_of(desk, id)
    assert sheet.claim == "Katanya NIK 3578••••••••0001 dihapus"
    assert (sheet.groups, sheet.owner, sheet.opened_by, sheet.publish_due) == ((first,), "rina", "rina", NOW + HOUR)
    again = use.open_from(desk, "", comment=first)
    assert isinstance(again, Refused)
    assert (again.reason, again.params["clarification"]) == ("sheet_there", id)


def test_without_a_hoax_it_has_three_hours(desk: Desk, clock: Clock) -> None:
    sheet = sheet_of(desk, opened_sheet(desk))
    assert sheet.publish_due == NOW + WITHIN
    assert not overdue(sheet, NOW + WITHIN)
    assert overdue(sheet, NOW + WITHIN + 1)
    assert reason(use.open_from(desk, "  ")) == "no_claim"


def test_a_topic_has_one_sheet(desk: Desk) -> None:
    id = done(use.open_from(desk, "KTP lama ditarik", topic=4, owner="budi")).params["clarification"]
    assert (sheet_of(desk, id).topic, sheet_of(desk, id).owner) == (4, "budi")
    assert reason(use.open_from(desk, "lain", topic=4)) == "sheet_there"
    done(use.close(desk, id, "sudah dibantah media"))
    done(use.open_from(desk, "lain", topic=4))


def test_no_verdict_without_evidence(desk: Desk) -> None:
    id = opened_sheet(desk)
    assert reason(use.verify(desk, id)) == "no_evidence"
    done(use.change(desk, id, evidence=["  surat\n dinas ", "surat dinas", ""]))
    assert sheet_of(desk, id).evidence == ("surat dinas",)
    assert reason(use.verify(desk, id)) == "no_verdict"
    assert reason(use.change(desk, id, verdict="nonsense")) == "bad_choice"
    done(use.change(desk, id, verdict="misinformation"))
    assert reason(use.verify(desk, id)) == "no_finding"
    done(use.change(desk, id, finding="Vaksin aman."))
    done(use.verify(desk, id))
    assert (sheet_of(desk, id).state, sheet_of(desk, id).verified_by) == ("verified", "rina")
    assert reason(use.verify(desk, id)) == "sheet_not_open"


def test_published_needs_a_post_that_is_out_or_an_address(desk: Desk) -> None:
    id = opened_sheet(desk)
    assert reason(use.publish(desk, id, "https://dinas.example/k")) == "not_verified"
    id = verified_sheet(desk)
    assert reason(use.publish(desk, id)) == "sheet_post_not_out"
    done(use.link_post(desk, id, published_post(desk, state="planned")))
    assert reason(use.publish(desk, id)) == "sheet_post_not_out"
    assert reason(use.publish(desk, id, "dinas.example")) == "bad_address"
    assert reason(use.link_post(desk, id, 999)) == "no_such_post"
    done(use.link_post(desk, id, published_post(desk)))
    done(use.publish(desk, id))
    assert sheet_of(desk, id).published_at == NOW
    done(use.close(desk, id))
    assert sheet_of(desk, id).state == "closed"
    other = verified_sheet(desk)
    done(use.publish(desk, other, "https://dinas.example/klarifikasi"))


def test_it_is_not_closed_unpublished_without_a_word(desk: Desk) -> None:
    id = opened_sheet(desk)
    assert reason(use.close(desk, id)) == "no_reason"
    done(use.close(desk, id, "bukan hoaks"))
    assert reason(use.close(desk, id, "lagi")) == "sheet_closed"
    assert reason(use.change(desk, id, claim="lain")) == "sheet_closed"
    assert use.unsettled(desk) == []
    done(use.reopen(desk, id))
    assert sheet_of(desk, id).state == "open"
    assert reason(use.reopen(desk, id)) == "sheet_not_closed"


@pytest.mark.parametrize(
    ("field", "value"), [("claim", "Lain"), ("verdict", "fact"), ("finding", "Lain."), ("evidence", [])]
)
def test_what_it_was_verified_by_may_not_change_unnoticed(desk: Desk, field: str, value: Any) -> None:
    id = verified_sheet(desk)
    assert done(use.change(desk, id, **{field: value})).params["verify_again"]
    assert (sheet_of(desk, id).state, sheet_of(desk, id).verified_at) == ("open", 0)
    done(history.undo(desk))
    assert sheet_of(desk, id).state == "verified"


def test_owner_and_deadline_change_without_that(desk: Desk) -> None:
    id = verified_sheet(desk)
    done(use.change(desk, id, owner="budi", publish_due=NOW + 5 * HOUR))
    assert (sheet_of(desk, id).state, sheet_of(desk, id).owner) == ("verified", "budi")
    assert reason(use.change(desk, id, owner="budi")) == "same_text"


def test_a_draft_is_made_of_what_was_found_out(desk: Desk) -> None:
    id = opened_sheet(desk)
    assert reason(use.draft_post(desk, id)) == "not_verified"
    id = verified_sheet(desk)
    post = desk.store.repo("posts", Post).get(done(use.draft_post(desk, id)).params["post"])
    assert post
    assert (post.caption, post.sources, post.verification) == ("Aman.", ("https://dinkes.example/kajian",), "verified")
    assert sheet_of(desk, id).post == post.id
    assert reason(use.draft_post(desk, id)) == "sheet_post_there"
    done(history.undo(desk))
    assert sheet_of(desk, id).post == 0
    assert desk.store.repo("posts", Post).get(post.id) is None


def test_what_a_crisis_waits_for_may_go_out(desk: Desk) -> None:
    id = verified_sheet(desk)
    post = published_post(desk, state="planned")
    done(restraint.start(desk, "vaksin"))
    variant = next(one.id for one in desk.store.repo("variants", Variant).all() if one.post == post)
    assert reason(record_published(desk, variant, NOW, "")) == "frozen"
    done(use.link_post(desk, id, post))
    done(record_published(desk, variant, NOW, ""))
    done(use.publish(desk, id))


def test_comments_answered_with_it(desk: Desk, clock: Clock) -> None:
    first = put_comment(desk)
    second = put_comment(desk, group=first)
    put_comment(desk)
    id = done(use.open_from(desk, "", comment=second)).params["clarification"]
    done(use.change(desk, id, evidence=["surat"], verdict="fact", finding="Benar."))
    reply = Reply(platform="instagram", comment=first, text="ya", state="sent", sent_at=NOW + MINUTE)
    put(desk, "replies", reply)
    assert use.comments_of(desk, sheet_of(desk, id)) == ([first, second], [])
    done(use.verify(desk, id))
    assert use.comments_of(desk, sheet_of(desk, id)) == ([first, second], [first])
    clock.now += HOUR
    done(use.change(desk, id, finding="Benar sekali."))
    done(use.verify(desk, id))
    assert use.comments_of(desk, sheet_of(desk, id))[1] == [], "that reply knew less"


def test_two_admins_at_one_sheet(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = opened_sheet(rina)
    budi.store.poll()
    rev = sheet_of(budi, id).rev
    done(use.change(rina, id, finding="Aman.", rev=rev))
    done(use.change(budi, id, evidence=["surat"], rev=rev))
    clash = conflict(use.change(budi, id, finding="Tidak aman.", rev=rev))
    assert clash.clashes == ("finding",)
    rina.store.poll()
    assert (sheet_of(rina, id).finding, sheet_of(rina, id).evidence) == ("Aman.", ("surat",))


def test_the_list_has_the_most_pressing_first(desk: Desk, clock: Clock) -> None:
    later = opened_sheet(desk, "satu")
    done(use.change(desk, later, publish_due=NOW + 9 * HOUR))
    soon = opened_sheet(desk, "dua")
    closed = opened_sheet(desk, "tiga")
    done(use.close(desk, closed, "bukan"))
    assert [one.id for one in use.listed(desk)] == [soon, later, closed]
