"""One plain spelling for decorated and hidden writing.

`fold` undoes dress (bold, circled, accented, Cyrillic look-alikes, zero-width filling); `unhide` goes further and
undoes what only spam does (`g4c0r`, `s l o t`). Neither keeps places in the text: spans are found elsewhere.
"""

import re
import unicodedata

_LOOK_ALIKES = {
    "a": "ᴀɑαаａ@ᗩÅ₳ǟคᎪꓮΛ∀",
    "b": "ʙвъьβƅɓᏴꓐ฿๒ɮ",
    "c": "ᴄсƈςϲⅽᏟꓚ₵¢ɕ",
    "d": "ᴅԁđɗժᎠꓓ๔ɖδ",
    "e": "ᴇеєεёҽəɘɛЄΕᎬꓰ€єℯ",
    "f": "ꜰƒғϝꓝₓ",
    "g": "ɢɡցǥɠԍᏀꓖ₲",
    "h": "ʜнһħɦңᎻꓧнђ",
    "i": "ɪіıιɩїɨΙІᎥꓲί|¡",
    "j": "ᴊјʝɉϳᎫꓙנ",
    "k": "ᴋкκƙҡқΚКᏦꓗ₭ӄ",
    "l": "ʟłɭƖⅼᏞꓡℓʅӏⱡ",
    "m": "ᴍмɱΜМᎷꓟ₥ო๓",
    "n": "ɴнηпɲŋƞռΝꓠ₦ภղ",
    "o": "ᴏоοσøօөΟОθꓳ๏ѳ",
    "p": "ᴘрρƥþΡРᏢꓑ₱ק",
    "q": "ꞯԛզɋϙ",
    "r": "ʀгɾɽяɍᏒꓣřг",
    "s": "ꜱѕʂșՏꓢ₴Ꮪ$ֆ",
    "t": "ᴛтτŧţƭΤТᎢꓔ₮†",
    "u": "ᴜυцʉմսμꓴยų",
    "v": "ᴠνѵʋᏙꓦ",
    "w": "ᴡωшщѡԝɯᏔꓪ₩ฬ",
    "x": "хχжҳΧХꓫ×ⅹӿ",
    "y": "ʏуүγўΥʎҮꓬ¥ყɏ",
    "z": "ᴢʐƶżȥΖᏃꓜʑⱬ",
}
"""Letters that only look like the Latin one. Made by eye; it need not be complete, only hold what spam uses."""

_KEPT_ASCII = frozenset("@$|")
"""Ordinary signs that stand for a letter only inside a word: `unhide` sees to them."""

_LETTER_ROWS = (0x249C, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
"""In brackets, squared, white on black (round and square), regional indicators: 26 code points from A each."""

_REMEMBERED = 20_000
"""Most characters kept in the table, so that a flood of rare ones cannot fill the memory."""


class _Folding(dict[int, str]):
    """A `str.translate` table that works out a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        kept = (c for c in decomposed if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
        folded = "".join(self._plain(c) for c in kept).lower()
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded

    def _plain(self, character: str) -> str:
        """What a character that is no composition looks like; if not the capital, then the small letter."""
        small = character.lower()
        return self.get(ord(character)) or (self.get(ord(small)) if len(small) == 1 else None) or character


def _table() -> _Folding:
    table = _Folding()
    for letter, look_alikes in _LOOK_ALIKES.items():
        for look_alike in look_alikes:
            if look_alike not in _KEPT_ASCII:
                table[ord(look_alike)] = letter
    for first in _LETTER_ROWS:
        for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz"):
            table[first + place] = letter
    return table


_FOLDING = _table()

_LEET = str.maketrans("013456789@$!|", "oieasgtbgasii")
_SPELT_OUT = re.compile(r"(?<![^\W_])[^\W_](?:(?: |_|[^\w\s,;:!?()'\"]{1,3})[^\W_](?![^\W_])){2,}+")
"""Letter, sign, letter, and so on; the sign is a blank or anything that is drawn. Two blanks part words."""
_INNER_SIGN = re.compile(r"(?<=[^\W\d_])[._*~|\-](?=[^\W\d_])")
_SIGNS = re.compile(r"[\W_]+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_MIXED = re.compile(r"(?<![\w@$!|])(?=[\w@$!|]{0,24}[a-z])(?=[a-z]{0,24}[\d@$!|])[\w@$!|]{3,24}(?![\w@$])")
_TAIL = re.compile(r"\d{2,}$")


def fold(text: str) -> str:
    """Lower-case plain letters: compatibility forms, look-alikes and accents undone, invisible characters dropped."""
    if text.isascii():
        return text.lower()
    return text.translate(_FOLDING)


def _unleet(match: re.Match[str]) -> str:
    word = match.group()
    tail = _TAIL.search(word)
    end = tail.start() if tail else len(word)
    head = word[:end]
    # A number behind a plain name (`toto88`) is a brand's number, no letters.
    return head.translate(_LEET) + word[end:]


def spelt_out(text: str) -> list[str]:
    """The pieces of a text that are words written letter by letter: `s l o t`, `M.E.R.A.K`."""
    return _SPELT_OUT.findall(text)


def joined(spelt: str) -> str:
    """A word that was written letter by letter: `s l o t` gives `slot`."""
    return _SIGNS.sub("", spelt)


def unhide(folded: str) -> str:
    """Folded text, spelt-out words joined (`s l o t`, `ga.cor`), digits read as letters (`sl0t`), nothing stretched."""
    plain = _SPELT_OUT.sub(lambda match: joined(match.group()), folded)
    return _STRETCHED.sub(r"\1", _MIXED.sub(_unleet, _INNER_SIGN.sub("", plain)))
