"""`meja today`: the day in one look."""

import json
from pathlib import Path

import pytest

import store
from desk import example
from desk.desk import Desk
from domain.accounts import Account, Setting, Target
from domain.comments import Comment
from domain.deliveries import Delivery
from domain.posts import Post, Variant
from domain.referrals import Referral
from domain.times import HOUR, parse_iso
from tests.console.conftest import Meja

NOW = "2026-11-23T09:42:00+07:00"
AT = parse_iso(NOW)


@pytest.fixture
def day(opened: store.Store) -> None:
    with opened.transaction() as tx:
        tx.insert("settings", Setting(key="agency", value="Kecamatan Ngadirejo"))
        ig = tx.insert("accounts", Account(platform="instagram", handle="kec.ngadirejo"))
        wit = tx.insert("accounts", Account(platform="x", handle="sentani", zone="WIT"))
        tx.insert("targets", Target(account=ig, count=2))
        for number, (account, fields) in enumerate(
            (
                (ig, {"slot_at": AT - HOUR, "state": "published", "published_at": AT - HOUR}),
                (ig, {"slot_at": AT - 2 * HOUR}),
                (wit, {"slot_at": AT + HOUR}),
            ),
            1,
        ):
            post = tx.insert("posts", Post(title=f"Konten {number}", state="approved"))
            tx.insert("variants", Variant(post=post, account=account, **fields))  # type: ignore[arg-type]
        tx.insert("posts", Post(title="Draf"))
        for kind, due in (("complaint", AT - 1), ("question", AT + HOUR), ("praise", AT - 1)):
            comment = Comment(platform="x", account=wit, platform_id=kind, kind=kind, reply_due=due)  # type: ignore[arg-type]
            tx.insert("comments", comment)


def test_json_has_all_of_it(meja: Meja, day: None) -> None:
    (found,) = meja("today", "--json", "--now", NOW).data
    assert found["agency"] == "Kecamatan Ngadirejo"
    assert found["accounts"] == [
        {"platform": "instagram", "handle": "kec.ngadirejo", "published": 1, "target": 2, "behind": True},
        {"platform": "x", "handle": "sentani", "published": 0, "target": None, "behind": False},
    ]
    assert [(item["title"], item["state"], item["at"]) for item in found["queue"]] == [
        ("Konten 2", "missed", "2026-11-23T07:42:00+07:00"),
        ("Konten 1", "published", "2026-11-23T08:42:00+07:00"),
        ("Konten 3", "planned", "2026-11-23T12:42:00+09:00"),
        ("Draf", "planned", None),
    ]
    assert found["comments"] == {"open": 3, "unanswered": 2, "overdue": 1, "unsure": 3}
    assert found["topics"] == []
    assert found["referrals"] == {"open": 0, "overdue": 0, "to_be_relayed": 0}


def test_what_waits_for_other_agencies_is_counted(meja: Meja, opened: store.Store) -> None:
    with opened.transaction() as tx:
        for number, fields in enumerate(({"due": AT - 1}, {"due": AT + HOUR}, {"due": AT - 1, "answered_at": AT - 1})):
            referral = Referral(agency=1, name="PU", ticket="1", at=AT - HOUR, by="rina", **fields)  # type: ignore[arg-type]
            one = Comment(platform="x", account=1, platform_id=str(number), state="referred", referral=referral)
            tx.insert("comments", one)
    (found,) = meja("today", "--json", "--now", NOW).data
    assert found["referrals"] == {"open": 3, "overdue": 1, "to_be_relayed": 1}
    assert "3 wait for other agencies, 1 of them overdue" in meja("today", "--now", NOW).out


def test_in_words(meja: Meja, day: None) -> None:
    said = meja("today", "--now", NOW)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].startswith("Kecamatan Ngadirejo  Monday 23 Nov · 09:42 WIB")
    assert "  IG  @kec.ngadirejo  1/2!" in lines
    assert "  X   @sentani  0/–" in lines
    assert "  07:42 IG  missed       Konten 2" in lines
    assert any(line.startswith("  12:42 WIT X   ") for line in lines)
    later = meja("today", "--now", "2026-11-24T09:42:00+07:00").out.splitlines()
    assert "  Mon 23 Nov 07:42 IG  missed       Konten 2" in later
    assert "  2 unanswered, 1 overdue, 3 to review, 3 open" in lines


def test_an_empty_store_has_a_day_too(meja: Meja, opened: store.Store) -> None:
    assert meja("today").code == 0
    (found,) = meja("today", "--json").data
    assert (found["queue"], found["accounts"]) == ([], [])


def test_the_example_week_has_topics(meja: Meja, shared: Path) -> None:
    opened = store.open(shared, "rina")
    example.fill(Desk(opened, now=lambda: AT, example=True))
    opened.close()
    (found,) = meja("today", "--json", "--now", NOW).data
    assert found["comments"]["open"] == 214
    assert len(found["topics"]) == 5
    assert all(topic["outlets"] > 1 for topic in found["topics"])
    assert f"({found['topics'][0]['outlets']} outlets)" in meja("today", "--now", NOW).out


def test_hostile_texts_reach_no_terminal(meja: Meja, opened: store.Store) -> None:
    cases = (Path(__file__).parents[1] / "hostile-text.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"].encode("utf-8", "replace").decode() for line in cases]
    with opened.transaction() as tx:
        tx.insert("settings", Setting(key="agency", value=texts[0]))
        for text in texts:
            account = tx.insert("accounts", Account(platform="x", handle=text))
            post = tx.insert("posts", Post(title=text))
            tx.insert("variants", Variant(post=post, account=account, slot_at=AT))
    out = meja("today", "--now", NOW).out + meja("accounts").out + meja("set").out
    assert all(char == "\n" or (ord(char) >= 32 and not 127 <= ord(char) < 160) for char in out)


def test_what_goes_out_by_itself_and_what_holds_it_up(meja: Meja, day: None, opened: store.Store) -> None:
    with opened.transaction() as tx:
        for variant, fields in ((2, {"state": "failed", "error": "too_late"}), (3, {})):
            one = Delivery(variant=variant, post=variant, account=2, platform="x", **fields)  # type: ignore[arg-type]
            tx.update("variants", variant, {"state": "scheduled", "delivery": tx.insert("deliveries", one)})
    (found,) = meja("today", "--json", "--now", NOW).data
    assert [(item["title"], item["delivery"]) for item in found["queue"]] == [
        ("Konten 2", "failed"),
        ("Konten 1", None),
        ("Konten 3", "queued"),
        ("Draf", None),
    ]
    said = meja("today", "--now", NOW).out
    assert "Konten 2  ! failed to go out: its time had gone by" in said
    assert "Konten 3  goes out by itself\n" in said
    assert "Konten 1\n" in said


def test_a_press_conference_stands_in_the_queue_on_its_day(meja: Meja, opened: store.Store, day: None) -> None:
    with opened.transaction() as tx:
        tx.update("posts", 3, {"conference": {"held_at": AT + 2 * HOUR}})
    (found,) = meja("today", "--json", "--now", NOW).data
    told = [(one["title"], one["at"]) for one in found["queue"] if one["conference"]]
    assert told == [("Konten 3", "2026-11-23T11:42:00+07:00")]
    rows = [row.split() for row in meja("today", "--now", NOW).out.splitlines() if "presser" in row]
    assert rows == [["11:42", "–", "presser", "Konten", "3"]]
