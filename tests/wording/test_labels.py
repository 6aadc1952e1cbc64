"""Every code of the domain has words, in both languages, that fit where they are shown."""

from collections.abc import Callable, Iterator
from typing import get_args

import pytest

import wording
from domain import comments, news, posts
from widgets.text import width
from wording import labels

TABLES: list[tuple[Callable[[str], str], tuple[str, ...]]] = [
    (labels.kind, comments.KINDS),
    (labels.short_kind, comments.KINDS),
    (labels.sentiment, get_args(comments.Feeling)),
    (labels.comment_state, get_args(comments.CommentState)),
    (labels.short_comment_state, get_args(comments.CommentState)),
    (labels.no_reply_reason, comments.NO_REPLY_REASONS),
    (labels.personal_data, get_args(comments.PersonalDataType)),
    (labels.post_state, get_args(posts.PostState)),
    (labels.variant_state, get_args(posts.VariantState)),
    (labels.moment, get_args(posts.Moment)),
    (labels.short_moment, get_args(posts.Moment)),
    (labels.pillar, posts.PILLARS),
    (labels.need, get_args(posts.Need)),
    (labels.format_, posts.FORMATS),
    (labels.purpose, get_args(posts.Purpose)),
    (labels.message_type, get_args(posts.MessageType)),
    (labels.verification, get_args(posts.Post.__annotations__["verification"])),
    (labels.direction, get_args(news.Heat.__annotations__["direction"])),
    (labels.platform, ("instagram", "facebook", "x", "tiktok", "youtube")),
]


@pytest.fixture(params=wording.LANGUAGES, autouse=True)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    wording.use(request.param)
    yield request.param
    wording.use("id")


@pytest.mark.parametrize(("words", "codes"), TABLES, ids=lambda value: getattr(value, "__name__", ""))
def test_every_code_has_a_word_of_its_own(words: Callable[[str], str], codes: tuple[str, ...], language: str) -> None:
    shown = [words(code) for code in codes]
    assert all(shown)
    assert len(set(shown)) == len(codes)
    assert not [word for word in shown if "_" in word]


@pytest.mark.parametrize(
    ("words", "codes", "cells"),
    [
        (labels.short_kind, comments.KINDS, 9),
        (labels.short_comment_state, get_args(comments.CommentState), 7),
        (labels.short_moment, get_args(posts.Moment), 9),
        (labels.short_moment, get_args(posts.PostState), 9),
    ],
)
def test_short_words_fit_their_column(words: Callable[[str], str], codes: tuple[str, ...], cells: int) -> None:
    assert [word for word in map(words, codes) if width(word) > cells] == []


def test_the_words_of_the_field(language: str) -> None:
    assert labels.kind("gambling_spam") == {"id": "judol", "en": "gambling, spam"}[language]
    assert labels.short_kind("personal_data") == {"id": "data diri", "en": "personal"}[language]
    assert labels.moment("missed") == {"id": "terlewat", "en": "missed"}[language]
    assert labels.short_moment("missed") == {"id": "lewat", "en": "late"}[language]
    assert labels.short_moment("due") == {"id": "kini", "en": "now"}[language]
    assert labels.sentiment("unsure") == {"id": "perlu ditinjau", "en": "to be reviewed"}[language]


def test_what_is_planned_stands_where_its_post_does() -> None:
    for state in get_args(posts.PostState):
        assert labels.moment("planned", state) == labels.post_state(state)
    assert labels.moment("missed", "draft") == labels.variant_state("missed")
    assert labels.moment("planned") == labels.variant_state("planned")


def test_a_code_of_a_newer_version_is_shown_as_it_is() -> None:
    assert labels.kind("rumour") == "rumour"
    assert labels.moment("planned", "embargoed") == "embargoed"
