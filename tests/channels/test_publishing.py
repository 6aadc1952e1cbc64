"""Posts that go out: one contract for all connectors that publish, each against the fake of its platform."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from channels.contract import SETTLES, CannotTell, ChannelError, Picture, Reason, Sent
from channels.platforms import OFFERED, TAKEN
from domain.times import DAY, MINUTE
from tests.channels.fakes.cases import CASES, Case, Meeting, tokens_in
from tests.channels.fakes.graph import FakeInstagram
from tests.channels.fakes.mastodon import FakeMastodon
from tests.channels.fakes.platform import Asked, Fake, Shown, running
from tests.channels.fakes.x import FakeX

TEXT = "Posyandu besok pukul 08.00 di Balai RW 03, bawa KMS. https://cendana.example.go.id/posyandu #Posyandu"
JPEG, PNG = b"\xff\xd8\xff\xe0 banjir", b"\x89PNG\r\n\x1a\n longsor"
PLACES = ("after", "max_id", "pagination_token", "from")
PUBLISHING = [case for case in CASES if case.platform in TAKEN]


class Publishing(Meeting):
    """A connector that publishes, its fake, and a folder of pictures."""

    def __init__(self, case: Case, fake: Fake, folder: Path) -> None:
        super().__init__(case, fake, tokens_in(folder))
        self.taken = TAKEN[case.platform]
        self.folder = folder
        self.pauses: list[float] = []
        if hasattr(self.connector, "pause"):
            self.connector.pause = self.pauses.append
        fake.now += DAY

    def pictures(self, number: int) -> list[Picture]:
        """So many, as this platform takes them."""
        if not self.taken.size:
            address = "https://cendana.example.go.id/{}.jpg"
            return [Picture(place=address.format(one), alt_text=f"Foto {one}") for one in range(number)]
        for one in range(number):
            (self.folder / f"{one}.jpg").write_bytes(JPEG + bytes([one]))
        return [Picture(place=str(self.folder / f"{one}.jpg"), alt_text=f"Foto {one}") for one in range(number)]

    def publish(self, text: str = TEXT, key: str = "p1", pictures: int = 0) -> Sent:
        """Publish, with the fewest pictures that are needed or with more."""
        return self.connector.publish(key, text, self.pictures(max(pictures, self.taken.least)))

    def refusal(self, *media: Picture, text: str = TEXT) -> tuple[Reason, str]:
        """How it fails."""
        with pytest.raises(ChannelError) as caught:
            self.connector.publish("p1", text, media)
        return caught.value.reason, caught.value.code

    def fails(self, pictures: int = 0) -> Reason:
        """The same of a post that nothing speaks against."""
        return self.refusal(*self.pictures(max(pictures, self.taken.least)))[0]


@pytest.fixture(params=PUBLISHING, ids=[case.name for case in PUBLISHING])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Publishing]:
    case: Case = request.param
    with running(case.fake()) as fake:
        yield Publishing(case, fake, tmp_path)


def only(name: str, fake: Fake, folder: Path) -> Publishing:
    """One of them."""
    return Publishing(next(case for case in CASES if case.name == name), fake, folder)


def test_a_post_is_seen_by_everybody_and_found_again(here: Publishing) -> None:
    since = here.fake.now
    sent = here.publish()
    (post,) = here.fake.posted
    assert (post.text, post.id, post.url) == (TEXT, sent.platform_id, sent.url)
    here.fake.now += 10 * MINUTE
    found = here.connector.find_post("p1", TEXT, since)
    assert found
    assert (found.platform_id, found.url) == (sent.platform_id, sent.url)
    assert here.connector.capabilities() == OFFERED[here.case.platform]


def test_comments_come_under_the_address_of_their_post(here: Publishing) -> None:
    here.fake.citizen("Yang lama?")
    sent = here.publish()
    top = here.fake.citizen("Bawa KTP juga?", post=sent.platform_id)
    under = here.fake.citizen("Iya, bawa?", parent=top.id)
    found = here.read()
    assert {found[one.id].post_ref for one in (top, under)} == {sent.url}
    assert (found[top.id].parent, found[under.id].parent) == ("", top.id)
    assert sent.platform_id not in found
    here.connector.reply("r1", top.id, sent.url, "Cukup KMS, Kak.")
    assert len(here.fake.our_answers(top.id)) == 1
    here.fake.now += DAY
    assert {one.post_ref for one in here.read().values() if one.own} == {sent.url}


def test_pictures_go_out_in_their_order_and_described(here: Publishing) -> None:
    pictures = here.pictures(here.taken.most)
    here.connector.publish("p1", TEXT, pictures)
    (post,) = here.fake.posted
    described = here.case.platform != "matrix"
    content = [Path(one.place).read_bytes() if here.taken.size else one.place for one in pictures]
    alt_texts = [one.alt_text if described else "" for one in pictures]
    assert post.pictures == [Shown(*pair) for pair in zip(content, alt_texts, strict=True)]
    assert post.text == TEXT


def test_what_is_not_taken_is_refused_before_anything_is_asked(here: Publishing) -> None:
    text = here.folder / "surat.jpg"
    text.write_text("root:x:0:0")
    place = Picture(place="/srv/humas/tidak-ada.jpg" if here.taken.size else "https://cendana.example.go.id/a.pdf")
    media = [here.pictures(here.taken.most + 1), [place]]
    codes = ["too_many_pictures", "picture_missing" if here.taken.size else "not_a_picture"]
    assert [here.refusal(*some) for some in media] == [("refused", code) for code in codes]
    assert here.refusal(Picture(place=str(text)))[1] == ("not_a_picture" if here.taken.size else "needs_public_address")
    assert (here.asked(), here.fake.posted) == (0, [])


@pytest.mark.parametrize("done", [True, False])
def test_after_a_cut_line_the_platform_is_asked(here: Publishing, done: bool) -> None:
    since = here.fake.now
    here.fake.cut_next(done=done, publishing=True)
    assert here.fails() == "unknown"
    here.fake.now += 10 * MINUTE
    found = here.connector.find_post("p1", TEXT, since)
    assert [one.id for one in here.fake.posted] == ([found.platform_id] if found else [])
    assert bool(found) is done


@pytest.mark.parametrize("done", [True, False])
def test_a_picture_that_was_cut_off_leaves_nothing_open(here: Publishing, done: bool) -> None:
    here.fake.cut_next(done=done)
    assert here.fails(pictures=1) == "unreachable"
    assert here.fake.posted == []
    here.publish(pictures=1)
    assert len(here.fake.posted) == 1


def test_a_server_that_fails_leaves_only_publishing_open(here: Publishing) -> None:
    here.fake.fail_next(502, writing=True)
    assert here.fails(pictures=1) == "unreachable"
    here.fake.fail_next(502, publishing=True)
    assert here.fails(pictures=1) == "unknown"
    assert here.fake.posted == []


def test_the_same_key_is_published_once_where_keys_or_texts_are_known(here: Publishing) -> None:
    first = here.publish()
    if here.case.platform in ("facebook", "x"):
        assert here.refusal(*here.pictures(0)) == ("unknown", "duplicate")
    else:
        assert (here.publish().platform_id == first.platform_id) is here.case.knows_keys
    assert len(here.fake.posted) == (2 if here.case.platform == "instagram" else 1)


def test_two_posts_are_two(here: Publishing) -> None:
    since = here.fake.now
    first = here.publish("Yang pertama", "p1")
    second = here.publish("Yang kedua", "p2")
    here.fake.now += 10 * MINUTE
    found = [here.connector.find_post(f"p{n}", f"Yang {name}", since) for n, name in ((1, "pertama"), (2, "kedua"))]
    assert [one and one.platform_id for one in found] == [first.platform_id, second.platform_id]
    assert here.connector.find_post("p3", "Yang ketiga", since) is None


def test_an_older_post_of_the_same_words_is_another(here: Publishing) -> None:
    here.publish(key="p1")
    here.fake.now += DAY
    since = here.fake.now
    here.fake.now += 10 * MINUTE
    assert here.connector.find_post("p2", TEXT, since) is None


def test_clocks_may_differ_by_some_minutes(here: Publishing) -> None:
    sent = here.publish()
    here.fake.now += 15 * MINUTE
    found = here.connector.find_post("p1", TEXT, here.fake.posted[0].at + 5 * MINUTE)
    assert found
    assert found.platform_id == sent.platform_id


def test_pages_that_never_end_tell_nothing(here: Publishing) -> None:
    """A server that gives the same page again and again."""
    since, answer = here.fake.now, here.fake.respond
    here.fake.put_up("Yang lain")

    def respond(asked: Asked) -> tuple[int, Any, dict[str, str]]:
        asked.query = {name: value for name, value in asked.query.items() if name not in PLACES}
        return answer(asked)

    here.fake.page_size = 1
    here.fake.respond = respond  # type: ignore[method-assign]
    here.fake.now += 10 * MINUTE
    try:
        assert here.connector.find_post("p1", TEXT, since) is None
    except CannotTell:
        assert here.case.platform not in ("bluesky", "matrix")
    assert here.asked() < 30


def test_one_among_many_is_found(here: Publishing) -> None:
    since = here.fake.now
    sent = here.publish()
    for number in range(60):
        here.fake.put_up(f"Yang lain {number}")
    here.fake.now += 10 * MINUTE
    found = here.connector.find_post("p1", TEXT, since)
    assert found
    assert found.platform_id == sent.platform_id


def test_a_list_is_not_believed_at_once(here: Publishing) -> None:
    since = here.fake.now
    if here.case.knows_keys and here.case.platform != "mastodon":
        assert here.connector.find_post("p1", TEXT, since) is None
        return
    with pytest.raises(ChannelError) as caught:
        here.connector.find_post("p1", TEXT, since)
    assert (caught.value.reason, caught.value.retry_at) == ("limited", since + SETTLES)


def test_a_post_without_words_is_known_by_its_key_alone(here: Publishing) -> None:
    since = here.fake.now
    sent = here.publish("", pictures=1)
    here.fake.now += 10 * MINUTE
    if here.case.platform in ("bluesky", "matrix"):
        found = here.connector.find_post("p1", "", since)
        assert found
        assert found.platform_id == sent.platform_id
        return
    with pytest.raises(CannotTell):
        here.connector.find_post("p1", "", since)


def test_a_token_that_ends_is_renewed_or_told(here: Publishing) -> None:
    here.fake.expire()
    if here.case.renews:
        assert here.publish(pictures=1).platform_id == here.fake.posted[0].id
        return
    assert here.fails(pictures=1) == "expired"
    assert here.fake.posted == []


def test_too_much_says_until_when(here: Publishing) -> None:
    here.fake.fail_next(429, None, {"Retry-After": "600"}, publishing=True)
    with pytest.raises(ChannelError) as caught:
        here.publish()
    assert (caught.value.reason, caught.value.retry_at) == ("limited", here.fake.now + 10 * MINUTE)


@pytest.mark.parametrize("body", [{}, [], {"id": []}, {"data": 5}, "x"])
def test_an_answer_that_says_nothing_leaves_it_open(here: Publishing, body: Any) -> None:
    """Who publishes and hears nonsense does not know; who hands over a picture and does may try again."""
    answer = here.fake.respond

    def respond(asked: Asked) -> tuple[int, Any, dict[str, str]]:
        return (200, body, {}) if here.fake._publishes(asked) else answer(asked)

    here.fake.respond = respond  # type: ignore[method-assign]
    assert here.fails() == "unknown"
    here.fake.respond = lambda asked: (200, body, {}) if asked.method != "GET" else answer(asked)  # type: ignore[method-assign]
    assert here.fails(pictures=1) == "unreachable"


def test_videos_are_put_up_by_hand_on_youtube(tmp_path: Path) -> None:
    case = CASES[0]
    with running(case.fake()) as fake:
        connector = case.connect(fake, tokens_in(tmp_path))
        with pytest.raises(ChannelError) as caught:
            connector.publish("p1", TEXT)
        assert (caught.value.reason, caught.value.code, fake.log) == ("refused", "no_interface", [])
        with pytest.raises(CannotTell):
            connector.find_post("p1", TEXT, fake.now)


# Where a platform has ways of its own


def test_instagram_is_waited_for(tmp_path: Path) -> None:
    with running(FakeInstagram()) as fake:
        assert isinstance(fake, FakeInstagram)
        here = only("instagram", fake, tmp_path)
        fake.working = 3
        here.publish()
        assert here.pauses == [2.0] * 3
        fake.working = 10**6
        assert here.fails() == "unreachable"
        assert len(here.pauses) < 60
        fake.working, fake.fails = 0, "Error: Media upload has failed with error code 2207052"
        with pytest.raises(ChannelError) as caught:
            here.publish()
        assert (caught.value.reason, caught.value.detail) == ("refused", fake.fails)
        assert len(fake.posted) == 1


def test_instagram_takes_videos_alone_and_in_a_row(tmp_path: Path) -> None:
    with running(FakeInstagram()) as fake:
        here = only("instagram", fake, tmp_path)
        video = Picture(place="https://cendana.example.go.id/a.mp4", alt_text="Video")
        here.connector.publish("p1", "Satu", [video])
        here.connector.publish("p2", "Dua", [video, *here.pictures(1)])
        made = [asked.body for asked, _status, _answer in fake.pairs if asked.path.endswith("/media")]
        assert [one.get("media_type", "") for one in made] == ["REELS", "VIDEO", "", "CAROUSEL"]


def test_facebook_fetches_what_has_an_address(tmp_path: Path) -> None:
    with running(next(case for case in CASES if case.name == "facebook").fake()) as fake:
        here = only("facebook", fake, tmp_path)
        address = Picture(place="https://cendana.example.go.id/a.png", alt_text="Peta")
        here.connector.publish("p1", TEXT, [address, *here.pictures(1)])
        assert fake.posted[0].pictures == [Shown(address.place, "Peta"), Shown(JPEG + b"\0", "Foto 0")]


def test_a_post_that_is_out_is_not_lost_for_want_of_its_address(tmp_path: Path) -> None:
    for name in ("facebook", "instagram"):
        with running(next(case for case in CASES if case.name == name).fake()) as fake:
            here = only(name, fake, tmp_path)
            answer = fake.respond

            def respond(asked: Asked, answer: Any = answer, fake: Fake = fake) -> tuple[int, Any, dict[str, str]]:
                if fake.posted and asked.method == "GET":
                    return 500, {"error": {"message": "x", "code": 2}}, {}
                found: tuple[int, Any, dict[str, str]] = answer(asked)
                return found

            fake.respond = respond  # type: ignore[method-assign]
            assert here.publish().platform_id == fake.posted[0].id


def test_mastodon_is_waited_for_and_names_lose_their_server(tmp_path: Path) -> None:
    with running(FakeMastodon()) as fake:
        assert isinstance(fake, FakeMastodon)
        here = only("mastodon", fake, tmp_path)
        fake.working, since = 2, fake.now
        text = "Bersama @dinkes@sosial.example: vaksin <gratis> & cepat\n#Vaksin"
        sent = here.publish(text, pictures=1)
        assert here.pauses == [2.0]
        fake.now += 10 * MINUTE
        found = here.connector.find_post("p1", text, since)
        assert found
        assert found.platform_id == sent.platform_id


@pytest.mark.parametrize(
    ("text", "micros"),
    [("Besok, ya.", 15_000), ("Lihat https://cendana.example.go.id/a?b=1&c=2 ya", 200_000)],
)
def test_a_post_on_x_is_paid(tmp_path: Path, text: str, micros: int) -> None:
    with running(FakeX()) as fake:
        here = only("x", fake, tmp_path)
        here.publish(text, pictures=1)
        assert here.connector.spent.micros == micros


@pytest.mark.parametrize(
    "text",
    [
        "Lihat https://cendana.example.go.id/a?b=1&c=2 ya",
        "cendana.go.id sudah bisa dibuka & cepat <1 menit",
        "Akhirnya https://cendana.example.go.id/",
    ],
)
def test_x_writes_addresses_of_its_own(tmp_path: Path, text: str) -> None:
    with running(FakeX()) as fake:
        here = only("x", fake, tmp_path)
        since = fake.now
        sent = here.publish(text, pictures=1)
        fake.now += 10 * MINUTE
        found = here.connector.find_post("p1", text, since)
        assert found
        assert found.platform_id == sent.platform_id
        assert here.connector.find_post("p1", text.replace("cendana", "cempaka"), since) is None


def test_a_token_for_x_has_to_be_good_for_pictures(tmp_path: Path) -> None:
    with running(FakeX()) as fake:
        assert isinstance(fake, FakeX)
        fake.scope = "tweet.read tweet.write"
        here = only("x", fake, tmp_path)
        fake.expire()
        here.publish("Tanpa foto")
        assert here.refusal(*here.pictures(1)) == ("refused", "scope")
        assert "media.write" in here.connector.check().missing


def test_bluesky_is_told_where_links_and_tags_are(tmp_path: Path) -> None:
    with running(next(case for case in CASES if case.name == "bluesky").fake()) as fake:
        here = only("bluesky", fake, tmp_path)
        here.publish("Énam #Posyandu, (#KMS) https://a.go.id/x#isi #2026 #banjir2026 a#b", pictures=1)
        record = next(asked.body["record"] for asked, *_ in fake.pairs if asked.path.endswith("putRecord"))
        text = record["text"].encode()
        told = [(text[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode(), one) for one in record["facets"]]
        assert [words for words, _ in told] == ["#Posyandu", "#KMS", "https://a.go.id/x#isi", "#banjir2026"]
        features = [one["features"][0] for _, one in told]
        assert [one.get("tag", one.get("uri")) for one in features] == [
            *("Posyandu", "KMS", "https://a.go.id/x#isi", "banjir2026"),
        ]
        assert record["embed"]["images"][0]["image"]["mimeType"] == "image/jpeg"


def test_matrix_tells_a_picture_from_its_caption(tmp_path: Path) -> None:
    with running(next(case for case in CASES if case.name == "matrix").fake()) as fake:
        here = only("matrix", fake, tmp_path)
        here.publish("Siaga banjir", pictures=1)
        content = next(asked.body for asked, *_ in fake.pairs if "/send/" in asked.path)
        assert (content["msgtype"], content["body"], content["filename"]) == ("m.image", "Siaga banjir", "picture.jpg")
        assert content["info"] == {"mimetype": "image/jpeg", "size": len(JPEG) + 1}


def test_no_name_of_a_file_goes_out(here: Publishing) -> None:
    if not here.taken.size:
        return
    heard: list[bytes] = []
    serve = here.fake._serve

    def listen(handler: Any) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        heard.append(body)
        line, handler.rfile = handler.rfile, BytesIO(body)
        serve(handler)
        handler.rfile = line

    here.fake._serve = listen  # type: ignore[method-assign]
    place = here.folder / "KTP Siti Rahma.jpg"
    place.write_bytes(PNG)
    here.connector.publish("p1", TEXT, [Picture(place=str(place))])
    assert any(PNG in one for one in heard)
    assert not any(b"Siti" in one for one in heard)


def test_matrix_is_asked_once_about_what_was_answered(tmp_path: Path) -> None:
    with running(next(case for case in CASES if case.name == "matrix").fake()) as fake:
        here = only("matrix", fake, tmp_path)
        asked, sent = fake.citizen("Kapan?"), here.publish()
        here.read()
        for _ in range(3):
            for number in range(4):
                fake.citizen(f"Sama {number}", parent=asked.id)
                fake.citizen(f"Siap {number}", post=sent.platform_id)
            found = here.read()
            assert {one.post_ref for one in found.values()} == {here.case.post_ref, sent.url}
        assert len([path for _method, path, _status in fake.log if "/event/" in path]) == 1
