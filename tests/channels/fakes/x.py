"""A fake of X's API v2 in both of its dialects."""

from typing import Any

from domain.times import iso
from tests.channels.fakes.platform import START, Asked, Fake, Said, Status, page_of

ME = "800000001"


class FakeX(Fake):
    """An account with one post."""

    ours, our_name, post = "kominfocendana", "Kominfo Cendana", "1990000000000000001"
    post_ref = "https://x.com/kominfocendana/status/1990000000000000001"
    dialect = "tweet"

    def __init__(self) -> None:
        super().__init__()
        self.versions: dict[str, list[str]] = {}
        self.summoned_only = False

    def new_id(self, number: int, parent: str) -> str:
        return str(1990000000000001000 + number)

    def edit(self, id: str, text: str) -> None:
        super().edit(id, text)
        self._number += 1
        self.versions.setdefault(id, [id]).append(self.new_id(self._number, ""))

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        if asked.path == "/2/oauth2/token":
            if asked.body.get("refresh_token") != self.refresh_token:
                raise Status(400, {"error": "invalid_request", "error_description": "Value passed was invalid."})
            self.refresh_token += "x"
            body = {"token_type": "bearer", "expires_in": 7200, "access_token": self.token, "scope": "tweet.read"}
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
                root = Said(id=self.post, post=self.post, author=self.ours, name=self.our_name, text="A", at=START)
                return 200, self._list([root, *(one for one in self.there() if one.author == self.ours)], asked), {}
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
        said: dict[str, Any] = {
            "id": self.latest(one),
            "text": one.text.replace("&", "&amp;").replace("<", "&lt;"),
            "author_id": self._user(one.author),
            "conversation_id": one.post,
            "created_at": iso(one.at, "UTC").replace("+00:00", ".000Z"),
            f"edit_history_{self.dialect}_ids": self.versions.get(one.id, [one.id]),
            "public_metrics": self._metrics(one.likes),
        }
        if one.id != self.post:
            answered = {"type": "replied_to", "id": one.parent or one.post}
            said[f"referenced_{self.dialect}s"] = [answered]
        return said

    def _metrics(self, likes: int) -> dict[str, int]:
        shares = {"retweet_count" if self.dialect == "tweet" else "repost_count": 2}
        told = {"reply_count": 0, "like_count": likes, "quote_count": 0, "bookmark_count": 0, "impression_count": 90}
        return shares | told

    def _write(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        answered = asked.body.get("reply", {}).get("in_reply_to_tweet_id", "")
        if self.summoned_only:
            body = {"title": "Forbidden", "type": "about:blank", "status": 403}
            raise Status(403, body | {"detail": "Reply to this conversation is not allowed"})
        one = self.we(asked.body["text"], parent="" if answered == self.post else answered)
        return 201, {"data": {"id": one.id, "text": one.text, "edit_history_tweet_ids": [one.id]}}, {}


class FakeXOfPosts(FakeX):
    """The same in the other dialect."""

    dialect = "post"
