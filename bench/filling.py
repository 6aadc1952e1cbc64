"""Stores full of comments, to measure on."""

import time
from pathlib import Path

import store
from domain.comments import Comment, Reading, Word


def comment(number: int) -> Comment:
    """A comment of about 600 bytes."""
    return Comment(
        platform="instagram",
        account=1,
        platform_id=str(10**15 + number),
        post_ref=f"https://example.id/p/{number % 60}",
        author=f"Nama Warga {number}",
        handle=f"warga{number}",
        text="Selamat pagi, jalan di depan rumah kami rusak sejak bulan lalu, mohon diperbaiki. " * 2,
        written_at=1_700_000_000_000 + number,
        received_at=1_700_000_000_000 + number,
        reading=Reading(sentiment="negative", confidence=0.7, unsure=False, words=(Word("rusak", -1.5),)),
        kind="complaint",
        sentiment="negative",
        reply_due=1_700_000_000_000 + number,
    )


def filled(folder: Path, count: int) -> store.Store:
    """A store of so many comments, compacted."""
    desk = store.open(folder, "bench")
    for start in range(1, count + 1, 500):
        with desk.transaction() as tx:
            for number in range(start, min(start + 500, count + 1)):
                tx.insert("comments", comment(number))
    while not desk.compact():
        time.sleep(0.05)
    return desk
