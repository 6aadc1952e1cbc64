"""Days on the same date every year that Indonesian agencies tell of, as of November 2026. All of it can be changed.

Written down from memory; the number beside a day says where to check it. Days that move with the moon are not here:
those that are holidays come from the working calendar, with their year.
"""

from domain.occasions import Occasion

_DAYS = """
01-25 Hari Gizi Nasional | Kementerian Kesehatan
02-04 Hari Kanker Sedunia | UICC
02-09 Hari Pers Nasional | Keppres 5/1985
02-21 Hari Peduli Sampah Nasional | Kementerian Lingkungan Hidup
03-01 Hari Penegakan Kedaulatan Negara | Keppres 2/2022
03-08 Hari Perempuan Internasional | PBB
03-09 Hari Musik Nasional | Keppres 10/2013
03-22 Hari Air Sedunia | Resolusi PBB 47/193
03-24 Hari Tuberkulosis Sedunia | WHO
03-30 Hari Film Nasional | Keppres 25/1999
04-07 Hari Kesehatan Sedunia | WHO
04-21 Hari Kartini | Keppres 108/1964
04-22 Hari Bumi | Resolusi PBB 63/278
04-25 Hari Otonomi Daerah | Keppres 11/1996
05-02 Hari Pendidikan Nasional | Keppres 316/1959
05-17 Hari Buku Nasional | Kementerian Pendidikan
05-20 Hari Kebangkitan Nasional | Keppres 316/1959
05-31 Hari Tanpa Tembakau Sedunia | WHO
06-01 Hari Lahir Pancasila | Keppres 24/2016
06-05 Hari Lingkungan Hidup Sedunia | PBB
06-14 Hari Donor Darah Sedunia | WHO
06-26 Hari Anti Narkotika Internasional | Resolusi PBB 42/112
06-29 Hari Keluarga Nasional | Keppres 39/2014
07-01 Hari Bhayangkara | Kepolisian RI
07-12 Hari Koperasi | Kementerian Koperasi
07-22 Hari Bhakti Adhyaksa | Kejaksaan RI
07-23 Hari Anak Nasional | Keppres 44/1984
08-10 Hari Kebangkitan Teknologi Nasional | Keppres 71/1995
08-14 Hari Pramuka | Gerakan Pramuka
08-17 Hari Kemerdekaan | Proklamasi 1945
08-18 Hari Konstitusi | Keppres 18/2008
09-04 Hari Pelanggan Nasional | dicanangkan 2003
09-08 Hari Aksara Internasional | UNESCO
09-09 Hari Olahraga Nasional | Keppres 67/1985
09-11 Hari Radio Republik Indonesia | RRI
09-17 Hari Perhubungan Nasional | Kementerian Perhubungan
09-24 Hari Tani Nasional | Keppres 169/1963
09-26 Hari Statistik Nasional | BPS
09-27 Hari Pariwisata Dunia | UN Tourism
09-28 Hari Hak untuk Tahu | UNESCO
10-01 Hari Kesaktian Pancasila | Keppres 153/1967
10-02 Hari Batik Nasional | Keppres 33/2009
10-05 Hari TNI | Keppres 316/1959
10-10 Hari Kesehatan Jiwa Sedunia | WHO
10-13 Hari Pengurangan Risiko Bencana | Resolusi PBB 64/200
10-15 Hari Cuci Tangan Sedunia | Global Handwashing Partnership
10-16 Hari Pangan Sedunia | FAO
10-22 Hari Santri | Keppres 22/2015
10-28 Hari Sumpah Pemuda | Keppres 316/1959
10-30 Hari Oeang | Kementerian Keuangan
11-05 Hari Cinta Puspa dan Satwa Nasional | Keppres 4/1993
11-10 Hari Pahlawan | Keppres 316/1959
11-12 Hari Kesehatan Nasional | Kementerian Kesehatan
11-14 Hari Diabetes Sedunia | Resolusi PBB 61/225
11-20 Hari Anak Sedunia | PBB
11-25 Hari Guru Nasional | Keppres 78/1994
11-28 Hari Menanam Pohon Indonesia | Keppres 24/2008
11-29 HUT KORPRI | Keppres 82/1971
12-01 Hari AIDS Sedunia | WHO
12-03 Hari Disabilitas Internasional | Resolusi PBB 47/3
12-09 Hari Antikorupsi Sedunia | Resolusi PBB 58/4
12-10 Hari Hak Asasi Manusia | Resolusi PBB 423(V)
12-13 Hari Nusantara | Keppres 126/2001
12-19 Hari Bela Negara | Keppres 28/2006
12-20 Hari Kesetiakawanan Sosial Nasional | Kementerian Sosial
12-22 Hari Ibu | Keppres 316/1959
"""


def _read(line: str) -> Occasion:
    day, _, rest = line.partition(" ")
    name, _, source = rest.partition(" | ")
    return Occasion(since=day, name=name, source=source)


NATIONAL_DAYS: tuple[Occasion, ...] = tuple(_read(line) for line in _DAYS.strip().splitlines())
"""Shown while an agency has stored no days of its own; taken over in Setelan they can be changed."""
