"""Comments put in by hand: what the store has is known again, the rest is one step that can be taken back."""

import json
from pathlib import Path

import pytest

from channels import importers
from desk import comments as acts
from desk import history
from desk.desk import Desk
from desk.receive import by_hand, receive
from desk.receive.by_hand import Row
from desk.receive.twins import PREFIX
from domain.accounts import Account
from domain.audit import AuditEntry
from domain.comments import Comment, Reply
from domain.times import DAY, HOUR, parse_iso
from tests.desk.conftest import NOW, Clock, Opened, comment_of, done, put_account, put_comment, reason

THREAD = """dwi.lestari
2 jam
Kak, perpanjang KTP harus ke dinas?
3 suka
Balas
kominfo.smbr
1 jam
@dwi.lestari Bisa di kecamatan, Kak.
Balas
ibu_rt04
3 mgg
Bansos kapan cair min?
Balas
budi.s
20 menit
@ibu_rt04 RT saya sudah, Bu
Balas
"""


@pytest.fixture
def account(desk: Desk) -> Account:
    return put_account(desk)


def comments(desk: Desk) -> list[Comment]:
    return list(desk.store.repo("comments", Comment).all())


def replies(desk: Desk) -> list[Reply]:
    return list(desk.store.repo("replies", Reply).all())


def paste(desk: Desk, account: Account, text: str = THREAD) -> list[Row]:
    rows = by_hand.read(desk, account, text).rows
    done(by_hand.store(desk, account, rows))
    return rows


def marks(rows: list[Row]) -> str:
    """Each row in a letter: known, dropped, ours, citizen."""
    return "".join("k" if one.known else "d" if one.dropped else "o" if one.ours else "c" for one in rows)


def test_a_thread_comes_in_as_one_step(desk: Desk, account: Account) -> None:
    rows = by_hand.read(desk, account, THREAD).rows
    assert marks(rows) == "cocc"
    entries = len(desk.store.repo("audit", AuditEntry))
    outcome = done(by_hand.store(desk, account, rows))
    assert (outcome.params["new"], outcome.params["same"]) == (4, 0)
    assert len(desk.store.repo("audit", AuditEntry)) == entries + 1
    ktp, bansos, answer = comments(desk)
    assert (ktp.handle, ktp.likes, ktp.account, ktp.platform) == ("dwi.lestari", 3, account.id, "instagram")
    assert (ktp.written_at, ktp.written_precision) == (NOW - 2 * HOUR, "hour")
    assert (bansos.written_at, bansos.written_precision) == (NOW - 21 * DAY, "day")
    assert ktp.kind == "question"
    assert ktp.platform_id.startswith(PREFIX)
    assert answer.parent == bansos.platform_id


def test_our_answer_in_the_thread_is_a_reply_and_answers(desk: Desk, account: Account) -> None:
    paste(desk, account)
    (reply,) = replies(desk)
    ktp, bansos, _answer = comments(desk)
    assert (reply.comment, reply.state, reply.text) == (ktp.id, "sent", "@dwi.lestari Bisa di kecamatan, Kak.")
    assert (ktp.state, bansos.state) == ("answered", "new")


def test_one_undo_takes_all_of_it_back(desk: Desk, account: Account) -> None:
    paste(desk, account)
    done(history.undo(desk))
    assert comments(desk) == []
    assert replies(desk) == []


def test_the_same_paste_again_adds_nothing(desk: Desk, account: Account, clock: Clock) -> None:
    paste(desk, account)
    before = comments(desk), replies(desk)
    clock.now += 5 * HOUR
    later = THREAD.replace("2 jam", "7 jam").replace("1 jam", "6 jam").replace("20 menit", "5 jam")
    for text in (THREAD, later):
        rows = by_hand.read(desk, account, text).rows
        assert marks(rows) == "kkkk"
        outcome = done(by_hand.store(desk, account, rows))
        assert (outcome.params["new"], outcome.params["same"]) == (0, 4)
    assert (comments(desk), replies(desk)) == before


def test_the_next_days_tell_the_same_comment_in_other_words(desk: Desk, account: Account, clock: Clock) -> None:
    one = "warga\n23 jam\nLampu jalan mati\nBalas\n"
    paste(desk, account, one)
    for hours, said in ((2, "1 hari"), (23, "1 hari"), (24 * 8, "1 mgg")):
        clock.now = NOW + hours * HOUR
        assert marks(by_hand.read(desk, account, one.replace("23 jam", said)).rows) == "k", said
    clock.now = NOW + 10 * DAY
    assert marks(by_hand.read(desk, account, one).rows) == "c"


def test_another_writer_or_text_or_platform_is_another_comment(desk: Desk, account: Account) -> None:
    paste(desk, account, "warga\n2 jam\nLampu jalan mati\nBalas\n")
    other = put_account(desk, platform="tiktok", handle="kominfo.smbr")
    assert marks(by_hand.read(desk, account, "warga2\n2 jam\nLampu jalan mati\nBalas\n").rows) == "c"
    assert marks(by_hand.read(desk, account, "warga\n2 jam\nLampu jalan padam\nBalas\n").rows) == "c"
    assert marks(by_hand.read(desk, other, "warga\nLampu jalan mati\n2 jam\nBalas\n").rows) == "c"


def test_twice_in_one_paste_is_once(desk: Desk, account: Account) -> None:
    twice = "warga\n2 jam\nLampu mati\nBalas\n" * 2
    assert marks(by_hand.read(desk, account, twice).rows) == "ck"
    paste(desk, account, twice)
    assert len(comments(desk)) == 1


def test_a_comment_that_a_file_brought_is_known(desk: Desk, account: Account) -> None:
    id = put_comment(desk, account=account.id, handle="warga", text="Lampu  jalan\nmati", written_at=NOW - 2 * HOUR)
    rows = by_hand.read(desk, account, "warga\n2 jam\nLampu jalan mati\nBalas\n").rows
    assert marks(rows) == "k"
    assert rows[0].platform_id == comment_of(desk, id).platform_id


def test_what_an_admin_sent_from_the_desk_is_known(desk: Desk, account: Account) -> None:
    id = put_comment(desk, account=account.id, handle="warga", text="Lampu jalan mati", written_at=NOW - 2 * HOUR)
    done(acts.mark_sent(desk, comment_of(desk, id), "Segera kami cek, Kak."))
    page = "warga\n2 jam\nLampu jalan mati\nBalas\nkominfo.smbr\n1 jam\nSegera kami cek, Kak.\nBalas\n"
    assert marks(by_hand.read(desk, account, page).rows) == "kk"


def test_a_file_that_comes_later_knows_it_again(desk: Desk, account: Account) -> None:
    paste(desk, account, "warga\n2 jam\nLampu jalan mati\nBalas\nibu\n1 jam\nKapan?\nBalas\n")
    lamp, _other = comments(desk)
    done(acts.tag_kind(desk, lamp.id, "emergency"))
    record = {"text": "Lampu  jalan mati", "ownerUsername": "warga", "timestamp": "2026-11-23T00:31:07.000Z"}
    strangers = [
        {**record, "id": "7", "ownerUsername": "siapa"},
        {**record, "id": "8", "timestamp": "2026-11-19T00:00:00.000Z"},
    ]
    file = importers.read(json.dumps([{**record, "id": "99", "likesCount": 4}, *strangers]).encode())
    report = receive(desk, file, "apify.json")
    assert (report.new, report.changed) == (2, 1)
    adopted = comment_of(desk, lamp.id)
    assert (adopted.platform_id, adopted.likes, adopted.kind) == ("99", 4, "emergency")
    assert (adopted.written_at, adopted.written_precision) == (parse_iso("2026-11-23T07:31:07+07:00"), "second")
    assert receive(desk, file, "apify.json").same == 3
    assert marks(by_hand.read(desk, account, "warga\n2 jam\nLampu jalan mati\nBalas\n").rows) == "k"


def test_what_was_left_out_stays_outside(desk: Desk, account: Account) -> None:
    rows = by_hand.read(desk, account, THREAD).rows
    rows[0].dropped = rows[1].dropped = True
    assert done(by_hand.store(desk, account, rows)).params["new"] == 2
    assert [one.handle for one in comments(desk)] == ["ibu_rt04", "budi.s"]


def test_our_own_post_above_the_thread_is_left_out(desk: Desk, account: Account) -> None:
    assert (
        marks(by_hand.read(desk, account, "kominfo.smbr\n1 hari\nKTP bisa di kecamatan\nBalas\n" + THREAD).rows)
        == "dcocc"
    )


def test_nothing_to_store_is_refused(desk: Desk, account: Account) -> None:
    assert reason(by_hand.store(desk, account, [])) == "nothing_pasted"
    rows = by_hand.read(desk, account, "warga\n2 jam\nBalas\n").rows
    assert [one.dropped for one in rows] == [True]
    rows[0].dropped = False
    assert reason(by_hand.store(desk, account, rows)) == "no_text_in_row"
    assert comments(desk) == []


def test_two_admins_with_the_same_thread_store_it_once(desk: Desk, account: Account, opened: Opened) -> None:
    other = opened("budi")
    mine, theirs = by_hand.read(desk, account, THREAD).rows, by_hand.read(other, account, THREAD).rows
    done(by_hand.store(other, account, theirs))
    outcome = done(by_hand.store(desk, account, mine))
    assert (outcome.params["new"], outcome.params["same"]) == (0, 4)
    desk.store.poll()
    assert len(comments(desk)) == 3
    assert len(replies(desk)) == 1


def test_times_are_in_the_accounts_zone(desk: Desk) -> None:
    account = put_account(desk, platform="facebook", handle="", name="Kominfo Sorong", zone="WIT")
    page = "Siti\nAir mati\n22 November pukul 20.15\nBalas\nKominfo Sorong\nSiti Sudah menyala, Bu\n1j\nBalas\n"
    rows = paste(desk, account, page)
    assert marks(rows) == "co"
    assert rows[1].answers == 0
    (one,) = comments(desk)
    assert one.written_at == parse_iso("2026-11-22T20:15:00+09:00")
    assert one.author == "Siti"


def test_hostile_texts_are_stored_as_received(desk: Desk, account: Account) -> None:
    for record in _hostile():
        text = record["text"].strip()
        rows = by_hand.read(desk, account, f"warga: {text}").rows
        assert all(row.text for row in rows if not row.dropped)
        if any(not row.dropped for row in rows):
            done(by_hand.store(desk, account, rows))


def _hostile() -> list[dict[str, str]]:
    lines = (Path(__file__).parents[1] / "hostile-text.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line][:60]
