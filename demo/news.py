"""Invented outlets and what they report: about sixty events, many of them told by several outlets in other words."""

from random import Random

from demo.texts import Phrases, lines
from domain.news import Feed, Headline
from domain.times import DAY, HOUR, MINUTE

SPAN = 3 * DAY
_OUTLETS: tuple[tuple[str, str], ...] = (
    ("Warta Sumberrejo", "warta-sumberrejo.example"),
    ("Radar Brang Lor", "radarbranglor.example"),
    ("Jendela Timur", "jendelatimur.example"),
    ("Nusa Pagi", "nusapagi.example"),
    ("Kabar Enam Kota", "kabarenamkota.example"),
    ("Harian Sono", "hariansono.example"),
    ("Sorot Desa", "sorotdesa.example"),
    ("Periksa Kabar", "periksakabar.example"),
)
_SIGNED, _FAILING, _CHECKS = 4, 7, 8
"""Feeds with a habit: puts its name behind titles, has failed since the day before, checks facts."""


def news(rng: Random, now: int) -> tuple[list[Feed], list[Headline]]:
    """The feeds, and their headlines of three days, oldest first."""
    headlines = list[Headline]()
    phrases = Phrases(rng, now)
    head, titles, summaries = list[str](), list[str](), list[str]()
    for line in [*lines("news.txt"), "= "]:
        if line.startswith("= "):
            if head:
                headlines += _story(rng, phrases, now, head, titles, summaries)
            head, titles, summaries = line[2:].split(), [], []
        elif line.startswith("- "):
            summaries.append(line[2:])
        elif line:
            titles.append(line)
    headlines.sort(key=lambda headline: headline.published_at)
    for id, headline in enumerate(headlines, 1):
        headline.id, headline.key = id, f"demo{id:04}"
        headline.link = f"https://{_OUTLETS[headline.feed - 1][1]}/{id:04}"
    return _feeds(now), headlines


def _feeds(now: int) -> list[Feed]:
    feeds = [
        Feed(
            id=id,
            url=f"https://{host}/rss.xml",
            title=title,
            added_at=now - 90 * DAY,
            fetched_at=now - 6 * MINUTE,
            tried_at=now - 6 * MINUTE,
        )
        for id, (title, host) in enumerate(_OUTLETS, 1)
    ]
    failing = feeds[_FAILING - 1]
    failing.error, failing.error_params, failing.failures = "http_status", {"status": "404"}, 9
    failing.fetched_at, failing.failing_since = now - 27 * HOUR, now - 26 * HOUR
    failing.retry_at = now + 18 * MINUTE
    return feeds


def _story(
    rng: Random, phrases: Phrases, now: int, head: list[str], titles: list[str], summaries: list[str]
) -> list[Headline]:
    """One event: first every outlet once, in other words, then some of them again."""
    count, course = int(head[0]), head[1]
    middle = rng.uniform(0.05, 0.85)
    order = rng.sample(range(1, len(_OUTLETS)), len(_OUTLETS) - 1)
    made, used = list[Headline](), set[tuple[int, str]]()
    for place in range(count):
        template = titles[place % len(titles)]
        feed = _CHECKS if template.startswith("[SALAH]") else order[place % len(order)]
        title = next((one for _ in range(6) if (feed, one := phrases.fill(template)) not in used), "")
        if not title:
            continue
        used.add((feed, title))
        age = _age(rng, course, middle)
        if feed == _FAILING:
            age = max(age, 27 * HOUR + age // 4)
        outlet = _OUTLETS[feed - 1][0]
        made.append(
            Headline(
                feed=feed,
                key="",
                title=f"{title} - {outlet}" if feed == _SIGNED else title,
                summary=phrases.fill(rng.choice(summaries)) if rng.random() < 0.85 else "",
                outlet=outlet,
                published_at=now - age,
                seen_at=now - max(age - rng.randint(1, 25) * MINUTE, 6 * MINUTE),
            )
        )
    return made


def _age(rng: Random, course: str, middle: float) -> int:
    """How long ago a headline came, in milliseconds, by the course of its event."""
    if course == "breaking":
        hours = rng.uniform(0.05, 0.3)
    elif course == "rising":
        hours = 0.2 + rng.expovariate(1 / 6)
    elif course == "fading":
        hours = rng.triangular(10, 70, 44)
    elif course == "steady":
        hours = rng.uniform(0.5, 66)
    else:
        hours = middle * 66 + rng.uniform(0.5, 6)
    return round(min(hours * HOUR, SPAN - HOUR))
