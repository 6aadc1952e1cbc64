"""Two desks, one record: merged where it can be, chosen field by field where it cannot, and nothing typed is lost."""

import pytest

from desk import comments as use
from desk.desk import Desk
from domain.comments import Comment
from domain.outcomes import Done
from tests.screens.conftest import Sit
from tests.screens.sitting import SIZES, Sitting, run


def stored_by(desk: Desk, id: int, **fields: object) -> None:
    """Somebody changes fields of a comment."""
    with desk.step("comment.test") as step:
        step.update("comments", id, fields)
    assert isinstance(step.outcome, Done)


@run
async def test_what_does_not_clash_is_merged_and_said(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.add_note(me.colleague(), 1, "sudah ditelepon")
        await me.press("c", "r")
        assert me.panel == ""
        assert "digabung dengan ubahan budi" in me.foot
        assert (me.comment(1).kind, me.comment(1).notes[0].text) == ("praise", "sudah ditelepon")


async def clash(me: Sitting) -> None:
    """Budi changes kind and assignee, notes something; rina wants another kind and assignee."""
    budi = me.colleague()
    stored_by(budi, 1, kind="hoax", kind_by="budi", assignee="budi", labels=["air"])
    desk = me.desk
    seen = me.comment(1)

    def work(rev: int | None) -> object:
        with desk.step("comment.test") as step:
            fields = {"kind": "question", "kind_by": "rina", "assignee": "rina", "labels": ["PDAM"], "likes": 4}
            step.update("comments", 1, fields, rev)
        return step.outcome

    me.today.carry_out(work, seen.rev)  # type: ignore[arg-type]
    await me.settle()


@pytest.mark.parametrize("size", [size for size in SIZES if size[0] >= 80])
@run
async def test_both_versions_stand_side_by_side(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        await clash(me)
        rows = me.panel.splitlines()
        kind = next(row for row in rows if "kelas" in row)
        assert kind.index("hoaks") < kind.index("tanya") < kind.index("beda")
        assert "› kelas" in kind
        assert "beda" in next(row for row in rows if "petugas" in row)
        assert "beda" not in next(row for row in rows if "suka" in row)
        assert "suka (Anda)" in me.panel
        assert "label (keduanya)" in me.panel
        assert "gabung, punya budi" in me.panel
        assert me.comment(1).kind == "hoax"


@pytest.mark.parametrize(
    ("keys", "kind", "assignee"),
    [
        ("g", "question", "rina"),
        ("b", "hoax", "budi"),
        ("space g", "question", "rina"),
        ("space b", "question", "budi"),
        ("space space g", "hoax", "rina"),
        ("j space b", "hoax", "rina"),
        ("k space b", "hoax", "rina"),
        ("space j space space enter", "question", "budi"),
    ],
)
@run
async def test_each_field_becomes_whose_it_was_chosen(small_desk: Sit, keys: str, kind: str, assignee: str) -> None:
    async with small_desk() as me:
        await clash(me)
        await me.press(*keys.split())
        assert me.panel == ""
        now = me.comment(1)
        assert (now.kind, now.assignee, now.kind_by) == (kind, assignee, "rina" if kind == "question" else "budi")
        assert (sorted(now.labels), now.likes) == (["PDAM", "air"], 4)
        assert "digabung dengan ubahan budi" in me.words
        assert me.app.unsettled is None
        await me.press("u")
        after = me.comment(1)
        assert (after.kind, after.assignee, after.labels, after.likes) == ("hoax", "budi", ("air",), None)


@run
async def test_enter_waits_until_every_field_is_chosen(small_desk: Sit) -> None:
    async with small_desk() as me:
        await clash(me)
        await me.press("space", "enter")
        assert "beda" in me.panel
        assert me.comment(1).kind == "hoax"


@run
async def test_a_change_that_was_left_waits_and_is_taken_up_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        await clash(me)
        await me.press("space", "escape")
        assert me.panel == ""
        assert me.comment(1).kind == "hoax"
        assert "g b membukanya lagi" in me.words
        await me.press("g", "b")
        assert "× tanya" in me.panel
        await me.press("b")
        assert (me.comment(1).kind, me.comment(1).assignee) == ("question", "budi")
        await me.press("g", "b")
        assert me.panel == ""


@run
async def test_another_change_meanwhile_is_asked_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        await clash(me)
        stored_by(me.colleague("sari"), 1, kind="praise", kind_by="sari")
        await me.press("g")
        assert "sari, tersimpan" in me.panel
        assert "apresiasi" in me.panel
        await me.press("g")
        assert me.comment(1).kind == "question"


@run
async def test_an_answer_that_came_second_stays_a_draft_until_it_is_chosen(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        await me.press("r")
        await me.type("Dari rina")
        await me.press("escape")
        said = "Dari budi, NIK 3571016505900003"
        use.mark_sent(budi, budi.store.repo("comments", Comment).get(1) or me.comment(1), said)
        await me.press("t")
        assert "Dua admin mengubah komentar ini" in me.panel
        assert "budi menyimpan lebih dulu" in me.panel
        assert "Dari budi, NIK 3571••••••••0003" in me.panel
        assert "Dari rina" in me.panel
        await me.press("b")
        assert "tetap draf" in me.words
        assert sorted((one.by, one.state) for one in me.replies()) == [("budi", "sent"), ("rina", "draft")]
        await me.press("t")
        await me.press("g")
        assert sorted((one.by, one.state, one.text) for one in me.replies()) == [
            ("budi", "sent", said),
            ("rina", "sent", "Dari rina"),
        ]


@run
async def test_a_conflict_while_typing_takes_no_letter_for_an_answer(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        stored_by(me.colleague(), 1, kind="hoax")

        def work(rev: int | None) -> object:
            with me.desk.step("comment.test") as step:
                step.update("comments", 1, {"kind": "praise"}, rev)
            return step.outcome

        me.app.screen.carry_out(work, 1)  # type: ignore[attr-defined]
        await me.settle()
        await me.type("bg")
        assert me.panel == ""
        assert me.comment(1).kind == "hoax"
        await me.press("escape", "g", "b")
        assert "beda" in me.panel
        await me.press("g")
        assert me.comment(1).kind == "praise"
        assert [one.text for one in me.replies()] == ["bg"]


@run
async def test_a_comment_somebody_removed_is_said(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.colleague().step("comment.test") as step:
            step.delete("comments", 1)
        await me.press("c", "r")
        assert me.panel == ""
        assert "Sudah tidak ada" in me.foot


@run
async def test_undo_and_redo_at_the_keys_also_after_a_restart(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("c", "r")
        await me.press("u")
        assert "Diambil kembali: menentukan kelas · K1" in me.foot
        assert "U ulangi" in me.foot
        await me.press("U")
        assert me.comment(1).kind == "praise"
        assert "Diulangi: menentukan kelas · K1" in me.foot
        await me.press("U")
        assert me.comment(1).kind == "praise"
    async with small_desk() as me:
        await me.press("u")
        assert me.comment(1).kind == "complaint"


@run
async def test_an_answer_taken_back_is_a_draft_and_the_platform_still_shows_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik, Kak")
        await me.press("escape", "t", "escape", "u")
        assert "di platform masih tampil" in me.words
        assert [(one.text, one.state) for one in me.replies()] == [("Baik, Kak", "draft")]
        await me.press("escape", "r")
        assert "Baik, Kak" in me.text


@run
async def test_an_answer_taken_back_stands_in_the_composer_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik, Kak")
        await me.press("escape", "t", "u")
        assert me.place == "ConversationScreen"
        assert "Baik, Kak" in "\n".join(me.pane("preview"))
        await me.press("r")
        await me.type(" Budi")
        await me.press("escape")
        assert [(one.text, one.state) for one in me.replies()] == [("Baik, Kak Budi", "draft")]
