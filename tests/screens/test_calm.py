"""A breath before an insult is answered."""

from domain.cooling import MANY, PAUSE
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import Sitting, run


async def insulted(me: Sitting, times: int = 1) -> None:
    """Insults come in, the first of them is chosen."""
    desk = me.colleague()
    ids = [put_comment(desk, kind="abuse", text="Pejabat goblok", handle=f"marah{n}") for n in range(times)]
    await me.look_around()
    await me.press("R", "home")
    while me.chosen != ids[0]:
        await me.press("j")


@run
async def test_a_calmer_text_is_shown_and_one_more_key_writes(small_desk: Sit) -> None:
    async with small_desk() as me:
        await insulted(me)
        await me.press("r")
        assert "Jeda tenang" in me.panel
        assert "Terima kasih sudah menyampaikan" in me.panel
        await me.type("Quick wit?")  # Typed ahead: nothing of it decides.
        assert "Jeda tenang" in me.panel
        await me.press("enter")
        await me.type("Baik")
        assert "Baik" in "\n".join(me.pane("reply"))


@run
async def test_the_calmer_text_is_taken_over(small_desk: Sit) -> None:
    async with small_desk() as me:
        await insulted(me)
        await me.press("r", ";", "escape", "t")
        (reply,) = me.replies()
        assert reply.text.startswith("Terima kasih sudah menyampaikan")


@run
async def test_after_a_minute_nobody_asks(small_desk: Sit) -> None:
    async with small_desk() as me:
        await insulted(me)
        await me.press("enter")
        me.clock.now += PAUSE
        await me.press("r")
        assert me.panel == ""


@run
async def test_it_is_asked_once(small_desk: Sit) -> None:
    async with small_desk() as me:
        await insulted(me)
        await me.press("r", "enter", "escape", "r")
        assert me.panel == ""
        assert me.screen.focused is not None


@run
async def test_escape_leaves_it_for_later(small_desk: Sit) -> None:
    async with small_desk() as me:
        await insulted(me)
        await me.press("r", "escape")
        assert (me.panel, me.screen.focused) == ("", None)
        assert me.replies() == []


@run
async def test_a_complaint_is_answered_without_a_word(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        assert me.panel == ""


@run
async def test_after_many_insults_a_colleague_is_suggested(small_desk: Sit) -> None:
    async with small_desk() as me:
        await insulted(me, MANY)
        for _ in range(MANY - 1):
            await me.press("enter", "q", "j")
        await me.press("r")
        assert "Rekan bisa menggantikan" in " ".join(me.panel.split())
