"""What a post leaves to be done: unanswered questions of a press conference, a contest without a winner."""

from typing import Literal, NamedTuple, Protocol

import msgspec


class Asked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question of a press conference, with who asked it, and what was answered."""

    question: str
    answer: str = ""


class Contest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A contest: its rules, until when one can take part, who won, and whether that was announced."""

    rules: str = ""
    deadline_at: int = 0
    winner: str = ""
    announced: bool = False


class Task(NamedTuple):
    """What is left to be done, and how often."""

    kind: Literal["answer", "winner", "announce"]
    n: int = 1


class Post(Protocol):
    """What the rule looks at; see `domain.posts.Post`."""

    asked: tuple[Asked, ...]
    contest: Contest | None


def left_to_do(post: Post, now: int) -> Task | None:
    """The next thing that is left to be done about a post; None: nothing."""
    if unanswered := sum(not one.answer.strip() for one in post.asked):
        return Task("answer", unanswered)
    contest = post.contest
    if contest is None or not contest.deadline_at or now < contest.deadline_at:
        return None
    if not contest.winner.strip():
        return Task("winner")
    return None if contest.announced else Task("announce")
