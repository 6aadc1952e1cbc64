"""What the rows of a recap are called, and whose they are; personal data hidden, every text through the door."""

from collections.abc import Iterator

from desk.desk import Desk
from desk.recap import Fared, Recap
from desk.rows import hidden, line_of, name_of, text_of
from domain.accounts import SHORT, Account, label
from domain.posts import Post
from domain.recap import Figure
from domain.text import clean
from domain.times import iso

_ACCOUNTS = frozenset({"account_out", "followers"})


class Teller:
    """Tells what stands behind a recap's figures.

    Attributes:
        zone: the agency's.
    """

    def __init__(self, desk: Desk, found: Recap) -> None:
        self._desk = desk
        self.agency = clean(desk.setting("agency"))
        self.zone = desk.zone()
        self._accounts = {one.id: one for one in desk.accounts()}
        self._posts = desk.store.repo("posts", Post)
        self.recap = found

    def account(self, figure: Figure) -> str:
        """The account a figure is of; empty where it is of none."""
        found = self._accounts.get(int(figure.about)) if figure.code in _ACCOUNTS else None
        return f"{SHORT[found.platform]} {clean(label(found))}" if found else ""

    def about(self, figure: Figure) -> str:
        """What a figure is of: a code, an account's handle, the number of a comment."""
        if figure.code in _ACCOUNTS:
            found = self._accounts.get(int(figure.about))
            return f"{found.platform} {clean(found.handle)}".strip() if found else figure.about
        return f"K{figure.about}" if figure.code == "alike" else figure.about

    def text(self, figure: Figure) -> str:
        """What a group of comments says; empty for other figures."""
        return text_of(self._desk, int(figure.about)) if figure.code == "alike" else ""

    def rows(self, figure: Figure) -> Iterator[tuple[str, str]]:
        """The name of each row behind a figure, and what it says."""
        for id in figure.rows:
            yield name_of(self._desk, figure.table, id), line_of(self._desk, figure.table, id)

    def title(self, one: Fared) -> str:
        """Of a publication."""
        post = self._posts.get(one.variant.post)
        return hidden(post.title) if post else ""

    def of(self, one: Fared) -> Account:
        """Where it was published."""
        return self._accounts[one.variant.account]

    def zone_of(self, one: Fared) -> str:
        """The zone of its account."""
        return self.of(one).zone or self.zone

    def when(self, one: Fared) -> str:
        """When it was published, ISO 8601."""
        return iso(one.variant.published_at, self.zone_of(one))
