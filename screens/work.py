"""Work that goes on beside the event loop's other business."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.dom import DOMNode


def start(node: DOMNode, work: Callable[[], Awaitable[None]], group: str, *, exclusive: bool = False) -> None:
    """Let `work` run. `exclusive` ends what runs in its group; a failure never ends the desk.

    The coroutine is made when the work begins: one that is ended before its turn was never begun.
    """
    begin: Any = work  # Textual's overloads cannot tell a function that gives a coroutine from one that gives a result.
    node.run_worker(begin, group=group, exclusive=exclusive, exit_on_error=False)


AGAIN = 1.0
"""Seconds of rest between two times: in a flood every place would read without end."""


class OneAtATime:
    """Work that is asked for more often than it is done: never twice at a time, and once more where it was asked for
    meanwhile.
    """

    def __init__(
        self, node: DOMNode, work: Callable[[], Awaitable[None]], group: str, pause: float | None = None
    ) -> None:
        """`pause`: seconds before it is done once more, where that is not `AGAIN`."""
        self._node = node
        self._work = work
        self._group = group
        self._pause = AGAIN if pause is None else pause
        self._busy = self._wanted = False

    def ask(self) -> None:
        """Do it soon."""
        self._wanted = True
        if not self._busy:
            self._busy = True
            start(self._node, self._run, self._group)

    async def _run(self) -> None:
        try:
            while self._wanted:
                self._wanted = False
                await self._work()
                if self._wanted:
                    await asyncio.sleep(self._pause)
        finally:
            self._busy = False
