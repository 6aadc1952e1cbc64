"""Which record each table of the store holds."""

import msgspec

from domain.accounts import Account, Setting, Target
from domain.agency import Agency, Holiday, Keyword, Programme, Slot, Template, WorkingHours
from domain.archives import ArchivedMonth
from domain.audit import AuditEntry
from domain.clarifications import Clarification
from domain.comments import Comment, Reply
from domain.connections import Connection
from domain.corrections import Correction
from domain.deliveries import Delivery
from domain.ideas import Idea
from domain.leases import Lease
from domain.macros import Macro
from domain.mappings import Mapping
from domain.metrics import Metrics
from domain.news import Feed, Headline, Topic
from domain.occasions import Occasion
from domain.posts import Draft, Post, Variant
from domain.recap import Review
from domain.restraint import Crisis, PoliticalPeriod
from domain.rising import Dismissal
from domain.topics import Mute
from domain.views import View

RECORDS: dict[str, type[msgspec.Struct]] = {
    "accounts": Account,
    "agencies": Agency,
    "archives": ArchivedMonth,
    "audit": AuditEntry,
    "clarifications": Clarification,
    "comments": Comment,
    "connections": Connection,
    "corrections": Correction,
    "crises": Crisis,
    "deliveries": Delivery,
    "dismissals": Dismissal,
    "drafts": Draft,
    "feeds": Feed,
    "headlines": Headline,
    "holidays": Holiday,
    "hours": WorkingHours,
    "ideas": Idea,
    "keywords": Keyword,
    "leases": Lease,
    "macros": Macro,
    "periods": PoliticalPeriod,
    "occasions": Occasion,
    "mappings": Mapping,
    "metrics": Metrics,
    "mutes": Mute,
    "posts": Post,
    "programmes": Programme,
    "replies": Reply,
    "reviews": Review,
    "settings": Setting,
    "slots": Slot,
    "targets": Target,
    "templates": Template,
    "topics": Topic,
    "variants": Variant,
    "views": View,
}
