"""Two admins at one post or one setting; and every verb taken back to the letter, and done again."""

from collections.abc import Callable
from typing import Any

import pytest

from desk import agency, editing
from desk import comments as use
from desk.accounts import add_account, set_slots, set_targets
from desk.desk import Desk
from desk.history import redo, undo
from desk.posts import QuickPost, add_post, record_published
from desk.settings import set_setting
from domain.agency import Template
from domain.outcomes import Decision, Outcome
from domain.posts import Post
from tests.desk.conftest import (
    NOW,
    Opened,
    comment_of,
    conflict,
    done,
    put,
    put_account,
    put_comment,
    put_variant,
    reason,
    variant_of,
)


def post_of(desk: Desk, id: int = 1) -> Post:
    desk.store.poll()
    found = desk.store.repo("posts", Post).get(id)
    assert found is not None
    return found


def ready(desk: Desk, **fields: Any) -> int:
    """A post that can be reviewed."""
    known = {
        "title": "Pasar murah",
        "gist": "Pasar murah hari Sabtu.",
        "caption": "Pasar murah di alun-alun.",
        "purpose": "engagement",
        "pillar": "core",
        "need": "information",
        "owner": "rina",
    }
    id = put(desk, "posts", Post(**{**known, **fields}))
    account = put_account(desk)
    put(desk, "variants", {"post": id, "account": account.id})
    return id


def test_two_fields_of_one_post_go_together(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = ready(rina, hashtags=("#pasar",))
    done(editing.edit(budi, id, "caption", "Pasar murah besok.", rev=1))
    done(editing.edit(budi, id, "hashtags", ("#pasar", "#murah")))
    assert done(editing.edit(rina, id, "title", "Pasar murah lagi", rev=1)).params["merged_with"] == "budi"
    done(editing.edit(rina, id, "hashtags", ("#pasar", "#alun"), rev=1))
    now = post_of(rina, id)
    assert (now.title, now.caption) == ("Pasar murah lagi", "Pasar murah besok.")
    assert set(now.hashtags) == {"#pasar", "#murah", "#alun"}


def test_one_caption_written_twice_is_chosen_and_neither_is_lost_before(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = ready(rina)
    done(editing.edit(budi, id, "caption", "Dari budi.", rev=1))
    clash = conflict(editing.edit(rina, id, "caption", "Dari rina.", rev=1))
    assert clash.base is not None
    assert (clash.base["caption"], clash.theirs["caption"], clash.mine) == (
        "Pasar murah di alun-alun.",
        "Dari budi.",
        {"caption": "Dari rina."},
    )
    mine = Decision(table="posts", id=id, rev=clash.theirs["rev"], mine=frozenset({"caption"}))
    with rina.decided([mine]):
        done(editing.edit(rina, id, "caption", "Dari rina.", rev=1))
    assert post_of(rina, id).caption == "Dari rina."


def test_nobody_approves_what_they_have_not_seen(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = ready(rina, state="review", submitted_by="rina")
    put(budi, "audit", {"at": NOW, "by": "budi", "verb": "x"})
    done(editing.edit(rina, id, "caption", "Diganti diam-diam.", rev=1))
    clash = conflict(editing.approve(budi, id, rev=1))
    assert clash.clashes == ("caption",)
    with budi.decided([Decision(table="posts", id=id, rev=clash.theirs["rev"])]):
        assert reason(editing.approve(budi, id, rev=1)) == "theirs_kept"
    assert post_of(budi, id).state == "review"
    with budi.decided([Decision(table="posts", id=id, rev=clash.theirs["rev"], mine=frozenset({"caption"}))]):
        done(editing.approve(budi, id, rev=1))
    assert (post_of(budi, id).state, post_of(budi, id).caption) == ("approved", "Diganti diam-diam.")


def test_an_internal_note_is_no_hindrance_to_approval(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = ready(rina, state="review", submitted_by="rina")
    done(editing.edit(rina, id, "note", "cek tanggal", rev=1))
    assert done(editing.approve(budi, id, rev=1)).params["merged_with"] == "rina"


def test_an_edit_voids_an_approval_its_writer_had_not_seen(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = ready(rina, state="review", submitted_by="rina")
    done(editing.approve(budi, id, rev=1))
    assert done(editing.edit(rina, id, "caption", "Lain lagi.", rev=1)).params["voided"] is True
    assert (post_of(rina, id).state, post_of(rina, id).caption) == ("draft", "Lain lagi.")
    done(undo(rina))
    assert (post_of(rina, id).state, post_of(rina, id).approved_by) == ("approved", "budi")


def test_two_fields_of_one_template_go_together(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    done(agency.keep(rina, Template(code="ktp", text="Halo {nama}")))
    budi.store.poll()
    (theirs,) = agency.listed(budi, Template)
    (mine,) = agency.listed(rina, Template)
    theirs.text = "Halo Kak {nama}"
    done(agency.keep(budi, theirs, rev=theirs.rev))
    mine.code = "ktp2"
    done(agency.keep(rina, mine, rev=mine.rev))
    (now,) = agency.listed(rina, Template)
    assert (now.code, now.text) == ("ktp2", "Halo Kak {nama}")


def everything(desk: Desk) -> dict[str, dict[int, dict[str, Any]]]:
    """All that is stored but the trail, to the letter, revisions apart."""
    tables = desk.store.tables() - {"audit"}
    return {
        table: {
            id: {name: value for name, value in (desk.store.get(table, id) or {}).items() if name != "rev"}
            for id in sorted(desk.store.documents(table))
        }
        for table in sorted(tables)
        if desk.store.documents(table)
    }


VERBS: dict[str, Callable[[Desk], Outcome]] = {
    "comment.kind": lambda desk: use.tag_kind(desk, 1, "hoax"),
    "comment.sentiment": lambda desk: use.tag_sentiment(desk, 1, "negative"),
    "comment.assign": lambda desk: use.assign(desk, 1, "rina"),
    "comment.note": lambda desk: use.add_note(desk, 1, "catatan"),
    "comment.no_reply": lambda desk: use.no_reply(desk, 1, "spam"),
    "comment.done": lambda desk: use.finish(desk, 2),
    "comment.answered": lambda desk: use.mark_sent(desk, comment_of(desk, 1), "Baik"),
    "post.add": lambda desk: add_post(desk, QuickPost(account=desk.accounts()[0], slot_at=NOW, title="Apel")),
    "post.new": lambda desk: editing.new_draft(desk),
    "post.edit": lambda desk: editing.edit(desk, 1, "caption", "Lain"),
    "post.review": lambda desk: editing.submit(desk, 1),
    "variant.add": lambda desk: editing.add_channel(desk, 1, desk.accounts()[1]),
    "variant.remove": lambda desk: editing.remove_channel(desk, 1),
    "variant.caption": lambda desk: editing.set_own_caption(desk, 1, "Sendiri"),
    "variant.slot": lambda desk: editing.set_slot(desk, 1, NOW + 3_600_000),
    "variant.postponed": lambda desk: editing.leave(desk, 1, "postponed", "hujan"),
    "variant.published": lambda desk: record_published(desk, 1, NOW, "https://ig.example/p/1"),
    "setting": lambda desk: set_setting(desk, "agency", "Kecamatan Lain"),
    "account.add": lambda desk: add_account(desk, "tiktok", "baru"),
    "targets": lambda desk: set_targets(desk, 1, "2"),
    "slots": lambda desk: set_slots(desk, 1, "07.30 12.00"),
    "list.add": lambda desk: agency.keep(desk, Template(code="ktp", text="Halo")),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_taken_back_and_done_again(desk: Desk, verb: str) -> None:
    put_comment(desk)
    put_comment(desk, state="answered")
    ready(desk)
    put_account(desk, platform="x", handle="lain")
    before = everything(desk)
    done(VERBS[verb](desk))
    after = everything(desk)
    assert after != before
    done(undo(desk))
    assert everything(desk) == before
    done(redo(desk))
    assert everything(desk) == after
    done(undo(desk))
    assert everything(desk) == before


def test_a_publication_stays_with_its_variant(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_variant(rina, put_account(rina).id)
    done(editing.set_slot(budi, id, NOW + 3_600_000, rev=1))
    done(record_published(rina, id, NOW, "https://ig.example/p/1", rev=1))
    assert (variant_of(rina, id).state, variant_of(rina, id).slot_at) == ("published", NOW + 3_600_000)
