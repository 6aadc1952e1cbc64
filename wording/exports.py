"""What exports are called, what their codes mean in a table, and why a file was not written."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from domain.text import clean
from wording import N_, _, deeds, figures, labels, n_

What = Literal["comments", "posts", "calendar", "audit"]

_WHAT: dict[What, str] = {
    "comments": N_("comments"),
    "posts": N_("posts"),
    "calendar": N_("calendar"),
    "audit": N_("audit"),
}

_COUNTED: dict[What, Callable[[int], str]] = {
    "comments": lambda n: n_("{n} comment", "{n} comments", n),
    "posts": lambda n: n_("{n} post", "{n} posts", n),
    "calendar": lambda n: n_("{n} row", "{n} rows", n),
    "audit": lambda n: n_("{n} change", "{n} changes", n),
}

_NOT_SAVED: dict[str, str] = {
    "exists": N_("{file} exists already. Choose another name, or replace it with --force."),
    "not_a_file": N_("{file} is no plain file and is not replaced."),
    "no_folder": N_("There is no folder {file}."),
    "outside_folder": N_("Here a file can be written only into {folder}, with a plain name."),
    "too_many_rows": N_("A worksheet has no room for more than 1,048,575 rows. Export a shorter time, or CSV."),
    "cannot_write": N_("{file} could not be written: {detail}"),
}

_COMMENT_WORDS: dict[str, Callable[[Any], str]] = {
    "platform": labels.platform,
    "kind": labels.kind,
    "sentiment": labels.sentiment,
    "state": labels.comment_state,
    "state_reason": labels.no_reply_reason,
}
_POST_WORDS: dict[str, Callable[[Any], str]] = {
    "platform": labels.platform,
    "format": labels.format_,
    "purpose": labels.purpose,
    "pillar": labels.pillar,
    "need": labels.need,
    "message_type": labels.message_type,
    "verification": labels.verification,
    "state": labels.post_state,
    "variant_state": labels.moment,
}
WORDS: Mapping[str, Mapping[str, Callable[[Any], str]]] = {
    "comments": _COMMENT_WORDS,
    "posts": _POST_WORDS,
    "calendar": {},
    "audit": {"verb": deeds.verb},
}
"""Of each export: for the columns that hold codes, what a code is called. A calendar's words are part of its format."""


def what(code: What) -> str:
    """What is exported."""
    return _(_WHAT[code])


def read_what(word: str) -> What | None:
    """The export that a word of the spoken language, or its code, means."""
    wanted = word.strip().casefold()
    return next((code for code in _WHAT if wanted in (code, what(code).casefold())), None)


def read_state(word: str, export: str, codes: tuple[str, ...]) -> str:
    """The state that a word of the spoken language, or its code, means; empty: none."""
    wanted = word.strip().casefold().replace("_", " ").replace("-", " ")
    say = labels.comment_state if export == "comments" else labels.moment
    return next((code for code in codes if wanted in (code.replace("_", " "), say(code).casefold())), "")


def exported(code: What, rows: int, path: str) -> str:
    """What was written where."""
    counted = _COUNTED[code](rows).format(n=figures.number(rows))
    return _("Exported {what}: {file}").format(what=counted, file=clean(path, limit=400))


def not_saved(reason: str, params: Mapping[str, str]) -> str:
    """Why the file was not written."""
    values = {key: clean(value, limit=400) for key, value in params.items()}
    return _(_NOT_SAVED[reason]).format_map(values)
