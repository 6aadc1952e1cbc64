"""Verbs on the chosen post."""

from commands.command import Command, command, is_chosen, is_unpublished
from wording import N_

POSTS: tuple[Command, ...] = (
    command(
        "post.copy",
        "p",
        N_("copy caption"),
        N_("Show the caption and copy it to your terminal's clipboard"),
        "queue",
        frozenset({"queue", "post"}),
        12,
        is_chosen,
    ),
    command(
        "post.published",
        "t",
        N_("record as published"),
        N_("Record time and address of the publication"),
        "queue",
        frozenset({"queue", "post"}),
        13,
        is_unpublished,
    ),
)
