"""A fake of a Mastodon server, as far as the desk speaks to it."""

import html
from typing import Any

from domain.times import iso
from tests.channels.fakes.platform import START, Asked, Fake, Said, Status

ME = "1"


class FakeMastodon(Fake):
    """A server with one post of ours; whoever answers it mentions us."""

    ours, our_name, post = "kominfo", "Kominfo Cendana", "100"
    post_ref = "https://sosial.example/@kominfo/100"

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, str] = {}
        self.asked_for = 0

    def new_id(self, number: int, parent: str) -> str:
        return str(115_000_000_000_000_000 + number)

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        self.need_token(asked)
        match asked.path.removeprefix("/api/v1/").split("/"):
            case ["accounts", "verify_credentials"]:
                return 200, self._account(self.ours, self.our_name), {}
            case ["apps", "verify_credentials"]:
                app = {"id": "1", "name": "Meja", "website": None, "scopes": ["read", "write"], "redirect_uris": ["x"]}
                return 200, app | {"redirect_uri": "x", "vapid_key": "k"}, {}
            case ["accounts", id]:
                assert id == ME
                return 200, self._account(self.ours, self.our_name), {}
            case ["accounts", id, "statuses"]:
                assert id == ME
                return 200, [self._root()], {}
            case ["notifications"]:
                return 200, self._notifications(asked), {}
            case ["statuses", id, "context"]:
                return 200, self._context(id), {}
            case ["statuses", id]:
                return 200, self._root() if id == self.post else self._status(self.there_by(id)), {}
            case ["statuses"]:
                return self._write(asked)
        raise Status(404, {"error": "Record not found"})

    def refuse_token(self) -> Status:
        return Status(401, {"error": "The access token is invalid"})

    def there_by(self, id: str) -> Said:
        """A status that was not deleted."""
        one = self.find(id)
        if one.deleted:
            raise Status(404, {"error": "Record not found"})
        return one

    def _notifications(self, asked: Asked) -> list[Any]:
        assert asked.query["types[]"] == "mention"
        mentions = [one for one in reversed(self.there()) if one.author != self.ours]
        if before := asked.query.get("max_id"):
            mentions = [one for one in mentions if int(one.id) < int(before)]
        if since := asked.query.get("since_id"):
            mentions = [one for one in mentions if int(one.id) > int(since)]
        return [
            {
                "id": one.id,
                "type": "mention",
                "created_at": self._time(one.at),
                "group_key": f"ungrouped-{one.id}",
                "account": self._account(one.author, one.name),
                "status": self._status(one),
            }
            for one in mentions[: min(self.page_size, 40)]
        ]

    def _context(self, id: str) -> dict[str, Any]:
        above: list[dict[str, Any]] = []
        below: list[dict[str, Any]] = []
        by_id = {one.id: one for one in self.said}
        one = None if id == self.post else self.there_by(id)
        while one is not None and one.parent:
            one = by_id[one.parent]
            above.insert(0, self._status(one))
        if id != self.post:
            above.insert(0, self._root())
        for other in self.there():
            walk, chain = other, set()
            while True:
                chain.add(walk.parent or self.post)
                if not walk.parent:
                    break
                walk = by_id[walk.parent]
            if id in chain:
                below.append(self._status(other))
        return {"ancestors": above, "descendants": below}

    def _root(self) -> dict[str, Any]:
        root = Said(id=self.post, post=self.post, author=self.ours, name=self.our_name, text="Jadwal", at=START)
        return self._status(root) | {
            "in_reply_to_id": None,
            "in_reply_to_account_id": None,
            "replies_count": len(self.there()),
        }

    def _status(self, one: Said) -> dict[str, Any]:
        answered = next((other for other in self.said if other.id == one.parent), None)
        by = answered.author if answered else self.ours
        content = f'<p><span class="h-card"><a href="#" class="u-url mention">@<span>{by}</span></a></span> '
        text = one.text.removeprefix(f"@{by} ")
        return {
            "id": one.id,
            "created_at": self._time(one.at),
            "edited_at": self._time(one.edited_at) if one.edited_at else None,
            "in_reply_to_id": one.parent or self.post,
            "in_reply_to_account_id": ME if by == self.ours else f"9{abs(hash(by)) % 1000}",
            "sensitive": False,
            "spoiler_text": "",
            "visibility": "public",
            "language": "id",
            "uri": f"https://sosial.example/users/{one.author}/statuses/{one.id}",
            "url": f"https://sosial.example/@{one.author}/{one.id}",
            "replies_count": 0,
            "reblogs_count": 0,
            "favourites_count": one.likes,
            "quotes_count": 0,
            "content": content + html.escape(text).replace("\n", "<br>") + "</p>",
            "account": self._account(one.author, one.name),
            "media_attachments": [],
            "mentions": [],
            "tags": [],
            "emojis": [],
            "reblog": None,
            "card": None,
            "poll": None,
            "quote": None,
            "quote_approval": {"automatic": [], "manual": [], "current_user": "denied"},
        }

    def _account(self, name: str, display: str) -> dict[str, Any]:
        return {
            "id": ME if name == self.ours else f"9{abs(hash(name)) % 1000}",
            "username": name,
            "acct": name,
            "display_name": display,
            "uri": f"https://sosial.example/users/{name}",
            "url": f"https://sosial.example/@{name}",
            "locked": False,
            "bot": False,
            "group": False,
            "discoverable": True,
            "indexable": False,
            "created_at": "2024-01-05T00:00:00.000Z",
            "note": "<p></p>",
            "avatar": "https://sosial.example/a.png",
            "avatar_static": "https://sosial.example/a.png",
            "avatar_description": "",
            "header": "https://sosial.example/h.png",
            "header_static": "https://sosial.example/h.png",
            "header_description": "",
            "followers_count": 410,
            "following_count": 12,
            "statuses_count": 33,
            "last_status_at": "2026-11-15",
            "hide_collections": None,
            "noindex": False,
            "emojis": [],
            "roles": [],
            "fields": [],
        }

    def _time(self, at: int) -> str:
        return iso(at, "UTC").replace("+00:00", ".000Z")

    def _write(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        key = asked.headers["idempotency-key"]
        if key not in self.keys:
            parent = asked.body.get("in_reply_to_id", "")
            said = self.we(asked.body["status"], parent="" if parent == self.post else parent, key=key)
            self.keys[key] = said.id
        return 200, self._status(self.find(self.keys[key])), {}
