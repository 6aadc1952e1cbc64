"""Themes and days of the agency: the ready list holds, is taken along with the first row, and can be changed."""

from desk import agency, history
from desk.desk import Desk
from desk.settings import set_setting
from domain.national_days import NATIONAL_DAYS
from domain.occasions import Occasion
from tests.desk.conftest import done, reason

THEME = Occasion(name="Pekan Adminduk", since="2026-11-23", until="2026-11-29")


def test_the_first_own_row_takes_the_ready_days_along_and_undo_takes_all_back(desk: Desk) -> None:
    done(agency.keep(desk, THEME))
    kept = agency.listed(desk, Occasion)
    assert len(kept) == len(NATIONAL_DAYS) + 1
    done(agency.keep(desk, Occasion(name="HUT Kabupaten", since="01-09")))
    assert len(agency.listed(desk, Occasion)) == len(kept) + 1
    done(history.undo(desk))
    done(history.undo(desk))
    assert agency.listed(desk, Occasion) == []


def test_days_are_taken_over_once_and_two_of_one_day_may_stand_together(desk: Desk) -> None:
    assert done(agency.take_over(desk, Occasion)).params["n"] == len(NATIONAL_DAYS)
    assert reason(agency.take_over(desk, Occasion)) == "nothing_new"
    done(agency.keep(desk, Occasion(name="HUT PGRI", since="11-25")))
    assert reason(agency.keep(desk, Occasion(name="hut pgri", since="11-25"))) == "exists"
    assert reason(agency.keep(desk, Occasion(name=" ", since="11-26"))) == "no_name"


def test_prime_time_is_hours_by_weekday(desk: Desk) -> None:
    done(set_setting(desk, "prime_time", "Sen–Jum 06.00–09.00, Sab 08.00–12.00"))
    assert reason(set_setting(desk, "prime_time", "pagi sekali")) == "bad_span"
    assert reason(set_setting(desk, "prime_time", "09.00–08.00")) == "bad_span"
    done(set_setting(desk, "prime_time", ""))
