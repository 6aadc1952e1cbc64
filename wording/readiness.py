"""What a post lacks for review, and what to be wary of, in words."""

from collections.abc import Sequence
from typing import Any

from domain.accounts import NAMES
from domain.text import clean
from wording import N_, _, publishing

_FINDINGS: dict[str, str] = {
    "no_purpose": N_("no purpose yet"),
    "no_pillar": N_("no pillar yet"),
    "no_need": N_("no need of the audience yet"),
    "no_title": N_("no title yet"),
    "no_gist": N_("no gist yet"),
    "gist_long": N_("gist {over} characters too long"),
    "no_caption": N_("no caption yet"),
    "caption_long": N_("caption for {platform} {over} characters too long"),
    "title_long": N_("title for {platform} {over} characters too long"),
    "bad_signs": N_("{platform} takes no < or >"),
    "hashtags_over": N_("{n} hashtags; {platform} takes {limit}"),
    "mentions_over": N_("{n} mentions; {platform} takes {limit}"),
    "no_answer": N_("press release: no answer to: {question}"),
    "gate_shut": N_("press release: gate “{gate}” not looked at"),
    "unverified": N_("from a topic, not verified yet"),
    "event_lag": N_("goes out {hours} hours after the event"),
    "no_call": N_("for engagement: asks nothing, invites to nothing"),
    "ai_unsaid": N_("AI was used; the caption does not say so"),
    "no_dataset": N_("infographic without its data"),
    "no_rules": N_("contest without its rules"),
    "no_deadline": N_("contest without a deadline: nothing will remind you of the winner"),
    "deadline_first": N_("the contest ends before the post goes out"),
    "no_picture": N_("this format needs a picture"),
    "no_alt_text": N_("no alt text: {path}"),
    "no_source": N_("no source for “{claim}”"),
    "no_channel": N_("no channel yet"),
    "no_slot": N_("no time yet: {account}"),
    "slot_past": N_("time gone by: {account}"),
    "slot_taken": N_("another post at that time: {account}"),
    "slot_near": N_("another post {minutes} minutes away: {account}"),
    "many_tags": N_("{n} hashtags, more than {limit}"),
}


def finding(code: str, params: dict[str, Any]) -> str:
    """One finding. `params` are as in `domain.readiness`, the account by its name."""
    values = {key: clean(str(value), limit=60) for key, value in params.items()}
    if "platform" in values:
        values["platform"] = NAMES.get(values["platform"], values["platform"])
    if "gate" in values:
        values["gate"] = publishing.gate(values["gate"])
    if "question" in values:
        values["question"] = publishing.question(values["question"])
    return _(_FINDINGS[code]).format_map(values) if code in _FINDINGS else code


def not_ready(findings: Sequence[tuple[str, dict[str, Any]]]) -> str:
    """Why a post cannot go to review."""
    return _("Not ready: {what}.").format(what=", ".join(finding(code, params) for code, params in findings))
