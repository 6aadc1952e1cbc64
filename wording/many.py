"""What was done to many comments at once: to how many, and why the others were left out."""

from typing import Any

from wording import N_, _, figures, replies

_LEFT_OUT: dict[str, str] = {
    "changed": N_("{n} changed by a colleague meanwhile"),
    "gone": N_("{n} no longer there"),
    "not_open": N_("{n} not open any more"),
    "no_answer_yet": N_("{n} not answered yet"),
    "already_done": N_("{n} done already"),
    "agency_not_relayed": N_("{n} waiting for the agency"),
    "not_snoozed": N_("{n} not put aside"),
    "too_many_labels": N_("{n} with too many labels"),
    "already_hidden": N_("{n} hidden already"),
    "not_hidden": N_("{n} not hidden"),
    "not_a_complaint": N_("{n} no complaints"),
    "has_draft": N_("{n} with a reply begun"),
    **replies.LEFT_OUT,
}


def told(params: dict[str, Any]) -> str:
    """As in "37 comments, 3 not answered yet"; empty: it was one."""
    n, left_out = int(params.get("many", 0)), params.get("left_out", {})
    if not left_out and n < 2:
        return ""
    return ", ".join([figures.comments(n), *_reasons(left_out)])


def all_left_out(params: dict[str, Any]) -> str:
    """Why nothing was done to any of them."""
    return _("Nothing is changed: {why}.").format(why=", ".join(_reasons(params["left_out"])))


def _reasons(left_out: dict[str, list[int]]) -> list[str]:
    return [
        _(_LEFT_OUT.get(code, N_("{n} not possible"))).format(n=figures.number(len(ids)))
        for code, ids in left_out.items()
    ]
