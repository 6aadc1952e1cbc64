"""Names of places that mean something else too, with the words beside which they are no place.

A line: the name, words before it, a bar, words after it, and after another bar words anywhere. `plain` says that the
name is believed wherever nothing beside it speaks against it; `verb`, that it is also something people do, so that
fewer words before it prove a place.
"""

from functools import lru_cache
from typing import NamedTuple


class Place(NamedTuple):
    """What is known of an ambiguous name."""

    before: frozenset[str]
    """Words before it that say it is no place."""
    after: frozenset[str]
    elsewhere: frozenset[str]
    """Words anywhere in the text that say another place of that name is meant."""
    plain: bool
    verb: bool


_TABLE = """
    batu: lempar melempar dilempar pelempar lemparan hujan timbang tambang penambang galian kena pecah pemecah tumpukan
        bongkahan kepala es si | bara bata akik nisan kali ginjal empedu apung permata giok gunung karang loncatan
        sandungan kapur alam andesit split meteor prasasti besar mulia mustika raksasa bertulis tulis ampar licin
    malang: nasib bocah gadis pria wanita bayi anak kucing korban ibu keluarga si pemuda perempuan lelaki kakek nenek
        remaja sungguh bernasib | melintang nian betul benar
    solo: bengawan penyanyi album gol aksi penampilan debut konser karier lagu single rapper idol artis musisi pendaki
        perjalanan wisatawan nyanyi tampil han | karier album exhibition player vokal vokalis traveling traveler
        travelling trip run ride debut concert konser hiking pertama gitar touring
    metro: polda kapolda ditreskrimsus ditreskrimum ditresnarkoba ditlantas dirlantas satlantas polisi lrt bus kereta
        stasiun koran radio polres kapolres polresta | jaya tv mini jakarta pondok atom bekasi depok tangerang bandara
        city manila line manado indah
    bima: sang satelit kereta ka tokoh wayang anjing gugus | arya aryo sakti suci satria nugraha azriel
    padang: semen nasi rendang masakan restoran rumah warung rm kuliner sate makanan bumbu gulai menu | pasir rumput
        golf savana mahsyar arafah ilalang lamun bulan panjang sidempuan sidimpuan lawas pariaman gurun
        penggembalaan serai
    pati: para perwira sari mutasi rotasi santan | polri tni ad al au geni kopassus kelapa jagung singkong
    siak: sultan ki |
    kudus: roh maha tanah kitab perjanjian ruh perjamuan yang santo bunda |
    palu: ketuk mengetuk diketuk ketok pukul dipukul memukul pakai dengan hantam dihantam arit godam gunakan bawa
        martil | arit godam hakim besi sidang gada
    serang verb: tukang |
    buru verb: kini terus masih tim polisi kpk jaksa | sergap pelaku dpo selingkuh
    sorong verb: saling dorong | dorong
    landak verb: ekor seekor sate daging | laut jawa
    ketapang verb: pohon buah daun pelabuhan | gilimanuk
    seram verb: cerita kisah film hantu horor paling angker rumah |
    batang: sebatang dua tiga empat lima beberapa ribuan ratusan | kayu pohon hidung tubuh rokok tebu otak pisang rel
        sungai leher emas jagung kuantan
    kuningan: logam gong kawasan stasiun kerajinan patra | jakarta jaksel city selatan barat timur | jakarta jaksel
        kpk jokowi menteri
    banjar: suku orang rumah bahasa masakan khas soto adat sasirangan urang | masin negara baru adat patroman
    bone: | marrow bolango
    tegal: warung warteg bahasa logat tahu | alur parang gubug
    manggarai: stasiun pintu transit tawuran flyover | jakarta jaksel selatan | jakarta jaksel krl pemprov
    sabu: kg kilogram gram ons paket narkoba jenis pengedar bandar kurir pesta konsumsi nyabu penyelundupan barang kilo
        ton ganja dan edarkan pemakai hisap isap |
    kupang: lontong kerang | lontong
    karo: adat suku bahasa batak biro |
    lingga: | yoni
    ende: |
    alor: |
    tual: |
    kendal: | jenner
    paser: |
    agam: |
    belu: |
    muna: |
    sula: |
    aru: |
    berau: |
    medan plain: jalan | perang tempur pertempuran juang laga merdeka magnet terjal sulit berat off magnetik makna area
    sabang plain: dari | merauke sampai
    lombok plain: harga sambal cabai | rawit abang
    toba plain: batak |
    demak plain: | ijo
    ponorogo plain: reog sate |
"""


@lru_cache(maxsize=1)
def ambiguous() -> dict[str, Place]:
    """What is known, by the name in lower case."""
    found = {}
    for line in _TABLE.replace("\n        ", " ").strip().splitlines():
        head, _colon, signs = line.partition(":")
        before, after, elsewhere = (frozenset(part.split()) for part in (signs + "||").split("|")[:3])
        name, *flags = head.split()
        found[name] = Place(before, after, elsewhere, "plain" in flags, "verb" in flags)
    return found


MARKS = frozenset(
    """
    di ke dari kota kotamadya kab kabupaten bupati wabup walikota wawali wagub polres polresta polrestabes polresto
    kapolres kapolresta polsek dprd pemkot pemkab pemda warga asal kec kecamatan kelurahan kel desa rsud kejari
    kejaksaan dinas disdik dinkes dishub disdukcapil dispendukcapil bpbd kodim pn bkd kpud satpol satreskrim
    bappeda wilayah daerah kawasan seluruh sekitar cukai guncang diguncang khas sampai
    hingga se tol exit stasiun terminal alun bandara pelabuhan asli
    """.split()
)
"""What stands before the name of a place."""
STRONG_MARKS = frozenset(
    """
    di ke dari kota kotamadya kab kabupaten bupati wabup walikota wawali dprd pemkot pemkab kejari rsud asal kec
    kecamatan kodim polresta kapolresta bpbd disdukcapil dinkes wilayah
    """.split()
)
"""Those of them that do not stand before a verb."""
FOLLOWERS = frozenset(
    """
    raya jatim jateng jabar diy banten lampung sumbar sumut sumsel riau kepri ntb ntt kalbar kaltim kalsel kalteng
    sulsel sulteng sultra sulut maluku papua bali jawa sumatera sumatra kalimantan sulawesi nusa
    """.split()
)
"""What follows the name of a place: "Malang Raya", "Batu, Jatim"."""
