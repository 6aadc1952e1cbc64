"""A recap as files people hand on: Markdown, and the worksheets of a workbook."""

from pathlib import Path

from channels.exporters.reports import Cell, Sheet, in_markdown, markdown_table, write
from channels.exporters.saving import made, saving
from console.recap_lines import head, meter
from desk.recap import Fared, Recap
from desk.recap.telling import Teller
from domain.accounts import NAMES, SHORT, label
from domain.metrics import Measure
from domain.recap import Figure
from wording import _, figures
from wording import recap as words
from wording import score as scores

LEAD = "rekap"
"""How the names of files begin that nobody chose."""
_MEASURES: tuple[Measure, ...] = ("reach", "views", "likes", "comments", "shares", "saves")


def _named(teller: Teller, figure: Figure) -> str:
    return words.name(figure, teller.account(figure), teller.text(figure))


def markdown(teller: Teller, found: Recap) -> list[str]:
    """The lines of a Markdown document. Definitions stand at its foot, each once."""
    told = [f"# {in_markdown(head(teller, found))}", ""]
    if teller.agency:
        told += [in_markdown(teller.agency), ""]
    told += [f"{_('Score')}: **{scores.value(found.score)}**", ""]
    for section in found.sections:
        rows = []
        for figure in section.figures:
            share = words.share_of(figure, section)
            name = in_markdown(_named(teller, figure))
            rows.append([name, words.value(figure), meter(share) if share is not None else "", words.beside(figure)])
        told += [f"## {words.part(section.part)}", "", *markdown_table((_("figure"), _("value"), "", ""), rows), ""]
    if found.topics:
        told += [f"## {words.part('topics')}", ""]
        told += [f"- {in_markdown(one.title)} ({one.outlets})" for one in found.topics] + [""]
    told += [
        f"## {_('Accounts')}",
        "",
        *markdown_table(_account_heading(), [list(map(_text, row)) for row in _by_account(found)]),
    ]
    told += ["", *_review(teller, found), f"## {_('How the figures are reckoned')}", ""]
    for figure in {one.code: one for one in found.figures()}.values():
        told.append(f"- {words.plain_name(figure)}: {words.definition(figure)}")
    return told


def _text(value: Cell) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return figures.decimal(value, 2)
    return figures.number(value) if isinstance(value, int) else in_markdown(value)


def _review(teller: Teller, found: Recap) -> list[str]:
    told: list[str] = []
    for title, posts in ((_("Best"), found.best), (_("Worst"), found.worst)):
        if posts:
            told += [f"## {title}", ""]
            for one in posts:
                rate = f"{(one.formula or '').upper()} {scores.per_cent(one.rate, 2)}"
                where = SHORT[teller.of(one).platform]
                told.append(f"- P{one.variant.post} {where} · {rate} · {in_markdown(teller.title(one))}")
            told.append("")
    if found.period == "week":
        note = in_markdown(found.note) if found.note else _("nothing was decided yet")
        told += [f"**{_('Decision')}**: {note}", ""]
    return told


# Worksheets


def save_in(folder: Path, teller: Teller, found: Recap) -> Path:
    """Write a workbook into the folder, which is made where it is missing; which file.

    Raises:
        NotSaved: the file could not be made.
    """
    made(folder)
    stem, number = f"{LEAD}-{found.period}-{found.first}", 1
    while (path := folder / f"{stem}{f'-{number}' if number > 1 else ''}.xlsx").exists():
        number += 1
    save(path, teller, found)
    return path


def save(path: Path, teller: Teller, found: Recap, *, replace: bool = False) -> None:
    """Write a workbook.

    Raises:
        NotSaved: the file could not be made.
    """
    with saving(path, replace=replace) as file:
        write(file, as_sheets(teller, found))


def as_sheets(teller: Teller, found: Recap) -> list[Sheet]:
    """The figures, the publications, the accounts."""
    return [
        Sheet(
            _("Summary"),
            (_("part"), _("figure"), _("value"), _("unit"), "n", _("target"), _("definition")),
            _figures(teller, found),
        ),
        Sheet(
            _("Posts"),
            (
                "P",
                _("title"),
                _("platform"),
                _("account"),
                _("published"),
                *map(scores.measure, _MEASURES),
                "ER %",
                _("formula"),
            ),
            [_post(teller, one) for one in found.fared],
        ),
        Sheet(_("Accounts"), _account_heading(), _by_account(found)),
    ]


def _figures(teller: Teller, found: Recap) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[_("Score"), head(teller, found), found.score, "", None, None, ""]]
    for section in found.sections:
        for one in section.figures:
            value = one.value / 60_000 if one.unit == "ms" and one.value is not None else one.value
            unit = {"per_cent": "%", "ms": _("minutes"), "points": _("points"), "count": "", "ratio": "", "score": ""}[
                one.unit
            ]
            name = _named(teller, one)
            rows.append([words.part(section.part), name, value, unit, one.n, one.of, words.definition(one)])
    rows += [[words.part("topics"), one.title, one.headlines, "", one.outlets, None, ""] for one in found.topics]
    if found.period == "week":
        rows.append([_("Decision"), found.note or _("nothing was decided yet"), None, "", None, None, found.note_by])
    return rows


def _post(teller: Teller, one: Fared) -> list[Cell]:
    account = teller.of(one)
    return [
        f"P{one.variant.post}",
        teller.title(one),
        NAMES[account.platform],
        label(account),
        teller.when(one),
        *(one.values.get(name) for name in _MEASURES),
        one.rate,
        (one.formula or "").upper(),
    ]


def _account_heading() -> list[str]:
    return [
        _("account"),
        _("score"),
        _("days"),
        _("published"),
        _("target"),
        _("in time, %"),
        "n",
        "ER %",
        _("formula"),
        "n",
        _("net sentiment"),
        "n",
        _("followers"),
        _("size"),
    ]


def _by_account(found: Recap) -> list[list[Cell]]:
    return [
        [
            f"{SHORT[one.account.platform]} {label(one.account)}",
            one.score,
            one.days,
            one.published,
            one.target,
            one.in_time,
            one.decided,
            one.rate,
            (one.formula or "").upper(),
            one.rated,
            one.feelings.net,
            one.feelings.n,
            one.followers,
            scores.band(one.band),
        ]
        for one in found.rows
    ]
