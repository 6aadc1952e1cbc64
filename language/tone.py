"""How a reply of an office sounds to the citizen who reads it: what in it may hurt, evade or take sides.

A list of phrases and a few rules, not a judge: it names the piece and never forbids.
"""

import re
from typing import Literal

import msgspec

Tone = Literal["insulting", "shouting", "defensive", "bureaucratic", "undated_promise", "partisan"]


class Finding(msgspec.Struct, frozen=True):
    """A piece of a reply (characters `start` to `end`, exclusive) and how it sounds."""

    tone: Tone
    start: int
    end: int


def check(text: str) -> tuple[Finding, ...]:
    """What to look at again, in the order of the text. Never raises; nothing found does not mean that it is kind."""
    found = [Finding(tone, match.start(), match.end()) for tone, cue in _CUES for match in cue.finditer(text)]
    found += [
        Finding("undated_promise", sentence.start() + promise.start(), sentence.start() + promise.end())
        for sentence in _SENTENCE.finditer(text)
        if (promise := _PROMISE.search(sentence.group())) and not _WHEN.search(sentence.group())
    ]
    return _apart(sorted(found, key=lambda one: (one.start, -one.end)))


def _apart(found: list[Finding]) -> tuple[Finding, ...]:
    """Without those that lie inside another of the same tone."""
    kept: list[Finding] = []
    for one in found:
        if not any(other.tone == one.tone and other.end >= one.end for other in kept):
            kept.append(one)
    return tuple(kept)


def _any(phrases: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern of phrases, one a line (a line that ends in a bar goes on); a blank is any run of blanks."""
    lines = [line.strip().replace(" ", r"\s{1,3}") for line in re.sub(r"\|\n\s*", "|", phrases).strip().splitlines()]
    return re.compile(rf"\b(?:{'|'.join(lines)})\b", flags)


_CUES: tuple[tuple[Tone, re.Pattern[str]], ...] = (
    (
        "insulting",
        _any(r"""
            (?:go+blo+[kg]|tolo+l|be+go+|bodo+h?|dungu|idiot|bangsat|bajingan|anjing|anjir|brengsek|kampungan|norak|
            sinting|gila)
            (?:pekok|goblog|koplak|asu|jancu?ok|edan|gendeng|belegug|kontol|tai|udik|cerewet|bawel|lebay|baper|ngeyel)
            (?:tukang ngeluh|tukang komplain|sok tahu|sok tau|sok pintar|kurang ajar|kurang kerjaan|tidak tahu diri)
            (?:tidak punya otak|gak punya otak|otaknya? dipakai|pakai otak|punya mata|punya telinga|buta ya|tuli ya)
            (?:makanya|mangkanya) (?:baca|dibaca|belajar|sekolah|dengar|cari tahu)
            (?:masa|masak) (?:gitu|begitu|begini) (?:saja|aja) (?:tidak|gak|nggak|enggak) (?:tahu|tau|bisa|ngerti|
            paham)
            (?:kalau|kalo) (?:tidak|gak|nggak) suka (?:pergi|pindah|jangan|silakan)
            (?:cuma|hanya|bisanya(?: cuma| hanya)?) (?:bisa )?(?:mengeluh|ngeluh|komplain|protes|menuntut|nyinyir|
            marah-marah)
            tidak usah (?:banyak|sok|ikut campur|ribut|cerewet)
            jangan (?:manja|cengeng|bawel|sok|ribut|banyak tanya|asal bicara|asal ngomong|asal bunyi)
            (?:mulutmu|matamu|otakmu|ndasmu|cangkemmu)
        """),
    ),
    ("shouting", re.compile(r"\b[A-Z]{4,}(?:\W+[A-Z]{2,}){2,}|!{3,}|\?{3,}|(?:[!?]){4,}")),
    (
        "defensive",
        _any(r"""
            bukan (?:salah|kesalahan|urusan|tanggung jawab|wewenang|kewenangan|ranah) (?:kami|kita|dinas kami|
            instansi kami)
            (?:kan )?(?:sudah|udah) (?:pernah |sering |berkali-kali |berulang kali )?(?:kami )?(?:jelaskan|
            dijelaskan|katakan)
            sudah (?:kami )?(?:sampaikan|informasikan|umumkan|diumumkan|sampaikan) (?:berkali-kali|berulang kali|
            dari dulu|sejak dulu|sebelumnya)
            jangan (?:menyalahkan|salahkan|menuduh|asal menuduh|tuduh|menyudutkan|fitnah|memfitnah)
            (?:anda|kamu|ibu|bapak|saudara|warga)(?: sendiri| saja)? yang (?:salah|keliru|tidak paham|kurang paham|
            tidak membaca|tidak teliti)
            (?:itu|hal itu|tuduhan itu|semua itu) (?:tidak benar|fitnah|hoaks|bohong|mengada-ada)
            kami (?:juga )?(?:sudah|telah) (?:bekerja keras|berusaha|maksimal|bekerja maksimal|melakukan yang terbaik)
            (?:seharusnya|harusnya|mestinya) (?:anda|kamu|ibu|bapak|saudara|warga)
            (?:coba|silakan) (?:baca lagi|dibaca lagi|baca dulu|dibaca dulu|cek lagi sendiri|cari sendiri)
            kami (?:hanya|cuma) (?:menjalankan|mengikuti|melaksanakan) (?:tugas|aturan|perintah|instruksi)
            (?:kami )?(?:tidak|gak|nggak) (?:bisa|mungkin) (?:melayani|memuaskan|menyenangkan) semua(?: orang)?
            salah sendiri
        """),
    ),
    (
        "bureaucratic",
        _any(r"""
            (?:silakan|silahkan|mohon|harap|agar|dimohon)(?: untuk)? (?:bersurat|berkirim surat|
            mengirim(?:kan)? surat|membuat surat|menyurat[ai]?)(?: (?:secara )?resmi)?
            (?:bersurat|surat) (?:secara )?resmi
            (?:ajukan|mengajukan|sampaikan|menyampaikan) (?:permohonan|pengaduan|laporan|
            surat)?\s*secara (?:tertulis|resmi|kedinasan)
            sesuai (?:dengan )?(?:ketentuan|peraturan|aturan|prosedur|mekanisme|regulasi|
            perundang-undangan)(?: perundang-undangan)?(?: yang berlaku)?
            (?:dengan|ke|kepada|pada|oleh|hubungi|menghubungi) (?:pihak|instansi|dinas|bidang|unit|opd|
            stakeholder)(?:-pihak)? (?:terkait|yang berwenang|berwenang)
            (?:menjadi|jadi) (?:bahan )?(?:perhatian|masukan|atensi|bahan evaluasi|evaluasi) (?:bagi )?(?:kami|kita|
            pihak kami|pimpinan)
            (?:sedang|masih|tengah) dalam (?:tahap|proses) (?:koordinasi|pembahasan|kajian|pengkajian|telaah|
            penelaahan)
            demikian (?:untuk|agar) (?:menjadi )?(?:maklum|dimaklumi|perhatian)
            (?:dengan hormat,? )?bersama ini (?:kami )?(?:sampaikan|beritahukan)
            mohon (?:dimaklumi|maklum|kemaklumannya|menunggu arahan)
            (?:guna|untuk) (?:ditindaklanjuti|proses) lebih lanjut
            datang (?:langsung )?(?:saja )?ke kantor(?: kami)? (?:pada|di) jam kerja
            menunggu (?:disposisi|arahan|petunjuk|instruksi)(?: pimpinan| lebih lanjut)?
        """),
    ),
    (
        "partisan",
        _any(r"""
            (?:coblos|nyoblos) (?:nomor|no|nomer)\W*(?:urut )?\d+
            (?:nomor|nomer|no\.?) urut (?:\d+|satu|dua|tiga|empat|lima)
            (?:dukung|pilih|menangkan|coblos|vote) (?:terus |selalu |kembali |lagi )?(?:paslon|pasangan calon|calon|
            petahana|partai|kandidat|caleg|beliau|pak|bapak|ibu|gubernur|bupati|wali kota|walikota)
            (?:lanjutkan|lanjut) (?:\d|dua|tiga|satu)\s?(?:periode|x)
            (?:dua|2) periode
            (?:berkat|karena|atas) (?:kepemimpinan|jasa|tangan dingin|kehebatan) (?:bapak |ibu |pak |
            bu )?(?:presiden|gubernur|bupati|wali kota|walikota|menteri|beliau)
            (?:kubu|kader|relawan|pendukung|simpatisan|paslon|capres|cawapres|cagub|cabup|cawalkot) (?:sebelah|
            \d{1,2}|[a-z]+)
            (?:partai) (?:kami|kita|terbaik|sebelah|penguasa|wong cilik|demokrat|golkar|gerindra|nasdem|
            kebangkitan bangsa|keadilan sejahtera|amanat nasional|persatuan pembangunan|solidaritas indonesia|banteng)
            (?:hidup|menang(?:kan)?|jaya) (?:pdip|pdi perjuangan|golkar|gerindra|nasdem|demokrat|perindo|hanura)
            (?:cebong|kampret|kadrun|termul|anak abah|buzzer)
        """),
    ),
    (
        "partisan",
        re.compile(r"\b(?:PDIP|PDI-P|PDI Perjuangan|Golkar|Gerindra|NasDem|PKB|PKS|PAN|PPP|PSI|Perindo|Hanura)\b"),
    ),
)

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]+)*")

_PROMISE = _any(r"""
    (?:akan|bakal|pasti|segera|nanti|kelak)(?: segera| kami| kita| langsung| pasti| akan| kembali| di|
     petugas(?: kami)?| tim(?: kami)?){0,5} (?:di)?(?:perbaiki|benahi|cek|periksa|tindak\s?lanjuti|tindaklanjuti|
    proses|selesaikan|tangani|urus|angkut|bersihkan|ganti|pasang|salurkan|cairkan|hubungi|balas|kabari|infokan|
    informasikan|umumkan|sampaikan|koordinasikan|teruskan|bangun|aspal|kerjakan|evaluasi|turun|turunkan|jadwalkan|
    survei|tinjau|jawab|bantu)
    (?:akan|bakal) (?:kami |kita |segera ){0,3}(?:me|mem|men|meng|meny)[a-z]{4,}
    (?:secepatnya|sesegera mungkin|dalam waktu dekat|tidak lama lagi|sebentar lagi|segera mungkin|pada waktunya)
    (?:kami|kita) (?:janji|berjanji|pastikan|jamin|usahakan|upayakan)
    (?:tunggu|ditunggu|sabar|mohon tunggu|mohon bersabar|mohon ditunggu)(?: saja| ya| dulu)
""")

_WHEN = _any(r"""
    (?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad)
    (?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)
    \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?
    (?:pukul|jam) \d{1,2}
    (?:hari|pagi|siang|sore|malam) ini
    (?:besok|lusa|esok|tadi|kemarin)
    (?:pekan|minggu|bulan|tahun) (?:ini|depan)
    (?:akhir|awal|pertengahan) (?:pekan|minggu|bulan|tahun)
    (?:dalam|maksimal|paling lama|paling lambat|selambatnya|selambat-lambatnya|sekitar|kurang lebih|
    ±)(?: waktu)? (?:\d+|satu|dua|tiga|empat|lima|tujuh|sepuluh)(?:\s?[x×]\s?\d+)?
    \d+\s?(?:[x×]\s?\d+\s?)?(?:menit|jam|hari|pekan|minggu|bulan)
    (?:tahun|ta) (?:anggaran )?20\d\d
    (?:triwulan|semester|tahap) (?:\d|i+v?)
    tanggal \d{1,2}
""")
