"""The idea bank: what an office can always tell, by rubric, so that content never runs out.

The ready ideas are our own words for what the courses for humas officers name: the office's profile, its progress,
what happens behind the scenes, what informs and what teaches. An agency adds its own, and puts away what it will not
use; whether an idea was used is read from the posts made of it.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

import msgspec

from domain.posts import Format, MessageType, Need, Pillar, Post

Rubric = Literal["service", "education", "progress", "behind", "profile", "citizens", "light"]
RUBRICS: tuple[Rubric, ...] = get_args(Rubric)


class Idea(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Something worth a post one day."""

    id: int = 0
    rev: int = 0
    rubric: Rubric = "service"
    text: str = ""
    """One sentence; it becomes the title of the draft."""
    pillar: Pillar | None = None
    need: Need | None = None
    format: Format | None = None
    message_type: MessageType | None = None
    ready: str = ""
    """The code of the ready idea this row is about; empty: it is the agency's own."""
    put_away: bool = False
    by: str = ""


class Known(NamedTuple):
    """An idea as it stands in the bank.

    Attributes:
        code: what posts made of it keep: the code of a ready idea, else the row's id.
        used: so many posts were made of it.
        last_at: when the last one was made, in UTC milliseconds; 0: never.
    """

    code: str
    idea: Idea
    used: int
    last_at: int


USUAL: dict[Rubric, tuple[Pillar, Need, MessageType]] = {
    "service": ("core", "information", "service"),
    "education": ("supporting", "information", "other"),
    "progress": ("core", "information", "achievement"),
    "behind": ("complementary", "entertainment", "other"),
    "profile": ("supporting", "information", "other"),
    "citizens": ("supporting", "information", "service"),
    "light": ("complementary", "entertainment", "other"),
}
"""What a new idea of a rubric mostly is: pillar, need, message."""

_READY: dict[Rubric, tuple[tuple[Format, str], ...]] = {
    "service": (
        ("infographic", "Syarat dan alur satu layanan, dalam lima langkah"),
        ("picture", "Jam layanan pekan ini, dan hari liburnya"),
        ("short_video", "Cara mengurus dari rumah, direkam dari layar ponsel"),
        ("carousel", "Berapa biayanya, berapa lama jadinya, apa jaminannya"),
        ("picture", "Ke mana melapor, dan apa yang terjadi sesudahnya"),
        ("carousel", "Berkas yang paling sering kurang, dan cara melengkapinya"),
    ),
    "education": (
        ("infographic", "Satu aturan baru, dijelaskan untuk warga"),
        ("carousel", "Benar atau keliru: tiga anggapan tentang layanan kita"),
        ("short_video", "Istilah kantor dalam bahasa sehari-hari"),
        ("carousel", "Cara memeriksa kabar yang beredar di grup percakapan"),
        ("infographic", "Hak warga saat dilayani, dan kewajiban petugas"),
        ("short_video", "Siaga musim ini: yang disiapkan di rumah"),
    ),
    "progress": (
        ("carousel", "Sebelum dan sesudah: satu tempat yang sudah diperbaiki"),
        ("infographic", "Sampai di mana program unggulan bulan ini, dengan datanya"),
        ("picture", "Janji kami bulan lalu, dan hasilnya hari ini"),
        ("video", "Sehari di lokasi pekerjaan yang sedang berjalan"),
        ("infographic", "Anggaran satu program: dari mana, untuk apa"),
    ),
    "behind": (
        ("short_video", "Satu berkas, dari loket sampai selesai"),
        ("picture", "Petugas yang jarang terlihat, dan pekerjaannya"),
        ("short_video", "Pagi sebelum loket dibuka"),
        ("carousel", "Bagaimana satu laporan warga ditangani, langkah demi langkah"),
        ("picture", "Meja kerja admin media sosial, dan pertanyaan yang paling sering masuk"),
    ),
    "profile": (
        ("carousel", "Siapa mengurus apa: bidang-bidang di kantor kita"),
        ("video", "Kenalan dengan kepala bidang: tiga pertanyaan warga"),
        ("infographic", "Kantor kita dalam angka, dengan sumbernya"),
        ("picture", "Sejarah singkat kantor dan gedungnya"),
    ),
    "citizens": (
        ("carousel", "Pertanyaan warga pekan ini, dan jawabannya"),
        ("picture", "Saran warga yang sudah kami jalankan"),
        ("live", "Tanya langsung: satu jam bersama petugas layanan"),
        ("text", "Menurut Anda, layanan apa yang perlu dibenahi dahulu?"),
    ),
    "light": (
        ("quiz", "Kuis: tebak layanan dari tiga petunjuk"),
        ("picture", "Tempat di daerah kita: tahukah Anda namanya?"),
        ("short_video", "Makanan khas dari satu kecamatan, bersama penjualnya"),
        ("picture", "Foto lama kota kita, dan tempat yang sama kini"),
    ),
}

READY: dict[str, Idea] = {
    f"{rubric}-{place}": Idea(
        rubric=rubric,
        text=text,
        pillar=USUAL[rubric][0],
        need=USUAL[rubric][1],
        message_type=USUAL[rubric][2],
        format=format,
    )
    for rubric, ideas in _READY.items()
    for place, (format, text) in enumerate(ideas, 1)
}
"""The ready ideas, by their codes; a code means the same idea for ever."""


def bank(rows: Iterable[Idea], posts: Iterable[Post]) -> list[Known]:
    """All ideas that were not put away: by rubric, those used least and longest ago first."""
    kept = list(rows)
    away = {one.ready for one in kept if one.ready and one.put_away}
    ideas = {code: one for code, one in READY.items() if code not in away}
    ideas |= {str(one.id): one for one in kept if not one.ready and not one.put_away}
    uses = _uses(posts)
    known = [Known(code, idea, *uses.get(code, (0, 0))) for code, idea in ideas.items()]
    return sorted(known, key=lambda one: (RUBRICS.index(one.idea.rubric), one.used, one.last_at))


def _uses(posts: Iterable[Post]) -> Mapping[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for post in posts:
        if post.idea:
            used, last_at = found.get(post.idea, (0, 0))
            found[post.idea] = used + 1, max(last_at, post.created_at)
    return found


def suggested(ideas: Iterable[Known], pillar: Pillar) -> Known | None:
    """The idea for a pillar that was used least and longest ago; None: there is none."""
    return min(
        (one for one in ideas if one.idea.pillar == pillar), key=lambda one: (one.used, one.last_at), default=None
    )
