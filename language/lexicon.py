"""Words that carry feeling, in Indonesian, Javanese, Sundanese, Madurese, some Minangkabau, Betawi and slang.

Made by hand for comments under an agency's posts. A weight is a step on the scale of `sentiment`: 1 leans, 2 is clear,
3 is strong; the sign is the direction.
"""

_POSITIVE: dict[float, str] = {
    3: """
    alhamdulillah mantap mantab mantul keren hebat terbaik salut luarbiasa bangga terimakasih makasih makasi
    mksh matursuwun matornuwun suwun nuhun hatur kasuwun sakalangkong kasoon tengkyu thanks thank thx tks
    trims trimakasih joss joz jos josss sip cakep kece top apresiasi memuaskan sempurna istimewa sukses
    berprestasi juara inspiratif menginspirasi excellent amazing awesome great perfect love recommended
    rekomended
    """,
    2: """
    bagus apik becik alus sae alhamdulilah baik baek ramah sopan sigap tanggap gercep satset gesit cekatan
    profesional gancang nyaman bersih resik beresih rapi rapih indah endah asri sejuk adem tentrem tenteram
    aman lancar mudah gampang puas senang seneng bungah bahagia gembira suka resep asik asyik seru enak eco
    lezat nikmat sedap maknyus bermanfaat manfaat migunani membantu terbantu ngebantu ditulungi solutif
    inovatif kreatif kompak solid jujur amanah adil transparan bijak dermawan tulus ikhlas iklas sabar
    semangat sumangat maju makmur sejahtera berkah barokah sehat waras berhasil berkembang meningkat membaik
    terwujud mempermudah memudahkan mendukung dukung bersyukur syukur setuju cocok cocog tepat akurat wilujeng
    sugeng cantik ayu geulis tampan ganteng kasep gagah pintar pinter cerdas pandai unggul berkualitas bermutu
    berkelas mewah megah modern canggih lengkap favorit idola hits romantis segar gurih empuk mantep ajib
    ajiib nais nice good best cool wow happy helpful clean friendly delicious comfortable beautiful beres
    rampung terselesaikan pinteran bangkit menang kemenangan pemenang juarane rancak elok santiang bagusan
    saena rajin teladan panutan hormat dihargai menghargai menyenangkan mengesankan menakjubkan mengagumkan
    kagum takjub terharu haru terkesan betah kangen rindu ketagihan cinta sayang tresna bogoh disukai digemari
    oke okeh okay ok bhender pangesto raddhin pajjhar senneng ghempang bhegus begus ghanteng lanceng ngartos
    pangabdi berdedikasi berintegritas responsif ngayomi mengayomi melayani
    """,
    1: """
    amin aamiin aamin amiin lumayan mayan tumben peduli perhatian merakyat sederhana tertib disiplin teratur
    terawat tertata unik menarik berbeda strategis cerah hijau rindang teduh pantas layak wajar terbuka
    tersenyum senyum tertawa barokallah masyaallah masyallah subhanallah insyaallah cerdik tekun giat pulih
    murah gratis cepat terjangkau lucu selamat jelas terang nyata harapan untung hemat lulus tamat ketemu
    bertemu liburan
    """,
}

_NEGATIVE: dict[float, str] = {
    3: """
    goblok gblk tolol bego bodoh bodo dungu idiot bangsat bajingan anjing anjir asu asw kampret brengsek
    keparat jancok jancuk dancok pantek pukimak kontol memek taek tai matamu ndasmu bedebah laknat biadab
    kunyuk gendeng edan sontoloyo pekok goblog belegug bloon korupsi korup koruptor maling garong rampok
    ngapusi mbujuki nipu penipu penipuan menipu ketipu tertipu bohong pembohong ngibul pungli suap sogok
    nyogok zalim dzalim dholim serakah rakus munafik bobrok hancur ancur ajur parah bosok busuk bau amburadul
    semrawut kacau berantakan bencana memalukan bejat benci muak jijik najis terburuk kapok nyesel menyesal
    kecewa kuciwa mengecewakan payah zonk terrible worst horrible awful scam shit fuck stupid
    """,
    2: """
    buruk jelek elek butut awon rusak risak bejad jebol bolong lubang berlubang growong legok ambrol ambruk
    retak bocor mampet macet mandek mandeg mati pareum pejah gelap peteng poek padam byarpet lemot lelet
    lambat lamban leled suwe lambhat ngaret telat terlambat molor kotor reged kokotor kumuh jorok bacin banjir
    kebanjiran kabanjiran longsor becek licin berdebu bising berisik gaduh keruh butek susah angel hese sulit
    ribet rumit ruwet repot mbulet njelimet dipersulit mempersulit dipingpong pingpong dioper mahal awis
    kemahalan mencekik memberatkan beban membebani judes jutek galak ketus kasar sombong angkuh arogan cuek
    acuh abai mengabaikan diabaikan dicuekin rugi merugikan dirugikan gagal kalah salah keliru luput error
    erorr eror hang gangguan ngadat trouble bug lag sedih sedhih nalangsa prihatin miris ngenes nelangsa
    sengsara menderita sangsara tersiksa marah ngamuk emosi kesal kesel jengkel mangkel sebel sebal gregetan
    geram gondok ambek malas males pemalas ngawur ngasal sembarangan sakarepe saenake seenaknya aneh ganjil
    bingung lieur mumet pusing capek cape lelah bosan bosen bete takut wedi sieun ngeri serem seram bahaya
    berbahaya rawan mbebayani bahya sakit lara gering nyeri meninggal wafat tewas celaka kecelakaan kecopetan
    kemalingan hilang ilang leungit omdo bualan gombal pencitraan pemborosan boros mubazir mangkrak
    terbengkalai tertunda protes mengeluh ngeluh komplain keluh ditolak tolak menolak mogok demo ilegal curang
    licik kolusi nepotisme titipan timpang diskriminasi kurang kirang kurangan minim langka nihil kosong habis
    entek seep telantar terlantar sumuk gerah pengap sempit sumpek penuh sesak hambar basi alot amis keras
    pahit getir asin anyir mentah gosong tengik bad poor slow dirty rude expensive disappointed disappointing
    boring jhubek jubek rosak sossa loros peggel ghigir busok buto ngangguy lesso talat buruak rusuah kumuah
    lambek sansai bengak paja
    """,
    1: """
    belum durung dereng tacan ghita' percuma sia muspra terpaksa harusnya kudune kuduna seharusnya mestinya
    bukannya malah ternyata padahal apalagi tanpa kecuali masalah problem kendala keberatan khawatir kuatir
    hawatir cemas curiga heran diam meneng mingkem bungkam ditutup diputus bubar stop berhenti merosot jatuh
    antre antri antrean ngantri ngantre putus hoax hoaks jangkrik tikus korban keluhan sampah babi monyet cuk
    cok debu asap limbah polusi macetnya sepi jauh sampek
    """,
}

WEIGHTS: dict[str, float] = {
    word: sign * weight
    for sign, lists in ((1, _POSITIVE), (-1, _NEGATIVE))
    for weight, words in lists.items()
    for word in words.split()
}

_EMOJI: dict[float, str] = {
    2: "😍🥰😘🤩👍👏🙏💪🥳🎉🎊❤🧡💛💚💙💜🤍💖💗💕😻🏆🥇💯✨🔥🌟⭐🤗😇🫡🙌🤝👌🫶😊☺😁😄😃😀🥹🌹",
    1: "🙂😉😋😎😆🤭😸✅🌸🌷💐🌻",
    -2: "😡😠🤬👎💩🤮🤢😤😒🙄😞😔😩😫😭😢😣😖😟🙁☹😾💔🖕🐷🐒🐶🤡👿😈😱😨😰🤦",
    -1: "🙃😐😑😕😥😓🤷🥱😪😶🤔🥲🤥😏🤨",
}

EMOJI: dict[str, float] = {sign: weight for weight, signs in _EMOJI.items() for sign in signs}

EMOTICONS: dict[str, float] = {
    ":)": 1, ":-)": 1, ":))": 1, ":D": 2, ":-D": 2, "=)": 1, "^^": 1, "^_^": 1, "<3": 2, ";)": 1, "(y)": 2,
    ":(": -2, ":-(": -2, ":((": -2, ":'(": -2, "T_T": -2, "T.T": -2, "-_-": -1, ":/": -1, ">:(": -2, "=(": -2,
}  # fmt: skip

_PHRASES: dict[float, str] = {
    3: """
    terima kasih, trima kasih, matur nuwun, matur suwun, hatur nuhun, luar biasa, mator sakalangkong
    """,
    2: """
    acungan jempol, good job, two thumbs, patut dicontoh, sat set, tepat waktu, semoga sukses, sehat selalu,
    lekas sembuh, cepat sembuh, cepat pulih, semoga sehat
    """,
    0: """
    rumah sakit, orang sakit, selamat pagi, selamat siang, selamat sore, selamat malam, sugeng enjing, sugeng siang,
    sugeng sonten, sugeng dalu, wilujeng enjing, wilujeng siang, tempat sampah, bank sampah, baik itu, juara berapa,
    lebih baik, lebih bagus, luwih apik, luwih becik, luwih sae, leuwih alus, leuwih sae, alangkah baiknya, terang bulan
    """,
    -2: """
    gaji buta, janji janji, janji manis, asal asalan, leha leha, pilih kasih, pilih pilih, pandang bulu, berbelit belit,
    carut marut, naik darah, tebang pilih, buang buang
    """,
    -3: """
    kurang ajar, omong kosong, sia sia, ora becus, gak becus, tidak becus, nggak becus, teu becus
    """,
}

PHRASES: dict[tuple[str, ...], float] = {
    tuple(phrase.split()): weight for weight, phrases in _PHRASES.items() for phrase in phrases.split(",")
}
"""What means other than its words; 0: no feeling at all."""

NEGATORS = frozenset(
    """
    tidak tdk tak tk nggak ngga enggak engga gak ga gk g ndak ndk nda kagak kaga bukan bkn jangan jgn tiada
    tanpa belum blm ora ra gaora mboten boten dudu udu aja ojo durung dereng teu henteu moal lain sanes ulah
    tong can tacan acan ta' bo' banne enja' ja' lo' indak bukannyo kada kadada not no never dont don't isn't
    """.split()
)
"""They turn the next three words round, each in its own language."""

INTENSIFIERS: dict[str, float] = {
    **dict.fromkeys(
        "sangat sgt amat banget bgt bngt bgtt sekali skali bener bgd paling super sungguh benar betul".split(), 1.4
    ),
    **dict.fromkeys(
        "pisan kacida teuing tenan temen nemen puol pol polll men kabeh makin semakin tambah terlalu kelewat".split(),
        1.4,
    ),
    **dict.fromkeys("ongghu sara gallo bana very so too really".split(), 1.4),
    **dict.fromkeys("agak rada sedikit dikit lumayan sithik saeutik".split(), 0.6),
}

CONTRASTS = frozenset(
    """
    tapi tp tetapi namun cuma cuman sayangnya nanging ning tapine ngan tape namong walau walaupun meski but
    however
    """.split()
)
"""What follows one of these counts more than what stood before."""

ACCLAIM = frozenset(
    """
    mantap mantab mantul mantep hebat keren bagus apik alus joss joz top salut selamat terbaik juara bangga
    sip cakep kece sae bhegus begus pinter pintar enak
    """.split()
)
"""What irony begins with."""
