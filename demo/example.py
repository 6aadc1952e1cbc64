"""The example week: the same `now` gives the same week, and everything in it is invented by us."""

from random import Random

from demo.comments import later, tell
from demo.handling import AGENCIES, handle
from demo.metrics import metrics
from demo.news import news
from demo.planning import occasions, slots
from demo.posts import AGENCY, ZONE, plan
from demo.records import DemoComment, Week

_SEED = 20261122


def week(now: int) -> Week:
    """A fictional agency's week around `now` (UTC milliseconds)."""
    made = plan(Random(_SEED), now)
    told = tell(Random(_SEED + 1), made.stages, now)
    handled = handle(Random(_SEED + 2), told, now)
    feeds, headlines = news(Random(_SEED + 3), now)
    return Week(
        settings={"agency": AGENCY, "zone": ZONE},
        accounts=made.accounts,
        targets=made.targets,
        slots=slots(),
        occasions=occasions(now, ZONE),
        agencies=list(AGENCIES),
        posts=made.posts,
        variants=made.variants,
        metrics=metrics(Random(_SEED + 5), made, now),
        comments=told.comments,
        replies=handled.replies,
        work=handled.work,
        feeds=feeds,
        headlines=headlines,
    )


def latecomers(now: int, count: int = 12) -> list[DemoComment]:
    """Comments citizens write in the minutes after the desk opened at `now`, each with its own time, oldest first."""
    return later(Random(_SEED + 4), plan(Random(_SEED), now).stages, now, count)
