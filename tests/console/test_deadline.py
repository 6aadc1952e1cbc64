"""`meja deadline`: until when a comment is to be answered."""

import pytest

from tests.console.conftest import Meja


def test_both_dates_as_json_in_the_zone_asked_for(meja: Meja) -> None:
    said = meja("deadline", "--kind", "complaint", "--at", "2026-11-20T11:29", "--zone", "WITA", "--json")
    assert said.data == [{"reply_due": "2026-11-20T14:59:00+08:00", "follow_up_due": "2026-11-27T16:30:00+08:00"}]
    said = meja("deadline", "--kind", "praise", "--at", "2026-11-20T08:00+07:00", "--json")
    assert said.data == [{"reply_due": "2026-11-24T09:00:00+07:00", "follow_up_due": None}]


def test_holidays_and_ramadan_are_given(meja: Meja) -> None:
    days = ["--holiday", "2026-12-24", "--holiday", "2026-12-25"]
    said = meja("deadline", "--kind", "aduan", "--at", "2026-12-23T15:00", *days, "--json")
    assert said.data[0]["reply_due"] == "2026-12-28T08:30:00+07:00"
    fasting = ["--ramadan", "2026-02-18/2026-03-19"]
    said = meja("deadline", "--kind", "tanya", "--at", "2026-03-02T07:30", *fasting, "--json")
    assert said.data[0]["reply_due"] == "2026-03-02T10:00:00+07:00"


def test_a_kind_goes_by_its_code_its_word_or_what_people_type(meja: Meja) -> None:
    for words in (("gambling_spam", "judol", "spam"), ("personal_data", "data pribadi", "data_pribadi", "PII")):
        said = [meja("deadline", "--kind", word, "--at", "2026-11-20T11:29", "--json").data for word in words]
        assert said == said[:1] * len(words)


def test_plain_words_for_people(meja: Meja) -> None:
    said = meja("deadline", "--kind", "complaint", "--at", "2026-11-20T11:29")
    assert said.code == 0
    assert "14:59" in said.out


@pytest.mark.parametrize(
    "words",
    [
        ("--kind", "nothing", "--at", "2026-11-20T11:29"),
        ("--kind", "complaint", "--at", "yesterday"),
        ("--kind", "complaint", "--at", "2026-11-20T11:29", "--zone", "Mars"),
        ("--kind", "complaint", "--at", "2026-11-20T11:29", "--holiday", "25/12"),
        ("--kind", "complaint", "--at", "2026-11-20T11:29", "--ramadan", "2026-03-19/2026-02-18"),
        ("--kind", "complaint"),
    ],
)
def test_what_cannot_be_read_is_misuse(meja: Meja, words: tuple[str, ...]) -> None:
    said = meja("deadline", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err
