"""What an admin chose: which of config.toml, choice, option and terminal holds; and that no choice is lost."""

import argparse
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import wording
from console import choices, house, keys, paths
from console.places import places
from domain.preferences import NO_COLOUR
from tests.house.conftest import ROOT

TRUECOLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in TRUECOLOUR.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("COLORFGBG", raising=False)


def configure(text: str) -> choices.Config:
    file = places().config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return choices.read_config()


# config.toml


def test_without_a_file_nothing_is_set() -> None:
    own = choices.preferences(choices.read_config())
    assert (own.language, own.theme, own.bell, own.title, own.ascii) == ("id", "malam", "urgent", False, False)
    assert own.fixed == {}


def test_what_config_names_wins_over_what_was_chosen_and_is_fixed() -> None:
    choices.keep("theme", "siang")
    choices.keep("bell", "off")
    own = choices.preferences(configure('theme = "malam"\ntitle = true\n'))
    assert (own.theme, own.bell, own.title) == ("malam", "off", True)
    assert own.fixed == {"theme": str(places().config_file)}


def test_an_option_wins_for_this_once() -> None:
    config = configure('theme = "malam"\nlanguage = "en"\n')
    own = choices.preferences(config, theme="siang", language="id", ascii=True)
    assert (own.theme, own.language, own.ascii) == ("siang", "id", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("thme = 'malam'", ["thme", "theme"]),
        ("ascii = 'yes'", ["ascii"]),
        ("theme = 'merah'", ["merah", "malam, siang, ansi, ansi-siang"]),
        ("bell = 'loud'", ["loud", "urgent, off"]),
        ("keys = 'q'", ["keys"]),
        ("theme = ", ["config.toml"]),
    ],
)
def test_what_cannot_be_used_is_named(text: str, words: list[str]) -> None:
    config = configure(text)
    assert config.values == {}
    (notice,) = config.notices
    assert [word for word in words if word not in notice] == []


def test_hostile_values_are_harmless_in_a_notice() -> None:
    (notice,) = configure('theme = "\\u001b]0;x\\u0007"').notices
    assert notice.isprintable()


# The terminal


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({}, "malam"),
        ({"COLORTERM": ""}, "malam"),
        ({"COLORTERM": "", "TERM": "xterm-kitty"}, "malam"),
        ({"COLORTERM": "", "TERM": "linux"}, "ansi"),
        ({"COLORTERM": "", "TERM": "xterm"}, "ansi"),
        ({"COLORTERM": "", "TERM": "screen-16color"}, "ansi"),
        ({"COLORTERM": "", "TERM": "xterm", "COLORFGBG": "0;15"}, "ansi-siang"),
        ({"COLORTERM": "", "TERM": "rxvt", "COLORFGBG": "15;0"}, "ansi"),
        ({"NO_COLOR": "1"}, NO_COLOUR),
        ({"NO_COLOR": ""}, "malam"),
    ],
)
def test_the_theme_suits_the_terminal(environment: dict[str, str], theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert choices.preferences(choices.read_config()).theme == theme


def test_a_light_theme_becomes_a_light_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "")
    monkeypatch.setenv("TERM", "linux")
    choices.keep("theme", "siang")
    own = choices.preferences(choices.read_config())
    assert own.theme == "ansi-siang"
    assert own.fixed["theme"] == "TERM=linux"
    assert choices.preferences(choices.read_config(), theme="malam").theme == "malam"


# Keeping


def test_a_choice_is_kept_for_its_owner_alone() -> None:
    choices.keep("theme", "siang")
    choices.keep("language", "en")
    file = places().choices_file
    assert choices.read_choices() == {"theme": "siang", "language": "en"}
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent)] == [0o600, 0o700]
    assert sorted(path.name for path in file.parent.iterdir()) == ["choices.lock", "choices.toml"]


@pytest.mark.parametrize("text", ["theme = ", 'theme = "merah"\nbell = 7', "\x00", "[theme]\nx = 1"])
def test_a_damaged_file_is_no_choice_and_is_mended_by_the_next(text: str) -> None:
    file = places().choices_file
    file.parent.mkdir(parents=True)
    file.write_text(text)
    assert choices.read_choices() == {}
    choices.keep("bell", "off")
    assert choices.read_choices() == {"bell": "off"}


def test_sessions_that_choose_at_one_moment_lose_nothing() -> None:
    program = "import sys; from console import choices; [choices.keep(sys.argv[1], sys.argv[2]) for _ in range(30)]"
    chosen = {"theme": "siang", "language": "en", "bell": "off"}
    sessions = [
        subprocess.Popen([sys.executable, "-c", program, *pair], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        for pair in chosen.items()
    ]
    assert [session.wait(60) for session in sessions] == [0, 0, 0]
    assert choices.read_choices() == chosen


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    file = places().choices_file
    file.parent.mkdir(parents=True)
    (tmp_path / "theirs").write_text("as it was")
    file.with_suffix(".new").symlink_to(tmp_path / "theirs")
    with pytest.raises(OSError, match=r"loop|symbolic|levels"):
        choices.keep("bell", "off")
    assert (tmp_path / "theirs").read_text() == "as it was"


# What the commands make of it


def test_commands_speak_the_language_that_was_chosen() -> None:
    choices.keep("language", "en")
    try:
        house.speak(argparse.Namespace())
        assert wording.language() == "en"
        house.speak(argparse.Namespace(lang="id"))
        assert wording.language() == "id"
    finally:
        wording.use("id")


def test_paths_tells_every_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert paths.run(argparse.Namespace(json=False)) == house.DONE
    told = capsys.readouterr().out
    here = places()
    for path in (here.data / "store", here.config_file, here.choices_file, here.log_file):
        assert str(path) in told


def test_keys_tells_own_keys_and_what_cannot_be_followed(capsys: pytest.CaptureFixture[str]) -> None:
    configure('[keys]\n"comment.reply" = "B"\n"coment.note" = "x"\n"search" = "q"\n')
    try:
        assert keys.run(argparse.Namespace(json=False)) == house.REFUSED
    finally:
        keys.use_own_keys({})
    said = capsys.readouterr()
    assert any(line.startswith("B ") and "* comment.reply" in line for line in said.out.splitlines())
    unknown, clash = said.err.splitlines()
    assert "coment.note" in unknown
    assert "comment.note" in unknown
    assert "search" in clash
    assert "quit" in clash
