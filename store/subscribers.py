"""Who is told what changed."""

import threading
from collections import deque
from collections.abc import Callable

from store.tables import Changes

Callback = Callable[[Changes], None]


class Subscribers:
    """Callbacks, and the news they have not heard yet.

    One callback at a time, in the thread that brought the news or in one that was telling at that moment. What raises
    in a callback goes to `threading.excepthook`; as that callback may have missed something, it hears `reset` next.
    """

    def __init__(self) -> None:
        self._callbacks: dict[object, Callback] = {}
        self._failed: set[object] = set()
        self._news: deque[Changes] = deque()
        self._turn = threading.RLock()

    def add(self, callback: Callback) -> Callable[[], None]:
        """Tell this one from now on; what is returned ends it."""
        key = object()
        self._callbacks[key] = callback

        def end() -> None:
            self._callbacks.pop(key, None)

        return end

    def note(self, changes: Changes) -> None:
        """Keep news for the next `tell`; may be called under any lock."""
        if self._callbacks and (changes or changes.reset):
            self._news.append(changes)

    def tell(self, *, wait: bool) -> None:
        """Tell what was noted. Not to be called under a lock of the store.

        Args:
            wait: return only when all of it was told, whoever does it; else leave it to a thread that is telling.
        """
        while (wait or self._news) and self._turn.acquire(blocking=wait):
            wait = False
            try:
                while self._news:
                    changes = self._news.popleft()
                    for key, callback in list(self._callbacks.items()):
                        self._call(key, callback, changes)
            finally:
                self._turn.release()

    def _call(self, key: object, callback: Callback, changes: Changes) -> None:
        told = Changes(changes)
        told.reset = changes.reset or key in self._failed
        self._failed.discard(key)
        try:
            callback(told)
        except Exception as error:
            self._failed.add(key)
            args = (type(error), error, error.__traceback__, threading.current_thread())
            threading.excepthook(threading.ExceptHookArgs(args))
