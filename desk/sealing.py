"""What an approval covers, inside a step: taking it back, and what taking back and doing again do to it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from desk.deliveries import let_go
from desk.desk import Step
from domain.audit import Change
from domain.posts import Post, Variant
from domain.readiness import is_sealed, seal, voids


def void(step: Step, id: int) -> dict[str, Any]:
    """The fields of a post whose approval is taken back; what was scheduled is planned again."""
    step.params["voided"] = True
    for one in _variants(step, id):
        if one.state == "scheduled":
            step.update("variants", one.id, {"state": "planned", **let_go(step, one, if_unsent=True)})
    return {"state": "draft", "approved_by": "", "approved_at": 0, "own_approval": False, "seal": "", "pictures": ""}


def hold_back(post: Post, variants: Iterable[Variant], actor: str) -> None:
    """What comes in as approved while a second person's approval is needed has to be approved here: it is in review.

    What is out everywhere stays as it is: there is nothing left to approve.
    """
    waiting = [one for one in variants if one.state in ("planned", "scheduled")]
    if post.state != "approved" or not waiting:
        return
    post.state, post.submitted_by = "review", actor
    for one in waiting:
        one.state = "planned"


class Before(NamedTuple):
    """How a post stood: its state, and the seal of what it said."""

    state: str
    seal: str


def posts_in(step: Step, changes: Iterable[Change]) -> dict[int, Before]:
    """The posts these changes are of, or of whose variants, as they stand inside the step."""
    ids = set()
    for one in changes:
        if one.table == "posts":
            ids.add(one.id)
        elif one.table == "variants":
            stored = step.get("variants", one.id) or one.before or one.after or {}
            ids.add(int(stored.get("post", 0)))
    posts = step.repo("posts", Post)
    found = {id: post for id in sorted(ids) if (post := posts.get(id)) is not None}
    return {id: Before(post.state, seal(post, _variants(step, id))) for id, post in found.items()}


def settle(step: Step, actor: str, before: Mapping[int, Before]) -> None:
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
        variants = _variants(step, id)
        if voids(post, variants, ["caption"]) and not is_sealed(post, variants):
            if was.state != "approved":
                step.refuse("approved_other", record=f"P{id}")
            step.update("posts", id, void(step, id))
        elif post.state == was.state == "review" and seal(post, variants) != was.seal:
            step.update("posts", id, {"submitted_by": actor})


def _variants(step: Step, post: int) -> list[Variant]:
    return [one for one in step.repo("variants", Variant).all() if one.post == post]
