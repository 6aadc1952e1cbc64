"""What identifies a person is found and hidden; other numbers are left alone. All data are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.comments import masked
from language.personal_data import find


def found(text: str) -> list[tuple[str, str]]:
    return [(span.type, text[span.start : span.end]) for span in find(text)]


@pytest.mark.parametrize(
    "number",
    [
        "3578012304850000",
        "3578014404850000",  # a woman, born on the 4th
        "3578 0123 0485 0000",
        "35.78.01.230485.0000",
        "3578-0123-0485-0000",
        "3 5 7 8 0 1 2 3 0 4 8 5 0 0 0 0",
        "３５７８０１２３０４８５００００",
        "٣٥٧٨٠١٢٣٠٤٨٥٠٠٠٠",
        "3578\u200b0123\u200b0485\u200b0000",
        "𝟑𝟓𝟕𝟖𝟎𝟏𝟐𝟑𝟎𝟒𝟖𝟓𝟎𝟎𝟎𝟎",
    ],
)
def test_a_nik_is_found_however_it_is_written(number: str) -> None:
    assert found(f"data saya {number} mohon dicek") == [("nik", number)]


def test_a_kk_number_is_told_by_its_name() -> None:
    assert found("KK no.3578012304850000") == [("kk", "3578012304850000")]
    assert found("nik 3578012304850000 kk 3578012304850001") == [
        ("nik", "3578012304850000"),
        ("kk", "3578012304850001"),
    ]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("wa 0812-3456-7890 ya", ("phone", "0812-3456-7890")),
        ("hubungi +62 812 3456 7890", ("phone", "+62 812 3456 7890")),
        ("6281234567890", ("phone", "6281234567890")),
        ("telp saya 081234567890 2 kali", ("phone", "081234567890")),
        ("telepon rumah saya 0341-551234", ("phone", "0341-551234")),
        ("surel budi.contoh@surel.example", ("email", "budi.contoh@surel.example")),
        ("rina(at)surel.example", ("email", "rina(at)surel.example")),
        ("NPWP 01.234.567.8-901.000", ("npwp", "01.234.567.8-901.000")),
        ("npwp saya 0012345678901000", ("npwp", "0012345678901000")),
        ("mobil N 1234 AB", ("plate", "N 1234 AB")),
        ("motor n 12 ab", ("plate", "n 12 ab")),
        ("rumah di Jl. Kenanga No. 12 RT 03/RW 05 ya", ("address", "Jl. Kenanga No. 12 RT 03/RW 05")),
        ("alamat saya gang Melati 2 no 7", ("address", "gang Melati 2 no 7")),
    ],
)
def test_other_personal_data(text: str, data: tuple[str, str]) -> None:
    assert found(text) == [data]


@pytest.mark.parametrize(
    "text",
    [
        "harga 1.250.000 jadi 1.500.000",
        "anggarannya Rp 3.578.012.304.850.000",
        "nomor tiket 3578012304850000",
        "aduan no 2026112200001234",
        "no pesanan 8812345678901234",
        "Perda Nomor 12 Tahun 2024 dan Permendagri 72/2022",
        "kode pos 65141",
        "tanggal 22-11-2026 jam 07.30-15.00",
        "hotline 112 atau 1500-123",
        "nomor pengaduan 0811-1234-5678",
        "call center 0812 3456 7890",
        "kirim ke kominfo@contohkota.go.id",
        "kantor dinas Jl. Veteran No. 5 RT 1 RW 2",
        "lampu di jalan Melati depan SD 2 mati",
        "banjir di RT 03 RW 05",
        "@budi.contoh lihat ini",
        "P3K sudah cair, S1 PGSD boleh daftar",
        "https://kominfo.go.id@contoh-jahat.example/",
        "3578013004852",
        "3578013199850000",
    ],
)
def test_public_and_everyday_numbers_are_no_personal_data(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("NIK:3578012304850000", "nik"),
        ("357801-230485-0000", "nik"),
        ("nik saya\n3578 0123\n0485 0000", "nik"),
        ("nik 3578·0123·0485·0000", "nik"),
        ("③⑤⑦⑧ 0123 0485 0000", "nik"),
        ("3578o12304850000", "nik"),
        ("3️⃣5️⃣7️⃣8️⃣0️⃣1️⃣2️⃣3️⃣0️⃣4️⃣8️⃣5️⃣0️⃣0️⃣0️⃣0️⃣", "nik"),
        ("NIK 3578\r\n0123\r\n0485\r\n0000", "nik"),
        ("NIK 3578\u20280123\u20280485\u20280000", "nik"),
        ("nik 3578, 0123, 0485, 0000", "nik"),
        ("nik:3578:0123:0485:0000", "nik"),
        ("3578・0123・0485・0000", "nik"),
        ("nik saya 3578O123O485OOO1", "nik"),
        ("nik 35780123048500001", "nik"),
        ("𝗡𝗜𝗞 𝟵𝟵𝟵𝟵𝟬𝟭𝟮𝟯𝟬𝟰𝟴𝟱𝟬𝟬𝟬𝟬", "nik"),
        ("₃₅₇₈₀₁₂₃₀₄₈₅₀₀₀₀", "nik"),
        ("nkk 3578012304850001", "kk"),
        ("3578012304850001 itu nomor KK saya", "kk"),
        ("(0812) 3456 7890", "phone"),
        ("https://wa.me/6281234567890", "phone"),
        ("wa saya 81234567890", "phone"),
        ("O812 3456 7890", "phone"),
        ("08I2 3456 789O", "phone"),
        ("0812~3456~7890", "phone"),
        ("(021) 7654321", "phone"),
        ("tlp 031 5678901 ya bu", "phone"),
        ("kode pos 65141, 081234567890", "phone"),
        ("⁰⁸¹²³⁴⁵⁶⁷⁸⁹⁰", "phone"),
        ("transfer ke 1234567890 BCA an Budi", "account"),
        ("1234567890 (bri)", "account"),
        ("budi＠surel．example", "email"),
        ("budi [at] surel [dot] example", "email"),
        ("budi at gmail dot com", "email"),
        ("budi @ surel.example", "email"),
        ("rina{at}surel.example", "email"),
        ("01.234.567.8.901.000", "npwp"),
        ("b 1234 abc nopol yang nyerempet", "plate"),
        ("rumahku jln anggrek 12 rt3 rw5", "address"),
        ("alamat: Jl Sudirman 45", "address"),
        ("Gg. Mawar 3 no.14 rumah saya", "address"),
    ],
)
def test_other_spellings(text: str, type_: str) -> None:
    assert [span.type for span in find(text)] == [type_]


@pytest.mark.parametrize(
    "text",
    [
        "no laporan 0812345678901",
        "resi 081234567890",
        "VA 8808 0812 3456 7890",
        "token 1234 5678 9012 3456 7890",
        "id pelanggan 512345678901",
        "bus rute K 12 A",
        "nomor antrean A 123 BC",
        "damkar 113 atau (0341) 364617",
        "https://contoh.go.id/berita/3578012304850000",
        "NIP 198501012010011001",
        "-7.2574719, 112.7520883",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
        "lubang di Jl Melati depan rumah no 15",
        "parkir 5000, denda 250.000, total 1.255.000",
        "ganti mobil @ bengkel 2 kali",
        "jadwal dokter 08.30 09.00 10.00 11.00",
        "loket 08.30, 09.00, 10.00",
        "08/12/2026 08:30:00",
        "tayang 08-12-2026 08.30-12.00",
        "(0341) 364617 kantor dinas",
        "2022, 2023, 2024, 2025, 2026",
        "dana 12.500.000 Mandiri",
    ],
)
def test_codes_lines_of_offices_and_places_are_none(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "joiner",
    [
        *("", " ", "-", ".", "\u200b", "\u200b\u200c\u200d", "\u2060 ", "\ufe0f\u20e3"),
        *("\u200b" * 40, "\U000e0020", "\U0001f3fb", "\u0336", "\x00", "\ue000", "\u2800", "   -   "),
    ],
)
@given(st.integers(1, 28), st.integers(1, 12), st.booleans())
def test_padding_never_uncovers_a_number(joiner: str, day: int, month: int, woman: bool) -> None:
    number = f"357801{day + 40 * woman:02}{month:02}850000"
    padded = joiner.join(number)
    text = f"nik saya {padded} ya"
    assert [(span.type, text[span.start : span.end].replace(joiner, "")) for span in find(text)] == [("nik", number)]
    shown = masked(text, find(text))
    assert len(shown) == len(text)
    assert sum(c.isdigit() for c in shown) <= 8


def test_two_numbers_in_a_row_stay_two() -> None:
    assert found("3578012304850000 0812 3456 7890") == [("nik", "3578012304850000"), ("phone", "0812 3456 7890")]


def test_an_account_number_is_known_by_the_word_before_it() -> None:
    assert found("rek BRI 0012 01 012345 50 1 an Budi") == [("account", "0012 01 012345 50 1")]
    assert found("rekening listrik naik 12345678") == []
    assert found("Mandiri dapat dana 1.250.000.000") == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NIK 3571012304850003!", "NIK 3571••••••••0003!"),
        ("wa 081234567890", "wa 0812••••••90"),
        ("budi@surel.example", "b•••@surel.example"),
        ("mobil N 1234 AB", "mobil N••••••••"),
    ],
)
def test_the_middle_is_hidden(text: str, shown: str) -> None:
    assert masked(text, find(text)) == shown


@given(st.text("0123456789 .-+@abjlnortw\u200b٣", max_size=60))
def test_masking_keeps_length_and_everything_outside(text: str) -> None:
    spans = find(text)
    shown = masked(text, spans)
    assert len(shown) == len(text)
    inside = {place for span in spans for place in range(span.start, span.end)}
    assert all(shown[place] == text[place] for place in range(len(text)) if place not in inside)
    for span in spans:
        assert "•" in shown[span.start : span.end]
