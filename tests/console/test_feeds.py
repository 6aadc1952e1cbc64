import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import cli
import wording
from tests.feeds.loopback import Loopback, running

RSS = (
    "<rss version='2.0'><channel><title>{}</title>"
    "<item><title>Jalan desa rusak</title><link>https://desa.example/1</link>"
    "<pubDate>Mon, 16 Nov 2026 10:00:00 WIB</pubDate></item>"
    "<item><title>Pasar murah dibuka</title></item></channel></rss>"
)


@pytest.fixture
def server() -> Iterator[Loopback]:
    with running() as loopback:
        yield loopback


Said = tuple[int, str, str]
Meja = Callable[..., Said]


@pytest.fixture
def meja(capsys: pytest.CaptureFixture[str]) -> Iterator[Meja]:
    """`meja feeds`, in English: its exit code, stdout and stderr."""

    def run(*words: str) -> Said:
        try:
            code = cli.run(["feeds", "--lang", "en", *words])
        except SystemExit as left:
            code = int(str(left.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    yield run
    wording.use("id")


def document(folder: Path, title: str = "Kabar Desa") -> str:
    path = folder / "umpan.xml"
    path.write_text(RSS.format(title), encoding="utf-8")
    return str(path)


def test_a_document_is_added_listed_and_removed(meja: Meja, tmp_path: Path) -> None:
    code, out, words = meja("add", "--file", document(tmp_path))
    assert (code, out) == (0, "")
    assert words == "Kabar Desa: 2 headlines\n1 of them without a date that can be read\n"
    code, out, _ = meja("list")
    assert (code, out.split("  ")[1:5]) == (0, [" 1", "Kabar Desa", "umpan.xml", "2 headlines"])
    assert meja("remove", "1") == (0, "", "removed: Kabar Desa\n")
    assert meja() == (0, "", "No feeds yet. `meja feeds add URL` adds one.\n")
    assert meja("refresh") == meja()
    assert meja("refresh", "--due") == (0, "", "")


def test_an_address_on_the_own_network_is_added_when_allowed(meja: Meja, server: Loopback) -> None:
    url = server.says("/umpan", RSS.format("Kabar Desa").encode())
    code, _, words = meja("add", url)
    assert code == 1
    assert "--allow-private" in words
    assert server.asked == []
    assert meja("add", url, "--allow-private", "--zone", "WITA")[0] == 0
    (line,) = meja("list", "--json")[1].splitlines()
    listed = json.loads(line)
    assert (listed["title"], listed["url"], listed["kind"], listed["zone"]) == ("Kabar Desa", url, "url", "WITA")
    assert (listed["headlines"], listed["undated"], listed["error"]) == (2, 1, None)
    assert listed["fetched_at"].endswith("+00:00")


def test_refreshing_tells_each_feed_and_why_one_fails(meja: Meja, server: Loopback) -> None:
    for path in ("/satu", "/dua"):
        assert meja("add", server.says(path, RSS.format(path[1:]).encode()), "--allow-private")[0] == 0
    server.says("/dua", status="500 Oops")
    code, out, words = meja("refresh", "--json")
    assert code == 0
    satu, dua = map(json.loads, out.splitlines())
    url = server.origin + "/satu"
    assert satu == {"id": 1, "url": url, "title": "satu", "new": 0, "error": None, "params": {}, "retry_at": None}
    assert (dua["error"], dua["params"]) == ("http_status", {"status": "500"})
    assert words == "dua: The server answered 500.\n"
    _, out, _ = meja("list")
    assert "The server answered 500. (since " in out.splitlines()[1]
    assert "2 headlines" in out.splitlines()[1]


def test_a_feed_that_is_not_asked_is_named_with_the_reason(meja: Meja, server: Loopback) -> None:
    meja("add", server.says("/umpan", RSS.format("Desa").encode()), "--allow-private")
    server.says("/umpan", status="429 Busy", Retry_After="600")
    assert meja("refresh")[1:] == ("   1  Desa  0 new\n", "Desa: The server answered 429 and asks to wait.\n")
    assert meja("refresh") == (0, "", "Desa: The server answered 429 and asks to wait.\n")
    assert len(server.asked) == 2


def test_a_refresh_in_words(meja: Meja, server: Loopback) -> None:
    meja("add", server.says("/umpan", RSS.format("Desa").encode()), "--allow-private")
    server.says("/umpan", RSS.format("Desa").replace("murah dibuka", "malam ramai").encode())
    assert meja("refresh") == (0, "   1  Desa  1 new\n", "")


def test_refusals_are_said_and_exit_1(meja: Meja, tmp_path: Path) -> None:
    meja("add", "--file", document(tmp_path))
    (tmp_path / "laman.html").write_text("<html></html>")
    for words in (
        ("add", "--file", str(tmp_path / "tiada.xml")),
        ("add", "--file", str(tmp_path)),
        ("add", "--file", str(tmp_path / "laman.html")),
        ("add", "bukan-alamat"),
        ("add", "http://127.0.0.1/", "--zone", "Atlantis"),
        ("remove", "99"),
    ):
        code, out, said = meja(*words)
        assert (code, out) == (1, ""), words
        assert said.endswith(".\n"), words
        assert said.count("\n") == 1, words


@pytest.mark.parametrize("words", [("add",), ("remove",), ("bukan",), ("add", "http://a.example/", "--file", "x")])
def test_misuse_exits_2(meja: Meja, words: tuple[str, ...]) -> None:
    assert meja(*words)[0] == 2


def test_without_a_store_there_is_nothing_to_list(meja: Meja) -> None:
    code, out, words = meja("list")
    assert (code, out) == (1, "")
    assert words


def test_hostile_titles_reach_neither_stream_raw(meja: Meja, tmp_path: Path) -> None:
    hostile = "\u202eDesa\x9b31m"
    assert "\u202e" not in meja("add", "--file", document(tmp_path, hostile))[2]
    for words in (("list",), ("list", "--json"), ("refresh",)):
        _, out, err = meja(*words)
        assert not any(sign in out + err for sign in ("\u202e", "\x9b", "\x1b"))
