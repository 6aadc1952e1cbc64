"""A citizen and an agency on the Bluesky network itself: asked, read, answered by keys, seen; once, whatever breaks."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import store
from channels.contract import ChannelError, Picture
from desk import triage
from desk.desk import Desk
from tests.servers.bluesky_network import Citizen, network
from tests.servers.conftest import Cut, connected, line_to, meja
from tests.servers.test_matrix import ANSWER, PNG, answer_by_keys, comments, desk, replies

ASKED = "Min, jalan lubang di RT 05 kapan diperbaiki?"


class Town:
    """The agency's post, a citizen's comment under it, and the line from the desk to the network."""

    def __init__(self, line: Cut, agency: Citizen, citizen: Citizen) -> None:
        self.line, self.agency, self.citizen = line, agency, citizen
        self.root = agency.post("Jadwal perbaikan jalan pekan ini.")
        self.asked = citizen.post(ASKED, {"root": self.root, "parent": self.root})

    def answers(self) -> list[str]:
        """What the citizen sees under the comment."""
        return self.citizen.answers_to(self.asked["uri"])


@pytest.fixture(scope="module")
def pds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with network(tmp_path_factory.mktemp("bluesky")) as found:
        yield found


@pytest.fixture
def town(pds: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Town]:
    monkeypatch.setenv("MEJA_STORE", str(tmp_path / "store"))
    number = abs(hash(request.node.name)) % 10**6
    with line_to(int(pds.rpartition(":")[2])) as line:
        found = Town(line, Citizen(pds, f"kominfo{number}"), Citizen(pds, f"siti{number}"))
        agency = found.agency
        typed = f"{agency.handle}\n{agency.app_password()}\n"
        meja("accounts", "connect", "bluesky", agency.handle, "--server", line.url, typed=typed)
        until = time.monotonic() + 60
        while not found.citizen.answers_to(found.root["uri"]) and time.monotonic() < until:
            time.sleep(0.5)
        yield found


def test_the_round_trip_by_keys(town: Town, tmp_path: Path) -> None:
    done = meja("sync", "--force", "--json")
    assert json.loads(done.stdout.splitlines()[0])["new"] == 1
    (comment,) = comments(tmp_path)
    assert (comment.platform_id, comment.text, comment.parent) == (town.asked["uri"], ASKED, "")
    with desk() as terminal:
        answer_by_keys(terminal)
        terminal.see(lambda _text: ANSWER in town.answers(), within=90)
    assert town.answers() == [ANSWER]
    meja("sync", "--force")
    assert [(one.state, one.text) for one in replies(tmp_path)] == [("sent", ANSWER)]


def test_a_line_cut_while_sending_doubles_nothing(town: Town, tmp_path: Path) -> None:
    meja("sync", "--force")
    town.line.after(b"com.atproto.repo.putRecord")
    with desk() as terminal:
        answer_by_keys(terminal)
        terminal.see(lambda _text: town.line.cuts == 1 and ANSWER in town.answers(), within=90)
    for _ in range(3):
        meja("sync", "--force", check=False)
    assert town.answers() == [ANSWER]
    assert [(one.state, one.text) for one in replies(tmp_path)] == [("sent", ANSWER)]


def test_a_post_and_what_a_citizen_says_of_it(town: Town, tmp_path: Path, own_home: Path) -> None:
    picture = tmp_path / "jembatan.png"
    picture.write_bytes(PNG)
    text = "Jembatan ditutup: https://cendana.example.go.id #Jembatan"
    since = int(time.time() * 1000)
    meja("sync", "--force")
    with connected(tmp_path / "store", own_home) as connector:
        town.line.after(b"com.atproto.repo.putRecord")
        with pytest.raises(ChannelError) as caught:
            connector.publish("p1", text, [Picture(place=str(picture), alt_text="Peta")])
        assert caught.value.reason == "unknown"
        sent = connector.find_post("p1", text, since)
        assert sent == connector.publish("p1", text, [Picture(place=str(picture), alt_text="Peta")])
        assert connector.find_post("p2", text, since) is None
    record = town.citizen.record(sent.platform_id)
    assert record["value"]["embed"]["images"][0]["alt"] == "Peta"
    assert [one["features"][0]["$type"].partition("#")[2] for one in record["value"]["facets"]] == ["link", "tag"]
    root = {"uri": record["uri"], "cid": record["cid"]}
    asked = town.citizen.post("Lewat mana, Min?", {"root": root, "parent": root})
    until = time.monotonic() + 60
    while not town.citizen.answers_to(sent.platform_id) and time.monotonic() < until:
        time.sleep(0.5)
    meja("sync", "--force")
    under = {one.platform_id: one.post_ref for one in comments(tmp_path)}
    assert under[asked["uri"]] == sent.url


def test_what_is_hidden_there_is_not_gone(town: Town, tmp_path: Path) -> None:
    meja("sync", "--force")
    with store.open(tmp_path / "store", "uji", create=False) as opened:
        triage.hide(Desk(opened), 1, "other")
    meja("sync", "--force")
    meja("sync", "--force")
    (comment,) = comments(tmp_path)
    assert (comment.hidden, comment.platform_hidden, comment.gone_at) == (True, True, 0)
