"""What a post leaves to be done: answers, a winner, the announcement."""

import pytest

from domain.afterwards import Asked, Contest, Task, left_to_do
from domain.posts import Post

NOW = 1_000


@pytest.mark.parametrize(
    ("post", "task"),
    [
        (Post(), None),
        (Post(asked=(Asked(question="a?", answer="ya"),)), None),
        (
            Post(asked=(Asked(question="a?"), Asked(question="b?", answer=" "), Asked(question="c?", answer="x"))),
            ("answer", 2),
        ),
        (Post(contest=Contest()), None),
        (Post(contest=Contest(deadline_at=NOW + 1)), None),
        (Post(contest=Contest(deadline_at=NOW)), ("winner", 1)),
        (Post(contest=Contest(deadline_at=NOW, winner="Sari")), ("announce", 1)),
        (Post(contest=Contest(deadline_at=NOW, winner="Sari", announced=True)), None),
        (Post(contest=Contest(deadline_at=NOW), asked=(Asked(question="a?"),)), ("answer", 1)),
    ],
)
def test_the_next_thing_that_is_left_to_be_done(post: Post, task: Task | None) -> None:
    assert left_to_do(post, NOW) == task
