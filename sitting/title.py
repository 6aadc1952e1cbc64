"""The terminal's title: whose desk this is, and what is urgent until the next key."""

from domain.text import clean
from screens.session import Session
from widgets.text import ascii_only

_SAVE, _RESTORE = "\x1b[22;2t", "\x1b[23;2t"


class Title:
    """What a window or a tab is called, where the admin wishes so."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tells = False

    def take(self) -> None:
        """The desk opens: keep the terminal's own title."""
        if self._session.preferences.title:
            self._session.to_terminal(_SAVE)
            self.show()

    def give_back(self) -> None:
        """The desk is left."""
        if self._session.preferences.title:
            self._session.to_terminal(_RESTORE)

    def show(self, words: str = "") -> None:
        """Tell `words` beside whose desk this is."""
        session = self._session
        if session.preferences.title:
            text = clean(" - ".join(filter(None, [words, "Meja Humas", session.plan.agency])), limit=120)
            session.to_terminal(f"\x1b]2;{ascii_only(text) if session.preferences.ascii else text}\x1b\\")
            self._tells = bool(words)

    def seen(self) -> None:
        """The admin is there: the title has told."""
        if self._tells:
            self.show()
