"""Indonesian words that say nothing of what a headline is about: function words, and newsroom boilerplate."""

STOPWORDS = frozenset(
    """
    ada adalah agar akan aku anda antara apa apakah apalagi atas atau bagai bagaimana bagi bahkan bahwa baik banyak
    baru bawah beberapa begini begitu belum berapa berbagai bersama bila bisa boleh bukan buat cara cukup dalam dan
    dapat dari daripada dengan depan di dia diri dua demi guna hal hanya harus hari hingga ia ialah ikut ingin ini itu
    jadi jangan jika juga justru kala kalau kali kami kamu kan kapan karena kata ke kembali kemudian kenapa kepada
    ketika kini kita lagi lain lalu lebih lewat lho lima makin malah maka mana masih mau melalui memang mengapa menjadi
    menurut mereka meski meskipun mulai namun nan nya oleh orang pada padahal paling para pasca per pernah perlu pukul
    pun saat saja salah sama sambil sampai sang sangat satu saya sebab sebagai sebelum sebut sebuah secara sedang
    sehingga sejak sejumlah sekitar selain selama seluruh semakin sementara semua seorang seperti sering serta setelah
    setiap si siapa soal suatu sudah supaya tak tanpa tapi telah tengah tentang ternyata terhadap terkait terlalu
    terus tetap tetapi tidak tiga tiap tinggal turut ungkap untuk usai via wah waktu ya yakni yaitu yang

    senin selasa rabu kamis jumat sabtu minggu pagi siang sore malam kemarin besok lusa tadi wib wita wit
    berita foto video infografik infografis live populer terpopuler sinopsis simak baca juga breaking news link
    a an and are as at be by for from has have how in is it its of on or that the this to was what when who will with
    """.split()
)
