"""Files that leave the desk: nothing in them acts, and what went out can come back."""

import csv
import io
import json
import os
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels import exporters
from channels.exporters import FORMATS, columns
from channels.exporters.csv_files import guarded, unguarded
from channels.exporters.saving import NotSaved, made, saving, within
from channels.exporters.values import as_received, cell, cleaned, restored
from channels.exporters.workbooks import CELL_LIMIT, fitting
from channels.importers import tables, workbooks
from domain.text import clean

CORPUS = [
    json.loads(line) for line in Path(__file__, "../../hostile-text.jsonl").resolve().read_text("utf-8").splitlines()
]
TEXTS = [case["text"] for case in CORPUS]
STARTS = set("=+-@\t\r")

nasty = st.text(
    st.sampled_from("=+-@＝＋－＠﹢⁼'\"\t\r\n ;,\u200b\u00a0\u3000ab1") | st.characters(exclude_categories=["Cs"]),
    max_size=40,
)


def begins_a_formula(text: str) -> bool:
    """As a program may see it that passes over blanks and invisible characters, and folds wide forms."""
    for char in text:
        if unicodedata.normalize("NFKC", char)[:1] in STARTS:
            return True
        if not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc"):
            return False
    return False


def written(format: exporters.Format, *rows: list[Any], words: Any = None) -> bytes:
    file = io.BytesIO()
    headed = {f"c{place}": f"Kolom {place}" for place in range(len(rows[0]))}
    assert exporters.write(file, format, headed, rows, words or {}, "lembar") == len(rows)
    return file.getvalue()


# The guard of CSV


@given(nasty)
@example("=1+1")
@example("\t=1+1")
@example("\r=1+1")
@example("'=1+1")
@example("''\u200b'＝1+1")
@example("a;=1+1")
@example("satu\n- dua\n@tiga")
def test_the_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(nasty)
def test_no_cell_begins_a_formula(text: str) -> None:
    assert not begins_a_formula(guarded(text))


@given(nasty)
def test_nor_does_a_line_or_what_stands_behind_a_semicolon(text: str) -> None:
    """A spreadsheet of another language takes a semicolon for the end of a cell and loses sight of the quotes."""
    assert not [piece for piece in re.split(r"[\n;]", guarded(text)) if begins_a_formula(piece)]


def test_the_guard_leaves_ordinary_texts_alone() -> None:
    for text in ("Jalan rusak, Pak!", "08123456789", "1-2", "a = b", "'kutip'", "kata - kata", "", "🙏 =D"):
        assert guarded(text) == text
    assert guarded("+62 812 3456 7890") == "'+62 812 3456 7890"


def test_guarding_takes_time_by_length() -> None:
    for text in (" " * 100_000, "'" * 100_000 + "a", "; " * 50_000, "=" * 100_000, "\n'" * 50_000):
        assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_make_no_cell_row_or_formula_in_csv(text: str) -> None:
    data = written("csv", [text, "akhir"])
    assert data.startswith(b"\xef\xbb\xbfKolom 0,Kolom 1\r\n")
    _heading, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(row) == 2
    assert not begins_a_formula(row[0])
    assert unguarded(row[0]) == cleaned(text)
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2028]", row[0])


# The others


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_one_json_line(text: str) -> None:
    data = written("jsonl", [text, {"dalam": [text]}])
    (line,) = data.splitlines()
    assert json.loads(line) == {"c0": cleaned(text), "c1": {"dalam": [cleaned(text)]}}


def test_hostile_texts_are_strings_in_a_worksheet() -> None:
    extra = ["{=1+1}", "file:///etc/passwd", "internal:Sheet1!A1", "mailto:a@b.example", "_x001B_", " dua  ", "#N/A"]
    texts = [text for text in [*TEXTS, *extra] if cleaned(text)]
    data = written("xlsx", *([text] for text in texts))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in archive.namelist() if "rels" in name and "worksheets" in name]
    cells = re.findall(r"<c [^>]*>", sheet)
    assert len(cells) == len(texts) + 1
    assert [one for one in cells if 't="s"' not in one] == []
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    (rows,) = [list(rows) for rows in workbooks.sheets(data)]
    assert [row[0] for _line, row in rows[1:]] == [cleaned(text) for text in texts]


def test_a_surrogate_harms_no_format() -> None:
    for format in FORMATS:
        assert written(format, ["a\ud800b", ["\udfff"]])


def test_long_texts_fit_into_a_cell() -> None:
    assert fitting("a" * CELL_LIMIT) == "a" * CELL_LIMIT
    assert fitting("a" * 40_000) == "a" * (CELL_LIMIT - 1) + "…"
    assert len(fitting("😀" * 20_000).encode("utf-16-le")) <= 2 * CELL_LIMIT
    data = written("xlsx", ["a" * 40_000], ["😀" * 20_000], [["b" * 19_000, "c" * 19_000]])
    (rows,) = [list(rows) for rows in workbooks.sheets(data)]
    lengths = [len(str(row[0])) for _line, row in rows[1:]]
    assert lengths == [20_000, 16_384, CELL_LIMIT]


def test_a_worksheet_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.exporters.workbooks.ROWS_LIMIT", 2)
    with pytest.raises(exporters.workbooks.TooManyRows):
        written("xlsx", ["a"], ["b"], ["c"])


def test_tables_speak_words_and_json_codes() -> None:
    words = {"c0": {"question": "pertanyaan"}.__getitem__}
    row = ["question", None, 3, ["a", "b"], {"kunci": "nilai"}, ""]
    assert b'pertanyaan,,3,"a\nb","{""kunci"": ""nilai""}",\r\n' in written("csv", row, words=words)
    assert json.loads(written("jsonl", row, words=words))["c0"] == "question"
    (rows,) = [list(rows) for rows in workbooks.sheets(written("xlsx", row, words=words))]
    assert rows[1][1] == ["pertanyaan", "", 3.0, "a\nb", '{"kunci": "nilai"}', ""]


# What the door changed


@given(st.text(max_size=60))
@example('"kutipan"')
@example("\r\n")
def test_a_text_the_door_changed_can_be_restored(text: str) -> None:
    received = as_received(text)
    assert restored(cleaned(text), received) == text
    assert clean(received, lines=1) == received
    assert received == "" or received.startswith('"')


def test_what_cannot_be_restored_stays_as_it_was_exported() -> None:
    for broken in ("", '"putus', "[1]", "nan", "{}", "1e9999"):
        assert restored("teks", broken) == "teks"


def test_an_import_knows_every_heading_by_itself() -> None:
    for headed in (columns.COMMENTS, columns.POSTS, columns.AUDIT):
        assert len({heading.casefold() for heading in headed.values()}) == len(headed)
        assert tables.columns(list(headed.values()), {name.casefold(): code for code, name in headed.items()}) == {
            code: place for place, code in enumerate(headed)
        }


def test_a_cell_holds_text() -> None:
    values: list[Any] = ["a\tb", 0, None, [], ["x"], {}]
    assert list(map(cell, values)) == ["a b", "0", "", "", "x", "{}"]


# The file


def put(path: Path, data: bytes = b"isi", *, replace: bool = False) -> None:
    with saving(path, replace=replace) as file:
        file.write(data)


def refusal(path: Path, *, replace: bool = False) -> str:
    with pytest.raises(NotSaved) as refused:
        put(path, replace=replace)
    return refused.value.reason


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_a_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        put(tmp_path / "a.csv")
        put(tmp_path / "a.csv", b"baru", replace=True)
        folder = made(tmp_path / "meja" / "ekspor")
    finally:
        os.umask(before)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "a.csv").read_bytes() == b"baru"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "meja"]


def test_nothing_is_written_over_or_through_a_link(tmp_path: Path) -> None:
    target = tmp_path / "milik-orang"
    target.write_bytes(b"asli")
    link = tmp_path / "a.csv"
    link.symlink_to(target)
    dangling = tmp_path / "b.csv"
    dangling.symlink_to(tmp_path / "belum-ada")
    assert refusal(target) == refusal(link) == refusal(dangling) == "exists"
    assert refusal(link, replace=True) == refusal(dangling, replace=True) == "not_a_file"
    assert refusal(tmp_path, replace=True) == "not_a_file"
    assert target.read_bytes() == b"asli"
    assert not (tmp_path / "belum-ada").exists()


def test_other_obstacles_are_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "tak-ada" / "a.csv") == "no_folder"
    assert refusal(tmp_path / ("x" * 300)) == "cannot_write"
    assert refusal(Path("/dev/null"), replace=True) == "not_a_file"


@pytest.mark.parametrize("replace", [False, True])
def test_what_fails_leaves_nothing_behind(tmp_path: Path, replace: bool) -> None:
    def fail() -> None:
        with saving(tmp_path / "a.csv", replace=replace) as file:
            file.write(b"separuh")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "named",
    ["../a.csv", "/etc/passwd", "~/.bashrc", "a/b", ".", "..", "", ".tersembunyi", "a\x00.csv", "\x1b[2J", "a\u202e"],
)
def test_only_the_folder_may_be_written_to(tmp_path: Path, named: str) -> None:
    with pytest.raises(NotSaved) as refused:
        within(tmp_path, named)
    assert refused.value.reason == "outside_folder"


def test_plain_names_are_within_the_folder(tmp_path: Path) -> None:
    for named in ("a.csv", "-rf", "CON.csv", "a\\b:c*?", f"{tmp_path}/a.csv", "./a.csv"):
        assert within(tmp_path, named).parent == tmp_path


def test_hostile_paths_stay_within_the_folder(tmp_path: Path) -> None:
    for case in CORPUS:
        try:
            path = within(tmp_path, case["text"])
        except NotSaved:
            continue
        assert path.parent == tmp_path


def test_a_link_is_no_export_folder(tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    (tmp_path / "ekspor").symlink_to(tmp_path / "lain")
    with pytest.raises(NotSaved) as refused:
        made(tmp_path / "ekspor")
    assert refused.value.reason == "no_folder"
