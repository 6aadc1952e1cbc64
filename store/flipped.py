"""Finds the one byte that was changed, from what a CRC-32 should be and what it is.

CRC-32 is linear: how the two differ depends only on how the byte differs and on how many bytes come after it. The
difference that byte made is moved on by as many zero bytes; both ends are walked towards each other, so that a file of
n bytes takes in the order of the square root of n steps (Shanks' baby-step giant-step).
"""

POLYNOMIAL = 0xEDB88320
"""Of the CRC-32 that zlib and gzip use, bits reversed (RFC 1952)."""
STRIDE = 17
"""A giant step is so many bytes, as a power of two."""


def _entry(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (POLYNOMIAL if byte & 1 else 0)
    return byte


TABLE = tuple(map(_entry, range(256)))
_BY_TOP = {entry >> 24: byte for byte, entry in enumerate(TABLE)}


def _forth(crc: int) -> int:
    """What one more zero byte makes of a difference."""
    return TABLE[crc & 255] ^ crc >> 8


def _back(crc: int) -> int:
    """What it was one zero byte earlier."""
    byte = _BY_TOP[crc >> 24]
    return (crc ^ TABLE[byte]) << 8 & 0xFFFFFFFF | byte


def _times(columns: list[int], crc: int) -> int:
    """A linear map, given by what it makes of each bit, applied to a difference."""
    found = 0
    while crc:
        low = crc & -crc
        found ^= columns[low.bit_length() - 1]
        crc ^= low
    return found


def flipped(size: int, difference: int) -> list[tuple[int, int]]:
    """Where one byte of `size` could have been changed, and by which bits, so that the checksum differs like that.

    A large file has several such places, of which one at most is true: every 17 million bytes add a false one.
    """
    if not difference:
        return []
    near: dict[int, int] = {}
    crc = difference
    for distance in range(min(size, 1 << STRIDE)):
        near.setdefault(crc, distance)
        crc = _back(crc)
    giant = [_forth(1 << bit) for bit in range(32)]
    for _ in range(STRIDE):
        giant = [_times(giant, column) for column in giant]
    bits = [TABLE[1 << bit] for bit in range(8)]
    found = []
    for start in range(0, size, 1 << STRIDE):
        made = [0] * 256
        for change in range(1, 256):
            low = change & -change
            made[change] = made[change ^ low] ^ bits[low.bit_length() - 1]
            if made[change] in near and (after := start + near[made[change]]) < size:
                found.append((size - 1 - after, change))
        bits = [_times(giant, one) for one in bits]
    return found
