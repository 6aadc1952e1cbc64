"""Posts that go out by themselves: when, through which account, what keeps them back, what an admin does about them."""

from pathlib import Path
from typing import Any

import pytest

from channels.contract import ChannelError
from desk import deliveries, editing, moving, posts, restraint, sending
from desk.desk import Desk
from desk.history import redo, undo
from desk.sending import Report
from domain.accounts import Setting
from domain.audit import AuditEntry
from domain.connections import Connection
from domain.deliveries import Delivery
from domain.outbox import PAUSES, SETTLE
from domain.outcomes import Outcome
from domain.posts import DUE_FOR, Media, Post, Variant
from domain.readiness import seal
from domain.times import DAY, HOUR, MINUTE
from tests.desk.conftest import NOW, Clock, Opened, done, put, put_account, reason, variant_of
from tests.desk.platform import Fake

SLOT = NOW + HOUR
JPEG = b"\xff\xd8\xff\xe0 pasar"


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def variant(desk: Desk) -> int:
    """An approved post on a connected page, planned in an hour."""
    put(desk, "connections", Connection(account=put_account(desk, platform="facebook").id))
    return plan(desk)


def plan(desk: Desk, account: int = 1, slot_at: int = SLOT, **fields: Any) -> int:
    post = Post(title="Pasar murah", caption="Pasar murah besok.", **fields)
    id = put(desk, "posts", post)
    made = put(desk, "variants", Variant(post=id, account=account, slot_at=slot_at))
    approve(desk, id)
    return made


def approve(desk: Desk, post: int) -> None:
    """By another admin, as it stands now."""
    record = desk.store.repo("posts", Post).get(post)
    assert record
    own = [one for one in desk.store.repo("variants", Variant).all() if one.post == post]
    with desk.store.transaction() as tx:
        tx.update("posts", post, {"state": "approved", "approved_by": "budi", "seal": seal(record, own)})


def post_of(desk: Desk, variant: int) -> int:
    return variant_of(desk, variant).post


def held(desk: Desk) -> list[Delivery]:
    desk.store.poll()
    return list(desk.store.repo("deliveries", Delivery).all())


def only(desk: Desk) -> Delivery:
    (found,) = held(desk)
    return found


def send(desk: Desk, fake: Fake) -> Report:
    return sending.send_due(desk, {}, desk.now(), publishers={1: fake})


def verbs(desk: Desk) -> list[str]:
    return [one.verb for one in desk.store.repo("audit", AuditEntry).all()]


def schedule(desk: Desk, variant: int) -> Outcome:
    return editing.schedule(desk, post_of(desk, variant))


@pytest.fixture
def scheduled(desk: Desk, variant: int) -> int:
    done(schedule(desk, variant))
    return variant


# The way out


def test_what_is_scheduled_goes_out_when_its_slot_comes(desk: Desk, variant: int, fake: Fake, clock: Clock) -> None:
    outcome = done(schedule(desk, variant))
    assert (outcome.params["n"], outcome.params["by_itself"]) == (1, 1)
    assert variant_of(desk, variant).delivery == only(desk).id
    clock.now = SLOT - 1
    assert send(desk, fake).posts.sent == fake.asked == 0
    clock.now = SLOT
    report = send(desk, fake)
    assert (report.posts.sent, report.replies.sent, fake.published) == (1, 0, [("Pasar murah besok.", ())])
    out = variant_of(desk, variant)
    assert (out.state, out.published_at, out.published_by) == ("published", SLOT, "rina")
    assert (out.url, out.delivery) == ("https://ig.example/p1", 0)
    assert held(desk) == []
    assert report.changed == {"variants": {variant}, "deliveries": {1}}
    assert verbs(desk) == ["variant.scheduled", "variant.sent"]
    assert send(desk, fake).posts.sent == 0
    assert len(fake.published) == 1


def test_the_platform_is_given_what_is_approved(desk: Desk, variant: int, fake: Fake, clock: Clock) -> None:
    pictures = (Media(path="/foto/pasar.jpg", alt_text="Pasar"), Media(path="https://smbr.go.id/b.png"))
    own = plan(desk, slot_at=SLOT + HOUR, media=pictures, hashtags=("#PasarMurah",), format="carousel")
    with desk.store.transaction() as tx:
        tx.update("variants", own, {"caption": "Khusus di sini.\u200b"})
    approve(desk, post_of(desk, own))
    done(schedule(desk, own))
    clock.now = SLOT + HOUR
    send(desk, fake)
    assert fake.published == [("Khusus di sini.\n\n#PasarMurah", ("/foto/pasar.jpg", "https://smbr.go.id/b.png"))]


def test_who_has_no_interface_publishes_by_hand(desk: Desk, variant: int, fake: Fake, clock: Clock) -> None:
    other = plan(desk, put_account(desk, platform="tiktok").id)
    outcome = done(schedule(desk, other))
    assert "by_itself" not in outcome.params
    assert "by_hand" not in outcome.params
    assert (variant_of(desk, other).state, held(desk)) == ("scheduled", [])
    clock.now = SLOT
    assert send(desk, fake).posts.sent == 0


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"format": "video"}, "format_by_hand"),
        ({"format": "press_release"}, "format_by_hand"),
        ({"format": "picture", "media": (Media(path="foto di lemari"),)}, "not_a_picture"),
        ({"media": tuple(Media(path=f"/a{n}.jpg") for n in range(11))}, "too_many_pictures"),
    ],
)
def test_what_the_interface_does_not_take_is_said_when_it_is_scheduled(
    desk: Desk, variant: int, fields: dict[str, Any], why: str
) -> None:
    outcome = done(schedule(desk, plan(desk, slot_at=SLOT + DAY, **fields)))
    assert outcome.params["by_hand"] == [["facebook", why]]
    assert held(desk) == []


def test_an_agency_may_wish_to_publish_by_hand(desk: Desk, variant: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("connections", 1, {"wished": {"publish": "manual"}})
    done(schedule(desk, variant))
    assert held(desk) == []


def test_a_moved_post_goes_out_at_its_new_time(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    done(moving.move(desk, {scheduled: SLOT + HOUR}))
    clock.now = SLOT
    assert send(desk, fake).posts.sent == 0
    clock.now = SLOT + HOUR
    assert send(desk, fake).posts.sent == 1


def test_posts_go_before_replies_and_by_their_slots(desk: Desk, variant: int, fake: Fake, clock: Clock) -> None:
    later = plan(desk, slot_at=SLOT + 5 * MINUTE)
    done(schedule(desk, later))
    done(schedule(desk, variant))
    clock.now = SLOT + 10 * MINUTE
    send(desk, fake)
    assert variant_of(desk, variant).url.endswith("p1")
    assert variant_of(desk, later).url.endswith("p2")


def test_at_once_whatever_the_slot(desk: Desk, variant: int, fake: Fake) -> None:
    done(deliveries.publish_now(desk, variant))
    assert send(desk, fake).posts.sent == 1
    out = variant_of(desk, variant)
    assert (out.state, out.published_at, out.slot_at) == ("published", NOW, SLOT)


def test_at_once_what_is_scheduled_already(desk: Desk, scheduled: int, fake: Fake) -> None:
    done(deliveries.publish_now(desk, scheduled))
    assert len(held(desk)) == 1
    assert send(desk, fake).posts.sent == 1


def test_at_once_needs_what_publishing_needs(desk: Desk, variant: int) -> None:
    by_hand = plan(desk, put_account(desk, platform="tiktok").id)
    assert reason(deliveries.publish_now(desk, by_hand)) == "by_hand_there"
    with desk.store.transaction() as tx:
        tx.update("posts", post_of(desk, variant), {"state": "review"})
    assert reason(deliveries.publish_now(desk, variant)) == "not_approved"
    with desk.store.transaction() as tx:
        tx.update("variants", variant, {"state": "published"})
    assert reason(deliveries.publish_now(desk, variant)) == "already_published"


def test_at_once_only_what_was_approved_as_it_stands(desk: Desk, variant: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("posts", post_of(desk, variant), {"own_approval": True})
    put(desk, "settings", Setting(key="second_approval", value="on"))
    assert reason(deliveries.publish_now(desk, variant)) == "needs_second"
    with desk.store.transaction() as tx:
        tx.update("variants", variant, {"caption": "Diam-diam lain"})
    assert reason(deliveries.publish_now(desk, variant)) == "not_approved"
    assert held(desk) == []


def test_what_was_scheduled_for_a_person_may_go_out_by_itself(
    desk: Desk, scheduled: int, fake: Fake, clock: Clock
) -> None:
    assert reason(deliveries.at_its_time(desk, scheduled)) == "not_by_hand"
    done(deliveries.by_hand(desk, only(desk).id))
    done(deliveries.at_its_time(desk, scheduled))
    assert not only(desk).at_once
    done(undo(desk))
    assert held(desk) == []
    done(redo(desk))
    clock.now = SLOT
    assert send(desk, fake).posts.sent == 1


def test_it_does_not_go_out_by_itself_without_what_publishing_needs(desk: Desk, scheduled: int, clock: Clock) -> None:
    done(deliveries.by_hand(desk, only(desk).id))
    with desk.store.transaction() as tx:
        tx.update("variants", scheduled, {"caption": "Diam-diam lain"})
    assert reason(deliveries.at_its_time(desk, scheduled)) == "by_hand_there"
    clock.now = SLOT
    assert reason(deliveries.at_its_time(desk, scheduled)) == "slot_past"


# What keeps it back


def test_nothing_goes_out_long_after_its_time(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now = SLOT + DUE_FOR + 1
    assert send(desk, fake).posts.failed == 1
    assert (fake.asked, only(desk).state, only(desk).error) == (0, "failed", "too_late")
    assert variant_of(desk, scheduled).state == "scheduled"
    done(deliveries.again(desk, only(desk).id))
    assert send(desk, fake).posts.sent == 1


def test_what_came_too_late_goes_out_at_another_time(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now = SLOT + HOUR
    send(desk, fake)
    done(moving.move(desk, {scheduled: SLOT + 3 * HOUR}))
    assert (only(desk).state, only(desk).error) == ("queued", "")
    clock.now = SLOT + 3 * HOUR
    assert send(desk, fake).posts.sent == 1


def test_a_crisis_holds_it_back_and_its_end_does_not_let_it_out(
    desk: Desk, scheduled: int, fake: Fake, clock: Clock
) -> None:
    done(restraint.start(desk, "Banjir"))
    clock.now = SLOT
    assert send(desk, fake).posts.failed == 1
    assert only(desk).error == "frozen"
    assert reason(deliveries.again(desk, only(desk).id)) == "frozen"
    assert reason(deliveries.publish_now(desk, scheduled)) == "frozen"
    done(restraint.end(desk, "Surut"))
    assert send(desk, fake).posts.sent == 0
    done(deliveries.again(desk, only(desk).id))
    assert send(desk, fake).posts.sent == 1


def test_who_changes_the_text_takes_it_out(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    done(editing.edit(desk, post_of(desk, scheduled), "caption", "Lain"))
    assert (variant_of(desk, scheduled).state, variant_of(desk, scheduled).delivery, held(desk)) == ("planned", 0, [])
    clock.now = SLOT
    assert send(desk, fake).posts.sent == 0


def test_what_another_program_changed_behind_the_approval_stays(
    desk: Desk, scheduled: int, fake: Fake, clock: Clock
) -> None:
    with desk.store.transaction() as tx:
        tx.update("variants", scheduled, {"caption": "Diam-diam lain"})
    clock.now = SLOT
    assert send(desk, fake).posts.failed == 1
    assert (fake.asked, only(desk).error) == (0, "not_approved")


def test_ones_own_approval_is_not_enough_any_more(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    with desk.store.transaction() as tx:
        tx.update("posts", post_of(desk, scheduled), {"own_approval": True})
    put(desk, "settings", Setting(key="second_approval", value="on"))
    clock.now = SLOT
    assert send(desk, fake).posts.failed == 1
    assert only(desk).error == "needs_second"


def test_what_outgrew_the_platforms_limit_is_not_tried(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    put(desk, "settings", Setting(key="limits", value="facebook.caption=5"))
    clock.now = SLOT
    send(desk, fake)
    assert (fake.asked, only(desk).error) == (0, "caption_long")


@pytest.mark.parametrize("to", ["postponed", "cancelled"])
def test_what_is_put_off_or_cancelled_does_not_go_out(
    desk: Desk, scheduled: int, fake: Fake, clock: Clock, to: editing.Sideways
) -> None:
    done(editing.leave(desk, scheduled, to, "Hujan"))
    assert held(desk) == []
    clock.now = SLOT
    assert send(desk, fake).posts.sent == 0


def test_who_published_it_by_hand_keeps_it_from_going_out(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now = SLOT
    done(posts.record_published(desk, scheduled, SLOT, "https://facebook.com/1"))
    assert held(desk) == []
    assert send(desk, fake).posts.sent == 0


def test_by_hand_from_now_on(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    done(deliveries.by_hand(desk, only(desk).id))
    assert (variant_of(desk, scheduled).state, variant_of(desk, scheduled).delivery) == ("scheduled", 0)
    clock.now = SLOT
    assert send(desk, fake).posts.sent == 0


# What the platform says


def test_what_was_not_taken_is_tried_again_while_it_is_due(
    desk: Desk, scheduled: int, fake: Fake, clock: Clock
) -> None:
    clock.now = SLOT
    fake.errors = [ChannelError("unreachable", detail="putus")]
    assert send(desk, fake).posts.put_off == 1
    assert (only(desk).state, only(desk).retry_at, only(desk).error) == ("queued", SLOT + PAUSES[0], "unreachable")
    assert send(desk, fake).posts.sent == 0
    clock.now = SLOT + PAUSES[0]
    assert send(desk, fake).posts.sent == 1


def test_what_is_still_to_come_has_its_own_luck(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    later = plan(desk, slot_at=SLOT + DAY)
    done(schedule(desk, later))
    clock.now = SLOT
    fake.errors = [ChannelError("expired")]
    assert send(desk, fake).posts.failed == 1
    assert [one.state for one in held(desk)] == ["failed", "queued"]
    clock.now = SLOT + DAY
    assert send(desk, fake).posts.sent == 1


def test_a_refusal_is_for_a_person(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now = SLOT
    fake.errors = [ChannelError("refused", detail="no such page", code="picture_missing")]
    assert send(desk, fake).posts.failed == 1
    assert (only(desk).error, only(desk).error_detail) == ("picture_missing", "no such page")


def test_a_lost_answer_is_found(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now, fake.loses = SLOT, True
    assert send(desk, fake).posts.sent == 1
    assert (len(fake.published), fake.looked, variant_of(desk, scheduled).published_at) == (1, 1, SLOT)


def test_nobody_knows(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now, fake.loses, fake.mute = SLOT, True, True
    assert send(desk, fake).posts.unknown == 1
    assert (only(desk).state, only(desk).error) == ("unknown", "cannot_tell")
    clock.now += HOUR
    send(desk, fake)
    assert len(fake.published) == 1
    assert variant_of(desk, scheduled).state == "scheduled"
    done(posts.record_published(desk, scheduled, clock.now, "https://facebook.com/1"))
    assert held(desk) == []


def test_what_a_dead_sender_left_is_asked_for(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now = SLOT
    fields = {"state": "sending", "sending_at": SLOT, "text": "Pasar murah besok."}
    with desk.store.transaction() as tx:
        tx.update("deliveries", only(desk).id, fields)
    for to in ("postponed", "cancelled"):
        assert reason(editing.leave(desk, scheduled, to, "x")) == "being_sent"
    assert reason(posts.record_published(desk, scheduled, SLOT, "")) == "being_sent"
    assert reason(deliveries.by_hand(desk, only(desk).id)) == "being_sent"
    assert reason(deliveries.again(desk, only(desk).id)) == "being_sent"
    clock.now = SLOT + SETTLE
    assert send(desk, fake).posts.sent == 1
    assert len(fake.published) == 1


def test_out_although_it_was_changed_meanwhile(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    """The public has it: that is a fact, and stays one."""
    clock.now, fake.loses = SLOT, True
    fake.errors = []
    fake.mute = True
    send(desk, fake)
    done(editing.edit(desk, post_of(desk, scheduled), "caption", "Lain"))
    assert only(desk).state == "unknown"
    fake.mute = False
    with desk.store.transaction() as tx:
        tx.update("deliveries", only(desk).id, {"retry_at": clock.now})
    assert send(desk, fake).posts.sent == 1
    assert variant_of(desk, scheduled).state == "published"


# Taking back


def test_scheduling_is_taken_back_and_done_again(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    done(undo(desk))
    assert (variant_of(desk, scheduled).state, variant_of(desk, scheduled).delivery, held(desk)) == ("planned", 0, [])
    done(redo(desk))
    assert variant_of(desk, scheduled).delivery == only(desk).id
    clock.now = SLOT
    assert send(desk, fake).posts.sent == 1


def test_what_is_out_is_not_taken_back_by_undo(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now = SLOT
    send(desk, fake)
    assert reason(undo(desk)) == "post_gone_out"
    assert variant_of(desk, scheduled).state == "published"


def test_what_was_let_go_at_once_is_out_too(desk: Desk, scheduled: int, fake: Fake) -> None:
    done(deliveries.publish_now(desk, scheduled))
    send(desk, fake)
    assert reason(undo(desk)) == "post_gone_out"
    assert reason(undo(desk)) == "post_gone_out"
    assert variant_of(desk, scheduled).state == "published"


def test_taking_back_a_record_by_hand_brings_its_delivery_back(
    desk: Desk, scheduled: int, fake: Fake, clock: Clock
) -> None:
    clock.now = SLOT
    done(posts.record_published(desk, scheduled, SLOT, ""))
    done(undo(desk))
    assert variant_of(desk, scheduled).delivery == only(desk).id


@pytest.mark.parametrize(("state", "why"), [("sending", "being_sent"), ("unknown", "may_be_out")])
def test_what_may_be_out_is_not_taken_back(desk: Desk, scheduled: int, state: str, why: str) -> None:
    with desk.store.transaction() as tx:
        tx.update("deliveries", only(desk).id, {"state": state, "sending_at": SLOT, "text": "Pasar murah besok."})
    assert reason(undo(desk)) == why
    assert (variant_of(desk, scheduled).state, only(desk).state) == ("scheduled", state)


# Who sends


def test_another_desk_sends_and_the_writer_is_named(opened: Opened, desk: Desk, variant: int, fake: Fake) -> None:
    done(deliveries.publish_now(desk, variant))
    other = opened("budi")
    assert send(other, fake).posts.sent == 1
    desk.store.poll()
    assert variant_of(desk, variant).published_by == "rina"


def test_the_outbox_tells_of_what_should_be_out(desk: Desk, scheduled: int, clock: Clock) -> None:
    assert deliveries.listed(desk) == []
    assert not deliveries.due(desk, {1}, clock.now)
    clock.now = SLOT
    assert [one.variant for one in deliveries.listed(desk)] == [scheduled]
    assert deliveries.due(desk, {1}, clock.now)
    assert not deliveries.due(desk, {2}, clock.now)


# Pictures


def with_picture(desk: Desk, path: str, slot_at: int = SLOT + DAY) -> int:
    return plan(desk, slot_at=slot_at, media=(Media(path=path),))


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("2026/pasar.jpg", "/srv/foto/2026/pasar.jpg"),
        ("/srv/foto/pasar.jpg", "/srv/foto/pasar.jpg"),
        ("https://smbr.go.id/a.jpg", "https://smbr.go.id/a.jpg"),
    ],
)
def test_pictures_lie_in_the_agencys_folder(
    desk: Desk, variant: int, fake: Fake, clock: Clock, path: str, place: str
) -> None:
    put(desk, "settings", Setting(key="picture_folder", value="/srv/foto"))
    done(schedule(desk, with_picture(desk, path)))
    clock.now = SLOT + DAY
    assert send(desk, fake).posts.sent == 1
    assert fake.published[0][1] == (place,)


@pytest.mark.parametrize("path", ["/rumah/rina/ktp.jpg", "../ktp.jpg", "/srv/foto/../ktp.jpg", "/srv/foto2/ktp.jpg"])
def test_other_files_are_not_made_public(desk: Desk, variant: int, path: str) -> None:
    put(desk, "settings", Setting(key="picture_folder", value="/srv/foto/"))
    outcome = done(schedule(desk, with_picture(desk, path)))
    assert outcome.params["by_hand"] == [["facebook", "outside_folder"]]


def test_a_link_does_not_lead_out_of_the_folder(
    desk: Desk, variant: int, fake: Fake, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "foto").mkdir()
    (tmp_path / "ktp.jpg").write_bytes(b"x")
    (tmp_path / "foto/link.jpg").symlink_to(tmp_path / "ktp.jpg")
    put(desk, "settings", Setting(key="picture_folder", value=str(tmp_path / "foto")))
    done(schedule(desk, with_picture(desk, "link.jpg")))
    clock.now = SLOT + DAY
    assert send(desk, fake).posts.failed == 1
    assert (fake.asked, only(desk).error) == (0, "outside_folder")


@pytest.mark.parametrize(
    ("content", "why"), [(None, "picture_missing"), (b"\xff\xd8\xff\xe0", ""), (b"bukan gambar", "not_a_picture")]
)
def test_a_picture_that_is_not_there_is_said_when_it_is_scheduled(
    desk: Desk, variant: int, tmp_path: Path, content: bytes | None, why: str
) -> None:
    if content is not None:
        (tmp_path / "pasar.jpg").write_bytes(content)
    outcome = done(schedule(desk, with_picture(desk, str(tmp_path / "pasar.jpg"))))
    assert outcome.params["by_itself"] == 1  # It may come until then.
    assert outcome.params.get("doubts", []) == ([["facebook", why]] if why else [])


def test_who_shares_a_unix_user_needs_a_folder(opened: Opened, desk: Desk, variant: int) -> None:
    shared = with_picture(desk, "/rumah/humas/ktp.jpg")
    assert done(schedule(opened("humas:sari"), shared)).params["by_hand"] == [["facebook", "needs_folder"]]
    own = with_picture(desk, "/rumah/rina/pasar.jpg", SLOT + 2 * DAY)
    assert done(schedule(desk, own)).params["by_itself"] == 1


# Never twice, and never behind anybody's back


def lose(desk: Desk, fake: Fake) -> None:
    """It goes out, its answer is lost, and the platform cannot say whether it has it."""
    fake.loses = fake.mute = True
    assert send(desk, fake).posts.unknown == 1


def test_what_may_be_out_is_not_scheduled_beside_itself(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now = SLOT
    lose(desk, fake)
    post = post_of(desk, scheduled)
    done(editing.edit(desk, post, "caption", "Pasar murah lusa."))
    done(editing.set_slot(desk, scheduled, SLOT + HOUR))
    approve(desk, post)
    assert reason(editing.schedule(desk, post)) == "may_be_out"
    assert reason(editing.leave(desk, scheduled, "cancelled", "x")) == "may_be_out"
    assert reason(editing.remove_channel(desk, scheduled)) == "may_be_out"
    done(deliveries.by_hand(desk, only(desk).id))  # Somebody has looked.
    done(editing.schedule(desk, post))
    clock.now = SLOT + HOUR
    assert send(desk, fake).posts.sent == 1
    assert [text for text, _ in fake.published] == ["Pasar murah besok.", "Pasar murah lusa."]


def test_what_may_be_out_is_not_published_with_the_key_that_publishes(
    desk: Desk, scheduled: int, fake: Fake, clock: Clock
) -> None:
    clock.now = SLOT
    lose(desk, fake)
    assert reason(deliveries.publish_now(desk, scheduled)) == "may_be_out"
    done(deliveries.again(desk, only(desk).id))  # Somebody was asked, and said so.


def test_what_was_put_off_and_changed_is_scheduled_anew(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now = SLOT
    lose(desk, fake)
    post, first = post_of(desk, scheduled), only(desk)
    done(editing.edit(desk, post, "caption", "Pasar murah lusa."))
    fake.keys, fake.mute = {}, False  # It has not got it.
    with desk.store.transaction() as tx:
        tx.update("deliveries", first.id, {"retry_at": clock.now})
    clock.now += SETTLE
    send(desk, fake)
    assert (only(desk).state, only(desk).error) == ("failed", "not_scheduled")
    done(editing.set_slot(desk, scheduled, SLOT + HOUR))
    approve(desk, post)
    done(editing.schedule(desk, post))
    assert only(desk).id == variant_of(desk, scheduled).delivery != first.id


@pytest.mark.parametrize("tried", [False, True])
def test_at_once_holds_no_more_where_it_is_moved(
    desk: Desk, variant: int, fake: Fake, clock: Clock, tried: bool
) -> None:
    done(deliveries.publish_now(desk, variant))
    if tried:
        fake.errors = [ChannelError("unreachable")]
        send(desk, fake)
    done(moving.move(desk, {variant: SLOT + DAY}))
    clock.now += 5 * MINUTE
    assert send(desk, fake).posts.sent == 0
    clock.now = SLOT + DAY
    assert send(desk, fake).posts.sent == 1


def test_at_once_is_not_the_next_day(desk: Desk, variant: int, fake: Fake, clock: Clock) -> None:
    """No desk was open, or the store came back from a backup."""
    done(deliveries.publish_now(desk, variant))
    clock.now += DUE_FOR + 1
    assert send(desk, fake).posts.failed == 1
    assert (fake.asked, only(desk).error) == (0, "too_late")


def test_a_slow_platform_makes_none_late(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    done(schedule(desk, plan(desk, slot_at=SLOT + MINUTE)))
    clock.now = SLOT + MINUTE
    publish = fake.publish

    def slowly(key: str, text: str, media: Any = ()) -> Any:
        clock.now += DUE_FOR + 2 * MINUTE
        return publish(key, text, media)

    fake.publish = slowly  # type: ignore[method-assign]
    report = send(desk, fake)
    assert (report.posts.sent, report.posts.failed, only(desk).error) == (1, 1, "too_late")


def test_what_others_decide_while_the_store_is_busy_holds(
    opened: Opened, desk: Desk, scheduled: int, fake: Fake, clock: Clock
) -> None:
    clock.now, other, step = SLOT, opened("budi"), desk.step

    def waits(verb: str, **params: Any) -> Any:
        if verb == "variant.sending":
            done(moving.move(other, {scheduled: SLOT + DAY}))
        return step(verb, **params)

    desk.step = waits  # type: ignore[method-assign]
    assert send(desk, fake).posts.sent == fake.asked == 0
    assert (only(desk).state, variant_of(desk, scheduled).slot_at) == ("queued", SLOT + DAY)


def test_a_crisis_that_begins_while_the_store_is_busy_holds_it_back(
    opened: Opened, desk: Desk, scheduled: int, fake: Fake, clock: Clock
) -> None:
    clock.now, other, step = SLOT, opened("budi"), desk.step

    def waits(verb: str, **params: Any) -> Any:
        if verb == "variant.sending":
            done(restraint.start(other, "Banjir"))
        return step(verb, **params)

    desk.step = waits  # type: ignore[method-assign]
    assert send(desk, fake).posts.failed == 1
    assert (fake.asked, only(desk).error) == (0, "frozen")


def test_a_pause_that_is_too_long_is_told_at_once(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    beside = plan(desk, slot_at=SLOT - MINUTE)
    done(schedule(desk, beside))
    clock.now = SLOT
    fake.errors = [ChannelError("limited", SLOT + HOUR)]
    assert send(desk, fake).posts.failed == 2
    assert [(one.state, one.error) for one in held(desk)] == [("failed", "limited")] * 2
    assert reason(deliveries.again(desk, held(desk)[0].id)) == "platform_rests"
    clock.now = SLOT + HOUR
    done(deliveries.again(desk, held(desk)[0].id))


def test_it_is_tried_once_more_before_its_time_is_over(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now, tried = SLOT, []
    fake.errors = [ChannelError("unreachable") for _ in range(20)]
    while only(desk).state == "queued":
        clock.now = max(clock.now, only(desk).retry_at)
        tried.append((clock.now - SLOT) // MINUTE)
        send(desk, fake)
    assert tried == [0, 1, 3, 8, 14]
    assert (only(desk).state, only(desk).error) == ("failed", "unreachable")


def test_a_record_that_is_taken_back_lets_nothing_out(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    """Somebody published it by hand, and mistyped its address."""
    clock.now = SLOT
    done(posts.record_published(desk, scheduled, SLOT, ""))
    done(undo(desk))
    assert send(desk, fake).posts.sent == fake.asked == 0
    assert (only(desk).state, only(desk).error) == ("unknown", "taken_back")
    done(posts.record_published(desk, scheduled, SLOT, ""))
    assert held(desk) == []


def test_a_channel_is_not_taken_off_while_it_is_sent_there(desk: Desk, scheduled: int, clock: Clock) -> None:
    clock.now = SLOT
    with desk.store.transaction() as tx:
        tx.update("deliveries", only(desk).id, {"state": "sending", "sending_at": SLOT})
    done(editing.edit(desk, post_of(desk, scheduled), "caption", "Lain"))
    assert variant_of(desk, scheduled).state == "planned"
    assert reason(editing.remove_channel(desk, scheduled)) == "being_sent"


def test_scheduling_is_taken_back_after_a_try_that_failed(desk: Desk, scheduled: int, fake: Fake, clock: Clock) -> None:
    clock.now = SLOT
    fake.errors = [ChannelError("unreachable")]
    send(desk, fake)
    done(undo(desk))
    assert (variant_of(desk, scheduled).state, held(desk)) == ("planned", [])


def test_a_files_word_is_no_approval(desk: Desk, variant: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("posts", post_of(desk, variant), {"approved_by": "", "seal": ""})
    assert reason(deliveries.publish_now(desk, variant)) == "approved_elsewhere"
    assert done(schedule(desk, variant)).params["by_hand"] == [["facebook", "approved_elsewhere"]]
    assert held(desk) == []


def test_what_a_second_person_has_to_approve_is_said_when_it_is_scheduled(desk: Desk, variant: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("posts", post_of(desk, variant), {"own_approval": True})
    put(desk, "settings", Setting(key="second_approval", value="on"))
    assert done(schedule(desk, variant)).params["by_hand"] == [["facebook", "needs_second"]]


def approved_with(desk: Desk, opened: Opened, picture: Path) -> int:
    """In review with that picture, and approved by a colleague."""
    variant = with_picture(desk, str(picture))
    post = post_of(desk, variant)
    whole: dict[str, Any] = {"purpose": "engagement", "pillar": "core", "need": "information", "gist": "Pasar murah"}
    whole |= {"media": [{"path": str(picture), "alt_text": "Pasar"}], "submitted_by": "rina", "state": "review"}
    with desk.store.transaction() as tx:
        tx.update("posts", post, whole)
    done(editing.approve(opened("budi"), post))
    desk.store.poll()
    done(schedule(desk, variant))
    return variant


def test_a_picture_that_was_replaced_after_the_approval_stays(
    opened: Opened, desk: Desk, variant: int, fake: Fake, clock: Clock, tmp_path: Path
) -> None:
    picture = tmp_path / "pasar.jpg"
    picture.write_bytes(JPEG)
    approved_with(desk, opened, picture)
    picture.write_bytes(JPEG + b"lain")
    clock.now = SLOT + DAY
    assert send(desk, fake).posts.failed == 1
    assert (only(desk).error, fake.asked) == ("pictures_changed", 0)


def test_the_approved_picture_goes_out(
    opened: Opened, desk: Desk, variant: int, fake: Fake, clock: Clock, tmp_path: Path
) -> None:
    picture = tmp_path / "pasar.jpg"
    picture.write_bytes(JPEG)
    approved_with(desk, opened, picture)
    clock.now = SLOT + DAY
    assert send(desk, fake).posts.sent == 1


def test_another_approval_covers_another_picture(opened: Opened, desk: Desk, variant: int, tmp_path: Path) -> None:
    picture = tmp_path / "pasar.jpg"
    picture.write_bytes(JPEG)
    post = post_of(desk, approved_with(desk, opened, picture))
    before = desk.store.repo("posts", Post).get(post)
    assert before
    done(editing.edit(desk, post, "gist", "Pasar murah lagi"))
    after = desk.store.repo("posts", Post).get(post)
    assert after
    assert (bool(before.pictures), after.pictures) == (True, "")
