"""Comments that say the same are stored as one group, however they come in."""

from desk.desk import Desk
from desk.inbox import Inbox
from desk.receive.similar import SPAN, Similar
from domain.comments import Comment
from tests.desk.conftest import NOW


def put(desk: Desk, *texts: str, written_at: int = NOW) -> list[int]:
    similar, ids = Similar(desk), []
    with desk.step("example", audit="none") as step:
        for text in texts:
            comment = Comment(platform="instagram", account=1, platform_id=text, text=text, written_at=written_at)
            ids.append(similar.insert(step, comment))
    return ids


def groups(desk: Desk) -> dict[int, int]:
    return {one.id: one.group for one in desk.store.repo("comments", Comment).all()}


def test_later_ones_name_the_first_also_over_several_imports(desk: Desk) -> None:
    first, second, other = put(desk, "Kapan bansos cair min?", "kpn bansos cair", "jalan Sukamaju rusak")
    (third,) = put(desk, "Bansos kapan cairnya ya")
    assert groups(desk) == {first: 0, second: first, other: 0, third: first}


def test_what_was_said_long_ago_is_another_matter(desk: Desk) -> None:
    (old,) = put(desk, "Kapan bansos cair?", written_at=NOW - SPAN - 1)
    first, second = put(desk, "Kapan bansos cair?", "kapan bansos cair??")
    assert groups(desk) == {old: 0, first: 0, second: first}


def test_the_inbox_counts_and_lists_them(desk: Desk) -> None:
    first, second, _other = put(desk, "Kapan bansos cair min?", "kpn bansos cair", "jalan Sukamaju rusak")
    inbox = Inbox(desk)
    inbox.load()
    assert [inbox.count_alike(one) for one in desk.store.repo("comments", Comment).all()] == [2, 2, 1]
    assert sorted(inbox.alike(first).order) == [first, second]
    (third,) = put(desk, "bansos kapan cair")
    inbox.take([third])
    inbox.show(inbox.alike(first))
    inbox.refresh()
    assert sorted(inbox.order) == [first, second, third]
    with desk.step("example", audit="none") as step:
        step.delete("comments", second)
    inbox.take([second])
    comment = inbox.comment(first)
    assert comment
    assert inbox.count_alike(comment) == 2
