"""Personal data are hidden wherever a comment is shown, and looking at them leaves a trace that tells none of them."""

import pytest

import language
from desk import comments, history, revealing, trail
from desk.desk import Desk, ReadOnlyDesk
from desk.history import History
from domain.audit import AuditEntry
from domain.comments import Comment, Note, Reading, Reply, Span
from domain.outcomes import Refused
from tests.desk.conftest import NOW, Clock, Opened, done, put_comment

NIK = "3571016505900003"
MASKED = "3571••••••••0003"


def a_comment(**fields: object) -> Comment:
    known = {"platform": "instagram", "account": 1, "platform_id": "c", "id": 1, "handle": "warga"}
    return Comment(**(known | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written",
    [
        NIK,
        " ".join(NIK),
        "\u200b".join(NIK),
        "3571-0165-0590-0003",
        "357101\n650590\n0003",
        NIK.translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}),
        "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(digit)] for digit in NIK),
    ],
)
def test_a_text_nobody_has_read_yet_is_hidden_however_the_digits_are_written(written: str) -> None:
    shown = revealing.text(a_comment(text=f"NIK saya {written} kok tidak cair"))
    assert written not in shown
    assert sum(map(str.isdigit, shown)) <= 8
    assert shown.startswith("NIK saya ")
    assert shown.endswith(" kok tidak cair")


def test_what_the_engine_found_counts_where_it_has_read_the_text() -> None:
    read = Reading(engine="e", personal_data=(Span("phone", 0, 12),))
    assert revealing.text(a_comment(text=f"081234567890 {NIK}", reading=read)) == f"0812••••••90 {NIK}"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"handle": "budi_1990"}, "budi_1990"),
        ({"handle": "081234567890"}, "0812••••••90"),
        ({"handle": "", "author": f"Siti {NIK}"}, f"Siti {MASKED}"),
        ({"handle": "", "author": "siti@gmail.com"}, "s•••@gmail.com"),
        ({"handle": "", "author": ""}, ""),
    ],
)
def test_a_name_that_is_a_number_is_hidden(fields: dict[str, str], shown: str) -> None:
    assert revealing.name(a_comment(**fields)) == shown


def test_a_preview_calls_the_citizen_by_a_hidden_name() -> None:
    found = revealing.covered(a_comment(handle="081234567890", author=f"Siti {NIK}"))
    assert (found.handle, found.author) == ("0812••••••90", f"Siti {MASKED}")


STREET = "Jl. Kenanga No. 12 RT 03 RW 04"


@pytest.mark.parametrize("text", [f"Lampu jalan mati di {STREET}", "Mobil L 1234 AB parkir di trotoar"])
def test_where_the_trouble_is_stays_to_be_read(text: str) -> None:
    assert revealing.text(a_comment(text=text)) == text
    assert revealing.text(a_comment(text=text, reading=language.read(text))) == text
    assert revealing.hidden(text) == text
    assert revealing.types(a_comment(text=text)) == ()


def test_where_somebody_lives_is_hidden_beside_their_number() -> None:
    shown = revealing.text(a_comment(text=f"Saya {NIK}, alamat {STREET}, bansos tidak cair"))
    assert MASKED in shown
    assert "Kenanga" not in shown


def test_our_reply_keeps_an_office_telephone_and_hides_a_citizens_number() -> None:
    reply = Reply(platform="x", text=f"NIK {NIK} sudah kami cek, hubungi 0812-3456-7890")
    assert revealing.said(reply) == f"NIK {MASKED} sudah kami cek, hubungi 0812-3456-7890"


def test_what_there_is_to_reveal_is_in_text_name_and_notes() -> None:
    note = Note(at=NOW, by="budi", text=f"KK-nya {NIK}")
    assert revealing.types(a_comment(text=f"NIK {NIK}", handle="081234567890", notes=(note,))) == ("nik", "phone", "kk")
    assert revealing.types(a_comment(text="Lampu mati 3 hari")) == ()


def test_looking_is_on_the_trail_and_in_the_history_and_nothing_to_take_back(desk: Desk) -> None:
    id = put_comment(desk, text=f"NIK saya {NIK}")
    before = desk.store.repo("comments", Comment).get(id)
    outcome = done(revealing.reveal(desk, id))
    entry = desk.store.repo("audit", AuditEntry).get(outcome.audit)
    assert entry is not None
    assert (entry.by, entry.at, entry.verb) == ("rina", NOW, "comment.unmask")
    assert entry.params == {"record": f"K{id}"}
    assert entry.changes == ()
    assert desk.store.repo("comments", Comment).get(id) == before
    assert [one.verb for one in History(desk).deeds("comments", id)] == ["comment.unmask"]
    assert trail.matching(desk, f"K{id}", lambda _word: ()) == [outcome.audit]
    assert isinstance(history.undo(desk), Refused)


def test_each_look_is_told_and_leaves_what_can_be_taken_back_and_done_again(desk: Desk) -> None:
    id = put_comment(desk, text=f"NIK saya {NIK}")
    done(comments.tag_kind(desk, id, "question"))
    done(history.undo(desk))
    done(revealing.reveal(desk, id))
    done(revealing.reveal(desk, id))
    assert [one.verb for one in History(desk).deeds("comments", id)].count("comment.unmask") == 2
    done(history.redo(desk))
    assert desk.store.repo("comments", Comment).get(id).kind == "question"  # type: ignore[union-attr]


def test_there_must_be_something_to_reveal(desk: Desk) -> None:
    id = put_comment(desk, text="Lampu jalan mati")
    assert revealing.reveal(desk, id) == Refused(reason="no_personal_data")
    assert revealing.reveal(desk, id + 1) == Refused(reason="gone")
    assert desk.store.repo("audit", AuditEntry).ids() == []


def test_what_cannot_be_told_is_not_revealed(desk: Desk, opened: Opened, clock: Clock) -> None:
    id = put_comment(desk, text=f"NIK saya {NIK}")
    looking = Desk(opened("budi").store, now=clock, read_only=True)
    with pytest.raises(ReadOnlyDesk):
        revealing.reveal(looking, id)
