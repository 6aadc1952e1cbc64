"""Templates with what the desk knows filled in."""

from desk import clarifications, restraint, templates
from desk import comments as use
from desk.desk import Desk
from domain.agency import Agency, Template
from domain.comments import Comment
from domain.outcomes import Refused
from domain.posts import Post, Variant
from domain.referrals import Referral
from tests.desk.conftest import NOW, done, put

ALL = Template(code="semua", text="{nama} · {opd} · {tautan} · {tiket}")


def comment(desk: Desk, **fields: object) -> Comment:
    known = {"platform": "instagram", "account": 1, "platform_id": "a", "handle": "dwi", "written_at": NOW}
    one = Comment(**{**known, **fields})  # type: ignore[arg-type]
    one.id = put(desk, "comments", one)
    return one


def test_the_name_is_the_display_name_else_the_mention(desk: Desk) -> None:
    assert templates.known(desk, comment(desk, author="Dwi Lestari")) == {"nama": "Dwi Lestari"}
    assert templates.known(desk, comment(desk, platform_id="b")) == {"nama": "@dwi"}
    assert templates.known(desk, comment(desk, platform_id="c", handle="")) == {}


def test_a_referral_fills_in_agency_and_ticket(desk: Desk) -> None:
    agency = put(desk, "agencies", Agency(name="Dinas PU", contact="0321 1234, https://pu.example/lapor"))
    referral = Referral(agency=agency, name="Dinas PU", ticket="D-2026-0001", at=NOW, by="rina", due=NOW)
    one = comment(desk, author="Dwi", referral=referral)
    assert templates.filled(desk, ALL, one) == "Dwi · Dinas PU · https://pu.example/lapor · D-2026-0001"


def test_the_link_is_the_posts_source_then_its_own_address(desk: Desk) -> None:
    post = put(desk, "posts", Post(title="KTP", sources=("SE 5/2026", "https://dukcapil.example/ktp")))
    put(desk, "variants", Variant(post=post, account=1, url="https://ig.example/p/1"))
    assert templates.known(desk, comment(desk, post=post))["tautan"] == "https://dukcapil.example/ktp"
    bare = put(desk, "posts", Post(title="KTP"))
    put(desk, "variants", Variant(post=bare, account=1, url="https://ig.example/p/2"))
    assert templates.known(desk, comment(desk, post=bare, platform_id="b"))["tautan"] == "https://ig.example/p/2"


def test_a_reply_with_an_open_field_is_refused_with_its_name(desk: Desk) -> None:
    one = comment(desk)
    outcome = use.mark_sent(desk, one, "Halo {nama}, nomor {tiket}")
    assert outcome == Refused(reason="unfilled", params={"fields": "{nama}, {tiket}"})


def test_in_a_crisis_its_approved_message_stands_first(desk: Desk) -> None:
    put(desk, "templates", Template(code="ktp", text="Ke kecamatan."))
    put(desk, "templates", Template(code="krisis", text="Yang lama."))
    done(restraint.start(desk, "banjir"))
    done(restraint.write_message(desk, "Kami menangani."))
    assert [one.code for one in templates.listed(desk)] == ["krisis", "ktp"]
    assert templates.listed(desk)[0].text == "Yang lama."
    done(restraint.approve_message(desk))
    assert next((one.code, one.text) for one in templates.listed(desk)) == ("krisis", "Kami menangani.")
    assert [one.code for one in templates.listed(desk)] == ["krisis", "ktp"]
    done(restraint.end(desk, "surut"))
    assert templates.listed(desk)[0].text == "Yang lama."


def test_what_is_true_is_ready_for_those_who_make_the_claim(desk: Desk) -> None:
    one, other = comment(desk, account=2), comment(desk, platform_id="b")
    id = done(clarifications.open_from(desk, "Vaksin bikin mandul", comment=one.id)).params["clarification"]
    done(clarifications.change(desk, id, evidence=["surat"], verdict="disinformation", finding="Vaksin aman."))
    assert templates.listed(desk, one) == []
    done(clarifications.verify(desk, id))
    assert [(each.code, each.text) for each in templates.listed(desk, one)] == [("klarifikasi", "Vaksin aman.")]
    assert templates.listed(desk, other) == []
    post = put(desk, "posts", Post(title="Klarifikasi"))
    put(desk, "variants", Variant(post=post, account=1, url="https://fb.example/1"))
    put(desk, "variants", Variant(post=post, account=2, url="https://ig.example/1"))
    done(clarifications.link_post(desk, id, post))
    assert templates.listed(desk, one)[0].text == "Vaksin aman. https://ig.example/1"
