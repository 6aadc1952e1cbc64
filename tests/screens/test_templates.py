"""Templates while a reply is written: a short code becomes a whole answer, and nothing half filled in leaves."""

from pathlib import Path

from domain.agency import Template
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run


def keep(me: Sitting, **templates: str) -> None:
    with me.desk.store.transaction() as tx:
        for code, text in templates.items():
            tx.insert("templates", Template(code=code, text=text))


def reply(me: Sitting) -> str:
    return me.screen.query_one("#reply").text  # type: ignore[attr-defined, no-any-return]


@run
async def test_a_code_and_a_blank_put_the_filled_template_there(small_desk: Sit, tmp_path: Path) -> None:
    async with small_desk() as me:
        keep(me, lampu="Halo {nama}, terima kasih.", lain="Lain")
        await me.press("r")
        await me.type("Baik. ;lampu")
        assert "templat" in me.text
        assert ";lampu Halo {nama}" in me.words
        await me.press("space")
        assert reply(me) == "Baik. Halo @warga_satu, terima kasih."
        await me.type("!")
        assert reply(me).endswith("terima kasih.!")


@run
async def test_the_first_field_nobody_could_fill_in_is_chosen(small_desk: Sit) -> None:
    async with small_desk() as me:
        keep(me, opd="Halo {nama},\nkami teruskan ke {opd}, nomor {tiket}.")
        await me.press("r")
        await me.type(";opd")
        await me.press("tab")
        assert reply(me) == "Halo @warga_satu,\nkami teruskan ke {opd}, nomor {tiket}."
        assert "{opd}, {tiket}" in me.words
        await me.type("PLN")
        assert reply(me) == "Halo @warga_satu,\nkami teruskan ke PLN, nomor {tiket}."


@run
async def test_a_reply_with_an_open_field_is_neither_copied_nor_recorded(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Ke {opd}")
        await me.press("escape", "p")
        assert me.app.clipboard == ""
        assert "{opd}" in me.foot
        await me.press("t")
        assert "{opd}" in me.foot
        assert [one.state for one in me.replies()] == ["draft"]
        assert me.comment(1).state == "new"


@run
async def test_a_tab_takes_the_first_that_is_listed_and_words_find_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        keep(me, pln="Lampu jalan kami laporkan.", air="Air kami cek.")
        await me.press("r")
        await me.type(";lampu")
        await me.press("space")
        assert reply(me) == ";lampu "  # A blank wants the whole code.
        await me.press("backspace", "tab")
        assert reply(me) == "Lampu jalan kami laporkan."


@run
async def test_one_is_chosen_from_the_list_by_its_words(small_desk: Sit) -> None:
    async with small_desk() as me:
        keep(me, pln="Lampu jalan kami laporkan.", air="Air kami cek.")
        await me.press("enter", ";")
        assert ";pln" in me.panel
        assert ";air" in me.panel
        await me.type("lampu")
        assert ";air" not in me.panel
        await me.press("enter")
        assert me.panel == ""
        assert reply(me) == "Lampu jalan kami laporkan."
        await me.type(" Salam")
        assert reply(me) == "Lampu jalan kami laporkan. Salam"


@run
async def test_without_templates_the_desk_says_where_they_are_kept(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("enter", ";")
        assert "g p" in me.foot
        await me.press("r")
        await me.type(";ktp")
        await me.press("tab")
        assert "g p" in me.foot
        assert reply(me) == ";ktp"
        assert me.screen.query_one("#reply").has_focus
