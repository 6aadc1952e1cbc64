"""What a look at the audit chain gave, in both languages."""

from collections.abc import Iterator
from typing import get_args, get_type_hints

import pytest

import wording
from domain.chain import Finding, Head, Report
from wording import chain

KINDS = get_args(get_type_hints(Finding)["kind"])


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    yield
    wording.use("id")


def report(finding: Finding | None = None) -> Report:
    return Report(entries=12, unchained=2, head=Head(12, "ab"), redacted=1, witnessed=9, finding=finding)


@pytest.mark.parametrize("spoken", ["id", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_finding_names_its_entry(kind: str, spoken: str) -> None:
    wording.use(spoken)
    words = chain.verdict(report(Finding(kind=kind, entry=1234, after=987)))  # type: ignore[arg-type]
    assert ("1.234" if spoken == "id" else "1,234") in words
    assert ("987" in words) == (kind == "rewritten")


def test_a_whole_trail_and_what_else_there_is_to_know() -> None:
    wording.use("id")
    assert chain.verdict(report()) == "Jejak utuh: 10 catatan, terantai."
    assert len(list(chain.remarks(report()))) == 3
    assert "3 sampai 5" in chain.finding(Finding(kind="removed", entry=3, until=5))
