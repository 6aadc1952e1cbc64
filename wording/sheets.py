"""A clarification sheet as a text to pass on. In Indonesian, whatever the admin's desk speaks."""

from collections.abc import Sequence

from domain.clarifications import Clarification
from domain.posts import Post
from domain.text import clean
from domain.times import local, zone_label
from wording import N_, indonesian
from wording.crisis import VERDICTS


def text(sheet: Clarification, post: Post | None, urls: Sequence[str], ours: str, zone: str) -> str:
    """The whole sheet; what is not known yet is left out.

    Args:
        post: the sheet's, where there is one; `urls` are where it stands.
        ours: our own agency's name.
    """
    lines = [_say(N_("CLARIFICATION SHEET {name}"), name=f"L{sheet.id}"), *([clean(ours)] if ours else []), ""]
    lines.append(_say(N_("Claim: {claim}"), claim=clean(sheet.claim)))
    lines.append(_say(N_("Verdict: {verdict}"), verdict=indonesian(VERDICTS[sheet.verdict]).upper()))
    if sheet.finding:
        lines += ["", clean(sheet.finding, lines=40)]
    if sheet.evidence:
        lines += ["", _say(N_("Evidence:")), *(f"- {clean(one)}" for one in sheet.evidence)]
    told = [*([f"{clean(post.title)} (P{post.id})"] if post else []), *map(clean, urls)]
    told += [clean(sheet.address)] if sheet.address else []
    if told:
        lines += ["", _say(N_("What the agency said:")), *(f"- {one}" for one in told)]
    if sheet.verified_at:
        at = local(sheet.verified_at, zone)
        time, who = f"{at:%d/%m/%Y %H.%M} {zone_label(zone)}", clean(sheet.verified_by.rpartition(":")[2])
        lines += ["", _say(N_("Verified by {who}, {time}"), who=who, time=time)]
    return "\n".join(lines)


def _say(message: str, **values: str) -> str:
    return indonesian(message).format(**values)
