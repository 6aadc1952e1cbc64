"""A recap as lines of a terminal, with bars where one looks rather than reads."""

from collections.abc import Iterator

from desk.recap import Recap
from desk.recap.telling import Teller
from domain.accounts import SHORT, label
from domain.recap import Figure, Section
from domain.text import clean
from wording import _, figures
from wording import recap as words
from wording import score as scores

BAR = 10
SPARKS = "▁▂▃▄▅▆▇█"


def meter(share: float | None) -> str:
    """A bar of ten cells."""
    full = round(BAR * min(1.0, max(0.0, share or 0.0)))
    return "■" * full + "·" * (BAR - full)


def spark(values: list[float | None], top: float = 100.0) -> str:
    """A cell for each value, as high as it is; a dot where there is none."""
    steps = len(SPARKS) - 1
    return "".join("·" if one is None else SPARKS[round(steps * min(1.0, max(0.0, one / top)))] for one in values)


def head(teller: Teller, found: Recap) -> str:
    """What it is the recap of."""
    whose = f" · {clean(label(found.account))}" if found.account else ""
    return f"{words.title(found.period)} · {words.span(found.first, found.last, teller.zone)}{whose}"


def lines(teller: Teller, found: Recap) -> list[str]:
    """All of it."""
    told = [head(teller, found), *([teller.agency] if teller.agency else []), ""]
    told.append(
        f"{_('Score')}  {scores.value(found.score)}  {spark(found.scores) if len(found.scores) > 1 else ''}".rstrip()
    )
    for section in found.sections:
        told += ["", words.part(section.part)]
        told += [_line(teller, figure, section) for figure in section.figures]
    if found.topics:
        told += ["", words.part("topics")]
        told += [f"  {one.headlines:>4}  {clean(one.title)} ({one.outlets})" for one in found.topics]
    if len(found.rows) > 1 or found.period != "day":
        told += ["", _("Accounts"), *_by_account(found)]
    return [*told, *_review(teller, found)]


def _line(teller: Teller, figure: Figure, section: Section) -> str:
    name = words.name(figure, teller.account(figure), teller.text(figure))
    share = words.share_of(figure, section)
    bar = f"{meter(share)}  " if share is not None else ""
    return f"  {clean(name, limit=34):<34} {words.value(figure):>10}  {bar}{words.beside(figure)}".rstrip()


def _by_account(found: Recap) -> Iterator[str]:
    for one in found.rows:
        aim = "–" if one.target is None else figures.number(one.target)
        net = words.signed(one.feelings.net)
        rate = (
            "–" if one.rate is None else f"{(one.formula or '').upper()} {scores.per_cent(one.rate, 2)} (n {one.rated})"
        )
        name = f"{SHORT[one.account.platform]:<3} {clean(label(one.account), limit=24)}"
        yield (
            f"  {name:<28} {_('score')} {scores.value(one.score):>3}  {one.published}/{aim}  "
            f"{scores.per_cent(one.in_time)} (n {one.decided})  {rate}  {_('net')} {net}"
        )


def _review(teller: Teller, found: Recap) -> list[str]:
    told: list[str] = []
    for title, posts in ((_("Best"), found.best), (_("Worst"), found.worst)):
        if posts:
            told += ["", title]
        for one in posts:
            ratio = (
                ""
                if one.ratio is None
                else f" · {_('{times}× the median').format(times=figures.decimal(one.ratio, 1))}"
            )
            rate = f"{(one.formula or '').upper()} {scores.per_cent(one.rate, 2)}"
            where = SHORT[teller.of(one).platform]
            told.append(f"  P{one.variant.post} {where:<3} {rate}{ratio}  {teller.title(one)}")
    if found.period == "week":
        note = f"“{clean(found.note)}” ({clean(found.note_by)})" if found.note else _("nothing was decided yet")
        told += ["", f"{_('Decision')}: {note}"]
    return told
