"""Rising issues: groups of comments of which more came in an hour than is usual for them; and what they hold.

For the alarm, groups that say one matter in other words count together, under the largest of them. Everywhere else they
stay groups of their own: one reply answers one group.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple

import msgspec

from desk.desk import Desk
from domain.accounts import PLATFORMS, Platform
from domain.comments import OPEN_STATES, Comment, CommentRow, CommentState, Kind, Span, masked, owed
from domain.outcomes import Outcome
from domain.rising import AUTHORS, SPAN, TOLD_FOR, Dismissal, Rise, Said, by_hour, rise
from domain.times import HOUR

NO_ISSUE: frozenset[Kind] = frozenset({"gambling_spam", "praise"})
"""A group of which most is of these kinds is not told: a flood of advertisements, a wave of thanks."""
HOURS = 48
"""Of an issue's sparkline."""
_READ = 40
"""Texts of a group that its label is made of."""
_NO_MATTER: frozenset[Kind] = NO_ISSUE | {"other", "abuse"}
"""Comments of these kinds are not looked at for other words of one matter."""
_WORDINGS = 1_000
"""So many groups, the newest, are."""
_COMPARED = 500
"""Characters of a text that tell its matter."""


class Rising(NamedTuple):
    """A group that is a rising issue now.

    Attributes:
        group: the first of its comments.
        label: what it is about, in a few words; personal data hidden.
        rise: the hour that made it one.
        comments: how many say it, within the last 14 days.
        others: groups that say it in other words, and are counted in.
    """

    group: int
    label: str
    rise: Rise
    comments: int
    others: tuple[int, ...] = ()


class Issue(NamedTuple):
    """A group of comments, whether or not it rises.

    Attributes:
        since: when its first comment was written.
        hours: comments in each of the last 48 hours, the oldest first.
        platforms: comments on each, the most first.
        authors: how many citizens.
        kinds: comments of each kind, the most first.
        open: how many still wait for a first word from us.
        comments: ids, the newest first.
        dismissed: it was said to be no issue, and is not told.
        otherwise: so many of the comments say it in other words: they belong to other groups.
    """

    group: int
    label: str
    rise: Rise | None
    since: int
    hours: list[int]
    platforms: list[tuple[Platform, int]]
    authors: int
    kinds: list[tuple[Kind, int]]
    open: int
    comments: list[int]
    dismissed: bool
    otherwise: int = 0


class _Who(msgspec.Struct, gc=False):
    written_at: int = 0
    written_precision: str = "second"
    platform: Platform = "instagram"
    author: str = ""
    handle: str = ""
    kind: Kind = "other"
    state: CommentState = "new"
    unheard: bool = False

    @property
    def writer(self) -> str:
        """Who wrote it, as far as that is known."""
        return f"{self.platform} {self.handle.casefold() or self.author.casefold()}"


class _Found(msgspec.Struct, gc=False, frozen=True):
    personal_data: tuple[Span, ...] = ()


class _Text(msgspec.Struct, gc=False):
    text: str = ""
    reading: _Found = _Found()


def rising(desk: Desk, rows: Mapping[int, CommentRow]) -> list[Rising]:
    """The rising issues nobody dismissed and of which somebody still waits, the largest first. Off the event loop.

    Args:
        rows: all comments, as `Inbox.rows` has them; may change meanwhile.
    """
    now = desk.now()
    known = list(rows.items())
    gathered = _gathered(desk, recent := _recent(known, now))
    main = {other: group for group, others in gathered.items() for other in others}
    counts = Counter(main.get(group := row.group or id, group) for id, row in recent)
    likely = {group for group, count in counts.items() if count >= AUTHORS}
    likely -= {main.get(group, group) for group in dismissed(desk)}
    likely &= {main.get(group := row.group or id, group) for id, row in known if owed(row)} if likely else set()
    if not likely:
        return []
    since = now - SPAN - TOLD_FOR - HOUR
    members: dict[int, list[tuple[int, int]]] = {group: [] for group in likely}
    for id, row in known:
        if row.written_at >= since and (group := main.get(row.group or id, row.group or id)) in likely:
            members[group].append((row.written_at, id))
    found = []
    for group, written in members.items():
        who = _who(desk, (id for at, id in written if at > now - TOLD_FOR - HOUR))
        risen = rise(_said(who.values()), sorted(at for at, _id in written), now)
        if risen and not _is_none(who, risen):
            label = label_of(desk, [id for _at, id in written])
            found.append(Rising(group, label, risen, len(written), gathered.get(group, ())))
    return sorted(found, key=lambda one: (-one.rise.comments, one.group))


def _recent(known: Iterable[tuple[int, CommentRow]], now: int) -> list[tuple[int, CommentRow]]:
    return [(id, row) for id, row in known if now - TOLD_FOR - HOUR < row.written_at <= now]


def _gathered(desk: Desk, recent: Sequence[tuple[int, CommentRow]]) -> dict[int, tuple[int, ...]]:
    """Of the groups of these comments those that others say in other words, with those others, which are smaller."""
    said: dict[int, list[int]] = {}
    for id, row in recent:
        if row.kind not in _NO_MATTER:
            said.setdefault(row.group or id, []).append(id)
    if len(said) < 2 or sum(map(len, said.values())) < AUTHORS:
        return {}
    from language.matters import gathered, gist

    newest = nlargest(_WORDINGS, said, key=lambda group: said[group][-1])
    largest = sorted(newest, key=lambda group: (-len(said[group]), group))
    texts = dict(desk.store.repo("comments", Comment).rows(_Text, [said[group][0] for group in largest]))
    gists = {group: gist(texts[id].text[:_COMPARED]) for group in largest if (id := said[group][0]) in texts}
    return {group: tuple(others) for group, *others in gathered(gists)}


def _with_others(desk: Desk, known: Iterable[tuple[int, CommentRow]], group: int) -> set[int]:
    """The group, and all that say its matter in other words just now."""
    gathered = _gathered(desk, _recent(known, desk.now())).items()
    return next((one for main, others in gathered if group in (one := {main, *others})), {group})


def _who(desk: Desk, ids: Iterable[int]) -> dict[int, _Who]:
    return dict(desk.store.repo("comments", Comment).rows(_Who, ids))


def _said(who: Iterable[_Who]) -> list[Said]:
    """By time. Of what is known to the day only nobody can tell whether it was much for an hour."""
    return sorted(Said(one.written_at, one.writer) for one in who if one.written_precision != "day")


def _is_none(who: Mapping[int, _Who], risen: Rise) -> bool:
    """Whether most of what made it rise is of a kind that is no issue."""
    kinds = [one.kind for one in who.values() if risen.start < one.written_at <= risen.start + HOUR]
    return sum(kind in NO_ISSUE for kind in kinds) * 2 > len(kinds)


def label_of(desk: Desk, ids: list[int]) -> str:
    """What those comments are about, in a few words; empty where they have none."""
    from language.phrases import label  # Loads what compares texts.

    texts = desk.store.repo("comments", Comment).rows(_Text, ids[:_READ])
    return label([masked(one.text, one.reading.personal_data) for _id, one in texts])


def issue(desk: Desk, group: int) -> Issue | None:
    """All there is of a group; None: none of it is on the desk any more. Off the event loop."""
    now = desk.now()
    known = list(desk.store.repo("comments", Comment).rows(CommentRow))
    groups = _with_others(desk, known, group)
    found = [(row.written_at, id) for id, row in known if id == group or (row.group or id) in groups]
    if not found:
        return None
    found.sort(reverse=True)
    ids = [id for _at, id in found]
    who = _who(desk, ids)
    times = sorted(one.written_at for one in who.values())
    risen = rise(_said(who.values()), times, now)
    return Issue(
        group=group,
        label=label_of(desk, sorted(ids)),
        rise=None if risen and _is_none(who, risen) else risen,
        since=times[0],
        hours=by_hour(times, now, HOURS),
        platforms=sorted(
            Counter(one.platform for one in who.values()).items(),
            key=lambda pair: (-pair[1], PLATFORMS.index(pair[0])),
        ),
        authors=len({one.writer for one in who.values()}),
        kinds=Counter(one.kind for one in who.values()).most_common(),
        open=sum(one.state in OPEN_STATES or one.unheard for one in who.values()),
        comments=ids,
        dismissed=not groups.isdisjoint(dismissed(desk)),
        otherwise=sum((row.group or id) in groups and group not in (id, row.group) for id, row in known),
    )


# Said to be no issue


def dismissed(desk: Desk) -> set[int]:
    """Groups that are not told."""
    since = desk.now() - SPAN
    return {one.group for one in desk.store.repo("dismissals", Dismissal).all() if one.dismissed_at > since}


def dismiss(desk: Desk, group: int, label: str = "") -> Outcome:
    """Say that a group is no issue: no desk tells it for two weeks."""
    with desk.step("issue.dismiss", label=label) as step:
        if group in dismissed(desk):
            step.refuse("dismissed_already")
        step.insert("dismissals", Dismissal(group=group, label=label, dismissed_at=step.at, dismissed_by=desk.actor))
    return step.outcome


def heed(desk: Desk, group: int, label: str = "") -> Outcome:
    """Let a group that was dismissed be told again."""
    with desk.step("issue.heed", label=label) as step:
        groups = _with_others(desk, desk.store.repo("comments", Comment).rows(CommentRow), group)
        kept = [one for one in desk.store.repo("dismissals", Dismissal).all() if one.group in groups]
        if not kept:
            step.refuse("not_dismissed")
        for one in kept:
            step.delete("dismissals", one.id)
    return step.outcome
