import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.markup import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Jalan rusak", "Jalan rusak"),
        ("  \n\t Jalan\n\n rusak\u00a0 ", "Jalan rusak"),
        ("<p>Jalan</p><p>rusak</p>", "Jalan rusak"),
        ("<b>Ja</b>lan<br/>rusak", "Jalan rusak"),
        ('<img src="x.jpg" alt="a">Jalan', "Jalan"),
        ("Tanya &amp; jawab", "Tanya & jawab"),
        ("Tanya &amp;amp; jawab &quot;warga&quot;", 'Tanya &amp; jawab "warga"'),
        ("&lt;p&gt;Jalan&lt;/p&gt;", "Jalan"),
        ("biaya < 10 ribu & > 5", "biaya < 10 ribu & > 5"),
        ("suhu <6 derajat", "suhu <6 derajat"),
        ("<!-- iklan -->Jalan<!-- terbuka", "Jalan"),
        ("<script>alert('<b>')</script>Jalan<style>p{}", "Jalan"),
        ("<b></b>", "<b></b>"),
        ("[@click=app.quit]Klik[/]", "[@click=app.quit]Klik[/]"),
        ("", ""),
    ],
)
def test_plain_text_of(markup: str, text: str) -> None:
    assert plain(markup, 300) == text


def test_what_is_too_long_ends_in_dots() -> None:
    assert plain("a" * 301, 300) == "a" * 299 + "…"


@given(st.text(alphabet=st.sampled_from('<>/!-&;#x"= abp\n\ud800'), max_size=200), st.integers(1, 50))
def test_any_markup_gives_bounded_storable_text(markup: str, limit: int) -> None:
    text = plain(markup, limit)
    assert len(text) <= limit
    text.encode()
    assert text == " ".join(text.split()) or len(markup) > limit
    assert bool(text) == bool(markup[: limit * 20].split())


@pytest.mark.parametrize("flood", ["<!--", "<", "&lt;", "<script>", "<a ", "&amp;", "<!-", "<a\n"])
def test_a_flood_costs_no_more_than_reading_it(flood: str) -> None:
    began = time.process_time()
    plain(flood * 1_000_000, 1000)
    assert time.process_time() - began < 1
