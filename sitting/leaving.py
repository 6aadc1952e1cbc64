"""How the desk is left where nobody pressed a key for it: at a signal, and when the terminal is gone."""

import os
import select
import signal
import sys
import threading
from contextlib import suppress
from contextvars import copy_context

from screens.session import Session

LAST_WORDS = 0.9
"""Seconds after a hang-up within which the desk is gone, saved or not."""


class Leaving:
    """Leaves the desk at once: what was typed is kept, the terminal restored. Only the first call counts."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begun = threading.Lock()

    def heed_the_terminal(self) -> None:
        """Leave when there is no terminal any more: who waits for us (make, a wrapper) may keep SIGHUP to itself.

        To be called by the running app, since the places look for their app.
        """
        # In a thread of its own, since the loop may be waiting for a terminal that takes no more.
        threading.Thread(target=copy_context().run, args=(self._outlive_the_terminal,), daemon=True).start()

    def over(self) -> None:
        """The desk was left; another may follow. What a terminal that is gone did not take any more is forgotten."""
        self._begun.acquire(blocking=False)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:  # Python would try again at its end, and end with a code of its own.
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

    def at_once(self, code: int) -> None:
        """The line is cut or the system wants us gone: end with this exit code."""
        if not self._begun.acquire(blocking=False):
            return
        watchdog = threading.Timer(LAST_WORDS, os._exit, (code,))
        watchdog.daemon = True
        watchdog.start()
        # In a thread, since another desk may hold the store; in this context, since the places look for their app.
        keeper = threading.Thread(target=copy_context().run, args=(self._keep_drafts,), daemon=True)
        keeper.start()
        keeper.join(LAST_WORDS / 2)
        with suppress(RuntimeError):  # The loop is closed: the desk was left just now.
            self._session.exit(return_code=code)

    def _outlive_the_terminal(self) -> None:
        line = select.poll()
        line.register(sys.stdin, 0)  # Nothing but its end.
        line.poll()
        self.at_once(128 + signal.SIGHUP)

    def _keep_drafts(self) -> None:
        for place in self._session.places:
            try:
                place.keep_drafts()
            except Exception as error:
                self._session.note_trouble(error)
