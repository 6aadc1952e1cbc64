"""A fake of a Mastodon server, as far as the desk speaks to it."""

import html
import re
from typing import Any

from domain.times import iso
from tests.channels.fakes.platform import Asked, Fake, Posted, Said, Status

ME = "1"


class FakeMastodon(Fake):
    """A server with one post of ours; whoever answers it mentions us."""

    ours, our_name, post = "kominfo", "Kominfo Cendana", "100"
    post_ref = "https://sosial.example/@kominfo/100"
    publishing = "/api/v1/statuses"

    def __init__(self) -> None:
        super().__init__()
        self.working = 0
        """How often a picture is not ready yet when it is asked for."""
        self.keys: dict[str, str] = {}
        self.asked_for = 0

    def new_id(self, number: int, parent: str) -> str:
        return str(115_000_000_000_000_000 + number)

    def new_post(self, number: int) -> tuple[str, str]:
        id = self.new_id(number, "")
        return id, self.url_of(id)

    def url_of(self, id: str) -> str:
        return f"https://sosial.example/@kominfo/{id}"

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        self.need_token(asked)
        if asked.path == "/api/v2/media":
            id = self.hand_over(asked.body["file"], asked.body.get("description", ""))
            return (202 if self.working else 200), self._attachment(id), {}
        match asked.path.removeprefix("/api/v1/").split("/"):
            case ["media", id]:
                self.working = max(0, self.working - 1)
                return (206 if self.working else 200), self._attachment(id), {}
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
                before = int(asked.query.get("max_id") or 10**30)
                posts = [one for one in self.posts() if int(one.id) < before]
                return 200, [self._own(one) for one in posts[: min(self.page_size, int(asked.query["limit"]))]], {}
            case ["notifications"]:
                return 200, self._notifications(asked), {}
            case ["statuses", id, "context"]:
                return 200, self._context(id), {}
            case ["statuses", id]:
                post = self.post_by(id)
                return 200, self._own(post) if post else self._status(self.there_by(id)), {}
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
        post = self.post_by(id)
        one = first = None if post else self.there_by(id)
        while one is not None and one.parent:
            one = by_id[one.parent]
            above.insert(0, self._status(one))
        if first and (root := self.post_by(first.post)):
            above.insert(0, self._own(root))
        for other in self.there():
            walk, chain = other, set()
            while True:
                chain.add(walk.parent or walk.post)
                if not walk.parent:
                    break
                walk = by_id[walk.parent]
            if id in chain:
                below.append(self._status(other))
        return {"ancestors": above, "descendants": below}

    def _own(self, one: Posted) -> dict[str, Any]:
        said = Said(id=one.id, post=one.id, author=self.ours, name=self.our_name, text=one.text, at=one.at)
        return self._status(said) | {
            "in_reply_to_id": None,
            "in_reply_to_account_id": None,
            "content": f"<p>{_marked_up(one.text)}</p>",
            "url": one.url,
            "replies_count": len([other for other in self.there() if other.post == one.id]),
        }

    def _attachment(self, id: str) -> dict[str, Any]:
        told = {"id": id, "type": "image", "preview_url": "https://sosial.example/p.jpg", "remote_url": None}
        about = {"meta": {}, "description": self.uploads[id].alt_text, "blurhash": "UBL_:rOpGG-oBUNG"}
        return told | about | {"url": None if self.working else f"https://sosial.example/media/{id}.jpg"}

    def _status(self, one: Said) -> dict[str, Any]:
        answered = next((other for other in self.said if other.id == one.parent), None)
        by = answered.author if answered else self.ours
        content = f'<p><span class="h-card"><a href="#" class="u-url mention">@<span>{by}</span></a></span> '
        text = one.text.removeprefix(f"@{by} ")
        return {
            "id": one.id,
            "created_at": self._time(one.at),
            "edited_at": self._time(one.edited_at) if one.edited_at else None,
            "in_reply_to_id": one.parent or one.post,
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
            answered, text = asked.body.get("in_reply_to_id", ""), asked.body["status"]
            ids = asked.body.get("media_ids", [])
            if self.working and ids:
                raise Status(422, {"error": "Cannot attach files that have not finished processing. Try again soon!"})
            if answered:
                under = answered if self.post_by(answered) else ""
                self.keys[key] = self.we(text, parent="" if under else answered, post=under, key=key).id
            else:
                self.keys[key] = self.put_up(text, ids).id
        post = self.post_by(self.keys[key])
        return 200, self._own(post) if post else self._status(self.find(self.keys[key])), {}


def _marked_up(text: str) -> str:
    """A text as the server writes it: addresses in parts of which people see one, names without their server."""
    text = html.escape(text).replace("\n", "<br>")
    text = re.sub(r"(https://)(\S+)", r'<a href="\1\2"><span class="invisible">\1</span><span>\2</span></a>', text)
    text = re.sub(r"#(\w+)", r'<a href="x" class="mention hashtag" rel="tag">#<span>\1</span></a>', text)
    return re.sub(
        r"@(\w+)@[\w.]+\w", r'<span class="h-card"><a class="u-url mention">@<span>\1</span></a></span>', text
    )
