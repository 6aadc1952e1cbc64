"""The words by which headlines speak of something dangerous: patterns over a headline's plain words in lower case."""

import re

from domain.topics import Concern

_OFFICIAL = (
    r"gubernur|wagub|bupati|wabup|wali ?kota|wawali|menteri|menko|presiden|wapres|kades|lurah|camat|sekda|kadis|"
    r"kepala (?:dinas|desa|badan)|anggota (?:dprd?|dpd)|ketua (?:dprd?|dpd)|pejabat|asn|pns|kapolres\w*|kapolda|"
    r"jaksa|hakim"
)
_ACCUSED = r"ott|diperiksa|ditahan|dicopot|perselingkuhan|selingkuh|pelecehan"
_POLICE = r"polisi|pol(?:res\w*|sek|da)|bareskrim|kej(?:ari|ati|agung|aksaan)|kpk|satresnarkoba|bnn\w?"
_VEHICLE = r"truk|bus|mobil|motor|pikap|minibus|angkot|kereta|ka|krl|tronton|pemotor|pengendara|ambulans|elf|travel"
_VESSEL = r"kapal|perahu|feri|kmp?|tongkang|speedboat"
_BUILT = (
    r"atap|bangunan|rumah|tembok|plafon|gedung|dinding|jembatan|tebing|tugu|menara|crane|s[dm][pan]?|sekolah|tanggul|"
    r"bendungan|dam|plengsengan|jalan|tanah"
)
_SOMEBODY = (
    r"orang|warga|penumpang|buruh|pekerja|siswa|pelajar|santri|pengendara|sopir|tentara|polisi|korban|anak|bocah|"
    r"balita|bayi|lansia|nelayan|pendaki|pemancing|pasien|remaja|pemuda|pria|wanita|mahasiswa|mahasiswi"
)
_FORCES = r"israel|rusia|amerika|as|iran|ukraina|militer|tentara|pasukan|jet|drone"


def _list(words: str) -> str:
    return "".join(map(str.strip, words.splitlines()))


WORDS: dict[Concern, str] = {
    "disaster": _list(
        rf"""
        gempa|tsunami|banjir(?! (?:gol|pujian|promo|hadiah|diskon|orderan|job|kritik\w*|dukungan|pesanan|air mata|
        pengunjung|penonton|peminat|pembeli|pendaftar|peserta|bonus|produk|tawaran|medali|hujatan|komentar|ucapan|
        rezeki|kartu))|banjir(?= bandang)|longsor|tanah bergerak|erupsi|meletus|awan panas|lahar|lava|debu vulkanik|
        gunung api|puting beliung|angin kencang|cuaca ekstrem|hujan lebat|badai(?! (?:cedera|kritik\w*|pujian|phk|
        pasti))|kekeringan|abrasi|kebakaran(?! jenggot)|terbakar(?! (?:cemburu|emosi|api cemburu|asmara))|karhutla|
        kabut asap|bencana|mengungsi|pengungsi|siaga (?:i|ii|iii|iv|darurat)|wabah|klb|keracunan|gelombang tinggi|
        hanyut|karam|ambruk|roboh|rubuh|peringatan dini|terseret (?:arus|ombak|banjir|kereta|truk|mobil|bus)|
        pesawat(?: \w+)? (?:jatuh|hilang|tergelincir)|jatuh dari (?:lantai|ketinggian|tebing|atap|pohon|kereta)|
        hilang kontak|

        si jago merah|kobaran api|api (?:\w+ )?(?:(?:me)?la(?:lap|hap)|(?:meng)?hanguskan|berkobar)|(?:dilalap|
        dilahap) (?:si )?(?:api|jago)|(?:meng)?hanguskan|(?:rumah|kios|pasar|toko|gudang|ruko|lapak|
        mobil)(?: \w+){{0,2}} (?:ludes|hangus)|(?:gas|tabung|elpiji|pabrik|petasan|mercon|kompor|kilang|pipa|trafo|
        gardu|kembang api|tangki|gudang|markas|mako)(?: \w+){{0,4}} meledak|ledakan(?! (?:penduduk|penonton|
        pengunjung|permintaan|inovasi|harga|kreativitas|emosi))|letusan|terendam|(?:me)?rendam (?:\d+|ratusan|ribuan|
        puluhan|rumah|permukiman|sawah|jalan|desa)|(?:sungai|kali|bengawan|waduk|air|drainase|
        danau)(?: \w+){{0,2}} meluap|luapan (?:sungai|kali|air)|(?:diterjang|dihantam) (?:angin|ombak|gelombang|
        banjir|badai|truk|kereta|bus)|(?:{_BUILT})(?: \w+){{0,3}} (?:runtuh|amblas|ambles|ambrol|jebol)|
        jalan (?:\w+ )?putus|pohon(?: \w+){{0,2}} tumbang|krisis air|kelaparan|muntah muntah|kasus (?:dbd|campak|
        rabies|leptospirosis|difteri)(?: \w+)? (?:melonjak|meningkat|naik|tembus|bertambah)
        """
    ),
    "death": _list(
        r"""
        tewas\w*|menewaskan|t(?:ak|idak) bernyawa|meninggal(?! dunia maya)|wafat|tutup usia|berpulang|mangkat|
        jenazah|mayat|jasad|korban jiwa|bunuh diri|gantung diri|(?:pem|di|mem|ter)?bunuh(?:an)?|mutilasi|dimakamkan|
        pemakaman|(?<!suka )duka(?: cita)?|belasungkawa|(?:kecelakaan|tabrakan|berujung|duel|insiden|tragedi) maut|
        bersimbah darah|minum racun|meregang nyawa|hilang nyawa|dimutilasi|hukuman mati|ditembak mati|gugur (?:dalam|
        saat|ketika) (?:ber)?tugas|sekarat|tenggelam|almarhum(?:ah)?|mendiang|(?<!akta )kematian(?! ikan)|telah tiada|
        takziah|melayat|pelayat|tahlilan|s(?:h)?alat gaib|selamat jalan|peristirahatan terakhir|liang lahat|dikebumikan|
        na[pf]as terakhir|(?:meng)?akhiri hidup|bundir|bakar diri|(?:lompat|loncat|terjun) dari (?:jembatan|lantai|
        gedung|flyover|apartemen|atap)|habisi nyawa|(?:renggut|merenggut|telan|menelan|rampas|hilangkan|menghilangkan|
        \d+|dua|tiga|empat|lima|enam|tujuh|delapan|belasan|puluhan) nyawa|membusuk|(?:kerangka|tengkorak) manusia|
        potongan tubuh|mati (?:sia sia|lemas|mengenaskan|tragis|tertabrak|terbakar|dikeroyok)|(?:vonis|
        divonis) mati
        """
    ),
    "accident": _list(
        rf"""
        kecelakaan|laka ?lantas|laka (?:tunggal|kerja|beruntun)|tabrakan|tabrak lari|(?:ter|di)tabrak|
        menabrak(?! (?:aturan|batas|konstitusi))|(?:{_VEHICLE})(?: \w+){{0,2}} (?:(?:ter)?tabrak|menabrak|
        (?:meng)?hantam|(?:men)?[sy]eruduk|terguling|terjun|terbalik|oleng|terperosok|ringsek|masuk (?:sungai|jurang|
        parit|selokan|sawah|laut))|terguling|ringsek|(?:ke|masuk) jurang|(?:kereta|ka|krl|gerbong|
        lokomotif)(?: \w+){{0,3}} anjlok|terserempet|terlindas|dilindas|(?:{_VESSEL})(?: \w+){{0,2}} (?:kandas|
        terbalik|bocor|hilang|pecah|mati mesin)|tertimpa(?! tangga)|timpa (?:mobil|motor|rumah|warga|pengendara|
        pemotor|pejalan|bocah|siswa)|tertimbun|terperosok (?:ke )?(?:dalam )?(?:sumur|jurang|selokan|got|lubang|parit|
        gorong|sungai)|(?:{_SOMEBODY})(?: \w+){{0,2}} tercebur|tersengat|ke(?:na )?setrum|tersetrum|tersambar|
        (?:diserang|digigit|disengat|diserbu) (?:buaya|harimau|beruang|anjing|lebah|tawon|ular|monyet|gajah)|diterkam|
        dimangsa|luka (?:luka|berat|parah|ringan|serius|bakar|tusuk|bacok|robek)|(?<!pernah )terluka|
        (?:me)?lukai (?:\d+|satu|dua|tiga|empat|lima|{_SOMEBODY})|(?:{_SOMEBODY}) (?:luka|kritis|hilang|
        tertimbun|terjebak|belum ditemukan|tersedot)|tak sadarkan diri|kondisi kritis|dilarikan ke (?:rs\w*|rumah|
        puskesmas|igd|klinik)|sar (?:\w+ )?(?:cari|temukan|sisir|dikerahkan)|evakuasi (?:korban|warga|penumpang|
        penghuni)
        """
    ),
    "politics": _list(
        r"""
        pilkada|pilpres|pileg|pemilu(?:kada)?|pilgub|pilbup|pilwalkot|pilwali|pilkades|capres|cawapres|caleg|cagub|
        cawagub|cabup|cawabup|cawalkot|cawali|paslon|bacaleg|bakal calon|nomor urut|elektabilitas|elektoral|
        quick count|hitung cepat|koalisi|oposisi|parpol|partai(?! (?:final|puncak|pembuka|tunda|besar|semifinal|
        perempat))|politik\w*|politisi|pdip|pdi perjuangan|gerindra|golkar|nasdem|pkb|pks|demokrat|hanura|perindo|ppp|
        psi|kpu|kpud|bawaslu|panwaslu|timses|tim sukses|debat (?:publik|cagub|cabup|capres|kandidat)|makzul\w*|
        pemakzulan|hak angket|interpelasi|kudeta|reshuffle|revisi uu|dpr|netralitas asn|kampanye(?= (?:hitam|akbar|
        terbuka|damai))|calon (?:gubernur|bupati|wali ?kota|presiden|legislatif|wakil)|(?:rekapitulasi|pemungutan|
        surat|perolehan) suara|(?:rombak|perombakan|susunan) kabinet|fraksi|ruu|rkuhp|omnibus law|putusan mk|capim|
        lengser\w*|(?:adili|makzulkan|gulingkan) (?:mantan )?(?:presiden|jokowi|prabowo)|unggul di survei
        """
    ),
    "sara": _list(
        r"""
        (?:isu|konflik|berbau|ujaran|unsur|bermuatan) sara|penistaan|menista\w*|penoda\w*|intoleran\w*|rasis\w*|
        rasial|diskriminasi|radikal(?! bebas)\w*|teroris\w*|terorisme|teror|bom(?! waktu)|(?:bentrok|konflik|
        kerusuhan|serang\w*|ketegangan|gesekan) (?:antar)?(?:suku|agama|etnis|ormas|warga|umat)|antarsuku|antaragama|
        pribumi|kafir|sesat|murtad|syiah|ahmadiyah|khilafah|hti|isis|(?:tolak|penolakan|pembubaran|bubarkan|segel|
        penyegelan|perusakan|bakar) (?:\w+ ){0,2}(?:gereja|masjid|musala|pura|wihara|vihara|klenteng|rumah ibadah|
        ibadah)|separatis\w*|kkb|opm|referendum|ujaran kebencian|provokasi|provokator|hina (?:suku|agama|nabi|islam|
        kristen|ulama|etnis|kiai)|(?:peng|meng|di)hina\w* (?:\w+ )?(?:agama|nabi|suku|ulama|kiai|kitab|islam|kristen|
        etnis)|(?:bakar|pembakaran|dibakar|sobek|injak) (?:\w+ )?(?:al ?qur ?an|quran|kitab|bendera)|(?:larang|
        dilarang|pelarangan|larangan) (?:\w+ )?(?:ibadah|beribadah|natal|jilbab|hijab|azan|adzan|kebaktian)|(?:jemaat|
        kebaktian|misa|ibadah)(?: \w+){0,2} (?:dibubarkan|diusir|diserang|dilarang|ditolak)|(?:aliran|
        ajaran) (?:sesat|menyimpang)|densus|baiat|jihad\w*|rohingya|(?:wajib|polemik|paksa|lepas) (?:\w+ )?(?:jilbab|
        hijab)|pengusiran|usir (?:jemaat|warga|pendatang)|(?:perusakan|pembongkaran) makam|makam (?:\w+ )?(?:dirusak|
        dibongkar)
        """
    ),
    "crime": _list(
        rf"""
        (?:{_OFFICIAL})\b.{{0,60}}\b(?:{_ACCUSED}|korupsi|suap|tersangka|terdakwa|ditangkap|narkoba|mesum)|
        (?:{_ACCUSED}|korupsi|suap|tersangka|terdakwa|ditangkap|narkoba|mesum)\b.{{0,60}}\b(?:{_OFFICIAL})|

        (?:{_POLICE})(?: \w+){{0,2}} (?:tangkap|bekuk|ringkus|ciduk|tahan|sita|geledah|usut|selidiki|dalami|buru|
        kantongi|bongkar|tetapkan|panggil)|orang diamankan|pelaku diamankan|diamankan (?:{_POLICE})|
        ditangkap(?! damkar)|penangkapan(?! ikan)|diringkus|dibekuk|(?:ringkus|bekuk) (?:\d+|dua|tiga|pelaku|
        pengedar|bandar|kurir|pencuri|
        maling|begal|komplotan|sindikat|residivis|pria|wanita)|(?:di)?ciduk|(?:di)?cokok|(?:di|meng|
        peng)?gerebek(?:an)?|digrebek|ott|buron|buronan|mendekam|dipenjara|dibui|masuk bui|residivis|(?:di)?satroni|
        (?:tahun|jeruji|masuk|dalam) penjara|tersangka|terdakwa|terpidana|(?:di)?vonis|didakwa|dakwaan|
        (?:di)?tuntut \d+ tahun|praperadilan|persidangan|sidang (?:kasus|dakwaan|vonis|tuntutan)|(?:di)?polisikan|
        lapor(?:kan)? (?:ke )?polisi|(?:di)?(?:laporkan|adukan) ke pol\w+|pencemaran nama|digeledah|penggeledahan|

        korupsi|koruptor|dikorupsi|tipikor|rasuah|suap|disuap|menyuap|penyuap(?:an)?|gratifikasi|pungli|pungutan liar|
        mafia|pencucian uang|(?:peng|meng|di)?gelapkan|penggelapan|bodong|(?:pe|di|me)malsu\w*|dipalsu\w*|uang palsu|
        penipu(?:an)?|tipu(?! daya)|menipu|ditipu|tertipu|(?:pe|me|di)?(?:ny|s)elundup\w*|tambang ilegal|
        pembalakan liar|(?:pem|mem|di)begal\w*|begal|(?:pe|me|di)?rampok(?:an)?|perampokan|perampok|kemalingan|
        maling(?! kundang)|(?:men|di|pen)?curi(?:an)?(?! (?:perhatian|start|hati|(?:\w+ )?poin|gol|kemenangan|angka|
        panggung|waktu|ilmu|momen))|(?:pen|men|di)?jambret(?:an)?|(?:pen|men|di|ke)?copet(?:an)?|curanmor|penadah|
        pembobol\w*(?! gawang)|(?:di|mem)?bobol (?:atm|bank|brankas|rumah|toko|rekening|kotak|minimarket|warung|kios|
        gudang|data|maling)|gasak (?:toko|emas|uang|motor|rumah|harta|kotak|rp)|rampas (?:motor|mobil|hp|tas|ponsel)|
        (?:pem|mem|di)erasan|diperas|memeras|palak|dipalak|pemalakan|preman\w*(?! pensiun)|debt collector|geng motor|
        gangster|klitih|

        (?:meng|di|peng|ter)?aniaya(?:an)?|(?:meng|di|peng)?keroyok(?:an)?|(?:mem|di|pem)?bacok(?:an)?|ditusuk|
        menusuk|saling tusuk|air keras|penusuk(?:an)?|(?:di)?tikam(?! jejak)|menikam|penikaman|celurit|clurit|sajam|
        senpi|bersenpi|senjata (?:tajam|api)|(?:me|di)?todong|penodongan|(?:di|meny|peny)?sekap(?:an)?|(?:di)?culik|
        menculik|penculik(?:an)?|(?:di)?siksa|menyiksa|penyiksa(?:an)?|kdrt|kekerasan|dirundung|perundung(?:an)?|
        (?:di|mem)?bull?y(?:ing)?|babak belur|(?:di|me)mukuli|dipukuli?|pemukulan|pelempar(?:an)?|(?:di)?lempari|
        carok|diteror|disandera|penyanderaan|ditembak|tertembak|penembakan|diamuk|\w*cabul\w*|\w*perkosa\w*|rudapaksa|
        asusila|pelecehan|(?:di|me)?lecehkan|(?:meny|di)?setubuhi|persetubuhan|hamili|prostitusi|psk|mu(?:n)?cikari|
        mesum|\w*porno\w*|bugil|pedofil\w*|perdagangan (?:orang|manusia|anak)|tppo|bayi(?: \w+)? dibuang|buang bayi|
        janin|aborsi|penggal|(?:mem)?bakar (?:mobil|motor|rumah|toko|warung|kantor|istri|suami)(?:nya)?|
        pembakar(?:an)? (?:hutan|lahan|mobil|motor|rumah)|peretas(?:an)?|diretas|(?:di)?kasari|(?:pimpinan|ketua|
        penyidik|gedung|panggilan|dipanggil) kpk|

        narkoba|narkotika|edarkan (?:pil|obat|uang)|pil (?:dobel|double)|sabu(?! raijua)|ganja|ekstasi|kokain|heroin|
        pil koplo|obat (?:keras|terlarang)|miras|minuman keras|judi|judol|perjudian|sabung ayam|togel
        """
    ),
    "war": _list(
        rf"""
        (?<!latihan )perang (?:di|antara|saudara di|nuklir|terbuka|kembali|berkecamuk|israel|gaza|rusia|ukraina|iran|
        suriah|yaman|sudan)|(?:zona|kejahatan|ancaman|siap|pecah|memulai|penghasut|ambang|memicu|picu|risiko) perang|
        invasi|menginvasi|genosida|gencatan senjata|rudal|serangan (?:udara|drone|darat|militer|roket|kilang)|
        pengeboman|(?:baku|kontak) (?:tembak|senjata)|(?:{_FORCES})(?: \w+){{0,3}} (?:(?:meng)?gempur|bombardir|
        serang|menyerang|(?:meng)?hantam|tembakkan|masuk ke)|membombardir|bombardir|mencaplok|caplok|(?:konflik|
        kelompok) bersenjata|milisi|pemberontak\w*|taliban|hamas|hizbullah|houthi|zionis|gaza
        """
    ),
    "protest": _list(
        r"""
        demo(?! masak\w*| produk| memasak)|demonstra\w+|pe(?:n)?demo|petisi|unjuk rasa|aksi massa|mogok|ricuh|rusuh|
        (?:pasca)?kerusuhan|bentrok\w*|tawuran|blokade|blokir jalan|gas air mata|amuk massa|dihakimi massa|
        perang sarung|penjarahan|turun ke jalan|bakar ban|(?:di|meng)?geruduk|kepung (?:\w+ )?(?:gedung|kantor|rumah|
        dewan|balai)|aksi (?:protes|mogok|bela|mahasiswa|buruh|tolak|\d{3})|boikot|digusur|gusur (?:pkl|warga|rumah|
        lapak|kampung|bangunan)|penggusuran|sengketa lahan|konflik (?:agraria|lahan)|(?:adu jotos|baku hantam|
        lempar batu|saling lempar|saling serang)|(?:minta|desak|tuntut)(?: \w+){1,2} mundur|tolak (?:\w+ )?(?:upah|
        kenaikan|tambang|relokasi|penggusuran|uu|revisi)
        """
    ),
    "hoax": _list(
        r"""
        hoaks?|hoax|disinformasi|misinformasi|klarifikasi\w*|cek fakta|tidak benar|viral\w*|deepfake|rekayasa video|
        penipuan|modus|catut|dicatut|pencatutan|(?:kabar|berita|dipastikan) bohong|beredar(?: \w+)? (?:kabar|isu|
        pesan|video|foto|surat|di (?:wa|whatsapp|medsos|media sosial|grup))|pesan berantai|ini faktanya|video la(?:ma|
        was)|mengatasnamakan|(?:akun|link|tautan|nomor|situs|bansos|lowongan) palsu|rumor
        """
    ),
}

_AGAINST = _list(
    r"""
    anti|antisipasi|tekan|cegah|mencegah|pencegahan|tangkal|menangkal|hindari|bahaya|bebas|bersih|tanpa|stop|setop|
    perangi|melawan|lawan|gempur|sosialisasi\w*|penyuluhan|edukasi|kampanye|deklarasi\w*|literasi|seminar|bimtek|
    pelatihan|latihan|lomba|duta|komitmen|simulasi\w*|mitigasi|tangguh|rawan|satgas|museum
    """
)
_EVILS = _list(
    r"""
    korupsi|suap|gratifikasi|pungli|pungutan liar|narkoba|narkotika|miras|judi|judol|kekerasan|perundungan|bullying|
    kdrt|pelecehan|tppo|radikalisme|terorisme|intoleransi|hoaks|hoax|pornografi|tawuran|penipuan|premanisme|gempa|
    tsunami|bencana|kebakaran|kecelakaan|keracunan
    """
)
HARMLESS = re.compile(
    rf"\b(?:{_AGAINST})(?: \w+){{0,2}} (?:{_EVILS})(?: (?:dan|serta|\w+) (?:{_EVILS}))*\b|"
    rf"\bangka (?:{_EVILS})(?: \w+)? (?:turun|menurun)\b|"
    r"\bfilm(?: \w+){0,2} (?:pembunuh\w*|pencuri|perampok\w*|penculik\w*|bencana)\b"
)
"""Work against an evil, a drill or a film is not the thing itself."""
