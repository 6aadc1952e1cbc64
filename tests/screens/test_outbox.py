"""The outbox at the keys: sending, agreeing, returning, what failed, what nobody knows."""

from pathlib import Path
from typing import Any

import pytest

import store
from desk import comments, outbox
from desk.desk import Desk
from domain.accounts import Account, Setting
from domain.comments import Reply
from domain.connections import Connection
from domain.deliveries import Delivery
from domain.posts import Post
from domain.times import DAY, HOUR, MINUTE
from tests.screens.conftest import Sit, new_comment
from tests.screens.sitting import Sitting, run, sitting


@pytest.fixture
def sending_desk(tmp_path: Path) -> Sit:
    """An account with access to its platform (comments 1 and 2), and one without (comment 3)."""
    folder = tmp_path / "store"
    with store.open(folder, "meja") as opened, opened.transaction() as tx:
        tx.insert("settings", Setting(key="agency", value="Kecamatan Ngadirejo"))
        tube = tx.insert("accounts", Account(platform="youtube", handle="kec.ngadirejo"))
        hand = tx.insert("accounts", Account(platform="instagram", handle="ngadirejo"))
        tx.insert("connections", Connection(account=tube))
        for account, platform, handle in (
            (tube, "youtube", "ani"),
            (tube, "youtube", "budi.s"),
            (hand, "instagram", "citra"),
        ):
            tx.insert("comments", new_comment(account=account, platform=platform, handle=handle, text="Lampu mati"))
    return lambda **options: sitting(folder, **options)


def only(me: Sitting) -> Reply:
    me.desk.store.poll()
    (found,) = me.replies()
    return found


def change(me: Sitting, **fields: object) -> None:
    """What the sender would store."""
    with me.desk.store.transaction() as tx:
        tx.update("replies", only(me).id, fields)


async def write(me: Sitting, text: str) -> None:
    await me.press("r")
    await me.type(text)
    await me.press("escape")


@run
async def test_s_gives_the_reply_to_the_outbox_and_u_takes_it_back(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        await write(me, "Baik Kak")
        assert "lewat API" in me.text
        assert me.foot.startswith("s kirim")
        await me.press("s")
        assert "Masuk antrean kirim" in me.foot
        assert (only(me).state, me.comment(1).state) == ("queued", "in_progress")
        assert "antre" in " ".join(me.pane("counts"))
        await me.press("u")
        assert only(me).state == "draft"
        assert "Baik Kak" in "\n".join(me.pane("preview"))


@run
async def test_without_access_the_foot_says_how(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        await me.press("j", "j")
        await write(me, "Baik Kak")
        assert "dengan tangan" in me.text
        assert "s kirim" not in me.foot
        await me.press("s")
        assert "p menyalin" in me.foot
        assert only(me).state == "draft"


@run
async def test_r_calls_a_queued_reply_back_to_be_written_on(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        await write(me, "Baik")
        await me.press("s", "r")
        assert only(me).state == "draft"
        await me.type(" Kak")
        await me.press("escape", "s")
        assert (only(me).state, only(me).text) == ("queued", "Baik Kak")


@run
async def test_nobody_writes_beside_a_colleagues_reply(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        outbox.queue(me.colleague(), me.comment(1), "dari budi")
        await me.look_around()
        await me.press("enter")
        assert "dari budi" in "\n".join(me.pane("preview"))
        await me.press("r")
        assert "Balasan budi sudah dalam perjalanan" in me.foot
        assert only(me).state == "queued"


@run
async def test_what_failed_is_told_in_the_day_line_and_sent_again(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        await write(me, "Baik")
        await me.press("s", "q")
        change(me, state="failed", error="refused", error_detail="comments are off\x1b[2J")
        me.app.spread({"replies": {1}})
        await me.settle()
        assert "1 gagal terkirim" in me.frame[1]
        await me.press("g", "x")
        assert me.place == "OutboxScreen"
        assert "ditolak platform" in me.words
        assert "comments are off" in me.words
        assert "\x1b" not in me.text
        await me.press("s")
        assert (only(me).state, only(me).error) == ("queued", "")
        await me.press("b")
        assert only(me).state == "draft"
        await me.press("q")
        assert "gagal" not in me.frame[1]


@pytest.mark.parametrize(("keys", "state"), [("s", "queued"), ("t", "sent"), ("escape", "unknown")])
@run
async def test_of_what_nobody_knows_the_admin_decides(sending_desk: Sit, keys: str, state: str) -> None:
    async with sending_desk() as me:
        await write(me, "Baik")
        await me.press("s", "q")
        change(me, state="unknown", error="cannot_tell")
        me.app.spread({"replies": {1}})
        await me.press("g", "x", "s")
        assert "dua kali" in me.panel
        assert only(me).state == "unknown"
        await me.press(keys)
        assert only(me).state == state
        assert me.comment(1).state == ("answered" if state == "sent" else "in_progress")


@run
async def test_a_second_person_agrees_in_the_outbox(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        budi = me.colleague()
        comments.add_note(budi, 2, "lihat")
        with budi.store.transaction() as tx:
            tx.insert("settings", Setting(key="second_approval", value="on"))
        await me.look_around()
        await write(me, "Baik")
        assert "rekan harus menyetujui" in me.text
        await me.press("s")
        assert "Menunggu persetujuan" in me.foot
        assert only(me).state == "awaiting"
        await me.press("g", "x", "s")
        assert "rekan yang harus menyetujui" in me.foot
        outbox.approve(budi, only(me).id)
        await me.look_around()
        assert only(me).state == "queued"
        assert "disetujui budi" in me.words


@run
async def test_a_colleagues_reply_is_returned_with_a_reason(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        budi = me.colleague()
        ask_for_approval(budi, me)
        await me.look_around()
        assert "1 perlu disetujui" in me.frame[1]
        await me.press("g", "x")
        await me.fill("b", "sebut harinya")
        reply = only(me)
        assert (reply.state, reply.return_reason, reply.by) == ("draft", "sebut harinya", "budi")
        assert "dikembalikan" in me.text


def ask_for_approval(desk: Desk, me: Sitting, id: int = 1) -> None:
    with desk.store.transaction() as tx:
        tx.insert("settings", Setting(key="second_approval", value="on"))
    outbox.queue(desk, me.comment(id), "dari budi")


@run
async def test_agreeing_with_one_key(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        ask_for_approval(me.colleague(), me)
        await me.look_around()
        await me.press("g", "x", "s")
        assert (only(me).state, only(me).approved_by) == ("queued", "rina")


@run
async def test_an_empty_outbox_says_so_and_leads_back(sending_desk: Sit) -> None:
    async with sending_desk(size=(80, 24)) as me:
        await me.press("g", "x")
        assert "Semua balasan dan konten sudah keluar" in me.text
        await me.press("s", "t", "b", "p", "enter", "q")
        assert me.place == "TodayScreen"


@run
async def test_at_80_columns_the_states_are_short(sending_desk: Sit) -> None:
    async with sending_desk(size=(80, 24)) as me:
        await write(me, "Baik")
        await me.press("s", "q")
        change(me, state="unknown", error="cannot_tell")
        me.app.spread({"replies": {1}})
        await me.settle()
        assert "1 belum keluar" in me.frame[1]
        await me.press("g", "x")
        assert "terkirim?" in me.frame[2]
        await me.press("enter")
        assert me.place == "ConversationScreen"


@run
async def test_wherever_one_is_what_failed_and_who_asks_is_said(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        await write(me, "Baik")
        await me.press("s")
        budi = me.colleague()
        with budi.store.transaction() as tx:
            tx.update("replies", only(me).id, {"state": "failed", "error": "expired"})
        await me.look_around()
        assert "Balasan untuk K1: gagal terkirim" in me.text
        await me.press("q")
        ask_for_approval(budi, me, 2)
        await me.look_around()
        assert "budi minta persetujuan" in me.text


# Posts


def put_delivery(me: Sitting, **fields: Any) -> None:
    """An approved post on the connected account, whose slot came a minute ago."""
    now = me.clock.now
    with me.colleague().store.transaction() as tx:
        post = tx.insert("posts", Post(title="Pasar murah", caption="Besok pukul 08.00", state="approved"))
        slot = {"slot_at": now - MINUTE, "state": "scheduled", "delivery": 1}
        variant = tx.insert("variants", {"post": post, "account": 1, **slot})
        known = {"variant": variant, "post": post, "account": 1, "platform": "youtube", "by": "rina", "queued_at": now}
        tx.insert("deliveries", Delivery(**{**known, **fields}))


def deliveries(me: Sitting) -> list[Delivery]:
    me.desk.store.poll()
    return list(me.desk.store.repo("deliveries", Delivery).all())


@run
async def test_a_post_that_failed_to_go_out_is_listed_and_sent_again(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        put_delivery(me, state="failed", error="unreachable", error_detail="putus\x1b[2J")
        await me.look_around()
        assert "1 gagal terkirim" in me.frame[1]
        await me.press("g", "x")
        assert "P1" in me.text
        assert "Besok pukul 08.00" in me.text
        assert "putus" in me.words
        assert "\x1b" not in me.text
        await me.press("s")
        (one,) = deliveries(me)
        assert (one.state, one.at_once, one.error) == ("queued", True, "")
        await me.press("u")
        assert deliveries(me)[0].state == "failed"


@run
async def test_of_a_post_that_nobody_knows_the_admin_decides(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        put_delivery(me, state="unknown", error="cannot_tell")
        await me.look_around()
        await me.press("g", "x", "s")
        assert "dua kali" in me.panel
        assert deliveries(me)[0].state == "unknown"
        await me.press("t")
        await me.type("https://youtu.be/abc")
        await me.press("enter")
        assert (me.variants()[0].state, me.variants()[0].url) == ("published", "https://youtu.be/abc")
        assert deliveries(me) == []
        assert "sudah keluar" in me.text


@run
async def test_what_the_desk_does_by_itself_is_said_with_its_time(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        put_delivery(me, state="unknown", error="unknown", queued_at=me.clock.now - DAY)
        put_delivery(me, state="failed", error="limited", queued_at=me.clock.now - DAY)
        with me.colleague().store.transaction() as tx:
            for id in (1, 2):
                tx.update("deliveries", id, {"retry_at": me.clock.now + 2 * MINUTE})
        await me.look_around()
        await me.press("g", "x")
        assert "platform ditanya lagi" in me.text
        assert "1 m" in me.text  # Since its slot, not since it was scheduled.
        await me.press("j")
        assert "baru bisa lagi" in me.text
        await me.press("s")
        assert deliveries(me)[1].state == "failed"
        with me.colleague().store.transaction() as tx:
            tx.update("variants", 2, {"slot_at": me.clock.now + DAY})
        await me.look_around()
        assert "-1" not in me.text


@run
async def test_a_post_is_taken_out_of_going_by_itself(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        put_delivery(me)
        await me.look_around()
        await me.press("g", "x")
        assert "b dengan tangan" in me.foot
        await me.press("b")
        assert (deliveries(me), me.variants()[0].state, me.variants()[0].delivery) == ([], "scheduled", 0)
        await me.press("u")
        assert me.variants()[0].delivery == 1


@run
async def test_what_no_desk_is_at_is_told(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        put_delivery(me, queued_at=me.clock.now - HOUR)
        await me.look_around()
        assert "gagal" not in me.frame[1]
        me.clock.now += 4 * MINUTE
        me.today.tick(me.clock.now)
        await me.settle()
        assert "1 gagal terkirim" in me.frame[1]
        await me.press("g", "x")
        assert "akses akun" in me.words


@run
async def test_who_let_a_post_go_out_hears_what_became_of_it(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        put_delivery(me)
        await me.look_around()
        sender = me.colleague("timer")
        with sender.store.transaction() as tx:
            tx.update("deliveries", 1, {"state": "failed", "error": "refused", "error_detail": "x\x1b[2J"})
        await me.look_around()
        assert "Gagal terbit: YT Pasar murah" in me.foot
        assert "\x1b" not in me.text
        await me.press("j")
        with sender.store.transaction() as tx:
            tx.update("variants", 1, {"state": "published", "delivery": 0})
            tx.delete("deliveries", 1)
        await me.look_around()
        assert "tayang: YT Pasar murah" in me.foot


@run
async def test_colleagues_hear_nothing_of_it(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        put_delivery(me, by="budi")
        await me.look_around()
        with me.colleague().store.transaction() as tx:
            tx.update("deliveries", 1, {"state": "failed", "error": "refused"})
        await me.look_around()
        assert "Gagal terbit" not in me.foot
