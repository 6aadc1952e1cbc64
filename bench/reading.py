"""How quick 100,000 comments are read: indexes, filters, and a search that answers every letter that is typed.

Times are of the CPU, in the thread that works; `filter_stall` is how late another thread wakes while filters work. The
texts are made of 60,000 words, a few of them common and most of them rare, as they are in a language.
"""

import gc
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

import msgspec
import orjson

import store
from bench.filling import comment
from bench.report import Limit
from desk.desk import Desk
from desk.inbox import Inbox
from domain.comments import KINDS, CommentState
from domain.filters import CODES, read
from domain.views import SHIPPED

VOCABULARY = 60_000
STATES: tuple[CommentState, ...] = ("new", "triaged", "in_progress", "answered", "referred", "no_reply", "done")
CHANGES = 300
AT_ONCE = 5
"""Changes that come with one look at the store: twenty a second, four looks a second."""
TYPED = 30
LIMITS = {
    "open_indexed_to_parse": Limit(most=3),
    "index_build_ms": Limit(most=500),
    "index_change_us": Limit(most=50),
    "index_two_fields_ms": Limit(most=2),
    "index_mb": Limit(most=12),
    "search_p95_ms": Limit(most=50),
    "similar_p95_ms": Limit(most=150),
    "answer_p95_ms": Limit(most=200),
    "search_mb": Limit(most=40),
    "filter_p50_ms": Limit(most=75),
    "filter_worst_ms": Limit(most=150),
    "filter_stall_p95_ms": Limit(most=50),
    "views_ms": Limit(most=150),
}
FILTERS = (
    "kind:complaint sentiment:negative status:!done age:>2hr",
    "kind:complaint,question status:!done age:>2hr {word}",
    "status:all kind:!complaint",
    "status:all age:>1d,<1hr",
    "status:all likes:>10 deadline:!late",
    "status:all order:deadline",
    "status:all order:!likes",
    "status:all deadline:<2hr",
    "status:unanswered deadline:late",
    "status:snoozed,answered",
    "assignee:me",
    "assignee:none account:x label:any platform:x",
    "post:P41",
    "status:all {word} -{other}",
    'status:all "{word} {other}"',
    "status:all order:age {word}",
)
"""In codes; words of the texts are filled in, the most common first."""

MEMORY = """
import sys, store
from desk.desk import Desk
from desk.inbox import Inbox
def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1000
inbox = Inbox(Desk(store.open(sys.argv[1], "bench", create=False)))
inbox.load()
before = resident()
inbox.index.build()
indexed = resident()
for query in ("ban", "bangun", "bagnun"):
    inbox.search(query)
print(indexed - before, resident() - indexed)
"""


def vocabulary(dice: random.Random) -> list[str]:
    """Words of two to five syllables, all different."""
    syllables = [c + v + e for c in "bcdghjklmnprstwy" for v in "aiueo" for e in ("", "", "n", "ng", "r", "k")]
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(dice.choices(syllables, k=dice.choice((2, 2, 3, 3, 3, 4, 5))))] = None
    return list(words)


def fill(folder: Path, count: int, words: list[str], dice: random.Random) -> None:
    """Make a store of so many comments whose texts differ as texts do."""
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    opened = store.open(folder, "bench")
    for start in range(1, count + 1, 500):
        with opened.transaction() as tx:
            for number in range(start, min(start + 500, count + 1)):
                text = " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(3, 25)))
                name = dice.choice(words)
                tx.insert(
                    "comments",
                    msgspec.structs.replace(
                        comment(number),
                        text=text.capitalize() + dice.choice((".", "!", "?", " 🙏", "")),
                        author=f"{name} {dice.choice(words)}".title(),
                        handle=f"{name}{dice.randint(1, 999)}",
                        state=dice.choices(STATES, (8, 4, 2, 20, 5, 10, 50))[0],
                        kind=dice.choice(KINDS),
                        assignee=dice.choice(("", "", "", "rina", "budi", "sari")),
                        account=dice.randint(1, 4),
                        likes=dice.choice((None, 0, 3, 40)),
                        labels=dice.choice(((), (), ("jalan",), ("air", "pdam"))),
                        post=number // 40 + 1,
                    ),
                )
    opened.compact()
    opened.close()


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of this thread's CPU."""
    start = time.thread_time()
    work()
    return (time.thread_time() - start) * 1000


def letters(words: list[str]) -> Iterator[str]:
    """What stands in the line at each letter of the words."""
    for word in words:
        for end in range(1, len(word) + 1):
            yield word[:end]


def misspelt(word: str, dice: random.Random) -> str:
    """Two letters exchanged."""
    at = dice.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def memory(folder: Path) -> dict[str, float]:
    """MB that indexes and searching take on top of a desk that has listed its comments, in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run(
        [sys.executable, "-c", MEMORY, str(folder)], env=env, capture_output=True, text=True, check=True
    )
    return dict(zip(("index_mb", "search_mb"), map(float, run.stdout.split()), strict=True))


def opening(folder: Path) -> dict[str, float]:
    """Opening the store and building the indexes, against parsing the same bytes with the collector off."""
    data = (folder / "snapshot.json").read_bytes()
    gc.disable()
    parsed = min(cpu(lambda: orjson.loads(data)) for _ in range(3))
    gc.enable()

    def ours() -> None:
        with store.open(folder, "bench") as opened:
            Inbox(Desk(opened)).index.build()

    return {"open_indexed_to_parse": min(cpu(ours) for _ in range(3)) / parsed}


def indexed(inbox: Inbox, opened: store.Store, count: int, dice: random.Random) -> dict[str, float]:
    """The figures of the indexes."""
    index = inbox.index
    figures = {"index_build_ms": cpu(index.build)}
    figures["index_two_fields_ms"] = statistics.median(
        cpu(lambda kind=kind: list(index.ids("state", "new") & index.ids("kind", kind)))  # type: ignore[misc]
        for kind in KINDS * 3
    )
    due = 1_700_000_000_000 + count // 2
    figures["index_due_ms"] = statistics.median(cpu(lambda: len(index.due_before(due))) for _ in range(20))
    spent = 0.0
    for turn in range(0, CHANGES, AT_ONCE):
        with opened.transaction() as tx:
            for number in dice.sample(range(1, count + 1), AT_ONCE):
                fields = {"state": dice.choice(STATES), "assignee": f"b{turn % 20}", "reply_due": due + turn}
                tx.update("comments", number, fields)
        spent += cpu(index.catch_up)
    return figures | {"index_change_us": spent / CHANGES * 1000}


def searched(inbox: Inbox, words: list[str], dice: random.Random) -> dict[str, float]:
    """The figures of searching: letter by letter, for common words and rare ones."""
    texts = inbox.finder._texts
    figures = {"search_read_ms": cpu(inbox.finder.read_texts)}
    long = [word for word in words if len(word) > 4]
    wanted = [*long[: TYPED // 2], *dice.sample(long, TYPED // 2)]
    typed = list(letters(wanted))
    found = [cpu(lambda query=query: texts.find(query)) for query in typed]  # type: ignore[misc]
    wrong = [misspelt(word, dice) for word in wanted]
    similar = [cpu(lambda query=query: texts.similar(query)) for query in [*typed, *wrong]]  # type: ignore[misc]
    answers = [cpu(lambda query=query: inbox.search(query)) for query in [*typed, *wrong]]  # type: ignore[misc]
    for name, times in (("search", found), ("similar", similar), ("answer", answers)):
        figures |= {f"{name}_p50_ms": statistics.median(times), f"{name}_p95_ms": statistics.quantiles(times, n=20)[18]}
    return figures


def filtered(inbox: Inbox, words: list[str]) -> dict[str, float]:
    """The figures of filters, texts read: what any may take, and whether typing goes on beside it."""
    spent, late = [], []
    for line in FILTERS:
        query, faults = read(line.format(word=words[0], other=words[1]), CODES)
        assert not faults, line
        spent.append(statistics.median(cpu(lambda query=query: inbox.finder.find(query)) for _ in range(5)))  # type: ignore[misc]
        worker = threading.Thread(target=inbox.finder.find, args=[query])
        worker.start()
        while worker.is_alive():
            start = time.perf_counter()
            time.sleep(0.001)
            late.append((time.perf_counter() - start) * 1000 - 1)
    views = [read(query, CODES)[0] for _name, query in SHIPPED.values()]
    return {
        "filter_p50_ms": statistics.median(spent),
        "filter_worst_ms": max(spent),
        "filter_stall_p95_ms": statistics.quantiles(late, n=20)[18] if len(late) > 1 else sum(late),
        "views_ms": cpu(lambda: [inbox.finder.number(query) for query in views]),
    }


def measure(count: int, folder: Path) -> dict[str, float]:
    """All figures, for a store of `count` comments."""
    dice = random.Random(count)
    words = vocabulary(dice)
    fill(folder, count, words, dice)
    figures = opening(folder) | memory(folder)
    with store.open(folder, "bench") as opened:
        inbox = Inbox(Desk(opened))
        inbox.load()
        figures |= indexed(inbox, opened, count, dice)
        return figures | searched(inbox, words, dice) | filtered(inbox, words)
