import string

import pytest

import wording
from feeds.failures import CODES
from wording.failures import FAILURES, failure

OF_THE_DESK = {"feed_exists", "no_such_feed", "refresh_running"}


def gaps(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert set(FAILURES) == set(CODES) | OF_THE_DESK


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_sentence_needs_no_more_than_the_code_carries(code: str) -> None:
    assert gaps(FAILURES[code]) <= gaps(CODES[code])


def test_a_failure_in_both_languages() -> None:
    wording.use("en")
    english = failure("http_status", {"status": "500"})
    wording.use("id")
    assert english == "The server answered 500."
    assert "500" in failure("http_status", {"status": "500"})


def test_hostile_parameters_are_cleaned() -> None:
    assert "\x1b" not in failure("no_such_host", {"host": "\x1b[31m"})


def test_a_code_of_a_newer_version_is_shown_as_it_is() -> None:
    assert failure("quantum_decoherence", {}) == "quantum_decoherence"
