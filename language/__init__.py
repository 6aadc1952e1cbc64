"""Reads Indonesian as its citizens write it.

`read` is the one face; `fold` serves those who search.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from language.folding import fold
    from language.reading import read

__all__ = ["fold", "read"]


def __getattr__(name: str) -> Any:
    # Who only folds, groups or judges titles does not wait for lists of words and their patterns.
    if name == "read":
        from language.reading import read

        return globals().setdefault(name, read)
    if name == "fold":
        from language.folding import fold

        return globals().setdefault(name, fold)
    raise AttributeError(name)
