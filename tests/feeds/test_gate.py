import pytest

from domain.news import Headline
from feeds.gate import gate


def told(*titles: str, outlet: str = "") -> list[Headline]:
    return [
        Headline(feed=1, key=str(place), title=title, outlet=outlet or f"media{place}.example")
        for place, title in enumerate(titles)
    ]


@pytest.mark.parametrize(
    ("title", "danger", "concern", "word"),
    [
        ("Banjir bandang terjang permukiman", "forbidden", "disaster", "banjir"),
        ("Gempa M 5,1 terasa di tiga kabupaten", "forbidden", "disaster", "gempa"),
        ("Pelajar hanyut di sungai", "forbidden", "disaster", "hanyut"),
        ("Kapal nelayan karam, dua hilang", "forbidden", "disaster", "karam"),
        ("Balita ditemukan tak bernyawa", "forbidden", "death", "tak bernyawa"),
        ("Tiga orang tewas dalam kecelakaan", "forbidden", "death", "tewas"),
        ("Mantan bupati tutup usia", "forbidden", "death", "tutup usia"),
        ("Elektabilitas paslon nomor dua naik", "forbidden", "politics", "elektabilitas"),
        ("Bawaslu ingatkan netralitas ASN", "forbidden", "politics", "bawaslu"),
        ("Polisi usut dugaan penistaan agama", "caution", "sara", "penistaan"),
        ("Bupati jadi tersangka suap proyek", "caution", "crime", "bupati jadi tersangka suap"),
        ("Pria di Sukarame tega menganiaya anak tirinya", "caution", "crime", "menganiaya"),
        ("Begal sadis beraksi di jalan lingkar", "caution", "crime", "begal"),
        ("Pencabulan santri, pengasuh dilaporkan", "caution", "crime", "pencabulan"),
        ("Arisan bodong, puluhan ibu rugi", "caution", "crime", "bodong"),
        ("Kurir sabu dibekuk di kamar kos", "caution", "crime", "sabu"),
        ("Mertua bunuh menantu karena warisan", "forbidden", "death", "bunuh"),
        ("Mahasiswa nekat akhiri hidup di kos", "forbidden", "death", "akhiri hidup"),
        ("Ledakan itu menewaskan dua pekerja", "forbidden", "disaster", "ledakan"),
        ("Bus wisata masuk jurang, sopir selamat", "forbidden", "accident", "bus wisata masuk jurang"),
        ("Kereta barang anjlok di lintas selatan", "forbidden", "accident", "kereta barang anjlok"),
        ("Si jago merah mengamuk di pasar", "forbidden", "disaster", "si jago merah"),
        ("Serangan udara hantam ibu kota", "caution", "war", "serangan udara"),
        ("Jemaat gereja dibubarkan massa", "caution", "sara", "jemaat gereja dibubarkan"),
        ("Warga geruduk balai desa", "caution", "protest", "geruduk"),
        ("Pesan berantai soal bansos beredar", "caution", "hoax", "pesan berantai"),
        ("Unjuk rasa di depan kantor bupati", "caution", "protest", "unjuk rasa"),
        ("Hoaks: KTP lama ditarik bulan depan", "caution", "hoax", "hoaks"),
    ],
)
def test_a_list_flags_with_the_word_that_said_so(title: str, danger: str, concern: str, word: str) -> None:
    found = gate(told(title, title))
    assert (found.danger, found.reasons[0].concern, found.reasons[0].word) == (danger, concern, word)


@pytest.mark.parametrize(
    "title",
    [
        "Pemkab buka layanan KTP keliling",
        "Banjir promo akhir tahun di pasar rakyat",
        "Timnas banjir pujian usai menang",
        "Diskon pajak banjir peminat",
        "Simulasi gempa digelar di sekolah",
        "Pelatihan mitigasi bencana untuk lurah",
        "Utang konsumtif adalah bom waktu keluarga",
        "Petugas kebakaran jenggot karena kritik",
        "Suka duka penyuluh pertanian",
        "Radikal bebas dan cara melawannya",
        "Partai final digelar malam ini",
        "Harga gabah naik, petani senang",
        "Pemkab luncurkan program anti-narkoba untuk pelajar",
        "Sosialisasi bahaya judi dan narkoba di sekolah",
        "Zona integritas menuju wilayah bebas korupsi",
        "Lomba lari maut-mautan digelar karang taruna",
        "Jalan rusak makin parah, warga menunggu tambalan",
        "Persebaya bantai Arema 3-0",
        "Tim muda curi poin di kandang lawan",
        "Penari cilik curi perhatian",
        "Ledakan pengunjung saat libur panjang",
        "Harga telur anjlok, peternak mencari pasar",
        "Tradisi perang ketupat kembali digelar",
        "Rambu baru di tikungan rawan kecelakaan",
        "",
    ],
)
def test_what_only_sounds_so_is_safe(title: str) -> None:
    assert gate(told(title, title)).danger == "safe"


def test_one_in_five_headlines_is_enough_and_fewer_are_not() -> None:
    plain = ["Layanan KTP daring dibuka"] * 9
    assert gate(told("Warga tewas saat antre", *plain[:4])).danger == "forbidden"
    assert gate(told("Warga tewas saat antre", *plain)).danger == "safe"


def test_one_fact_checker_or_one_word_of_a_political_period_is_enough() -> None:
    many = told(*["Bantuan dibagikan pekan ini"] * 9)
    (reason,) = gate([*many, *told("Bantuan itu", outlet="turnbackhoax.id")]).reasons
    assert (reason.concern, reason.word) == ("fact_check", "turnbackhoax.id")
    (reason,) = gate(many, ["Sri Aman"]).reasons
    assert (reason.concern, reason.word) == ("watchlist", "Sri Aman")


def test_clickbait_of_one_outlet_alone_is_flagged() -> None:
    title = "Viral! Netizen Heboh, Ternyata Begini Alasan Wanita Ini Lakukan Hal Tak Terduga?"
    alone, both = told(title, title, outlet="a.example"), told(title, title)
    assert "bait" in {one.concern for one in gate(alone).reasons}
    assert "bait" not in {one.concern for one in gate(both).reasons}


def test_a_disaster_offers_what_people_need_to_know() -> None:
    assert gate(told("Gempa guncang pesisir")).service == ("quake", "emergency")
    assert gate(told("Hujan lebat dan banjir landa kota")).service == ("weather", "emergency")
    assert gate(told("Kebakaran pasar semalam")).service == ("fire", "emergency")
    assert gate(told("Si jago merah lalap kios")).service == ("fire", "emergency")
    assert gate(told("Gunung itu muntahkan lava pijar")).service == ("volcano", "emergency")
    assert gate(told("Sungai meluap, jalan putus")).service == ("weather", "emergency")
    assert gate(told("Bus masuk jurang")).service == ()
    assert gate(told("Bupati meninggal dunia")).service == ()
