"""Answers as the platforms give them, recorded or written after their documents: what a connector makes of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from channels.contract import ChannelError, Connector, Page
from channels.tokens import Secrets, TokenFile
from domain.incoming import IncomingComment
from tests.channels.fakes.platform import Asked, Fake, running

FILES = Path(__file__).parent / "files" / "api"
NOW = 1_795_300_000_000


def answer(name: str) -> Any:
    """One of the answers."""
    return msgspec.json.decode((FILES / name).read_bytes())


class Told(Fake):
    """Gives one answer where a path ends so; elsewhere what `others` say, else nothing."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__()
        self.told, self.now = told, NOW

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        found: Any = next((body for end, body in self.told.items() if asked.path.endswith(end)), {})
        return 200, found, {}


def pulled(told: dict[str, Any], connect: Callable[[str, TokenFile], Connector], folder: Path) -> list[Page]:
    """Everything that comes of it."""
    with running(Told(told)) as fake:
        connector = connect(fake.url, TokenFile(folder / "tokens.json"))
        pages, cursor = [], ""
        for _ in range(8):
            page = connector.pull(cursor)
            pages.append(page)
            cursor = page.cursor
            if not page.more:
                break
        return pages


def comments(pages: list[Page]) -> dict[str, IncomingComment]:
    return {one.platform_id: one for page in pages for one in page.comments}


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_youtube(tmp_path: Path) -> None:
    from channels.youtube import YouTube

    def connect(url: str, tokens: TokenFile) -> Connector:
        tokens.put(f"youtube:UCcendana000000000000001@{url}", Secrets(access="t"))
        return YouTube("UCcendana000000000000001", tokens, lambda: NOW, url)

    threads = answer("youtube_commentThreads.list.json")
    del threads["nextPageToken"]
    found = comments(pulled({"/commentThreads": threads}, connect, tmp_path))
    top, reply = found["UgzCendana0001"], found["UgzCendana0001.Abc"]
    assert (top.author, top.handle, top.likes) == ("@rini-cendana", "rini-cendana", 12)
    assert (top.text, top.written) == ("KIA nya diambil di mana ya min", at(2026, 11, 11, 1))
    assert (reply.parent, reply.text, reply.post_ref) == (top.platform_id, "Halo Kak Rini", top.post_ref)
    assert top.post_ref == "https://www.youtube.com/watch?v=cEnDaNa0001"


def test_facebook(tmp_path: Path) -> None:
    from channels.facebook import Facebook

    def connect(url: str, tokens: TokenFile) -> Connector:
        tokens.put(f"facebook:100060000000101@{url}", Secrets(access="t"))
        return Facebook("100060000000101", tokens, lambda: NOW, url)

    listed = answer("graph_fb_post_comments.json")
    listed["data"] += listed["data"][0].pop("comments")["data"]
    del listed["paging"]["next"]
    post = {
        "id": "1",
        "created_time": "2026-11-17T01:00:00+0000",
        "permalink_url": "https://www.facebook.com/p/posts/1",
    }
    told = {"/published_posts": {"data": [post]}, "/comments": listed}
    pages = pulled(told, connect, tmp_path)
    found = comments(pages)
    asked, ours = found["1827000000000001_2900000001"], found["1827000000000001_2900000002"]
    assert (asked.author, asked.text, asked.likes) == ("Agus Salim", "Kok kemarin ga ada mobilnya?", 4)
    assert (asked.written, asked.own, asked.post_ref) == (
        at(2026, 11, 17, 3, 12),
        False,
        "https://www.facebook.com/p/posts/1",
    )
    assert (ours.parent, ours.own) == (asked.platform_id, True)
    assert pages[-1].hidden == {asked.platform_id: False}


def test_facebook_says_that_it_is_too_much(tmp_path: Path) -> None:
    from channels.facebook import Facebook
    from tests.channels.fakes.graph import PAGE, FakeFacebook

    with running(FakeFacebook()) as fake:
        tokens = TokenFile(tmp_path / "tokens.json")
        tokens.put(f"facebook:{PAGE}@{fake.url}", Secrets(access=fake.token, client_secret=FakeFacebook.secret))
        usage = '{"17841":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":7}]}'
        fake.fail_next(400, answer("graph_error_rate_limit.json"), {"X-Business-Use-Case-Usage": usage})
        with pytest.raises(ChannelError) as caught:
            Facebook(PAGE, tokens, fake.clock, fake.url).pull("")
    assert (caught.value.reason, caught.value.retry_at) == ("limited", fake.now + 7 * 60_000)


def test_instagram(tmp_path: Path) -> None:
    from channels.instagram import Instagram

    def connect(url: str, tokens: TokenFile) -> Connector:
        tokens.put(f"instagram:17841@{url}", Secrets(access="t"))
        return Instagram("17841", tokens, lambda: NOW, url)

    media = {"id": "18011000000000002", "permalink": "https://www.instagram.com/p/Abc/"}
    media |= {"timestamp": "2026-11-18T10:00:00+0000"}
    told = {"/media": {"data": [media]}, "/comments": answer("graph_ig_media_comments.json")}
    found = comments(pulled(told | {"/me": {"username": "kominfo.cendana"}}, connect, tmp_path))
    asked, ours = found["17870000000000001"], found["17870000000000002"]
    assert (asked.handle, asked.text, asked.likes) == ("siti.rahma_", "min kapan selesai??", 3)
    assert (asked.written, asked.post_ref) == (at(2026, 11, 18, 15, 41, 57), "https://www.instagram.com/p/Abc/")
    assert (ours.parent, ours.own, ours.text) == (asked.platform_id, True, "@siti.rahma_ Target 30 Nov, Kak.")


@pytest.mark.parametrize("dialect", ["post", "tweet"])
def test_x_in_both_dialects(tmp_path: Path, dialect: str) -> None:
    from channels.x import X

    def connect(url: str, tokens: TokenFile) -> Connector:
        tokens.put(f"x:800000001@{url}", Secrets(access="t"))
        return X("800000001", tokens, lambda: NOW, url)

    found = answer(f"x_search_recent.dialek_{dialect}.json")
    del found["meta"]["next_token"]
    me = {"data": {"id": "800000001", "username": "kominfocendana", "name": "Kominfo"}}
    (asked,) = comments(pulled({"/mentions": found, "/users/me": me}, connect, tmp_path)).values()
    assert asked.platform_id == "1990000000000000555"
    assert (asked.handle, asked.author, asked.likes) == ("warga_siti", "Siti", 2)
    assert (asked.parent, asked.post_ref) == ("", "https://x.com/kominfocendana/status/1990000000000000001")
    assert (asked.written, asked.own) == (at(2026, 11, 15, 2, 20), False)


def test_mastodon(tmp_path: Path) -> None:
    from channels.mastodon import Mastodon

    def connect(url: str, tokens: TokenFile) -> Connector:
        tokens.put(f"mastodon:1@{url}", Secrets(access="t"))
        return Mastodon("1", tokens, lambda: NOW, url)

    post = {"id": "115000000000000001", "created_at": "2026-11-15T02:00:00.000Z", "replies_count": 1}
    post |= {"url": "https://sosial.example/@kominfo/115000000000000001"}
    told = {"/statuses": [post], "/context": answer("mastodon_status_context.json"), "/notifications": []}
    (asked,) = comments(pulled(told, connect, tmp_path)).values()
    assert (asked.platform_id, asked.text) == ("115000000000000002", "@kominfo RT 05 sebetis min")
    assert (asked.handle, asked.parent, asked.post_ref) == ("siti", "", post["url"])


def test_bluesky_as_a_server_said_it(tmp_path: Path) -> None:
    from channels.bluesky import Bluesky

    thread = answer("bluesky_getPostThread.asli.json")
    root = thread["thread"]["post"]

    def connect(url: str, tokens: TokenFile) -> Connector:
        tokens.put(f"bluesky:{root['author']['did']}@{url}", Secrets(access="t", refresh="r"))
        return Bluesky(root["author"]["did"], tokens, lambda: NOW, url)

    told = {"getAuthorFeed": {"feed": [{"post": root}]}, "getPostThread": thread, "listNotifications": {}}
    pages = pulled(told, connect, tmp_path)
    found = comments(pages)
    hidden = {id: flag for page in pages for id, flag in page.hidden.items()}
    assert len(found) >= 1
    gated = root["threadgate"]["record"]["hiddenReplies"]
    assert {id for id, flag in hidden.items() if flag} == set(gated) & found.keys()
    assert {one.post_ref for one in found.values()} == {
        f"https://bsky.app/profile/{root['author']['handle']}/post/{root['uri'].rpartition('/')[2]}"
    }
    assert all(one.text and one.handle for one in found.values())
