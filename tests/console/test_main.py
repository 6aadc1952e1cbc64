"""The command line: which command, in which language, with which exit code."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

import cli
import store
from domain import __version__
from domain.accounts import Account
from domain.audit import AuditEntry
from tests.console.conftest import Meja

USER = pwd.getpwuid(os.getuid()).pw_name


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version(meja: Meja, flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([flag]) == 0
    assert capsys.readouterr().out == f"meja {__version__}\n"


def test_help_names_every_command(meja: Meja) -> None:
    said = meja("--help")
    assert said.code == 0
    for command in ("today", "import", "feeds", "tag", "accounts", "set", "demo", "keys", "paths"):
        assert f"\n  {command} " in said.out
        assert meja(command, "--help").code == 0


def test_a_mistyped_command_is_told_the_nearest(meja: Meja) -> None:
    said = meja("todya")
    assert (said.code, said.out) == (2, "")
    assert "todya" in said.err
    assert "today" in said.err


@pytest.mark.parametrize(
    "words", [("today", "--no-such"), ("accounts", "add"), ("accounts", "add", "myspace", "@a"), ("today", "extra")]
)
def test_misuse_is_exit_code_2(meja: Meja, words: tuple[str, ...]) -> None:
    said = meja(*words)
    assert said.code == 2
    assert said.out == ""
    assert "usage" in said.err.casefold()


def test_words_of_the_user_are_cleaned_before_they_are_said_back(meja: Meja) -> None:
    for words in (("\x1b[2Jtoday",), ("today", "\x1b]0;x\x07"), ("set", "\x1b[31mkey"), ("set", "zone", "\x1b[31m")):
        said = meja(*words)
        assert said.code in (1, 2)
        assert "\x1b" not in said.err
        assert "\x07" not in said.err


def test_indonesian_is_spoken_unless_english_is_asked_for(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["today"]) == 1
    assert "Belum ada" in capsys.readouterr().err
    assert cli.run(["today", "--lang=en"]) == 1
    assert "There is no store yet" in capsys.readouterr().err


def test_looking_never_makes_a_store(meja: Meja, shared: Path) -> None:
    for words in (("today",), ("accounts",), ("accounts", "list"), ("set",), ("feeds", "list")):
        said = meja(*words)
        assert (said.code, said.out) == (1, "")
        assert "There is no store yet" in said.err
    assert not shared.exists()


def test_the_store_named_on_the_line_goes_before_the_environments(meja: Meja, shared: Path, tmp_path: Path) -> None:
    assert meja("set", "agency", "Satu", "--store", str(tmp_path / "other")).code == 0
    assert not shared.exists()
    assert meja("--store", str(tmp_path / "other"), "set", "agency").out == "agency = Satu\n"


def test_the_present_may_be_another_for_looking_only(meja: Meja, shared: Path, opened: store.Store) -> None:
    with opened.transaction() as tx:
        tx.insert("accounts", Account(platform="x", handle="a", zone="WIT"))
    said = meja("today", "--json", "--now", "2026-01-02T03:04:05+07:00")
    assert said.data[0]["now"].startswith("2026-01-02T03:04:0")
    said = meja("set", "agency", "Satu", "--now", "2026-01-02")
    assert (said.code, said.out) == (1, "")
    assert "--now" in said.err
    assert meja("set", "agency").out == "agency = \n"


def test_a_present_that_cannot_be_read_is_misuse(meja: Meja, opened: store.Store) -> None:
    said = meja("today", "--now", "kemarin")
    assert said.code == 2
    assert "kemarin" in said.err


@pytest.mark.parametrize(("options", "actor"), [([], USER), (["--admin", "rina"], f"{USER}:rina")])
def test_who_acts(meja: Meja, shared: Path, options: list[str], actor: str) -> None:
    assert meja("set", "agency", "Satu", *options).code == 0
    with store.open(shared, "x") as looked:
        assert [entry.by for entry in looked.repo("audit", AuditEntry).all()] == [actor]


def test_the_workspace_needs_a_terminal(meja: Meja) -> None:
    for words in ((), ("demo",)):
        said = meja(*words)
        assert (said.code, said.out) == (2, "")
        assert "meja today" in said.err


def test_paths(meja: Meja, shared: Path, own_home: Path) -> None:
    (found,) = meja("paths", "--json").data
    assert found["store"] == str(shared)
    assert found["config"] == str(own_home / ".config/meja/config.toml")
    assert found["log"] == str(own_home / ".local/state/meja/meja.log")
    for name, path in found.items():
        assert f"{name} " in meja("paths").out
        assert str(path) in meja("paths").out


def test_keys_name_every_verb(meja: Meja) -> None:
    from commands import COMMANDS

    lines = meja("keys", "--json").data
    assert [line["id"] for line in lines] == [one.id for one in COMMANDS]
    assert all(set(line) >= {"id", "keys", "places", "help"} for line in lines)
    assert "comment.reply" in meja("keys").out


def test_a_locale_without_utf_8_stops_nothing(shared: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(Path(cli.__file__).parent)}
    command = [sys.executable, "-m", "cli", "today", "--store", str(shared)]
    store.open(shared, "x").close()
    said = subprocess.run(command, env={**os.environ, **plain}, capture_output=True, timeout=60, check=False)
    assert (said.returncode, "·" in said.stdout.decode()) == (0, True)
