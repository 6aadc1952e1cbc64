"""The example week: believable counts, no loose end, nothing that could be real."""

import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime

import msgspec
import pytest
from rapidfuzz import fuzz, process

import demo
from demo.comments import milliseconds
from domain import counting
from domain.accounts import COMMON
from domain.comments import KINDS, OPEN_STATES, OPTIONAL_REPLY
from domain.deadlines import calendar_of, deadlines
from domain.posts import PILLARS, caption_of, moment
from domain.times import DAY, HOUR, MINUTE, day_of, parse_iso

NOW = parse_iso("2026-11-23T09:42:00+07:00")
CLOCKS = ("2026-11-23T09:42", "2026-11-23T00:06", "2026-11-23T23:52", "2027-03-01T14:17", "2028-02-29T05:30")


@pytest.fixture(scope="module")
def week() -> demo.Week:
    return demo.week(NOW)


def texts(week: demo.Week) -> list[str]:
    """Everything a person could read in it."""
    said = [text for one in week.comments for text in (one.text, one.author, one.handle)]
    ours = [
        text for post in week.posts for text in (post.title, post.gist, post.caption, *post.sources, *post.hashtags)
    ]
    told = [text for line in week.headlines for text in (line.title, line.summary, line.link, line.outlet)]
    notes = [note.text for work in week.work for note in work.notes]
    return [*said, *ours, *told, *notes, *(reply.text for reply in week.replies)]


def left_open(week: demo.Week) -> list[demo.DemoComment]:
    states = {work.platform_id: work.state for work in week.work}
    return [one for one in week.comments if states.get(one.platform_id, "new") in OPEN_STATES]


def test_the_same_now_gives_the_same_week(week: demo.Week) -> None:
    again = demo.week(NOW)
    assert msgspec.json.encode(again) == msgspec.json.encode(week)
    later = demo.week(NOW + 5 * HOUR)
    assert later.comments[-1].written > week.comments[-1].written


def test_it_is_as_large_as_promised(week: demo.Week) -> None:
    assert len(week.posts) == 60
    assert len(week.comments) == 2_000
    assert 370 <= len(week.headlines) <= 430
    assert [account.platform for account in week.accounts] == list(COMMON)
    assert len(week.feeds) == 8
    assert len(week.replies) > 900


@pytest.mark.parametrize("clock", CLOCKS)
def test_times_are_sane_at_any_hour(clock: str) -> None:
    now = parse_iso(clock)
    week = demo.week(now)
    published = {variant.url: variant.published_at for variant in week.variants if variant.state == "published"}
    written = {comment.platform_id: comment.written for comment in week.comments}
    for comment in week.comments:
        assert now - 8 * DAY < milliseconds(comment) < now
        assert milliseconds(comment) >= published[comment.post_ref] - 1_000 or milliseconds(comment) < now - 6 * DAY
    for reply in week.replies:
        assert written[reply.parent] <= reply.written <= datetime.fromtimestamp(now / 1000, UTC)
    for variant in week.variants:
        assert variant.published_at <= now + 3 * MINUTE
    for headline in week.headlines:
        assert now - 4 * DAY < headline.published_at <= headline.seen_at <= now
    assert all(work.at <= now for work in week.work)
    assert [comment.written for comment in week.comments] == sorted(written.values())


def test_every_reference_resolves(week: demo.Week) -> None:
    handles = {(account.platform, account.handle) for account in week.accounts}
    urls = {variant.url: variant for variant in week.variants if variant.state == "published"}
    comments = {comment.platform_id: comment for comment in week.comments}
    for comment in week.comments:
        assert (comment.platform, comment.account_handle) in handles
        account = week.accounts[urls[comment.post_ref].account - 1]
        assert (account.platform, account.handle) == (comment.platform, comment.account_handle)
        if comment.parent:
            parent = comments[comment.parent]
            assert (parent.post_ref, parent.platform) == (comment.post_ref, comment.platform)
            assert parent.written <= comment.written
    for reply in week.replies:
        assert reply.own
        assert reply.handle == comments[reply.parent].account_handle
        assert reply.platform == comments[reply.parent].platform
    assert {work.platform_id for work in week.work} <= comments.keys()
    for place, variant in enumerate(week.variants, 1):
        assert variant.id == place
        assert 1 <= variant.post <= len(week.posts)
    assert [post.id for post in week.posts] == list(range(1, len(week.posts) + 1))
    assert {headline.feed for headline in week.headlines} == {feed.id for feed in week.feeds}
    assert {target.account for target in week.targets} <= {account.id for account in week.accounts}


def test_ids_are_unique(week: demo.Week) -> None:
    late = demo.latecomers(NOW)
    ids = [one.platform_id for one in (*week.comments, *week.replies, *late)]
    assert len(set(ids)) == len(ids)
    assert len({headline.key for headline in week.headlines}) == len(week.headlines)
    assert len({(headline.feed, headline.title) for headline in week.headlines}) == len(week.headlines)


def test_kinds_feelings_and_languages_are_spread(week: demo.Week) -> None:
    kinds = Counter(comment.intended_kind for comment in week.comments)
    assert set(kinds) == set(KINDS)
    assert 0.07 <= kinds["gambling_spam"] / 2_000 <= 0.09
    assert 0.2 <= kinds["question"] / 2_000 <= 0.3
    assert min(kinds.values()) >= 4
    feelings = Counter(comment.intended_sentiment for comment in week.comments)
    assert all(feelings[one] > 250 for one in ("positive", "neutral", "negative"))
    tongues = Counter(comment.language for comment in week.comments)
    assert tongues["jv"] > 250
    assert tongues["su"] > 25
    assert tongues["md"] > 25
    platforms = Counter(comment.platform for comment in week.comments)
    assert set(platforms) == set(COMMON)


def reply_due(one: demo.DemoComment) -> int:
    return deadlines(one.intended_kind, milliseconds(one), calendar_of((), ())).reply_due


def test_about_a_dozen_must_be_answered_soon(week: demo.Week) -> None:
    waiting = [one for one in left_open(week) if one.intended_kind not in OPTIONAL_REPLY]
    due = [reply_due(one) for one in waiting]
    assert len(left_open(week)) == 214
    assert sum(at < NOW for at in due) == 3
    assert 8 <= sum(NOW <= at < NOW + HOUR for at in due) <= 14


@pytest.mark.parametrize("clock", CLOCKS)
def test_few_are_late_at_any_hour(clock: str) -> None:
    now = parse_iso(clock)
    waiting = [one for one in left_open(demo.week(now)) if one.intended_kind not in OPTIONAL_REPLY]
    assert 1 <= sum(reply_due(one) < now for one in waiting) <= 3


def test_waves_are_in_it(week: demo.Week) -> None:
    waves = Counter(one.subject for one in week.comments if one.wave and one.intended_kind == "question")
    assert waves["bansos"] == 50
    assert waves["ktp"] == 14
    murky = [one for one in week.comments if one.wave and one.subject == "pdam"]
    assert len(murky) == 7


def test_at_most_a_quarter_repeats_another(week: demo.Week) -> None:
    said = [" ".join(sorted(re.findall(r"\w+", comment.text.casefold()))) for comment in week.comments]
    assert len(set(said)) > 1_800
    alike = [
        process.extractOne(text, said[:place], scorer=fuzz.ratio, score_cutoff=88) for place, text in enumerate(said)
    ]
    assert sum(one is not None for one in alike) / len(said) <= 0.25


def test_todays_queue_shows_every_state(week: demo.Week) -> None:
    today = [one for one in week.variants if day_of(one.slot_at) == day_of(NOW)]
    states = Counter(moment(one, NOW) for one in today)
    assert states == {"published": 4, "missed": 1, "due": 1, "planned": 2, "scheduled": 3}
    assert {week.posts[one.post - 1].state for one in today} == {"approved", "review", "returned"}


def test_the_mix_of_pillars(week: demo.Week) -> None:
    out = {one.post for one in week.variants if one.state == "published"}
    seen = Counter(week.posts[post - 1].pillar for post in out)
    shares = [100 * seen[pillar] / len(out) for pillar in PILLARS]
    assert shares == pytest.approx([52, 30, 18], abs=2)


def test_posts_are_ready_to_go_out(week: demo.Week) -> None:
    for post in week.posts:
        assert post.gist
        assert len(post.gist) <= 140
        assert post.caption
        assert post.pillar
        assert post.purpose
        assert post.format
        assert post.owner
        assert len(post.hashtags) <= 5
        assert all(picture.alt_text for picture in post.media)
    for variant in week.variants:
        caption = caption_of(week.posts[variant.post - 1], variant)
        assert counting.over(week.accounts[variant.account - 1].platform, caption) == 0
        assert (variant.state == "published") == bool(variant.url and variant.published_at and variant.published_by)


def test_texts_fit_their_platform_and_are_normal(week: demo.Week) -> None:
    for one in (*week.comments, *week.replies, *demo.latecomers(NOW)):
        assert one.text
        assert counting.over(one.platform, one.text, "comment") == 0
        assert "{" not in one.text
        assert "<" not in one.text
        assert "|" not in one.text
    for text in texts(week):
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search(r"[{}<>|]|  ", text), text


def test_nothing_in_it_could_be_real(week: demo.Week) -> None:
    for text in texts(week):
        for number in re.findall(r"(?<!\d)\d{16}(?!\d)", text):
            assert re.fullmatch(r"3599\d{8}000\d", number), text
        for phone in re.findall(r"(?:\+62|\b08)[\d\s.-]{6,}", text):
            assert re.fullmatch(r"08\d\d-0000-\d{4}[\s.-]*", phone), text
        for host in re.findall(r"https?://([^/\s]+)|@([\w-]+\.[a-z]+)\b|\b([\w-]+\.(?:com|id|net|org|co))\b", text):
            assert "".join(host).endswith(".example") or "@" in text, text
    assert all(feed.url.split("/")[2].endswith(".example") for feed in week.feeds)
    assert all(variant.url.split("/")[2].endswith(".example") for variant in week.variants if variant.url)


def test_events_are_told_by_several_outlets(week: demo.Week) -> None:
    about = [headline for headline in week.headlines if "PPPK" in headline.title]
    assert len({headline.outlet for headline in about}) >= 5
    assert len({headline.title for headline in about}) >= 10
    assert any(headline.title.startswith("[SALAH]") for headline in week.headlines)
    assert [feed.error for feed in week.feeds].count("http_status") == 1


def test_latecomers_come_after_the_desk_opened() -> None:
    late = demo.latecomers(NOW)
    assert len(late) == 12
    assert all(NOW < milliseconds(one) < NOW + 10 * MINUTE for one in late)
    assert [one.written for one in late] == sorted(one.written for one in late)
    assert demo.latecomers(NOW) == late
