"""`meja export`, as a person or a script uses it."""

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
import language
import store
import wording
from channels import importers
from domain.accounts import Account
from domain.audit import AuditEntry
from domain.comments import Comment
from domain.times import HOUR, parse_iso

NOW = parse_iso("2026-11-23T09:42:00+07:00")
NIK = "NIK saya 3578012304850000 mohon dibantu"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store with three comments; the test stands in an empty folder."""
    opened = store.open(tmp_path / "store", "rina")
    with opened.transaction() as tx:
        account = tx.insert("accounts", Account(platform="instagram", handle="kominfo"))
        for number, (text, state) in enumerate([(NIK, "new"), ("=1+1", "answered"), ("Halo\x1b[2J", "no_reply")]):
            known = {"platform": "instagram", "account": account, "platform_id": f"c{number}", "state": state}
            at = NOW - 24 * HOUR * number
            tx.insert("comments", Comment(text=text, written_at=at, reading=language.read(text), **known))  # type: ignore[arg-type]
    opened.close()
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("MEJA_STORE", str(tmp_path / "store"))
    yield here
    wording.use("id")


def meja(*words: str, before: tuple[str, ...] = ("--lang", "en")) -> int:
    try:
        return cli.run([*before, "export", *words])
    except SystemExit as left:
        return int(str(left.code))


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def trail(folder: Path) -> list[AuditEntry]:
    opened = store.open(folder.parent / "store", "x")
    with opened:
        return list(opened.repo("audit", AuditEntry).all())


def exports_folder() -> Path:
    return Path(os.environ["XDG_DATA_HOME"], "meja", "ekspor")


def test_rows_go_to_stdout_as_csv(folder: Path, capsys: Captured) -> None:
    assert meja("comments") == 0
    said = capsys.readouterr()
    rows = table(said.out)
    assert [row["Teks"] for row in rows] == ["NIK saya 3578••••••••0000 mohon dibantu", "'=1+1", "Halo␛[2J"]
    assert rows[0]["Ditulis"] == "2026-11-23T09:42:00+07:00"
    assert said.err == ""


def test_headings_are_the_same_in_every_language_and_codes_become_words(folder: Path, capsys: Captured) -> None:
    assert meja("comments") == 0
    english = table(capsys.readouterr().out)
    assert meja("komentar", before=()) == 0
    indonesian = table(capsys.readouterr().out)
    assert english[0].keys() == indonesian[0].keys()
    assert [row["Keadaan"] for row in english] == ["new", "answered", "no reply"]
    assert [row["Keadaan"] for row in indonesian] == ["baru", "dijawab", "tanpa balasan"]
    assert meja("comments", "--json", before=()) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[2])["state"] == "no_reply"


def test_days_and_states(folder: Path, capsys: Captured) -> None:
    def texts(*words: str, before: tuple[str, ...] = ()) -> list[str]:
        assert meja("comments", "--format", "jsonl", *words, before=before) == 0
        return [json.loads(line)["platform_id"] for line in capsys.readouterr().out.splitlines()]

    assert texts("--since", "2026-11-22", "--until", "2026-11-22") == ["c1"]
    assert texts("--until", "2026-11-22") == ["c1", "c2"]
    assert texts("--since", "2026-11-22T12:00:00+07:00") == ["c0"]
    assert texts("--state", "answered,no-reply") == ["c1", "c2"]
    assert texts("--state", "tanpa balasan") == ["c2"]
    assert texts("--state", "open") == texts("--state", "terbuka") == ["c0"]


@pytest.mark.parametrize(
    "words",
    [
        ("tweets",),
        ("comments", "--since", "kemarin"),
        ("comments", "--until", "2026-13-01"),
        ("comments", "--until", "9999-12-31"),
        ("comments", "--state", "approved"),
        ("audit", "--state", "new"),
        ("comments", "--unmask"),
        ("comments", "--unmask", "--reason", " "),
        ("comments", "--reason", "polisi"),
        ("comments", "--format", "ods"),
    ],
)
def test_misuse_is_told_and_writes_nothing(folder: Path, capsys: Captured, words: tuple[str, ...]) -> None:
    assert meja(*words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err
    assert trail(folder) == []


def test_the_file_tells_its_format(folder: Path, capsys: Captured) -> None:
    for name, start in (
        ("a.csv", b"\xef\xbb\xbfNomor"),
        ("a.jsonl", b'{"id":"K1"'),
        ("a.XLSX", b"PK"),
        ("a", b"\xef\xbb\xbf"),
    ):
        assert meja("comments", "-o", name) == 0
        assert (folder / name).read_bytes().startswith(start)
        assert (folder / name).stat().st_mode & 0o777 == 0o600
        assert capsys.readouterr() == ("", f"Exported 3 comments: {name}\n")
    assert len(importers.read((folder / "a.XLSX").read_bytes()).comments) == 3


def test_a_file_is_replaced_only_when_told(folder: Path, capsys: Captured) -> None:
    (folder / "a.csv").write_text("milik orang")
    assert meja("comments", "-o", "a.csv") == 1
    assert "--force" in capsys.readouterr().err
    assert (folder / "a.csv").read_text() == "milik orang"
    assert meja("comments", "-o", "a.csv", "--force", "--json") == 0
    told = {"what": "comments", "format": "csv", "rows": 3, "masked": True, "file": "a.csv"}
    assert json.loads(capsys.readouterr().out) == told
    assert [one.name for one in folder.iterdir()] == ["a.csv"]


def test_a_worksheet_nobody_named_goes_into_the_folder_for_exports(folder: Path, capsys: Captured) -> None:
    assert meja("audit", "--format", "xlsx") == 0
    (file,) = exports_folder().iterdir()
    assert str(file) in capsys.readouterr().err
    assert exports_folder().stat().st_mode & 0o777 == 0o700


def test_under_lock_only_into_the_folder_for_exports(folder: Path, capsys: Captured) -> None:
    locked = ("--locked", "--lang", "en")
    for name in ("../a.csv", str(folder / "a.csv"), "/etc/cron.d/a", "~/.bashrc"):
        assert meja("comments", "-o", name, "--force", before=locked) == 1
        assert "ekspor" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
    assert meja("comments", "-o", "a.csv", before=locked) == 0
    assert [one.name for one in exports_folder().iterdir()] == ["a.csv"]


def test_personal_data_are_shown_for_a_reason_and_that_is_recorded(folder: Path, capsys: Captured) -> None:
    assert meja("comments", "--json", "--unmask", "--reason", "laporan polisi") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["text"] == NIK
    (entry,) = trail(folder)
    assert (entry.verb, entry.params["personal_data"], entry.params["reason"]) == (
        "export.unmasked",
        1,
        "laporan polisi",
    )
    assert meja("audit") == 0
    assert table(capsys.readouterr().out)[0]["Tindakan"] == "exported with personal data shown"


def test_another_present_shows_no_personal_data(folder: Path, capsys: Captured) -> None:
    assert meja("comments", "--unmask", "--reason", "x", "--now", "2026-11-23T10:00:00+07:00") == 1
    assert capsys.readouterr().out == ""


def test_without_a_store_there_is_nothing_to_export(tmp_path: Path, capsys: Captured) -> None:
    assert meja("comments", "--store", str(tmp_path / "none")) == 1
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "none").exists()


def test_hostile_names_do_nothing_to_the_terminal(folder: Path, capsys: Captured) -> None:
    assert meja("comments", "-o", "a\x1b[2J.csv") == 0
    assert meja("comments", "-o", "tak-ada\x1b]0;x/a.csv") == 1
    assert "\x1b" not in capsys.readouterr().err
