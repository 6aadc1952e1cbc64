"""Reads Indonesian as its citizens write it.

`read` is the one face; `fold` serves those who search.
"""

from language.folding import fold
from language.reading import read

__all__ = ["fold", "read"]
