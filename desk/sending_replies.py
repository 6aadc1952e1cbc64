"""What is particular to sending replies: their comment may be gone or handled, a second person may have to agree."""

from collections.abc import Sequence
from typing import Any

from channels.contract import Connector, Sent
from desk.desk import Step
from desk.replies import settle_comment, unfit
from desk.restraint import second_approval
from desk.sending import Round, as_shown
from domain import outbox as rules
from domain.comments import OPEN_STATES, Comment, Reply


class Replies(Round[Reply]):
    """A round over the replies of the outbox."""

    table, verb, kind = "replies", "reply", Reply

    def waiting(self) -> Sequence[Reply]:
        """All that is not sent."""
        return self.desk.unsent.all()

    def turn(self, one: Reply) -> int | None:
        """Since it was queued."""
        return one.queued_at if rules.is_due(one, self.now) else None

    def kept_back(self, one: Reply) -> str:
        """It is unfit by now, or its comment is gone or was handled."""
        if unfit(self.desk, one.text, one.platform):
            return "unfit"
        comment = self.desk.store.repo("comments", Comment).get(one.comment)
        if comment is None or comment.platform_id != one.parent:
            return "gone"
        if one.first and comment.state not in OPEN_STATES and not comment.unheard and not one.relays:
            return "handled_meanwhile"
        return ""

    def claim(self, step: Step, stored: Reply) -> dict[str, Any]:
        """It is being sent, unless a second person has to agree first by now."""
        if second_approval(self.desk) and not stored.approved_by:
            return {"state": "awaiting"}
        return {"state": "sending", "sending_at": step.at}

    def give(self, one: Reply, connector: Connector) -> Sent:
        """As an answer to its comment."""
        return connector.reply(one.send_key, one.parent, one.post_ref, as_shown(one.text))

    def ask(self, one: Reply, connector: Connector) -> Sent | None:
        """Among the answers to its comment."""
        return connector.find_reply(one.send_key, one.parent, as_shown(one.text), one.sending_at)

    def settle(self, step: Step, stored: Reply, sent: Sent) -> None:
        """Its comment is answered."""
        seen: dict[str, Any] = {"platform_id": sent.platform_id, "url": sent.url, "sent_at": sent.at or step.at}
        if stored.state != "sent":
            settle_comment(step, stored, stored.by)
            seen |= {"state": "sent", "sent_by": stored.by, "retry_at": 0, "error": "", "error_detail": ""}
        step.update("replies", stored.id, seen)
