"""The weights of likeness, fitted to an invented day."""

import pytest

from training.likeness import _solved, fitted
from training.stream import Row


def rows() -> list[Row]:
    found = []
    for event in range(12):
        names = f"desa{event}wangi kali{event}jernih"
        for place, verb in enumerate(("terendam", "mengungsi", "dibersihkan")):
            found.append(
                Row(
                    id=f"{event}-{place}",
                    title=f"Warga {names} {verb}" if place else f"Rumah di {names.split()[0]} {verb}",
                    source=f"media{place}.example",
                    published=f"2019-09-10T{10 + place}:{event:02}:00+07:00",
                    summary=f"Pekan pasar ramai di {names}, kata petugas bagian {event % 3}.",
                    cluster=f"c{event}",
                    topic=f"t{event}",
                )
            )
    return found


def test_what_events_share_weighs_for_them_and_the_fit_repeats() -> None:
    model = fitted(rows())
    assert model == fitted(rows())
    for weights in model.values():
        assert len(weights) == 5
        assert sum(weights[:4]) > 0 > weights[4]


def test_topics_can_be_left_out() -> None:
    assert fitted(rows(), {"t0", "t1"}) != fitted(rows())


def test_a_system_of_equations_is_solved() -> None:
    assert _solved([[2.0, 1.0], [1.0, 3.0]], [3.0, 5.0]) == pytest.approx([0.8, 1.4])
