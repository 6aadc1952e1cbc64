"""Every step of a post and its variants from every state: where it leads or why it is refused, and its audit entry."""

from collections.abc import Callable
from typing import Any

import pytest

from desk import editing, history
from desk.desk import Desk
from desk.posts import record_published
from desk.sealing import hold_back
from domain.audit import AuditEntry
from domain.outcomes import Done, Outcome
from domain.posts import Post, PostState, Variant, VariantState
from domain.press import GATES, QUESTIONS, Press
from domain.readiness import seal
from domain.times import HOUR
from tests.desk.conftest import NOW, Opened, conflict, done, put, put_account, reason, variant_of
from tests.desk.test_editing import READY, approved, post_of, ready

Do = Callable[[Desk], Outcome]

POST_STATES: tuple[PostState, ...] = ("draft", "review", "returned", "approved")
POST_STEPS: dict[str, tuple[str, Do, tuple[str, str, str, str]]] = {
    "submit": (
        "post.review",
        lambda desk: editing.submit(desk, 1),
        ("> review", "in_review_already", "returned_first", "approved_already"),
    ),
    "approve": (
        "post.approved",
        lambda desk: editing.approve(desk, 1),
        ("not_in_review", "> approved", "not_in_review", "not_in_review"),
    ),
    "return": (
        "post.returned",
        lambda desk: editing.return_post(desk, 1, "sumber?"),
        ("not_in_review", "> returned", "not_in_review", "not_in_review"),
    ),
    "return without a word": (
        "",
        lambda desk: editing.return_post(desk, 1, "  "),
        ("not_in_review", "no_reason", "not_in_review", "not_in_review"),
    ),
    "reopen": (
        "post.reopened",
        lambda desk: editing.reopen(desk, 1),
        ("not_returned", "not_returned", "> draft", "not_returned"),
    ),
    "edit": (
        "post.edit",
        lambda desk: editing.edit(desk, 1, "caption", "Ambil nomor antrean dari rumah."),
        ("> draft", "> review", "> draft", "> draft"),
    ),
    "note": (
        "post.edit",
        lambda desk: editing.edit(desk, 1, "note", "Sudah dibaca."),
        ("> draft", "> review", "> returned", "> approved"),
    ),
    "schedule": (
        "variant.scheduled",
        lambda desk: editing.schedule(desk, 1),
        ("not_approved", "not_approved", "not_approved", "> approved"),
    ),
    "publish": (
        "variant.published",
        lambda desk: record_published(desk, 1, NOW, ""),
        ("> draft", "> review", "> returned", "> approved"),
    ),
}

VARIANT_STATES: tuple[VariantState, ...] = ("planned", "scheduled", "published", "postponed", "cancelled", "withdrawn")
VARIANT_STEPS: dict[str, tuple[str, Do, tuple[str, str, str, str, str, str]]] = {
    "schedule": (
        "variant.scheduled",
        lambda desk: editing.schedule(desk, 1),
        ("> scheduled", *["nothing_to_schedule"] * 5),  # type: ignore[dict-item]
    ),
    "publish": (
        "variant.published",
        lambda desk: record_published(desk, 1, NOW, "https://instagram.com/p/abc"),
        ("> published", "> published", "already_published", "> published", "off_plan", "off_plan"),
    ),
    "publish in the future": (
        "",
        lambda desk: record_published(desk, 1, NOW + HOUR, ""),
        ("in_the_future", "in_the_future", "already_published", "in_the_future", "off_plan", "off_plan"),
    ),
    "postpone": (
        "variant.postponed",
        lambda desk: editing.leave(desk, 1, "postponed", "hujan"),
        ("> postponed", "> postponed", "already_published", "> postponed", "off_plan", "off_plan"),
    ),
    "cancel": (
        "variant.cancelled",
        lambda desk: editing.leave(desk, 1, "cancelled", "batal"),
        ("> cancelled", "> cancelled", "already_published", "> cancelled", "off_plan", "off_plan"),
    ),
    "cancel without a word": (
        "",
        lambda desk: editing.leave(desk, 1, "cancelled", " "),
        ("no_reason", "no_reason", "already_published", "no_reason", "off_plan", "off_plan"),
    ),
    "withdraw": (
        "variant.withdrawn",
        lambda desk: editing.leave(desk, 1, "withdrawn", "salah gambar"),
        ("not_published", "not_published", "> withdrawn", "not_published", "not_published", "not_published"),
    ),
    "another time": (
        "variant.slot",
        lambda desk: editing.set_slot(desk, 1, NOW + 3 * HOUR),
        ("> planned", "> scheduled", "already_published", "> planned", "off_plan", "off_plan"),
    ),
    "a time gone by": (
        "variant.slot",
        lambda desk: editing.set_slot(desk, 1, NOW - HOUR),
        ("> planned", "slot_past", "already_published", "> planned", "off_plan", "off_plan"),
    ),
    "remove": (
        "variant.remove",
        lambda desk: editing.remove_channel(desk, 1),
        ("> gone", *["channel_used"] * 5),  # type: ignore[dict-item]
    ),
}


def at(desk: Desk, post_state: PostState = "approved", variant_state: VariantState = "planned") -> None:
    """Post 1 in that state, sent by rina, with variant 1 in that."""
    account = put_account(desk)
    post = put(desk, "posts", Post(**READY, state=post_state, submitted_by="rina"))
    fields: dict[str, Any] = {"published_at": NOW - HOUR} if variant_state in ("published", "withdrawn") else {}
    put(desk, "variants", Variant(post=post, account=account.id, slot_at=NOW + HOUR, state=variant_state, **fields))


def check(desk: Desk, verb: str, step: Do, expected: str, state: Callable[[], str]) -> None:
    """It leads to the state and leaves one entry of that verb; or it is refused so, and leaves nothing."""
    before, entries = state(), len(desk.store.repo("audit", AuditEntry))
    outcome = step(desk)
    if expected.startswith("> "):
        done(outcome)
        assert state() == expected[2:]
        *_, last = desk.store.repo("audit", AuditEntry).all()
        assert (last.verb, last.by) == (verb, desk.actor)
        assert len(desk.store.repo("audit", AuditEntry)) == entries + 1
    else:
        assert reason(outcome) == expected
        assert state() == before
        assert len(desk.store.repo("audit", AuditEntry)) == entries


@pytest.mark.parametrize("state", POST_STATES)
@pytest.mark.parametrize("name", POST_STEPS)
def test_every_step_of_a_post_from_every_state(opened: Opened, name: str, state: PostState) -> None:
    desk = opened("budi")
    at(desk, state)
    verb, step, expected = POST_STEPS[name]
    check(desk, verb, step, expected[POST_STATES.index(state)], lambda: post_of(desk).state)


@pytest.mark.parametrize("state", VARIANT_STATES)
@pytest.mark.parametrize("name", VARIANT_STEPS)
def test_every_step_of_a_variant_from_every_state(opened: Opened, name: str, state: VariantState) -> None:
    desk = opened("budi")
    at(desk, "approved", state)
    verb, step, expected = VARIANT_STEPS[name]

    def now() -> str:
        found = desk.store.repo("variants", Variant).get(1)
        return found.state if found else "gone"

    check(desk, verb, step, expected[VARIANT_STATES.index(state)], now)


# Taking back, doing again


def test_an_approval_is_not_done_again_over_what_was_changed_since(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    approved(rina, budi)
    done(history.undo(budi))
    assert post_of(budi).state == "review"
    done(editing.edit(rina, 1, "caption", "Kata lain."))
    assert reason(history.redo(budi)) == "approved_other"
    assert post_of(budi).state == "review"


def test_an_approval_done_again_stands_where_nothing_was_changed(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    approved(rina, budi)
    done(history.undo(budi))
    done(history.redo(budi))
    assert (post_of(budi).state, post_of(budi).approved_by) == ("approved", "budi")


def test_taking_an_edit_back_voids_the_approval_of_what_it_had_made(opened: Opened) -> None:
    rina, budi, sari = opened("rina"), opened("budi"), opened("sari")
    _account, variant = ready(rina)
    done(editing.edit(rina, 1, "caption", "Kata baru."))
    done(editing.submit(budi, 1))
    done(editing.approve(sari, 1))
    done(editing.schedule(sari, 1))
    assert done(history.undo(rina)).params["voided"]
    after = post_of(rina)
    assert (after.caption, after.state, after.approved_by) == (READY["caption"], "draft", "")
    assert variant_of(rina, variant).state == "planned"


def test_an_approval_that_an_edit_voided_does_not_come_back_over_a_colleagues_words(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    approved(rina, budi)
    done(editing.edit(rina, 1, "caption", "Kata baru."))
    done(editing.edit(budi, 1, "gist", "Inti yang lain."))
    assert reason(history.undo(rina)) == "approved_other"
    assert post_of(rina).state == "draft"


def test_who_takes_an_edit_back_during_review_is_the_last_hand(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ready(rina)
    done(editing.edit(rina, 1, "caption", "Kata baru."))
    done(editing.submit(budi, 1))
    done(history.undo(rina))
    assert post_of(rina).submitted_by == "rina"
    assert reason(editing.approve(rina, 1)) == "needs_other"
    done(editing.approve(budi, 1))


def test_a_note_during_review_makes_nobody_the_sender(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ready(rina)
    done(editing.submit(rina, 1))
    done(editing.edit(budi, 1, "note", "Sudah saya baca."))
    done(editing.edit(budi, 1, "verification", "verified"))
    done(editing.approve(budi, 1))


def test_a_channels_caption_taken_back_during_review_is_an_edit_too(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    _account, variant = ready(rina)
    done(editing.set_own_caption(rina, variant, "Hanya di sini."))
    done(editing.submit(budi, 1))
    done(history.undo(rina))
    assert reason(editing.approve(rina, 1)) == "needs_other"


def test_what_is_out_everywhere_has_nothing_left_to_void(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    variant = approved(rina, budi)
    done(record_published(rina, variant, NOW, ""))
    done(editing.edit(rina, 1, "caption", "Tanpa salah ketik."))
    done(editing.edit(rina, 1, "hashtags", ("#KTP",)))
    assert "voided" not in done(history.undo(rina)).params
    assert post_of(rina).state == "approved"


def test_a_channel_more_voids_the_approval_of_what_was_out_everywhere(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    done(record_published(rina, approved(rina, budi), NOW, ""))
    done(editing.edit(rina, 1, "caption", "Kata yang tak pernah disetujui."))
    done(editing.add_channel(rina, 1, put_account(rina, platform="x")))
    assert (post_of(rina).state, post_of(rina).approved_by) == ("draft", "")
    done(editing.set_slot(rina, 2, NOW + HOUR))
    assert reason(editing.schedule(rina, 1)) == "not_approved"
    done(history.undo(rina))
    done(history.undo(rina))
    assert (post_of(rina).state, post_of(rina).approved_by) == ("approved", "budi")


def test_a_caption_of_a_channel_that_changed_unseen_is_not_approved(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    _account, variant = ready(rina)
    done(editing.submit(rina, 1))
    seen = seal(post_of(rina), [variant_of(rina, variant)])
    rev = post_of(rina).rev
    done(editing.set_own_caption(rina, variant, "Hanya di sini."))
    assert reason(editing.approve(budi, 1, rev=rev, seen=seen)) == "captions_changed"
    done(editing.approve(budi, 1, rev=rev, seen=seal(post_of(budi), [variant_of(budi, variant)])))


def test_a_text_that_changed_unseen_is_shown_before_it_is_approved(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ready(rina)
    done(editing.submit(rina, 1))
    rev = post_of(rina).rev
    done(editing.edit(rina, 1, "caption", "Kata baru."))
    assert "caption" in conflict(editing.approve(budi, 1, rev=rev)).clashes
    assert post_of(budi).state == "review"


def test_two_admins_approve_and_return_at_once(opened: Opened) -> None:
    rina, budi, sari = opened("rina"), opened("budi"), opened("sari")
    ready(rina)
    done(editing.submit(rina, 1))
    rev = post_of(rina).rev
    done(editing.approve(budi, 1, rev=rev))
    assert reason(editing.return_post(sari, 1, "jangan dulu", rev=rev)) == "not_in_review"


# A second person


def test_where_a_second_person_is_needed_nobody_is_alone(opened: Opened) -> None:
    rina = opened("rina")
    ready(rina)
    put(rina, "settings", {"key": "second_approval", "value": "on"})
    done(editing.submit(rina, 1))
    assert reason(editing.approve(rina, 1)) == "needs_second"
    done(editing.approve(opened("camat"), 1))
    assert not post_of(rina).own_approval


def test_in_a_political_period_its_words_are_told_and_somebody_else_approves(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ready(rina, caption="Bersama Paslon Satu, ambil nomor.")
    period = {"name": "Kampanye", "since": "2026-11-01", "until": "2026-12-01", "words": ["paslon satu"]}
    put(rina, "periods", period)
    assert done(editing.submit(rina, 1)).params["watch"] == "paslon satu"
    assert reason(editing.approve(rina, 1)) == "needs_second"
    assert done(editing.approve(budi, 1)).params["watch"] == "paslon satu"


def test_what_comes_in_as_approved_is_approved_here_where_a_second_person_is_needed() -> None:
    post, waiting, out = (
        Post(state="approved"),
        Variant(post=1, account=1, state="scheduled"),
        Variant(post=1, account=2),
    )
    out.state = "published"
    hold_back(post, [out], "rina")
    assert post.state == "approved"
    hold_back(post, [waiting, out], "rina")
    assert (post.state, post.submitted_by, waiting.state, out.state) == ("review", "rina", "planned", "published")


# A press release


def answered() -> Press:
    return Press(what="a", who="b", when="c", where="d", why="e", how="f")


def test_a_release_is_approved_with_all_its_gates_open(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ready(rina, format="press_release")
    done(editing.submit(rina, 1))
    outcome = editing.approve(budi, 1)
    assert reason(outcome) == "not_ready"
    found = [code for code, _params in outcome.params["findings"]]  # type: ignore[union-attr]
    assert found == ["no_answer"] * 6 + ["gate_shut"] * 5
    assert reason(editing.edit(budi, 1, "gate:elements", True)) == "unanswered"
    for question in QUESTIONS:
        done(editing.edit(rina, 1, f"press:{question}", "jawaban"))
    for gate in GATES:
        done(editing.edit(budi, 1, f"gate:{gate}", True))
    done(editing.approve(budi, 1))  # Who ticks the gates may approve.


@pytest.mark.parametrize("field", ["caption", "title", "press:who"])
def test_another_text_shuts_the_gates(opened: Opened, field: str) -> None:
    rina = opened("rina")
    ready(rina, format="press_release", press=answered())
    for gate in GATES:
        done(editing.edit(rina, 1, f"gate:{gate}", True))
    outcome = done(editing.edit(rina, 1, field, "Lain."))
    assert outcome.params["shut"]
    press = post_of(rina).press
    assert press
    assert press.ticked == ()
    assert isinstance(history.undo(rina), Done)
    press = post_of(rina).press
    assert press
    assert press.ticked == GATES


# Afterwards


def test_questions_come_one_by_one_are_answered_and_go_with_their_words(desk: Desk) -> None:
    ready(desk, format="press_release")
    done(editing.edit(desk, 1, "asked:0:question", "Kompas: kapan dibuka?"))
    done(editing.edit(desk, 1, "asked:1:question", "Warga: gratis?"))
    done(editing.edit(desk, 1, "asked:1:answer", "Ya, gratis."))
    assert [(one.question, one.answer) for one in post_of(desk).asked] == [
        ("Kompas: kapan dibuka?", ""),
        ("Warga: gratis?", "Ya, gratis."),
    ]
    done(editing.edit(desk, 1, "asked:0:question", " "))
    assert [one.question for one in post_of(desk).asked] == ["Warga: gratis?"]


def test_a_press_conference_has_a_time_a_place_and_speakers(desk: Desk) -> None:
    ready(desk, format="press_release")
    done(editing.edit(desk, 1, "conference:held_at", NOW + HOUR))
    done(editing.edit(desk, 1, "conference:place", " Pendopo "))
    done(editing.edit(desk, 1, "speaker:0:name", "Sari"))
    done(editing.edit(desk, 1, "speaker:1:name", "Budi"))
    done(editing.edit(desk, 1, "speaker:0:office", "camat"))
    held = post_of(desk).conference
    assert held
    assert (held.held_at, held.place) == (NOW + HOUR, "Pendopo")
    assert [(one.name, one.office) for one in held.speakers] == [("Sari", "camat"), ("Budi", "")]
    done(editing.edit(desk, 1, "speaker:0:name", ""))
    held = post_of(desk).conference
    assert held
    assert [one.name for one in held.speakers] == ["Budi"]
    done(history.undo(desk))
    held = post_of(desk).conference
    assert held
    assert [one.office for one in held.speakers] == ["camat", ""]
    for field, empty in (("speaker:0:name", ""), ("speaker:0:name", ""), ("conference:place", "")):
        done(editing.edit(desk, 1, field, empty))
    done(editing.edit(desk, 1, "conference:held_at", 0))
    assert post_of(desk).conference is None


def test_what_is_too_much_is_refused_and_not_dropped(desk: Desk) -> None:
    ready(desk, format="press_release")
    for n in range(50):
        done(editing.edit(desk, 1, f"speaker:{n}:name", f"Narasumber {n}"))
    assert reason(editing.edit(desk, 1, "speaker:50:name", "Sari")) == "too_many"
    assert reason(editing.edit(desk, 1, "hashtags", tuple(f"#t{n}" for n in range(51)))) == "too_many"
    held = post_of(desk).conference
    assert held
    assert len(held.speakers) == 50
    done(editing.edit(desk, 1, "speaker:49:name", ""))


def test_what_comes_after_voids_no_approval(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    approved(rina, budi)
    for field, value in (
        ("contest:winner", "Sari"),
        ("contest:announced", True),
        ("asked:0:question", "Kapan?"),
        ("speaker:0:name", "Sari"),
    ):
        assert "voided" not in done(editing.edit(rina, 1, field, value)).params
    contest = post_of(rina).contest
    assert contest
    assert (post_of(rina).state, contest.winner, contest.announced) == ("approved", "Sari", True)
