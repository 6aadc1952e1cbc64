"""Every sentence of the desk has its Indonesian, and nothing else is kept."""

import ast
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import wording
from wording import catalogue

ROOT = Path(catalogue.__file__).parent.parent
MARKS = {"_": 1, "N_": 1, "n_": 2}


def sources() -> Iterator[Path]:
    for room in ("commands", "console", "screens", "sitting", "widgets", "wording"):
        yield from sorted((ROOT / room).rglob("*.py"))
    yield from (path for path in (ROOT / "app.py", ROOT / "cli.py") if path.exists())


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a gettext function, with where it stands."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def said() -> set[str | tuple[str, ...]]:
    """The message ids of the sources, found without the tool that collects them."""
    found: set[str | tuple[str, ...]] = set()
    for _where, call in calls():
        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        assert isinstance(call.func, ast.Name)
        if len(texts) >= MARKS[call.func.id]:
            found.add(texts[0] if call.func.id != "n_" else tuple(texts[:2]))
    return found


@pytest.fixture(scope="module")
def messages() -> dict[str | tuple[str, ...], Message]:
    with catalogue.PO.open("rb") as file:
        return {
            tuple(message.id) if message.pluralizable else str(message.id): message
            for message in read_po(file, locale="id", abort_invalid=True)
            if message.id
        }


def test_the_catalogue_holds_what_the_sources_say_and_nothing_else(
    messages: dict[str | tuple[str, ...], Message],
) -> None:
    """Else: `make messages`, and translate what it names. (One said both alone and in numbers is one message.)"""
    counted = {id[0] for id in said() if isinstance(id, tuple)}
    assert messages.keys() ^ (said() - counted) == set()


def test_every_message_is_translated(messages: dict[str | tuple[str, ...], Message]) -> None:
    lacking = [
        id for id, message in messages.items() if message.fuzzy or not all(_texts(message.string)) or not message.string
    ]
    assert lacking == []


def fields(text: str) -> set[str | None]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_translations_have_the_same_gaps_to_fill(messages: dict[str | tuple[str, ...], Message]) -> None:
    """One form in Indonesian may leave out what only one of the English forms has: "row 3 …", "2 rows (3, 5): …"."""
    differing = []
    for id, message in messages.items():
        wanted = [fields(text) for text in _texts(message.id)]
        given = [fields(text) for text in _texts(message.string)]
        if not all(set.intersection(*wanted) <= there <= set.union(*wanted) for there in given if message.string):
            differing.append(id)
    assert differing == []


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []


def test_translations_end_and_begin_as_their_message(messages: dict[str | tuple[str, ...], Message]) -> None:
    """A sentence stays a sentence, a label a label; blanks that hold pieces apart stay."""
    differing = [
        message.id
        for message in messages.values()
        for id, translation in zip(_texts(message.id), _texts(message.string) * 2, strict=False)
        if (id[:1].isspace(), id[-1:].isspace(), id[-1:] == ".")
        != (translation[:1].isspace(), translation[-1:].isspace(), translation[-1:] == ".")
    ]
    assert differing == []


def test_the_compiled_catalogue_is_up_to_date() -> None:
    assert catalogue.compiled(catalogue.read()) == catalogue.MO.read_bytes()
    assert catalogue.written(catalogue.read()) == catalogue.PO.read_bytes()


def test_messages_are_literal_so_that_they_can_be_collected() -> None:
    """Tables are marked by N_ where they are written and translated by a name; f-strings cannot be collected."""
    computed = [
        where
        for where, call in calls()
        if not call.args
        or isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
        or (ast.unparse(call.func) == "N_" and not isinstance(call.args[0], ast.Constant))
    ]
    assert computed == []


def test_no_message_is_translated_while_a_module_loads() -> None:
    """It would stay in the language of that moment."""
    frozen = []
    for path in sources():
        tree = ast.parse(path.read_text("utf-8"))
        inside = {
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for inner in ast.walk(node)
        }
        frozen += [
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "n_") and node not in inside
        ]
    assert frozen == []


def test_the_language_can_be_changed_at_any_time() -> None:
    assert (wording.language(), wording._("Monday")) == ("id", "Senin")
    wording.use("en")
    try:
        assert (wording.language(), wording._("Monday")) == ("en", "Monday")
        assert wording.n_("{n} day ago", "{n} days ago", 1) == "{n} day ago"
        assert wording.n_("{n} day ago", "{n} days ago", 2) == "{n} days ago"
    finally:
        wording.use("id")
    assert wording.n_("{n} day ago", "{n} days ago", 1) == "{n} hari lalu"
    assert wording._("") == ""
    with pytest.raises(wording.UnknownLanguage):
        wording.use("jv")


def test_speaking_loads_little() -> None:
    """Not Babel, which only developers have; and no library at all."""
    program = "import sys, wording; wording._('Monday'); print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    ).stdout.split()
    assert set(loaded) - sys.stdlib_module_names - {"wording"} <= {name for name in loaded if name.startswith("_")}
