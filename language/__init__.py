"""Reads Indonesian as its citizens write it.

`read` is the one face; `fold` serves those who search, `mask` those who show.
"""

from language.folding import fold
from language.personal_data import mask
from language.reading import read

__all__ = ["fold", "mask", "read"]
