"""How well and how quickly near-duplicate comments are found, on invented ones whose groups are known."""

import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from bench.report import Limit
from language.duplicates import Groups

LIMITS = {
    "group_seconds": Limit(most=30),
    "group_mb": Limit(most=500),
    "group_slowest_ms": Limit(most=5),
    "group_precision": Limit(least=0.90),
    "campaign_precision": Limit(least=0.95),
    "campaign_f1": Limit(least=0.90),
}

PLACES = """sukamaju sukamakmur cibodas ciranjang margahayu karanganyar wonokerto wonosari tegalsari banjarsari
mekarjaya mekarsari kalibaru kalideres sidomulyo sidorejo purwosari rejosari girimulyo bangunrejo tanjungsari
pagarsih""".split()
QUESTIONS = """kapan jalan {} diperbaiki|jam berapa puskesmas {} buka|kapan lampu jalan desa {} nyala lagi|kenapa air
pdam di {} mati|kapan bansos desa {} cair|dimana bayar pajak kendaraan di kecamatan {}|kapan sampah kelurahan {}
diangkut|bagaimana cara pindah domisili ke kecamatan {}|berapa biaya sewa gedung serbaguna desa {}|kapan pasar {}
selesai dibangun""".replace("\n", " ").split("|")
CAMPAIGNS = """tolak rencana tambang di hulu sungai karena akan merusak mata air warga dan sawah kami semua|kami warga
mendukung penuh pembangunan jalan tol demi kemajuan ekonomi daerah kita tercinta|segera copot kepala dinas yang tidak
pernah turun ke lapangan melihat penderitaan rakyat kecil|usut tuntas dugaan penyelewengan dana hibah yang merugikan
masyarakat banyak jangan tebang pilih|selamatkan hutan kota kami jangan diubah menjadi pusat perbelanjaan mewah milik
pengembang|pedagang kecil butuh tempat bukan penggusuran sepihak tanpa musyawarah dan ganti rugi layak|naikkan insentif
guru ngaji dan kader posyandu yang sudah bertahun tahun mengabdi tanpa pamrih|batalkan kenaikan tarif air minum sebelum
pelayanan diperbaiki dan kebocoran pipa dibereskan""".replace("\n", " ").split("|")
SPAM = """main di {} gampang menang maxwin tiap hari depo kecil wd cepat|situs {} paling gacor malam ini scatter hitam
langsung pecah|terima kasih {} akhirnya bisa bayar utang dari slot modal receh""".replace("\n", " ").split("|")
BRANDS = "zeus88 kakektoto naga777 mahjong99 panen138 sultanbet".split()
WORDS = """hujan pagi ini deras sekali anak anak berangkat sekolah naik angkot petugas ramah antrean panjang loket tutup
kartu hilang rumah tetangga kebakaran semalam tanaman padi hama wereng pupuk langka harga cabai turun pasar ramai
pengunjung taman bersih lampu hias indah konser musik bising kucing liar jembatan goyang tiang miring kabel putus sinyal
lemah internet lambat bus terlambat sopir ugal polisi tidur terlalu tinggi trotoar dipakai parkir sungai meluap tanggul
jebol ikan mati bau menyengat pabrik asap hitam debu truk pasir""".split()
SLANG = {"kapan": "kpn", "jalan": "jl", "tidak": "gak", "yang": "yg", "bagaimana": "gmn", "dan": "&", "sudah": "udh"}
COURTESY = ["min", "kak", "pak", "mohon info", "tolong dijawab", "izin tanya", "assalamualaikum", "dong", "ya"]
SIGNS = ["!!", "🙏", " 😡", "...", " 🔥🔥", "?", "", ""]


def worn(text: str, chance: random.Random) -> str:
    """The text as another hand would type it: slang, a slip, courtesy, a sign at the end."""
    words = [SLANG.get(word, word) if chance.random() < 0.4 else word for word in text.split()]
    if chance.random() < 0.3:
        place = chance.randrange(len(words))
        word = words[place]
        if len(word) > 5:
            at = chance.randrange(1, len(word) - 1)
            words[place] = (
                word[:at] + word[at] * 2 + word[at + 1 :] if chance.random() < 0.5 else word[:at] + word[at + 1 :]
            )
    if chance.random() < 0.5:
        words.insert(chance.choice([0, len(words)]), chance.choice(COURTESY))
    said = " ".join(words) + chance.choice(SIGNS)
    return said.capitalize() if chance.random() < 0.5 else said


def comments(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Comments with the group they belong to: 30 % questions, 12 % campaigns, 10 % spam, the rest alone."""
    chance = random.Random(seed)
    for number in range(count):
        lot = chance.random()
        if lot < 0.30:
            intent = chance.choice(QUESTIONS).format(chance.choice(PLACES))
            yield f"question {intent}", worn(intent, chance)
        elif lot < 0.42:
            claim = chance.choice(CAMPAIGNS)
            yield f"campaign {claim}", worn(claim, chance)
        elif lot < 0.52:
            spam = chance.choice(SPAM)
            yield f"spam {spam}", worn(spam.format(chance.choice(BRANDS)), chance)
        else:
            yield f"alone {number}", worn(" ".join(chance.sample(WORDS, chance.randint(6, 14))), chance)


def quality(pairs: Counter[tuple[str, int]]) -> tuple[float, float]:
    """Precision and recall over pairs of comments, from how many of each true group went into each found one."""
    true: Counter[str] = Counter()
    found: Counter[int] = Counter()
    for (truth, group), count in pairs.items():
        true[truth] += count
        found[group] += count
    right = sum(map(_pairs, pairs.values()))
    return right / max(1, sum(map(_pairs, found.values()))), right / max(1, sum(map(_pairs, true.values())))


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def measure(count: int = 100_000) -> dict[str, float]:
    """All figures; memory is what the process grew by at its highest."""
    texts = list(comments(count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    groups = Groups()
    start = time.process_time()
    clock = [start]
    found = []
    for id, (_, text) in enumerate(texts, 1):
        found.append(groups.add(id, text))
        clock.append(time.process_time())
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    everything = Counter((truth, group) for (truth, _), group in zip(texts, found, strict=True))
    campaigns = {group for (truth, group) in everything if truth.startswith("campaign")}
    of_campaigns = Counter(
        {pair: n for pair, n in everything.items() if pair[1] in campaigns or pair[0][:8] == "campaign"}
    )
    precision, recall = quality(everything)
    campaign_precision, campaign_recall = quality(of_campaigns)
    return {
        "group_seconds": clock[-1] - start,
        "group_slowest_ms": sorted(after - before for before, after in pairwise(clock))[-count // 1000] * 1000,
        "group_mb": grown / 1024,
        "group_precision": precision,
        "group_recall": recall,
        "campaign_precision": campaign_precision,
        "campaign_f1": 2 * campaign_precision * campaign_recall / (campaign_precision + campaign_recall),
    }
