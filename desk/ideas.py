"""The idea bank: what is in it, a draft made of an idea, ideas of the agency's own."""

from desk.desk import Desk
from domain.ideas import READY, RUBRICS, USUAL, Idea, Known, Rubric, bank
from domain.outcomes import Outcome
from domain.posts import Post
from domain.text import storable

LIMIT = 300
"""Characters of an idea that are kept."""


def ideas(desk: Desk) -> list[Known]:
    """All ideas, by rubric, those used least first."""
    return bank(desk.store.repo("ideas", Idea).all(), desk.store.repo("posts", Post).all())


def draft(desk: Desk, code: str) -> Outcome:
    """A draft made of an idea; `params` has its id as ``post``."""
    with desk.step("idea.draft", idea=code) as step:
        idea = READY.get(code) or step.read("ideas", Idea, int(code) if code.isdigit() else 0)
        post = Post(
            title=storable(idea.text, LIMIT),
            pillar=idea.pillar,
            need=idea.need,
            format=idea.format,
            message_type=idea.message_type,
            owner=desk.actor,
            idea=code,
            created_at=step.at,
        )
        step.params["post"] = step.insert("posts", post)
    return step.outcome


def keep(desk: Desk, rubric: Rubric, text: str) -> Outcome:
    """Keep an idea of the agency's own; its pillar and the like are those usual for the rubric."""
    text = storable(" ".join(text.split()), LIMIT)
    with desk.step("idea.keep") as step:
        if not text:
            step.refuse("no_idea")
        if any(one.idea.text.casefold() == text.casefold() for one in ideas(desk)):
            step.refuse("idea_there")
        pillar, need, message = USUAL[rubric]
        row = Idea(rubric=rubric, text=text, pillar=pillar, need=need, message_type=message, by=desk.actor)
        step.params["idea"] = step.insert("ideas", row)
    return step.outcome


def put_away(desk: Desk, code: str) -> Outcome:
    """Take an idea out of the bank; posts made of it stay."""
    with desk.step("idea.remove", idea=code) as step:
        if code not in READY:
            id = step.read("ideas", Idea, int(code) if code.isdigit() else 0).id
            step.update("ideas", id, {"put_away": True})
        elif not any(one.ready == code and one.put_away for one in desk.store.repo("ideas", Idea).all()):
            step.insert("ideas", Idea(rubric=READY[code].rubric, ready=code, put_away=True, by=desk.actor))
    return step.outcome


def read_idea(line: str, usual: Rubric, names: dict[Rubric, str]) -> tuple[Rubric, str]:
    """Read ``edukasi: Cara …``: a rubric by a word of its name, or its beginning, and the idea; without one `usual`."""
    head, colon, rest = line.partition(":")
    wanted = head.strip().casefold()
    if colon and wanted and rest.strip():
        for rubric in RUBRICS:
            name = names[rubric].casefold()
            if name.startswith(wanted) or any(word.startswith(wanted) for word in name.split()) or rubric == wanted:
                return rubric, rest.strip()
    return usual, line.strip()
