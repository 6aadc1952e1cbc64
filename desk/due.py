"""What has just fallen due: told once, at its minute."""

from desk.day import Plan, QueueItem


class Due:
    """Remembers until when it has told."""

    def __init__(self, now: int) -> None:
        self._told_until = now

    def fallen(self, plan: Plan, now: int) -> list[QueueItem]:
        """The variants whose time came since the last look and that wait to be published, by time.

        What fell due longer ago than it stays due (the desk was asleep) is missed: the queue tells that.
        """
        since, self._told_until = self._told_until, now
        found = []
        for one in plan.variants:
            if since < one.slot_at <= now and plan.stands(one, now) == "due":
                post, account = plan.posts.get(one.post), plan.accounts.get(one.account)
                if post and account:
                    found.append(QueueItem(post=post, variant=one, account=account, moment="due", today=True))
        return sorted(found, key=lambda item: item.variant.slot_at if item.variant else 0)
