"""Who sits at a desk: known at once when they come and go, and known to be gone when they were killed."""

import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.presence import FOLDER, Presence
from store.backup import back_up, members
from store.check import check
from tests.desk.conftest import NOW, Opened, put_comment

Arrived = Callable[[str], Presence]


@pytest.fixture
def folder(opened: Opened) -> Path:
    desk = opened("rina")
    put_comment(desk)
    return Path(desk.store.path)


@pytest.fixture
def arrived(folder: Path) -> Iterator[Arrived]:
    """Opens another desk on the same store."""
    made: list[Presence] = []

    def arrive(actor: str) -> Presence:
        made.append(Presence(str(folder), actor))
        made[-1].arrive()
        return made[-1]

    yield arrive
    for one in made:
        one.leave()


def seen(presence: Presence) -> tuple[str, ...]:
    presence.look()
    return presence.others


def test_each_sees_the_others_once(arrived: Arrived) -> None:
    rina = arrived("rina")
    assert seen(rina) == ()
    budi, again, _second = arrived("budi"), arrived("rina"), arrived("budi")
    assert rina.look()
    assert rina.others == ("budi",)
    assert seen(again) == ("budi",)
    assert seen(budi) == ("rina",)


def test_who_leaves_is_gone_at_once_and_the_last_clears_up(arrived: Arrived, folder: Path) -> None:
    rina, budi = arrived("rina"), arrived("budi")
    assert seen(rina) == ("budi",)
    budi.leave()
    budi.leave()
    assert rina.look()
    assert rina.others == ()
    rina.leave()
    assert not (folder / FOLDER).exists()


def test_where_nothing_happens_a_look_reads_no_file(arrived: Arrived, monkeypatch: pytest.MonkeyPatch) -> None:
    rina, _budi = arrived("rina"), arrived("budi")
    rina.look(), rina.look()
    monkeypatch.setattr(os, "listdir", lambda path: pytest.fail("looked again"))
    assert not rina.look()
    assert rina.others == ("budi",)


def test_who_was_killed_is_gone_at_the_next_thorough_look(arrived: Arrived, folder: Path) -> None:
    rina = arrived("rina")
    program = (
        "import sys; from desk.presence import Presence; one = Presence(sys.argv[1], 'budi'); one.arrive(); "
        "print('here', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"here\n"
        assert seen(rina) == ("budi",)
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert rina.look(thorough=True)
    assert rina.others == ()
    assert len(list((folder / FOLDER).iterdir())) == 1


@pytest.mark.parametrize(("mode", "made"), [(0o2770, (0o2770, 0o660)), (0o700, (0o700, 0o600))])
def test_a_groups_store_lets_the_group_see(arrived: Arrived, folder: Path, mode: int, made: tuple[int, int]) -> None:
    folder.chmod(mode)
    before = os.umask(0o077)
    try:
        arrived("rina")
    finally:
        os.umask(before)
    (file,) = (folder / FOLDER).iterdir()
    assert (stat.S_IMODE((folder / FOLDER).stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == made


def test_check_and_backup_pass_it_over(arrived: Arrived, folder: Path, tmp_path: Path, opened: Opened) -> None:
    before = {one.code for one in check(str(folder)).findings}
    arrived("rina")
    assert {one.code for one in check(str(folder)).findings} == before
    made = back_up(opened("meja").store, str(tmp_path / "backups"), NOW)
    assert not [name for name, _file in members(made.path) if FOLDER in name]


def test_strange_files_do_no_harm(arrived: Arrived, folder: Path) -> None:
    rina = arrived("rina")
    (folder / FOLDER / "sub").mkdir()
    (folder / FOLDER / "empty").touch()
    (folder / FOLDER / "link").symlink_to("/etc/passwd")
    os.mkfifo(folder / FOLDER / "pipe")
    assert seen(rina) == ()


def test_who_may_not_write_here_is_not_seen_but_sees(folder: Path) -> None:
    away = Presence(str(folder / "nowhere"), "rina")
    away.arrive()
    assert not away.look()
    away.leave()


def test_a_folder_that_cannot_be_used_keeps_nobody_out(folder: Path) -> None:
    (folder / FOLDER).symlink_to("/nowhere/at/all")
    rina = Presence(str(folder), "rina")
    rina.arrive()
    assert not rina.look()
    rina.leave()
    (folder / FOLDER).unlink()
    (folder / FOLDER).touch()
    rina.arrive()
    assert not rina.look(thorough=True)


def test_many_come_and_go_at_once(folder: Path) -> None:
    start = threading.Barrier(8)
    seen_at_last: list[tuple[str, ...]] = []

    def sit(number: int) -> None:
        one = Presence(str(folder), f"admin{number}")
        for _turn in range(20):
            start.wait()
            one.arrive()
            one.look(thorough=True)
            start.wait()
            one.look(thorough=True)
            seen_at_last.append(one.others)
            start.wait()
            one.leave()

    threads = [threading.Thread(target=sit, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {len(others) for others in seen_at_last} == {7}
    assert not (folder / FOLDER).exists()
