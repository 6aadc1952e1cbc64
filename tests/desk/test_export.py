"""What leaves the desk: which rows, what is hidden, and that it comes back as it was."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import language
import store
from channels import importers
from channels.exporters import FORMATS, Format
from channels.exporters.saving import NotSaved
from channels.exporters.values import cleaned
from desk import comments as use
from desk import export, receive
from desk.desk import Desk, ReadOnlyDesk
from desk.export import Shape, Wanted, What
from domain.audit import AuditEntry
from domain.comments import Comment, Note, Reply
from domain.corrections import DIGESTS
from domain.incoming import FileRefused
from domain.posts import Post, Variant
from domain.text import storable
from domain.times import DAY, HOUR, MINUTE
from tests.desk.conftest import NOW, Opened, put, put_account, put_comment

TEXTS = [
    storable(json.loads(line)["text"])
    for line in Path(__file__, "../../hostile-text.jsonl").resolve().read_text("utf-8").splitlines()
]
NIK = "NIK saya 3578012304850000 mohon dibantu"


def shape(format: Format = "jsonl") -> Shape:
    return Shape(format=format, title="komentar", words={})


def exported(desk: Desk, what: What = "comments", format: Format = "jsonl", **fields: Any) -> bytes:
    file = io.BytesIO()
    export.write(desk, Wanted(what=what, **fields), shape(format), file)
    return file.getvalue()


def records(desk: Desk, what: What = "comments", **fields: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(desk, what, **fields).splitlines()]


def ids(desk: Desk, what: What = "comments", **fields: Any) -> list[str]:
    return [record["id"] for record in records(desk, what, **fields)]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a store of its own."""
    opened = store.open(tmp_path / "other", "budi")
    yield Desk(opened, now=lambda: NOW)
    opened.close()


# Comments


def test_a_comment_with_its_answer(desk: Desk) -> None:
    account = put_account(desk, zone="WIT")
    note = Note(at=NOW, by="rina", text="sudah ditelepon")
    id = put_comment(desk, account=account.id, kind="question", likes=3, labels=("jalan",), notes=(note,), post=7)
    sent: dict[str, Any] = {"comment": id, "state": "sent", "by": "rina", "sent_by": "rina", "sent_at": NOW}
    put(desk, "replies", Reply(platform="instagram", text="Terima kasih, Kak", **sent))
    put(desk, "replies", Reply(platform="instagram", text="rancangan", comment=id))
    (found,) = records(desk)
    assert (
        found.items()
        >= {
            "id": "K1",
            "account": "kominfo.smbr",
            "post": "P7",
            "text": "Lampu jalan mati",
            "written_at": "2026-11-23T11:12:00+09:00",
            "likes": 3,
            "kind": "question",
            "labels": ["jalan"],
            "notes": ["2026-11-23T11:42:00+09:00 rina: sudah ditelepon"],
            "reply": "Terima kasih, Kak",
            "replied_at": "2026-11-23T11:42:00+09:00",
            "replied_by": "rina",
            "personal_data": 0,
            "received": "",
        }.items()
    )


def test_of_several_replies_all_the_words_and_when_the_citizen_first_heard(desk: Desk) -> None:
    id = put_comment(desk)
    for text, by, at in (("Ralat: jam 9", "budi", NOW), ("Buka jam 8", "rina", NOW - HOUR)):
        put(desk, "replies", Reply(platform="instagram", comment=id, text=text, state="sent", sent_by=by, sent_at=at))
    (found,) = records(desk)
    assert (found["reply"], found["replied_by"]) == ("Buka jam 8\n\nRalat: jam 9", "rina")
    assert found["replied_at"] == "2026-11-23T08:42:00+07:00"


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("second", "2026-11-23T09:12:00+07:00"),
        ("minute", "2026-11-23T09:12+07:00"),
        ("hour", "2026-11-23T09+07:00"),
        ("day", "2026-11-23"),
    ],
)
def test_a_time_is_told_as_precisely_as_it_is_known(desk: Desk, other: Desk, precision: str, shown: str) -> None:
    put_comment(desk, written_precision=precision)
    assert records(desk)[0]["written_at"] == shown
    (comment,) = importers.read(exported(desk)).comments
    assert comment.written_precision == precision


def test_days_are_those_of_each_account(desk: Desk) -> None:
    """At 23.30 in Jakarta it is the next day in Jayapura."""
    west, east = put_account(desk), put_account(desk, handle="papua", zone="WIT")
    late = NOW - (NOW + 7 * HOUR) % DAY + 23 * HOUR + 30 * MINUTE
    for account in (west, east):
        put_comment(desk, account=account.id, written_at=late)
    assert ids(desk, until="2026-11-23") == ["K1"]
    assert ids(desk, since="2026-11-24") == ["K2"]
    assert ids(desk, since="2026-11-23", until="2026-11-24") == ["K1", "K2"]
    assert ids(desk, until="2026-11-23T23:00:00+07:00") == []
    with pytest.raises(ValueError, match="kemarin"):
        ids(desk, since="kemarin")


def test_only_the_states_that_are_wanted(desk: Desk) -> None:
    for state in ("new", "answered", "done"):
        put_comment(desk, state=state)
    assert ids(desk, states=frozenset({"new", "done"})) == ["K1", "K3"]


# Personal data


def put_read(desk: Desk, text: str, **fields: Any) -> int:
    return put_comment(desk, text=text, reading=language.read(text), **fields)


@pytest.mark.parametrize("format", FORMATS)
def test_personal_data_are_hidden(desk: Desk, format: Format) -> None:
    put_read(desk, NIK)
    put_comment(desk, text=NIK, author="WA 0812-3456-7890", notes=(Note(at=NOW, by="r", text="hp 081234567890"),))
    put(
        desk,
        "posts",
        Post(
            title="Judul",
            theme=NIK,
            sources=(NIK,),
            hashtags=("#081234567890",),
            note="budi.contoh@surel.example",
            caption=NIK,
        ),
    )
    use.add_note(desk, 1, NIK)
    for what in export.WHAT:
        found = importers.workbooks.sheets if format == "xlsx" else None
        data = exported(desk, what, format)
        text = str([[list(row) for row in sheet] for sheet in found(data)]) if found else data.decode()
        assert "2304850000" not in text
        assert "34567890" not in text.replace("-", "")
        assert "budi.contoh" not in text
    assert [record["personal_data"] for record in records(desk)] == [2, 3]
    assert records(desk)[0]["text"] == "NIK saya 3578••••••••0000 mohon dibantu"


def test_what_the_engine_quoted_is_no_way_around(desk: Desk) -> None:
    with desk.step("comment.read") as step:
        known = {"platform": "instagram", "account": 1, "platform_id": "c1", "written_at": NOW}
        step.insert("comments", Comment(text=NIK, reading=language.read(NIK), **known))  # type: ignore[arg-type]
    (record,) = records(desk, "audit")
    assert "reading" not in record["after"]
    assert record["after"]["text"] == "NIK saya 3578••••••••0000 mohon dibantu"


def test_showing_them_is_on_the_audit_trail_first_with_counts_and_no_texts(desk: Desk) -> None:
    put_read(desk, NIK)
    put_comment(desk)
    assert records(desk, reason="laporan ke polisi")[0]["text"] == NIK
    (entry,) = desk.store.repo("audit", AuditEntry).all()
    assert (entry.verb, entry.by, entry.at, entry.changes) == ("export.unmasked", "rina", NOW, ())
    assert entry.params == {"what": "comments", "rows": 2, "personal_data": 1, "reason": "laporan ke polisi"}
    assert desk.done == []


def test_where_the_trail_cannot_be_written_they_stay_hidden(desk: Desk) -> None:
    put_read(desk, NIK)
    looking = Desk(desk.store, now=desk.now, read_only=True)
    file = io.BytesIO()
    with pytest.raises(ReadOnlyDesk):
        export.write(looking, Wanted(what="comments", reason="ingin tahu"), shape(), file)
    assert file.getvalue() == b""
    assert "3578••••••••0000" in records(looking)[0]["text"]


# Coming back


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_texts_come_back_as_they_were(desk: Desk, other: Desk, format: Format) -> None:
    account = put_account(desk)
    for text in TEXTS:
        put_comment(desk, text=text, account=account.id, handle="@warga", author="=Nama", likes=2)
    data = exported(desk, format=format, reason="pindah")
    report = receive.import_file(other, data, "ekspor")
    assert (report.format, report.new, report.refused) == ("meja", len(TEXTS), ())
    there = list(other.store.repo("comments", Comment).all())
    assert [one.text for one in there] == TEXTS
    assert {(one.handle, one.author, one.likes) for one in there} == {("@warga", "=Nama", 2)}
    assert [(one.platform_id, one.written_at) for one in there] == [
        (one.platform_id, one.written_at) for one in desk.store.repo("comments", Comment).all()
    ]
    assert [one.handle for one in other.accounts()] == ["kominfo.smbr"]


@pytest.mark.parametrize("format", FORMATS)
def test_what_comes_back_to_its_own_desk_changes_nothing(desk: Desk, format: Format) -> None:
    account = put_account(desk)
    for text in (NIK, "a\tb", "\u202egnp", "biasa"):
        put_comment(desk, text=text, account=account.id)
    report = receive.import_file(desk, exported(desk, format=format), "ekspor")
    assert (report.new, report.changed, report.same) == (0, 0, 4)
    assert next(desk.store.repo("comments", Comment).all()).text == NIK


@pytest.mark.parametrize("format", FORMATS)
def test_words_of_a_table_are_understood_when_it_comes_back(desk: Desk, other: Desk, format: Format) -> None:
    put_comment(desk, platform="tiktok")
    file = io.BytesIO()
    words = {"platform": {"tiktok": "TikTok"}.__getitem__, "kind": lambda code: f"kelas {code}"}
    export.write(desk, Wanted(what="comments"), Shape(format=format, title="k", words=words), file)
    receive.import_file(other, file.getvalue(), "ekspor")
    assert [one.platform for one in other.store.repo("comments", Comment).all()] == ["tiktok"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_posts_and_the_trail_do_not_come_back_as_something_else(desk: Desk, format: Format) -> None:
    put(desk, "variants", Variant(post=put(desk, "posts", Post(title="Judul")), account=1, slot_at=NOW))
    use.add_note(desk, put_comment(desk), "catatan")
    others: tuple[What, ...] = ("posts", "audit")
    for what in others:
        with pytest.raises(FileRefused) as refused:
            importers.read(exported(desk, what, format))
        assert refused.value.reason == "unknown_format"


# Posts and the trail


def test_a_post_has_a_row_for_each_account(desk: Desk) -> None:
    ig, x = put_account(desk, zone="WITA"), put_account(desk, platform="x", handle="kominfo")
    post = put(desk, "posts", Post(title="Pasar", caption="Pasar murah", hashtags=("#pasar",), state="approved"))
    put(desk, "variants", Variant(post=post, account=ig.id, slot_at=NOW - HOUR))
    out: dict[str, Any] = {
        "state": "published",
        "published_at": NOW - DAY,
        "published_by": "rina",
        "url": "https://x.example/1",
    }
    put(desk, "variants", Variant(post=post, account=x.id, caption="Pendek", **out))
    put(desk, "posts", Post(title="Ide", created_at=NOW))
    first, second, third = records(desk, "posts")
    assert (first["account"], first["slot_at"], first["variant_state"]) == (
        "kominfo.smbr",
        "2026-11-23T09:42:00+08:00",
        "missed",
    )
    assert (second["platform"], second["caption"], second["published_at"]) == (
        "x",
        "Pendek\n\n#pasar",
        "2026-11-22T09:42:00+07:00",
    )
    assert (third["id"], third["account"], third["variant_state"]) == ("P2", "", "")
    assert ids(desk, "posts", since="2026-11-23") == ["P1", "P2"]
    assert ids(desk, "posts", states=frozenset({"published"})) == ["P1"]
    assert ids(desk, "posts", states=frozenset({"draft", "missed"})) == ["P1", "P2"]


def test_the_trail_has_a_row_for_each_record_that_changed(desk: Desk) -> None:
    id = put_comment(desk)
    use.tag_kind(desk, id, "question")
    with desk.step("comment.import", audit="summary", new=2) as step:
        step.update("comments", id, {"likes": 2})
    tagged, learned, brought = records(desk, "audit")
    assert tagged.items() >= {"verb": "comment.kind", "by": "rina", "table": "comments", "record": id}.items()
    assert (tagged["before"]["kind"], tagged["after"]["kind"]) == ("complaint", "question")
    assert tagged["at"] == "2026-11-23T09:42:00+07:00"
    assert (learned["table"], learned["after"]["answer"]) == ("corrections", "question")
    assert DIGESTS.isdisjoint(learned["after"])
    assert (brought["params"], brought["record"], brought["after"]) == ({"new": 2}, None, None)
    assert records(desk, "audit", since="2026-11-24") == []


# The file


def test_a_file_nobody_named_is_named_by_its_time(desk: Desk, tmp_path: Path) -> None:
    put_comment(desk)
    folder = tmp_path / "data" / "ekspor"
    paths = [export.save_in(desk, Wanted(what="comments"), shape("xlsx"), folder) for _ in range(2)]
    assert [(path.name, rows) for path, rows in paths] == [
        ("komentar-2026-11-23-094200.xlsx", 1),
        ("komentar-2026-11-23-094200-2.xlsx", 1),
    ]
    assert paths[0][0].stat().st_mode & 0o777 == 0o600


def test_too_many_rows_leave_no_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.exporters.workbooks.ROWS_LIMIT", 0)
    put_comment(desk)
    with pytest.raises(NotSaved) as refused:
        export.save(desk, Wanted(what="comments"), shape("xlsx"), tmp_path / "a.xlsx")
    assert refused.value.reason == "too_many_rows"
    assert not (tmp_path / "a.xlsx").exists()


def test_others_go_on_while_a_file_is_written(desk: Desk, opened: Opened) -> None:
    """Rows are read one by one, from the records as they were when it began."""
    for _ in range(3):
        put_comment(desk)
    rows = export.rows(desk, Wanted(what="comments"))
    assert next(iter(rows))[0] == "K1"
    put_comment(opened("budi"))
    assert [row[0] for row in rows] == ["K2", "K3"]


def test_cleaned_texts_keep_their_lines() -> None:
    assert cleaned("satu\r\ndua\u2028tiga\x1b") == "satu\ndua\ntiga␛"
