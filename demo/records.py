"""What a demo week is made of."""

import msgspec

from domain.accounts import Account, Target
from domain.agency import Agency, Slot
from domain.comments import CommentState, Kind, Note, Sentiment
from domain.incoming import IncomingComment
from domain.metrics import Metrics
from domain.news import Feed, Headline
from domain.occasions import Occasion
from domain.posts import Post, Variant


class DemoComment(IncomingComment, kw_only=True):
    """A comment as a file would bring it in, and what its writer meant by it. `line` counts from 1."""

    intended_kind: Kind
    intended_sentiment: Sentiment
    language: str = "id"
    """id, jv, su or md: Indonesian, Javanese, Sundanese, Madurese."""
    subject: str = ""
    wave: bool = False
    """One of many who say the same thing."""
    featured: bool = False
    """Written for the top of the inbox: stays open."""


class Work(msgspec.Struct, kw_only=True):
    """What colleagues have done with one comment before the desk opens. Comments without it are new."""

    platform_id: str
    state: CommentState
    at: int = 0
    by: str = ""
    reason: str = ""
    kind: Kind | None = None
    """The colleague's own judgement; None: the engine's holds."""
    sentiment: Sentiment | None = None
    assignee: str = ""
    notes: tuple[Note, ...] = ()
    hidden: bool = False
    hidden_reason: str = ""
    agency: int = 0
    """To which it was referred: its place in `Week.agencies`, from 1."""
    ticket: str = ""
    """The agency's own number, or how it was told."""


class Week(msgspec.Struct, kw_only=True):
    """A fictional agency's week. Ids of records are their place in the list, from 1; other records name them."""

    settings: dict[str, str]
    accounts: list[Account]
    targets: list[Target]
    slots: list[Slot]
    occasions: list[Occasion]
    agencies: list[Agency]
    posts: list[Post]
    variants: list[Variant]
    metrics: list[Metrics]
    comments: list[DemoComment]
    """By the time they were written, oldest first. `post_ref` is the `url` of a published variant."""
    replies: list[IncomingComment]
    """Our own answers; `parent` is the comment's platform_id, `own` is set."""
    work: list[Work]
    feeds: list[Feed]
    headlines: list[Headline]
