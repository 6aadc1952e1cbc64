"""meja accounts and meja set: what stands in the lines of a shell."""

import json
from collections.abc import Callable, Iterator

import pytest

import cli
import wording

Said = tuple[int, str, str]
Meja = Callable[..., Said]


@pytest.fixture
def meja(capsys: pytest.CaptureFixture[str]) -> Iterator[Meja]:
    """The command line in English: its exit code, stdout and stderr."""

    def run(command: str, *words: str) -> Said:
        try:
            code = cli.run([command, "--lang", "en", *words])
        except SystemExit as left:
            code = int(str(left.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    yield run
    wording.use("id")


def test_an_account_is_set_up_with_targets_and_times_by_weekday(meja: Meja) -> None:
    code, _out, err = meja("accounts", "add", "ig", "@kominfo", "--target", "Sen–Jum 2, Sab 1", "--slots", "Sen 07.30")
    assert (code, err) == (0, "Instagram @kominfo is set up\n")
    assert meja("accounts", "list")[1] == "IG  @kominfo  WIB  Mon–Fri 2, Sat 1  Mon 07:30\n"
    for words in (("accounts", "--json"), ("accounts", "list", "--json")):
        found = json.loads(meja(*words)[1])
        assert found["targets"] == {"mon": 2, "tue": 2, "wed": 2, "thu": 2, "fri": 2, "sat": 1}
        assert found["slots"] == {"mon": ["07:30"]}


def test_a_line_that_cannot_be_read_sets_nothing_up(meja: Meja) -> None:
    code, _out, err = meja("accounts", "add", "ig", "kominfo", "--target", "banyak")
    assert code == 1
    assert "banyak is no weekday" in err
    assert meja("accounts")[1] == ""


def test_an_account_is_removed_by_platform_and_handle(meja: Meja) -> None:
    meja("accounts", "add", "ig", "kominfo")
    meja("accounts", "add", "fb", "kominfo")
    assert meja("accounts", "remove", "ig", "@Kominfo")[0] == 0
    assert meja("accounts")[1].split()[:2] == ["FB", "@kominfo"]
    code, _out, err = meja("accounts", "remove", "ig", "\x1b[31mkominfo")
    assert code == 1
    assert err == "there is no account Instagram ␛[31mkominfo\n"


def test_settings_are_checked(meja: Meja) -> None:
    assert meja("set", "pillars", "60 30 10")[0] == 0
    code, _out, err = meja("set", "pillars", "60 30")
    assert (code, err) == (1, "Three shares that make 100: core, supporting, complementary, as in: 50 30 20\n")
    assert meja("set", "zone", "WIBB")[0] == 1
    assert meja("set", "pillars")[1] == "pillars = 60 30 10\n"
