"""A press release: the questions it answers, the five gates it passes before anybody approves it, its conference.

The gates are those of the course for humas officers (news value, elements, rules, good Indonesian, ethics). The desk
says what it finds at each gate; a person opens it.
"""

from collections.abc import Sequence
from typing import Any, Literal, get_args

import msgspec

from domain.afterwards import Asked
from domain.times import local, zone_label

Question = Literal["what", "who", "when", "where", "why", "how"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
Gate = Literal["news_value", "elements", "rules", "language", "ethics"]
GATES: tuple[Gate, ...] = get_args(Gate)

TITLE_WORDS = 12
"""A longer title of a release is told: it no longer fits one line of a newspaper."""
LEAD_WORDS = 35
"""So is a longer first paragraph: it has to carry the news alone."""


class Press(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a press release says beyond its caption: the answers to the six questions, who speaks, whom to ask."""

    what: str = ""
    who: str = ""
    when: str = ""
    where: str = ""
    why: str = ""
    how: str = ""
    speaker: str = ""
    """Who is quoted, with the office held."""
    contact: str = ""
    """Whom journalists may ask, and how."""
    ticked: tuple[Gate, ...] = ()
    """Gates somebody has looked at and found open."""


class Speaker(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who speaks at a press conference."""

    name: str
    office: str = ""


class Conference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A press conference: when, where, and who speaks. What is asked there are the post's `asked`."""

    held_at: int = 0
    """0: no time yet."""
    place: str = ""
    speakers: tuple[Speaker, ...] = ()


ANSWERS: tuple[str, ...] = (*QUESTIONS, "speaker", "contact")
"""The fields that are written; `ticked` is chosen."""


def unanswered(press: Press) -> list[Question]:
    """The questions that have no answer yet."""
    return [one for one in QUESTIONS if not getattr(press, one).strip()]


def shut(press: Press) -> list[Gate]:
    """The gates nobody has ticked."""
    return [one for one in GATES if one not in press.ticked]


def ticked(press: Press, gate: Gate, yes: bool) -> Press:
    """With that gate ticked, or not any more."""
    wanted = tuple(one for one in GATES if (yes if one == gate else one in press.ticked))
    return msgspec.structs.replace(press, ticked=wanted)


def may_tick(press: Press, gate: Gate) -> str:
    """The code of what forbids ticking a gate; "" where nothing does. The elements are all six answers."""
    return "unanswered" if gate == "elements" and unanswered(press) else ""


def remarks(title: str, caption: str, press: Press, *, verified: bool) -> list[tuple[Gate, str, dict[str, Any]]]:
    """What the rules find at the gates: the gate, a code, and what its words need."""
    found: list[tuple[Gate, str, dict[str, Any]]] = []
    paragraphs = [one for one in caption.split("\n") if one.strip()]
    if lacking := unanswered(press):
        found.append(("elements", "unanswered", {"questions": tuple(lacking)}))
    if (words := len(title.split())) > TITLE_WORDS:
        found.append(("rules", "title_words", {"n": words, "limit": TITLE_WORDS}))
    if paragraphs and (words := len(paragraphs[0].split())) > LEAD_WORDS:
        found.append(("rules", "lead_words", {"n": words, "limit": LEAD_WORDS}))
    if not press.speaker.strip() or not any(mark in caption for mark in '“"'):
        found.append(("rules", "no_quote", {}))
    if not press.contact.strip():
        found.append(("rules", "no_contact", {}))
    if not verified:
        found.append(("ethics", "unverified", {}))
    return found


def as_text(title: str, caption: str, press: Press) -> str:
    """The release as it is sent to journalists, in Indonesian whatever the desk speaks."""
    people = [("Narasumber", press.speaker), ("Narahubung", press.contact)]
    foot = "\n".join(f"{name}: {who.strip()}" for name, who in people if who.strip())
    return "\n\n".join(part for part in ("SIARAN PERS", title.strip(), caption.strip(), foot) if part)


_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def minutes(title: str, conference: Conference, asked: Sequence[Asked], contact: str, zone: str) -> str:
    """The press conference as journalists get it, in Indonesian: an invitation, with questions its minutes."""
    facts = [
        ("Waktu", _written(conference.held_at, zone) if conference.held_at else ""),
        ("Tempat", conference.place),
        ("Narasumber", "".join(f"\n- {_with_office(one)}" for one in conference.speakers)),
        ("Narahubung", contact),
    ]
    about = "\n".join(f"{name}: {told.rstrip()}".replace(": \n", ":\n") for name, told in facts if told.strip())
    log = "\n".join(
        f"{number}. {one.question.strip()}\n   Jawab: {one.answer.strip() or 'menyusul'}"
        for number, one in enumerate(asked, 1)
    )
    head = "NOTULEN KONFERENSI PERS" if asked else "KONFERENSI PERS"
    return "\n\n".join(part for part in (head, title.strip(), about, f"TANYA JAWAB\n\n{log}" if log else "") if part)


def _written(ms: int, zone: str) -> str:
    at = local(ms, zone)
    return f"{_DAYS[at.weekday()]}, {at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H.%M} {zone_label(zone)}"


def _with_office(one: Speaker) -> str:
    return ", ".join(part.strip() for part in (one.name, one.office) if part.strip())
