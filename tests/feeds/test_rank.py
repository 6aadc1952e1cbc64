import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.news import Headline
from domain.times import HOUR
from feeds.rank import heat, is_boilerplate

NOW = 1_795_300_000_000


def headline(hours_ago: float, outlet: str = "a", traffic: int = 0) -> Headline:
    return Headline(feed=1, key="", title="", outlet=outlet, published_at=NOW - int(hours_ago * HOUR), traffic=traffic)


def test_one_fresh_headline() -> None:
    found = heat([headline(0)], NOW)
    assert found.value == pytest.approx(math.sqrt(2))
    assert (found.outlets, found.headlines, found.recent, found.rise) == (1, 1, 1, 2.0)
    assert found.direction == "rising"


def test_heat_halves_in_six_hours() -> None:
    found = heat([headline(6)], NOW)
    assert found.value == pytest.approx(0.5 * math.sqrt(1.5))
    assert found.direction == "fading"


def test_another_outlet_counts_more_than_the_same_once_again() -> None:
    same = heat([headline(0), headline(0)], NOW)
    other = heat([headline(0), headline(0, "b")], NOW)
    assert same.value == pytest.approx(1.5 * math.sqrt(2.5))
    assert other.value == pytest.approx(2 * 1.5 * math.sqrt(3))
    assert (same.outlets, other.outlets) == (1, 2)


def test_one_outlet_cannot_flood_the_panel() -> None:
    flood = heat([headline(0)] * 30, NOW)
    assert heat([headline(1, outlet) for outlet in "abcd"], NOW).value > flood.value


def test_what_was_as_warm_yesterday_does_not_rise() -> None:
    found = heat([headline(0), headline(24, "b")], NOW)
    assert found.rise == pytest.approx((1 + 1 / 16 + 1) / 2)
    assert (found.outlets, found.headlines) == (1, 1)
    assert heat([headline(25, str(n)) for n in range(50)], NOW).rise == 0.5
    assert heat([headline(0, str(n)) for n in range(50)], NOW).rise == 3.0


def test_searches_add_to_the_heat() -> None:
    plain, searched = heat([headline(0)], NOW), heat([headline(0, traffic=9000)], NOW)
    assert searched.value - plain.value == pytest.approx(0.5)


def test_a_steady_flow_is_steady() -> None:
    assert heat([headline(hours, str(hours)) for hours in range(0, 60, 3)], NOW + HOUR).direction == "steady"


def test_nothing_is_cold() -> None:
    assert heat([], NOW).value == 0


def test_what_has_not_appeared_yet_does_not_count() -> None:
    assert heat([headline(-1)], NOW) == heat([], NOW)


@given(st.lists(st.tuples(st.floats(0, 400), st.sampled_from("abc"), st.integers(0, 10**9)), max_size=20))
def test_heat_does_not_depend_on_order_and_a_new_outlet_never_cools(items: list[tuple[float, str, int]]) -> None:
    headlines = [headline(*item) for item in items]
    found = heat(headlines, NOW)
    assert found.value == pytest.approx(heat(headlines[::-1], NOW).value)
    assert found.value >= 0
    assert heat([*headlines, headline(0, "baru")], NOW).value > found.value


@pytest.mark.parametrize(
    ("title", "rote"),
    [
        ("[POPULER MONEY] Harga telur naik", True),
        ("Terpopuler: harga telur naik", True),
        ("Link Live Streaming Sukamaju vs Makmur malam ini", True),
        ("LIVE STREAMING: Sukamaju vs Makmur", True),
        ("Prediksi Susunan Pemain Sukamaju vs Makmur", True),
        ("Sinopsis film malam ini", True),
        ("Lagu daerah ini populer di Sukamaju", False),
        ("Pemkab benahi jaringan streaming sidang", False),
        ("Prediksi BMKG: hujan lebat di Sukamaju", False),
        ("", False),
    ],
)
def test_what_is_brought_out_by_rote_is_not_news(title: str, rote: bool) -> None:
    assert is_boilerplate(title) is rote
    told = msgspec.structs.replace(headline(0), title=title)
    assert (heat([told], NOW).value == 0) is rote


def test_every_factor_is_told() -> None:
    found = heat([headline(0), headline(6, "b", traffic=3000)], NOW)
    factors = found.warmth * (1 + 0.5 * (found.outlets - 1)) * math.sqrt(found.rise)
    assert found.value == pytest.approx(factors + 0.5 * math.log10(1 + found.searches / 1000))
    assert found.warmth == pytest.approx(1.5)
