"""Crisis mode freezes the queue and hurries replies; political periods ask for a second person."""

from datetime import date

import pytest
from msgspec.structs import replace

from desk import agency, editing, history, reckoning, restraint
from desk.clarifications import change, link_post, open_from, verify
from desk.comments import tag_kind
from desk.day import Plan
from desk.desk import Desk
from desk.posts import record_published
from desk.receive.similar import Similar
from desk.settings import set_setting
from domain.comments import Comment
from domain.posts import Post
from domain.restraint import Crisis, PoliticalPeriod, hastened
from domain.times import DAY, HOUR, MINUTE
from tests.desk.conftest import (
    NOW,
    Clock,
    Opened,
    comment_of,
    done,
    put,
    put_account,
    put_comment,
    put_variant,
    reason,
    variant_of,
)

TODAY = date(2026, 11, 23)


def now_on(desk: Desk) -> Crisis:
    found = restraint.crisis(desk)
    assert found is not None
    return found


def test_it_is_started_noted_and_ended(desk: Desk, clock: Clock) -> None:
    assert restraint.crisis(desk) is None
    done(restraint.start(desk, "  Air PDAM\n keruh "))
    assert (now_on(desk).reason, now_on(desk).started_by, now_on(desk).started_at) == ("Air PDAM keruh", "rina", NOW)
    clock.now += HOUR
    done(restraint.set_phase(desk, "after"))
    done(restraint.note(desk, "PDAM sudah dihubungi"))
    assert reason(restraint.end(desk, " ")) == "no_closing"
    done(restraint.end(desk, "Pipa diganti"))
    assert restraint.crisis(desk) is None
    (kept,) = restraint.crises(desk)
    assert (kept.ended_at, kept.closing, kept.phase) == (NOW + HOUR, "Pipa diganti", "after")
    assert [(one.at, one.text) for one in kept.log] == [(NOW + HOUR, "PDAM sudah dihubungi")]


def test_there_is_one_at_a_time(desk: Desk) -> None:
    assert reason(restraint.end(desk, "usai")) == "no_crisis"
    assert reason(restraint.note(desk, "apa")) == "no_crisis"
    assert reason(restraint.start(desk, "  ")) == "empty_text"
    done(restraint.start(desk, "banjir"))
    assert reason(restraint.start(desk, "gempa")) == "crisis_on"
    assert reason(restraint.set_phase(desk, "never")) == "bad_choice"  # type: ignore[arg-type]


def test_each_change_is_one_entry_and_can_be_taken_back(desk: Desk) -> None:
    comment = put_comment(desk)
    first = done(restraint.start(desk, "banjir", groups=[comment]))
    assert first.audit
    assert comment_of(desk, comment).reply_due == NOW + 30 * MINUTE
    done(history.undo(desk))
    assert restraint.crisis(desk) is None
    assert comment_of(desk, comment).reply_due == NOW + 90 * MINUTE
    done(history.redo(desk))
    done(restraint.end(desk, "usai"))
    done(history.undo(desk))
    assert now_on(desk).reason == "banjir"


def test_the_queue_is_frozen_while_it_lasts(desk: Desk, clock: Clock) -> None:
    account = put_account(desk)
    variant = put_variant(desk, account.id, slot_at=NOW + DAY)
    post = variant_of(desk, variant).post
    with desk.store.transaction() as tx:
        tx.update("posts", post, {"state": "approved"})
    done(restraint.start(desk, "banjir"))
    clock.now += HOUR
    assert reason(editing.schedule(desk, post)) == "frozen"
    assert reason(record_published(desk, variant, clock.now, "")) == "frozen"
    assert variant_of(desk, variant).state == "planned"
    # What went out before is a fact still.
    done(record_published(desk, variant, NOW - 1, ""))
    done(restraint.end(desk, "surut"))
    another = put(desk, "posts", Post(title="lain", state="approved"))
    assert reason(editing.schedule(desk, another)) == "nothing_to_schedule"


def test_the_fast_clock_is_never_later_than_the_usual_one() -> None:
    on = Crisis(reason="banjir", groups=(7,), started_at=NOW, minutes=30)
    before, after = NOW - HOUR, NOW + HOUR
    assert hastened(on, "complaint", 7, before, NOW + 5 * HOUR) == NOW + 30 * MINUTE
    assert hastened(on, "complaint", 7, after, NOW + 5 * HOUR) == after + 30 * MINUTE
    assert hastened(on, "question", 7, before, NOW + MINUTE) == NOW + MINUTE
    assert hastened(on, "hoax", 7, before, None) == NOW + 30 * MINUTE
    assert hastened(on, "praise", 7, before, NOW + DAY) == NOW + DAY
    assert hastened(on, "complaint", 8, before, NOW + DAY) == NOW + DAY
    assert hastened(None, "complaint", 7, before, NOW + DAY) == NOW + DAY
    ended = Crisis(reason="banjir", groups=(7,), started_at=NOW, ended_at=NOW + 1)
    assert hastened(ended, "complaint", 7, before, NOW + DAY) == NOW + DAY


def test_only_replies_still_due_in_its_groups_are_moved_up(desk: Desk) -> None:
    first = put_comment(desk)
    same = put_comment(desk, group=first)
    praise = put_comment(desk, group=first, kind="praise")
    answered = put_comment(desk, group=first, state="answered")
    other = put_comment(desk)
    done(set_setting(desk, "crisis_minutes", "15"))
    assert done(restraint.start(desk, "banjir", groups=[first])).params["n"] == 2
    due = {id: comment_of(desk, id).reply_due for id in (first, same, praise, answered, other)}
    assert due[first] == due[same] == NOW + 15 * MINUTE
    assert due[praise] == due[answered] == due[other] == NOW + 90 * MINUTE
    assert done(restraint.widen(desk, other)).params["n"] == 1
    assert reason(restraint.widen(desk, other)) == "group_there"
    assert now_on(desk).groups == (first, other)


@pytest.mark.parametrize("minutes", ["0", "-5", "setengah", "1441", "3.5"])
def test_minutes_have_to_be_some(desk: Desk, minutes: str) -> None:
    assert reason(set_setting(desk, "crisis_minutes", minutes)) == "bad_minutes"


def test_the_message_needs_another_person(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    done(restraint.start(rina, "banjir"))
    assert reason(restraint.approve_message(rina)) == "no_message"
    done(restraint.write_message(rina, "Kami sedang menangani."))
    done(restraint.note(budi, "siap"))
    rina.store.poll()
    assert reason(restraint.approve_message(rina)) == "own_message"
    assert restraint.message(rina) == ""
    done(restraint.approve_message(budi))
    rina.store.poll()
    assert restraint.message(rina) == "Kami sedang menangani."
    assert not now_on(rina).own_approval
    assert reason(restraint.approve_message(budi)) == "already_approved"
    done(restraint.write_message(budi, "Kami menangani sejak pagi."))
    assert restraint.message(budi) == "", "another text needs another approval"
    assert reason(restraint.write_message(budi, "Kami menangani sejak pagi.")) == "same_text"


def test_who_is_alone_approves_their_own_and_it_is_marked(desk: Desk) -> None:
    done(restraint.start(desk, "banjir"))
    done(restraint.write_message(desk, "Kami sedang menangani."))
    assert done(restraint.approve_message(desk)).params["own"]
    assert now_on(desk).own_approval
    assert restraint.message(desk)


def test_log_entries_of_two_admins_add_up(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    done(restraint.start(rina, "banjir"))
    done(restraint.note(rina, "satu"))
    done(restraint.note(budi, "dua"))
    rina.store.poll()
    assert [one.text for one in now_on(rina).log] == ["satu", "dua"]
    done(history.undo(rina))
    assert [one.text for one in now_on(rina).log] == ["dua"]


def test_a_political_period_by_its_days(desk: Desk) -> None:
    period = PoliticalPeriod(name="Pilkada", since="23/11/2026", until="2026-12-09", words=("Budi Santoso", " 02 "))
    done(agency.keep(desk, period))
    found = restraint.political_period(desk, TODAY)
    assert found
    assert (found.since, found.words) == ("2026-11-23", ("Budi Santoso", "02"))
    assert restraint.political_period(desk, date(2026, 12, 9))
    assert restraint.political_period(desk, date(2026, 11, 22)) is None
    assert restraint.political_period(desk, date(2026, 12, 10)) is None
    assert restraint.watchlist(desk, "Pilih 02, Budi  SANTOSO!") == ("Budi Santoso", "02")
    assert restraint.watchlist(desk, "Budi Santoso", date(2026, 12, 10)) == ()
    done(history.undo(desk))
    assert restraint.political_period(desk, TODAY) is None


def test_a_period_has_two_days_and_a_name(desk: Desk) -> None:
    def keep(name: str = "Pemilu", since: str = "2026-11-23", until: str = "2026-11-24") -> str:
        return reason(agency.keep(desk, PoliticalPeriod(name=name, since=since, until=until)))

    assert keep(since="") == "bad_date"
    assert keep(until="besok") == "bad_date"
    assert keep(until="2026-11-22") == "ends_before"
    assert keep(name=" ") == "no_name"


def test_when_a_second_person_is_needed(desk: Desk) -> None:
    assert not restraint.second_approval(desk)
    done(set_setting(desk, "second_approval", "on"))
    assert restraint.second_approval(desk)
    done(set_setting(desk, "second_approval", "off"))
    done(restraint.start(desk, "banjir"))
    assert restraint.second_approval(desk)
    done(restraint.end(desk, "surut"))
    assert not restraint.second_approval(desk)
    done(agency.keep(desk, PoliticalPeriod(name="Pilkada", since="2026-11-01", until="2026-11-30")))
    assert restraint.second_approval(desk)


def put_similar(desk: Desk, *texts: str, written_at: int) -> list[int]:
    """Comments come in as an import brings them."""
    similar, ids = Similar(desk), []
    with desk.step("example", audit="none") as step:
        for text in texts:
            due = desk.calendars.due("complaint", written_at, 1)
            comment = Comment(platform="instagram", account=1, platform_id=f"{text}{written_at}", text=text)
            known = replace(comment, kind="complaint", written_at=written_at, **due._asdict())
            ids.append(similar.insert(step, known))
    return ids


def test_what_comes_in_about_it_is_due_soon(desk: Desk, clock: Clock) -> None:
    (first,) = put_similar(desk, "Air PDAM keruh sejak kemarin", written_at=NOW)
    done(restraint.start(desk, "air keruh", groups=[first]))
    clock.now += HOUR
    same, other = put_similar(desk, "air pdam keruh sejak kemarin!!", "Lampu jalan mati", written_at=clock.now)
    assert comment_of(desk, same).group == first
    assert comment_of(desk, same).reply_due == clock.now + 30 * MINUTE
    assert comment_of(desk, other).reply_due == desk.calendars.due("complaint", clock.now, 1).reply_due
    done(restraint.end(desk, "beres"))
    (late,) = put_similar(desk, "Air PDAM keruh sejak kemarin min", written_at=clock.now)
    assert comment_of(desk, late).reply_due == desk.calendars.due("complaint", clock.now, 1).reply_due


def test_another_kind_has_the_fast_clock_too_and_reckoning_leaves_it(desk: Desk) -> None:
    (first,) = put_similar(desk, "Air PDAM keruh sejak kemarin", written_at=NOW)
    done(restraint.start(desk, "air keruh", groups=[first]))
    done(tag_kind(desk, first, "hoax"))
    assert comment_of(desk, first).reply_due == NOW + 30 * MINUTE
    done(tag_kind(desk, first, "praise"))
    assert comment_of(desk, first).reply_due == desk.calendars.due("praise", NOW, 1).reply_due
    done(tag_kind(desk, first, "question"))
    assert reckoning.outdated(desk) == {}
    done(restraint.end(desk, "beres"))
    assert list(reckoning.outdated(desk)) == [first]


def test_what_falls_due_meanwhile_is_frozen_not_missed(desk: Desk, clock: Clock) -> None:
    account = put_account(desk)
    missed = put_variant(desk, account.id, slot_at=NOW - HOUR)
    due = put_variant(desk, account.id, slot_at=NOW - MINUTE)
    ahead = put_variant(desk, account.id, slot_at=NOW + 2 * HOUR)
    plan = Plan(desk)

    def moments() -> dict[int, str]:
        return {item.variant.id: item.moment for item in plan.queue() if item.variant}

    plan.take(done(restraint.start(desk, "banjir")).changed)
    assert moments() == {missed: "missed", due: "frozen", ahead: "planned"}
    clock.now += 4 * HOUR
    assert moments() == {missed: "missed", due: "frozen", ahead: "frozen"}
    sheet = done(open_from(desk, "Tanggul jebol")).params["clarification"]
    done(change(desk, sheet, evidence=["BPBD"], verdict="misinformation", finding="Tanggul utuh."))
    done(verify(desk, sheet))
    plan.take(done(link_post(desk, sheet, variant_of(desk, ahead).post)).changed)
    assert moments() == {missed: "missed", due: "frozen", ahead: "missed"}
    plan.take(done(restraint.end(desk, "surut")).changed)
    assert moments() == {missed: "missed", due: "missed", ahead: "missed"}
