"""Work that goes on beside the event loop's other business."""

from collections.abc import Awaitable, Callable
from typing import Any

from textual.dom import DOMNode


def start(node: DOMNode, work: Callable[[], Awaitable[None]], group: str, *, exclusive: bool = False) -> None:
    """Let `work` run. `exclusive` ends what runs in its group; a failure never ends the desk.

    The coroutine is made when the work begins: one that is ended before its turn was never begun.
    """
    begin: Any = work  # Textual's overloads cannot tell a function that gives a coroutine from one that gives a result.
    node.run_worker(begin, group=group, exclusive=exclusive, exit_on_error=False)
