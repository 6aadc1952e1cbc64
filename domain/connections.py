"""What a desk can do on an account, and how: through the platform's interface, by hand, or from files."""

from typing import Any, Literal, get_args

import msgspec

Ability = Literal["read", "reply", "hide", "publish", "schedule", "metrics", "trends"]
ABILITIES: tuple[Ability, ...] = get_args(Ability)

Means = Literal["api", "manual", "import"]
"""Through the platform's interface; by an admin's hand, with text and address at hand; from files."""
MEANS: tuple[Means, ...] = get_args(Means)


class Capabilities(msgspec.Struct, frozen=True, kw_only=True):
    """How each thing is done on one account. As it stands here: without any access to the platform."""

    read: Means = "import"
    reply: Means = "manual"
    hide: Means = "manual"
    publish: Means = "manual"
    schedule: Means = "manual"
    metrics: Means = "import"
    trends: Means = "manual"


BY_HAND = Capabilities()
"""What an account without a connection can do."""


class Cost(msgspec.Struct, frozen=True):
    """What asking a platform costs: units of its daily quota, and money in millionths of a US dollar."""

    units: int = 0
    micros: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.units + other.units, self.micros + other.micros)


class Connection(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How an account of ours is connected to its platform, how far reading has come, and how it goes.

    The secrets are not here: they lie in a file of the user's.
    """

    id: int = 0
    rev: int = 0
    account: int
    subject: str = ""
    """The platform's id of the account: a channel, a page, a user."""
    server: str = ""
    """The server's address, on platforms that have many; where all are on one, empty."""
    made_at: int = 0
    made_by: str = ""
    """Whose file of secrets it was set up with."""
    wished: dict[Ability, Means] = {}
    """What the agency wants done in another way than the interface allows."""
    cursor: str = ""
    """How far reading has come; the connector's own words."""
    read_at: int = 0
    """When all there was had been read for the last time."""
    tried_at: int = 0
    measured_at: int = 0
    """When numbers were asked for the last time."""
    error: str = ""
    """A reason of `channels.contract.ChannelError`, or `no_token`; empty: it went well."""
    error_detail: str = ""
    failures: int = 0
    """How often it failed in a row."""
    retry_at: int = 0
    """Not asked before this; 0: as soon as it is its turn."""
    received: int = 0
    """Comments and replies that came in by it, altogether."""
    not_hidden: tuple[int, ...] = ()
    """Comments that the platform would not hide, or show again; the last ones."""
    spent: Cost = Cost()
    """On `spent_on`."""
    spent_on: str = ""
    """A day of the platform's accounting, as ISO date."""
    budget: Cost = Cost()
    """Not more than this a day; 0: no limit of ours."""


def able(connection: Connection | None, offered: Capabilities) -> Capabilities:
    """What an account can do: what the interface offers, unless the agency wishes it by hand or from files."""
    if connection is None:
        return BY_HAND
    wished: dict[str, Any] = {
        ability: means
        for ability, means in connection.wished.items()
        if means != "api" or getattr(offered, ability) == "api"
    }
    return msgspec.structs.replace(offered, **wished)
