"""What tells the kinds of comments apart: words and phrases under the name of what they show.

Made by hand, in Indonesian, Javanese, Sundanese, Madurese and slang. The rules that weigh them are in `kinds`.
"""

_LISTS: dict[str, str] = {
    "peril": """
        kebakaran, kobongan, kobong, kahuruan, kabakaran, kabhakaran, kaobbar, katobbaran, terbakar, kebakar,
        tenggelam, kerem, kelelep, titeuleum, titeulem, hanyut, keli, kabawa cai, terseret arus, terseret, keseret,
        terjebak, kejebak, terkurung, tertimbun, kaurug, ketimbun, kebrukan, ketiban, tertimpa, katinggang,
        kesetrum, tersengat listrik, tersetrum, kasetrum, pingsan, kapiuhan, semaput, kritis, sekarat, sesak napas,
        sesek napas, sesak nafas, sesek nafas, sesek ambekan, pendarahan, serangan jantung, kejang, mau melahirkan,
        arep lairan, arep nglairno, bocor gas, gas bocor, ledakan, meledak, mledos, njeblug, bitu, begal, dibegal,
        dibacok, bacok, tawuran, perampokan, dirampok, penculikan, diculik, bunuh diri, mau lompat, tabrakan,
        tabrak lari, kecelakaan, kacilakaan, laka, gak sadar, tidak sadar, tak sadarkan diri, ora sadar,
        henteu sadar, teu sadar, keracunan, karacunan, tanggul jebol, tanggul ambrol, jembatan putus,
        jembatan ambruk, banjir bandang, rumah roboh, omah ambruk, imah runtuh, imah rubuh, kabel putus,
        kabel pedhot, kabel listrik, kabel menjuntai, kasambar, digigit ular, ular kobra, dicokot ulo, roma tobbhu,
        air masuk rumah, menimpa, nimpa, nindhihi, nibani, kejepit, terjepit, kelindas, terlindas, ditusuk,
        dikeroyok, gantung diri, orang tenggelam, rumah terbakar, bayi dibuang, nyawa, rumah kebakaran, terperosok,
        keperosok, kecemplung, kecebur, kacebur, tercebur, nyemplung, kejebur, jatuh ke sungai, jatuh ke sumur,
        jatuh ke jurang, masuk jurang, masuk sungai, terguling, terbalik, nggulung, tiba neng kali, tikusruk,
        labuh ka susukan, ka jurang, gobur ka jurang, terkena ledakan, tertabrak, ketabrak, ditabrak, kepaten,
        ditodong, disandera, dianiaya, digebuki, nyekel bom, granat, jantungan, stroke, terbacok, mimisan parah,
        kesedak, keselek, tersedak, overdosis, minum racun, mayat, mayit, hipotermia, kolaps, ketuban pecah,
        ketubannya pecah, mau lairan, badhe babaran, bade ngalahirkeun, melahirkan di, hilang kontak, karam, runtuh,
        reruntuhan, tersambar petir, kesamber, disengat, ditikam, ketembak, ditembak, luka bakar, luka parah,
        luka tusuk, tergeletak, bergeletakan, merembet, menjalar, nyamber, kobaran, berkobar, api besar, getih,
        getihe, getihna, berdarah darah, lumpuh total, terisolir, terisolasi, terkepung, tersesat, terbakar hebat,
        tabaka, tatimbun, taimpik, hanyuik, talendo, galodo, katonon, gaduh getih, dhara, klebbhu, tatabra',
        fire, drowning, stabbed, accident, explosion, ambruk barusan, ketiban wit, ilang nang segara, hilang di laut,
        tidak bernapas, gak napas, ga napas, susah napas, megap megap, badannya biru, bibirnya biru, muntah darah,
        kecelakaan beruntun, adu banteng, rem blong, tabrak lari barusan, orang hanyut, anak hanyut, terjun ke,
        loncat dari, lompat dari, bawa parang, bawa golok, bawa celurit, ngamuk bawa, bersenjata
        """,
    "hazard": """
        banjir, kebanjiran, caah, kabanjiran, banjher, longsor, longsoran, urug, gempa, lindu, pohon tumbang,
        wit ambruk, uwit ambruk, tangkal rubuh, angin puting beliung, puting beliung, angin kencang, api, geni,
        seuneu, apoy, asap tebal, air naik, banyu munggah, cai naek, roboh, rubuh, ambruk, kabel, korsleting, lahar,
        tsunami, ular, ulo, oray, tawon, bom, genangan, rob, orang hilang, anak hilang, api membesar, miring,
        asap hitam, arus deras, jebol, ambrol,
        nyetrum, nglewer, menjuntai, doyong
        """,
    "rescue": """
        damkar, pemadam, ambulans, ambulan, ambulance, tim sar, basarnas, bpbd, evakuasi, dievakuasi, diungsikan,
        ngungsi, mengungsi, perahu karet, perahu, tim medis, pertolongan, selamatkan, diselamatkan, slametno,
        relawan, alat berat, tabung oksigen, sar, pak sar, kirim petugas, kirim bantuan, dikirim ambulans, paramedis,
        dokter jaga, bidan sekarang, polisi cepat, pang nelponkeun, teleponkan, telponkan, hubungi pemadam
        """,
    "victim": """
        lansia, korban, bayi, orok, balita, anak kecil, bocah cilik, budak leutik, simbah, mbah, ibu hamil,
        wong tuwo, kolot, nenek, kakek, warga terjebak, jiwa, nyawa, nyaba, na'-kana', difabel, luka, tatu,
        berdarah, terluka, penghuni, bongso seppo, orang di dalam, masih di dalam, di dalamnya, ada orang,
        wong nang njero, di bawahnya, ning ngisore, penumpang, sopir, sopirnya, pengendara, anak saya, bapak saya,
        ibu saya, suami saya, istri saya, orang tua, bocah, budak, terluka parah, tak bernyawa, pengungsi
        """,
    "depth": """
        sak dodo, sakdodo, sedada, se dada, sak dengkul, selutut, sepinggang, sak bangkekan, seleher, sak gulu,
        sa dada, satuur, sabeuheung, seatap, sak payon, setinggi dada, setinggi lutut, setinggi pinggang,
        sa cangkeng, terus naik, makin tinggi, mundhak, makin membesar, membesar, gede banget apine
        """,
    "now": """
        sekarang, skrg, skr, saiki, sakniki, ayeuna, sateya, satiya, lagi, barusan, baru saja, detik ini, malam ini,
        saat ini, pas iki, sedang, nembe, keur
        """,
    "urgent": """
        darurat, cepat, cepet, cepetan, buruan, segera, gancang, enggal, enggalan, geura, gage, ndang, ghancang,
        ghallu, sos, emergency, help, kritis, genting, gawat, urgent, bahaya, ndang rene, geura kadieu, ka dieu,
        cepat ke sini, segera ke sini, buru, langsung ke lokasi
        """,
    "plea": """
        tolong, tlg, tlong, tolongin, tulung, tulungi, tulungono, nyuwun tulung, bantu, bantuan, bantuin, pitulung,
        punten, mohon, mhn, nyuwun, nyuun, mugi, menta, tolongagi, minta tolong, toolong
        """,
    "past": """
        kemarin, kemaren, wingi, kamari, bari', tahun lalu, bulan lalu, minggu lalu, dulu, mbiyen, baheula,
        tadi malam sudah, sudah padam, sudah dipadamkan, wis mati genine, geus pareum, simulasi, pelatihan, latihan,
        sosialisasi, penyuluhan, edukasi, mencegah, pencegahan, cegah, antisipasi, rawan, mitigasi, tips, kalau ada,
        kalo ada, yen ana, lamun aya, jika terjadi, bila terjadi, sudah surut, wis surat, sudah aman, sudah selamat,
        sudah tertangani, langganan, tiap tahun, setiap tahun, saben taun, tiap hujan, setiap hujan, saben udan,
        unggal hujan
        """,
    "rumour": """
        katanya, ktnya, kata orang, kata tetangga, kata temen, kata teman, jarene, jare, ujare, jarene wong, cenah,
        cenahna, saurna, caretana, ca'na, kabarnya, konon, denger denger, dengar dengar, dengar kabar, dapat kabar,
        dapet kabar, dapat info, dapet info, ada info, ada kabar, krungu krungu, krungu kabar, kabare, kabarna,
        beredar, tersebar, beredar kabar, beredar info, isu, isunya, isune, rumor, gosip, viral di wa, grup wa,
        grup sebelah, broadcast, forward, pesan berantai, di tiktok, info dari grup
        """,
    "verify": """
        bener gak, bener ga, bener nggak, bener ta, bener tah, bener ora, bener po, bener teu, leres teu,
        leres mboten, betul gak, betulkah, benarkah, benar kah, apa benar, apakah benar, apa bener, apa betul,
        emang bener, emang iya, apa iya, opo bener, opo iyo, opo temenan, tenan ora, tenan po, temenan ta, masa sih,
        beneran, beneran gak, beneran ga, serius, hoax apa, hoaks apa, hoax kah, hoaks kah, hoax bukan, hoaks bukan,
        hoaks apa bukan, fakta atau hoaks, fakta apa hoax, mohon klarifikasi, klarifikasi, minta klarifikasi,
        valid gak, valid ga, sahih gak, ongghu, onggu apa, bendher apa, naha leres, naha bener, enya kitu, kitu,
        bener kan, bener tidak, benar tidak, benar gak, benar ga, benar nggak, betul ga, betul tidak,
        tenan ta, asli apa palsu, ini asli, valid tidak, valid kah, beneran ta
        """,
    "spread": """
        sebarkan, sebarin, sebar luaskan, sebarluaskan, tolong sebarkan, viralkan, share ke, bagikan ke,
        bagikan sebelum, sebelum dihapus, teruskan ke, sebarno, sebarke, bantu sebar, bantu share,
        kirim ke semua grup, info valid, jangan sampai kena, awas jangan mau, jangan mau divaksin,
        jangan mau disuntik
        """,
    "permission": """
        izin bagikan, ijin bagikan, izin share, ijin share, izin membagikan, ijin membagikan, izin sebar, ijin sebar,
        izin repost, ijin repost, izin copas, ijin copas, numpang share, minta izin share
        """,
    "hoax": """
        hoax, hoaks, konspirasi, microchip, chip, settingan, rekayasa, antek asing, elite global, ditutup tutupi,
        disembunyikan media, media bungkam, mengandung racun, mengandung babi, bikin mandul, ternyata berbayar,
        ternyata palsu, penyakit buatan
        """,
    "place": """
        jalan, jln, dalan, ratan, jalanan, lurung, jhalan, lorong, gang, lampu, pju, penerangan, lampu merah,
        traffic light, bangjo, trotoar, jembatan, kreteg, sasak, kerteg, selokan, got, gorong, drainase, solokan,
        kalen, kali, sungai, wangan, air, banyu, cai, aeng, pdam, pam, ledeng, listrik, pln, setrum, sampah, runtah,
        uwuh, sekolah, sd, smp, sma, puskesmas, rsud, rs, rumah sakit, igd, poli, apotek, pasar, terminal, halte,
        bus, angkot, trans, stasiun, parkir, taman, alun alun, lapangan, wc, toilet, kelurahan, kecamatan,
        balai desa, bale desa, kantor, loket, samsat, dukcapil, disdukcapil, kua, dinas, dinsos, website, web,
        situs, aplikasi, app, apk, server, sistem, call center, telpon, telepon, wifi, internet, sinyal, bansos,
        blt, pkh, bpnt, sembako, kis, bpjs, ktp, kk, akta, akte, sim, stnk, e-ktp, ektp, kia, surat, berkas,
        petugas, pegawai, perangkat, pak rt, pak rw, lurah, kades, camat, satpol, juru parkir, jukir, tukang parkir,
        tiang, kabel, portal, jpo, zebra cross, rambu, aspal, proyek, galian, perbaikan, tpa, tps, tpst, truk,
        tronton, pabrik, irigasi, sumur, hidran, pompa, embung, waduk, pipa, gas, elpiji, lpg, pupuk, solar,
        pertalite, bbm, pkl, ppdb, spmb, zonasi, pajak, pbb, dhalan, jalanna, fasilitas, kolam, gedung, rel, palang
        """,
    "fault": """
        mati, pareum, pejah, padam, byarpet, rusak, risak, rosak, bolong, lubang, berlubang, growong, legok, jebol,
        ambrol, ambruk, retak, amblas, bocor, mampet, mandek, mandeg, macet, muampet, buntu, lemot, lelet, ngadat,
        trouble, keruh, butek, bau, bacin, mambu, menumpuk, numpuk, nimbun, berserakan, meluber, luber, banjir,
        kebanjiran, caah, tergenang, genangan, nggenang, becek, licin, gelap, peteng, poek, petteng, kotor, reged,
        kumuh, jorok, rembes, lelah nunggu, dipingpong, dioper, dipersulit, ribet, mbulet, pungli, dimintai uang,
        diminta uang, minta uang, nyogok, sogok, sembarangan, ngebut, ugal ugalan, berisik, bising, brisik, bleyer,
        knalpot brong, polusi, debu, limbah, mencemari, mangkrak, terbengkalai, rubuh, roboh, tumbang, diputus,
        mandul, putung, ndlewer, colong, maling, dicoret, disunat, tidak merata, gak merata, salah sasaran,
        ora rata, teu rata, tidak tepat sasaran, gak tepat sasaran, jhubek, ruksak, sossa, putus, down, copot,
        pecah, tidak ada jawaban, gak ada jawaban, tidak ada respon, gak ada respon, ga ada respon,
        tidak ada tindak lanjut, tidak ada di tempat, gak ada di tempat, ora ono respon, teu aya respon,
        byar pet, mati urip, jeglongan, jeglong, krowak, mrotholi, mengelupas, mung netes, cuma netes, pesing,
        lapuk, condong, doyong, menganga, dioper oper, diping pong, dilempar lempar, ruwet, semrawut, kering,
        nonaktif, mandheg, curang, dicurangi, semaunya, seenaknya, sak karepe
        """,
    "missing": """
        belum, blm, blom, durung, dereng, tacan, acan, ta'sa, ghita', gita', bellum, tidak, gak, ga, nggak, ora,
        teu, henteu, ndak, enggak, mboten, ta', tak, tidk, tdk, blum, belom, boten, kagak, lo, banne, ndk, gk, g,
        kada, indak
        """,
    "expected": """
        keluar, kluar, metu, kaluar, muncul, cair, turun, mudhun, medal, datang, dateng, teko, teka, sumping,
        diangkut, diangkat, diambil, dijukuk, diperbaiki, dibenahi, didandani, dibenerin, dibetulkan, ditambal,
        diaspal, dicor, dikerjakan, digarap, dirampungkan, selesai, rampung, beres, jadi, dadi, jadi jadi, anggeus,
        mengalir, ngalir, mili, ngocor, nyala, menyala, urip, hurung, odi', berfungsi, bisa dibuka, bisa login,
        bisa diakses, bisa daftar, bisa masuk, bisa digunakan, iso dibukak, iso, bisa, direspon, direspons, dibalas,
        diwaro, ditanggapi, ditindak, ditindaklanjuti, ditangani, dilayani, diangkat telponnya, diproses, dapat,
        dapet, oleh, olih, meunang, olle, kebagian, kabagian, entuk, terdaftar, ditertibkan, dibersihkan, dikeruk,
        jalan, sampai, tekan, buka, aktif, lancar, dibangun, kunjung, digubris, tersentuh, dibayar, dibayarkan
        """,
    "since": """
        sudah seminggu, seminggu, sebulan, setahun, berhari hari, berminggu minggu, berbulan bulan, bertahun tahun,
        dari kemarin, dari pagi, dari tadi, ti isuk, kit isuk, ket wingi, ket mau, wis seminggu, wis suwe,
        wis sesasi, sesasi, saminggu, sabulan, geus lila, geus sabulan, dua minggu, tiga hari, dua hari,
        telung dina, rong minggu, rong dina, patang dina, opat poe, tilu poe, dua poe, lo' are, minggu, bulan,
        tahun, dina, sasi, taun, poe, bulanna, are, setiap hari, tiap hari, tiap malam, saben dino, saben bengi,
        unggal poe, terus menerus, maneh, meneh, deui, pole, lagi lagi, melulu, mulu, berkali kali, lagi, terus, jam,
        berjam jam, ping pindho, ping telu, ping papat, berkali, dari subuh, sejak subuh, saben malem, tiap
        malem
        """,
    "check": """
        dicek, cek, dicheck, ditinjau, tinjau, ditindaklanjuti, tindak lanjuti, ditindak, diperbaiki, dibenahi,
        didandani, didandosi, dibenerin, dibetulkan, dibersihkan, diangkut, ditertibkan, dirapikan, diperhatikan,
        ditegur, ditambal, diganti, dipriksa, diparios, dipariksa, dilereskeun, diomekeun, dibecikno, dipateni,
        ditebang, dipangkas, dikeruk, ditangani, diusut, mpon dhipariksa, epateppa', dipabecce', lapor, laporan,
        melapor, aduan, ngadu, komplain
        """,
    "ask": """
        apa, apakah, opo, nopo, napa, naon, apa ya, apah, siapa, sapa, sinten, saha, sapah, kapan, kpn, iraha, bila,
        pabila, mbenjing nopo, di mana, dimana, dmn, nang endi, neng endi, ning endi, wonten pundi, dimana ya,
        di mana ya, ka mana, kemana, ke mana, nandi, endi, kamana, dimana nya, e dhimma, dhimma, berapa, brp, brapa,
        pira, piro, pinten, sabaraha, barampa, saponapa, bagaimana, bgmn, gimana, gmn, gmna, piye, pripun, yaopo,
        yok opo, kumaha, kadhi ponapa, dha' ramma, baremma, kenapa, knp, ngapa, kok, mengapa, ngopo, nyapo, naha,
        arapa, bisa gak, bisa ga, bisa nggak, bisa ndak, bisa kah, bisakah, iso ora, isok ta, tiasa teu, bisa teu,
        boleh gak, boleh ga, bolehkah, oleh ora, harus bawa, syaratnya apa, syarat apa, syarat, syaratnya, prosedur,
        prosedurnya, caranya, carane, carana, cara, jam buka, jam berapa, jam pira, jam piro, tanggal berapa,
        biayanya, biaya, info, infonya, infone, mau tanya, mo tanya, tanya, tanya dong, numpang tanya, nanya, takon,
        arep takok, takok, tanglet, badhe tanglet, naros, bade naros, atanya'a, bhadhi atanya'a, atanya, masih buka,
        masih ada, apa masih, tasih, ada gak, ada ga, ada nggak, ana ora, aya teu, bade tumaros, tumaros, gak ya,
        ga ya, mana, gak kak, gak min, ga min, ga kak, nggak min, nggak kak, tidak min, tidak kak, tidak ya,
        ora min, ora yo, ta min, boten min, kah min, bisa lewat, apa bisa, apa boleh, harus ke mana, lapor ke mana,
        gimana ya, info dong, minta info, bagi info, min info, ada info,
        bayar gak, bayar nggak, bayar ora, sudah bisa belum, udah bisa belum, isih ono ora, ono maneh ora, ono
        ora, minta nomor, minta nomer, njaluk nomer
        """,
    "hard_ask": """
        kapan, iraha, di mana, dimana, nang endi, neng endi, ning endi, wonten pundi, kamana, dhimma, berapa, brp,
        pira, piro, pinten, sabaraha, barampa, bagaimana cara, gimana cara, gimana caranya, gmn cara, piye carane,
        pripun carane, kumaha carana, mau tanya, numpang tanya, tanya dong, izin bertanya, ijin bertanya,
        izin tanya, ijin tanya, badhe tanglet, bade naros, bade tumaros, arep takon, arep takok, syaratnya apa,
        syarat apa, apa syarat, bisakah, bolehkah, apakah, bhadhi atanya'a, atanya'a, jam berapa, jam pira,
        jam piro, ke mana, kemana, harus ke mana, syaratnya, caranya, kudu gawa, harus bawa apa, atau bayar,
        biayanya berapa, napa wonten, aya teu, ana ora, minta info, bagi info, min info, info lowongan
        """,
    "wish": """
        mohon, mhn, minta, tolong, semoga, smoga, harap, harapan, berharap, harapannya, pengen, pengin, ingin,
        kepengin, pingin, kepingin, hoyong, palay, terro, nyuwun, nyuun, mugi, mugia, mugo, muga, mugi mugi, moga,
        moga moga, andaikan, seandainya, kalau bisa, kalo bisa, klo bisa, yen iso, lamun tiasa, menawi saged,
        ayo dong, usul, usulan, alangkah, kapan ada, kapan dibangun, kapan punya, mogha, moghaa, nyo'on, parlo,
        mbok yao, mbok ya, mbokyao, mbok, kepengen, kapan ya, kapan kira kira, hayang, hayangna, kersa, munga
        """,
    "build": """
        dibangun, dibangunkan, dibikin, dibikinkan, dibuatkan, diadakan, disediakan, ditambah, ditambahkan,
        ditambahi, diperbanyak, dipasang, dipasangi, diberi, dikasih, dibuka, dibukakan, dibentuk, dihadirkan,
        bangun, bikin, bikinin, buatkan, adakan, sediakan, tambah, tambahkan, tambahin, pasang, pasangin, ada, aya,
        ana, wonten, bade, diwangun, dijieun, digawe, digawekno, didamel, didamelkeun, ditambihan, dipasangkeun,
        dibangunkeun, dienengno, dianakno, diparingi, diparengi, disubsidi, digratiskan, punya, ekaghabay, ebangun,
        epasangngi, lanjutkan, diperluas, diperlebar, dilebarkan, dijadikan, badha, bada, diwujudkan, dilengkapi,
        dianggarkan, direnovasi, direhab, dirikan, didirikan, dimekarkan, diperpanjang, diusahakan
        """,
    "better": """
        sebaiknya, baiknya, sbaiknya, saran, sarannya, saran saya, saranku, saran kulo, lebih baik, lbh baik,
        lebih bagus, luwih apik, luwih becik, luwih sae, leuwih alus, leuwih sae, langkung sae, mending, mendingan,
        alangkah baiknya, alangkah bagusnya, hendaknya, hendaklah, saenipun, becike, apike, saena, alusna,
        ada baiknya, gimana kalau, gimana kalo, bagaimana kalau, kumaha upami, kumaha lamun, piye nek, piye yen,
        yaopo lek, masukan, masukannya, sekadar saran, sekedar saran, coba kalau, coba kalo, cobi, ma' lebbi begus,
        lebbi begus, lebbi sae, lain kali, lain waktu, ke depannya, kedepannya, next time, dibuat lebih,
        dibikin lebih, lebih jelas, lebih sering, lebih awal, lebih panjang, lebih detail, lebih rinci,
        lebih ringkas, lebih dini, dibuat lebih besar, huruf lebih besar, mungkin bisa, barangkali bisa, usul min,
        usul kak, usul saya, usulku, masukan saya, kritik dan saran, biar lebih, supaya lebih, ben luwih, sugan bisa,
        penake, kepenake, enake
        """,
    "more": """
        lebih, lbh, luwih, leuwih, langkung, lebbi, diperbesar, dibesarkan, diperjelas, dipercepat, dipermudah,
        disederhanakan, digedhekno, digedekake, digedein, digedekeun, jangan terlalu, ojo pati, ulah teuing,
        ditampilkan, dicantumkan, disertakan, dilengkapi, pakai, pake, nganggo
        """,
    "policy": """
        anggaran, apbd, apbn, uang rakyat, duit rakyat, dhuwit rakyat, duwit rakyat, uang pajak, pajak kami,
        pajak rakyat, kebijakan, program, aturan, perda, perbup, perwali, proyek, pejabat, pejabate, pajabat,
        pamarentah, pamarenta, pemerintah, pemkab, pemkot, pemprov, pemda, bupati, walikota, wali kota, gubernur,
        gub, bup, dewan, dprd, dpr, kadis, kades, lurah, camat, asn, pns, kinerja, kerjanya, pelayanan,
        studi banding, dinas luar, kunjungan kerja, kunker, rapat, seremonial, seremoni, pencitraan, foto foto,
        selfi, baliho, spanduk, janji, janjine, jangjina, janjhi, kampanye, bukti, buktine, buktina, realisasi,
        hasil, hasilnya, hasile, hasilna, rakyat kecil, wong cilik, tebang pilih, transparan, transparansi,
        tunjangan, gaji, mobil dinas, hukum, penguasa, birokrasi, perdane, kabijakan, dana desa, uang negara,
        periode, kunjungan, kunjungan menteri, di lapangan, di atas kertas, visi misi
        """,
    "blame": """
        mana, endi, cuma, cuman, mung, ngan, ngan ukur, doang, hanya, tok, melulu, terus, mulu, habis, buang buang,
        menghamburkan, hambur, pemborosan, boros, mubazir, percuma, sia sia, muspra, pencitraan, omdo, omong doang,
        omong tok, janji tok, janji janji, janji manis, janji doang, wacana, seremonial, seremoni, foto foto,
        gimmick, korupsi, korupsine, dikorupsi, korup, koruptor, nepotisme, kolusi, titipan, tebang pilih,
        tajam ke bawah, tumpul ke atas, tidak adil, gak adil, ora adil, teu adil, tidak becus, gak becus,
        nggak becus, ora becus, teu becus, tidak peduli, gak peduli, ora peduli, tidak pro rakyat, tidak jelas,
        gak jelas, ora jelas, ra jelas, teu jelas, tidak masuk akal, gak masuk akal, asal jadi, asal asalan,
        asal bapak senang, setengah hati, lamban, lelet, lambat, telat, gagal, ngawur, ora mutu, kurang, kirang,
        tidak transparan, gak transparan, nol, nihil, kenyang, mempersulit, nyusahno, nyusahake, menyusahkan,
        memberatkan, membebani, tumpang tindih, amburadul, semrawut, carut marut, buruk, payah, memalukan, kecewa,
        mengecewakan, bohong, ngapusi, mbujuki, bual, omong kosong, mementingkan, sibuk, molor, ora ono, ora ana,
        ra ono, teu aya, tidak ada, gak ada, ga ada, nggak ada, mboten wonten, tidak ada perubahan,
        begitu begitu saja, gitu gitu aja, ngono ngono wae, kitu kitu wae, hanya menguntungkan, menguntungkan,
        lebih besar dari, tajam, tumpul, digagas, dibuang, wungkul, tidak ada kemajuan, gak ada kemajuan,
        tidak ada hasil, lupa, bingung, tidak tegas, kurang tegas,
        bancakan, sak enake, sakenake, ora genah, ra genah, gak genah, ora nggenah, ra nggenah, formalitas,
        tambal sulam, plesiran, gonta ganti, sama saja, podo wae, padha wae, kuwi kuwi wae, itu itu saja,
        giliran, viral dulu, nunggu viral, hangat hangat, pura pura, jalan di tempat, gigit jari, asal comot
        """,
    "incite": """
        usir, usiren, usir wae, diusir, ganyang, bakar, obong, obongen, duruk, serbu, gruduk, geruduk, grudug,
        hajar, keroyok, gebuk, gebukin, pukuli, bantai, habisi, bunuh, pateni, paehan, pate'e, gantung, penggal,
        bacok, lempari, boikot, perangi, basmi, jarah, bubarkan, hancurkan, gebuk rame rame
        """,
    "group": """
        pendatang, wong njobo, wong liyo, orang luar, suku, agama, ras, etnis, cina, cino, tionghoa, yahudi, arab,
        jawa, madura, sunda, batak, papua, dayak, islam, muslim, kristen, katolik, hindu, budha, buddha, syiah,
        ahmadiyah, minoritas, pribumi, non pribumi, nonpribumi, rohingya, pengungsi, kaum, golongan, golongane,
        mereka, kafir, aseng, partai, paslon, pendukung, kubu, capres, cagub, cabup, nomor urut, kantor, kantornya,
        kantore, rumah, omahe, gedung, mobilnya, pejabat, pejabate, orang itu, warga sebelah, kampung sebelah,
        desa sebelah, gereja, masjid, pura, vihara, polisi, aparat, sesat, pki, komunis, cebong, kadrun, antek,
        pajak, suku itu, kelompok itu, mereka itu, orang suku, orang orang itu
        """,
    "insult": """
        goblok, gblk, gublug, guoblok, tolol, tolo, bego, bodoh, bodo, dungu, idiot, bangsat, bgst, bajingan,
        anjing, anjg, anj, asu, asw, kampret, brengsek, keparat, jancok, jancuk, dancok, dancuk, cok, pantek,
        pukimak, kontol, memek, ngentot, taek, tai, tae, matamu, ndasmu, raimu, cangkemmu, bedebah, laknat, biadab,
        kunyuk, monyet, babi, iblis, gendeng, gelo, sinting, sontoloyo, pekok, goblog, belegug, bloon, koplok,
        kehed, bedul, kurang ajar, tidak becus, gak becus, ora becus, nggak becus, munafik, pecundang, banci,
        pemalas, penjilat, otak udang, gak punya otak, ra duwe utek, ora duwe utek, muka tembok, tebal muka,
        gak tau malu, tidak tahu malu, ora duwe isin, teu boga kaera, lonte, patek, celeng, bengak, buduh, ghila,
        cangkem, bacot, mulut besar, cocotmu, najis, jijik, lu anjing, cocot, congor, pea, jelek lu, mbokne ancok,
        badut, bangke, bangkai, kacung, setan, sampah masyarakat, dongo, bahlul, semprul, kampungan, pengecut,
        muka badak, rai gedhek, gathel, silit, dajjal, anjir, anjrit, njing, njir, kntl, mmk, ngtd, asem, kenthir,
        picek, borokokok, jurig, siah, setan alas, anak haram, otak kosong, otak di dengkul, utek kosong, norak,
        cebol, buncit, botak, bau ketek, mulut comberan, comberan, jamban, sompret, kunti, tuyul, dekil, babu,
        budak asing, penjilat pantat, mati aja, mati saja, masuk neraka, tak punya otak, ga punya otak, pantat,
        pakak, ongok, baruak, kalera, kanciang, idiots, stupid, idiot semua, moron, clown,
        gendheng, koplak, bento, dableg, mbelgedes, lambemu, gundulmu, ra mutu, kakean cangkem, semprol
        """,
    "thanks": """
        terima kasih, trima kasih, terimakasih, trimakasih, makasih, makasi, mksh, mksih, maacih, trims, tks, thx,
        thanks, thank you, matur nuwun, matur suwun, matursuwun, maturnuwun, suwun, nuwun, hatur nuhun, nuhun,
        hatur, mator sakalangkong, sakalangkong, mator kasoon, kasoon, tengkyu, apresiasi, mengapresiasi, salut,
        bangga, two thumbs, acungan jempol, jempol, good job, congrats, congratulations, selamat ya, selamat atas,
        selamat untuk, selamat buat, selamat bertugas, selamat ulang tahun, dirgahayu, selamat hari jadi,
        sukses selalu, sukses terus, semoga sukses, lanjutkan, maju terus, jaya terus, tetap semangat,
        semangat terus, barakallah, kagem, semoga lekas sembuh, lekas sembuh, cepat sembuh, semoga cepat pulih,
        sehat selalu, semoga sehat, sehat terus, turut bangga,
        joss gandos, top markotop, sat set, gercep
        """,
    "mended": """
        sudah diperbaiki, sdh diperbaiki, udah diperbaiki, wis didandani, wes didandani, sampun didandosi,
        sudah dibenahi, wis apik, wis alus, wes alus, wes apik, wis mulus, wes mulus, geus alus, tos sae, atos sae,
        sampun sae, pon begus, sudah bagus, udah bagus, sudah mulus, udah mulus, sudah lancar, udah lancar,
        wis lancar, tos lancar, sudah nyala, udah nyala, wis urip, wis murup, sudah terang, udah terang,
        wis padhang, tos caang, jadi bagus, jadi terang, dadi padhang, jadi mulus, jadi lancar, sudah ditangani,
        sudah ditindaklanjuti, langsung ditangani, langsung diperbaiki, langsung dibenahi, cepat ditangani,
        cepat diperbaiki, sudah diangkut, sudah diaspal, wis diaspal, tos diaspal, sudah beres, udah beres,
        tidak macet lagi, gak macet lagi, ga macet lagi, ora macet maneh, teu macet deui, tidak banjir lagi,
        gak banjir lagi, ga banjir lagi, ora banjir maneh, teu banjir deui, sudah bersih, wis resik, tos beresih,
        tidak bau lagi, gak bau lagi, tidak gelap lagi, gak gelap lagi, gak peteng maneh, ora peteng maneh,
        teu poek deui
        """,
    "greeting": """
        hadir, nyimak, menyimak, pertama, pertamax, first, absen, assalamualaikum, asslm, halo, hallo, hai, hi,
        pagi, siang, sore, malam, enjing, sonten, dalu, met pagi, selamat pagi, selamat siang, selamat sore,
        selamat malam, sugeng enjing, sugeng siang, wilujeng enjing, wilujeng siang, up, lihat ini, liat ini,
        cek dm, follback, salken, salam kenal, salam, selamat hari raya, selamat idul fitri, selamat natal,
        selamat tahun baru, selamat lebaran, minal aidin, mohon maaf lahir dan batin, mohon maaf lahir batin,
        selamat berpuasa, selamat menunaikan, marhaban, pagi semua, yuk, kumpul
        """,
    "shortfall": """
        telat, terlambat, lambat, suwe, lila, abit, lambhat, molor, ngaret, hilang, ilang, leungit, habis, entek,
        seep, langka, mahal, dobel, salah, keliru, penuh, kosong, tutup, liar, ditolak, longsor, asap, dicuri,
        dipotong, antre panjang, antri panjang, antrian panjang, antrean panjang, rawan, bahaya, mbebayani,
        gangguan, dipungut, error, erorr, eror, antre, antri, antrian, ngantri, ngantre, antrean, judes, jutek,
        ketus, galak, kasar, tidak ramah, gak ramah, suwe banget, lama, jarang, arang, dipakai jualan,
        dipakai parkir, buat parkir, parkir di trotoar, ngetem, macetin
        """,
    "slur": """
        kafir, pki, komunis, cebong, kadrun, aseng, cina komunis, antek aseng, antek asing
        """,
    "unlawful": """
        jangan bayar pajak, ojo mbayar pajak, jangan kasih hidup, jangan dikasih hidup, tak perlu bayar pajak, tidak
        usah bayar pajak, gak usah bayar pajak, ulah mayar pajeg, turunkan paksa, lengserkan, gulingkan, rusuh aja,
        bakar saja, bakar aja, obong wae, coblos nomor, menangkan nomor, jangan pilih, ojo pilih, ganti presiden, ganti
        bupati, kita lawan, jangan mau bayar, jangan bayar, duduki kantor, lumpuhkan kota, angkat senjata, bawa batu,
        bawa bambu runcing, bawa pentungan, bawa sajam, molotov, hakimi sendiri, main hakim sendiri, sweeping, seret
        keluar, kepung rumah, turun ke jalan, halal darahnya, darahnya halal, angkat kaki, pulangkan, balik ke
        negaramu, revolusi, khilafah, makar, gulingkan rezim, tumbangkan, tumpas, musnahkan, ludahi, culik anaknya,
        bikin rusuh, penjarahan, pilih yang seiman, pilih yang seagama, lawan polisi, serang kantor, sikat habis, ayo
        demo anarkis, hancurkan saja, bunuh saja, gantung saja, pateni wae, duruk wae, tembak mati, tembak di tempat,
        usir dari, usir mereka, jangan kasih kerja, jangan kasih tempat, penjajah
        """,
    "should": """
        seharusnya, harusnya, hrsnya, kudune, kuduna, sakuduna, kedahna, kedahe
        """,
    "address": """
        min, mimin, admin, kak, kaka, pak, bu, bpk, kang, mas, mbak, teh, cak, lur, gan, om
        """,
    "supposed": """
        kalau, kalo, klo, jika, bila, misal, misalnya, yen, nek, lek, menawi, lamun, mun, upami, mon
        """,
}


def _cues() -> dict[tuple[str, ...], tuple[str, ...]]:
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, phrases in _LISTS.items():
        for phrase in phrases.split(","):
            words = tuple(phrase.split())
            if words and name not in names.get(words, ()):
                names[words] = (*names.get(words, ()), name)
    return names


CUES: dict[tuple[str, ...], tuple[str, ...]] = _cues()
"""The words of a phrase -> the names of what it shows."""
