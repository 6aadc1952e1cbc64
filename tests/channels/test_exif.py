"""Photos lose what their camera tells, and nothing else."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageOps

from channels.exif import without_traces

PLACE = "-7.2575, 112.7521"


def photo(orientation: int = 1, **told: object) -> bytes:
    """A photo as a telephone takes it."""
    picture = Image.linear_gradient("L").resize((64, 48)).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Model] = "Telepon Siti"
    exif[ExifTags.Base.ImageDescription] = PLACE
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (7.0, 15.0, 27.0)
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"dari Siti", icc_profile=b"warna", **told)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    found = Image.open(BytesIO(content))
    found.load()
    return found


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("progressive", [False, True])
def test_the_picture_stays_and_the_place_goes(orientation: int, progressive: bool) -> None:
    before = photo(orientation, progressive=progressive)
    assert PLACE.encode() in before
    after = without_traces(before)
    assert not [one for one in (PLACE, "Siti") if one.encode() in after]
    assert dict(opened(after).getexif()) == ({} if orientation == 1 else {ExifTags.Base.Orientation: orientation})
    seen = [ImageOps.exif_transpose(opened(one)) for one in (before, after)]
    assert seen[0].tobytes() == seen[1].tobytes()
    assert seen[0].size == seen[1].size
    assert opened(after).info["icc_profile"] == b"warna"
    assert without_traces(after) == after


def test_either_order_of_bytes_is_read() -> None:
    for order in ("<", ">"):
        exif = Image.Exif()
        exif.endian = order
        exif[ExifTags.Base.Orientation] = 6
        out = BytesIO()
        Image.new("RGB", (4, 4)).save(out, "JPEG", exif=exif.tobytes())
        assert opened(without_traces(out.getvalue())).getexif()[ExifTags.Base.Orientation] == 6


def test_what_stands_behind_the_end_goes() -> None:
    after = without_traces(photo() + b"\0film" + photo())
    assert after == without_traces(photo())
    assert after.endswith(b"\xff\xd9")


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(content: bytes) -> None:
    assert len(without_traces(b"\xff\xd8" + content)) <= len(content) + 40


@given(st.integers(2, 3000))
def test_a_photo_that_was_cut_off_is_no_trouble(length: int) -> None:
    without_traces(photo(6)[:length])
