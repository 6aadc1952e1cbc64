"""Keep the catalogue: ``python -m wording.catalogue`` collects the messages of the sources and compiles them.

For developers; needs Babel. Translations stay as they are; what no source says any more goes. Exits 1, naming them,
when messages lack a translation.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from wording import CATALOGUES

ROOT = Path(__file__).parent.parent
SOURCES = (
    "app.py",
    "cli.py",
    *(f"{room}/**/*.py" for room in ("commands", "console", "screens", "sitting", "widgets", "wording")),
)
FORMS = {"_": 1, "N_": 1, "n_": 2}

PO = Path(CATALOGUES, "id", "LC_MESSAGES", "meja.po")
MO = PO.with_suffix(".mo")


class Indonesian(Catalog):
    """A catalogue that is written alike whenever its messages are: its header has neither dates nor names."""

    def __init__(self, source: Catalog) -> None:
        super().__init__("id", header_comment="# Meja Humas in Indonesian. `make messages` keeps it.", fuzzy=False)
        for message in source:
            if message.id:
                self[message.id] = message

    @property
    def num_plurals(self) -> int:
        """Indonesian nouns have one form; Babel's default is English."""
        return 1

    @property
    def plural_expr(self) -> str:
        return "0"

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", "id"),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def collected() -> Catalog:
    """Every message of the sources, with the files that say it."""
    catalogue = Catalog()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            for message in _said(ast.parse(path.read_text("utf-8"))):
                catalogue.add(message, locations=[(str(path.relative_to(ROOT)), 0)])
    return catalogue


def _said(tree: ast.Module) -> Iterator[str | tuple[str, ...]]:
    """What `_`, `N_` and `n_` are given literally; Babel itself would take the key of ``_(TABLE["key"])`` too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORMS:
            given = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if given:
                yield tuple(given[:2]) if FORMS[node.func.id] == 2 else given[0]


def read() -> Indonesian:
    """The translations as they lie in the repository."""
    with PO.open("rb") as file:
        return Indonesian(read_po(file, locale="id"))


def written(catalogue: Indonesian) -> bytes:
    """The catalogue as a .po file."""
    file = BytesIO()
    write_po(file, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return file.getvalue()


def compiled(catalogue: Indonesian) -> bytes:
    """The catalogue as a .mo file."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The message ids without a translation."""
    return [str(message.id) for message in catalogue if message.id and (message.fuzzy or not message.string)]


def main() -> int:
    """Bring .po and .mo up to date with the sources."""
    catalogue = read()
    catalogue.update(collected(), no_fuzzy_matching=True)
    PO.write_bytes(written(catalogue))
    MO.write_bytes(compiled(read()))
    missing = untranslated(catalogue)
    for message in missing:
        print(f"no translation: {message}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
