"""Personal data at the keys: hidden in every place until one key shows the chosen comment's, which is recorded."""

from itertools import pairwise
from pathlib import Path

import pytest
from textual import events

import language
import store
from desk import archiving, clarifications, referrals
from desk.comments import add_note, mark_sent
from desk.desk import Desk
from domain.agency import Agency
from domain.audit import AuditEntry
from domain.comments import Comment, Reading, Reply
from domain.connections import Connection
from domain.times import DAY, MINUTE
from tests.screens.conftest import Sit, new_comment
from tests.screens.sitting import NOW, Sitting, run, sitting

NIK = "3571016505900003"
"""The canary. Its first and last four digits may be seen."""
MASKED = "3571••••••••0003"
PHONE = "081234567890"
TEXT = f"NIK saya {NIK} kok bansosnya belum cair, apa harus ke kantor lagi"
WRITTEN = [NIK, " ".join(NIK), "\u200b".join(NIK), "".join(chr(0xFF10 + int(digit)) for digit in NIK)]
WINDOW = 6
"""So many of the hidden digits one after the other are a leak."""


def fill(folder: Path) -> None:
    """Comments with the canary in text, name and notes, alike, referred, answered, on their way out, and archived."""
    opened = store.open(folder, "meja")
    desk = Desk(opened, now=lambda: NOW)
    with opened.transaction() as tx:
        tx.insert("agencies", Agency(name="Dinas Kependudukan", short="Dukcapil"))
        first = 0
        for at, written in enumerate(WRITTEN):
            text = TEXT.replace(NIK, written)
            fields = {"text": text, "reading": language.read(text), "handle": f"warga_{at}", "kind": "personal_data"}
            id = tx.insert("comments", new_comment(**fields, written_at=NOW - at * MINUTE, group=first))
            first = first or id
        named = new_comment(handle="", author=f"Siti {NIK}", text="Jam berapa buka?", kind="question")
        tx.insert("comments", named)
        called = new_comment(handle=PHONE, text="Kapan mulai?", kind="question", platform="x", account=2)
        tx.insert("comments", called)
        old = new_comment(text=TEXT, reading=language.read(TEXT), state="done", written_at=NOW - 500 * DAY)
        tx.insert("comments", old)
    archiving.run(desk, 12)
    add_note(desk, first, f"sudah dicek, NIK {NIK} benar")
    referrals.refer(desk, first + 1, 1, note=f"warga dengan NIK {NIK}")
    clarifications.open_from(desk, "", comment=first)
    with opened.transaction() as tx:
        away = Reply(platform="instagram", account=1, comment=first + 2, text="Mohon tunggu, Kak", by="budi")
        away.state, away.queued_at, away.by_api = "awaiting", NOW, True
        id = tx.insert("replies", away)
        tx.update("comments", first + 2, {"outbound": id})
        tx.insert("connections", Connection(account=1))
    opened.close()


@pytest.fixture
def canary_desk(small_desk: Sit, tmp_path: Path) -> Sit:
    """The small desk, with the canary wherever a citizen may have put it."""
    fill(tmp_path / "store")
    return small_desk


def leaks(me: Sitting) -> list[str]:
    """Rows of the terminal that show hidden digits; rows are looked at alone and one below the other."""
    hidden = NIK[4:-4], PHONE[4:-2]
    pieces = {one[at : at + WINDOW] for one in hidden for at in range(len(one) - WINDOW + 1)}
    rows = ["".join(str(int(char)) for char in row if char.isdecimal()) for row in me.frame]
    joined = [*rows, *(first + second for first, second in pairwise(rows))]
    return [row for row in joined if any(piece in row for piece in pieces)]


def looks(me: Sitting) -> list[AuditEntry]:
    return [one for one in me.desk.store.repo("audit", AuditEntry).all() if one.verb == "comment.unmask"]


async def choose(me: Sitting, id: int) -> None:
    me.today.inbox_list.choose(list(me.today.inbox_list.order).index(id))
    await me.settle()


PLACES = "xoicktdfsremapl"
"""Second keys of the ways there."""


@pytest.mark.parametrize("options", [{}, {"size": (80, 24)}], ids=["120x36", "80x24"])
@run
async def test_no_place_shows_a_number_until_it_is_revealed(canary_desk: Sit, options: dict[str, object]) -> None:
    async with canary_desk(**options) as me:
        seen = ""

        async def look(*keys: str) -> None:
            nonlocal seen
            await me.press(*keys)
            seen += me.text
            assert leaks(me) == [], keys

        for id in list(me.today.inbox_list.order):
            await choose(me, id)
            await look()
            for keys in (["4"], ["="], ["escape"], ["*"], ["escape"], ["!"], ["escape"], ["2"]):
                await look(*keys)
            await choose(me, id)
            await look("enter")
            for keys in (["tab"], ["="], ["escape"], ["f"], ["escape"], ["escape"], ["tab"]):
                await look(*keys)
            await look("escape")
            while me.place != "TodayScreen":
                await look("escape")
        for place in PLACES:
            await look("g", place)
            for keys in (["enter"], ["j"], ["enter"], ["="], ["escape"], ["j"], ["enter"]):
                await look(*keys)
            while me.place != "TodayScreen":
                await look("escape")
        await me.press("2")
        await me.fill("/", "bansosnya")
        await look()
        await look("A")
        assert me.place == "ArchiveScreen"
        await look("enter")
        await look("escape", "escape")
        await me.fill("n", f"NIK-nya {NIK}")
        await look()
        assert MASKED in seen
        assert looks(me) == []


@run
async def test_one_key_shows_the_chosen_comments_numbers_and_the_trail_tells(canary_desk: Sit) -> None:
    async with canary_desk() as me:
        id = next(one for one in me.today.inbox_list.order if me.comment(one).notes)
        await choose(me, id)
        await me.press("@")
        assert "urung" in me.foot
        assert "P menampilkannya" in me.words
        await me.press("P")
        assert TEXT in me.words
        assert f"NIK {NIK} benar" in me.words
        assert "P menampilkannya" not in me.words
        assert "beralih; tercatat" in me.foot
        assert "urung" not in me.foot
        (entry,) = looks(me)
        assert (entry.by, entry.params) == ("rina", {"record": f"K{id}"})
        assert "melihat data pribadi" in me.words
        await me.press("P")
        assert leaks(me) == []
        assert len(looks(me)) == 1
        await me.press("P")
        assert len(looks(me)) == 2
        await me.press("g", "l")
        assert "melihat data pribadi" in me.text
        assert leaks(me) == []


@run
async def test_moving_away_hides_it_again(canary_desk: Sit) -> None:
    async with canary_desk() as me:
        id = me.chosen
        await me.press("P")
        assert leaks(me)
        await me.press("j")
        assert leaks(me) == []
        await me.press("k")
        assert me.chosen == id
        assert leaks(me) == []
        await me.press("P", "g", "s", "escape")
        assert leaks(me) == []


@run
async def test_what_is_revealed_is_still_shown_in_its_conversation(canary_desk: Sit) -> None:
    async with canary_desk() as me:
        await me.press("P", "enter")
        assert me.place == "ConversationScreen"
        assert leaks(me)
        assert len(looks(me)) == 1
        await me.press("J")
        assert leaks(me) == []
        await me.press("K")
        assert leaks(me) == []
        await me.press("P")
        assert leaks(me)
        await me.press("escape")
        assert me.place == "TodayScreen"
        assert leaks(me) == []


@run
async def test_another_comment_in_the_thread_stays_hidden(canary_desk: Sit) -> None:
    async with canary_desk() as me:
        await choose(me, next(one for one in me.today.inbox_list.order if me.comment(one).text == TEXT))
        parent = me.comment()
        with me.desk.store.transaction() as tx:
            other = f"Saya juga, NIK {PHONE[:4]} {NIK}"
            child = new_comment(text=other, reading=language.read(other), parent=parent.platform_id)
            tx.insert("comments", child)
        await me.press("enter", "P")
        assert NIK in me.text
        assert f"NIK {PHONE[:4]} {MASKED}" in me.words


@run
async def test_a_number_in_our_own_reply_is_hidden_once_it_is_sent(canary_desk: Sit) -> None:
    async with canary_desk() as me:
        id = next(one for one in me.today.inbox_list.order if me.comment(one).text == TEXT)
        mark_sent(me.desk, me.comment(id), f"NIK {NIK} sudah kami cek, info di {PHONE}")
        await choose(me, id)
        await me.press("enter")
        assert f"NIK {MASKED} sudah kami cek, info di {PHONE}" in me.words
        await me.press("P")
        assert f"NIK {NIK} sudah kami cek" in me.words


@run
async def test_a_name_is_revealed_too(canary_desk: Sit) -> None:
    async with canary_desk() as me:
        id = next(one for one in me.today.inbox_list.order if me.comment(one).handle == PHONE)
        await choose(me, id)
        await me.press("enter")
        assert "@0812••••••90" in me.frame[0]
        await me.press("P")
        assert f"@{PHONE}" in me.frame[0]


@run
async def test_where_there_is_nothing_to_reveal_the_key_says_so(small_desk: Sit) -> None:
    async with small_desk() as me:
        assert "P data pribadi" not in me.foot
        await me.press("P")
        assert "Tidak ditemukan data pribadi" in me.foot
        assert looks(me) == []


@run
async def test_a_desk_that_can_record_nothing_reveals_nothing(canary_desk: Sit, tmp_path: Path) -> None:
    async with canary_desk() as me:
        me.desk.read_only = True
        await me.press("P")
        assert "harus tercatat" in me.words
        assert leaks(me) == []
        await me.press("escape", "enter", "P")
        assert leaks(me) == []


@pytest.mark.parametrize("key", ["/", "l"])
@run
async def test_a_full_number_is_found_by_whoever_searches_for_it(canary_desk: Sit, key: str) -> None:
    async with canary_desk() as me:
        await me.fill(key, NIK)
        assert len(me.today.inbox_list.order) >= 1
        assert {me.comment(id).text for id in me.today.inbox_list.order} >= {TEXT}
        assert MASKED in me.text
        assert leaks(me) == []


@run
async def test_what_we_write_is_ours_to_see_and_to_copy(canary_desk: Sit) -> None:
    async with canary_desk() as me:
        await me.press("r")
        await me.type(f"Kak, hubungi {PHONE}")
        await me.press("escape")
        assert PHONE in "\n".join(me.pane("preview"))
        await me.press("p")
        assert me.app.clipboard == f"Kak, hubungi {PHONE}"
        assert looks(me) == []


@run
async def test_what_is_pasted_is_shown_hidden_before_it_is_stored(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("a")
        me.app.post_message(events.Paste(f"{PHONE}: {TEXT}"))
        await me.settle()
        await me.press("escape")
        rows = "\n".join([*me.pane("preview"), *me.pane("chosen")])
        assert MASKED in rows
        assert "0812••••••90" in rows
        assert NIK not in rows


@run
async def test_the_example_desk_hides_and_reveals_like_any_other(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        found = [one for one in me.desk.store.repo("comments", Comment).all() if one.reading.personal_data]
        shown = [one.id for one in found if one.id in me.today.inbox_list.order]
        await choose(me, shown[0])
        text, spans = me.comment().text, me.comment().reading.personal_data
        piece = text[spans[0].start : spans[0].end]
        assert piece not in me.text
        await me.press("P")
        assert piece in me.words


@run
async def test_a_comment_nobody_has_read_yet_is_hidden_as_well(small_desk: Sit, tmp_path: Path) -> None:
    opened = store.open(tmp_path / "store", "meja")
    with opened.transaction() as tx:
        tx.update("comments", 1, {"text": TEXT, "reading": Reading()})
    opened.close()
    async with sitting(tmp_path / "store") as me:
        await choose(me, 1)
        assert leaks(me) == []
        await me.press("P")
        assert NIK in me.text


@run
async def test_two_versions_side_by_side_hide_it_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi, seen = me.colleague(), me.comment(1)
        with budi.step("comment.test") as step:
            step.update("comments", 1, {"kind": "hoax", "text": f"NIK {NIK}", "reading": language.read(f"NIK {NIK}")})
        add_note(budi, 1, NIK)
        assert me.comment(1).rev == seen.rev
        await me.press("c", "t")
        assert MASKED in me.panel
        assert leaks(me) == []


@run
async def test_a_table_that_is_to_be_brought_in_is_shown_hidden(small_desk: Sit, tmp_path: Path) -> None:
    path = tmp_path / "rekap.csv"
    path.write_text(f"Nama;Isi Komentar;Waktu itu\nSiti;NIK {NIK};kemarin\nBudi;{NIK};kemarin\n")
    async with small_desk() as me:
        me.app.files.import_file(str(path))
        await me.settle()
        assert me.place == "MappingScreen"
        assert MASKED in me.text
        assert leaks(me) == []
