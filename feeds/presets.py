"""Feeds an Indonesian agency may want, by a short name: national outlets, BMKG, fact-checkers, trends, neighbours.

The addresses are those known in November 2026 and none could be tried from where this was written; an outlet that moves
its feed is found by its site's address. Names with a colon want something behind it: `antara:jatim`, `wordpress:SITE`.
"""

from typing import Literal, NamedTuple

Sort = Literal["news", "warning", "fact_check", "trend", "own"]


class Preset(NamedTuple):
    """One of them."""

    name: str
    title: str
    url: str
    """With `{}` where what stands behind the colon goes."""
    sort: Sort


PRESETS: tuple[Preset, ...] = (
    Preset("antara", "ANTARA", "https://www.antaranews.com/rss/terkini.xml", "news"),
    Preset("antara:", "ANTARA, by province: antara:jatim", "https://{}.antaranews.com/rss/terkini.xml", "news"),
    Preset("detik", "detikcom", "https://rss.detik.com/", "news"),
    Preset("kompas", "Kompas.com", "https://rss.kompas.com/", "news"),
    Preset("tempo", "Tempo", "https://rss.tempo.co/nasional", "news"),
    Preset("cnn", "CNN Indonesia", "https://www.cnnindonesia.com/nasional/rss", "news"),
    Preset("cnbc", "CNBC Indonesia", "https://www.cnbcindonesia.com/news/rss", "news"),
    Preset("republika", "Republika", "https://www.republika.co.id/rss", "news"),
    Preset("okezone", "Okezone", "https://sindikasi.okezone.com/index.php/rss/0/RSS2.0", "news"),
    Preset("sindonews", "SINDOnews", "https://www.sindonews.com/feed", "news"),
    Preset("tribun", "Tribunnews", "https://www.tribunnews.com/rss", "news"),
    Preset("tribun:", "Tribun, by region: tribun:jatim", "https://{}.tribunnews.com/rss", "news"),
    Preset("liputan6", "Liputan6", "https://feed.liputan6.com/rss", "news"),
    Preset("suara", "Suara.com", "https://www.suara.com/rss", "news"),
    Preset("bmkg", "BMKG: weather warnings", "https://www.bmkg.go.id/alerts/nowcast/id", "warning"),
    Preset("gempa", "BMKG: felt earthquakes", "https://data.bmkg.go.id/DataMKG/TEWS/gempadirasakan.xml", "warning"),
    Preset("gempa5", "BMKG: M 5 and more", "https://data.bmkg.go.id/DataMKG/TEWS/gempaterkini.xml", "warning"),
    Preset("turnbackhoax", "TurnBackHoax (MAFINDO)", "https://turnbackhoax.id/feed/", "fact_check"),
    Preset("cekfakta", "CekFakta", "https://cekfakta.com/feed/", "fact_check"),
    Preset("liputan6-cekfakta", "Liputan6 Cek Fakta", "https://feed.liputan6.com/rss/cek-fakta", "fact_check"),
    Preset("trends", "Google Trends, Indonesia", "https://trends.google.com/trending/rss?geo=ID", "trend"),
    Preset("youtube:", "A channel: youtube:UC…", "https://www.youtube.com/feeds/videos.xml?channel_id={}", "own"),
    Preset("reddit:", "A community: reddit:indonesia", "https://www.reddit.com/r/{}/.rss", "own"),
    Preset("wordpress:", "A neighbour's site: wordpress:sumberrejo.go.id", "https://{}/feed/", "own"),
)

_BEHIND = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./")


def address_of(word: str) -> str:
    """The address a short name stands for; the word itself where it is none."""
    word = word.strip()
    head, colon, behind = word.partition(":")
    found = next((one for one in PRESETS if one.name == head.lower() + colon), None)
    if found is None or (colon and not (behind and _BEHIND.issuperset(behind) and not behind.startswith("/"))):
        return word
    return found.url.replace("{}", behind.strip("/"))
