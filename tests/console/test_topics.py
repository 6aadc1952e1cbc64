"""`meja topics`: what headlines are about, and which of it is hot."""

import io
import json
from typing import Any

import pytest

from tests.console.conftest import Meja, Said

FLOOD = [
    ("a.example", "Banjir bandang terjang Desa Sukamaju, puluhan rumah terendam", "2026-11-20T08:00:00+07:00"),
    ("b.example", "Puluhan rumah di Sukamaju terendam banjir bandang", "2026-11-20T02:00:00Z"),
    ("c.example", "Banjir bandang Sukamaju: puluhan rumah warga terendam - c.example", "2026-11-20T10:00:00+07:00"),
]
FOOTBALL = ("a.example", "Persatuan Makmur menang telak di laga perdana", "2026-11-20T09:30:00+07:00")
LATER = ("a.example", "Gubernur resmikan jembatan gantung Kali Jernih", "2026-11-20T20:00:00+07:00")


def row(id: object, told: tuple[str, str, str], **more: object) -> str:
    source, title, published = told
    return json.dumps({"id": id, "title": title, "source": source, "published": published, **more})


def topics(meja: Meja, monkeypatch: pytest.MonkeyPatch, *lines: str, words: tuple[str, ...] = ()) -> Said:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode()), encoding="utf-8"))
    return meja("topics", *words)


def test_a_line_for_each_headline_named_by_the_first_published(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [row("late", FLOOD[2]), row(7, FOOTBALL), row("early", FLOOD[0]), "", row("mid", FLOOD[1], summary=None)]
    said = topics(meja, monkeypatch, *lines)
    assert said.data == [
        {"id": "late", "cluster": "early", "topic": "early"},
        {"id": 7, "cluster": 7, "topic": 7},
        {"id": "early", "cluster": "early", "topic": "early"},
        {"id": "mid", "cluster": "early", "topic": "early"},
    ]
    assert (said.code, said.err) == (0, "")


def test_a_byte_order_mark_before_the_first_line_is_passed_over(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    said = topics(meja, monkeypatch, "\ufeff" + row("a", FOOTBALL))
    assert said.data == [{"id": "a", "cluster": "a", "topic": "a"}]


def test_a_summary_helps(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = "Kebakaran melanda Pasar Sukamaju pada Minggu dini hari, ratusan kios pedagang hangus"
    told = [
        ("a.example", "Ratusan kios hangus dini hari", "2026-11-20"),
        ("b.example", "Api melahap pusat belanja warga Sukamaju", "2026-11-20"),
    ]
    alone = topics(meja, monkeypatch, *(row(id, one) for id, one in enumerate(told))).data
    with_lead = topics(meja, monkeypatch, *(row(id, one, summary=lead) for id, one in enumerate(told))).data
    assert [one["cluster"] for one in alone] == [0, 1]
    assert [one["cluster"] for one in with_lead] == [0, 0]


def ranked(meja: Meja, monkeypatch: pytest.MonkeyPatch, now: str) -> list[dict[str, Any]]:
    lines = [row("bola", FOOTBALL), *(row(f"b{place}", one) for place, one in enumerate(FLOOD)), row("kali", LATER)]
    return topics(meja, monkeypatch, *lines, words=("--rank", "--now", now)).data


def test_ranks_what_was_published_by_then(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = ranked(meja, monkeypatch, "2026-11-20T10:30:00+07:00")
    assert (first["rank"], first["topic"], first["ids"]) == (1, "b0", ["b0", "b1", "b2"])
    assert "example" not in first["title"]
    assert (second["rank"], second["ids"]) == (2, ["bola"])
    assert first["heat"] > second["heat"] > 0
    factors = first["factors"]
    assert (factors["outlets"], factors["headlines_24h"], factors["headlines_6h"]) == (3, 3, 3)
    assert factors["warmth"] * 2 * factors["rise"] ** 0.5 == pytest.approx(first["heat"], abs=0.001)
    assert len(ranked(meja, monkeypatch, "2026-11-20T20:00:00+07:00")) == 3
    assert ranked(meja, monkeypatch, "2026-11-19T20:00:00+07:00") == []


def test_a_search_phrase_belongs_to_what_it_names(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    searched = row("cari", ("google.com", "banjir sukamaju", "2026-11-20T10:10:00+07:00"), traffic=20000)
    lines = [*(row(f"b{place}", one) for place, one in enumerate(FLOOD)), searched]
    assert {one["topic"] for one in topics(meja, monkeypatch, *lines).data} == {"b0"}
    now = ("--rank", "--now", "2026-11-20T11:00")
    assert topics(meja, monkeypatch, *lines, words=now).data[0]["factors"]["searches"] == 20000


@pytest.mark.parametrize("title", ["", "   ", "\u0000", "\ud800", "-" * 5000, "1", "👍", "a " * 20000])
def test_any_title_gets_a_line(meja: Meja, monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    line = row(1, ("", title, "2026-11-20"))
    assert topics(meja, monkeypatch, line).data == [{"id": 1, "cluster": 1, "topic": 1}]
    assert len(topics(meja, monkeypatch, line, words=("--rank",)).data) == 1


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[1]",
        '{"id": 1, "title": "a", "source": "b"}',
        '{"id": 1, "title": "a", "source": "b", "published": "kemarin"}',
        '{"id": 1, "title": "a", "source": "b", "published": "2026-13-40"}',
        '{"id": 1, "title": "a", "source": "b", "published": 5}',
        '{"title": "a", "source": "b", "published": "2026-11-20"}',
        '{"id": 1, "source": "b", "published": "2026-11-20"}',
    ],
)
def test_a_line_that_cannot_be_read_is_named(meja: Meja, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    said = topics(meja, monkeypatch, row(0, FOOTBALL), line)
    assert (said.code, said.out) == (1, "")
    assert "2" in said.err


@pytest.mark.parametrize("now", ["kemarin", "2026-13-40"])
def test_a_present_that_is_none(meja: Meja, monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    said = topics(meja, monkeypatch, row(0, FOOTBALL), words=("--rank", "--now", now))
    assert (said.code, said.out) == (2, "")
    assert now in said.err


def test_nothing_gives_nothing(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    assert topics(meja, monkeypatch).out == ""
    assert topics(meja, monkeypatch, words=("--rank",)).out == ""
