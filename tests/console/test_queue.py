"""`meja queue`: a day or a week of the plan, its free slots, and what is worth knowing of it."""

import pytest

import store
from domain.accounts import Account, Setting, Target
from domain.agency import Programme, Slot
from domain.deliveries import Delivery
from domain.occasions import Occasion
from domain.posts import Post, Variant
from domain.times import DAY, HOUR, parse_iso
from tests.console.conftest import Meja

NOW = "2026-11-25T09:42:00+07:00"  # A Wednesday.
AT = parse_iso(NOW)


@pytest.fixture
def planned(opened: store.Store) -> None:
    with opened.transaction() as tx:
        tx.insert("settings", Setting(key="agency", value="Kecamatan Ngadirejo"))
        ig = tx.insert("accounts", Account(platform="instagram", handle="kec.ngadirejo"))
        wit = tx.insert("accounts", Account(platform="x", handle="sentani", zone="WIT"))
        tx.insert("targets", Target(account=ig, count=1))
        tx.insert("slots", Slot(account=ig, minute=720))
        tx.insert("programmes", Programme(name="UMKM naik kelas"))
        tx.insert("occasions", Occasion(name="Pekan Adminduk", since="2026-11-23", until="2026-11-29"))
        tx.insert("occasions", Occasion(name="Hari Guru", since="11-25"))
        for title, account, at, state in (
            ("terlewat", ig, AT - 2 * DAY, "planned"),
            ("tayang", ig, AT - HOUR, "published"),
            ("siang", ig, AT + 2 * HOUR, "planned"),
            ("timur", wit, AT + HOUR, "scheduled"),
            ("Jumat", ig, AT + 2 * DAY, "planned"),
            ("pekan depan", ig, AT + 7 * DAY, "planned"),
            ("tanpa waktu", ig, 0, "planned"),
        ):
            post = tx.insert("posts", Post(title=title, pillar="core", state="approved"))
            tx.insert(
                "variants",
                Variant(
                    post=post,
                    account=account,
                    slot_at=at,
                    state=state,  # type: ignore[arg-type]
                    published_at=at if state == "published" else 0,
                ),
            )
        tx.insert("posts", Post(title="tanpa kanal"))


def test_what_goes_out_by_itself_says_so(meja: Meja, opened: store.Store, planned: None) -> None:
    with opened.transaction() as tx:
        tx.update("variants", 4, {"delivery": 1})
        tx.insert("deliveries", Delivery(variant=4, post=4, account=2, platform="x", state="failed", error="too_late"))
    (found,) = meja("queue", "--json", "--now", NOW).data
    assert [one["delivery"] for one in found["days"][0]["queue"]] == [None, None, "failed"]
    told = meja("queue", "--now", NOW).out
    assert "timur  ! failed to go out" in told
    assert "siang\n" in told


def test_today_in_json(meja: Meja, planned: None) -> None:
    (found,) = meja("queue", "--json", "--now", NOW).data
    assert (found["from"], found["to"]) == ("2026-11-25", "2026-11-25")
    (day,) = found["days"]
    assert [(one["title"], one["at"], one["state"]) for one in day["queue"]] == [
        ("tayang", "2026-11-25T08:42:00+07:00", "published"),
        ("siang", "2026-11-25T11:42:00+07:00", "planned"),
        ("timur", "2026-11-25T12:42:00+09:00", "scheduled"),
    ]
    assert (day["planned"], day["target"], day["occasions"]) == (3, 1, ["Hari Guru"])
    assert day["free_slots"] == []  # 12.00 has a post 18 minutes before it.
    assert [one["title"] for one in found["late"]] == ["terlewat"]
    assert [(one["title"], one["platform"]) for one in found["untimed"]] == [
        ("tanpa waktu", "instagram"),
        ("tanpa kanal", None),
    ]
    assert [one["name"] for one in found["themes"]] == ["Pekan Adminduk"]


def test_a_week_goes_from_monday_to_sunday_with_slots_cover_and_warnings(meja: Meja, planned: None) -> None:
    (found,) = meja("queue", "--week", "--json", "--now", NOW).data
    assert [day["date"] for day in found["days"]] == [f"2026-11-{day}" for day in range(23, 30)]
    assert found["slots"] == {"planned": 7, "filled": 1}
    assert [day["date"] for day in found["days"] if day["free_slots"]] == [f"2026-11-{day}" for day in range(26, 30)]
    assert found["days"][3]["free_slots"][0]["at"] == "2026-11-26T12:00:00+07:00"
    assert found["cover_days"] == 1
    assert [(one["platform"], one["days"]) for one in found["cover"]] == [("instagram", 1)]
    assert found["thinnest_pillar"] == "supporting"
    told = {one["code"]: one for one in found["warnings"]}
    assert list(told) == ["cover", "pillar", "programme"]
    assert told["cover"]["platform"] == "instagram"
    assert (told["programme"]["name"], told["programme"]["last_at"]) == ("UMKM naik kelas", None)


def test_another_week_by_a_day_of_it(meja: Meja, planned: None) -> None:
    (found,) = meja("queue", "--week", "--from", "2026-12-03", "--json", "--now", NOW).data
    assert found["from"] == "2026-11-30"
    assert [one["title"] for day in found["days"] for one in day["queue"]] == ["pekan depan"]
    said = meja("queue", "--from", "besok", "--now", NOW)
    assert said.code == 2


def test_people_read_days_rows_and_warnings(meja: Meja, planned: None) -> None:
    said = meja("queue", "--week", "--now", NOW)
    assert said.code == 0
    lines = [line.rstrip() for line in said.out.splitlines()]
    assert lines[0] == "Kecamatan Ngadirejo  week 48, 23 Nov 2026 – 29 Nov 2026"
    assert lines[1] == "theme Pekan Adminduk · 1/7 slots filled · covered for 1 day · thinnest pillar: supporting"
    assert "Wed 25 Nov  3/1  Hari Guru" in lines
    assert "  12:00 IG  + free slot" in lines
    assert "  12:42 WIT X   scheduled    timur" in lines
    assert "  ! IG: the plan reaches for 1 day" in lines
    assert "  ! programme UMKM naik kelas: no post yet" in lines


def test_an_empty_store_says_so(meja: Meja, opened: store.Store) -> None:
    said = meja("queue", "--now", NOW)
    assert said.code == 0
    assert "nothing planned" in said.out
    (found,) = meja("queue", "--json", "--now", NOW).data
    assert (found["days"][0]["queue"], found["cover_days"], found["warnings"]) == ([], None, [])


def test_titles_are_cleaned(meja: Meja, opened: store.Store) -> None:
    with opened.transaction() as tx:
        ig = tx.insert("accounts", Account(platform="instagram"))
        tx.insert("variants", Variant(post=tx.insert("posts", Post(title="a\x1b[2Jb")), account=ig, slot_at=AT + HOUR))
    for words in (["queue"], ["queue", "--json"]):
        assert "\x1b" not in meja(*words, "--now", NOW).out


def test_personal_data_in_a_title_stays_on_the_desk(meja: Meja, opened: store.Store) -> None:
    with opened.transaction() as tx:
        account = tx.insert("accounts", Account(platform="instagram", handle="kec.ngadirejo"))
        post = tx.insert("posts", Post(title="Pemilik NIK 3571016505900003 dicari", state="approved"))
        tx.insert("variants", Variant(post=post, account=account, slot_at=AT, state="planned"))
    for words in (("queue",), ("queue", "--json"), ("today",), ("today", "--json")):
        told = meja(*words, "--now", NOW).out
        assert "3571••••••••0003" in told
        assert "0165059" not in told


def test_a_press_conference_is_a_row_of_its_day(meja: Meja, opened: store.Store, planned: None) -> None:
    with opened.transaction() as tx:
        tx.update("posts", 5, {"conference": {"held_at": AT + DAY, "place": "Pendopo"}})
    day = meja("queue", "--json", "--from", "2026-11-26", "--now", NOW).data[0]["days"][0]
    (held,) = [one for one in day["queue"] if one["conference"]]
    assert (held["title"], held["variant"], held["at"]) == ("Jumat", None, "2026-11-26T09:42:00+07:00")
    assert day["planned"] == 0
    assert "09.42 –   presser      Jumat\n" in meja("queue", "--from", "2026-11-26", "--now", NOW).out.replace(":", ".")
    assert "presser" not in meja("queue", "--now", NOW).out
