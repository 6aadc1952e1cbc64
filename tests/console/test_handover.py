"""meja handover: the note on the command line, as words and as JSON, under both its names; meja today in a crisis."""

import pytest

import store
from desk import agency, restraint
from desk.desk import Desk
from domain.restraint import PoliticalPeriod
from domain.times import MINUTE, parse_iso
from tests.console.conftest import Meja

NOW = "2026-11-23T09:42:00+07:00"
AT = parse_iso(NOW)


def put_late(opened: store.Store) -> None:
    with opened.transaction() as tx:
        fields = {"platform": "instagram", "account": 1, "platform_id": "c1", "kind": "complaint"}
        tx.insert(
            "comments", {**fields, "text": "Lampu mati", "written_at": AT - 60 * MINUTE, "reply_due": AT - MINUTE}
        )


@pytest.mark.parametrize("name", ["handover", "serah-terima"])
def test_words_to_paste(meja: Meja, opened: store.Store, name: str) -> None:
    put_late(opened)
    said = meja(name, "--now", NOW)
    assert said.code == 0
    assert said.out.splitlines()[0] == "HANDOVER"
    assert "Citizens who wait too long (1)\n- K1 1 m late IG Lampu mati (complaint)" in said.out


def test_one_json_object(meja: Meja, opened: store.Store) -> None:
    put_late(opened)
    (data,) = meja("handover", "--now", NOW, "--json").data
    assert data["now"] == NOW
    assert data["until"] == "2026-11-24T07:30:00+07:00"
    assert data["counts"]["overdue"] == 1
    assert data["overdue"][0] | {"at": "2026-11-23T09:41:00+07:00", "state": "complaint"} == data["overdue"][0]
    assert data["crisis"] is None
    assert data["missed"] == []


def test_without_a_store_it_says_so(meja: Meja, shared: object) -> None:
    said = meja("handover")
    assert (said.code, said.out) == (1, "")
    assert said.err


def test_a_crisis_stands_above_all(meja: Meja, opened: store.Store) -> None:
    desk = Desk(opened, now=lambda: AT - MINUTE)
    restraint.start(desk, "Tanggul jebol")
    restraint.write_message(desk, "Warga diungsikan.")
    assert "CRISIS MODE, the queue is frozen: Tanggul jebol" in meja("handover", "--now", NOW).out.splitlines()[3]
    (data,) = meja("handover", "--now", NOW, "--json").data
    assert (data["crisis"]["about"], data["crisis"]["phase"]) == ("Tanggul jebol", "during")
    today = meja("today", "--now", NOW)
    assert today.out.splitlines()[0].startswith("CRISIS MODE, the queue is frozen: Tanggul jebol")
    (data,) = meja("today", "--now", NOW, "--json").data
    assert data["crisis"] == {"about": "Tanggul jebol", "phase": "during", "since": "2026-11-23T09:41:00+07:00"}
    assert (data["political_period"], data["rising"]) == (None, [])
    agency.keep(desk, PoliticalPeriod(name="Pilkada", since="2026-11-01", until="2026-12-09"))
    for at in range(6):
        known = {"platform": "x", "account": 1, "platform_id": f"r{at}", "handle": f"w{at}", "text": "Air PDAM keruh"}
        with opened.transaction() as tx:
            tx.insert("comments", {**known, "written_at": AT - at * MINUTE, "group": 1 if at else 0})
    assert meja("today", "--now", NOW).out.splitlines()[1:3] == [
        "Political period: Pilkada, until 9 Dec 2026",
        "Rising issue: Air PDAM keruh, 6 comments",
    ]
    (data,) = meja("today", "--now", NOW, "--json").data
    assert data["rising"] == [{"group": "K1", "label": "Air PDAM keruh", "comments": 6, "hour": 6}]
    assert data["political_period"]["until"] == "2026-12-09"
    assert meja("queue", "--now", NOW).out.splitlines()[0].startswith("CRISIS MODE")
    assert meja("queue", "--now", NOW, "--json").data[0]["frozen"] is True
    restraint.end(desk, "surut")
    (data,) = meja("today", "--now", NOW, "--json").data
    assert data["crisis"] is None
