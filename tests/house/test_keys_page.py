"""docs/keys.md says what the desk does."""

from tools import keys


def test_the_page_of_keys_is_up_to_date() -> None:
    assert keys.PAGE.read_text("utf-8") == keys.page(), "`make messages` writes it anew"
