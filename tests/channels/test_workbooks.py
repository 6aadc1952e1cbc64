"""XLSX files that attack, and those that are only odd."""

import io
import zipfile
from datetime import datetime, time

import pytest
import xlsxwriter

from channels import importers
from channels.importers import workbooks
from domain.incoming import FileRefused

HEADER = ("Tanggal", "Jam", "Platform", "Topik", "Status")


def workbook(*sheets: tuple[str, list[tuple[object, ...]]], hidden: str = "") -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    formats = {datetime: book.add_format({"num_format": "dd/mm/yyyy"}), time: book.add_format({"num_format": "hh:mm"})}
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        if name == hidden:
            sheet.hide()
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if type(value) in formats:
                    sheet.write_datetime(row, column, value, formats[type(value)])
                else:
                    sheet.write(row, column, value)
    book.close()
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == name else old.read(entry))
    return file.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(FileRefused) as refusal:
        importers.read(data)
    return refusal.value.reason


PLAIN = workbook(("November", [HEADER, (datetime(2026, 11, 23), time(8), "IG", "Syarat KIA", "Draft")]))
SHEET = "xl/worksheets/sheet1.xml"
SPREADSHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>'


def test_real_dates_and_times_of_excel() -> None:
    found = importers.read(PLAIN)
    assert [(post.title, post.slot, post.has_time) for post in found.posts] == [
        ("Syarat KIA", datetime(2026, 11, 23, 8), True)
    ]


def test_every_sheet_with_a_calendar_is_read_but_the_hidden_ones() -> None:
    rows = [(datetime(2026, 11, 23), 19.3, "FB", "Pilah sampah", "")]
    data = workbook(
        ("Pilar", [("Pilar", "Target/bulan"), ("Layanan", 8)]),
        ("November", [("KALENDER",), (), HEADER, *rows]),
        ("Desember", [HEADER, (datetime(2026, 12, 1), "", "TikTok", "Ulang tahun", "")]),
        ("Lama", [HEADER, (datetime(2025, 12, 1), "", "X", "Tahun lalu", "")]),
        hidden="Lama",
    )
    found = importers.read(data)
    assert [(post.line, post.title, post.slot, post.has_time) for post in found.posts] == [
        (4, "Pilah sampah", datetime(2026, 11, 23, 19, 30), True),
        (2, "Ulang tahun", datetime(2026, 12, 1), False),
    ]


def test_a_date_merged_over_several_rows_holds_for_all_of_them() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 1, HEADER)
    sheet.merge_range(1, 1, 2, 1, "23 November 2026")
    for row, title in enumerate(("Satu", "Dua", "Tiga"), start=1):
        sheet.write_row(row, 2, ("08.00", "IG", title))
    book.close()
    found = importers.read(file.getvalue())
    assert [(post.title, post.slot.day) for post in found.posts] == [("Satu", 23), ("Dua", 23)]
    assert [(row.line, row.reason) for row in found.refused] == [(4, "no_date")]


def test_comments_that_were_saved_as_a_workbook_are_read_unless_their_ids_were_rounded() -> None:
    header = ("Name", "Username", "Date", "Likes", "Comment", "Comment ID", "Comment URL")
    url = "https://www.instagram.com/p/DX1/c/1"
    rows: list[tuple[object, ...]] = [
        ("Siti", "siti", "2026-11-18 22:41:57", 3, "min", 18067000000000001, url),
        ("Siti", "siti", "2026-11-18 22:41:57", 3, "min", "18067000000000001", url),
    ]
    found = importers.read(workbook(("Comments", [header, *rows])))
    assert [one.platform_id for one in found.comments] == ["18067000000000001"]
    assert [(row.line, row.reason) for row in found.refused] == [(2, "rounded_id")]


def test_two_cells_far_apart_do_not_fill_the_memory() -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>'
    assert refused(with_part(PLAIN, SHEET, SPREADSHEET % cells + b"</worksheet>")) == "too_large"


def test_an_address_across_two_pieces_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_CHUNK", 100)
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    for padding in range(0, 100, 7):
        part = SPREADSHEET % (b" " * padding + cells) + b"</worksheet>"
        assert refused(with_part(PLAIN, SHEET, part)) == "too_large"


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    bomb = with_part(PLAIN, SHEET, SPREADSHEET % (b" " * 8_000_000) + b"</worksheet>")
    assert len(bomb) < 100_000
    assert refused(bomb) == "too_large"


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    bomb = bytearray(with_part(PLAIN, SHEET, SPREADSHEET % (b" " * 8_000_000) + b"</worksheet>"))
    size = len(SPREADSHEET % (b" " * 8_000_000) + b"</worksheet>").to_bytes(4, "little")
    assert bomb.count(size) == 2
    assert refused(bytes(bomb.replace(size, (1000).to_bytes(4, "little")))) == "too_large"


def test_one_long_text_in_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "CHARACTERS_LIMIT", 50_000)
    rows = [(datetime(2026, 11, 23), "", "IG", "x" * 10_000, "") for _ in range(6)]
    assert refused(workbook(("November", [HEADER, *rows]))) == "too_large"


def test_a_broken_workbook_is_damaged() -> None:
    assert refused(PLAIN[: len(PLAIN) // 2]) == "damaged"
    assert refused(with_part(PLAIN, SHEET, b"<worksheet><sheetData><row><c")) == "damaged"
    assert refused(with_part(PLAIN, "xl/workbook.xml", b"bukan xml")) in ("damaged", "unknown_format")


def test_another_archive_is_unknown() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("kalender.csv", "Tanggal;Platform;Topik\n")
    assert refused(file.getvalue()) == "unknown_format"


def test_a_workbook_without_a_calendar_is_unknown() -> None:
    assert refused(workbook(("Anggaran", [("Pos", "Nilai"), ("ATK", 100)]))) == "unknown_format"
