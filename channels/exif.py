"""What a camera writes into a photo, where it was taken above all, taken out before anybody else has it.

JPEG: ISO/IEC 10918-1, annex B; Exif: CIPA DC-008. Some platforms do so themselves, Bluesky and Matrix do not.
"""

import re

_END, _SCAN, _FILL = 0xD9, 0xDA, 0xFF
_EXIF, _MORE_PICTURES, _IPTC, _COMMENT = 0xE1, 0xE2, 0xED, 0xFE
_ORIENTATION = 0x0112
_TAGS = 200
"""Entries that are looked through; real ones have a dozen."""
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the data of a scan."""


def without_traces(photo: bytes) -> bytes:
    """A JPEG of the same picture, the same side up, without place, time, device, thumbnail, comments, and whatever
    stood behind its end: phones put films and second pictures there. What is no sound JPEG stays as it is."""
    kept, at = [photo[:2]], 2
    while at + 4 <= len(photo) and photo[at] == _FILL:
        marker = photo[at + 1]
        if marker == _FILL:
            at += 1
            continue
        if marker == _END:
            return b"".join([*kept, photo[at : at + 2]])
        end = at + 2 + int.from_bytes(photo[at + 2 : at + 4])
        if marker == _SCAN:
            found = _MARKER.search(photo, end)
            end = found.start() if found else len(photo)
        kept.append(_kept(marker, photo[at:end]))
        at = end
    return b"".join(kept) + photo[at:]


def _kept(marker: int, segment: bytes) -> bytes:
    if marker == _EXIF:
        return _upright(segment)
    if marker in (_IPTC, _COMMENT) or (marker == _MORE_PICTURES and segment[4:8] == b"MPF\0"):
        return b""
    return segment


def _upright(segment: bytes) -> bytes:
    """Of Exif data only which side is up, where that is said and not the usual one."""
    tiff = segment[10:]
    if segment[4:10] != b"Exif\0\0" or tiff[:2] not in (b"II", b"MM"):
        return b""
    small = tiff[:2] == b"II"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if small else "big")

    first = number(4, 4)
    for at in range(first + 2, first + 2 + 12 * min(number(first, 2), _TAGS), 12):
        if number(at, 2) == _ORIENTATION and 2 <= (side := number(at + 8, 2)) <= 8:
            entry = b"\x01\x12\0\3\0\0\0\1" + side.to_bytes(2) + b"\0\0"
            return b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\1" + entry + b"\0\0\0\0"
    return b""
