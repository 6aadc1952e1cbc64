"""`meja recap`: as text, Markdown, a workbook and data; nothing in them acts, and no personal data."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import store
from channels.exporters.reports import in_markdown
from domain.accounts import Account
from domain.comments import Comment
from domain.metrics import Metrics
from domain.posts import Post, Variant
from domain.times import DAY, HOUR, parse_iso
from tests.console.conftest import Meja

NOW = "2026-11-23T09:42:00+07:00"
AT = parse_iso(NOW)
HOSTILE = '=HYPERLINK("http://x.example") | <b>*awas*</b> [x](http://jahat.example) \x1b[31m NIK 3571012309870003'


@pytest.fixture
def week(opened: store.Store) -> None:
    with opened.transaction() as tx:
        ig = tx.insert("accounts", Account(platform="instagram", handle="kec.x"))
        for back in (1, 2):
            post = tx.insert("posts", Post(title=HOSTILE, pillar="core"))
            at = AT - back * DAY
            variant = tx.insert(
                "variants", Variant(post=post, account=ig, state="published", published_at=at, slot_at=at)
            )
            counts = {"likes": 8 * back, "comments": 1, "shares": 1, "saves": 0, "reach": 100}
            tx.insert("metrics", Metrics(account=ig, variant=variant, read_at=at + DAY, **counts))  # type: ignore[arg-type]
        for number in range(3):
            told = Comment(
                platform="instagram",
                account=ig,
                platform_id=str(number),
                text=HOSTILE,
                kind="complaint",
                sentiment="negative",
                written_at=AT - HOUR,
                reply_due=AT + HOUR,
                group=1 if number else 0,
            )
            tx.insert("comments", told)


def test_as_data(meja: Meja, week: None) -> None:
    (found,) = meja("recap", "--week", "2026-11-22", "--json", "--now", NOW).data
    assert (found["period"], found["first"], found["last"], found["complete"]) == (
        "week",
        "2026-11-16",
        "2026-11-22",
        True,
    )
    told = {(one["figure"], one["about"]): one for part in found["sections"] for one in part["figures"]}
    assert told["err", "reach"]["value"] == pytest.approx(14.0)
    assert told["err", "reach"]["n"] == 2
    assert "reach × 100" in told["err", "reach"]["definition"]
    assert told["account_out", "instagram kec.x"]["of"] == 7
    assert [one["post"] for one in found["best"]] == ["P2"]
    assert [one["post"] for one in found["worst"]] == ["P1"]
    assert all("3571012309870003" not in str(one) for one in found["posts"])


def test_today_is_the_usual_day(meja: Meja, week: None) -> None:
    (found,) = meja("recap", "--json", "--now", NOW).data
    assert (found["period"], found["first"], found["complete"]) == ("day", "2026-11-23", False)  # not over yet
    told = {one["figure"]: one for part in found["sections"] for one in part["figures"]}
    assert told["net"]["value"] == -1.0
    assert told["alike"]["value"] == 3
    assert told["reply_work"]["value"] is None
    (month,) = meja("recap", "--month", "--json", "--now", NOW).data
    assert (month["first"], month["last"], month["complete"]) == ("2026-11-01", "2026-11-23", False)
    (named,) = meja("recap", "--month", "2026-10", "--json", "--now", NOW).data
    assert (named["first"], named["last"], named["complete"]) == ("2026-10-01", "2026-10-31", True)
    assert meja("recap", "--month", "2026-13", "--now", NOW).code == 2


@pytest.mark.parametrize("form", [(), ("--md",), ("--json",)])
@pytest.mark.parametrize("period", ["--day", "--week", "--month"])
def test_no_personal_data_and_nothing_a_terminal_obeys(
    meja: Meja, week: None, form: tuple[str, ...], period: str
) -> None:
    said = meja("recap", period, *form, "--now", NOW)
    assert said.code == 0
    assert "3571012309870003" not in said.out
    assert "\x1b" not in said.out


def test_markdown_of_others_is_only_text(meja: Meja, week: None) -> None:
    out = meja("recap", "--week", "2026-11-22", "--md", "--now", NOW).out
    assert "# Recap of the week" in out
    assert "<b>" not in out.replace("\\<b\\>", "")
    assert not re.search(r"(?<!\\)\]\(", out)
    assert "http://" not in out


def test_a_line_of_markdown() -> None:
    assert in_markdown("- a\n# b | c") == "\\- a \\# b \\| c"
    assert in_markdown("1. satu") == "1\\. satu"
    assert in_markdown("www.x.id https://y.id") == "www\\.x.id https\\://y.id"


def test_a_workbook_has_texts_and_numbers_only(meja: Meja, week: None, tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    assert meja("recap", "--week", "2026-11-22", "--xlsx", "-o", str(path), "--now", NOW).code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    assert book.sheet_names == ["Summary", "Posts", "Accounts"]
    posts = book.get_sheet_by_name("Posts").to_python()
    assert posts[1][0] == "P2"
    assert str(posts[1][1]).startswith("=HYPERLINK")
    assert "3571012309870003" not in str(posts)
    assert b"<f>" not in path.read_bytes()
    assert posts[1][5:12] == [100.0, "", 16.0, 1.0, 1.0, 0.0, 18.0]
    again = meja("recap", "--week", "2026-11-22", "--xlsx", "-o", str(path), "--now", NOW)
    assert again.code == 1
    assert meja("recap", "--week", "2026-11-22", "--xlsx", "-o", str(path), "--force", "--now", NOW).code == 0


def test_the_rows_behind_a_figure(meja: Meja, week: None) -> None:
    said = meja("recap", "--open", "alike", "--now", NOW)
    assert [line.split()[0] for line in said.out.splitlines()] == ["K1", "K2", "K3"]
    found = meja("recap", "--open", "feeling:negative", "--json", "--now", NOW).data
    assert [one["row"] for one in found] == ["K1", "K2", "K3"]
    assert meja("recap", "--open", "nothing", "--now", NOW).code == 2


def test_what_cannot_be_asked(meja: Meja, week: None) -> None:
    assert meja("recap", "--day", "2026-11-24", "--now", NOW).code == 2
    assert meja("recap", "--day", "kemarin", "--now", NOW).code == 2
    assert meja("recap", "--day", "--week", "--now", NOW).code == 2
    assert meja("recap", "--account", "nobody", "--now", NOW).code == 2
