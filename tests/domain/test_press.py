"""A press release: what its gates ask, and what the rules find there."""

from datetime import datetime

from domain.afterwards import Asked
from domain.press import (
    GATES,
    Conference,
    Press,
    Speaker,
    as_text,
    may_tick,
    minutes,
    remarks,
    shut,
    ticked,
    unanswered,
)
from domain.times import to_ms

FULL = Press(what="a", who="b", when="c", where="d", why="e", how="f", speaker="Sari, camat", contact="0271")


def test_gates_are_ticked_in_their_order_and_back() -> None:
    press = ticked(ticked(FULL, "ethics", True), "news_value", True)
    assert press.ticked == ("news_value", "ethics")
    assert shut(press) == ["elements", "rules", "language"]
    assert ticked(press, "ethics", False).ticked == ("news_value",)
    assert ticked(press, "ethics", True) == press


def test_the_elements_are_the_six_answers() -> None:
    assert unanswered(Press(what="a", why=" ")) == ["who", "when", "where", "why", "how"]
    assert may_tick(Press(), "elements") == "unanswered"
    assert all(may_tick(FULL, gate) == "" for gate in GATES)
    assert all(may_tick(Press(), gate) == "" for gate in GATES if gate != "elements")


def test_the_rules_find_what_a_newsroom_would() -> None:
    good = "Warga antre dari rumah.\n“Mulai Senin,” kata Sari."
    assert remarks("Antre dari rumah", good, FULL, verified=True) == []
    found = remarks("kata " * 13, "kata " * 36, Press(what="a"), verified=False)
    assert [(gate, code) for gate, code, _params in found] == [
        ("elements", "unanswered"),
        ("rules", "title_words"),
        ("rules", "lead_words"),
        ("rules", "no_quote"),
        ("rules", "no_contact"),
        ("ethics", "unverified"),
    ]


def test_journalists_get_the_whole_of_it() -> None:
    assert as_text(" Antre ", "Isi.", FULL) == (
        "SIARAN PERS\n\nAntre\n\nIsi.\n\nNarasumber: Sari, camat\nNarahubung: 0271"
    )
    assert as_text("", "", Press()) == "SIARAN PERS"


def test_the_minutes_of_a_press_conference() -> None:
    held = Conference(
        held_at=to_ms(datetime(2026, 11, 24, 10), "WIT"),
        place="Pendopo",
        speakers=(Speaker(name="Sari", office="camat"), Speaker(name="Budi")),
    )
    asked = (Asked(question="Kompas: kapan?", answer="Besok."), Asked(question="RRI: gratis?"))
    assert minutes(" Pasar murah ", held, asked, "0271", "WIT") == (
        "NOTULEN KONFERENSI PERS\n\nPasar murah\n\n"
        "Waktu: Selasa, 24 November 2026, 10.00 WIT\nTempat: Pendopo\nNarasumber:\n- Sari, camat\n- Budi\n"
        "Narahubung: 0271\n\n"
        "TANYA JAWAB\n\n1. Kompas: kapan?\n   Jawab: Besok.\n2. RRI: gratis?\n   Jawab: menyusul"
    )
    assert minutes("Pasar murah", Conference(place="Pendopo"), (), "", "WIB") == (
        "KONFERENSI PERS\n\nPasar murah\n\nTempat: Pendopo"
    )
    assert minutes("", Conference(), (), "", "WIB") == "KONFERENSI PERS"
