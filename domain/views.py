"""Views: filters of the inbox that are kept under a digit, an admin's own or everybody's."""

import msgspec

DIGITS = range(1, 10)


class View(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A kept filter."""

    id: int = 0
    rev: int = 0
    digit: int
    """1 to 9: its place on the keyboard."""
    name: str
    query: str
    """In the words of `domain.filters.CODES`."""
    owner: str = ""
    """Whose it is; empty: everybody's."""


SHIPPED: dict[int, tuple[str, str]] = {
    1: ("unanswered", "status:unanswered"),
    2: ("overdue", "status:unanswered deadline:late"),
    3: ("mine", "assignee:me"),
    4: ("to_review", "status:open sentiment:unsure"),
    5: ("urgent", "kind:emergency,personal_data,hoax"),
}
"""What stands on the digits nobody has used: the code of a name, and a query."""
