"""Comments typed by hand: "Name: text", or a text alone; an empty line and another name begin the next."""

import re

from channels.pasting.lines import BLANKS
from channels.pasting.threads import Piece

_NAMED = re.compile(r"(?P<name>@?[^\s:@/][^:\n/]{0,39}?)\s?:[ \t\xa0]+(?=\S)")
_WORDS_OF_A_NAME = 4


def pieces(text: str) -> list[Piece]:
    """The comments of the text; paragraphs without a name belong to the comment before them."""
    found: list[Piece] = []
    for paragraph in re.split(r"\n[ \t]*(?:\n[ \t]*)*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        paragraph = paragraph.strip(BLANKS)
        named = _NAMED.match(paragraph)
        if named and len(named["name"].split()) <= _WORDS_OF_A_NAME:
            name, words = named["name"].strip(), paragraph[named.end() :]
            found.append(Piece(handle=name[1:], text=words) if name[0] == "@" else Piece(author=name, text=words))
        elif paragraph and found:
            found[-1].text += f"\n\n{paragraph}"
        elif paragraph:
            found.append(Piece(text=paragraph))
    return found
