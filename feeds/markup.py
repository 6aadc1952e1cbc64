"""From what publishers put into a title or a summary to plain text of bounded length, in linear time."""

import html
import re

from domain.text import storable

_READ = 20
"""Characters of markup looked at for each character of text wanted."""

# Each alternative also ends at the end of the text, so that a flood of openings is passed over once.
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|br|div|li|ul|ol|tr|td|table|h[1-6]|figure|figcaption|img|hr|blockquote)\b[^<>]*>?", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<![^<>]*>|<\?[^<>]*>")


def plain(markup: str, limit: int) -> str:
    """The text of a piece of HTML: tags gone, entities read (twice escaped ones too), white space single.

    What only looks like a tag ("biaya < 10 ribu") stays. A text that is nothing but tags stays as it is.

    Args:
        limit: the most characters; a longer text ends in "…".
    """
    markup = markup[: limit * _READ]
    text = _strip(html.unescape(_strip(markup)))
    return storable(" ".join((text if text.strip() else markup).split()), limit)


def _strip(markup: str) -> str:
    if "<" not in markup:
        return markup
    return _TAG.sub("", _BREAK.sub(" ", _HIDDEN.sub(" ", markup)))
