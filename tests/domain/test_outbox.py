"""When a reply is tried again, and what becomes of it."""

import pytest

from domain.comments import Reply
from domain.outbox import ATTEMPTS, PAUSES, Reason, again_at, fate, is_due, is_to_be_asked
from domain.times import MINUTE

NOW = 1_000 * MINUTE


def test_pauses_grow_and_then_stay() -> None:
    waits = [again_at(tries, NOW, None) - NOW for tries in range(1, 9)]
    assert waits == [*PAUSES, PAUSES[-1], PAUSES[-1]]
    assert waits == sorted(waits)


def test_a_platform_that_says_when_is_never_asked_before() -> None:
    assert again_at(1, NOW, NOW + 90 * MINUTE) == NOW + 90 * MINUTE
    assert again_at(1, NOW, NOW - 90 * MINUTE) == NOW + MINUTE


@pytest.mark.parametrize(
    ("reason", "tries", "state"),
    [
        ("limited", 1, "queued"),
        ("unreachable", ATTEMPTS - 1, "queued"),
        ("unreachable", ATTEMPTS, "failed"),
        ("refused", 1, "failed"),
        ("expired", 1, "failed"),
        ("unknown", ATTEMPTS, "unknown"),
    ],
)
def test_what_becomes_of_a_reply(reason: Reason, tries: int, state: str) -> None:
    assert fate(reason, tries) == state


def test_what_is_due() -> None:
    one = Reply(platform="x", state="queued", retry_at=NOW)
    assert is_due(one, NOW)
    assert not is_due(one, NOW - 1)
    for state in ("draft", "awaiting", "sending", "sent", "failed", "unknown"):
        assert not is_due(Reply(platform="x", state=state), NOW)
    assert is_to_be_asked(Reply(platform="x", state="unknown", retry_at=NOW), NOW)
    assert not is_to_be_asked(Reply(platform="x", state="unknown"), NOW)  # An admin has to look.
