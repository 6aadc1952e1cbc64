"""Correcting the engine, what it learns of it, the queue of what to review, and why a comment was read as it was."""

import pytest

from desk import comments as use
from domain.comments import Reading, Word
from domain.corrections import Correction
from language import proof
from screens.settings import SettingsScreen
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import Sitting, run

TEXT = "Keren lampu taman nyala terus dari subuh"


def arrive(me: Sitting, text: str = TEXT, *, unsure: bool = False) -> int:
    """A comment comes in, read."""
    reading = me.desk.lessons.read(text)
    if unsure:
        reading = Reading(sentiment="neutral", confidence=0.41, words=(Word("lampu", 0.21),), kind="question")
    feeling = "unsure" if reading.unsure else reading.sentiment
    return put_comment(me.desk, text=text, reading=reading, kind=reading.kind, sentiment=feeling)


async def choose(me: Sitting, id: int) -> None:
    await me.press("R", "home")
    for _ in range(len(me.today.session.inbox.order)):
        if me.chosen == id:
            return
        await me.press("j")
    raise AssertionError(id)


async def open_list(me: Sitting) -> None:
    """The section of the settings that lists them."""
    me.app.push_screen(SettingsScreen("corrections"))
    await me.settle()


def corrections(me: Sitting) -> list[Correction]:
    return list(me.desk.store.repo("corrections", Correction).all())


@run
async def test_a_correction_is_listed_and_taken_back_one_by_one(small_desk: Sit) -> None:
    async with small_desk() as me:
        id = arrive(me)
        await me.look_around()
        me.app.spread({"comments": {id}})
        await choose(me, id)
        await me.press("-")
        (kept,) = corrections(me)
        assert (kept.comment, kept.answer) == (id, "negative")
        await open_list(me)
        assert "Koreksi" in me.text
        assert "positif → negatif" in me.words
        assert "Keren lampu" in me.text
        await me.press("enter")
        assert TEXT in me.panel
        await me.press("escape", "w")
        assert corrections(me) == []
        assert me.comment(id).sentiment == "negative"
        await me.press("u")
        assert len(corrections(me)) == 1
        await me.press("W")
        assert corrections(me) == []
        assert "Belum ada yang dikoreksi" in me.text


@run
async def test_the_same_text_comes_in_as_it_was_corrected(small_desk: Sit) -> None:
    async with small_desk() as me:
        first = arrive(me)
        me.app.spread({"comments": {first}})
        await choose(me, first)
        await me.press("-")
        again = arrive(me)
        me.app.spread({"comments": {again}})
        await choose(me, again)
        assert me.comment(again).sentiment == "negative"
        assert "dikoreksi rina" in me.words


@run
async def test_what_is_uncertain_is_listed_and_each_judged_leads_to_the_next(small_desk: Sit) -> None:
    async with small_desk() as me:
        for one in me.today.session.inbox.order:
            with me.desk.store.transaction() as tx:
                tx.update("comments", one, {"sentiment": "neutral"})
            me.app.spread({"comments": {one}})
        ids = {arrive(me, f"lampu taman {word}", unsure=True) for word in ("mati", "redup", "kedip")}
        me.app.spread({"comments": ids})
        await me.press("R", "home", "j")
        before = me.chosen
        await me.press("~")
        order = list(me.today.session.inbox.order)
        assert set(order) == ids
        assert "perlu ditinjau" in me.text
        await me.press("home")
        assert me.chosen == order[0]
        await me.press("-")
        assert me.chosen == order[1]
        await me.press("j", "+")
        assert me.chosen == order[1]
        await me.press("0")
        assert "Semua sudah ditinjau" in me.foot
        await me.press("escape")
        assert not me.today.session.inbox.query
        assert me.chosen == before
        await me.press("~")
        assert "Tidak ada yang perlu ditinjau" in me.foot


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@run
async def test_why_a_comment_was_read_as_it_was(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        id = arrive(me, "lampu taman mati", unsure=True)
        me.app.spread({"comments": {id}})
        await choose(me, id)
        await me.press("=")
        for told in ("netral 0,41", "di bawah 0,63", "“lampu” +0,21", "tanya", "Prioritas", "40,0", "jumlah"):
            assert told in me.panel, told
        await me.press("escape")
        await me.press("-")
        await me.press("=")
        assert "kata rina: negatif" in me.panel
        assert "karena sentimennya negatif" in me.panel


@run
async def test_open_comments_are_read_again_on_demand(small_desk: Sit) -> None:
    async with small_desk() as me:
        first, other = arrive(me), arrive(me)
        me.app.spread({"comments": {first, other}})
        await choose(me, first)
        await me.press("-")
        assert me.comment(other).sentiment == "positive"
        await me.fill(":", "baca ulang")
        assert me.comment(other).sentiment == "negative"
        assert "Dibaca ulang" in me.words


@run
async def test_harm_is_told_with_the_way_back(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with small_desk() as me:
        id = arrive(me)
        me.app.spread({"comments": {id}})
        await choose(me, id)
        monkeypatch.setattr(proof, "harm", lambda _overlay: proof.Harm(spoiled=12, mended=2, total=405))
        await me.press("-")
        assert "12 dari 405" in me.words
        assert "Koreksi" in me.panel
        await me.press("escape", "0")
        assert "12 dari 405" not in me.words


@run
async def test_what_a_colleague_corrects_is_listed_and_learned_here_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        id = arrive(me)
        await open_list(me)
        assert "Belum ada yang dikoreksi" in me.text
        budi = me.colleague()
        use.tag_sentiment(budi, id, "negative")
        await me.look_around()
        assert "positif → negatif" in me.words
        assert "budi" in me.text
        assert me.desk.lessons.read(TEXT).sentiment_from == "budi"


@run
async def test_an_open_conversation_explains_its_comment_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("enter", "=")
        assert "dibaca begini" in me.panel
        await me.press("escape", "escape")
        assert me.place == "TodayScreen"


@run
async def test_an_emergency_called_early_says_why_its_number_is_small(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.desk.step("test", audit="none") as step:
            reading = {"kind": "emergency", "kind_confidence": 0.11, "second_kind": "complaint"}
            step.update("comments", 1, {"kind": "emergency", "reading": reading})
        await me.look_around()
        await me.press("enter", "=")
        assert "untuk berjaga-jaga: mulai 0,08 sudah dianggap darurat" in " ".join(me.panel.split())
