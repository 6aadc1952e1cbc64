"""Every verb once: its id, key, label, help, and when it is available. Keys, footer, palette and help all read this."""

from commands.command import Command, Place, State
from commands.registry import COMMANDS, PREFIXES, by_keys, current, key_of, matching, offered, prefixes, use_keys

__all__ = [
    "COMMANDS",
    "PREFIXES",
    "Command",
    "Place",
    "State",
    "by_keys",
    "current",
    "key_of",
    "matching",
    "offered",
    "prefixes",
    "use_keys",
]
