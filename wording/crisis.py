"""What the desk says of crisis mode, political periods, rising issues and clarifications."""

from wording import N_

DONE: dict[str, str] = {
    "crisis.start": N_("Crisis mode is on: the queue is frozen. {n} first replies are due sooner"),
    "crisis.phase": N_("The crisis: {phase}"),
    "crisis.note": N_("Put down in the log of the crisis"),
    "crisis.group": N_("Belongs to the crisis now. {n} first replies are due sooner"),
    "crisis.message": N_("The message is kept; it is used once it is approved"),
    "crisis.approve": N_("Approved: the message of the crisis"),
    "crisis.end": N_("Crisis mode is off: the queue goes on"),
}

VERBS: dict[str, str] = {
    "crisis.start": N_("started crisis mode"),
    "crisis.phase": N_("said how far the crisis is"),
    "crisis.note": N_("wrote into the crisis log"),
    "crisis.group": N_("added an issue to the crisis"),
    "crisis.message": N_("wrote the message of the crisis"),
    "crisis.approve": N_("approved the message of the crisis"),
    "crisis.end": N_("ended crisis mode"),
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
    "bad_minutes": N_("{value} is no number of minutes from 1 to {most}."),
}

PHASES: dict[str, str] = {
    "before": N_("before the crisis"),
    "during": N_("in the crisis"),
    "after": N_("after the crisis"),
}
