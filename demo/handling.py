"""What the agency has done with the week's comments before the desk opens: answered, referred, hidden, left open."""

import re
from datetime import timedelta
from random import Random
from typing import NamedTuple

from demo.comments import Told, milliseconds
from demo.posts import ZONE
from demo.records import DemoComment, Work
from demo.texts import Phrases, sections
from domain import counting
from domain.agency import Agency
from domain.comments import OPTIONAL_REPLY, Note
from domain.deadlines import FIRST_REPLY, Promise, calendar_of, due
from domain.incoming import IncomingComment
from domain.times import DAY, HOUR, MINUTE, local

OPEN = 214
"""How many are left open."""
WAITING = 120
"""How many of these, at most, wait for an answer that has time until later."""
CALENDAR = calendar_of((), (), ZONE)
"""The agency has stored no hours of its own."""
_COLLEAGUES = ("budi", "rina", "sari")
_TICKET = re.compile(r"SR-\d+")
AGENCIES: tuple[Agency, ...] = (
    Agency(name="Dinas Kependudukan dan Pencatatan Sipil", short="Disdukcapil", liaison="Bu Retno", days=2),
    Agency(name="Dinas Lingkungan Hidup", short="DLH", liaison="Pak Yanto"),
    Agency(name="Dinas Sosial", short="Dinsos", liaison="Bu Wulan"),
    Agency(name="Dinas Perhubungan", short="Dishub", liaison="Pak Joko"),
    Agency(name="Mal Pelayanan Publik", short="mal pelayanan", days=1),
    Agency(name="Bagian Umum Sekretariat Daerah", short="kantor bupati"),
    Agency(name="Kantor Kecamatan", short="kecamatan"),
    Agency(name="Kantor Kelurahan", short="kelurahan"),
    Agency(name="Pemerintah Desa", short="balai desa", days=5),
    Agency(name="Dinas Pekerjaan Umum", short="dinas", liaison="Pak Agus"),
)
"""Whom the notes of referred comments name."""
_TRIAGED_AFTER = 100 * MINUTE
"""What waits longer than this was read by a colleague: its kind and sentiment are that colleague's."""


class Handled(NamedTuple):
    """Our answers, and what was done with each comment that is not new any more."""

    replies: list[IncomingComment]
    work: list[Work]


def handle(rng: Random, told: Told, now: int) -> Handled:
    """Most of the week is handled; those left open are in time, but for the featured ones."""
    office = _Office(rng, now)
    left = _left_open(told, now)
    for comment in told.comments:
        row = told.featured.get(comment.platform_id)
        if row is not None:
            office.keep(comment, row.assignee, tuple(row.notes))
        elif comment.platform_id in left:
            office.keep(comment, "", ())
        else:
            office.settle(comment)
    return Handled(office.replies, office.work)


def _left_open(told: Told, now: int) -> set[str]:
    """The newest of those who may still wait for an hour (a wave: twenty minutes), then of those that need none."""
    left = set(told.featured)
    waiting, optional = list[str](), list[str]()
    for comment in reversed(told.comments):
        kind = comment.intended_kind
        time_left = due(FIRST_REPLY[kind], milliseconds(comment), CALENDAR) - now
        if kind not in OPTIONAL_REPLY:
            if time_left > (20 if comment.wave else 62) * MINUTE:
                waiting.append(comment.platform_id)
        elif kind != "gambling_spam" or time_left > 0:
            optional.append(comment.platform_id)
    for platform_id in (*waiting[:WAITING], *optional):
        if len(left) >= OPEN:
            break
        left.add(platform_id)
    return left


class _Office:
    def __init__(self, rng: Random, now: int) -> None:
        self._rng = rng
        self._now = now
        self._phrases = Phrases(rng, now)
        self._answers = dict(sections("replies.txt"))
        self.replies: list[IncomingComment] = []
        self.work: list[Work] = []

    def keep(self, comment: DemoComment, assignee: str, notes: tuple[Note, ...]) -> None:
        """It stays open; what is older was triaged by a colleague."""
        written = milliseconds(comment)
        old = self._now - written > _TRIAGED_AFTER
        if not (old or assignee or notes):
            return
        work = Work(platform_id=comment.platform_id, state="triaged", assignee=assignee, notes=notes)
        work.by = assignee or (notes[0].by if notes else "budi")
        work.at = notes[0].at if notes else min(written + 50 * MINUTE, self._now - MINUTE)
        if old:
            work.kind, work.sentiment = comment.intended_kind, comment.intended_sentiment
        if assignee:
            work.state = "in_progress"
        self.work.append(work)

    def settle(self, comment: DemoComment) -> None:
        """It is answered, or needs no answer."""
        rng, written = self._rng, milliseconds(comment)
        share = rng.uniform(0.1, 0.95) if rng.random() < 0.86 else rng.uniform(1.1, 2.6)
        promise = Promise(*(round(part * share) for part in FIRST_REPLY[comment.intended_kind]))
        at = min(due(promise, written, CALENDAR), written + round((self._now - written) * 0.9))
        work = Work(platform_id=comment.platform_id, state="no_reply", at=at, by=rng.choice(_COLLEAGUES))
        self.work.append(work)
        kind = comment.intended_kind
        if kind == "gambling_spam":
            work.reason, work.hidden, work.hidden_reason = "spam", True, "spam"
        elif kind in ("abuse", "provocation"):
            work.reason, work.hidden = "abuse", kind == "provocation" or rng.random() < 0.5
            work.hidden_reason = "abuse" if work.hidden else ""
        elif kind == "other" or (kind == "praise" and rng.random() < 0.6):
            work.reason = "no_question"
        elif comment.wave and rng.random() < 0.3:
            work.reason = "answered_elsewhere"
        else:
            self._answer(comment, work)

    def _answer(self, comment: DemoComment, work: Work) -> None:
        rng, kind = self._rng, comment.intended_kind
        self._reply(comment, work.at)
        work.state = "answered"
        if kind == "personal_data":
            work.hidden, work.hidden_reason = True, "personal_data"
        elif kind == "complaint" and rng.random() < 0.3:
            work.state = "referred"
            text = self._phrases.fill(rng.choice(self._answers["referral"]))
            work.notes = (Note(at=work.at, by=work.by, text=text),)
            work.agency = next(place for place, one in enumerate(AGENCIES, 1) if one.short in text)
            work.ticket = found[0] if (found := _TICKET.search(text)) else "telepon"
        elif self._now - work.at > 2 * DAY and rng.random() < 0.5:
            work.state = "done"
            work.at += 9 * HOUR

    def _reply(self, comment: DemoComment, at: int) -> None:
        rng, answers = self._rng, self._answers
        fits = comment.intended_kind in ("question", "complaint") and comment.subject in answers
        given = {"nama": comment.author.split()[0], "waktu": _time_of_day(local(at, ZONE).hour)}
        texts = answers[comment.subject if fits else comment.intended_kind]
        text = self._phrases.fill(rng.choice(texts), **given)
        if counting.over(comment.platform, text, "comment"):
            text = self._phrases.fill(rng.choice(answers["short"]), **given)
        written = comment.written + timedelta(milliseconds=(at - milliseconds(comment)) // 1000 * 1000)
        self.replies.append(
            IncomingComment(
                line=len(self.replies) + 1,
                platform=comment.platform,
                platform_id=f"{comment.platform_id}.r{len(self.replies) + 1}",
                parent=comment.platform_id,
                post_ref=comment.post_ref,
                author="Kominfo Sumberrejo",
                handle=comment.account_handle,
                text=text,
                written=written,
                likes=rng.randrange(6),
                own=True,
                account_handle=comment.account_handle,
            )
        )


def _time_of_day(hour: int) -> str:
    """How one greets at that hour."""
    return "pagi" if hour < 11 else "siang" if hour < 15 else "sore" if hour < 18 else "malam"
