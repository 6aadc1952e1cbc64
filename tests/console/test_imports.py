"""`meja import`, as a person or a script uses it."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import cli
import store
import wording
from domain.comments import Comment

FILES = Path(__file__).parents[1] / "channels" / "files"
EXPORT = str(FILES / "exportcomments_instagram.csv")
APIFY = str(FILES / "apify_instagram_comments.json")
UNKNOWN = str(FILES / "notulen.txt")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the store is, or will be."""
    monkeypatch.setenv("MEJA_STORE", str(tmp_path / "store"))
    yield tmp_path / "store"
    wording.use("id")


def meja(*words: str) -> int:
    try:
        return cli.run(["import", "--lang", "en", *words])
    except SystemExit as left:
        return int(str(left.code))


def test_one_json_object_a_file_with_exactly_its_keys(folder: Path, capsys: Captured) -> None:
    assert meja("--json", EXPORT, APIFY) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        {"file": EXPORT, "format": "exportcomments", "new": 3, "changed": 0, "same": 1, "refused": []},
        {"file": APIFY, "format": "apify-instagram", "new": 3, "changed": 0, "same": 0, "refused": []},
    ]


def test_words_go_to_stderr_and_name_the_zone_and_the_account(folder: Path, capsys: Captured) -> None:
    assert meja(EXPORT) == 0
    said = capsys.readouterr()
    assert said.out == f"{EXPORT}: 3 new, 0 changed, 1 the same\n"
    assert "WIB" in said.err
    assert "meja accounts add instagram @HANDLE" in said.err
    assert meja("--zone", "WITA", EXPORT, APIFY) == 0
    assert capsys.readouterr().err == ""


def test_refused_rows_are_told_and_stop_nothing(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "a.csv"
    text = Path(EXPORT).read_text(encoding="utf-8")
    file.write_text(text.replace(",18067000000000001,", ",1.8067E+16,"), encoding="utf-8")
    assert meja("--json", str(file)) == 0
    said = capsys.readouterr()
    report = json.loads(said.out)
    assert (report["new"], report["same"]) == (2, 0)
    assert report["refused"] == [{"line": 2, "reason": "rounded_id"}, {"line": 5, "reason": "rounded_id"}]
    assert "2, 5" in said.err


def test_a_file_that_cannot_come_in_stops_no_other(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    broken = tmp_path / "b.json"
    broken.write_text('[{"id": "1", ')
    assert meja("--json", UNKNOWN, str(broken), str(tmp_path / "none.csv"), APIFY) == 1
    said = capsys.readouterr()
    assert [json.loads(line)["file"] for line in said.out.splitlines()] == [APIFY]
    assert f"{UNKNOWN} did not come in" in said.err
    assert "damaged" in said.err
    assert "there is no such file" in said.err


def test_a_file_that_cannot_come_in_makes_no_store(folder: Path) -> None:
    assert meja(UNKNOWN) == 1
    assert not folder.exists()


def test_a_dry_run_makes_no_store_and_changes_none(folder: Path, capsys: Captured) -> None:
    assert meja("--dry-run", EXPORT) == 0
    assert "3 new" in capsys.readouterr().out
    assert not folder.exists()
    meja(APIFY)
    with_apify = list(store.open(folder, "x").repo("comments", Comment).all())
    capsys.readouterr()
    assert meja("--dry-run", EXPORT) == 0
    assert "3 new" in capsys.readouterr().out
    assert list(store.open(folder, "x").repo("comments", Comment).all()) == with_apify


def test_a_time_in_words_counts_from_when_the_file_was_made_and_once(
    folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "unduhan.jsonl"
    path.write_text(json.dumps({"cid": "Ugz1", "text": "Kapan?", "author": "@rini", "time": "11 days ago (edited)"}))
    for day in ("2026-11-20", "2026-11-21"):
        at = datetime.fromisoformat(f"{day}T10:00:00+00:00").timestamp()
        os.utime(path, (at, at))
        assert meja(str(path)) == 0
    with store.open(folder, "uji", create=False) as opened:
        (comment,) = opened.repo("comments", Comment).all()
    assert datetime.fromtimestamp(comment.written_at / 1000, UTC).isoformat() == "2026-11-09T10:00:00+00:00"
    assert comment.written_precision == "day"


def test_overrides(folder: Path) -> None:
    assert meja("--platform", "tiktok", "--account", "@damkar", "--zone", "WIT", EXPORT) == 0
    opened = store.open(folder, "x")
    comment = next(opened.repo("comments", Comment).all())
    account = opened.get("accounts", comment.account)
    assert comment.platform == "tiktok"
    assert account is not None
    assert (account["platform"], account["handle"], account["configured"]) == ("tiktok", "damkar", False)
    assert comment.written_at % 86_400_000 == ((22 - 9) * 3600 + 41 * 60 + 57) * 1000


@pytest.mark.parametrize("words", [(), ("--zone", "WIBB", EXPORT), ("--platform", "myspace", EXPORT)])
def test_misuse(folder: Path, words: tuple[str, ...]) -> None:
    assert meja(*words) == 2
    assert not folder.exists()


def test_with_another_present_nothing_is_written(folder: Path, capsys: Captured) -> None:
    meja(APIFY)
    assert meja("--now", "2026-11-22T10:00", EXPORT) == 1
    assert meja("--now", "2026-11-22T10:00", "--dry-run", EXPORT) == 0


def test_a_hostile_file_name_does_nothing_to_the_terminal(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    for data in (Path(EXPORT).read_bytes(), b""):
        file = tmp_path / "\x1b]0;judul\x07\x9b2J\u202egnp.csv"
        file.write_bytes(data)
        for option in ((), ("--json",)):
            meja(*option, str(file))
            said = capsys.readouterr()
            assert not set("\x1b\x07\x9b\u202e") & set(said.out + said.err)
            assert "judul" in said.out + said.err


# Tables that no format knows

TABLE = """Rekap tanggapan warga November;;;
;;;
No;Nama Warga;Tanggal;Jam;Isi Komentar;Suka;Link
1;Siti Rahma;17/11/2026;08.15;Jalan di RT 05 masih berlubang, kapan diperbaiki min?;3;https://www.instagram.com/p/A/c/1806
2;Agus;18/11/2026;21.40;Terima kasih petugas damkar;12;https://www.instagram.com/p/A/c/1807
3;Budi;31/02/2026;21.40;salah tanggal;1;https://www.instagram.com/p/A/c/1808
"""
COLUMNS = ("text=Isi Komentar", "author=Nama Warga", "date=Tanggal", "time=Jam", "url=Link", "likes=Suka")


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "rekap.csv"
    path.write_text(TABLE)
    return str(path)


def test_a_table_is_shown_with_what_its_columns_seem_to_hold(folder: Path, table: str, capsys: Captured) -> None:
    assert meja("--preview", "--json", table) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["guess"] == {
        "author": "Nama Warga",
        "date": "Tanggal",
        "time": "Jam",
        "text": "Isi Komentar",
        "likes": "Suka",
        "url": "Link",
    }
    assert told["lacks"] == []
    assert told["rows"][0][1] == "Siti Rahma"
    assert not folder.exists()


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_personal_data_in_a_table_are_shown_hidden(tmp_path: Path, option: tuple[str, ...], capsys: Captured) -> None:
    path = tmp_path / "rekap.csv"
    path.write_text(TABLE.replace("salah tanggal", "NIK saya 3571016505900003"))
    assert meja("--preview", *option, str(path)) == 0
    said = capsys.readouterr().out
    assert "NIK saya 3571" in said
    assert "016505" not in said


def test_a_table_comes_in_once_its_columns_are_said_and_by_itself_from_then_on(
    folder: Path, table: str, capsys: Captured
) -> None:
    assert meja(table) == 1
    assert not folder.exists()
    assert meja(table, "--columns", *COLUMNS, "--save-as", "Rekap", "--json") == 0
    assert json.loads(capsys.readouterr().out)["new"] == 2
    assert meja(table, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["new"], told["same"]) == ("mapped", 0, 2)
    assert told["refused"] == [{"line": 6, "reason": "bad_date"}]
    assert meja(table, "--mapping", "rekap") == 0
    assert meja(table, "--mapping", "lain") == 1


def test_a_column_that_is_not_there_is_named(folder: Path, table: str, capsys: Captured) -> None:
    assert meja(table, "--columns", "text=Isi", "author=Nama Warga", "date=Tanggal") == 1
    assert "Isi" in capsys.readouterr().err
    assert meja(table, "--columns", "bukan=Isi") == 1
    assert meja(table, "--columns", "text=Isi Komentar") == 1
    assert not folder.exists()
