"""What citizens wrote under the posts: waves of one question, single voices, answers to each other."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple, cast

import msgspec

from demo.posts import ZONE, Stage
from demo.records import DemoComment
from demo.texts import Phrases, lines, sections
from demo.voice import Citizen, citizens, disguise, spammer, speak
from domain import counting
from domain.accounts import Platform
from domain.comments import Kind, Note, Sentiment
from domain.times import HOUR, MINUTE, local

COMMENTS = 2_000
WEEK_HOURS = 7 * 24
_CITIZENS = 900
_SHARES: dict[Kind, float] = {
    "question": 24,
    "complaint": 20,
    "praise": 15,
    "other": 11,
    "criticism": 9,
    "gambling_spam": 9.4,
    "aspiration": 4.5,
    "suggestion": 4,
    "abuse": 2.5,
    "hoax": 1.6,
    "personal_data": 0.9,
    "provocation": 0.6,
    "emergency": 0.5,
}
"""Of those outside the waves, in per cent."""
_BY_HOUR = (3, 2, 1, 1, 2, 6, 10, 13, 14, 14, 13, 13, 14, 12, 11, 11, 11, 11, 13, 17, 17, 14, 10, 6)
"""How busy citizens are from 00 to 23 o'clock."""
_CROWD: dict[Platform, int] = {"instagram": 6, "facebook": 7, "x": 3, "tiktok": 3, "youtube": 3}
"""How many write on a platform, against each other."""
_LATELY = 17
"""Hours of the busy day before the desk opens."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Section(msgspec.Struct, frozen=True):
    """Templates of one kind of comment, as the head of their section says."""

    kind: Kind
    sentiment: Sentiment
    language: str
    subject: str
    templates: list[str]
    wave: bool = False


class Featured(msgspec.Struct, frozen=True):
    """A comment written out, from featured.txt, and what colleagues noted on it."""

    at: int
    who: Citizen
    section: Section
    likes: int
    assignee: str
    answers: "Featured | None"
    notes: list[Note]


class Told(NamedTuple):
    """All comments by time, and the rows of featured.txt by platform_id."""

    comments: list[DemoComment]
    featured: dict[str, Featured]


Arrival = tuple[int, Section | Featured]


def milliseconds(comment: DemoComment) -> int:
    """When it was written, in UTC milliseconds."""
    return round((comment.written - _EPOCH) / timedelta(milliseconds=1))


class Square:
    """The place where citizens write: who they are, the stages they write under, what was said so far."""

    def __init__(self, rng: Random, stages: list[Stage], now: int) -> None:
        self._rng = rng
        self._phrases = Phrases(rng, now)
        self._by_tongue: dict[tuple[str, str], list[Citizen]] = defaultdict(list)
        for who in citizens(rng, _CITIZENS):
            self._by_tongue[who.platform, who.language].append(who)
            self._by_tongue[who.platform, ""].append(who)
        self._stages: dict[tuple[str, str], list[Stage]] = defaultdict(list)
        for stage in stages:
            for platform in (stage.platform, ""):
                self._stages[platform, stage.subject].append(stage)
                self._stages[platform, ""].append(stage)
        self._said = set[str]()
        self._waiting: list[DemoComment] = []
        self.comments: list[DemoComment] = []

    def hear(self, at: int, section: Section) -> DemoComment:
        """Somebody writes something of that section."""
        rng = self._rng
        parent = rng.choice(self._waiting[-25:]) if section.subject == "thread" and self._waiting else None
        stage = self._stage(at, section.subject, parent.platform if parent else "")
        tongue = "" if section.language == "id" else section.language
        who = rng.choice(self._by_tongue[stage.platform, tongue])
        if section.kind == "gambling_spam":
            who = spammer(rng, stage.platform)
        likes = min(90, int(rng.paretovariate(1.1)) - 1)
        return self._write(at, section, stage, who, self._words(section, who), likes, parent)

    def place(self, row: Featured, answered: DemoComment | None) -> DemoComment:
        """A comment of featured.txt is written."""
        stage = self._stage(row.at, row.section.subject, row.who.platform)
        text = self._phrases.fill(row.section.templates[0])
        return self._write(row.at, row.section, stage, row.who, text, row.likes, answered)

    def _stage(self, at: int, subject: str, platform: str) -> Stage:
        """A recent post about the subject, or any recent one."""
        fitting = self._stages[platform, subject]
        fitting = fitting[: bisect_right(fitting, at, key=_time)]
        if not fitting or (self._rng.random() < 0.25 and not platform):
            fitting = self._stages[platform, ""]
            fitting = fitting[: bisect_right(fitting, at, key=_time)] or fitting[:1]
        recent = fitting[-6:]
        return self._rng.choices(recent, [_CROWD[stage.platform] for stage in recent])[0]

    def _words(self, section: Section, who: Citizen) -> str:
        """Words nobody has said yet, if a few tries find them (a wave repeats itself)."""
        rng = self._rng
        for _ in range(6):
            text = self._phrases.fill(rng.choice(section.templates))
            if section.kind == "gambling_spam":
                text = disguise(rng, text)
            else:
                text = speak(rng, text, who, section.language, section.sentiment)
            key = text.casefold().rstrip("?!. ")
            if section.wave or key not in self._said:
                break
        self._said.add(key)
        return text[: counting.limit(who.platform, "comment")]

    def _write(
        self,
        at: int,
        section: Section,
        stage: Stage,
        who: Citizen,
        text: str,
        likes: int,
        parent: DemoComment | None,
    ) -> DemoComment:
        platform_id = _IDS[stage.platform](self._rng)
        comment = DemoComment(
            line=len(self.comments) + 1,
            platform=stage.platform,
            platform_id=platform_id,
            parent=parent.platform_id if parent else "",
            post_ref=parent.post_ref if parent else stage.url,
            url=f"{parent.post_ref if parent else stage.url}/{platform_id}",
            author=who.name,
            handle=who.handle,
            text=text,
            written=_EPOCH + timedelta(milliseconds=at // 1000 * 1000),
            likes=likes,
            account_handle=stage.handle,
            intended_kind=section.kind,
            intended_sentiment=section.sentiment,
            language=section.language,
            subject=section.subject,
            wave=section.wave,
        )
        self.comments.append(comment)
        if section.kind in ("question", "complaint") and not parent:
            self._waiting.append(comment)
        return comment


def tell(rng: Random, stages: list[Stage], now: int) -> Told:
    """A week of comments before `now`."""
    square = Square(rng, stages, now)
    singles, waves = _sections()
    rows = _featured(now)
    arrivals: list[Arrival] = [(row.at, row) for row in rows]
    for section, count, hours, lately in waves:
        for place in range(count):
            back = 55 * MINUTE if place < lately else hours * HOUR
            start = MINUTE if place < lately else HOUR
            arrivals.append((now - rng.randint(start, max(back, start)), section))
    arrivals += _spread(rng, singles, now, COMMENTS - len(arrivals))
    arrivals.sort(key=lambda arrival: arrival[0])
    placed = dict[str, DemoComment]()
    featured = dict[str, Featured]()
    for at, what in arrivals:
        if isinstance(what, Featured):
            comment = square.place(what, placed.get(what.answers.who.handle) if what.answers else None)
            comment.featured = True
            placed.setdefault(what.who.handle, comment)
            featured[comment.platform_id] = what
        else:
            square.hear(at, what)
    return Told(square.comments, featured)


def later(rng: Random, stages: list[Stage], now: int, count: int) -> list[DemoComment]:
    """Comments of the minutes after `now`."""
    square = Square(rng, stages, now)
    singles, _ = _sections()
    minutes = sorted(rng.uniform(0.7, 7) for _ in range(count))
    for at, (_, section) in zip(minutes, _spread(rng, singles, now, count), strict=True):
        square.hear(now + round(at * MINUTE), section)
    return square.comments


def _time(stage: Stage) -> int:
    return stage.at


def _sections() -> tuple[list[Section], list[tuple[Section, int, int, int]]]:
    """Sections of single voices; and waves with their count, their hours, and how many came in the last hour."""
    singles, waves = list[Section](), list[tuple[Section, int, int, int]]()
    for head, templates in sections("comments.txt"):
        first, *rest = head.split()
        if first == "wave":
            kind, sentiment, subject, count, hours, lately = rest
            section = Section(cast(Kind, kind), cast(Sentiment, sentiment), "id", subject, templates, wave=True)
            waves.append((section, int(count), int(hours), int(lately)))
        else:
            sentiment, language, subject = rest
            singles.append(Section(cast(Kind, first), cast(Sentiment, sentiment), language, subject, templates))
    return singles, waves


def _spread(rng: Random, singles: list[Section], now: int, count: int) -> list[tuple[int, Section]]:
    """So many single voices over the week, by the hour of the day, more of them lately."""
    hours = range(WEEK_HOURS)
    busy = [_BY_HOUR[local(now - back * HOUR, ZONE).hour] * (2.2 if back < _LATELY else 1.0) for back in hours]
    backs = rng.choices(hours, busy, k=count)
    templates = dict.fromkeys(_SHARES, 0)
    for section in singles:
        templates[section.kind] += len(section.templates)
    weights = [_SHARES[section.kind] * len(section.templates) / templates[section.kind] for section in singles]
    chosen = rng.choices(singles, weights, k=count)
    return [
        (now - back * HOUR - rng.randint(MINUTE // 2, HOUR), section)
        for back, section in zip(backs, chosen, strict=True)
    ]


def _featured(now: int) -> list[Featured]:
    """The rows of featured.txt; a row that starts with > answers the one above, ! is a note on it."""
    rows = list[Featured]()
    above: Featured | None = None
    for line in filter(None, lines("featured.txt")):
        cells = [cell.strip() for cell in line.lstrip(">! ").split("|")]
        at = now - int(cells[0]) * MINUTE
        if line.startswith("!") and above:
            above.notes.append(Note(at=at, by=cells[1], text=cells[2]))
            continue
        _, platform, kind, sentiment, language, handle, name, likes, assignee, subject, text = cells
        section = Section(cast(Kind, kind), cast(Sentiment, sentiment), language, subject, [text])
        answers = above if line.startswith(">") else None
        who = Citizen(platform=cast(Platform, platform), handle=handle, name=name)
        row = Featured(at, who, section, int(likes), assignee, answers, [])
        rows.append(row)
        if answers is None:
            above = row
    return rows


_IDS: dict[Platform, Callable[[Random], str]] = {
    "instagram": lambda rng: f"179{rng.randrange(10**14):014}",
    "facebook": lambda rng: f"{rng.randrange(10**15):015}_{rng.randrange(10**15):015}",
    "x": lambda rng: f"20{rng.randrange(10**17):017}",
    "tiktok": lambda rng: f"75{rng.randrange(10**17):017}",
    "youtube": lambda rng: f"Ugx{rng.getrandbits(92):023x}",
}
"""Comment ids in each platform's shape."""
