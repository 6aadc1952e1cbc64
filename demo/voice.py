"""How citizens write: who they are, how they spell, and how spam hides its words."""

from collections.abc import Callable
from random import Random

import msgspec

from domain.accounts import COMMON, Platform
from domain.comments import Sentiment

_NAMES = (
    "agus ani arif asih bagas bambang bayu budiono cahyo candra darmi dewi dian didik dina dwi edi eka eko endah erna "
    "fajar fitri galih gito hadi hana hari heni ika imam indah ipin irma iwan joko jono jumi kasmi kholis laila lastri "
    "lilik lina maya mega mul nanik nia nina ningsih novi nur oki parmin ponirah pur putri rahma ratih reni rini "
    "rudi sari seno siti slamet sri sugeng sulis sum supri surti susi tari tatik teguh tini titik tono tri tutik umi "
    "wahyu wanto warni wati wawan widi wiwik yani yanto yayuk yuli yuni zaki zul"
).split()
_PLACES = (
    "ngadi pojok klagen banyulor watugede kalisono tegalombo sendang gondangan sumberrejo lor kidul dukuhan mojolegi"
).split()
_ROLES = (
    "bu_rt pak_rw mbak mas mama bunda ojol petani guru bidan santri pemuda kang cak ning pakde budhe warung".split()
)
_LANGUAGES = ("id",) * 17 + ("jv",) * 6 + ("su", "md")

_SLANG: dict[str, tuple[str, ...]] = {
    "tidak": ("gak", "ga", "nggak", "tdk", "g", "kagak"),
    "sudah": ("udah", "udh", "sdh", "dah"),
    "belum": ("blm", "belom", "blom"),
    "yang": ("yg",),
    "dengan": ("dgn", "sama"),
    "untuk": ("buat", "utk", "bwt"),
    "gimana": ("gmn", "gmana", "gimn"),
    "kenapa": ("knp", "kenpa", "napa"),
    "saya": ("sy", "aku", "q", "sya"),
    "tolong": ("tlg", "tolonggg", "plis"),
    "sampai": ("smp", "sampe", "ampe"),
    "karena": ("krn", "soalnya"),
    "jangan": ("jgn", "jangn"),
    "bisa": ("bs", "bsa"),
    "sekali": ("bgt", "banget", "bngt"),
    "makasih": ("mksh", "makasi", "tengkyu"),
    "terima": ("trima", "trm"),
    "kapan": ("kpn", "kapn"),
    "jalan": ("jln", "jl"),
    "orang": ("org",),
    "dari": ("dr",),
    "hari": ("hr",),
    "kalau": ("kalo", "klo", "klu"),
    "saja": ("aja", "ae", "doang"),
    "terus": ("trs", "terusss", "trus"),
    "lagi": ("lg", "lgi"),
    "juga": ("jg", "jga"),
    "masih": ("msh", "masi"),
    "sekarang": ("skrg", "skrang"),
    "kemarin": ("kmrn", "kmren"),
    "mohon": ("mhn", "mohonn"),
    "semua": ("smua", "smw"),
    "harus": ("hrs", "kudu"),
    "banyak": ("byk", "bnyk"),
    "anak": ("ank",),
    "rumah": ("rmh",),
    "sekolah": ("skolah", "sklh"),
    "warga": ("wrga",),
    "petugas": ("ptugas", "petugase"),
    "apa": ("ap", "opo"),
    "ya": ("yaa", "y", "yah"),
    "ora": ("ra", "gak"),
    "iso": ("isok", "saged"),
    "dalan": ("dalane", "embong"),
    "piye": ("yokpo", "piye to"),
}
_SALUTES: dict[str, tuple[str, ...]] = {
    "id": ("min", "kak", "pak", "bu", "admin", "mimin"),
    "jv": ("min", "lur", "pak", "mas"),
    "su": ("min", "kang"),
    "md": ("min", "pa'", "le'"),
}
_ADDRESSED = frozenset("min kak pak bu admin mimin mbak mas lur kang rek cak".split())
_EMOJI: dict[Sentiment, tuple[str, ...]] = {
    "positive": ("🙏", "👍", "😍", "🙏🙏", "❤️", "👏", "😊", "🔥", "🥰"),
    "neutral": ("🙏", "🤔", "😅", "🙏🏻", "😁", "👀"),
    "negative": ("😡", "😤", "😭", "🤦", "😠", "💔", "😩", "🤬"),
}


class Citizen(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who writes; the shares are 0 to 1, and the same in all that person writes."""

    platform: Platform
    handle: str
    name: str
    language: str = "id"
    slang: float = 0.0
    emoji: float = 0.0


def citizens(rng: Random, count: int) -> list[Citizen]:
    """People of the invented regency: a given name or a role with a place, never a full name."""
    people = dict[str, Citizen]()
    while len(people) < count:
        first, place = rng.choice(_NAMES), rng.choice(_PLACES)
        role = rng.choice(_ROLES) if rng.random() < 0.3 else ""
        mark = rng.choice(("", "", "", "_", f"{rng.randrange(100)}"))
        handle = rng.choice("._").join(filter(None, (role, first, place))) + mark
        people[handle] = Citizen(
            platform=rng.choices(COMMON, (30, 38, 13, 13, 6))[0],
            handle=handle,
            name=f"{first} {place}".title(),
            language=rng.choice(_LANGUAGES),
            slang=rng.choice((0.0, 0.1, 0.25, 0.4, 0.6, 0.8)),
            emoji=rng.choice((0.0, 0.0, 0.1, 0.2, 0.5)),
        )
    return list(people.values())


def spammer(rng: Random, platform: Platform) -> Citizen:
    """An account made to advertise."""
    word = rng.choice(("hoki", "cuan", "dewi", "member", "raja", "promo", "info", "official"))
    handle = f"{word}{rng.choice('._')}{rng.choice(_NAMES)}{rng.randrange(1000, 9999)}"
    return Citizen(platform=platform, handle=handle, name=word.title())


def speak(rng: Random, text: str, who: Citizen, language: str, feeling: Sentiment) -> str:
    """The sentence as that citizen would type it."""
    if len(text) > 8:
        text = " ".join([_spell(rng, word, who.slang) for word in text.split(" ")])
        text = _address(rng, text, language)
    if rng.random() < 0.15 + 0.7 * who.slang:
        text = text.lower()
    elif feeling == "negative" and rng.random() < 0.04:
        text = text.upper()
    text = _close(rng, text)
    if rng.random() < who.emoji:
        text = f"{text} {rng.choice(_EMOJI[feeling])}"
    return text


def _spell(rng: Random, word: str, slang: float) -> str:
    if not slang or not word.isascii() or rng.random() > slang:
        return word
    core = word.rstrip("?!.,")
    tail = word[len(core) :]
    if not core.isalpha():
        return word
    known = _SLANG.get(core.lower())
    if known:
        return rng.choice(known) + tail
    if len(core) < 5 or core[0].isupper() or rng.random() > 0.12:
        return word
    at = rng.randrange(1, len(core) - 1)
    if core[at] in "aeiou":
        return core[:at] + core[at + 1 :] + tail
    return core[:at] + core[at + 1] + core[at] + core[at + 2 :] + tail


def _address(rng: Random, text: str, language: str) -> str:
    """Call somebody by a title, where the sentence does not yet: "min" in front, at the end, or not at all."""
    if rng.random() > 0.45 or not _ADDRESSED.isdisjoint(text.lower().replace(",", " ").replace("?", " ").split()):
        return text
    title = rng.choice(_SALUTES[language])
    if rng.random() < 0.45:
        lowered = text if text[:2].isupper() or not text[0].isupper() else text[0].lower() + text[1:]
        return f"{title.title()}{rng.choice((',', ' ', ' '))} {lowered}".replace("  ", " ")
    core = text.rstrip("?!. ")
    return f"{core} {title}{text[len(core) :]}"


def _close(rng: Random, text: str) -> str:
    """The end of a sentence: dropped, doubled, stretched."""
    dice = rng.random()
    if text.endswith("?"):
        return text[:-1] if dice < 0.12 else f"{text}{'?' * rng.randint(1, 2)}" if dice < 0.3 else text
    if dice < 0.07 and text[-1] in "aiueo":
        return text + text[-1] * rng.randint(2, 4)
    if dice < 0.2 and text[-1].isalpha():
        return text + rng.choice(("...", "!!", ".", "!"))
    return text


_UPPER, _LOWER, _DIGIT = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"


def _letters(upper: int, lower: int, digit: int = 0) -> dict[int, int]:
    shifts = [(_UPPER, upper), (_LOWER, lower), *([(_DIGIT, digit)] if digit else [])]
    return {ord(letter): start + place for row, start in shifts for place, letter in enumerate(row)}


_TABLES: tuple[dict[int, int] | dict[int, str], ...] = (
    _letters(0x1D400, 0x1D41A, 0x1D7CE),  # mathematical bold
    _letters(0x1D5D4, 0x1D5EE, 0x1D7EC),  # sans-serif bold
    _letters(0xFF21, 0xFF41, 0xFF10),  # full width
    _letters(0x24B6, 0x24D0),  # circled
    _letters(0x1F130, 0x1F130),  # squared
    str.maketrans("aeiostgbAEIOSTGB", "4310579843105798"),  # figures for letters
    str.maketrans("aceopxyiACEOPHKMTBX", "асеорхуіАСЕОРНКМТВХ"),  # Cyrillic look-alikes
    str.maketrans("abcdegijklmnoprstuvwz", "ᴀʙᴄᴅᴇɢɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡᴢ"),  # small capitals
)
_JOINERS = (" ", ".", "\u200b", "\u0336", "-", "\u2060", "*")


def disguise(rng: Random, text: str) -> str:
    """Spam as it is sent to slip past filters: other alphabets, or something between the letters of its key words."""
    dice = rng.random()
    if dice < 0.25:
        return text
    if dice < 0.35:
        return text.upper()
    if dice < 0.75:
        change: Callable[[str], str] = _translator(rng)
    else:
        joiner = rng.choice(_JOINERS)
        change = joiner.join
    whole = rng.random() < 0.35 and dice < 0.75
    return " ".join(change(word) if whole or _is_key(word) else word for word in text.split(" "))


def _translator(rng: Random) -> Callable[[str], str]:
    table = rng.choice(_TABLES)
    return lambda word: word.translate(table)


def _is_key(word: str) -> bool:
    return word.isupper() or word.lower() in {"slot", "gacor", "maxwin", "scatter", "jackpot", "jp", "situs", "depo"}
