"""A fake of X's API v2 in both of its dialects."""

import re
from typing import Any

from domain.times import iso
from tests.channels.fakes.platform import Asked, Fake, Posted, Said, Shown, Status, page_of

ME = "800000001"
_ADDRESS = re.compile(r"https?://\S+|(?<!\S)[a-z.]+\.go\.id(?!\S)")


class FakeX(Fake):
    """An account with one post."""

    ours, our_name, post = "kominfocendana", "Kominfo Cendana", "1990000000000000001"
    post_ref = "https://x.com/kominfocendana/status/1990000000000000001"
    dialect = "tweet"
    publishing = "/2/tweets"
    scope = "tweet.read users.read tweet.write tweet.moderate.write media.write offline.access"

    def __init__(self) -> None:
        super().__init__()
        self.versions: dict[str, list[str]] = {}
        self.summoned_only = False

    def new_id(self, number: int, parent: str) -> str:
        return str(1990000000000001000 + number)

    def new_post(self, number: int) -> tuple[str, str]:
        id = self.new_id(number, "")
        return id, self.url_of(id)

    def url_of(self, id: str) -> str:
        return f"https://x.com/{self.ours}/status/{id}"

    def edit(self, id: str, text: str) -> None:
        super().edit(id, text)
        self._number += 1
        self.versions.setdefault(id, [id]).append(self.new_id(self._number, ""))

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        if asked.path == "/2/oauth2/token":
            if asked.body.get("refresh_token") != self.refresh_token:
                raise Status(400, {"error": "invalid_request", "error_description": "Value passed was invalid."})
            self.refresh_token += "x"
            body = {"token_type": "bearer", "expires_in": 7200, "access_token": self.token, "scope": self.scope}
            return 200, body | {"refresh_token": self.refresh_token}, {}
        self.need_token(asked)
        match asked.path.removeprefix("/2/").split("/"):
            case ["users", "me"] | ["users", "800000001"]:
                numbers = {"followers_count": 812, "following_count": 3, "tweet_count": 90, "listed_count": 0}
                me = {"id": ME, "name": self.our_name, "username": self.ours}
                more = {"public_metrics": numbers} if "user.fields" in asked.query else {}
                return 200, {"data": me | more}, {}
            case ["users", id, "mentions"]:
                assert id == ME
                return 200, self._list([one for one in self.there() if one.author != self.ours], asked), {}
            case ["users", id, "tweets"]:
                answers = [] if "replies" in asked.query["exclude"] else self.there()
                ours = [self._own(one) for one in self.posts()] + [one for one in answers if one.author == self.ours]
                return 200, self._list(ours, asked), {}
            case ["media", "upload"]:
                assert asked.body["media_category"] == "tweet_image"
                id = self.hand_over(asked.body["media"])
                return 200, {"data": {"id": id, "media_key": f"3_{id}", "size": len(asked.body["media"])}}, {}
            case ["media", "metadata"]:
                text = asked.body["metadata"]["alt_text"]["text"]
                self.uploads[asked.body["id"]] = Shown(self.uploads[asked.body["id"]].what, text)
                return 200, {"data": {"id": asked.body["id"], "associated_metadata": {"alt_text": {"text": text}}}}, {}
            case ["tweets"] if asked.method == "GET":
                wanted = asked.query["ids"].split(",")
                data = [{"id": id, "text": "x", "public_metrics": self._metrics(7)} for id in wanted]
                return 200, {"data": data}, {}
            case ["tweets"]:
                return self._write(asked)
            case ["tweets", id, "hidden"]:
                self.find(id).hidden = asked.body["hidden"]
                return 200, {"data": {"hidden": asked.body["hidden"]}}, {}
        raise Status(404, {"title": "Not Found Error", "type": "about:blank", "status": 404, "detail": "x"})

    def refuse_token(self) -> Status:
        body = {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}
        return Status(401, body)

    def latest(self, one: Said) -> str:
        """The id of the newest version."""
        return self.versions.get(one.id, [one.id])[-1]

    def _list(self, said: list[Said], asked: Asked) -> dict[str, Any]:
        found = sorted(said, key=lambda one: -int(self.latest(one)))
        since = asked.query.get("since_id")
        found = [one for one in found if not since or int(self.latest(one)) > int(since)]
        size = min(self.page_size, int(asked.query["max_results"]))
        page, after = page_of(found, asked.query.get("pagination_token", ""), size)
        meta: dict[str, Any] = {"result_count": len(page)}
        if page:
            meta |= {"newest_id": self.latest(page[0]), "oldest_id": self.latest(page[-1])}
        people = {one.author: one.name for one in page}
        users = [{"id": self._user(name), "name": display, "username": name} for name, display in people.items()]
        body: dict[str, Any] = {"meta": meta | ({"next_token": after} if after else {})}
        if not page:
            return body
        return body | {"data": [self._tweet(one) for one in page], "includes": {"users": users}}

    def _user(self, name: str) -> str:
        return ME if name == self.ours else str(900000000 + sum(name.encode()))

    def _tweet(self, one: Said) -> dict[str, Any]:
        text, urls = self._shortened(one)
        said: dict[str, Any] = {
            "id": self.latest(one),
            "text": text.replace("&", "&amp;").replace("<", "&lt;"),
            "author_id": self._user(one.author),
            "conversation_id": one.post,
            "created_at": iso(one.at, "UTC").replace("+00:00", ".000Z"),
            f"edit_history_{self.dialect}_ids": self.versions.get(one.id, [one.id]),
            "public_metrics": self._metrics(one.likes),
        }
        if urls:
            said["entities"] = {"urls": urls}
        if one.id != one.post:
            answered = {"type": "replied_to", "id": one.parent or one.post}
            said[f"referenced_{self.dialect}s"] = [answered]
        return said

    def _own(self, one: Posted) -> Said:
        return Said(id=one.id, post=one.id, author=self.ours, name=self.our_name, text=one.text, at=one.at)

    def _shortened(self, one: Said) -> tuple[str, list[dict[str, Any]]]:
        """A text as it is told: with an address of theirs for every one in it, and one more for pictures."""
        text, urls = one.text, list[dict[str, Any]]()
        for found in _ADDRESS.finditer(one.text):
            short = f"https://t.co/a{len(urls)}"
            whole = found[0] if "://" in found[0] else f"http://{found[0]}/"
            text = text.replace(found[0], short, 1)
            urls.append({"start": 0, "end": 23, "url": short, "expanded_url": whole, "display_url": found[0][:20]})
        if (post := self.post_by(one.id)) and post.pictures:
            more = {"expanded_url": f"{post.url}/photo/1", "display_url": "pic.x.com/abc", "media_key": "3_1"}
            urls.append({"start": 0, "end": 23, "url": "https://t.co/p"} | more)
            text = f"{text} https://t.co/p"
        return text, urls

    def _metrics(self, likes: int) -> dict[str, int]:
        shares = {"retweet_count" if self.dialect == "tweet" else "repost_count": 2}
        told = {"reply_count": 0, "like_count": likes, "quote_count": 0, "bookmark_count": 0, "impression_count": 90}
        return shares | told

    def _write(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        answered = asked.body.get("reply", {}).get("in_reply_to_tweet_id", "")
        if self.summoned_only:
            body = {"title": "Forbidden", "type": "about:blank", "status": 403}
            raise Status(403, body | {"detail": "Reply to this conversation is not allowed"})
        if not answered:
            if any(one.text == asked.body["text"] for one in self.posted):
                detail = "You are not allowed to create a Tweet with duplicate content."
                raise Status(403, {"title": "Forbidden", "type": "about:blank", "status": 403, "detail": detail})
            post = self.put_up(asked.body["text"], asked.body.get("media", {}).get("media_ids", ()))
            return 201, {"data": {"id": post.id, "text": post.text, "edit_history_tweet_ids": [post.id]}}, {}
        under = answered if self.post_by(answered) else ""
        one = self.we(asked.body["text"], parent="" if under else answered, post=under)
        return 201, {"data": {"id": one.id, "text": one.text, "edit_history_tweet_ids": [one.id]}}, {}


class FakeXOfPosts(FakeX):
    """The same in the other dialect."""

    dialect = "post"
