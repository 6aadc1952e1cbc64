"""The use cases of the editor: fields, channels, the way to approval and out; what each refuses and leaves behind."""

from collections.abc import Callable
from typing import Any

import pytest

from desk import editing, history, restraint
from desk.desk import Desk
from desk.posts import read_slot, record_published
from domain.accounts import Account
from domain.audit import AuditEntry
from domain.outcomes import Outcome, Refused
from domain.posts import Draft, Media, Post, Variant
from domain.times import DAY, HOUR, MINUTE, iso
from tests.desk.conftest import NOW, Clock, Opened, conflict, done, put, put_account, put_variant, reason, variant_of

READY: dict[str, Any] = {
    "title": "Antrean KTP",
    "gist": "Antre KTP dari rumah.",
    "caption": "Ambil nomor dari rumah.",
    "purpose": "engagement",
    "pillar": "core",
    "need": "information",
}


def post_of(desk: Desk, id: int = 1) -> Post:
    found = desk.store.repo("posts", Post).get(id)
    assert found is not None
    return found


def ready(desk: Desk, *, slot_at: int = NOW + HOUR, **fields: Any) -> tuple[Account, int]:
    """Post 1, that lacks nothing, on one account; its account and its variant's id."""
    account = put_account(desk)
    post = put(desk, "posts", Post(**{**READY, **fields}))
    return account, put(desk, "variants", Variant(post=post, account=account.id, slot_at=slot_at))


def approved(rina: Desk, budi: Desk, **fields: Any) -> int:
    _account, variant = ready(rina, **fields)
    done(editing.submit(rina, 1))
    done(editing.approve(budi, 1))
    return variant


# Fields


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("title", "  Apel pagi ", "Apel pagi"),
        ("title", "a" * 400, "a" * 299 + "…"),
        ("caption", " dua\n baris \ud800", " dua\n baris \ufffd"),
        ("purpose", "followers", "followers"),
        ("purpose", None, None),
        ("programme", 4, 4),
        ("event_at", NOW, NOW),
        ("ai_assisted", True, True),
        ("sources", ("  SE 470 ", "", "b"), ("SE 470", "b")),
        ("hashtags", ("#a", " "), ("#a",)),
    ],
)
def test_a_field_is_kept_as_received_within_its_limit(desk: Desk, field: str, value: Any, stored: Any) -> None:
    put(desk, "posts", Post(title="x", purpose="engagement"))
    done(editing.edit(desk, 1, field, value))
    assert getattr(post_of(desk), field) == stored


def test_a_caption_is_not_cut_behind_its_writers_back(desk: Desk) -> None:
    _account, variant = ready(desk)
    long = "a" * 20_001
    assert reason(editing.edit(desk, 1, "caption", long)) == "too_long"
    assert reason(editing.set_own_caption(desk, variant, long)) == "too_long"
    done(editing.edit(desk, 1, "caption", long[1:]))


def test_an_edit_is_one_entry_and_nothing_when_nothing_changed(desk: Desk) -> None:
    put(desk, "posts", Post(title="x"))
    assert done(editing.edit(desk, 1, "gist", "Inti.")).audit
    assert not done(editing.edit(desk, 1, "gist", "Inti. ")).audit
    (entry,) = desk.store.repo("audit", AuditEntry).all()
    assert (entry.verb, entry.params, entry.changes[0].after) == ("post.edit", {"field": "gist"}, {"gist": "Inti."})
    done(history.undo(desk))
    assert post_of(desk).gist == ""


def test_pictures_come_one_by_one_and_go_with_their_path(desk: Desk) -> None:
    put(desk, "posts", Post(title="x"))
    done(editing.edit(desk, 1, "media:0:path", "a.png"))
    done(editing.edit(desk, 1, "media:0:alt_text", " Layar antrean "))
    done(editing.edit(desk, 1, "media:1:path", "b.png"))
    assert post_of(desk).media == (Media(path="a.png", alt_text="Layar antrean"), Media(path="b.png"))
    done(editing.edit(desk, 1, "media:0:path", ""))
    assert post_of(desk).media == (Media(path="b.png"),)
    done(editing.edit(desk, 1, "media:9:path", "c.png"))
    assert [one.path for one in post_of(desk).media] == ["b.png", "c.png"]


def test_two_admins_on_one_post_meet(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    put(rina, "posts", Post(title="x"))
    done(editing.edit(budi, 1, "gist", "Budi.", rev=1))
    met = conflict(editing.edit(rina, 1, "gist", "Rina.", rev=1))
    assert (met.by, met.mine, met.theirs["gist"]) == ("budi", {"gist": "Rina."}, "Budi.")
    assert reason(editing.edit(rina, 99, "gist", "Rina.")) == "gone"


# Channels


def test_channels_come_and_go(desk: Desk) -> None:
    account, variant = ready(desk)
    assert reason(editing.add_channel(desk, 1, account)) == "channel_there"
    other = put_account(desk, platform="x", handle="lain")
    new = done(editing.add_channel(desk, 1, other)).changed["variants"][0]
    assert variant_of(desk, new).account == other.id
    done(editing.remove_channel(desk, new, rev=1))
    assert desk.store.repo("variants", Variant).get(new) is None
    done(editing.leave(desk, variant, "postponed", "hujan"))
    assert reason(editing.remove_channel(desk, variant)) == "channel_used"


def test_a_caption_of_its_own_or_the_posts(desk: Desk) -> None:
    _account, variant = ready(desk)
    done(editing.set_own_caption(desk, variant, "Sendiri."))
    assert variant_of(desk, variant).caption == "Sendiri."
    done(editing.set_own_caption(desk, variant, READY["caption"]))
    assert variant_of(desk, variant).caption == ""
    assert not done(editing.set_own_caption(desk, variant, "  ")).audit


@pytest.mark.parametrize(
    ("line", "slot"),
    [
        ("10.30", "2026-11-23T10:30"),
        ("09.00", "2026-11-24T09:00"),
        ("besok 09.00", "2026-11-24T09:00"),
        ("09.00 kam", "2026-11-26T09:00"),
        ("25/12/2026 07.00", "2026-12-25T07:00"),
        ("", ""),
        (" - ", ""),
        ("jam sembilan", None),
        ("10.30 11.30", None),
        ("besok", None),
        ("besok lusa 10.30", None),
    ],
)
def test_a_time_is_typed_as_in_the_quick_line(line: str, slot: str | None) -> None:
    read = read_slot(line, NOW, "WIB")
    assert (read if not read else iso(read, "WIB")[:16]) == (0 if slot == "" else slot)


def test_an_event_may_be_over() -> None:
    at = read_slot("09.00", NOW, "WIB", ahead=False)
    assert at == NOW - 42 * MINUTE


def test_a_time_makes_a_postponed_variant_planned(desk: Desk) -> None:
    _account, variant = ready(desk)
    done(editing.leave(desk, variant, "postponed", "hujan"))
    assert variant_of(desk, variant).reason == "hujan"
    done(editing.set_slot(desk, variant, NOW + DAY))
    after = variant_of(desk, variant)
    assert (after.state, after.slot_at, after.reason) == ("planned", NOW + DAY, "")
    done(editing.leave(desk, variant, "cancelled", "batal"))
    assert reason(editing.set_slot(desk, variant, NOW + DAY)) == "off_plan"


def test_the_next_free_slot_goes_on_from_its_own(desk: Desk) -> None:
    account, variant = ready(desk)
    put_variant(desk, account.id, slot_at=NOW - 42 * MINUTE + 2 * HOUR)  # 11.00
    slots = []
    for _again in range(2):
        slot = editing.next_free(desk, variant_of(desk, variant), "WIB")
        done(editing.set_slot(desk, variant, slot))
        slots.append(iso(slot, "WIB")[11:16])
    assert slots == ["12:00", "13:00"]


# The way out


def test_from_draft_to_published(opened: Opened, clock: Clock) -> None:
    rina, budi = opened("rina"), opened("budi")
    _account, variant = ready(rina)
    done(editing.submit(rina, 1, rev=1))
    done(editing.approve(budi, 1))
    assert (post_of(budi).state, post_of(budi).approved_by, post_of(budi).own_approval) == ("approved", "budi", False)
    assert done(editing.schedule(rina, 1)).params["n"] == 1
    assert variant_of(rina, variant).state == "scheduled"
    clock.now = NOW + HOUR + MINUTE
    out = done(record_published(rina, variant, clock.now, ""))
    assert "unapproved" not in out.params
    done(editing.leave(budi, variant, "withdrawn", "salah gambar"))
    assert (variant_of(budi, variant).state, variant_of(budi, variant).reason) == ("withdrawn", "salah gambar")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"purpose": None}, "no_purpose"),
        ({"gist": ""}, "no_gist"),
        ({"caption": "Sudah 1.204 warga."}, "no_source"),
        ({"media": (Media(path="a.png"),)}, "no_alt_text"),
        ({"caption": "a" * 2_300}, "caption_long"),
    ],
)
def test_nothing_unready_goes_to_review(desk: Desk, fields: dict[str, Any], code: str) -> None:
    ready(desk, **fields)
    outcome = editing.submit(desk, 1)
    assert reason(outcome) == "not_ready"
    assert [one[0] for one in outcome.params["findings"]] == [code]  # type: ignore[union-attr]
    assert post_of(desk).state == "draft"


def test_an_admin_who_is_alone_approves_and_it_is_marked(opened: Opened, clock: Clock) -> None:
    rina = opened("rina")
    ready(rina)
    done(editing.submit(rina, 1))
    done(editing.edit(opened("budi"), 1, "note", "Sudah kubaca"))
    done(editing.edit(rina, 1, "note", ""))
    assert not restraint.alone(rina)
    assert reason(editing.approve(rina, 1)) == "needs_other"
    clock.now += restraint.ALONE_FOR + 1
    assert restraint.alone(rina)
    assert done(editing.approve(rina, 1)).params["own"]
    assert post_of(rina).own_approval


def test_who_changes_a_post_in_review_cannot_approve_it(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ready(rina)
    done(editing.submit(rina, 1))
    done(editing.edit(budi, 1, "caption", "Kata Budi."))
    assert reason(editing.approve(budi, 1)) == "needs_other"
    done(editing.approve(rina, 1))


def test_back_with_a_reason_and_up_again(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ready(rina)
    assert reason(editing.return_post(budi, 1, "sumber?")) == "not_in_review"
    done(editing.submit(rina, 1))
    assert reason(editing.return_post(budi, 1, "  ")) == "no_reason"
    done(editing.return_post(budi, 1, "sumber?"))
    assert (post_of(budi).state, post_of(budi).return_reason) == ("returned", "sumber?")
    assert reason(editing.submit(rina, 1)) == "returned_first"
    done(editing.reopen(rina, 1))
    assert reason(editing.reopen(rina, 1)) == "not_returned"
    done(editing.submit(rina, 1))
    done(editing.return_post(budi, 1, "lagi"))
    done(editing.edit(rina, 1, "gist", "Lebih baik."))
    assert post_of(rina).state == "draft"


def _caption(desk: Desk, variant: int, _account: Account) -> Outcome:
    return editing.edit(desk, 1, "caption", "Lain.")


def _own(desk: Desk, variant: int, _account: Account) -> Outcome:
    return editing.set_own_caption(desk, variant, "Lain.")


def _channel(desk: Desk, variant: int, account: Account) -> Outcome:
    return editing.add_channel(desk, 1, account)


@pytest.mark.parametrize("change", [_caption, _own, _channel])
def test_a_change_after_approval_takes_it_back(opened: Opened, change: Callable[[Desk, int, Account], Outcome]) -> None:
    rina, budi = opened("rina"), opened("budi")
    other = put_account(rina, platform="x", handle="lain")
    variant = approved(rina, budi)
    done(editing.schedule(rina, 1))
    assert done(change(rina, variant, other)).params["voided"]
    after = post_of(rina)
    assert (after.state, after.approved_by, variant_of(rina, variant).state) == ("draft", "", "planned")
    done(history.undo(rina))
    assert (post_of(rina).state, variant_of(rina, variant).state) == ("approved", "scheduled")


def test_a_note_leaves_the_approval_alone(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    approved(rina, budi)
    assert "voided" not in done(editing.edit(rina, 1, "note", "ok")).params
    assert post_of(rina).state == "approved"


def test_only_what_can_be_kept_is_scheduled(opened: Opened, clock: Clock) -> None:
    rina, budi = opened("rina"), opened("budi")
    variant = approved(rina, budi, slot_at=0)
    assert reason(editing.schedule(rina, 1)) == "no_slot"
    done(editing.set_slot(rina, variant, NOW + HOUR))
    put_variant(rina, variant_of(rina, variant).account, slot_at=NOW + HOUR)
    refused = editing.schedule(rina, 1)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.params) == ("slot_taken", {"channel": "instagram"})
    done(editing.set_slot(rina, variant, NOW + 3 * HOUR))
    done(editing.schedule(rina, 1))
    assert reason(editing.schedule(rina, 1)) == "nothing_to_schedule"
    assert reason(editing.set_slot(rina, variant, NOW - HOUR)) == "slot_past"
    assert reason(editing.set_slot(rina, variant, NOW + HOUR)) == "slot_taken"
    done(editing.set_slot(rina, variant, NOW + 5 * HOUR))
    assert variant_of(rina, variant).state == "scheduled"


def test_what_nobody_approved_is_recorded_and_said(desk: Desk) -> None:
    _account, variant = ready(desk)
    assert done(record_published(desk, variant, NOW, "")).params["unapproved"]


# What is being typed


def test_typing_is_each_admins_own_and_leaves_no_trace(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    put(rina, "posts", Post(title="x"))
    entries = len(rina.store.repo("audit", AuditEntry))
    done(editing.keep_typed(rina, 1, "gist", "Int"))
    done(editing.keep_typed(rina, 1, "gist", "Inti"))
    done(editing.keep_typed(budi, 1, "gist", "Lain"))
    done(editing.keep_typed(rina, 1, "title", "Judul \ud800"))
    assert [(one.field, one.text) for one in editing.drafts_of(rina, 1)] == [
        ("gist", "Inti"),
        ("title", "Judul \ufffd"),
    ]
    done(editing.keep_typed(rina, 1, "gist", None))
    done(editing.keep_typed(rina, 1, "gist", None))
    assert [one.field for one in editing.drafts_of(rina, 1)] == ["title"]
    assert len(rina.store.repo("audit", AuditEntry)) == entries
    assert len(rina.store.repo("drafts", Draft)) == 2
