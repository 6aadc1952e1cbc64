"""meja score: how good a day was, part by part, and how the agency stands against its targets."""

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from console import arguments, house
from console.recap_lines import BAR, meter
from desk.desk import Desk
from desk.rows import line_of, name_of
from desk.score import TABLES, Ledger, Standing
from desk.targets import Aims, aims
from domain.accounts import SHORT, Account, label
from domain.score import CODES, GROUPS, Part, Score
from domain.targets import MIX_OVER, Kept, Mix, Pace
from domain.text import clean
from domain.times import day_bounds
from wording import _, figures, labels
from wording import score as words


def configure(parser: argparse.ArgumentParser) -> None:
    """Which day, which account, and how much of it."""
    parser.add_argument("--day", metavar="DATE", default=None, type=arguments.day, help=_("another day than today"))
    parser.add_argument("--account", metavar="A", default="", help=_("one account alone: its handle or id"))
    parser.add_argument("--board", action="store_true", help=_("every account, beside those of like size"))
    parser.add_argument("--open", metavar="PART", choices=CODES, default=None, help=_("the rows a part rests on"))
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))
    parser.set_defaults(misused=parser.error)


def run(args: argparse.Namespace) -> int:
    """Print the score, its parts, and the targets."""
    desk = house.open_desk(args)
    account = house.account_named(desk, args.account, args.misused)
    today = Ledger.day_of(desk)
    day = args.day or today
    if day > today:
        args.misused(_("that day is still to come"))
    ledger = Ledger(desk, since=day - timedelta(days=MIX_OVER - 1))
    id = account.id if account else 0
    score = ledger.score(day, id)
    if args.open:
        return _tell_rows(desk, score[args.open], args.json)
    if args.board:
        return _tell_board(ledger, day, args.json)
    found = aims(desk, ledger, day, [id] if id else ())
    if args.json:
        house.emit(
            {**as_json(desk, ledger, score), "targets": _aims_json(found), "board": _board_json(ledger.board(day))}
        )
    else:
        print("\n".join([*_lines(ledger, score, account), *_aims_lines(found)]))
    return house.DONE


# One score


def as_json(desk: Desk, ledger: Ledger, score: Score) -> dict[str, Any]:
    """A score with its parts and the names of their rows."""
    account = ledger.plan.accounts.get(score.account)
    return {
        "day": score.day,
        "account": account.id if account else None,
        "platform": account.platform if account else None,
        "handle": clean(account.handle) if account else None,
        "score": house.rounded(score.value),
        "weight": score.weight,
        "parts": [_part_json(desk, score, part) for part in score.parts],
    }


def _part_json(desk: Desk, score: Score, part: Part) -> dict[str, Any]:
    return {
        "part": part.code,
        "group": GROUPS[part.code],
        "definition": words.definition(part.code),
        "weight": part.weight,
        "share": house.rounded(part.share, 6),
        "over": house.rounded(part.over, 6),
        "of": house.rounded(part.of, 6),
        "earned": house.rounded(part.earned),
        "points": house.rounded(score.points(part)),
        "rows": [name_of(desk, TABLES[part.code], id) for id in part.rows],
        "others": [name_of(desk, TABLES[part.code], id) for id in part.others],
    }


def _lines(ledger: Ledger, score: Score, account: Account | None) -> list[str]:
    day = date.fromisoformat(score.day)
    start, _end = day_bounds(day, ledger.plan.zone)
    whose = clean(label(account)) if account else _("all accounts")
    head = _("Score {value}").format(value=words.value(score.value))
    lines = [f"{head}  {figures.day(start, ledger.plan.zone)} · {whose}"]
    if score.value is None:
        return [*lines, "  " + _("nothing counts that day")]
    if score.weight < 100:
        told = _("parts with a weight of {n} of 100 count; they are rescaled")
        lines.append("  " + told.format(n=score.weight))
    last = ""
    for part in score.parts:
        if GROUPS[part.code] != last:
            last = GROUPS[part.code]
            lines.append("  " + words.group(GROUPS[part.code]))
        bar = meter(part.share) if part.share is not None else " " * BAR
        lines.append(f"    {words.part(part.code):<22} {bar}  {words.earned(part):>10}   {words.fraction(part)}")
    return lines


# Targets


def _aims_lines(found: Aims) -> list[str]:
    lines = ["", _("Targets")]
    for account, paces in found.paces:
        told = " · ".join(
            f"{words.period(one.period)} {words.pace(len(one.published), one.target, len(one.ahead))}"
            + ("!" if one.behind else "")
            for one in paces
        )
        lines.append(f"  {SHORT[account.platform]:<3} {clean(label(account))}  {told}")
    for name, mix in ((_("pillars"), found.pillars), (_("needs"), found.needs)):
        off = mix.deviation
        off_by = "" if off is None else " · " + _("{points} points off").format(points=figures.decimal(off, 1))
        count = figures.number(mix.posts)
        lines.append(f"  {name}: {words.verdict(mix.verdict)}{off_by} · n {count}")
        for code, part in mix.shares.items():
            of = labels.pillar(code) if mix is found.pillars else labels.need(code)
            lines.append(f"    {of:<14} {meter(part / 100)} {part:>4.0f} %  {_('target')} {mix.wished[code]} %")
    for account, kept in found.kept:
        if kept.planned:
            slots = _("{used} of {planned} slots used in 28 days").format(used=kept.used, planned=kept.planned)
            share = words.per_cent(100 * (kept.share or 0.0))
            lines.append(f"  {SHORT[account.platform]:<3} {_('consistency')} {share} · {slots}")
    for one in found.programmes:
        lines.append(f"  {clean(one.programme.name)}: {len(one.posts)}/{one.programme.monthly or '–'}")
    answered = found.answered
    told = _("answered in time, 28 days: {share} of {n} (target {target} %)")
    lines.append(
        "  "
        + told.format(share=words.per_cent(answered.share), n=figures.number(answered.decided), target=answered.target)
    )
    return lines


def _paces_json(account: Account, paces: Sequence[Pace], kept: Kept) -> dict[str, Any]:
    return {
        "platform": account.platform,
        "handle": clean(account.handle),
        **{
            one.period: {
                "published": len(one.published),
                "target": one.target,
                "ahead": len(one.ahead),
                "behind": one.behind,
            }
            for one in paces
        },
        "consistency": {
            "share": house.rounded(kept.share, 6),
            "slots_used": kept.used,
            "slots_planned": kept.planned,
        },
    }


def _aims_json(found: Aims) -> dict[str, Any]:
    return {
        "accounts": [
            _paces_json(account, paces, kept)
            for (account, paces), (_account, kept) in zip(found.paces, found.kept, strict=True)
        ],
        "pillars": _mix_json(found.pillars),
        "needs": _mix_json(found.needs),
        "programmes": [
            {
                "name": clean(one.programme.name),
                "posts": len(one.posts),
                "target": one.programme.monthly or None,
                "rows": [f"P{id}" for id in one.posts],
            }
            for one in found.programmes
        ],
        "answered_in_time": {
            "share": house.rounded(found.answered.share, 4),
            "in_time": found.answered.in_time,
            "n": found.answered.decided,
            "target": found.answered.target,
        },
    }


def _mix_json(mix: Mix) -> dict[str, Any]:
    """A mix with its deviation in points and what that means."""
    return {
        "n": mix.posts,
        "counts": mix.counts,
        "shares": {name: house.rounded(share) for name, share in mix.shares.items()},
        "targets": mix.wished,
        "deviation": house.rounded(mix.deviation),
        "verdict": mix.verdict,
    }


# The board


def _tell_board(ledger: Ledger, day: date, as_data: bool) -> int:
    found = ledger.board(day)
    if as_data:
        house.emit({"day": day.isoformat(), "board": _board_json(found)})
        return house.DONE
    last: object = ""
    for one in found:
        if one.band != last:
            last = one.band
            print(words.band(one.band))
        published = one.score["published"]
        told = f"{published.over:.0f}/{published.of:.0f}" if published.share is not None else "–"
        rate = (
            "–" if one.rate is None else f"{(one.formula or '').upper()} {words.per_cent(one.rate, 2)} (n {one.rated})"
        )
        in_time = one.score["in_time"]
        answered = words.per_cent(None if in_time.share is None else 100 * in_time.share)
        followers = "–" if one.followers is None else figures.short(one.followers)
        name = clean(label(one.account), limit=24)
        print(
            f"  {words.value(one.score.value):>3}  {SHORT[one.account.platform]:<3} {name:<24}  {followers:>8}"
            f"  {told:>7}  {answered:>6}  {rate}"
        )
    return house.DONE


def _board_json(found: list[Standing]) -> list[dict[str, Any]]:
    return [
        {
            "account": one.account.id,
            "platform": one.account.platform,
            "handle": clean(one.account.handle),
            "score": house.rounded(one.score.value),
            "followers": one.followers,
            "band": one.band,
            "engagement_rate": house.rounded(one.rate),
            "formula": one.formula,
            "n": one.rated,
        }
        for one in found
    ]


# Rows


def _tell_rows(desk: Desk, part: Part, as_data: bool) -> int:
    """The rows a part rests on: those that were good, then the others."""
    for good, ids in ((True, part.rows), (False, part.others)):
        for id in ids:
            name, text = name_of(desk, TABLES[part.code], id), line_of(desk, TABLES[part.code], id)
            if as_data:
                house.emit({"part": part.code, "row": name, "good": good, "text": text})
            else:
                print(f"{'●' if good else '·'} {name:<10} {text}")
    return house.DONE
