"""The fakes against what the platforms publish: discovery document, field lists, models, lexicons.

The packages that hold them are large, so they are not among the developers' tools: `make test-e2e` installs them. What
is not installed is skipped, and named.
"""

import re
from collections.abc import Iterator
from inspect import getsource
from pathlib import Path
from typing import Any

import msgspec
import pytest

from channels.contract import Picture
from channels.platforms import TAKEN
from domain.times import DAY
from tests.channels.fakes.cases import CASES, Case, tokens_in
from tests.channels.fakes.platform import Asked, Fake, running

Pairs = list[tuple[Asked, int, Any]]
BY_NAME = {case.name: case for case in CASES}


def exercised(case: Case, folder: Path) -> Pairs:
    """What was asked and answered while everything a connector can do was done once."""
    with running(case.fake()) as fake:
        assert isinstance(fake, Fake)
        connector = case.connect(fake, tokens_in(folder))
        asked = fake.citizen("Kapan mobil vaksin datang ke RT 05?", likes=3)
        for number in range(8):
            fake.citizen(f"Sama, kapan? {number}", parent=asked.id)
        fake.we("Besok.", parent=asked.id)
        connector.check()
        cursor = ""
        for _ in range(2):
            more = True
            while more:
                page = connector.pull(cursor)
                cursor, more = page.cursor, page.more
            fake.now += DAY
        connector.reply("r1", asked.id, case.post_ref, "Besok pukul 08.00, Kak.")
        connector.find_reply("r1", asked.id, "Besok pukul 08.00, Kak.", fake.now - DAY)
        if case.hides:
            connector.hide(asked.id, True)
        connector.metrics([case.post_ref])
        if case.platform in TAKEN:
            connector.publish("p1", "Selamat pagi https://cendana.example.go.id", _pictures(case, folder))
            fake.now += DAY
            assert connector.find_post("p1", "Selamat pagi https://cendana.example.go.id", fake.now - 2 * DAY)
        return [pair for pair in fake.pairs if pair[1] < 300]


def _pictures(case: Case, folder: Path) -> list[Picture]:
    """As many as it takes, with descriptions."""
    place = "https://cendana.example.go.id/a.jpg"
    if TAKEN[case.platform].size:
        place = str(folder / "a.jpg")
        Path(place).write_bytes(b"\xff\xd8\xff\xe0")
    return [Picture(place=place, alt_text="Jembatan")] * TAKEN[case.platform].most


# YouTube: the discovery document


def test_youtube_keeps_to_the_discovery_document(tmp_path: Path) -> None:
    found = pytest.importorskip("googleapiclient.discovery_cache", reason="google-api-python-client")
    document = Path(found.__file__).parent / "documents" / "youtube.v3.json"
    spec = msgspec.json.decode(document.read_bytes())
    names = {"commentThreads": "commentThreads", "comments": "comments", "channels": "channels", "videos": "videos"}
    told = 0
    for asked, _status, answer in exercised(BY_NAME["youtube"], tmp_path):
        if asked.path == "/token":
            continue
        parts = asked.path.removeprefix("/youtube/v3/").split("/")
        resource = spec["resources"][names[parts[0]]]["methods"]
        method = resource[parts[1] if len(parts) > 1 else "insert" if asked.method == "POST" else "list"]
        assert set(asked.query) <= method["parameters"].keys()
        assert {name for name, one in method["parameters"].items() if one.get("required")} <= set(asked.query)
        assert asked.method == method["httpMethod"]
        assert "https://www.googleapis.com/auth/youtube.force-ssl" in method["scopes"]
        if asked.body:
            _discovered(asked.body, spec["schemas"][method["request"]["$ref"]], spec["schemas"])
        if answer is not None:
            _discovered(answer, spec["schemas"][method["response"]["$ref"]], spec["schemas"])
            told += 1
    assert told >= 6


def _discovered(value: Any, schema: dict[str, Any], schemas: dict[str, Any], where: str = "") -> None:
    schema = schemas[schema["$ref"]] if "$ref" in schema else schema
    kinds: dict[str, Any] = {
        "string": str,
        "integer": int,
        "boolean": bool,
        "array": list,
        "object": dict,
        "number": float,
        "any": object,
    }
    assert isinstance(value, kinds[schema["type"]]), where
    if schema["type"] == "object" and "properties" in schema:
        for name, inner in value.items():
            assert name in schema["properties"], f"{where}.{name} is invented"
            _discovered(inner, schema["properties"][name], schemas, f"{where}.{name}")
    elif schema["type"] == "array":
        for inner in value:
            _discovered(inner, schema["items"], schemas, f"{where}[]")
    if "enum" in schema:
        assert value in schema["enum"], where


# Meta: the field lists of its SDK


def _fields(kind: Any) -> set[str]:
    return {value for name, value in vars(kind.Field).items() if not name.startswith("_") and isinstance(value, str)}


def _parameters(method: Any) -> set[str]:
    """The parameters that a method of the SDK knows, read from its source."""
    source = getsource(method)
    told = source[source.index("param_types = {") : source.index("enums = {")]
    return set(re.findall(r"'(\w+)': '", told))


def _told(asked: Asked) -> set[str]:
    """The names of a form's fields; of a list's `name[0]` the name."""
    return {name.partition("[")[0] for name in asked.body} - {"appsecret_proof"}


def _asked_fields(text: str) -> Iterator[str]:
    """The names at the first level of a `fields` parameter."""
    depth, name = 0, ""
    for sign in text + ",":
        if sign == "," and not depth:
            yield name.partition("{")[0].partition(".")[0]
            name = ""
            continue
        depth += (sign in "{(") - (sign in "})")
        name += sign


def test_facebook_keeps_to_the_fields_of_the_sdk(tmp_path: Path) -> None:
    objects = pytest.importorskip("facebook_business.adobjects", reason="facebook-business")
    assert objects
    from importlib import import_module

    def fields(module: str, name: str) -> set[str]:
        return _fields(getattr(import_module(f"facebook_business.adobjects.{module}"), name))

    edges = {"comments", "reactions"}
    comment, page = fields("comment", "Comment"), fields("page", "Page")
    post = fields("pagepost", "PagePost") | edges
    sdk = import_module("facebook_business.adobjects.page").Page
    takes = {"photos": _parameters(sdk.create_photo) | {"source"}, "feed": _parameters(sdk.create_feed)}
    told, written = 0, set()
    for asked, _status, answer in exercised(BY_NAME["facebook"], tmp_path):
        listed = asked.path.endswith("/published_posts")
        if (edge := asked.path.rpartition("/")[2]) in takes:
            assert _told(asked) <= takes[edge], _told(asked)
            written.add(edge)
        known = post if listed else comment if "comments" in asked.path else page | comment | post
        wanted = set(_asked_fields(asked.query.get("fields", ""))) - {""}
        assert wanted <= known, wanted - known
        for one in answer.get("data", []):
            assert one.keys() <= (post if listed else comment), one.keys()
            told += 1
    assert told > 20
    assert written == takes.keys()


def test_instagram_keeps_to_the_fields_of_the_sdk(tmp_path: Path) -> None:
    pytest.importorskip("facebook_business.adobjects", reason="facebook-business")
    from importlib import import_module

    def fields(module: str, name: str) -> set[str]:
        return _fields(getattr(import_module(f"facebook_business.adobjects.{module}"), name))

    comment, media = fields("igcomment", "IGComment") | {"replies"}, fields("igmedia", "IGMedia")
    user = fields("iguser", "IGUser") | {"user_id"}  # Instagram login names it so (docs: Instagram API, Get started).
    sdk = import_module("facebook_business.adobjects.iguser").IGUser
    takes = {"media": _parameters(sdk.create_media), "media_publish": _parameters(sdk.create_media_publish)}
    told, written = 0, set()
    for asked, _status, answer in exercised(BY_NAME["instagram"], tmp_path):
        end = asked.path.rpartition("/")[2]
        known = {"me": user, "media": media, "comments": comment, "replies": comment}.get(end)
        if asked.method == "POST" and end in takes:
            assert _told(asked) <= takes[end], _told(asked)
            written.add(end)
        wanted = set(_asked_fields(asked.query.get("fields", ""))) - {""}
        if known is None or asked.method == "POST":
            continue
        assert wanted <= known, wanted - known
        for one in answer.get("data", []):
            assert one.keys() <= known, one.keys() - known
            told += 1
    assert told > 10
    assert written == takes.keys()


# X: the models of its own SDK, made of the OpenAPI document; they speak of posts


def test_x_keeps_to_the_models_of_the_sdk(tmp_path: Path) -> None:
    schemas = pytest.importorskip("xdk.schemas", reason="xdk")
    writes = {
        "/2/tweets": (schemas.CreatePostsRequest, schemas.CreatePostsResponse),
        "/2/media/upload": (schemas.MediaUploadRequest, schemas.MediaUploadResponse),
        "/2/media/metadata": (schemas.CreateMediaMetadataRequest, schemas.CreateMediaMetadataResponse),
    }
    told, written = 0, set()
    for asked, _status, answer in exercised(BY_NAME["x of posts"], tmp_path):
        if asked.method == "POST" and asked.path in writes:
            body = {name: "x" if isinstance(value, bytes) else value for name, value in asked.body.items()}
            for kind, value in zip(writes[asked.path], (body, answer), strict=True):
                _modelled(value, kind)
            written.add(asked.path)
        if not asked.path.endswith(("/mentions", "/tweets")) or asked.method != "GET":
            continue
        for one in answer.get("data", []):
            schemas.Post.model_validate(one)
            names = {info.alias or name for name, info in schemas.Post.model_fields.items()}
            assert one.keys() <= names, one.keys() - names
            told += 1
        for one in answer.get("includes", {}).get("users", []):
            names = {info.alias or name for name, info in schemas.User.model_fields.items()}
            assert one.keys() <= names
    assert told > 8
    assert written == writes.keys()


def _modelled(value: Any, kind: Any) -> None:
    """Whether a value is what a model says, and names nothing that it does not know: the models let that pass."""
    given = kind.model_validate(value)
    extra = {name for name in given.model_extra or {} if not name.startswith("edit_history_")}
    assert not extra, extra
    for name in kind.model_fields:
        inner = getattr(given, name)
        if hasattr(inner, "model_extra"):
            _modelled(inner.model_dump(exclude_unset=True, by_alias=True), type(inner))


def test_the_two_dialects_differ_in_words_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    tweets, posts = (exercised(BY_NAME[name], tmp_path / sub) for name, sub in (("x", "a"), ("x of posts", "b")))
    as_posts = msgspec.json.encode([answer for _asked, _status, answer in tweets]).decode()
    for old, new in (("referenced_tweets", "referenced_posts"), ("retweet_count", "repost_count")):
        as_posts = as_posts.replace(old, new)
    as_posts = as_posts.replace("edit_history_tweet_ids", "edit_history_post_ids")
    in_posts = msgspec.json.encode([answer for _asked, _status, answer in posts]).decode()
    assert as_posts == in_posts.replace("edit_history_tweet_ids", "edit_history_post_ids")


# Mastodon: the entities of Mastodon.py


def test_mastodon_keeps_to_the_entities(tmp_path: Path) -> None:
    types = pytest.importorskip("mastodon.return_types", reason="Mastodon.py")

    def check(value: dict[str, Any], kind: Any) -> None:
        known = kind.__annotations__.keys()
        assert value.keys() <= known, value.keys() - known

    told = 0
    for asked, _status, answer in exercised(BY_NAME["mastodon"], tmp_path):
        statuses = []
        if asked.path.endswith("/context"):
            check(answer, types.Context)
            statuses = answer["ancestors"] + answer["descendants"]
        elif asked.path.endswith("/notifications"):
            for one in answer:
                check(one, types.Notification)
            statuses = [one["status"] for one in answer]
        elif asked.path == "/api/v2/media":
            check(answer, types.MediaAttachment)
            assert set(asked.body) <= {"file", "description"}
        elif asked.path.endswith("/statuses") and asked.method == "GET":
            statuses = answer
        elif "/statuses" in asked.path:
            statuses = [answer]
        for one in statuses:
            check(one, types.Status)
            check(one["account"], types.Account)
            told += 1
    assert told > 20


# Bluesky: the lexicons, as models


def test_bluesky_keeps_to_the_lexicons(tmp_path: Path) -> None:
    models = pytest.importorskip("atproto_client.models", reason="atproto")
    kinds = {
        "app.bsky.feed.getPostThread": models.AppBskyFeedGetPostThread.Response,
        "app.bsky.feed.getPosts": models.AppBskyFeedGetPosts.Response,
        "app.bsky.feed.getAuthorFeed": models.AppBskyFeedGetAuthorFeed.Response,
        "app.bsky.notification.listNotifications": models.AppBskyNotificationListNotifications.Response,
        "com.atproto.server.getSession": models.ComAtprotoServerGetSession.Response,
        "app.bsky.actor.getProfile": models.AppBskyActorDefs.ProfileViewDetailed,
    }
    told = set()
    for asked, _status, answer in exercised(BY_NAME["bluesky"], tmp_path):
        method = asked.path.removeprefix("/xrpc/")
        if method == "com.atproto.repo.uploadBlob":
            models.get_or_create(answer, models.ComAtprotoRepoUploadBlob.Response, strict=True)
            told.add(method)
        if kind := kinds.get(method):
            models.get_or_create(answer, kind, strict=True)
            told.add(method)
        if method == "com.atproto.repo.putRecord":
            record = {
                "app.bsky.feed.post": models.AppBskyFeedPost,
                "app.bsky.feed.threadgate": models.AppBskyFeedThreadgate,
            }
            models.get_or_create(asked.body["record"], record[asked.body["collection"]].Record, strict=True)
            models.get_or_create(answer, models.ComAtprotoRepoPutRecord.Response, strict=True)
            told.add(method)
    assert told >= kinds.keys() | {"com.atproto.repo.putRecord", "com.atproto.repo.uploadBlob"}
