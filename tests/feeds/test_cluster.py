import random
import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.news import Headline
from domain.times import HOUR
from feeds.cluster import group, representative
from feeds.words import bare_title

START = 1_795_000_000_000


def headline(title: str, hour: float = 0, topic: int = 0, outlet: str = "a.example", summary: str = "") -> Headline:
    at = START + int(hour * HOUR)
    return Headline(
        feed=1, key=title + outlet, title=title, summary=summary, outlet=outlet, published_at=at, topic=topic
    )


FLOOD = [
    headline("Banjir bandang terjang Desa Sukamaju, puluhan rumah terendam", 0),
    headline("Puluhan rumah di Sukamaju terendam banjir bandang", 1, outlet="b.example"),
    headline("Banjir bandang Sukamaju: puluhan rumah warga terendam", 2, outlet="c.example"),
]
BRIDGE = [
    headline("Gubernur resmikan jembatan gantung Kali Jernih", 0.5),
    headline("Jembatan gantung Kali Jernih diresmikan gubernur", 3, outlet="b.example"),
]
FOOTBALL = [headline("Persatuan Sukamaju menang telak di laga perdana", 4)]


def partition(headlines: list[Headline], topics: list[int]) -> set[frozenset[str]]:
    groups: dict[int, set[str]] = {}
    for one, topic in zip(headlines, topics, strict=True):
        groups.setdefault(topic, set()).add(one.title)
    return {frozenset(titles) for titles in groups.values()}


STORIES = {frozenset(one.title for one in story) for story in (FLOOD, BRIDGE, FOOTBALL)}


@given(st.permutations([*FLOOD, *BRIDGE, *FOOTBALL]))
def test_headlines_of_one_event_are_one_topic_in_whatever_order_they_come(headlines: list[Headline]) -> None:
    grouping = group([], headlines)
    assert partition(headlines, grouping.topics) == STORIES
    assert all(topic < 0 for topic in grouping.topics)
    assert grouping.merged == {}


def test_a_new_headline_joins_the_topic_that_is_there() -> None:
    known = [headline(one.title, outlet=one.outlet, topic=41) for one in FLOOD[:2]]
    grouping = group(known, [FLOOD[2], FOOTBALL[0]])
    assert grouping.topics[0] == 41
    assert grouping.topics[1] < 0


def test_one_refresh_or_many_give_the_same_topics() -> None:
    everything = sorted([*FLOOD, *BRIDGE, *FOOTBALL], key=lambda one: one.published_at)
    known: list[Headline] = []
    for number, one in enumerate(everything, 1):
        (topic,) = group(known, [one]).topics
        known.append(headline(one.title, outlet=one.outlet, topic=topic if topic > 0 else number))
    assert partition(known, [one.topic for one in known]) == STORIES


def test_a_topic_lives_for_three_days() -> None:
    known = [headline(FLOOD[0].title, 0, topic=41)]
    assert group(known, [headline(FLOOD[1].title, 20)]).topics == [41]
    assert group(known, [headline(FLOOD[0].title, 73)]).topics != [41]


def test_a_chain_of_kindred_stories_is_not_one_topic() -> None:
    words = [f"kata{n}" for n in range(24)]
    # Each shares half its words with the one before, and none with the one before that.
    chain = [headline(" ".join(words[n * 3 : n * 3 + 6]), n) for n in range(7)]
    topics = group([], chain).topics
    assert max(topics.count(topic) for topic in topics) <= 3


def test_a_headline_that_joins_two_topics_makes_them_the_older_one() -> None:
    known = [
        headline("Gempa guncang Sukamaju, warga berhamburan keluar rumah", 0, topic=7),
        headline("Gempa Sukamaju magnitudo 5,6, warga berhamburan keluar", 1, topic=9, outlet="b.example"),
    ]
    new = headline("Gempa magnitudo 5,6 guncang Sukamaju, warga berhamburan keluar rumah", 2, outlet="c.example")
    grouping = group(known, [new])
    assert grouping.topics == [7]
    assert grouping.merged == {9: 7}


def test_summaries_bring_together_what_titles_tell_differently() -> None:
    lead = "Kebakaran melanda Pasar Sukamaju pada Minggu dini hari, ratusan kios pedagang hangus"
    titles = ["Ratusan kios hangus dini hari", "Api melahap pusat belanja warga Sukamaju"]
    alone = [headline(title, outlet=str(n)) for n, title in enumerate(titles)]
    told = [headline(title, outlet=str(n), summary=lead) for n, title in enumerate(titles)]
    assert len(set(group([], alone).topics)) == 2
    assert len(set(group([], told).topics)) == 1


@pytest.mark.parametrize(
    ("title", "outlet", "bare"),
    [
        ("Jalan rusak - Kompas.com", "", "Jalan rusak"),
        ("Jalan rusak | Republika Online", "republika.co.id", "Jalan rusak"),
        ("Jalan rusak – detikNews", "detik.com", "Jalan rusak"),
        ("Jalan rusak - Harian Desa", "Harian Desa", "Jalan rusak"),
        ("Jalan rusak - warga protes", "kompas.com", "Jalan rusak - warga protes"),
        ("Laga Sukamaju - Makmur", "kompas.com", "Laga Sukamaju - Makmur"),
        ("Jalan-jalan", "jalan.com", "Jalan-jalan"),
        (" - Kompas.com", "", " - Kompas.com"),
    ],
)
def test_the_outlets_name_is_not_part_of_the_news(title: str, outlet: str, bare: str) -> None:
    assert bare_title(title, outlet) == bare


def test_an_outlets_name_does_not_group_its_headlines() -> None:
    same_paper = [
        headline("Jembatan dibangun - Suara Sukamaju Raya", outlet="Suara Sukamaju Raya"),
        headline("Vaksin tiba - Suara Sukamaju Raya", outlet="Suara Sukamaju Raya"),
    ]
    assert len(set(group([], same_paper).topics)) == 2


def test_the_title_of_a_topic_is_the_one_most_like_the_others() -> None:
    members = [*FLOOD, headline("Banjir bandang Sukamaju: bupati tinjau lokasi lalu rapat", 3)]
    assert representative(members) in FLOOD
    assert representative(FLOOD[:1]) is FLOOD[0]


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.integers(-200, 200), min_size=12, max_size=12))
def test_any_titles_get_a_topic_each(titles: list[str], hours: list[int]) -> None:
    headlines = [headline(title, hour) for title, hour in zip(titles, hours, strict=False)]
    grouping = group([], headlines)
    assert len(grouping.topics) == len(headlines)
    assert all(topic < 0 for topic in grouping.topics)


def plain_work() -> float:
    """CPU seconds this machine, as busy as it is, needs for a fixed piece of plain Python."""
    began = time.process_time()
    counts: dict[int, float] = {}
    for n in range(1_000_000):
        counts[n % 5_000] = counts.get(n % 5_000, 0.0) + 1.0
    return time.process_time() - began


def test_five_thousand_headlines_in_two_seconds() -> None:
    chance = random.Random(1)
    words = [
        f"{a}{b}{c}" for a in "bdgklmnprst" for b in ("a", "ing", "ur", "en") for c in ("kan", "i", "ah", "us", "em")
    ]
    words = [f"{one}{n}" for one in words for n in ("", "o", "u", "e", "al", "ir")]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    headlines = [
        headline(" ".join(chance.choices(words, weights, k=9)), chance.random() * 72, outlet=f"{n % 12}.example")
        for n in range(5000)
    ]
    before = plain_work()
    began = time.process_time()
    topics = group([], headlines).topics
    taken = time.process_time() - began
    # Two seconds where the plain work takes 0.07.
    assert taken / min(before, plain_work()) < 30
    assert len(topics) == 5000


def test_a_story_keeps_its_number_and_merged_ones_the_smaller() -> None:
    known = [
        msgspec.structs.replace(headline(one.title, place, topic=5, outlet=one.outlet), story=story)
        for place, (one, story) in enumerate(zip(FLOOD[:2], (8, 8), strict=True))
    ]
    grouping = group(known, [FLOOD[2], FOOTBALL[0]])
    assert grouping.stories == [8, -2]
    assert grouping.topics == [5, -1]
    apart = [msgspec.structs.replace(one, story=story) for one, story in zip(known, (8, 6), strict=True)]
    grouping = group(apart, [FLOOD[2]])
    assert grouping.stories == [6]
    assert grouping.merged_stories == {8: 6}


def test_the_title_of_a_topic_is_of_its_last_day_and_no_clickbait() -> None:
    old = [headline(f"Laga perdana Sukamaju {n}", n / 10) for n in range(9)]
    new = headline("Jembatan gantung Kali Jernih roboh", 40)
    assert representative([*old, new]) is new
    bait = headline("Viral! Begini Jadinya Jembatan Kali Jernih Roboh, Bikin Netizen Heboh?", 0)
    plain = headline("Jembatan Kali Jernih roboh, bikin warga heboh", 1)
    assert representative([bait, plain]) is plain
