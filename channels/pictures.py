"""Pictures on their way to a platform: files of this machine, read only when they are what they say they are."""

import os
import stat
import time
from collections.abc import Callable, Sequence

from channels.contract import ChannelError, Picture
from channels.exif import without_traces
from channels.platforms import TAKEN, Taken, unpublishable
from domain.accounts import Platform

Pause = Callable[[float], None]
"""Waits so many seconds."""

_LOOKS, _PAUSE = 30, 2.0
"""How often a platform is asked whether a picture is ready, and the seconds between."""

_KINDS = (
    ("jpg", "image/jpeg", 0, b"\xff\xd8\xff"),
    ("png", "image/png", 0, b"\x89PNG\r\n\x1a\n"),
    ("gif", "image/gif", 0, b"GIF8"),
    ("webp", "image/webp", 8, b"WEBP"),
)
"""Name, media type, and what stands where in the file."""
_SIGNED = 16
"""Bytes that tell."""


class Upload(Picture, frozen=True, kw_only=True):
    """A picture as it is handed over: an address as it is, a file as it was read."""

    content: bytes = b""
    """Empty: the platform is to fetch it from its address."""
    kind: str = ""
    """The media type."""
    name: str = ""
    """Not the file's own, which may tell more than the picture."""


def accept(platform: Platform, media: Sequence[Picture]) -> list[Upload]:
    """The pictures of a post, all read before anything is sent.

    Raises:
        ChannelError: `refused`, with the code that `unpublishable` says, or `read`.
    """
    if why := unpublishable(platform, media):
        raise ChannelError("refused", code=why)
    return [
        read(one, TAKEN[platform]) if one.place.startswith("/") else Upload(place=one.place, alt_text=one.alt_text)
        for one in media
    ]


def read(picture: Picture, taken: Taken) -> Upload:
    """A picture's file, without what a camera wrote into it. What counts is what is in it, not how it is called.

    Raises:
        ChannelError: `refused`: `picture_missing`, `picture_too_big`, or `not_a_picture` where it holds something else
            or is no file at all; a device or a pipe is not even opened.
    """
    content, size = _content(picture, taken.size + 1)
    name, kind = _kind(content, size, taken)
    content = without_traces(content) if name == "jpg" else content
    told = {"name": f"picture.{name}", "kind": kind}
    return Upload(place=picture.place, alt_text=picture.alt_text, content=content, **told)


def glance(picture: Picture, taken: Taken) -> None:
    """Look whether a file can be handed over, without reading the whole. Raises as `read`."""
    _kind(*_content(picture, _SIGNED), taken)


def mark(media: Sequence[Picture]) -> str:
    """What the files among these hold, in a short word; "" where none is a file, or one cannot be read."""
    from hashlib import blake2b

    found, most = blake2b(digest_size=8), max(one.size for one in TAKEN.values()) + 1
    files = [one for one in media if one.place.startswith("/")]
    try:
        for one in files:
            found.update(blake2b(_content(one, most)[0]).digest())
    except ChannelError:
        return ""
    return found.hexdigest() if files else ""


def _content(picture: Picture, most: int) -> tuple[bytes, int]:
    """So much of a file, and its size."""
    try:
        if not stat.S_ISREG(os.stat(picture.place).st_mode):
            raise ChannelError("refused", code="not_a_picture")
        handle = os.open(picture.place, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(handle, "rb") as file:
            known = os.fstat(handle)
            content = file.read(most) if stat.S_ISREG(known.st_mode) else b""
    except (OSError, ValueError):
        raise ChannelError("refused", code="picture_missing") from None
    return content, max(known.st_size, len(content))


def _kind(content: bytes, size: int, taken: Taken) -> tuple[str, str]:
    """The name and the media type of what begins like this."""
    for name, kind, at, sign in _KINDS:
        if content[at : at + len(sign)] == sign and name in taken.kinds.split():
            if size > taken.size:
                raise ChannelError("refused", code="picture_too_big")
            return name, kind
    raise ChannelError("refused", code="not_a_picture")


def until_ready(is_ready: Callable[[], bool], pause: Pause = time.sleep) -> None:
    """Wait for a platform that works on what it was given. Nobody sees that yet, so giving up leaves nothing open.

    Raises:
        ChannelError: `unreachable`: it takes longer than a minute.
    """
    for _ in range(_LOOKS):
        if is_ready():
            return
        pause(_PAUSE)
    raise ChannelError("unreachable", detail="not ready yet")
