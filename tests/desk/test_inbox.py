"""The inbox: an order that stands still until it is asked for, counts that are always right."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import store
from desk import comments as use
from desk.desk import Desk
from desk.finding import Listing
from desk.inbox import Counts, Inbox, count
from domain.comments import Comment, CommentRow
from domain.times import HOUR, MINUTE
from tests.desk.conftest import NOW, Clock, Opened, done, put_comment


def inbox_of(desk: Desk) -> Inbox:
    inbox = Inbox(desk)
    inbox.load()
    return inbox


def recounted(desk: Desk) -> Counts:
    """The counts from scratch."""
    return count((row for _id, row in desk.store.repo("comments", Comment).rows(CommentRow)), desk.now())


def test_the_open_ones_stand_by_priority(desk: Desk) -> None:
    praise = put_comment(desk, kind="praise")
    complaint = put_comment(desk)
    emergency = put_comment(desk, kind="emergency")
    put_comment(desk, state="answered")
    put_comment(desk, snoozed_until=NOW + HOUR)
    assert inbox_of(desk).order == [emergency, complaint, praise]


def test_the_four_figures(desk: Desk) -> None:
    put_comment(desk)
    put_comment(desk, reply_due=NOW - 1, sentiment="negative")
    put_comment(desk, kind="praise", reply_due=NOW - 1)
    put_comment(desk, reply_due=NOW - 1, snoozed_until=NOW + HOUR)
    put_comment(desk, state="done", reply_due=NOW - 1)
    assert inbox_of(desk).counts == Counts(open=4, unanswered=3, overdue=2, unsure=3)


def test_a_new_comment_waits_until_it_is_asked_for(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    first = put_comment(rina)
    inbox = inbox_of(rina)
    second = put_comment(budi, kind="emergency")
    changes = rina.store.poll()
    assert changes is not None
    assert inbox.take(changes["comments"]) == set()
    assert (inbox.order, inbox.arrived, inbox.counts.open) == ([first], {second}, 2)
    inbox.refresh()
    assert (inbox.order, inbox.arrived) == ([second, first], set())


def test_what_was_handled_stays_in_its_place_until_then(desk: Desk) -> None:
    first, second = put_comment(desk, kind="emergency"), put_comment(desk)
    inbox = inbox_of(desk)
    done(use.no_reply(desk, first, "spam"))
    assert inbox.take({first}) == {first}
    assert inbox.order == [first, second]
    assert inbox.counts == recounted(desk)
    inbox.refresh()
    assert inbox.order == [second]


def test_one_that_was_handled_before_it_was_seen_does_not_wait_any_more(desk: Desk) -> None:
    inbox = inbox_of(desk)
    id = put_comment(desk)
    inbox.take({id})
    done(use.no_reply(desk, id, "spam"))
    inbox.take({id})
    assert inbox.arrived == set()


def test_one_that_is_opened_again_waits(desk: Desk) -> None:
    id = put_comment(desk, state="done")
    inbox = inbox_of(desk)
    with desk.step("comment.test") as step:
        step.update("comments", id, {"state": "triaged"})
    inbox.take({id})
    assert inbox.arrived == {id}


def test_one_that_is_removed_is_forgotten(desk: Desk) -> None:
    id, other = put_comment(desk), put_comment(desk)
    inbox = inbox_of(desk)
    new = put_comment(desk)
    inbox.take({new})
    with desk.step("comment.test") as step:
        step.delete("comments", id)
        step.delete("comments", new)
    inbox.take({id, new})
    assert (inbox.comment(id), inbox.arrived, inbox.counts) == (None, set(), recounted(desk))
    inbox.refresh()
    assert inbox.order == [other]


def test_time_alone_makes_comments_late(desk: Desk, clock: Clock) -> None:
    put_comment(desk, reply_due=NOW + MINUTE)
    inbox = inbox_of(desk)
    assert inbox.counts.overdue == 0
    clock.now += MINUTE + 1
    inbox.recount()
    assert inbox.counts.overdue == 1


def test_the_index_counts_as_a_plain_look_does(desk: Desk, clock: Clock) -> None:
    inbox = inbox_of(desk)
    inbox.index.build()
    for number, state in enumerate(("new", "triaged", "in_progress", "answered", "done") * 3):
        kind = ("complaint", "praise", "question", "abuse")[number % 4]
        feeling = ("unsure", "negative")[number % 2]
        put_comment(desk, state=state, kind=kind, sentiment=feeling, reply_due=NOW + number * MINUTE)
    for _ in range(4):
        inbox.recount()
        assert inbox.counts == recounted(desk)
        clock.now += 4 * MINUTE
    assert inbox.counts.overdue > 0


def test_the_columns_of_the_index_start_as_a_comment_does(desk: Desk) -> None:
    with desk.step("comment.test") as step:
        id = step.insert("comments", {"platform": "x", "account": 3, "platform_id": "n"})  # All else is left out.
    inbox = inbox_of(desk)
    comment = inbox.comment(id)
    for field in ("state", "assignee", "sentiment", "kind", "account", "post"):
        assert id in inbox.index.ids(field, getattr(comment, field))
    assert list(inbox.index.due_before(10**15)) == []


def test_one_that_was_put_aside_comes_back_by_itself(desk: Desk, clock: Clock) -> None:
    id = put_comment(desk, snoozed_until=NOW + HOUR)
    inbox = inbox_of(desk)
    assert inbox.order == []
    clock.now += HOUR
    inbox.refresh()
    assert inbox.order == [id]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lampu", [1, 3]),
        ("LAMPU mati", [1]),
        ("mati lampu", [1]),
        ("bu_guru", [2]),
        ("Siti", [2]),
        ("siti pasar", [2]),
        ("air", []),
    ],
)
def test_a_search_looks_at_text_and_writer_of_all(desk: Desk, query: str, found: list[int]) -> None:
    put_comment(desk, text="Lampu jalan mati")
    put_comment(desk, text="pasar ramai", handle="bu_guru", author="Siti Rahma")
    put_comment(desk, text="terima kasih, LAMPU sudah nyala", state="done")
    inbox = inbox_of(desk)
    listing = inbox.search(query)
    assert listing is not None
    assert sorted(listing.order) == found
    inbox.show(listing)
    inbox.refresh()
    assert sorted(inbox.order) == found


def test_while_searching_the_list_stands_still_and_afterwards_everything_is_there(desk: Desk) -> None:
    first, handled = put_comment(desk), put_comment(desk, state="done", kind="emergency")
    inbox = inbox_of(desk)
    plain, found = inbox.listing, inbox.search("lampu")
    assert found is not None
    inbox.show(found)
    assert inbox.order == [first, handled]  # Open ones first, whatever their weight.
    new = put_comment(desk)
    inbox.take({new})
    assert (inbox.order, inbox.arrived) == ([first, handled], set())
    inbox.show(plain)
    assert (inbox.order, inbox.arrived) == ([first], {new})  # As it was, and what came meanwhile waits.
    inbox.refresh()
    assert sorted(inbox.order) == [first, new]


def test_a_search_puts_whole_words_first_then_parts_then_similar_ones_each_by_priority(desk: Desk) -> None:
    similar = put_comment(desk, text="lmapu mati", kind="emergency")
    part = put_comment(desk, text="lampunya mati", kind="emergency")
    praise = put_comment(desk, text="lampu nyala", kind="praise")
    answered = put_comment(desk, text="lampu mati", kind="emergency", state="answered")
    complaint = put_comment(desk, text="lampu mati")
    inbox = inbox_of(desk)
    found = inbox.find("lampu")
    assert found == Listing("lampu", [complaint, praise, answered, part])
    assert inbox.finder.widened(found) == Listing("lampu", [complaint, praise, answered, part, similar], similar=1)
    assert inbox.search("lampu") == inbox.finder.widened(found)


def test_decorated_writing_is_found_plainly_and_plain_writing_by_decorated(desk: Desk) -> None:
    id = put_comment(desk, text="𝗟𝗮𝗺𝗽𝘂 mati, café")
    inbox = inbox_of(desk)
    assert [inbox.search(query) for query in ("lampu", "cafe", "ⓛⓐⓜⓟⓤ")] == [
        Listing(query, [id]) for query in ("lampu", "cafe", "ⓛⓐⓜⓟⓤ")
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("K2", [2, 3]),  # The comment of that number first, then who speaks of it.
        ("k2", [2, 3]),
        ("k2 pasar", [2]),
        ("pasar K2", [2]),
        ("K2 lampu", []),
        ("K3", [3]),
        ("K99", []),
        ("k2 k3", []),
        ("2", [3]),
    ],
)
def test_a_comment_is_found_by_its_number(desk: Desk, query: str, found: list[int]) -> None:
    put_comment(desk, text="lampu")
    put_comment(desk, text="pasar")
    put_comment(desk, text="lihat k2")
    listing = inbox_of(desk).search(query)
    assert listing is not None
    assert listing.order == found


def test_signs_alone_are_no_search(desk: Desk) -> None:
    put_comment(desk, text="?!")
    inbox = inbox_of(desk)
    assert [inbox.search(query) for query in ("", " ", "?!")] == [None, None, None]


def test_a_search_nobody_waits_for_any_more_gives_nothing(desk: Desk) -> None:
    put_comment(desk, text="lampu")
    inbox = inbox_of(desk)
    assert inbox.find("lampu", lambda: True) is None
    assert inbox.finder.widened(Listing("lampu", [1]), lambda: True) is None


def test_after_a_great_many_changes_the_list_stays_and_the_rest_waits(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    first, gone = put_comment(rina), put_comment(rina)
    inbox = inbox_of(rina)
    new = [put_comment(budi, kind="emergency") for _ in range(5)]
    with budi.step("comment.test") as step:
        step.delete("comments", gone)
        step.update("comments", first, {"state": "done"})
    rina.store.poll()
    inbox.catch_up()
    assert (inbox.order, inbox.arrived, inbox.counts) == ([first], set(new), recounted(rina))


changes = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.fixed_dictionaries(
            {},
            optional={
                "state": st.sampled_from(("new", "triaged", "answered", "done")),
                "kind": st.sampled_from(("complaint", "praise", "emergency")),
                "sentiment": st.sampled_from(("unsure", "negative")),
                "reply_due": st.sampled_from((NOW - 1, NOW + 1, None)),
            },
        ),
    ),
    max_size=8,
)


@settings(max_examples=25)
@given(changes)
def test_counts_kept_as_changes_come_are_the_counts_from_scratch(several: list[tuple[int, dict[str, object]]]) -> None:
    with TemporaryDirectory() as folder:
        opened = store.open(Path(folder) / "store", "rina")
        desk = Desk(opened, now=lambda: NOW)
        for _ in range(3):
            put_comment(desk)
        inbox = inbox_of(desk)
        for id, fields in several:
            with desk.step("comment.test", audit="none") as step:
                if step.get("comments", id) is None:
                    id = step.insert("comments", Comment(platform="x", account=1, platform_id="n"))
                step.update("comments", id, fields)
            inbox.take({id})
            assert inbox.counts == recounted(desk)
        opened.close()
