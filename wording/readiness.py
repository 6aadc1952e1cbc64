"""What a post lacks for review, and what to be wary of, in words."""

from collections.abc import Sequence
from typing import Any

from domain.accounts import NAMES
from domain.text import clean
from wording import N_, _

_FINDINGS: dict[str, str] = {
    "no_purpose": N_("no purpose yet"),
    "no_pillar": N_("no pillar yet"),
    "no_need": N_("no need of the audience yet"),
    "no_title": N_("no title yet"),
    "no_gist": N_("no gist yet"),
    "gist_long": N_("gist {over} characters too long"),
    "no_caption": N_("no caption yet"),
    "caption_long": N_("caption for {platform} {over} characters too long"),
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
    return _(_FINDINGS[code]).format_map(values) if code in _FINDINGS else code


def not_ready(findings: Sequence[tuple[str, dict[str, Any]]]) -> str:
    """Why a post cannot go to review."""
    return _("Not ready: {what}.").format(what=", ".join(finding(code, params) for code, params in findings))
