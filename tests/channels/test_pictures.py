"""What is handed over as a picture: files that are pictures, and nothing else of this machine."""

import os
from pathlib import Path

import pytest

from channels import pictures
from channels.contract import ChannelError, Picture
from channels.pictures import Upload, accept, until_ready
from channels.platforms import Taken

JPEG = b"\xff\xd8\xff\xe0 banjir"
TAKEN = Taken(4, "jpg jpeg png webp", 1000)


def read(path: Path | str) -> Upload:
    return pictures.read(Picture(place=str(path), alt_text="Jembatan"), TAKEN)


def refusal(path: Path | str) -> str:
    with pytest.raises(ChannelError) as caught:
        read(path)
    assert caught.value.reason == "refused"
    assert caught.value.detail == ""
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (JPEG, "picture.jpg", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\nx", "picture.png", "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture.webp", "image/webp"),
    ],
)
def test_what_is_in_it_counts(tmp_path: Path, content: bytes, name: str, kind: str) -> None:
    path = tmp_path / "apa saja.png"
    path.write_bytes(content)
    found = read(path)
    assert (found.name, found.kind, found.content, found.alt_text) == (name, kind, content, "Jembatan")


@pytest.mark.parametrize(
    "content",
    [b"", b"root:x:0:0:root:/root:/bin/bash\n", b"\x89PN", b"GIF89a", b"<svg/>", b"%PDF-1.7", b" " + JPEG, b"x" * 2000],
)
def test_anything_else_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "passwd.png"
    path.write_bytes(content)
    assert refusal(path) == "not_a_picture"


def test_it_may_be_so_large(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(JPEG + b"x" * (TAKEN.size - len(JPEG)))
    assert len(read(path).content) == TAKEN.size
    path.write_bytes(JPEG + b"x" * TAKEN.size)
    assert refusal(path) == "picture_too_big"


def test_a_link_is_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    (tmp_path / "b.jpg").symlink_to(tmp_path / "a.jpg")
    (tmp_path / "c.jpg").symlink_to("/etc/passwd")
    (tmp_path / "d.jpg").symlink_to("/dev/zero")
    (tmp_path / "e.jpg").symlink_to(tmp_path / "e.jpg")
    assert read(tmp_path / "b.jpg").content == JPEG
    assert [refusal(tmp_path / f"{one}.jpg") for one in "cde"] == ["not_a_picture", "not_a_picture", "picture_missing"]


def test_what_is_no_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a pipe waits for its other end, and some devices do things when they are opened."""
    os.mkfifo(tmp_path / "a.jpg")

    def opened(*_told: object) -> int:
        raise AssertionError

    monkeypatch.setattr(os, "open", opened)
    assert {refusal(one) for one in (tmp_path / "a.jpg", tmp_path, "/dev/zero")} == {"not_a_picture"}


def test_a_file_that_became_a_pipe_does_not_stop_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_bytes(JPEG)
    about = os.stat(tmp_path / "b.jpg")
    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", lambda _path: about)
        code = refusal(tmp_path / "a.jpg")
    assert code == "not_a_picture"


@pytest.mark.parametrize("place", ["/srv/humas/tidak-ada.jpg", "/srv/\0.jpg", "/srv/humas/" + "a" * 5000 + ".jpg"])
def test_what_is_not_there_is_missing(place: str) -> None:
    assert refusal(place) == "picture_missing"


def test_all_are_read_before_anything_is_sent(tmp_path: Path) -> None:
    good = tmp_path / "a.jpg"
    good.write_bytes(JPEG)
    with pytest.raises(ChannelError) as caught:
        accept("mastodon", [Picture(place=str(good)), Picture(place=str(tmp_path / "b.jpg"))])
    assert caught.value.code == "picture_missing"
    address = Picture(place="https://cendana.example.go.id/a.jpg", alt_text="Peta")
    assert accept("facebook", [address]) == [Upload(place=address.place, alt_text="Peta")]


def test_patience_ends() -> None:
    pauses: list[float] = []
    with pytest.raises(ChannelError) as caught:
        until_ready(lambda: False, pauses.append)
    assert caught.value.reason == "unreachable"
    assert sum(pauses) == 60
    until_ready(lambda: True, pauses.append)
    assert sum(pauses) == 60
