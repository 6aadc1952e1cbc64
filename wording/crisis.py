"""What the desk says of crisis mode, political periods, rising issues and clarifications."""

from domain.restraint import Crisis
from domain.text import clean
from wording import N_, _, figures

DONE: dict[str, str] = {
    "crisis.start": N_("Crisis mode is on: the queue is frozen. {n} first replies are due sooner"),
    "crisis.phase": N_("The crisis: {phase}"),
    "crisis.note": N_("Put down in the log of the crisis"),
    "crisis.group": N_("Belongs to the crisis now. {n} first replies are due sooner"),
    "crisis.message": N_("The message is kept; it is used once it is approved"),
    "crisis.approve": N_("Approved: the message of the crisis"),
    "crisis.end": N_("Crisis mode is off: the queue goes on"),
    "issue.dismiss": N_("No issue for two weeks: {label}"),
    "issue.heed": N_("Told again when it rises: {label}"),
    "sheet.open": N_("Clarification sheet {name} is open"),
    "sheet.change": N_("The sheet is saved"),
    "sheet.verified": N_("Verified"),
    "sheet.draft": N_("Draft made: {name}"),
    "sheet.post": N_("Its post: {name}"),
    "sheet.published": N_("Recorded as clarified in public"),
    "sheet.closed": N_("The sheet is closed"),
    "sheet.reopened": N_("The sheet is open again"),
}

VERBS: dict[str, str] = {
    "crisis.start": N_("started crisis mode"),
    "crisis.phase": N_("said how far the crisis is"),
    "crisis.note": N_("wrote into the crisis log"),
    "crisis.group": N_("added an issue to the crisis"),
    "crisis.message": N_("wrote the message of the crisis"),
    "crisis.approve": N_("approved the message of the crisis"),
    "crisis.end": N_("ended crisis mode"),
    "issue.dismiss": N_("said it is no issue"),
    "issue.heed": N_("let an issue be told again"),
    "sheet.open": N_("opened a clarification sheet"),
    "sheet.change": N_("changed a clarification sheet"),
    "sheet.verified": N_("verified a claim"),
    "sheet.draft": N_("drafted a clarification"),
    "sheet.post": N_("said which post clarifies it"),
    "sheet.published": N_("recorded it as clarified in public"),
    "sheet.closed": N_("closed a clarification sheet"),
    "sheet.reopened": N_("opened a clarification sheet again"),
}

REFUSED: dict[str, str] = {
    "frozen": N_("Crisis mode has frozen the queue ({about}): nothing else goes out until it is ended."),
    "crisis_on": N_("Crisis mode is on already: {about}."),
    "no_crisis": N_("Crisis mode is off."),
    "group_there": N_("That belongs to the crisis already."),
    "same_text": N_("That is what it says already."),
    "no_message": N_("There is no message yet."),
    "already_approved": N_("It is approved already."),
    "own_message": N_("You wrote it yourself: somebody else has to approve it."),
    "no_closing": N_("What came of it, and what was learnt? Crisis mode ends with a closing note."),
    "dismissed_already": N_("It was said to be no issue already."),
    "not_dismissed": N_("Nobody said it is no issue."),
    "no_claim": N_("What is claimed? The sheet needs it in words."),
    "sheet_there": N_("There is a sheet on this already: {name}."),
    "sheet_not_open": N_("It is verified already."),
    "sheet_closed": N_("The sheet is closed; s opens it again."),
    "sheet_not_closed": N_("The sheet is not closed."),
    "no_evidence": N_("No verdict without evidence: an address, a document, who confirmed it."),
    "no_verdict": N_("The verdict is missing: disinformation, misinformation or fact."),
    "no_finding": N_("What is true is missing, in words the public may read."),
    "not_verified": N_("It is not verified yet: s does that first."),
    "sheet_post_not_out": N_("Its post is not out yet, and no address is given where the public was told."),
    "sheet_post_there": N_("There is a post already: {name}."),
    "no_such_post": N_("There is no post {name}."),
    "bad_minutes": N_("{value} is no number of minutes from 1 to {most}."),
}

VERDICTS: dict[str, str] = {
    "unknown": N_("not known yet"),
    "disinformation": N_("disinformation"),
    "misinformation": N_("misinformation"),
    "fact": N_("fact"),
}

SHEET_STATES: dict[str, str] = {
    "open": N_("still open"),
    "verified": N_("verified"),
    "published": N_("published"),
    "closed": N_("closed"),
}

PHASES: dict[str, str] = {
    "before": N_("before the crisis"),
    "during": N_("in the crisis"),
    "after": N_("after the crisis"),
}


def phase(code: str) -> str:
    """How far a crisis is."""
    return _(PHASES.get(code, code))


def verdict(code: str) -> str:
    """What was found a claim to be."""
    return _(VERDICTS.get(code, code))


def sheet_state(code: str) -> str:
    """Where a clarification sheet stands."""
    return _(SHEET_STATES.get(code, code))


def rising(label: str, comments: int) -> str:
    """That an issue rises, and how many say it."""
    count = figures.comments(comments)
    return _("Rising issue: {label}, {count}").format(label=clean(label) or _("(no words)"), count=count)


def line(on: Crisis, now: int, zone: str) -> str:
    """That crisis mode is on: about what, how far, since when."""
    told = _("CRISIS MODE, the queue is frozen: {about} · {phase} since {time}")
    return told.format(
        about=clean(on.reason, limit=200), phase=phase(on.phase), time=figures.when(on.started_at, now, zone)
    )
