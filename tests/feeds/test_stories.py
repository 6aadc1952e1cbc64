"""Stories as headlines come, and the topics they make."""

import zlib

import pytest

from domain.times import HOUR
from feeds.likeness import Look, likeness, look
from feeds.rarity import Window, bucket, packed, table
from feeds.stories import JOIN, WINDOW, Stories, Story
from feeds.threads import Threads
from feeds.words import SUMMARY_WORDS, words

AT = 1_795_000_000_000


def add(stories: Stories, title: str, hour: float, outlet: str = "a.example", *, phrase: bool = False) -> Story:
    return stories.add(title, outlet, "", AT + int(hour * HOUR), phrase=phrase)


def sorted_words(title: str) -> list[str]:
    return sorted(words(title)[0])


def test_words_that_outlets_choose_between_are_one() -> None:
    assert sorted_words("KPK tetapkan eks bupati") == sorted_words("Bekas bupati ditetapkan KPK")
    assert sorted_words("Empat rumah, 1.000 warga") == sorted_words("4 rumahnya 1000 warga")
    assert sorted_words("yang di dan itu") == []


def test_a_summary_adds_its_first_words() -> None:
    summary = "KOMPAS.com, Jakarta - " + " ".join(f"kata{chr(97 + n)}" for n in range(26))
    title, found = words("Jembatan roboh", summary=summary)
    assert title == ["jembatan", "roboh"]
    assert found[0] == "kataa"
    assert len(found) == SUMMARY_WORDS
    assert words("Jembatan roboh", summary="Jembatan roboh (20/11/2026)") == (title, title)


def test_what_everybody_writes_of_says_little() -> None:
    window = Window(WINDOW)
    for n in range(301):
        window.take(["gubernur", f"unik{n}"], AT + n)
    assert window.rarity("langkasari") > 3 * window.rarity("gubernur")
    window.take(["langkasari"], AT + 300 + WINDOW + 1)
    assert window.rarity("langkasari") < 2 * window.rarity("gubernur")


def test_words_of_all_news_say_little_from_the_first_headline_on() -> None:
    window = Window(WINDOW)
    assert window.rarity("langkasari") > 1.3 * window.rarity("jokowi")
    assert table()[bucket("langkasari")] == 0


def pair(one: tuple[str, str], other: tuple[str, str]) -> tuple[Look, Look]:
    window = Window(WINDOW)
    first, second = (look(window, title, "", summary, AT) for title, summary in (one, other))
    return first, second


def test_two_rare_words_in_common_are_an_event_one_is_a_place() -> None:
    flood = (
        "Warga Langkasari mengungsi",
        "Banjir bandang menerjang rumah di tepi Kali Jernihwangi sejak subuh.",
    )
    again = (
        "Puluhan rumah terendam",
        "Luapan Kali Jernihwangi merendam rumah warga, kata kepala desa.",
    )
    market = ("Harga cabai turun", "Pedagang pasar Langkasari menjual cabai lebih murah dibanding pekan sebelumnya.")
    assert likeness(*pair(flood, again)) > 2 * likeness(*pair(flood, market))
    assert likeness(*pair(flood, market)) < JOIN / 2


def test_likeness_needs_no_summary_and_is_the_same_both_ways() -> None:
    one, other = pair(("Jembatan Langkasari roboh", ""), ("Jembatan Langkasari roboh, dua luka", ""))
    assert likeness(one, other) > JOIN
    assert likeness(one, other) == likeness(other, one)
    told, bare = pair(("Jembatan Langkasari roboh", "Dua orang luka."), ("Dua orang luka di Langkasari", ""))
    assert likeness(told, bare) == pytest.approx(likeness(bare, told))
    assert likeness(bare, pair(("", ""), ("", ""))[0]) == 0
    assert 0 < likeness(told, told) <= 1


def test_a_table_keeps_what_is_common_enough() -> None:
    made = zlib.decompress(packed([("satu", 0.5), ("dua", 0.01), ("tiga", 0.00001)]))
    assert made[bucket("satu")] > made[bucket("dua")] > made[bucket("tiga")] == 0


def test_a_story_that_has_moved_on_is_no_home_for_what_was_like_its_beginning() -> None:
    stories = Stories()
    opening = "Kebakaran hutan Bukit Langka dekati permukiman"
    first = add(stories, opening, 0)
    for hour in range(6, 60, 6):
        stories.put(first, "Kabut asap Langka: sekolah diliburkan, penerbangan ditunda", "b", "", AT + hour * HOUR)
    assert add(stories, "Kabut asap Langka: penerbangan ditunda lagi", 61) is first
    assert add(stories, opening, 61, "c.example") is not first


def test_silence_asks_for_more_likeness() -> None:
    one, other = "Gempa guncang Sukamaju, warga mengungsi", "Gempa di Sukamaju, BPBD dirikan tenda pengungsi"
    soon, late = Stories(), Stories()
    assert add(soon, one, 0) is add(soon, other, 1)
    assert add(late, one, 0) is not add(late, other, 60)


def test_a_search_phrase_joins_what_it_names_and_nothing_else() -> None:
    stories = Stories()
    flood = add(stories, "Banjir bandang terjang Desa Sukamaju, puluhan rumah terendam lumpur", 0)
    assert add(stories, "banjir sukamaju", 1, phrase=True) is flood
    assert add(stories, "banjir makmur", 1, phrase=True) is not flood
    assert add(stories, "", 1, phrase=True) is not flood


def test_a_common_word_does_not_look_at_every_story() -> None:
    stories = Stories()
    opened = [add(stories, f"Gubernur resmikan gedung{n} jalan{n} pasar{n}", n / 100) for n in range(500)]
    assert len(set(opened)) > 450
    assert add(stories, "Gedung333 jalan333 pasar333 diresmikan gubernur", 6) is opened[333]


def story(number: int, hour: float, *words: str, topic: int = 0) -> Story:
    made = Story(number, AT + int(hour * HOUR))
    made.total = dict.fromkeys(words, 1.0)
    made.topic = topic
    return made


def placed(*stories: Story) -> list[int]:
    threads = Threads()
    for one in stories:
        if one.topic:
            threads.put(one)
    for one in stories:
        threads.place(one)
    return [threads.now(one.topic) for one in stories]


def test_stories_of_one_matter_are_one_topic() -> None:
    law = story(1, 0, "revisi", "uu", "kpk", "dpr")
    protest = story(2, 3, "revisi", "uu", "mahasiswa", "demo")
    match = story(3, 3, "timnas", "thailand", "laga", "gol")
    assert placed(law, protest, match) == [-1, -1, -2]


def test_a_topic_goes_on_only_with_what_follows_within_a_day() -> None:
    words = ("revisi", "uu", "kpk", "dpr")
    assert len(set(placed(story(1, 0, *words), story(2, 20, *words), story(3, 40, *words)))) == 1
    assert len(set(placed(story(1, 0, *words), story(2, 30, *words)))) == 2


def test_a_stored_topic_keeps_its_number_and_the_older_one_goes_on() -> None:
    law, protest = story(1, 0, "revisi", "uu", "kpk", topic=9), story(2, 1, "revisi", "uu", "demo", topic=4)
    assert placed(law, protest) == [4, 4]
    settled = [story(1, 0, "a", "b", "c", topic=4), story(2, 1, "d", "e", "f", topic=4), story(3, 1, "a", "b", topic=9)]
    assert placed(*settled) == [4, 4, 4]
    other = [story(1, 0, "a", "b", topic=4), story(2, 0, "a", "b", topic=9), story(3, 0, "d", "e", topic=4)]
    assert placed(*other)[0] == 4
