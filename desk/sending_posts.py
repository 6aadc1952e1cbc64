"""What is particular to publishing posts: each has its slot, its approval, and a crisis may hold it back."""

from collections.abc import Sequence
from typing import Any

from channels.contract import Connector, Sent
from desk.deliveries import hindrance, unapproved, unsent
from desk.desk import Step
from desk.pictures import pictures, refuse_links, refuse_others
from desk.restraint import frozen
from desk.sending import Round, as_shown
from domain import deliveries as rules
from domain.deliveries import Delivery
from domain.posts import Post, Variant, caption_of
from domain.text import storable


class Posts(Round[Delivery]):
    """A round over the posts that go out by themselves."""

    table, verb, kind = "deliveries", "variant", Delivery

    def waiting(self) -> Sequence[Delivery]:
        """All that is not published."""
        return unsent(self.desk)

    def turn(self, one: Delivery) -> int | None:
        """Since its slot came, or since an admin let it go out at once."""
        variant = self._variant(one)
        if variant is None:
            return one.queued_at
        return rules.turn_of(one, variant) if rules.is_due(one, variant, self.now) else None

    def beside(self, one: Delivery) -> list[Delivery]:
        """What is due on that account; what is still to come has its own luck."""
        return [other for other in super().beside(one) if self.turn(other) is not None]

    def kept_back(self, one: Delivery) -> str:
        """It is not what was approved, its time has gone by, or a crisis holds it back."""
        desk, variant = self.desk, self._variant(one)
        post = desk.store.repo("posts", Post).get(one.post)
        if variant is None or post is None:
            return "gone"
        if why := rules.kept_back(post, variant):
            return why
        if frozen(desk, post.id):
            return "frozen"
        if desk.now() > rules.lapses_at(one, variant):
            return "too_late"
        return unapproved(desk, post) or hindrance(desk, post, variant, one.by)

    def lapses_at(self, one: Delivery) -> int | None:
        """A post has its time."""
        variant = self._variant(one)
        return rules.lapses_at(one, variant) if variant else None

    def claim(self, step: Step, stored: Delivery) -> dict[str, Any]:
        """It is being published, with the text and the pictures as they are at this moment."""
        variant = step.read("variants", Variant, stored.variant)
        post = step.read("posts", Post, stored.post)
        text = as_shown(caption_of(post, variant))
        return {"state": "sending", "sending_at": step.at, "text": text, "media": post.media}

    def give(self, one: Delivery, connector: Connector) -> Sent:
        """As a post of our own."""
        found = pictures(self.desk, one.media)
        refuse_links(self.desk, found)
        if post := self.desk.store.repo("posts", Post).get(one.post):
            refuse_others(self.desk, post, one.media)
        return connector.publish(one.send_key, one.text, found)

    def ask(self, one: Delivery, connector: Connector) -> Sent | None:
        """Among our own posts."""
        return connector.find_post(one.send_key, one.text, one.sending_at)

    def settle(self, step: Step, stored: Delivery, sent: Sent) -> None:
        """Its variant is published: a fact, whatever was done to the variant meanwhile."""
        at = min(max(sent.at, stored.sending_at), step.at)  # The platform's clock may be another.
        out = {"state": "published", "published_at": at, "published_by": stored.by, "delivery": 0, "reason": ""}
        step.update("variants", stored.variant, {**out, "url": storable(sent.url, 2_000)})
        step.delete("deliveries", stored.id)

    def _variant(self, one: Delivery) -> Variant | None:
        return self.desk.store.repo("variants", Variant).get(one.variant)
