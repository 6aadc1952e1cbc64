"""One answer to many: composed once, each citizen addressed properly, each reply a record of its own."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

import msgspec

from desk import comments, outbox, triage
from desk.desk import Desk
from desk.replies import new_reply, unfit
from desk.templates import known
from domain.comments import ANSWERED, Comment, Reply, ReplyState
from domain.outbox import ON_ITS_WAY
from domain.outcomes import Done, Outcome
from domain.replies import Hindrance, bare, readdressed
from domain.templates import fill
from domain.text import storable


def draft_among(desk: Desk, comment: int) -> Reply | None:
    """This admin's draft of an answer to several, of which that comment is one."""
    mine = (one for one in desk.unsent.all() if (one.by, one.state) == (desk.actor, "draft"))
    return next((one for one in mine if comment in one.among), None)


def save_draft(desk: Desk, written_to: Comment, among: Collection[int], text: str) -> Outcome:
    """Keep what this admin has written so far to those comments, as `comments.save_draft` does to one."""
    with desk.step("reply.draft", audit="none") as step:
        kept = _draft(desk, written_to)
        fields = {"text": storable(text), "written_at": step.at, "among": tuple(among)}
        if kept and not (text.strip() and among):
            step.delete("replies", kept.id)
        elif kept:
            step.update("replies", kept.id, fields)
        elif text.strip() and among:
            step.insert("replies", msgspec.structs.replace(new_reply(desk, written_to, text, step.at), **fields))
    return step.outcome


def _draft(desk: Desk, written_to: Comment) -> Reply | None:
    mine = (one for one in desk.unsent.to(written_to.id) if (one.by, one.state) == (desk.actor, "draft"))
    return next((one for one in mine if one.among), None)


def fitted(desk: Desk, written_to: Comment, text: str, one: Comment) -> str:
    """The text for one of the citizens: their handle in place of the first one's, name and links in the fields."""
    text = readdressed(text, written_to, one)
    return fill(text, known(desk, one, text))


class Check(NamedTuple):
    """What is known of an answer to several before it goes out.

    Attributes:
        hindered: comments that cannot be answered with it, and why.
        same: so many replies of the same words the busiest post would have.
        answered: so many have our answer already.
    """

    hindered: dict[int, Hindrance]
    same: int
    answered: int


def check(desk: Desk, written_to: Comment, text: str, among: Collection[int]) -> Check:
    """Look at an answer to several. Goes through all replies: not for the event loop."""
    repo = desk.store.repo("comments", Comment)
    found = {id: one for id in among if (one := repo.get(id))}
    hindered = {id: Hindrance("gone", {}) for id in among if id not in found}
    said: Counter[tuple[int, str, str]] = Counter()
    for id, one in found.items():
        text_to = fitted(desk, written_to, text, one)
        if why := unfit(desk, text_to, one.platform):
            hindered[id] = why
        else:
            said[one.account, _under(one), bare(text_to)] += 1
    said_there = _said(desk)
    same = max((n + said_there[key] for key, n in said.items()), default=0)
    return Check(hindered, same, sum(one.state in ANSWERED for one in found.values()))


def same_words(desk: Desk, text: str, to: Comment) -> int:
    """How many replies under that post say the same, or are about to. Goes through all replies: not for the event
    loop."""
    return _said(desk)[to.account, _under(to), bare(text)] if bare(text) else 0


class _Said(msgspec.Struct, gc=False):
    account: int = 0
    post_ref: str = ""
    parent: str = ""
    text: str = ""
    state: ReplyState = "draft"


def _said(desk: Desk) -> Counter[tuple[int, str, str]]:
    """How often what was said under each post."""
    rows = desk.store.repo("replies", Reply).rows(_Said)
    gone_out = (row for _id, row in rows if row.state == "sent" or row.state in ON_ITS_WAY)
    return Counter((row.account, row.post_ref or row.parent, bare(row.text)) for row in gone_out)


def _under(comment: Comment) -> str:
    return comment.post_ref or comment.platform_id


def answer(desk: Desk, written_to: Comment, text: str, seen: Mapping[int, int | None], *, through_api: bool) -> Outcome:
    """Answer those comments, each with a reply of its own: one step, taken back as one.

    What cannot be answered is left out and told, as `triage.to_each` does it; those that were answered are struck off
    the draft.

    Args:
        written_to: whom the text was written to.
        seen: the comments, each with the revision the admin saw.
        through_api: the outbox sends them; else the admin says that they were sent.
    """
    repo = desk.store.repo("comments", Comment)
    draft = _draft(desk, written_to)
    left = list(draft.among) if draft else []

    def work(id: int, rev: int | None) -> Outcome:
        one = repo.get(id) or msgspec.structs.replace(written_to, id=id)
        text_to = fitted(desk, written_to, text, one)
        use = outbox.queue if through_api else comments.mark_sent
        outcome = use(desk, one, text_to, rev=rev)
        if isinstance(outcome, Done) and draft and id in left:
            left.remove(id)
            with desk.step(outcome.verb) as step:
                if left:
                    step.update("replies", draft.id, {"among": left})
                else:
                    step.delete("replies", draft.id)
        return outcome

    return triage.to_each(desk, seen, work)
