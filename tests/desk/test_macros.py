"""Macros: several moves as one step, all or none of them; kept under digits."""

import pytest

from desk import admins, history, macros, triage
from desk import comments as use
from desk.desk import Desk
from desk.macros import Shown
from domain.agency import Agency, Template
from domain.audit import AuditEntry
from domain.comments import CommentState, Reply
from domain.corrections import Correction
from domain.macros import ME, SHIPPED, Move, closes, with_move
from domain.outcomes import Decision, Outcome
from domain.times import HOUR
from tests.desk.conftest import NOW, Opened, comment_of, conflict, done, put, put_account, put_comment, reason


def moves(**values: str) -> tuple[Move, ...]:
    return tuple(Move(what=what, value=value) for what, value in values.items())  # type: ignore[arg-type]


def entries(desk: Desk) -> list[AuditEntry]:
    return list(desk.store.repo("audit", AuditEntry).all())


JUDOL = SHIPPED[1][1]


def test_all_moves_are_one_step_one_entry_and_taken_back_as_one(desk: Desk) -> None:
    id = put_comment(desk)
    before = comment_of(desk, id)
    outcome = done(macros.play(desk, id, "judol", JUDOL, rev=1))
    after = comment_of(desk, id)
    assert (after.kind, after.hidden, after.hidden_reason) == ("gambling_spam", True, "spam")
    assert (after.state, after.state_reason) == ("no_reply", "spam")
    assert outcome.params == {"name": "judol"}
    (entry,) = entries(desk)
    assert (entry.verb, entry.params) == ("comment.macro", {"name": "judol"})
    done(history.undo(desk))
    taken_back = comment_of(desk, id)
    taken_back.rev = before.rev
    assert taken_back == before
    done(history.redo(desk))
    assert comment_of(desk, id).state == "no_reply"


def test_where_a_guard_says_no_nothing_is_half_done(desk: Desk) -> None:
    id = put_comment(desk, state="done")
    seq = desk.store.seq
    assert reason(macros.play(desk, id, "judol", JUDOL)) == "not_open"
    assert (desk.store.seq, entries(desk)) == (seq, [])
    assert not comment_of(desk, id).hidden
    assert reason(macros.play(desk, 99, "judol", JUDOL)) == "gone"
    assert reason(macros.play(desk, id, "nothing", ())) == "no_moves"


def test_what_is_hidden_already_gets_the_other_moves(desk: Desk) -> None:
    id = put_comment(desk, hidden=True, hidden_reason="spam")
    done(macros.play(desk, id, "judol", JUDOL))
    after = comment_of(desk, id)
    assert (after.kind, after.state, after.hidden) == ("gambling_spam", "no_reply", True)


def test_of_many_each_is_done_wholly_or_left_out(desk: Desk) -> None:
    states: list[CommentState] = ["new", "done", "triaged", "answered"]
    ids = [put_comment(desk, state=state) for state in states]

    def work(id: int, rev: int | None) -> Outcome:
        return macros.play(desk, id, "judol", JUDOL, rev=rev)

    outcome = done(triage.to_each(desk, dict.fromkeys(ids, 1), work))
    assert (outcome.params["many"], outcome.params["left_out"]) == (2, {"not_open": [ids[1], ids[3]]})
    assert [comment_of(desk, id).hidden for id in ids] == [True, False, True, False]
    assert [comment_of(desk, id).kind for id in ids] == ["gambling_spam", "complaint", "gambling_spam", "complaint"]
    (entry,) = entries(desk)
    assert {one.id for one in entry.changes if one.table == "comments"} == {ids[0], ids[2]}
    assert {one.comment for one in desk.store.repo("corrections", Correction).all()} <= {ids[0], ids[2]}
    done(history.undo(desk))
    assert {comment_of(desk, id).state for id in ids[::2]} == {"new", "triaged"}


def test_what_a_colleague_changed_beside_it_stands(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.add_note(budi, id, "sudah ditelepon"))
    outcome = done(macros.play(rina, id, "judol", JUDOL, rev=1))
    assert outcome.params["merged_with"] == "budi"
    assert comment_of(rina, id).notes[0].text == "sudah ditelepon"


def test_what_a_colleague_changed_of_the_same_is_asked(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(budi, id, "hoax"))
    clash = conflict(macros.play(rina, id, "judol", JUDOL, rev=1))
    assert (clash.by, clash.clashes) == ("budi", ("kind",))
    assert clash.mine == {"kind": "gambling_spam", "hidden": True, "hidden_reason": "spam"}
    assert comment_of(rina, id).kind == "hoax"
    theirs = Decision(table="comments", id=id, rev=2)
    with rina.decided([theirs]):
        assert reason(macros.play(rina, id, "judol", JUDOL, rev=1)) == "theirs_kept"
    with rina.decided([Decision(table="comments", id=id, rev=2, mine=frozenset({"kind"}))]):
        done(macros.play(rina, id, "judol", JUDOL, rev=1))
    assert comment_of(rina, id).kind == "gambling_spam"


def test_keys_faster_than_the_disk_do_no_harm(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, "hoax", rev=1))
    done(macros.play(desk, id, "judol", JUDOL, rev=1))
    assert comment_of(desk, id).kind == "gambling_spam"


def test_every_move_does_what_its_verb_does(desk: Desk) -> None:
    put_account(desk)
    agency = put(desk, "agencies", Agency(name="Dinas Lingkungan Hidup", short="DLH"))
    put(desk, "templates", Template(code="tk", text="Terima kasih, {nama}."))
    id = put_comment(desk, author="Ibu Sri")
    every = moves(
        kind="complaint",
        settle="14",
        sentiment="negative",
        label="jalan -banjir",
        assign=ME,
        note="dicek besok",
        template="tk",
        refer=str(agency),
    )
    done(macros.play(desk, id, "semua", every))
    after = comment_of(desk, id)
    assert (after.kind, after.follow_up_days, after.sentiment) == ("complaint", 14, "negative")
    assert (after.labels, after.assignee, after.notes[0].text) == (("jalan",), "rina", "dicek besok")
    assert after.state == "referred"
    assert after.referral is not None
    assert (after.referral.name, after.unheard) == ("Dinas Lingkungan Hidup", True)
    (draft,) = desk.store.repo("replies", Reply).all()
    assert (draft.comment, draft.by, draft.state, draft.text) == (id, "rina", "draft", "Terima kasih, Ibu Sri.")
    done(macros.play(desk, put_comment(desk), "tunda", moves(snooze="2 jam")))


def test_what_was_hidden_and_put_aside_is_shown_and_taken_up_again(desk: Desk) -> None:
    id = put_comment(desk, hidden=True, hidden_reason="spam", snoozed_until=NOW + HOUR)
    done(macros.play(desk, id, "bukan judol", moves(kind="question", unhide="", wake="")))
    after = comment_of(desk, id)
    assert (after.kind, after.hidden, after.hidden_reason, after.snoozed_until) == ("question", False, "", 0)
    other = put_comment(desk)
    done(macros.play(desk, other, "bukan judol", moves(kind="question", unhide="", wake="")))
    assert comment_of(desk, other).kind == "question"
    done(history.undo(desk))
    done(history.undo(desk))
    assert (comment_of(desk, id).hidden, comment_of(desk, id).snoozed_until) == (True, NOW + HOUR)


@pytest.mark.parametrize(
    ("fields", "wanted", "why"),
    [
        ({}, {"done": ""}, "no_answer_yet"),
        ({}, {"refer": "7"}, "no_agency"),
        ({}, {"template": "tk"}, "no_template"),
        ({}, {"snooze": "kapan-kapan"}, "not_until"),
        ({}, {"label": "a/b"}, "bad_label"),
        ({"kind": "question"}, {"settle": "5"}, "not_a_complaint"),
        ({"state": "referred"}, {"note": "x", "done": ""}, "agency_not_relayed"),
    ],
)
def test_every_guard_refuses_with_its_reason(
    desk: Desk, fields: dict[str, str], wanted: dict[str, str], why: str
) -> None:
    id = put_comment(desk, **fields)
    before = comment_of(desk, id)
    assert reason(macros.play(desk, id, "x", moves(note="dulu", **wanted) if "note" not in wanted else moves(**wanted)))
    assert reason(macros.play(desk, id, "x", moves(**wanted))) == why
    assert comment_of(desk, id) == before


def test_a_draft_that_says_something_else_is_left_alone(desk: Desk) -> None:
    put(desk, "templates", Template(code="tk", text="Terima kasih."))
    id = put_comment(desk)
    done(use.save_draft(desk, comment_of(desk, id), "Sudah saya tulis sendiri"))
    assert reason(macros.play(desk, id, "x", moves(template="tk"))) == "has_draft"
    done(use.save_draft(desk, comment_of(desk, id), "Terima kasih."))
    done(macros.play(desk, id, "x", moves(template="tk")))


def test_of_many_those_a_colleague_changed_in_the_same_respect_are_left_out(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ids = [put_comment(rina) for _ in range(3)]
    done(use.tag_kind(budi, ids[1], "hoax"))
    done(use.add_note(budi, ids[2], "beda hal"))
    outcome = done(
        triage.to_each(rina, dict.fromkeys(ids, 1), lambda id, rev: macros.play(rina, id, "judol", JUDOL, rev=rev))
    )
    assert (outcome.params["left_out"], outcome.params["merged_with"]) == ({"changed": [ids[1]]}, "budi")
    assert [comment_of(rina, id).state for id in ids] == ["no_reply", "triaged", "no_reply"]
    assert not comment_of(rina, ids[1]).hidden


# Keeping


def test_ones_own_stands_before_everybodys_and_that_before_ours(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    assert macros.shown(rina)[1] == Shown("gambling", JUDOL, shipped=True)
    done(macros.keep(budi, 1, "semua", moves(done=""), everybody=True))
    own = done(macros.keep(rina, 1, " punyaku  sendiri ", moves(note="x")))
    rina.store.poll(), budi.store.poll()
    assert macros.shown(rina)[1] == Shown("punyaku sendiri", moves(note="x"))
    assert macros.shown(budi)[1] == Shown("semua", moves(done=""))
    done(macros.remove(rina, own.changed["macros"][0]))
    assert macros.shown(rina)[1].name == "semua"
    done(history.undo(rina))
    assert macros.shown(rina)[1].name == "punyaku sendiri"


def test_a_digit_is_used_again_renamed_and_moved(desk: Desk) -> None:
    first = done(macros.keep(desk, 5, "air", moves(label="air"))).changed["macros"][0]
    done(macros.keep(desk, 5, "air mati", moves(label="air")))
    assert [(one.id, one.name) for one in macros.listed(desk)] == [(first, "air mati")]
    done(macros.keep(desk, 6, "lampu", moves(label="lampu")))
    assert reason(macros.keep(desk, 6, "air", moves(label="air"), id=first)) == "macro_digit_taken"
    done(macros.keep(desk, 7, "air", moves(label="air"), id=first))
    assert sorted(macros.shown(desk)) == [1, 2, 3, 4, 6, 7]


@pytest.mark.parametrize(
    ("digit", "name", "kept", "why"),
    [
        (0, "a", moves(done=""), "bad_macro_digit"),
        (10, "a", moves(done=""), "bad_macro_digit"),
        (5, "  ", moves(done=""), "no_name"),
        (5, "a", (), "no_moves"),
        (5, "a", moves(done="") * 13, "too_many_moves"),
    ],
)
def test_what_cannot_be_kept(desk: Desk, digit: int, name: str, kept: tuple[Move, ...], why: str) -> None:
    assert reason(macros.keep(desk, digit, name, kept)) == why


def test_values_hold_no_quotes(desk: Desk) -> None:
    done(macros.keep(desk, 5, "a", moves(note='bilang “nanti”\n dan "besok"')))
    assert macros.shown(desk)[5].moves[0].value == "bilang 'nanti' dan 'besok'"


def test_what_is_said_twice_while_recording_is_kept_once() -> None:
    recorded = with_move(with_move(moves(kind="hoax", done=""), Move(what="note", value="a")), Move(what="kind"))
    assert [one.what for one in recorded] == ["done", "note", "kind"]
    assert closes(recorded)
    assert not closes(moves(kind="hoax"))


def test_of_two_opposite_moves_the_last_one_is_kept() -> None:
    recorded = with_move(with_move(moves(hide="spam", snooze="2 jam"), Move(what="unhide")), Move(what="wake"))
    assert [one.what for one in recorded] == ["unhide", "wake"]
    assert not closes(recorded)
    assert [one.what for one in with_move(recorded, Move(what="hide", value="spam"))] == ["wake", "hide"]


# Admins


def test_admins_are_known_by_what_they_did(opened: Opened) -> None:
    rina, budi = opened("root:rina"), opened("root:budi")
    id = put_comment(rina, assignee="root:sari")
    put_comment(rina, assignee="dian:rina")
    done(use.assign(budi, id, "root:rina"))
    rina.store.poll()
    found = admins.known(rina, ["root:tono"])
    assert found == ["root:budi", "dian:rina", "root:rina", "root:tono"]
    names = admins.names(rina, found)
    assert (names["root:rina"], names["root:budi"]) == ("root:rina", "budi")
    assert admins.called("@Bud", names) == ["root:budi"]
    assert admins.called("rina", names) == ["dian:rina", "root:rina"]
    assert admins.called(" ", names) == []


def test_admins_are_called_as_they_want(opened: Opened) -> None:
    rina = opened("root:rina")
    done(admins.set_name(rina, "root:budi", " Budi  Santoso "))
    assert admins.display_names(rina) == {"root:budi": "Budi Santoso"}
    assert admins.names(rina, ["root:budi", "root:rina"]) == {"root:budi": "Budi Santoso", "root:rina": "rina"}
    assert admins.called("santoso", admins.names(rina, ["root:budi"])) == []
    for name in ("budi san", "budi", "root:budi"):
        assert admins.called(name, admins.names(rina, ["root:budi"])) == ["root:budi"]
    assert admins.lately(rina) == ["root:budi", "root:rina"]
    assert reason(admins.set_name(rina, "root:rina", "budi santoso")) == "exists"
    done(admins.set_name(rina, "root:budi", ""))
    assert admins.display_names(rina) == {}
    done(history.undo(rina))
    assert admins.display_names(rina) == {"root:budi": "Budi Santoso"}


def test_what_a_colleague_gave_is_told(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ids = [put_comment(rina) for _ in range(3)]
    given = done(triage.to_each(budi, dict.fromkeys(ids), lambda id, rev: use.assign(budi, id, "rina", rev=rev)))
    note = done(use.add_note(budi, ids[0], "segera"))
    mine = done(use.assign(rina, ids[0], "rina"))
    rina.store.poll()
    assert admins.handed(rina, [given.audit, note.audit, mine.audit, 99]) == [admins.Handed("budi", tuple(ids))]
    assert admins.handed(budi, [given.audit]) == []
