"""The desk on another engine than the journal: the same tests, and what only an engine without a lock brings about."""

import pytest

from desk import comments as use
from desk.desk import Desk
from store.store import Store
from tests.desk.conftest import Clock, Opened, comment_of, conflict, done, put_comment
from tests.desk.test_comments import *  # noqa: F403
from tests.desk.test_history import *  # noqa: F403
from tests.desk.test_two_desks import *  # noqa: F403
from tests.store.server import Server, ServerBackend


@pytest.fixture
def opened(clock: Clock) -> Opened:
    """Opens another desk on the same server, as somebody."""
    server = Server()
    return lambda actor: Desk(Store(ServerBackend(server), actor), now=clock)


def test_what_came_between_is_a_conflict_like_any_other(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    with rina.step("comment.assign") as step:
        step.update("comments", id, {"assignee": "rina"}, rev=1)
        done(use.assign(budi, id, "budi"))
    told = conflict(step.outcome)
    assert (told.table, told.id, told.by, told.theirs["assignee"]) == ("comments", id, "budi", "budi")
    assert told.base
    assert comment_of(rina, id).assignee == "budi"
    assert len(rina.done) == 0
