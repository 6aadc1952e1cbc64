"""What a file or a channel brings in, before it is read and stored."""

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from domain.accounts import Account, Platform
from domain.metrics import Match, Values
from domain.posts import Format, Pillar, PostState, VariantState

ZoneSource = Literal["given", "account", "agency", "default"]
"""Whose zone a time without one was read in; `default` is WIB."""


class IncomingComment(msgspec.Struct, kw_only=True):
    """A comment as a file has it."""

    line: int
    """Where in the file: its line, or its place in the list, from 1."""
    platform: Platform
    platform_id: str
    parent: str = ""
    post_ref: str = ""
    url: str = ""
    author: str = ""
    handle: str = ""
    text: str = ""
    written: datetime
    """Naive where the file has no zone: then the account's holds."""
    written_precision: Literal["second", "minute", "hour", "day"] = "second"
    likes: int | None = None
    own: bool = False
    """The file itself marks the writer as the account's owner."""
    account_handle: str = ""
    """The account it was written to, where the file names it."""
    exported: bool = False
    """From a desk's own export: its text may be masked, so it never replaces one that is stored."""


class IncomingPost(msgspec.Struct, kw_only=True):
    """A row of a content calendar."""

    line: int
    title: str
    caption: str = ""
    platforms: tuple[Platform, ...] = ()
    everywhere: bool = False
    """The row says "all platforms": those the agency has accounts on, which no file knows."""
    slot: datetime
    """Naive where the row has no zone."""
    has_time: bool = True
    """False: the row has a date alone."""
    format: Format | None = None
    pillar: Pillar | None = None
    theme: str = ""
    hashtags: tuple[str, ...] = ()
    asset: str = ""
    owner: str = ""
    state: PostState = "draft"
    variant_state: VariantState = "planned"
    url: str = ""
    note: str = ""


class IncomingReading(msgspec.Struct, kw_only=True):
    """What an export tells of a publication, or of an account's day."""

    line: int
    platform: Platform
    ref: str = ""
    """The platform's id of the publication."""
    url: str = ""
    title: str = ""
    """Its text, or the beginning of it."""
    published: datetime | None = None
    """Naive where the file has no zone; None: not told."""
    precise: bool = True
    """False: a date alone."""
    day: date | None = None
    """Of an account's day."""
    values: Values
    account_handle: str = ""
    account_name: str = ""


class Unmatched(msgspec.Struct, frozen=True, kw_only=True):
    """A row of an export that no variant was found for."""

    line: int
    title: str
    url: str = ""
    several: bool = False
    """More than one would have fitted: nobody guesses."""


class PlannedRow(msgspec.Struct, kw_only=True):
    """A row of the desk's own content calendar: a post on one account, or one without a channel yet."""

    line: int
    number: int = 0
    """The post's id at the desk that wrote the file; 0: the row was written by hand."""
    key: str = ""
    """By which that desk knows the post; empty: written by hand."""
    platform: Platform | None = None
    """None: the post has no channel yet."""
    account: str = ""
    """Its handle; empty: the first of the platform."""
    slot: datetime | None = None
    """Naive where the row has no zone. None: no time yet."""
    published: datetime | None = None
    event: datetime | None = None
    programme: str | None = None
    """Its name, "" for none; None: the file does not tell."""
    post: dict[str, Any] = {}
    """The post's fields that the file tells."""
    variant: dict[str, Any] = {}


class Refusal(msgspec.Struct, frozen=True):
    """A row that could not come in, and why (a code)."""

    line: int
    reason: str


class ImportedFile(msgspec.Struct, kw_only=True):
    """All that one file holds."""

    format: str
    comments: list[IncomingComment] = []
    posts: list[IncomingPost] = []
    planned: list[PlannedRow] = []
    readings: list[IncomingReading] = []
    refused: list[Refusal] = []
    same: int = 0
    """Rows that repeat an earlier row of the file."""


class FileReport(msgspec.Struct, kw_only=True, frozen=True):
    """What became of one file."""

    file: str
    format: str
    new: int = 0
    changed: int = 0
    same: int = 0
    """In the store already as they are, or repeated in the file."""
    barred: int = 0
    """Erased before, or older than the agency keeps: they stay out."""
    refused: tuple[Refusal, ...] = ()
    zones: dict[str, ZoneSource] = {}
    """In which zones times without one were read, and whose they are; empty: every time had its own."""
    untimed: int = 0
    """Planned posts with a day and no time."""
    made: tuple[Account, ...] = ()
    """Accounts the file met that nobody had set up."""
    matched: dict[Match, int] = {}
    """Of an export of insights: how many rows found their variant, and by what."""
    by_caption: tuple[tuple[int, int], ...] = ()
    """Lines that were matched by time and text, each with its post: a person should look."""
    unmatched: tuple[Unmatched, ...] = ()


class FileRefused(Exception):
    """The file as a whole cannot come in: damaged, too large, unknown.

    Attributes:
        reason: a code.
        params: what its wording needs.
    """

    def __init__(self, reason: str, **params: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params
