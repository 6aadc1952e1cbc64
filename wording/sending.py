"""Why something has not gone out through an interface: what replies and posts have in common."""

from collections.abc import Mapping

from domain.outbox import Outgoing
from domain.text import clean
from wording import N_, _, connecting, figures

WHY: dict[str, str] = {
    "limited": N_("the platform wants a pause"),
    "expired": N_("the access to the account has ended: g a renews it"),
    "unreachable": N_("the platform cannot be reached"),
    "unknown": N_("the line broke off while sending: look whether it is there"),
    "left_behind": N_("the desk ended while sending: look whether it is there"),
    "cannot_tell": N_("the platform cannot say whether it is there: look"),
    "broken": N_("the answer was not understood: look whether it is there"),
    "no_token": N_("there is no access to the account: g a"),
}


def why(words: Mapping[str, str], error: str, detail: str) -> str:
    """A reason in these words, with the platform's own; a code this version does not know is shown as it is."""
    told = _(words[error]) if error in words else clean(error, limit=60)
    said = clean(connecting.filled({"detail": detail})["detail"], limit=120)
    return f"{told} ({said})" if said else told


def stuck() -> str:
    """Why nobody is at it that should be out."""
    return _("waits for a desk that has access to the account: g a")


def next_step(one: Outgoing, now: int, zone: str) -> str:
    """What the desk does about it by itself and when, or until when nobody can do anything; empty: nothing."""
    if one.retry_at <= now:
        return ""
    words = {"queued": _("again {time}"), "unknown": _("the platform is asked again {time}")}
    said = words.get(one.state, _("not before {time}"))
    return said.format(time=figures.when(one.retry_at, now, zone))
