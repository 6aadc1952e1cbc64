from argparse import ArgumentTypeError
from datetime import date

import pytest

from console import arguments


def test_a_day() -> None:
    assert arguments.day(" 2026-11-22 ") == date(2026, 11, 22)


@pytest.mark.parametrize(
    "text", ["", "22-11-2026", "2026-02-30", "1969-12-31", "2201-01-01", "0001-01-01", "9999-12-31"]
)
def test_no_day(text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        arguments.day(text)


def test_a_zone_stays_as_it_was_written() -> None:
    assert arguments.zone_name("wita") == "wita"
    with pytest.raises(ArgumentTypeError):
        arguments.zone_name("Mars/Olympus")


def test_a_platform_goes_by_its_letters_too() -> None:
    assert [arguments.platform(one) for one in ("ig", "FB", "Instagram", "yt")] == [
        "instagram",
        "facebook",
        "instagram",
        "youtube",
    ]
    with pytest.raises(ArgumentTypeError):
        arguments.platform("friendster")
