"""The pictures of posts as connectors take them: addresses, and files out of the agency's folder of pictures."""

import os
from collections.abc import Iterable

from channels.contract import ChannelError, Picture
from channels.platforms import TAKEN
from desk.desk import Desk
from domain.accounts import Platform
from domain.posts import Media, Post


def pictures(desk: Desk, media: Iterable[Media]) -> list[Picture]:
    """Where they lie; a path that does not begin with "/" is one in the folder."""
    folder = desk.setting("picture_folder")
    return [Picture(place=_place(folder, one.path), alt_text=one.alt_text) for one in media]


def _place(folder: str, path: str) -> str:
    if not folder or "://" in path or path.startswith("/"):
        return path
    return os.path.join(folder, path)


def forbidden(desk: Desk, by: str, found: Iterable[Picture]) -> str:
    """Why a file may not be made public, as a code; "": all may.

    `outside_folder`: where there is a folder, only its files go out. `needs_folder`: where several people share a Unix
    user, as `by` tells (``humas:rina``), there has to be one: none of them may show the public that user's own files.
    """
    files = [one.place for one in found if one.place.startswith("/")]
    folder = desk.setting("picture_folder")
    if folder:
        return "outside_folder" if any(not _is_in(folder, os.path.normpath(one)) for one in files) else ""
    return "needs_folder" if files and ":" in by else ""


def refuse_links(desk: Desk, found: Iterable[Picture]) -> None:
    """Look where files really lie. Touches the disk.

    Raises:
        ChannelError: `refused` as `outside_folder`: a link leads out of the folder.
    """
    folder = desk.setting("picture_folder")
    files = [one.place for one in found if folder and one.place.startswith("/")]
    if any(not _is_in(os.path.realpath(folder), os.path.realpath(one)) for one in files):
        raise ChannelError("refused", code="outside_folder")


def doubts(desk: Desk, platform: Platform, found: Iterable[Picture]) -> str:
    """What would stop these files if they went out now, as a code; "": nothing. Touches the disk."""
    from channels.pictures import glance  # Who schedules by hand need not pay for it.

    files = [one for one in found if one.place.startswith("/")]
    try:
        refuse_links(desk, files)
        for one in files:
            glance(one, TAKEN[platform])
    except ChannelError as error:
        return error.code
    return ""


def mark(desk: Desk, media: Iterable[Media]) -> str:
    """What the files hold, in a short word, to be kept with an approval; see `channels.pictures.mark`."""
    found = pictures(desk, media)
    if not any(one.place.startswith("/") for one in found):
        return ""
    from channels import pictures as files  # Most posts have none.

    return files.mark(found)


def refuse_others(desk: Desk, post: Post, media: Iterable[Media]) -> None:
    """See that the files are those that were approved.

    Raises:
        ChannelError: `refused` as `pictures_changed`.
    """
    if post.pictures and mark(desk, media) != post.pictures:
        raise ChannelError("refused", code="pictures_changed")


def _is_in(folder: str, path: str) -> bool:
    return os.path.commonpath([os.path.normpath(folder), path]) == os.path.normpath(folder)
