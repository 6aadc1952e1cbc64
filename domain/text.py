"""The one door for outside text: what may be stored, what may be shown, and what to be wary of.

Text is stored as received (`storable`) and cleaned at every exit (`clean`): screen, standard output, exports.
Characters are judged one by one, never as escape sequences: a sequence nobody thought of has no other characters.
"""

import re
import unicodedata

ENTRY_LIMIT = 20_000
"""Characters of one text that are kept, and shown; the rest gives way to "…"."""

_MARKS = 4
"""Combining marks kept on one character. Real words need three; more climbs over the neighbouring rows."""

_JOINER, _EMOJI_STYLE, _TEXT_STYLE, _KEYCAP = "\u200d", "\ufe0f", "\ufe0e", "\u20e3"
_SKIN_TONES = "\U0001f3fb-\U0001f3ff"

# Default_Ignorable_Code_Point (DerivedCoreProperties.txt, Unicode 17) where it is more than the category Cf.
_IGNORABLE = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    f"\U000e0000-\U000e0fff{_SKIN_TONES}]"
)

# Emoji of Unicode 15 to 17 (emoji-data.txt), which the tables of an older Python call unassigned.
_NEW_EMOJI = (
    "[\U0001f6d8\U0001f6dc\U0001fa75-\U0001fa77\U0001fa87-\U0001fa8a\U0001fa8e\U0001fa8f\U0001faad-\U0001faaf"
    "\U0001fabb-\U0001fabf\U0001fac6\U0001fac8\U0001facd-\U0001facf\U0001fada-\U0001fadc\U0001fadf"
    "\U0001fae8-\U0001faea\U0001faef\U0001faf7\U0001faf8]"
)

# Characters that VS16 turns from a text sign into an emoji (emoji-variation-sequences.txt), digits apart.
_SIGN = (
    "[©®‼⁉™ℹ↔-↙↩↪⌨⏏⏭-⏯⏱⏲⏸-⏺Ⓜ▪▫▶◀◻◼☀-☄☎☑☘☝☠☢☣☦☪☮☯☸-☺♀♂♟♠♣♥♦♨♻♾⚒⚔-⚗⚙⚛⚜⚠⚧⚰⚱⛈⛏⛑⛓⛩⛰⛱⛴⛷-⛹✂✈✉✌✍✏✒✔✖✝✡✳✴❄❇❣❤➡⤴⤵⬅-⬇"
    "🅰🅱🅾🅿🌡🌤-🌬🌶🍽🎖🎗🎙-🎛🎞🎟🏋-🏎🏔-🏟🏳🏵🏷🐿👁📽🕉🕊🕯🕰🕳-🕹🖇🖊-🖍🖐🖥🖨🖱🖲🖼🗂-🗄🗑-🗓🗜-🗞🗡🗣🗨🗯🗳🗺🛋🛍-🛏🛠-🛥🛩🛰🛳]"
)
_PICTURE = "[⬛🌀-🙏🚀-\U0001f6ff🤀-\U0001f9ff🩰-\U0001faff]"
_FIRST = f"(?:{_SIGN}{_EMOJI_STYLE}|(?!{_SIGN}){_PICTURE})"
_NEXT = f"(?:{_SIGN}{_EMOJI_STYLE}?|(?!{_SIGN}){_PICTURE})"
# Three joiners are the most a standard sequence has (a family of four).
_SEQUENCE = f"{_FIRST}(?:{_JOINER}{_NEXT}){{1,3}}"

# Patterns as text: `re` compiles them when the first such emoji comes, not while the program starts.
_STRAY_STYLE = f"{_EMOJI_STYLE}(?<!{_SIGN}{_EMOJI_STYLE})(?<![#*0-9]{_EMOJI_STYLE}(?={_KEYCAP}))"
_STRAY_JOINER = f"({_SEQUENCE})|{_JOINER}"
_EMOJI_PARTS = f"{_EMOJI_STYLE}?{_KEYCAP}|{_EMOJI_STYLE}|(?:{_JOINER}{_NEXT})+"
_FLAG = "[\U0001f1e6-\U0001f1ff]{1,2}"

# Latin letters, usual punctuation, and emoji that need no second look: most comments are nothing else.
_ORDINARY = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff‐-‧‰-⁞←-⇿①-⑳─-➿"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6d7\U0001f900-\U0001f9ff]*"
).fullmatch

# Blocks with marks in them (a coarse net: most of what it holds is letters).
_NEAR_MARKS = re.compile(
    "[\u0300-\u1fff\u20d0-\u20ff\u2ce0-\u2dff\u3000-\ud7ff\ufb1e\ufe20-\ufe2f\U00010000-\U0001efff]"
)


def _is_mark(char: str) -> bool:
    """Drawn onto the character before it: combining marks, and the vowels and finals of a Korean syllable."""
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb"


class _Door(dict[int, str]):
    """For `str.translate`: what becomes of each character, judged when first met and kept where people write."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char in (_JOINER, _EMOJI_STYLE):
            result = char
        elif category == "Cf" or re.match(_IGNORABLE, char):
            result = ""
        elif category in ("Cc", "Cs", "Co") or (category == "Cn" and not re.match(_NEW_EMOJI, char)):
            result = "\ufffd"
        else:
            result = char
        if code < 0x20000:
            self[code] = result
        return result


_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), "\n")
_BLANK_BRAILLE = 0x2800
_DOOR = _Door({**_LINE_ENDS, ord("\t"): " ", _BLANK_BRAILLE: " ", 0x1B: "␛"})


def clean(text: str, *, lines: int = 1, limit: int = ENTRY_LIMIT) -> str:
    """Outside text as it may be shown: it can be read, and do nothing else.

    Control characters, private use and unassigned ones become "�" (ESC "␛"); invisible ones, those that turn the
    direction of writing, and skin tones vanish; joiners and variation selectors stay only inside an emoji; tabs become
    spaces; marks beyond four on a character, or on none, vanish. Never longer than the text; cleaning twice changes
    nothing.

    Args:
        lines: how many lines the result may have; further line ends become spaces.
        limit: the most characters, at least 1; a longer text ends in "…".
    """
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if _ORDINARY(text):
        return text
    text = text.replace("\r\n", "\n").translate(_DOOR)
    if _EMOJI_STYLE in text:
        text = re.sub(_STRAY_STYLE, "", text)
    if _JOINER in text:
        text = re.sub(_STRAY_JOINER, r"\1", text)
    if _NEAR_MARKS.search(text):
        text = _few_marks(text)
    *first, last = text.split("\n", lines - 1)
    return "\n".join([*first, last.replace("\n", " ")])


def _few_marks(text: str) -> str:
    """The text without marks that stand on nothing, and with at most four on each character."""
    kept: list[str] = []
    marks = _MARKS
    for char in text:
        if char < "\u0300":
            marks = _MARKS if char == "\n" else 0
        elif char in (_EMOJI_STYLE, _JOINER):
            pass
        elif not _is_mark(char):
            marks = 0
        else:
            marks += 1
            if marks > _MARKS:
                continue
        kept.append(char)
    return "".join(kept)


def storable(text: str, limit: int = ENTRY_LIMIT) -> str:
    """Outside text as it is stored: as received, but lone surrogates become "�" and an over-long text ends in "…"."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def hidden_count(text: str) -> int:
    """How many invisible or direction-turning characters `clean` removes; what belongs to an emoji is not counted."""
    text = text[:ENTRY_LIMIT]
    if _ORDINARY(text):
        return 0
    innocent = re.sub(f"[{_TEXT_STYLE}{_EMOJI_STYLE}{_SKIN_TONES}]", "", text)
    vanishing = sum(not _DOOR[ord(char)] for char in innocent)
    return vanishing + text.count(_JOINER) - clean(text).count(_JOINER)


def plain_emoji(text: str) -> str:
    """Cleaned text with every emoji as its base alone: a family its first member, a keycap its digit, a flag "[ID]".

    For lists: terminals disagree on the width of anything more.
    """
    if _ORDINARY(text):
        return text
    return re.sub(_FLAG, _flag_letters, re.sub(_EMOJI_PARTS, "", text))


def _flag_letters(flag: re.Match[str]) -> str:
    letters = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in flag[0])
    return f"[{letters}]"


_LATIN_TWINS = frozenset("аеорсухіјѕһԁԛԝьгАВЕЅІЈКМНОРСТХУԌԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧνοικαρυγ")
_LATIN_LIKE = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "DESERET", "OSAGE"})
_STYLED = ("<font>", "<wide>", "<circle>", "<square>", "<super>", "<sub>")
_STYLED_NAMES = ("SQUARED LATIN", "CIRCLED LATIN", "LATIN LETTER SMALL CAPITAL")
_BADGES = "[✓✔☑✅🗸\u2500-\u259f]"


def mixed_script(name: str) -> bool:
    """Whether an author's name may be made to look like another's.

    It is, when Latin letters stand beside Cyrillic, Greek and other scripts with look-alikes, when all letters of
    another script have a Latin twin, when letters are styled (full-width, mathematical, circled, small capitals), or
    when it imitates a tick or a frame. A name in one script, and Latin beside Javanese or Arabic, are fine.
    """
    if name.isascii():
        return False
    if re.search(_BADGES, name) or any(map(_is_styled, name)):
        return True
    letters = [char for char in unicodedata.normalize("NFC", name) if char.isalpha()]
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in letters}
    if "LATIN" in scripts:
        return not scripts.isdisjoint(_LATIN_LIKE)
    return bool(letters) and _LATIN_TWINS.issuperset(letters)


def _is_styled(char: str) -> bool:
    """A letter or digit that is another one in a different dress; ª, º, ² and ³ are ordinary."""
    if char < "\u0100" or char.isspace():
        return False
    if unicodedata.decomposition(char).startswith(_STYLED):
        return True
    return any(part in unicodedata.name(char, "") for part in _STYLED_NAMES)
