"""The audit trail: found by admin, day, verb and record; told field by field, personal data hidden."""

import msgspec

from desk import comments as use
from desk import trail
from desk.desk import Desk
from desk.history import undo
from desk.posts import QuickPost, add_post, record_published
from domain.accounts import Setting
from domain.audit import AuditEntry, Change
from domain.times import DAY
from tests.desk.conftest import NOW, Clock, Opened, comment_of, done, put, put_account, put_comment


def verbs(word: str) -> set[str]:
    """The words of this desk: a verb is meant by its code."""
    return {code for code in ("comment.kind", "comment.note", "comment.answered", "post.add") if word in code}


def found(desk: Desk, query: str) -> list[tuple[str, str]]:
    repo = desk.store.repo("audit", AuditEntry)
    entries = [repo.get(id) for id in trail.matching(desk, query, verbs)]
    return [(entry.by, entry.verb) for entry in entries if entry]


def test_the_newest_stands_first(desk: Desk) -> None:
    id = put_comment(desk)
    first = done(use.tag_kind(desk, id, "hoax")).audit
    second = done(use.add_note(desk, id, "a")).audit
    assert trail.entries(desk) == [second, first]
    assert trail.matching(desk, "", verbs) == [second, first]


def test_found_by_admin_verb_and_day_and_all_of_them(opened: Opened, clock: Clock) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    put(rina, "settings", Setting(key="zone", value="WIT"))
    done(use.tag_kind(rina, id, "hoax"))
    done(use.add_note(rina, id, "a"))
    clock.now = NOW + 14 * 60 * 60_000 + 20 * 60_000  # 00.02 of the 24th in Papua, still the 23rd in Java.
    done(use.tag_kind(budi, id, "praise"))
    rina.store.poll()
    assert found(rina, "RINA") == [("rina", "comment.note"), ("rina", "comment.kind")]
    assert found(rina, "kind") == [("budi", "comment.kind"), ("rina", "comment.kind")]
    assert found(rina, "24/11") == [("budi", "comment.kind")]
    assert found(rina, "23/11/2026 kind") == [("rina", "comment.kind")]
    assert found(rina, "23/11/2025") == []
    assert found(rina, "budi note") == []
    clock.now += 300 * DAY  # A day without a year is the last one there was.
    assert found(rina, "24/11") == [("budi", "comment.kind")]
    assert found(rina, "31/2") == []


def test_what_was_taken_back_is_found_by_its_verb_too(desk: Desk) -> None:
    done(use.tag_kind(desk, put_comment(desk), "hoax"))
    done(undo(desk))
    assert found(desk, "kind") == [("rina", "undo"), ("rina", "comment.kind")]


def test_a_record_is_found_with_what_belongs_to_it(desk: Desk) -> None:
    one, other = put_comment(desk), put_comment(desk)
    done(use.mark_sent(desk, comment_of(desk, one), "Baik"))
    done(use.tag_kind(desk, other, "hoax"))
    done(add_post(desk, QuickPost(account=put_account(desk), slot_at=NOW, title="Apel")))
    done(record_published(desk, 1, NOW, ""))
    assert found(desk, f"k{one}") == [("rina", "comment.answered")]
    assert found(desk, "P1") == [("rina", "variant.published"), ("rina", "post.add")]
    assert found(desk, "K99") == []


def test_a_change_is_told_field_by_field_without_personal_data() -> None:
    change = Change(
        table="comments",
        id=1,
        before={"kind": "complaint", "notes": []},
        after={
            "rev": 2,
            "kind_by": "rina",
            "kind": "hoax",
            "notes": [{"at": 1, "by": "rina", "text": "NIK 3508102304900001"}],
            "reading": {"reasons": ["3508102304900001"]},
        },
    )
    told = trail.field_changes(change)
    assert [one.field for one in told] == ["kind", "notes", "kind_by"]
    assert (told[0].before, told[0].after) == ("complaint", "hoax")
    assert (told[2].before, told[2].after) == ("", "rina")  # What was not stored had its default.
    assert "0001" in told[1].after[0]["text"]
    assert "3508102304900001" not in msgspec.json.encode([one.after for one in told]).decode()


def test_a_new_record_had_nothing_before() -> None:
    told = trail.field_changes(Change(table="posts", id=1, after={"title": "Apel"}))
    assert [(one.field, one.before, one.after) for one in told] == [("title", msgspec.UNSET, "Apel")]
