"""What is written to another agency: the referral and the reminder. In Indonesian, whatever the admin's desk speaks."""

from domain.accounts import NAMES
from domain.agency import Agency
from domain.comments import Comment
from domain.referrals import Referral
from domain.text import clean
from domain.times import local, zone_label
from wording import N_, indonesian

_LAPOR_TYPES = {
    "question": N_("request for information"),
    "aspiration": N_("aspiration"),
    "suggestion": N_("aspiration"),
}
"""The three types of LAPOR!; what is neither a question nor a wish is a complaint."""


def referral(comment: Comment, told: Referral, agency: Agency | None, text: str, ours: str, zone: str) -> str:
    """The text that goes to the agency with a comment.

    Args:
        text: the comment's, as the agency may see it.
        ours: our own agency's name.
    """
    lines = [
        _salutation(told, agency),
        "",
        _say(N_("We pass on to you a citizen's {type} on {platform}."), type=_type(comment), platform=_where(comment)),
        "",
        _say(N_("Number: {ticket}"), ticket=told.ticket),
        _say(N_("Written: {time}"), time=_time(comment.written_at, zone)),
        _say(N_("By: {name}"), name=_name(comment)),
        _say(N_("Text: “{text}”"), text=clean(text, lines=40)),
    ]
    if link := comment.url or comment.post_ref:
        lines.append(_say(N_("Link: {link}"), link=clean(link, limit=500)))
    if told.note:
        lines.append(_say(N_("Note: {note}"), note=clean(told.note, lines=40)))
    return "\n".join(
        [
            *lines,
            "",
            _say(N_("Please answer us by {time} at the latest."), time=_time(told.due, zone)),
            _say(
                N_(
                    "Status as in LAPOR!: Verification. If you need longer, please tell us the reason (Postponed); if "
                    "it is not yours, which agency it is for (Out of scope); if nothing can be done, why (Archived)."
                )
            ),
            "",
            *_closing(ours),
        ]
    )


def reminder(comment: Comment, told: Referral, agency: Agency | None, ours: str, zone: str, days: int) -> str:
    """The text that asks the agency again; `days` since it was referred."""
    return "\n".join(
        [
            _salutation(told, agency),
            "",
            _say(
                N_(
                    "May we remind you of number {ticket}: a citizen's {type} on {platform}, which we passed on to you "
                    "on {time}, {days} days ago."
                ),
                ticket=told.ticket,
                type=_type(comment),
                platform=_where(comment),
                time=_time(told.at, zone),
                days=days,
            ),
            _say(N_("The answer was asked for by {time}. The citizen is still waiting."), time=_time(told.due, zone)),
            _say(N_("A short word on how it stands would already help us to inform the citizen.")),
            "",
            *_closing(ours),
        ]
    )


def relayed(comment: Comment, told: Referral) -> str:
    """What the citizen is told of the agency's answer: a beginning that the admin goes on with."""
    message = N_("{name}, from {agency} (number {ticket}): {answer}")
    name = _name(comment)
    return _say(message, name=name, agency=told.name, ticket=told.ticket, answer=clean(told.answer, lines=40))


def calm() -> str:
    """What may be answered to an insult."""
    return _say(
        N_(
            "Thank you for telling us. We understand that you are disappointed. May we know what happened, when and "
            "where, so that we can look into it?"
        )
    )


def _say(message: str, **values: object) -> str:
    return indonesian(message).format(**values)


def _salutation(told: Referral, agency: Agency | None) -> str:
    liaison = clean(agency.liaison) if agency else ""
    return _say(N_("Dear {who},"), who=", ".join(filter(None, (liaison, clean(told.name)))))


def _closing(ours: str) -> list[str]:
    return [_say(N_("Thank you.")), clean(ours) or "Humas"]


def _type(comment: Comment) -> str:
    return indonesian(_LAPOR_TYPES.get(comment.kind, N_("complaint")))


def _where(comment: Comment) -> str:
    return NAMES[comment.platform]


def _name(comment: Comment) -> str:
    return clean(comment.author or (f"@{comment.handle}" if comment.handle else "")) or _say(N_("(no name)"))


def _time(ms: int, zone: str) -> str:
    return f"{local(ms, zone):%d/%m/%Y %H.%M} {zone_label(zone)}"
