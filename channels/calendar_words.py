"""The desk's own content calendar as a file: its columns, and the words of its codes. The same in every language.

Headings are those agencies use for their calendars, so a file that lost some columns is still read as one.
"""

from collections.abc import Mapping

from domain.accounts import NAMES

COLUMNS: dict[str, str] = {
    "number": "Nomor",
    "weekday": "Hari",
    "date": "Tanggal",
    "time": "Jam",
    "platform": "Platform",
    "account": "Akun",
    "title": "Judul",
    "gist": "Inti",
    "caption": "Caption",
    "own_caption": "Caption kanal",
    "format": "Format",
    "pillar": "Lapis",
    "purpose": "Tujuan",
    "need": "Kebutuhan",
    "message_type": "Jenis pesan",
    "theme": "Tema",
    "programme": "Program",
    "plan_mode": "Mode",
    "horizon": "Jangka",
    "hashtags": "Tagar",
    "media": "Berkas media",
    "alt_texts": "Teks alternatif",
    "sources": "Sumber",
    "dataset": "Data",
    "event_at": "Waktu kegiatan",
    "verification": "Verifikasi",
    "verifier": "Pemverifikasi",
    "ai_assisted": "Bantuan AI",
    "owner": "PIC",
    "state": "Status",
    "variant_state": "Status tayang",
    "url": "Link posting",
    "published_at": "Tayang pada",
    "published_by": "Ditayangkan oleh",
    "reason": "Alasan",
    "note": "Catatan",
    "press": "Siaran pers",
    "personal_data": "Data pribadi",
    "key": "Kunci",
}
"""From a column's code, the key in JSON, to its heading."""

OWN = frozenset({"variant_state", "own_caption", "title", "date"})
"""A table with these columns is the desk's own calendar."""

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

WORDS: Mapping[str, Mapping[str, str]] = {
    "platform": NAMES,
    "format": {
        "text": "teks",
        "picture": "gambar",
        "carousel": "karusel",
        "infographic": "infografis",
        "video": "video",
        "short_video": "video pendek",
        "live": "siaran langsung",
        "podcast": "podcast",
        "quiz": "kuis",
        "press_release": "siaran pers",
    },
    "pillar": {"core": "inti", "supporting": "pendukung", "complementary": "pelengkap"},
    "purpose": {
        "followers": "pengikut",
        "engagement": "keterlibatan",
        "positive_response": "respons positif",
        "sustainability": "keberlanjutan",
    },
    "need": {"entertainment": "hiburan", "information": "informasi", "other": "lainnya"},
    "message_type": {
        "policy": "kebijakan",
        "plan": "rencana",
        "achievement": "capaian",
        "service": "layanan",
        "other": "lainnya",
    },
    "plan_mode": {"thematic": "tematik", "random": "acak"},
    "horizon": {"week": "pekan", "month": "bulan", "year": "tahun"},
    "verification": {"unverified": "belum", "in_progress": "proses", "verified": "terverifikasi"},
    "ai_assisted": {"yes": "ya", "no": "tidak"},
    "state": {"draft": "draf", "review": "telaah", "returned": "dikembalikan", "approved": "disetujui"},
    "variant_state": {
        "planned": "direncanakan",
        "scheduled": "terjadwal",
        "published": "tayang",
        "postponed": "ditunda",
        "cancelled": "batal",
        "withdrawn": "ditarik",
    },
}
"""Of each column that holds codes: what a code is called in a table."""

_CODES = {
    column: {word.casefold(): code for code, called in words.items() for word in (code, called)}
    for column, words in WORDS.items()
}


def word(column: str, code: str) -> str:
    """What a code of a column is called."""
    return WORDS[column].get(code, code)


def code(column: str, text: str) -> str | None:
    """The code that a cell means, by its word or the code itself; "" for an empty cell, None: it is no such word."""
    wanted = " ".join(text.casefold().split())
    return _CODES[column].get(wanted) if wanted else ""
