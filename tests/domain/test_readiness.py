"""What a post lacks for review, what to be wary of, and what stands in the way of each change of state."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Account
from domain.afterwards import Contest
from domain.posts import Media, Post, PostState, Variant, VariantState
from domain.press import GATES, Press
from domain.readiness import (
    free_slot,
    is_sealed,
    may_approve,
    may_leave,
    may_publish,
    may_remove,
    may_return,
    may_schedule,
    may_submit,
    over,
    readiness,
    seal,
    slots_of,
    voids,
)
from domain.times import DAY, HOUR, MINUTE, ZONES, local, parse_iso

NOW = parse_iso("2026-11-23T09:42:00+07:00")
IG, X = Account(id=1, platform="instagram", handle="kominfo"), Account(id=2, platform="x", handle="kominfo")
ACCOUNTS = {1: IG, 2: X}


def post(**fields: Any) -> Post:
    """One that lacks nothing."""
    whole = {
        "id": 7,
        "title": "Antrean KTP",
        "gist": "Antre KTP dari rumah.",
        "caption": "Ambil nomor dari rumah.",
        "purpose": "engagement",
        "pillar": "core",
        "need": "information",
    }
    return Post(**{**whole, **fields})


def variant(**fields: Any) -> Variant:
    return Variant(**{"id": 3, "post": 7, "account": 1, "slot_at": NOW + HOUR, **fields})


def codes(one: Post, *variants: Variant, taken: tuple[Variant, ...] = (), weight: str = "missing") -> list[str]:
    found = readiness(one, variants or (variant(),), ACCOUNTS, (*variants, *taken), NOW)
    return [finding.code for finding in found if finding.weight == weight]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"purpose": None}, "no_purpose"),
        ({"pillar": None}, "no_pillar"),
        ({"need": None}, "no_need"),
        ({"title": " "}, "no_title"),
        ({"gist": "\n"}, "no_gist"),
        ({"gist": "a" * 141}, "gist_long"),
        ({"caption": "  "}, "no_caption"),
        ({"caption": "a" * 2_201}, "caption_long"),
        ({"format": "infographic"}, "no_picture"),
        ({"media": (Media(path="a.png", alt_text=" "),)}, "no_alt_text"),
        ({"caption": "Sudah 1.204 warga mencoba."}, "no_source"),
        ({"gist": "Turun 5%."}, "no_source"),
    ],
)
def test_each_thing_that_is_missing_is_named(fields: dict[str, Any], code: str) -> None:
    assert codes(post()) == []
    assert codes(post(**fields)) == [code]


def test_what_is_there_is_not_missing() -> None:
    media = (Media(path="a.png", alt_text="Layar antrean"),)
    told = post(caption="Sudah 1.204 warga.", sources=("SE 470",), format="picture", media=media, gist="a" * 140)
    assert codes(told) == []
    assert codes(post(caption=""), variant(caption="Sendiri.")) == []
    assert codes(post(caption=""), variant(caption="Sendiri."), variant(id=4, account=2)) == ["no_caption"]


def test_a_caption_is_measured_on_every_channel_that_is_still_to_come() -> None:
    long = post(caption="a" * 287)
    assert codes(long, variant(), variant(id=4, account=2)) == ["caption_long"]
    (found,) = [one for one in readiness(long, [variant(account=2)], ACCOUNTS, (), NOW) if one.weight == "missing"]
    assert found.params == {"platform": "x", "over": 7}
    assert codes(long, variant(account=2, caption="pendek")) == []
    assert codes(long, variant(account=2, state="published")) == []


def test_hashtags_count() -> None:
    tagged = post(caption="a" * 275, hashtags=("#KTP",))
    assert over(tagged, variant(account=2), X) == 275 + 2 + 4 - 280


@pytest.mark.parametrize(
    ("slot", "other", "code"),
    [
        (0, 0, ["no_slot"]),
        (NOW, 0, ["slot_past"]),
        (NOW + HOUR, NOW + HOUR, ["slot_taken"]),
        (NOW + HOUR, NOW + HOUR + 59 * MINUTE, ["slot_near"]),
        (NOW + HOUR, NOW + HOUR - 59 * MINUTE, ["slot_near"]),
        (NOW + HOUR, NOW + 2 * HOUR, []),
    ],
)
def test_a_slot_is_warned_of(slot: int, other: int, code: list[str]) -> None:
    taken = (Variant(id=9, post=8, account=1, slot_at=other),)
    assert codes(post(), variant(slot_at=slot), taken=taken, weight="warning") == code
    elsewhere = (Variant(id=9, post=8, account=2, slot_at=other),)
    assert "slot_near" not in codes(post(), variant(slot_at=slot), taken=elsewhere, weight="warning")


def test_many_hashtags_and_no_channel_are_warned_of() -> None:
    tags = tuple(f"#{n}" for n in range(6))
    assert codes(post(hashtags=tags), weight="warning") == ["many_tags"]
    assert codes(post(hashtags=tags[:5]), weight="warning") == []
    assert [one.code for one in readiness(post(), [], ACCOUNTS, (), NOW)] == ["no_channel"]


# Slots


def test_what_takes_a_slot() -> None:
    states: tuple[VariantState, ...] = ("planned", "scheduled", "published", "postponed", "cancelled", "withdrawn")
    variants = [variant(id=place, state=state, slot_at=NOW + place) for place, state in enumerate(states, 1)]
    assert slots_of(1, variants) == [NOW + 1, NOW + 2, NOW + 3]
    assert slots_of(1, variants, apart_from=2) == [NOW + 1, NOW + 3]
    assert slots_of(2, variants) == []


@pytest.mark.parametrize(
    ("now", "taken", "free"),
    [
        ("09:42", [], "2026-11-23T10:00"),
        ("09:42", ["10:00"], "2026-11-23T11:00"),
        ("09:42", ["10:30"], "2026-11-23T12:00"),
        ("05:00", [], "2026-11-23T08:00"),
        ("19:30", [], "2026-11-23T20:00"),
        ("20:00", [], "2026-11-24T08:00"),
    ],
)
@pytest.mark.parametrize("zone", sorted(ZONES))
def test_the_next_free_hour_of_the_day(zone: str, now: str, taken: list[str], free: str) -> None:
    def at(clock: str) -> int:
        return parse_iso(f"2026-11-23T{clock}", zone)

    assert free_slot(map(at, taken), at(now), zone) == parse_iso(free, zone)


@given(st.lists(st.integers(NOW, NOW + 3 * DAY), max_size=40), st.sampled_from(sorted(ZONES)))
def test_a_free_slot_is_ahead_in_the_day_and_an_hour_from_all(taken: list[int], zone: str) -> None:
    slot = free_slot(taken, NOW, zone)
    assert slot > NOW
    assert 8 <= local(slot, zone).hour <= 20
    assert local(slot, zone).minute == 0
    assert all(abs(slot - one) >= HOUR for one in taken)


def test_a_full_calendar_has_none() -> None:
    assert free_slot(range(NOW, NOW + 70 * DAY, HOUR), NOW, "WIB") == 0


# Guards


@pytest.mark.parametrize(
    ("state", "submit", "approve", "back"),
    [
        ("draft", "", "not_in_review", "not_in_review"),
        ("review", "in_review_already", "", ""),
        ("returned", "returned_first", "not_in_review", "not_in_review"),
        ("approved", "approved_already", "not_in_review", "not_in_review"),
    ],
)
def test_the_way_to_approval(state: PostState, submit: str, approve: str, back: str) -> None:
    one = post(state=state, submitted_by="rina")
    assert may_submit(one) == submit
    assert may_approve(one, "budi", alone=False) == approve
    assert may_return(one, "sumbernya?") == back


def test_somebody_else_approves_unless_there_is_nobody() -> None:
    one = post(state="review", submitted_by="rina")
    assert may_approve(one, "rina", alone=False) == "needs_other"
    assert may_approve(one, "rina", alone=True) == ""
    assert may_return(one, "  ") == "no_reason"


@pytest.mark.parametrize(
    ("state", "fields", "refusal"),
    [
        ("approved", {}, ""),
        ("approved", {"state": "postponed"}, ""),
        ("approved", {"state": "scheduled"}, "not_planned"),
        ("approved", {"state": "published"}, "not_planned"),
        ("draft", {}, "not_approved"),
        ("review", {}, "not_approved"),
        ("returned", {}, "not_approved"),
        ("approved", {"slot_at": 0}, "no_slot"),
        ("approved", {"slot_at": NOW}, "slot_past"),
        ("approved", {"slot_at": NOW + DAY}, "slot_taken"),
        ("approved", {"slot_at": NOW + DAY + MINUTE}, ""),
        ("approved", {"slot_at": NOW + DAY, "account": 2}, ""),
    ],
)
def test_a_slot_is_future_and_free(state: PostState, fields: dict[str, Any], refusal: str) -> None:
    taken = [Variant(id=9, post=8, account=1, slot_at=NOW + DAY)]
    assert may_schedule(post(state=state), variant(**fields), taken, NOW) == refusal


@pytest.mark.parametrize(
    ("state", "publish", "postpone", "withdraw", "remove"),
    [
        ("planned", "", "", "not_published", ""),
        ("scheduled", "", "", "not_published", "channel_used"),
        ("postponed", "", "", "not_published", "channel_used"),
        ("published", "already_published", "already_published", "", "channel_used"),
        ("cancelled", "off_plan", "off_plan", "not_published", "channel_used"),
        ("withdrawn", "off_plan", "off_plan", "not_published", "channel_used"),
    ],
)
def test_the_ways_of_a_variant(state: VariantState, publish: str, postpone: str, withdraw: str, remove: str) -> None:
    one = variant(state=state)
    assert may_publish(one, NOW, NOW) == publish
    assert may_leave(one, "postponed", "hujan") == may_leave(one, "cancelled", "hujan") == postpone
    assert may_leave(one, "withdrawn", "salah") == withdraw
    assert may_remove(one) == remove
    assert may_publish(variant(), NOW + 1, NOW) == "in_the_future"
    assert may_leave(variant(), "cancelled", " ") == "no_reason"


@pytest.mark.parametrize(
    ("state", "variants", "fields", "gone"),
    [
        ("approved", ["planned"], ["caption"], True),
        ("approved", ["published", "planned"], ["title"], True),
        ("approved", [], ["pillar"], True),
        ("approved", ["planned"], ["owner", "note"], False),
        ("approved", ["published"], ["pillar"], False),
        ("approved", ["published", "cancelled"], ["pillar"], False),
        ("approved", ["cancelled"], ["pillar"], True),
        ("draft", ["planned"], ["caption"], False),
    ],
)
def test_an_edit_takes_an_approval_back(
    state: PostState, variants: list[VariantState], fields: list[str], gone: bool
) -> None:
    assert voids(post(state=state), [variant(state=one) for one in variants], fields) is gone


# What the platforms refuse, what approval needs, what might be told better

YT, TT = Account(id=3, platform="youtube"), Account(id=4, platform="tiktok")


def on(account: Account, one: Post, weight: str = "missing", limits: Any = None) -> list[str]:
    found = readiness(one, (variant(account=account.id),), {account.id: account}, (), NOW, limits)
    return [finding.code for finding in found if finding.weight == weight]


def test_what_a_platform_would_refuse_is_missing() -> None:
    assert on(YT, post(title="a" * 101)) == ["title_long"]
    assert on(IG, post(title="a" * 101)) == []
    assert on(YT, post(caption="é" * 2_501)) == ["caption_long"]
    assert on(YT, post(caption="Cek <di sini>")) == ["bad_signs"]
    assert on(IG, post(caption=" ".join(f"#tag{n}" for n in range(31)))) == ["hashtags_over"]
    assert on(IG, post(caption=" ".join(f"@warga{n}" for n in range(21)))) == ["mentions_over"]


def test_pictures_may_have_longer_captions_where_the_platform_says_so() -> None:
    media = (Media(path="a.jpg", alt_text="Loket"),)
    assert on(TT, post(caption="a" * 2_201)) == ["caption_long"]
    assert on(TT, post(caption="a" * 4_000, format="carousel", media=media)) == []
    assert on(IG, post(caption="a" * 2_201, format="carousel", media=media)) == ["caption_long"]


def test_the_agencys_own_limits_hold() -> None:
    assert on(X, post(caption="a" * 300)) == ["caption_long"]
    assert on(X, post(caption="a" * 300), limits={("x", "caption"): 25_000}) == []


def test_a_release_needs_answers_and_gates_for_approval_only() -> None:
    release = post(format="press_release")
    assert on(IG, release) == []
    assert on(IG, release, "approval") == ["no_answer"] * 6 + ["gate_shut"] * 5
    press = Press(what="a", who="b", when="c", where="d", why="e", how="f", ticked=GATES)
    assert on(IG, post(format="press_release", press=press), "approval") == []
    assert on(IG, post(), "approval") == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"caption": "Pelayanan KTP."}, "no_call"),
        ({"topic": 7}, "unverified"),
        ({"event_at": NOW - 2 * DAY}, "event_lag"),
        ({"ai_assisted": True}, "ai_unsaid"),
        ({"format": "infographic"}, "no_dataset"),
        ({"format": "quiz", "contest": Contest(rules="Jawab.")}, "no_deadline"),
        ({"format": "quiz", "contest": Contest(deadline_at=NOW + 2 * HOUR)}, "no_rules"),
        ({"format": "quiz", "contest": Contest(rules="Jawab.", deadline_at=NOW + HOUR)}, "deadline_first"),
        ({"caption": "Ambil. #a #b #c #d #e #f"}, "many_tags"),
    ],
)
def test_what_might_be_told_better_is_told(fields: dict[str, Any], code: str) -> None:
    assert on(IG, post(), "warning") == []
    assert on(IG, post(**fields), "warning") == [code]


@pytest.mark.parametrize(
    "fields",
    [
        {"caption": "Sudah punya KTP?"},
        {"caption": "Bagikan ke tetangga."},
        {"topic": 7, "verification": "verified"},
        {"event_at": NOW},
        {"ai_assisted": True, "caption": "Ambil nomor. Gambar dibuat dengan AI."},
        {"format": "infographic", "dataset": "https://data.sumberrejo.go.id/ktp"},
    ],
)
def test_what_is_told_well_needs_no_word(fields: dict[str, Any]) -> None:
    assert on(IG, post(**fields), "warning") == []


def test_a_seal_knows_content_and_captions_and_forgives_what_is_taken_off() -> None:
    one, channels = post(), [variant(), variant(id=4, account=2, caption="Sendiri.")]
    sealed = post(seal=seal(one, channels), note="ok", owner="budi", state="approved", approved_by="budi")
    assert is_sealed(sealed, channels)
    assert is_sealed(sealed, channels[:1])
    assert is_sealed(sealed, [variant(slot_at=5, state="published"), channels[1]])
    assert not is_sealed(sealed, [channels[0], variant(id=4, account=2, caption="Lain.")])
    assert not is_sealed(sealed, [*channels, variant(id=5, account=3)])
    for fields in ({"caption": "Lain."}, {"title": "x"}, {"sources": ("a",)}, {"verification": "verified"}):
        assert not is_sealed(post(seal=sealed.seal, **fields), channels)
    assert is_sealed(post(caption="Lain."), channels)  # Approved before there were seals.
