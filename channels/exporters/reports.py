"""Reports people hand on: several worksheets of texts and numbers, or Markdown in which outside text is only text."""

import re
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from channels.exporters.values import cleaned
from channels.exporters.workbooks import fitting

Cell = str | int | float | None

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$&!])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp)://|\bwww\.")
_LIST = re.compile(r"^(\d*)([-+=.)])")
_WHOLE, _BROKEN = "#,##0", "#,##0.00"
_WIDEST = 60


class Sheet(NamedTuple):
    """A worksheet: its title, the heading of its columns, and the rows."""

    title: str
    heading: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write(file: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write the worksheets as XLSX. A text is a text, whatever it looks like: no formula, no link. Blanks stay blank.

    Args:
        file: stays open; must be able to seek.
    """
    from xlsxwriter import Workbook

    workbook = Workbook(file, {"in_memory": True})
    heading = workbook.add_format({"bold": True})
    whole, broken = (workbook.add_format({"num_format": form}) for form in (_WHOLE, _BROKEN))
    for sheet in sheets:
        page = workbook.add_worksheet(sheet.title[:31])
        widths = [len(name) for name in sheet.heading]
        for place, name in enumerate(sheet.heading):
            page.write_string(0, place, name, heading)
        for at, row in enumerate(sheet.rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, int | float):
                    page.write_number(at, place, value, whole if float(value).is_integer() else broken)
                elif value:
                    text = fitting(cleaned(value))
                    page.write_string(at, place, text)
                    widths[place] = max(widths[place], len(text))
        for place, width in enumerate(widths):
            page.set_column(place, place, min(_WIDEST, max(9, width + 2)))
        page.freeze_panes(1, 0)
    workbook.close()


def in_markdown(text: str) -> str:
    """A text of others in a line of Markdown: no markup of it works, no address becomes a link."""
    line = " ".join(cleaned(text).split())
    line = _SPECIAL.sub(r"\\\1", line)
    line = _ADDRESS.sub(lambda found: found[0].replace("://", "\\://").replace("www.", "www\\."), line)
    return _LIST.sub(r"\1\\\2", line)


def markdown_table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table; its cells have passed `in_markdown` where they are outside text."""
    told = [f"| {' | '.join(heading)} |", f"|{'|'.join(' --- ' for _ in heading)}|"]
    return [*told, *(f"| {' | '.join(row)} |" for row in rows)]
