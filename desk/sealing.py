"""What an approval covers, inside a step: taking it back, and what taking back and doing again do to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from desk.desk import Step
from domain.audit import Change
from domain.posts import Post, Variant
from domain.readiness import CONTENT, is_sealed


def void(step: Step, id: int) -> dict[str, Any]:
    """The fields of a post whose approval is taken back; what was scheduled is planned again."""
    step.params["voided"] = True
    for one in _variants(step, id):
        if one.state == "scheduled":
            step.update("variants", one.id, {"state": "planned"})
    return {"state": "draft", "approved_by": "", "approved_at": 0, "own_approval": False, "seal": ""}


def posts_in(step: Step, changes: Iterable[Change]) -> dict[int, Post]:
    """The posts these changes are of, or of whose variants, as they stand inside the step."""
    ids = set()
    for one in changes:
        if one.table == "posts":
            ids.add(one.id)
        elif one.table == "variants":
            stored = step.get("variants", one.id) or one.before or one.after or {}
            ids.add(int(stored.get("post", 0)))
    posts = step.repo("posts", Post)
    return {id: post for id in sorted(ids) if (post := posts.get(id)) is not None}


def settle(step: Step, actor: str, before: Mapping[int, Post]) -> None:
    """Taking back and doing again are edits too: hold the posts they touched to what holds of edits.

    An approval comes back only with what was approved, and is gone where something else is there now; who changed a
    post in review is who sent it.

    Args:
        step: what is taken back, or done again, is written in it already.
        actor: who does.
        before: the posts as they were, by id.
    """
    posts = step.repo("posts", Post)
    for id, was in before.items():
        post = posts.get(id)
        if post is None:
            continue
        if post.state == "approved" and not is_sealed(post, _variants(step, id)):
            if was.state != "approved":
                step.refuse("approved_other", record=f"P{id}")
            step.update("posts", id, void(step, id))
        elif post.state == was.state == "review" and _content(post) != _content(was):
            step.update("posts", id, {"submitted_by": actor})


def _variants(step: Step, post: int) -> list[Variant]:
    return [one for one in step.repo("variants", Variant).all() if one.post == post]


def _content(post: Post) -> list[Any]:
    return [getattr(post, name) for name in sorted(CONTENT)]
