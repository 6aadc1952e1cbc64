"""A citizen and an agency on a real server: what is asked reaches the inbox read, and the answer goes out once."""

import json
import os
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

import store
from channels.contract import ChannelError, Picture
from domain.comments import Comment, Reply
from tests.servers.conftest import ROOT, Cut, connected, line_to, meja
from tests.servers.synapse import Person, homeserver
from tests.terminal import Terminal

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
"""One dot: servers look into what they are given."""
ANSWER = "Petugas datang besok pukul 08.00 WIB, Kak."


class Town:
    """The server, the agency, a citizen, their room, and the line from the desk to the server."""

    def __init__(self, line: Cut, agency: Person, citizen: Person, room: str) -> None:
        self.line, self.agency, self.citizen, self.room = line, agency, citizen, room

    def answers(self) -> list[str]:
        """What the citizen sees of the agency."""
        return [text for who, text in self.citizen.sees(self.room) if who.startswith("@kominfo")]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with homeserver(tmp_path_factory.mktemp("synapse")) as found:
        yield found


@pytest.fixture
def town(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Town]:
    monkeypatch.setenv("MEJA_STORE", str(tmp_path / "store"))
    number = abs(hash(request.node.name)) % 10**6
    with line_to(port) as line:
        url = f"http://127.0.0.1:{port}"
        agency, citizen = Person(url, f"kominfo{number}"), Person(url, f"siti{number}")
        room = agency.make_room(f"layanan{number}")
        citizen.join(room)
        agency.say(room, "Jadwal perbaikan jalan pekan ini.")
        typed = f"{agency.name}\n{agency.password}\n"
        meja("accounts", "connect", "matrix", agency.name, "--server", line.url, typed=typed)
        yield Town(line, agency, citizen, room)


def comments(tmp_path: Path) -> list[Comment]:
    with store.open(tmp_path / "store", "uji", create=False) as opened:
        return list(opened.repo("comments", Comment).all())


def replies(tmp_path: Path) -> list[Reply]:
    with store.open(tmp_path / "store", "uji", create=False) as opened:
        return list(opened.repo("replies", Reply).all())


def desk() -> Terminal:
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return Terminal([sys.executable, "-m", "cli", "--lang", "en"], cwd=ROOT, environment=environment)


def answer_by_keys(terminal: Terminal) -> None:
    """Open the first comment, write, look at the preview, send."""
    terminal.see("lubang")
    terminal.hush()
    terminal.type("2\r")
    terminal.hush()
    terminal.type("r")
    terminal.hush()
    terminal.type(ANSWER)
    terminal.hush()
    terminal.type("\x1b")
    terminal.hush(0.6)
    terminal.type("s")


def test_the_round_trip_by_keys(town: Town, tmp_path: Path) -> None:
    asked = town.citizen.say(town.room, "Min, jalan lubang di RT 05 kapan diperbaiki?")
    done = meja("sync", "--json")
    assert json.loads(done.stdout.splitlines()[0])["new"] == 1
    (comment,) = comments(tmp_path)
    assert (comment.platform_id, comment.text) == (asked, "Min, jalan lubang di RT 05 kapan diperbaiki?")
    assert comment.kind in ("complaint", "question")
    with desk() as terminal:
        answer_by_keys(terminal)
        terminal.see(lambda _text: ANSWER in town.answers(), within=60)
    assert town.answers().count(ANSWER) == 1
    meja("sync", "--force")
    assert [(one.state, one.text) for one in replies(tmp_path)] == [("sent", ANSWER)]
    assert [one.state for one in comments(tmp_path)] == ["answered"]


def test_a_line_cut_while_sending_doubles_nothing(town: Town, tmp_path: Path) -> None:
    town.citizen.say(town.room, "Min, jalan lubang di RT 05 kapan diperbaiki?")
    meja("sync")
    town.line.after(b"/send/m.room.message/")
    with desk() as terminal:
        answer_by_keys(terminal)
        terminal.see(lambda _text: town.line.cuts == 1 and ANSWER in town.answers(), within=60)
    for _ in range(3):
        meja("sync", "--force", check=False)
    assert town.answers().count(ANSWER) == 1
    assert {one.state for one in replies(tmp_path)} == {"sent"}
    assert [one.text for one in replies(tmp_path)] == [ANSWER]


def test_a_post_and_what_citizens_say_of_it(town: Town, tmp_path: Path, own_home: Path) -> None:
    picture = tmp_path / "jembatan.png"
    picture.write_bytes(PNG)
    since = int(time.time() * 1000)
    with connected(tmp_path / "store", own_home) as connector:
        text = connector.publish("p1", "Jembatan ditutup sampai Jumat.")
        again = connector.publish("p1", "Jembatan ditutup sampai Jumat.")
        shown = connector.publish("p2", "Ini jalan lainnya.", [Picture(place=str(picture))])
        found = connector.find_post("p1", "Jembatan ditutup sampai Jumat.", since)
        assert connector.find_post("p3", "Yang tidak pernah terbit.", since) is None
    assert found
    assert (found.platform_id, found.url) == (text.platform_id, text.url) == (again.platform_id, again.url)
    assert town.answers()[-2:] == ["Jembatan ditutup sampai Jumat.", "Ini jalan lainnya."]
    assert town.citizen.picture(town.room, shown.platform_id) == PNG
    asked = town.citizen.say(town.room, "Lewat mana, Min?", thread=text.platform_id)
    other = town.citizen.say(town.room, "Petanya kurang jelas", thread=shown.platform_id)
    elsewhere = town.citizen.say(town.room, "Selamat pagi")
    meja("sync", "--force")
    under = {one.platform_id: (one.post_ref, one.parent) for one in comments(tmp_path)}
    assert under == {asked: (text.url, ""), other: (shown.url, ""), elsewhere: (town.room, "")}
    with connected(tmp_path / "store", own_home) as connector:
        connector.reply("r1", asked, text.url, ANSWER)
    meja("sync", "--force")
    assert [(one.text, one.post_ref) for one in replies(tmp_path)] == [(ANSWER, text.url)]


def test_a_post_whose_answer_was_cut_off_is_found(town: Town, tmp_path: Path, own_home: Path) -> None:
    since = int(time.time() * 1000)
    with connected(tmp_path / "store", own_home) as connector:
        town.line.after(b"/send/m.room.message/")
        with pytest.raises(ChannelError) as caught:
            connector.publish("p1", "Jembatan ditutup.")
        assert caught.value.reason == "unknown"
        assert connector.find_post("p1", "Jembatan ditutup.", since)
    assert town.answers().count("Jembatan ditutup.") == 1


def test_edits_and_deletions_are_heard(town: Town, tmp_path: Path) -> None:
    first = town.citizen.say(town.room, "Min, jalan lubang di RT 05?")
    second = town.citizen.say(town.room, "salah kirim")
    meja("sync")
    town.citizen.edit(town.room, first, "Min, jalan lubang di RT 06?")
    town.citizen.delete(town.room, second)
    meja("sync", "--force")
    by_id = {one.platform_id: one for one in comments(tmp_path)}
    assert by_id[first].text == "Min, jalan lubang di RT 06?"
    assert by_id[second].text == "salah kirim"
    assert by_id[second].gone_at


def test_a_long_thread_comes_in_whole(town: Town, tmp_path: Path) -> None:
    asked = town.citizen.say(town.room, "Min, jalan lubang di RT 05?")
    ids = {town.citizen.say(town.room, f"saya juga {number}", thread=asked) for number in range(130)}
    meja("sync")
    found = {one.platform_id: one for one in comments(tmp_path)}
    assert found.keys() == ids | {asked}
    assert {found[id].parent for id in ids} == {asked}


def test_the_password_is_nowhere(town: Town, tmp_path: Path, own_home: Path) -> None:
    meja("accounts", "check")
    kept = [
        path
        for folder in (tmp_path, own_home)
        for path in folder.rglob("*")
        if path.is_file() and b"sandi-" in path.read_bytes()
    ]
    assert kept == []
