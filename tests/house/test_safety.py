"""Text from outside never becomes markup, a command or a program. Read from the syntax trees of the rooms.

Only a first fence: it knows what code looks like, not where a string came from. The pty tests show the rest.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.conftest import nothing
from tests.house.test_imports import MAY_IMPORT, imported, room_of

MAY_PRINT = {"console", "cli"}
DRAWS = {"app", "sitting", "widgets", "screens"}
PURE = {"domain", "language"}

FORBIDDEN_MODULES = {"code", "ctypes", "marshal", "pickle", "pty", "shelve", "webbrowser"}
FORBIDDEN_CALLS = {
    *("eval", "exec", "compile", "breakpoint", "input"),
    *("os.system", "os.popen", "os.startfile", "pty.spawn"),
}
STARTERS = {
    "os.posix_spawn",
    *(f"subprocess.{call}" for call in ("Popen", "run", "call", "check_call", "check_output")),
    *(f"asyncio.create_subprocess_{kind}" for kind in ("exec", "shell")),
}
CLOCKS = {
    f"{prefix}{call}"
    for prefix in ("", "datetime.")
    for call in ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")
} | {"time.time", "time.time_ns", "time.monotonic", "time.perf_counter", "time.localtime", "time.gmtime"}

READS_MARKUP = {
    "Static",
    "Label",
    "Button",
    "Option",
    "Tab",
    "TabPane",
    "Collapsible",
    "Selection",
    "Content.from_text",
}
READS_MARKUP_METHODS = {"notify", "add_row", "add_column", "add_leaf", "add_option", "update"}
READS_MARKUP_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "title", "sub_title"}

Rule = Callable[[ast.AST], str | None]


def broken(rule: Rule, rooms: set[str], modules: dict[Path, ast.Module]) -> list[str]:
    """Where the rule finds something to say, as path:line: what."""
    return [
        f"{path}:{getattr(node, 'lineno', 0)}: {said}"
        for path, tree in modules.items()
        if room_of(path) in rooms
        for node in ast.walk(tree)
        if (said := rule(node)) is not None
    ]


def called(node: ast.AST) -> str | None:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else None


def starts_a_program(node: ast.AST) -> str | None:
    """Anything but this Python, started without a shell in between."""
    if not isinstance(node, ast.Call):
        return None
    name = ast.unparse(node.func)
    if name in FORBIDDEN_CALLS or name.startswith(("os.exec", "os.spawn", "webbrowser.")):
        return f"calls {name}"
    if any(keyword.arg == "shell" for keyword in node.keywords):
        return f"calls {name} and speaks of a shell"
    if name in STARTERS and not ast.unparse(node.args[0]).lstrip("[(").startswith("sys.executable"):
        return f"calls {name} with something other than this Python"
    return None


def makes_markup(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute) and node.attr in {"from_markup", "simulate_key", "open_url"}:
        return node.attr
    if isinstance(node, ast.ImportFrom) and (node.module or "") in {"textual.markup", "rich.markup"}:
        return f"imports from {node.module}"
    return None


def is_built(value: ast.expr) -> bool:
    """A string put together here: an f-string, a sum, a %, a .format or a .join."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr in {"format", "join"} and isinstance(value.func.value, ast.Constant)
    joined = isinstance(value, ast.JoinedStr) and any(isinstance(part, ast.FormattedValue) for part in value.values)
    return joined or (isinstance(value, ast.BinOp) and any(map(_is_text, ast.walk(value))))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def feeds_markup(node: ast.AST) -> str | None:
    """A string put together in the call or assignment, handed to something that reads strings as markup."""
    if isinstance(node, ast.Assign):
        drawn = [target.attr for target in node.targets if isinstance(target, ast.Attribute)]
        if READS_MARKUP_ATTRIBUTES.intersection(drawn) and is_built(node.value):
            return f"{ast.unparse(node.targets[0])} is set to a built string"
    if isinstance(node, ast.Call) and _reads_markup(node) and any(is_built(value) for value in _arguments(node)):
        return f"{called(node)} is given a built string"
    return None


def _reads_markup(call: ast.Call) -> bool:
    plain = any(
        keyword.arg == "markup" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False
        for keyword in call.keywords
    )
    method = isinstance(call.func, ast.Attribute) and call.func.attr in READS_MARKUP_METHODS
    return not plain and (method or called(call) in READS_MARKUP)


def _arguments(call: ast.Call) -> Iterator[ast.expr]:
    yield from call.args
    yield from (keyword.value for keyword in call.keywords if keyword.arg in {"title", "tooltip", "label", "prompt"})


def prints(node: ast.AST) -> str | None:
    return "prints" if called(node) in {"print", "sys.stdout.write", "sys.stderr.write"} else None


def reads_the_clock(node: ast.AST) -> str | None:
    return f"calls {called(node)}" if called(node) in CLOCKS else None


def test_no_room_starts_a_program(modules: dict[Path, ast.Module]) -> None:
    nothing(broken(starts_a_program, set(MAY_IMPORT), modules))


def test_no_room_imports_what_runs_data(modules: dict[Path, ast.Module]) -> None:
    imports = [
        f"{path}:{line}: imports {name}"
        for path, tree in modules.items()
        if room_of(path) in MAY_IMPORT
        for line, name in imported(tree)
        if name in FORBIDDEN_MODULES
    ]
    nothing(imports)


def test_no_room_makes_markup(modules: dict[Path, ast.Module]) -> None:
    nothing(broken(makes_markup, set(MAY_IMPORT), modules))


def test_no_built_string_is_read_as_markup(modules: dict[Path, ast.Module]) -> None:
    nothing(broken(feeds_markup, DRAWS, modules))


def test_only_the_command_line_prints(modules: dict[Path, ast.Module]) -> None:
    nothing(broken(prints, set(MAY_IMPORT) - MAY_PRINT, modules))


def test_rules_are_given_the_time(modules: dict[Path, ast.Module]) -> None:
    nothing(broken(reads_the_clock, PURE, modules))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (starts_a_program, "eval(text)"),
        (starts_a_program, "os.execvp(editor, [editor])"),
        (starts_a_program, "os.posix_spawn(editor, [editor], {})"),
        (starts_a_program, "subprocess.run(['xdg-open', address])"),
        (starts_a_program, "subprocess.run([sys.executable, path], shell=shell)"),
        (makes_markup, "Content.from_markup(text)"),
        (makes_markup, "from rich.markup import escape"),
        (feeds_markup, "self.notify(f'{name} sudah membalas')"),
        (feeds_markup, "self.notify('ok', title='Dari ' + name)"),
        (feeds_markup, "yield Static('%s' % text)"),
        (feeds_markup, "yield Label('{}'.format(text))"),
        (feeds_markup, "self.border_title = f'{author}'"),
        (feeds_markup, "table.add_row('·'.join(cells))"),
        (prints, "print(text)"),
        (reads_the_clock, "datetime.now(UTC)"),
        (reads_the_clock, "datetime.date.today()"),
    ],
)
def test_the_fence_stands(rule: Rule, source: str) -> None:
    assert [said for node in ast.walk(ast.parse(source)) if (said := rule(node))]


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (starts_a_program, "os.posix_spawn(sys.executable, [sys.executable, '-m', 'store.compact'], {})"),
        (starts_a_program, "subprocess.Popen([sys.executable, '-m', 'feeds.child'], stdin=-1)"),
        (feeds_markup, "self.notify(f'{name} sudah membalas', markup=False)"),
        (feeds_markup, "self.border_title = shown(author)"),
        (feeds_markup, "yield Static(f'belum ada')"),
        (feeds_markup, "self.update(shown(a + b))"),
        (reads_the_clock, "self.clock.now()"),
    ],
)
def test_the_fence_has_a_gate(rule: Rule, source: str) -> None:
    assert [said for node in ast.walk(ast.parse(source)) if (said := rule(node))] == []
