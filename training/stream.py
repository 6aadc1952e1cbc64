"""The labelled stream of headlines, as its files have it.

A folder holds `stream*.jsonl` (headlines of 10 to 16 September 2019: id, title, source, published),
`clusters-dev.jsonl` (some of them with `cluster`, the story, and `topic`) and their summaries in
`clusters-dev-leads.jsonl`; from CLICK-ID (doi 10.1016/j.dib.2020.106231, CC BY 4.0).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from domain.news import Headline
from domain.times import parse_iso


class Row(msgspec.Struct):
    """A headline as the files have it."""

    id: str
    title: str
    source: str
    published: str
    summary: str = ""
    cluster: str = ""
    topic: str = ""


def load(data: Path) -> list[Row]:
    """The stream, with labels and summaries where there are any."""
    labels: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    leads = {one["id"]: one["summary"] for one in _objects(data / "clusters-dev-leads.jsonl")}
    for one in _objects(data / "clusters-dev.jsonl"):
        row = msgspec.convert(one | {"summary": leads.get(one["id"], "")}, Row)
        labels[row.title, row.source, row.published].append(row)
    stream = [msgspec.convert(one, Row) for path in sorted(data.glob("stream*.jsonl")) for one in _objects(path)]
    for row in stream:
        if found := labels.get((row.title, row.source, row.published)):
            label = found.pop()
            row.cluster, row.topic, row.summary = label.cluster, label.topic, label.summary
    return stream


def _objects(path: Path) -> Iterable[dict[str, str]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def headlines(rows: Sequence[Row], *, summaries: bool) -> list[Headline]:
    """The rows as the engine takes them."""
    return [
        Headline(
            feed=1,
            key=row.id,
            title=row.title,
            summary=row.summary if summaries else "",
            outlet=row.source,
            published_at=parse_iso(row.published),
        )
        for row in rows
    ]
