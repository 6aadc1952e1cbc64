"""What has just fallen due: told once, at its minute."""

from desk.day import Plan, QueueItem
from domain import deliveries
from domain.posts import Variant


class Due:
    """Remembers until when it has told."""

    def __init__(self, now: int) -> None:
        self._told_until = now

    def fallen(self, plan: Plan, now: int) -> list[QueueItem]:
        """The variants whose time came since the last look and that wait to be published, by time.

        What goes out by itself does not wait for anybody, unless it failed before, or should be out and no desk is at
        it. What fell due longer ago than it stays due (the desk was asleep) is missed: the queue tells that.
        """
        since, self._told_until = self._told_until, now
        found = []
        for one in plan.variants:
            if _waits(plan, one, since, now) and plan.stands(one, now) == "due":
                post, account, delivery = plan.posts.get(one.post), plan.accounts.get(one.account), plan.delivery(one)
                if post and account:
                    found.append(
                        QueueItem(post=post, variant=one, account=account, moment="due", today=True, delivery=delivery)
                    )
        return sorted(found, key=lambda item: item.variant.slot_at if item.variant else 0)


def _waits(plan: Plan, variant: Variant, since: int, now: int) -> bool:
    """It began to wait for a person after `since`."""
    delivery = plan.delivery(variant)
    if delivery is None or delivery.state == "failed":
        return since < variant.slot_at <= now
    return deliveries.is_stuck(delivery, variant, now) and not deliveries.is_stuck(delivery, variant, since)
