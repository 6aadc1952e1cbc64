"""`python -m training.judol --data DIR`: the weights that tell gambling adverts.

DIR holds `judol/train.tsv` (1 or 0, and a comment) and, in `smsa/` and `nusatranslation/`, reviews and tweets, of which
hardly one is an advert. To them come our own comments, greetings in decorated letters, and adverts of brands that do
not exist, in other dress. Prints figures on a fifth that is held out with all that begins like it; then fits all rows
and writes the weights and their card.
"""

import argparse
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np

from language.folding import fold
from language.gambling import features
from language.spam import by_rules
from training.kinds import lines
from training.linear import WEIGHTS, Fitted, Matrix, matrix, shipped_scores

_BITS = 16
_STRENGTH = 8.0
_REVIEWS = 6_000
_INVENTED = 2_500

Row = tuple[bool, str]
Dress = Callable[[str], str]


def _shifted(capital: int, small: int, digit: int = 0) -> Dress:
    """Letters from other places of Unicode: of "A", of "a" and of "0"."""

    def dress(text: str) -> str:
        return "".join(
            chr(capital + ord(c) - 65)
            if "A" <= c <= "Z"
            else chr(small + ord(c) - 97)
            if "a" <= c <= "z"
            else chr(digit + ord(c) - 48)
            if digit and "0" <= c <= "9"
            else c
            for c in text
        )

    return dress


_HIDING = str.maketrans("aeiost", "4310$7")
_PARTING = (" ", ".", "-", "_", "*", "·")
_DRESSES: tuple[Dress, ...] = (
    _shifted(0x1D400, 0x1D41A, 0x1D7CE),
    _shifted(0x1D468, 0x1D482, 0x1D7CE),
    _shifted(0x1D5D4, 0x1D5EE, 0x1D7EC),
    _shifted(0x1D63C, 0x1D656, 0x1D7EC),
    _shifted(0x1D4D0, 0x1D4EA),
    _shifted(0xFF21, 0xFF41, 0xFF10),
    _shifted(0x1D670, 0x1D68A, 0x1D7F6),
    str.upper,
    str.lower,
    lambda text: text.translate(_HIDING),
    lambda text: text.translate(str.maketrans("aeios", "@3i0$")),
)
_GREETINGS = """
    Selamat Hari Raya Idul Fitri; Selamat Tahun Baru 2026; Dirgahayu Republik Indonesia ke 80; Mohon maaf lahir
    batin; Marhaban ya Ramadhan; Selamat Natal dan Tahun Baru; Happy Birthday kotaku; Selamat Hari Ibu; Selamat
    Hari Guru; Sugeng Riyadi; Wilujeng Boboran Siam; Merdeka; Selamat pagi semua; Semangat untuk kita semua; Gong
    Xi Fa Cai; Selamat hari jadi kabupaten tercinta; Eid Mubarak 1447 H; Terima kasih atas pelayanannya;
    Bismillah; Alhamdulillah; Jumat berkah; Selamat menunaikan ibadah puasa; Selamat Hari Kartini; HUT RI 80; Hari
    Pahlawan 10 November; Selamat ulang tahun ke 45; Sukses selalu; Damai Indonesiaku; Salam dari Surabaya; We
    love Indonesia; HUT Kota ke 112; Ramadhan 1447 H; Idul Fitri 1446; Nyepi 1948; Pilkada 2024 damai; PON 2028;
    Kartini 2026; Bhinneka Tunggal Ika; Angkatan 98 hadir; SMAN 3 jaya; RT 05 kompak; Kelurahan juara 1; Warga
    Sidomulyo 17 Agustus; Satu nusa satu bangsa
""".strip().split(";")
_PRAISES = """
    {} memang paling gampang menang; {} selalu kasih scatter; cuma di {} aku bisa wd tiap hari; makasih {} cuan terus;
    main di {} modal receh jadi jutaan; gas {} sekarang juga; {} gacor malam ini; udah coba {} belum, jp terus;
    bonus new member {} 100 persen; {} nggak pernah bohong soal kemenangan; berkat {} lunas semua hutang;
    lagi viral {} katanya gampang maxwin; cari aja {} di google; {} 🔥🔥; hoki banget hari ini di {}; {} pasti dibayar
""".strip().split(";")
_SYLLABLES = "ra ja ma na ga lu ki to ba sa di wa ku ta bo ni ko pa si mi su la ha de".split()


def main() -> None:
    """Validate, fit all, write weights and card."""
    parser = argparse.ArgumentParser(prog="python -m training.judol", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    data: Path = parser.parse_args().data
    comments = [
        (label == "1", text) for label, text in (row.split("\t", 1) for row in _rows(data / "judol" / "train.tsv"))
    ]
    rng = Random(5)
    more = [*_reviews(data, rng), *_own(), *_invented(rng)]
    held = [row for row in comments if _held_out(row[1])]
    seen = [row for row in comments if not _held_out(row[1])]
    print(f"{len(comments)} comments, {sum(told for told, _ in comments)} of them adverts; {len(more)} rows more")
    model = _fit([*seen, *more])
    scores = shipped_scores(model, (features(text) for _, text in held), ("True",))[:, 0]
    figures = {"weights alone": _figures(held, scores > 0), "with the rules": _figures(held, _with_rules(held, scores))}
    for name, found in figures.items():
        print(f"{name}: {found}")
    packed = _fit([*comments, *more])
    WEIGHTS.joinpath("judol.bin").write_bytes(packed)
    card = {
        "model": "judol",
        "data": "gbennnn/judol-comment-classification efabf6c (MIT), four fifths; a part of the training "
        "rows of SmSA, IndoNLP/indonlu ce728f6, and NusaTranslation, IndoNLP/nusa-writes b337f51 (Apache-2.0); our own",
        "licence": "Apache-2.0",
        "figures": figures,
        "bytes": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
    }
    WEIGHTS.joinpath("judol.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def _rows(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")[1:-1]


def _held_out(text: str) -> bool:
    """A fifth; what begins alike stays together, for a campaign says one thing many times."""
    start = "".join(c for c in fold(text) if c.isalpha())[:24]
    return zlib.crc32(start.encode()) % 5 == 0


def _reviews(data: Path, rng: Random) -> list[Row]:
    files = [data / "smsa" / "train.clean.tsv", *sorted((data / "nusatranslation").glob("senti.*.train.tsv"))]
    texts = [row.split("\t")[-1] for file in files for row in _rows(file)]
    return [(False, text) for text in rng.sample(texts, _REVIEWS)]


def _own() -> list[Row]:
    """Our comments. Adverts of other things are left out: half their words are those of gambling sites."""
    known = lines("train")
    gambling = ((True, line.text) for line in known if line.kind == "gambling_spam" and by_rules(line.text))
    return [*((False, line.text) for line in known if line.kind != "gambling_spam"), *gambling]


def _invented(rng: Random) -> Iterator[Row]:
    """Greetings in every dress; adverts with brands nobody has, the brand or all of it dressed."""
    plain = [line.text for line in lines("train") if line.kind in ("praise", "other", "question", "complaint")]
    for _ in range(_INVENTED):
        dress = rng.choice(_DRESSES)
        greeting = rng.choice(_GREETINGS).strip() if rng.random() < 0.5 else rng.choice(plain)
        words = [dress(word) if rng.random() < rng.choice((0.5, 1.0, 1.0)) else word for word in greeting.split()]
        if rng.random() < 0.2:
            sign = rng.choice(_PARTING)
            words = [sign.join(word) for word in words]
        yield False, rng.choice((" ", "  ")).join(words) + rng.choice(("", "", " 🎉", " ✨✨", " 🙏", "!!"))
        name = "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4)))
        brand = name + rng.choice(("77", "88", "99", "4d", "138", "777", "bet", "toto", "slot", "303", "hoki", "69"))
        brand = rng.choice(_DRESSES)(brand.upper() if rng.random() < 0.6 else brand)
        if rng.random() < 0.15:
            brand = rng.choice(_PARTING).join(brand)
        advert = rng.choice(_PRAISES).strip().format(brand)
        yield True, rng.choice(_DRESSES)(advert) if rng.random() < 0.2 else advert


def _fit(rows: list[Row]) -> bytes:
    model = Fitted(matrix((features(text) for _, text in rows), _BITS), [str(told) for told, _ in rows], _STRENGTH)
    return model.packed()


def _with_rules(rows: list[Row], scores: Matrix) -> Matrix:
    return np.array([score > 0 or bool(by_rules(text)) for (_, text), score in zip(rows, scores, strict=True)])


def _figures(rows: list[Row], called: Matrix) -> dict[str, float]:
    told = np.array([told for told, _ in rows])
    right = int((told & called).sum())
    precision, recall = right / int(called.sum()), right / int(told.sum())
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4),
    }


if __name__ == "__main__":
    main()
