"""`meja score`: the day's score in words and as data, of a day, of an account."""

import pytest

import store
from domain.accounts import Account, Target
from domain.comments import Comment
from domain.metrics import Metrics
from domain.posts import Post, Variant
from domain.times import HOUR, MINUTE, parse_iso
from tests.console.conftest import Meja

NOW = "2026-11-23T09:42:00+07:00"
AT = parse_iso(NOW)


@pytest.fixture
def day(opened: store.Store) -> None:
    """Two accounts: 1 of 2 published, on time; 0 of 1. A citizen answered late, one waiting."""
    with opened.transaction() as tx:
        ig = tx.insert("accounts", Account(platform="instagram", handle="kec.x"))
        x = tx.insert("accounts", Account(platform="x", handle="kec_x"))
        tx.insert("targets", Target(account=ig, count=2))
        tx.insert("targets", Target(account=x, count=1))
        for number, (account, at, state) in enumerate(
            ((ig, AT - HOUR, "published"), (ig, AT + HOUR, "scheduled"), (x, AT - HOUR, "planned")), 1
        ):
            post = tx.insert("posts", Post(title=f"Konten {number}", state="approved"))
            out = at if state == "published" else 0
            tx.insert("variants", Variant(post=post, account=account, slot_at=at, state=state, published_at=out))  # type: ignore[arg-type]
        for due in (AT - MINUTE, AT + HOUR):
            record = Comment(
                platform="x", account=x, platform_id=str(due), kind="complaint", reply_due=due, written_at=AT - 2 * HOUR
            )
            record.text = "Lapor, NIK 3571012309870003 \x1b[31m"
            tx.insert("comments", record)
        tx.insert("metrics", Metrics(account=ig, day="2026-11-22", followers=12_400))


def test_as_data(meja: Meja, day: None) -> None:
    (found,) = meja("score", "--json", "--now", NOW).data
    assert (found["day"], found["account"], found["weight"]) == ("2026-11-23", None, 80)
    parts = {part["part"]: (part["over"], part["of"], part["share"]) for part in found["parts"]}
    assert parts == {
        "published": (1, 3, pytest.approx(1 / 3, abs=1e-5)),
        "on_time": (1, 1, 1.0),
        "complete": (0, 1, 0.0),
        "mix": (0, 30, None),
        "engagement": (0, 0, None),
        "in_time": (0, 1, 0.0),
        "closed": (0, 2, 0.0),
        "not_overdue": (1, 2, 0.5),
    }
    assert found["score"] == pytest.approx((25 / 3 + 15 + 2.5) / 80 * 100, abs=1e-3)
    assert sum(part["points"] or 0 for part in found["parts"]) == pytest.approx(found["score"], abs=1e-3)
    assert found["parts"][1]["rows"] == ["P1 IG"]
    assert found["parts"][5]["others"] == ["K1"]
    accounts = {one["platform"]: one["day"] for one in found["targets"]["accounts"]}
    assert accounts["instagram"] == {"published": 1, "target": 2, "ahead": 1, "behind": False}
    assert accounts["x"] == {"published": 0, "target": 1, "ahead": 0, "behind": True}
    assert found["targets"]["answered_in_time"] == {"share": 0.0, "in_time": 0, "n": 1, "target": 90}
    assert [(one["handle"], one["band"]) for one in found["board"]] == [("kec.x", "10k_100k"), ("kec_x", None)]


def test_of_one_account(meja: Meja, day: None) -> None:
    (found,) = meja("score", "--json", "--account", "@kec.x", "--now", NOW).data
    assert (found["handle"], found["parts"][0]["of"], found["parts"][5]["share"]) == ("kec.x", 2, None)
    assert meja("score", "--account", "@nobody", "--now", NOW).code == 2


def test_of_another_day(meja: Meja, day: None) -> None:
    (found,) = meja("score", "--json", "--day", "2026-11-22", "--now", NOW).data
    assert (found["day"], found["score"]) == ("2026-11-22", 0.0)
    assert meja("score", "--day", "2026-11-24", "--now", NOW).code == 2
    assert meja("score", "--day", "besok", "--now", NOW).code == 2


def test_in_words(meja: Meja, day: None) -> None:
    said = meja("score", "--now", NOW)
    assert said.code == 0
    assert said.out.startswith("Score 32  Monday 23 Nov")
    assert "a weight of 80 of 100" in said.out
    assert "today 1/2, 1 slot left" in said.out
    assert "too few posts to say" in said.out


def test_the_rows_of_a_part_without_personal_data(meja: Meja, day: None) -> None:
    said = meja("score", "--open", "in_time", "--now", NOW)
    assert "K1" in said.out
    assert "3571012309870003" not in said.out
    assert "\x1b" not in said.out
    assert meja("score", "--open", "on_time", "--json", "--now", NOW).data == [
        {"part": "on_time", "row": "P1 IG", "good": True, "text": "Konten 1"},
    ]


def test_the_board(meja: Meja, day: None) -> None:
    said = meja("score", "--board", "--now", NOW)
    assert said.out.index("10,000 to 100,000 followers") < said.out.index("followers not told")


def test_settings_of_targets(meja: Meja, day: None) -> None:
    assert meja("set", "response_target", "95").code == 0
    assert meja("set", "response_target", "0").code == 1
    assert meja("set", "needs", "40 50 10").code == 0
    assert meja("set", "engagement", "err").code == 0
    assert meja("set", "engagement", "erx").code == 1
    (found,) = meja("score", "--json", "--now", NOW).data
    assert found["targets"]["answered_in_time"]["target"] == 95
    assert found["targets"]["needs"]["targets"] == {"entertainment": 40, "information": 50, "other": 10}


def test_without_a_store(meja: Meja) -> None:
    assert meja("score").code == 1


def test_an_empty_store(meja: Meja, opened: store.Store) -> None:
    assert "nothing counts that day" in meja("score", "--now", NOW).out
