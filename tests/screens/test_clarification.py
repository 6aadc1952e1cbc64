"""A clarification sheet at the keys, from a claim to the public and closed."""

import pytest

from desk import clarifications as use
from domain.clarifications import Clarification
from domain.comments import Reply
from domain.news import Topic
from domain.times import HOUR
from tests.screens.conftest import Sit
from tests.screens.sitting import NOW, Sitting, run


def sheet(me: Sitting) -> Clarification:
    (found,) = use.listed(me.desk)
    return found


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@run
async def test_from_a_claim_to_the_public_by_keys_alone(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        await me.press("g", "i")
        await me.fill("a", "Vaksin bikin mandul")
        await me.press("s")
        assert "Tak ada putusan tanpa bukti" in me.words
        await me.press("j")
        await me.fill("enter", "https://dinkes.example/kajian")
        assert sheet(me).evidence == ("https://dinkes.example/kajian",)
        await me.press("s")
        assert "Putusannya belum ada" in me.words
        await me.press("j", "j", "enter", "d")
        assert sheet(me).verdict == "disinformation"
        await me.press("j")
        await me.fill("enter", "Vaksin aman menurut Kemenkes.")
        await me.press("s")
        assert sheet(me).state == "verified"
        assert "diverifikasi rina, 09.42" in me.text
        await me.fill("s", "tanpa alamat")
        assert sheet(me).state == "verified"
        await me.fill("s", "https://kominfo.example/klarifikasi")
        assert sheet(me).state == "published"
        await me.press("p")
        assert "LEMBAR KLARIFIKASI L1\nKecamatan Ngadirejo" in me.app.clipboard
        assert "Putusan: DISINFORMASI" in me.app.clipboard
        assert "- https://kominfo.example/klarifikasi" in me.app.clipboard
        await me.press("escape", "e")
        assert sheet(me).state == "closed"
        await me.press("u")
        assert sheet(me).state == "published"


@run
async def test_its_post_is_drafted_and_written_on(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.open_from(me.desk, "Vaksin bikin mandul")
        use.change(me.desk, 1, evidence=["surat"], verdict="fact", finding="Benar.")
        use.verify(me.desk, 1)
        await me.press("g", "i", "enter", "a")
        assert me.place == "EditorScreen"
        await me.press("q")
        assert "P3" in me.text
        assert "Sudah ada kontennya: P3" not in me.text
        await me.press("a")
        assert "Sudah ada kontennya: P3" in me.foot
        await me.fill("A", "-")
        assert sheet(me).post == 0
        await me.fill("A", "p2")
        assert sheet(me).post == 2
        await me.fill("A", "xx")
        assert "Tidak ada konten xx" in me.foot


@run
async def test_owner_deadline_and_evidence_are_changed_in_their_rows(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.open_from(me.desk, "Vaksin bikin mandul")
        use.change(me.desk, 1, evidence=["satu", "dua"])
        await me.press("g", "i", "enter", "j")
        await me.press("enter", "ctrl+u", "enter")
        assert sheet(me).evidence == ("dua",)
        await me.press(*"jjjj")
        await me.press("enter", "ctrl+u")
        await me.type("budi")
        await me.press("enter")
        assert sheet(me).owner == "budi"
        await me.press("j")
        await me.fill("enter", "5 jam")
        assert sheet(me).publish_due == NOW + 5 * HOUR
        await me.fill("enter", "entah")
        assert sheet(me).publish_due == NOW + 5 * HOUR


@run
async def test_closed_unpublished_only_for_a_reason(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.open_from(me.desk, "Vaksin bikin mandul")
        await me.press("g", "i", "enter")
        await me.fill("e", "")
        assert sheet(me).state == "open"
        await me.fill("e", "bukan hoaks")
        assert sheet(me).state == "closed"
        assert "bukan hoaks" in me.text
        await me.press("enter")
        assert "Lembar sudah ditutup" in me.words
        await me.press("s")
        assert sheet(me).state == "open"


@run
async def test_a_colleagues_change_is_seen_at_once(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.open_from(me.desk, "Vaksin bikin mandul", group=1)
        await me.press("g", "i", "enter")
        budi = me.colleague()
        use.change(budi, 1, finding="Aman.")
        await me.look_around()
        assert "Aman." in me.text
        assert "1 komentar" in me.words
        await me.press("!")
        assert me.place == "IssueScreen"


@run
async def test_who_was_answered_with_it_is_listed_and_opens(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.open_from(me.desk, "", comment=1)
        use.change(me.desk, 1, evidence=["surat"], verdict="fact", finding="Benar.")
        use.verify(me.desk, 1)
        with me.desk.store.transaction() as tx:
            tx.insert("replies", Reply(platform="instagram", comment=1, text="Benar.", state="sent", sent_at=NOW + 1))
        await me.press("g", "i", "enter")
        assert "1 dijawab dengannya" in me.text
        await me.press("G", "enter")
        assert me.place == "ConversationScreen"


@run
async def test_the_topic_it_came_from_is_named(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.desk.store.transaction() as tx:
            topic = tx.insert("topics", Topic(title="KTP lama ditarik?"))
        use.open_from(me.desk, "KTP lama ditarik mulai besok", topic=topic)
        await me.press("g", "i", "enter", "j")
        assert "KTP lama ditarik?" in me.text
        await me.press("enter")
        assert "KTP lama ditarik?" in me.panel
