"""Which words say the same: what is learned of one then holds for the other too.

Three sources: word lists (regional, English and informal words with their Indonesian), sentences that stand in the data
in several languages, and the endings of Indonesian and its neighbours.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse

from training.rows import Row, lines

TRANSLATION, SPELLING, STEM = 1.0, 0.7, 0.5
"""How much of the features of the kin a word takes over."""
LISTED = 0.7
"""What a pair of a translation list counts against one that the sentences confirm wholly."""
LISTS = ("javanese", "sundanese", "madurese", "minangkabau", "english")
LANGUAGES = {"jav": "javanese", "sun": "sundanese", "mad": "madurese", "min": "minangkabau"}
"""The tweets' names of languages that NusaX has too."""
SURE = 0.15
AT_MOST = 2
"""So many translations of a word are kept, from that sureness on."""
STEPS = 5
ENDINGS = tuple("nya ipun keun lah kah pun tah nyo kan ne na ku mu an e i".split())
SHORTEST_STEM = 4
STEM_SEEN = 3

Numbers = dict[str, int]
"""The number of each distinct form."""


def kinship(rows: Sequence[Row], forms: Sequence[Sequence[int]], numbers: Numbers, data: Path) -> sparse.csr_matrix:
    """How much each form (row) takes over from each other one (column).

    `forms` are those of the rows. A word of a list that no row holds gets a number; a meaning that none holds is
    passed over.
    """
    translations = translated(rows, forms, numbers)
    for language in LISTS:
        for indonesian, word in lines(data / "nusax" / f"lexicon.{language}.tsv"):
            other = numbers.get(indonesian.lower())
            if other is not None and word.isalpha() and word.lower() != indonesian.lower():
                translations[numbers.setdefault(word.lower(), len(numbers))].setdefault(other, LISTED)
    spellings: dict[int, dict[int, float]] = defaultdict(dict)
    for informal, formal in lines(data / "indocollex" / "informal-formal.tsv"):
        if informal != formal and informal.isalpha() and formal in numbers:
            spellings[numbers.setdefault(informal, len(numbers))][numbers[formal]] = 1.0
    size = len(numbers)
    return (
        TRANSLATION * _matrix(translations, size)
        + SPELLING * _matrix(spellings, size)
        + STEM * _matrix(stems(forms, numbers), size)
    )


def translated(rows: Sequence[Row], forms: Sequence[Sequence[int]], numbers: Numbers) -> dict[int, dict[int, float]]:
    """Forms and what they are in Indonesian, 0 to 1, by the rows that have one id in several languages."""
    words = np.array([form[0].isalpha() for form in numbers])
    originals = {(row.source, row.id): at for at, row in enumerate(rows) if row.language == "indonesian"}
    sentences = defaultdict(list)
    for at, row in enumerate(rows):
        original = originals.get((row.source, row.id), at)
        if original != at:
            both = [[number for number in forms[one] if words[number]] for one in (at, original)]
            sentences[LANGUAGES.get(row.language, row.language)].append((both[0], both[1]))
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for pairs in sentences.values():
        there = aligned(pairs, len(numbers))
        back = aligned([(two, one) for one, two in pairs], len(numbers))
        for (one, other), chance in there.items():
            sureness = float((chance * back.get((other, one), 0.0)) ** 0.5)
            if one != other and sureness >= SURE:
                found[one][other] = max(found[one].get(other, 0.0), sureness)
    return defaultdict(
        dict,
        {
            one: dict(sorted(others.items(), key=lambda item: (-item[1], item[0]))[:AT_MOST])
            for one, others in found.items()
        },
    )


def aligned(pairs: Sequence[tuple[Sequence[int], Sequence[int]]], size: int) -> dict[tuple[int, int], float]:
    """The chance that a number of the first sentence stands as one of the second, where it is above 0.05.

    Model 1 of Brown et al. (1993), "The Mathematics of Statistical Machine Translation", with an empty word.
    """
    empty = size
    first, second, place = [], [], []
    count = 0
    for one, other in pairs:
        for number in other:
            first += [*one, empty]
            second += [number] * (len(one) + 1)
            place += [count] * (len(one) + 1)
            count += 1
    keys, at = np.unique(np.array(first, np.int64) * size + np.array(second), return_inverse=True)
    owner = keys // size
    chance, places = np.ones(len(keys)), np.array(place)
    for _ in range(STEPS):
        weight = chance[at]
        weight /= np.bincount(places, weight)[places]
        expected = np.bincount(at, weight)
        chance = expected / np.bincount(owner, expected)[owner]
    return {
        (int(one), int(other)): float(sureness)
        for one, other, sureness in zip(owner, keys % size, chance, strict=True)
        if sureness > 0.05 and one != empty
    }


def stems(forms: Sequence[Sequence[int]], numbers: Numbers) -> dict[int, dict[int, float]]:
    """Forms with an ending, and those without it that stand in the data too."""
    seen = np.bincount([number for row in forms for number in row], minlength=len(numbers))
    found: dict[int, dict[int, float]] = {}
    for form, number in numbers.items():
        if not form.isalpha() or len(form) < SHORTEST_STEM + 2:
            continue
        for ending in ENDINGS:
            stem = numbers.get(form.removesuffix(ending), number)
            if stem != number and len(form) - len(ending) >= SHORTEST_STEM and seen[stem] >= STEM_SEEN:
                found[number] = {stem: 1.0}
                break
    return found


def _matrix(kin: Mapping[int, Mapping[int, float]], size: int) -> sparse.csr_matrix:
    entries = [(one, other, value) for one, others in kin.items() for other, value in others.items()]
    one, other, values = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csr_matrix((np.array(values, np.float32), (one, other)), shape=(size, size))
