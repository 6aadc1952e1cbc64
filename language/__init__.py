"""Reads Indonesian as its citizens write it. `read` is the one face; `fold` and `mask` serve those who show and search."""

from language.folding import fold
from language.personal_data import mask
from language.reading import read

__all__ = ["fold", "mask", "read"]
