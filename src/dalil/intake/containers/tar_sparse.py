"""Sparse files in TAR: which parts are stored, and where the holes are (GNU tar manual, appendix D).

Old GNU headers, and the pax forms 0.0, 0.1 and 1.0. Holes are given out as zeroes, within the budget.
"""

from collections.abc import Callable, Iterator
from typing import Final

from dalil.core import limits
from dalil.intake.containers.tar_header import BLOCK_BYTES, Records, TarHeader, number

Map = list[tuple[int, int]]
"""(offset, length) of each stored part, in order."""

_PARTS_MAX: Final = 1_000_000


def gnu_map(header: TarHeader, take: Callable[[int], bytes]) -> tuple[Map, int]:
    """Parts and true size from an old GNU header and its extension blocks. Raises: ValueError."""
    rest = header.rest
    parts, more = _entries(rest[41:137]), rest[137]
    size_bytes = number(rest[138:150])
    while more:
        block = take(BLOCK_BYTES)
        parts += _entries(block[:504])
        more = block[504]
        _bounded(parts)
    return checked(parts, size_bytes), size_bytes


def pax_map(records: Records) -> tuple[Map, int] | None:
    """Parts and true size from pax records of forms 0.0 and 0.1, or None when there are none.

    Raises: ValueError.
    """
    facts = dict(records)
    if b"GNU.sparse.size" not in facts:
        return None
    if b"GNU.sparse.map" in facts:
        numbers = [_natural(text) for text in facts[b"GNU.sparse.map"].split(b",") if text]
    else:
        numbers = [
            _natural(value) for key, value in records if key in (b"GNU.sparse.offset", b"GNU.sparse.numbytes")
        ]
    size_bytes = _natural(facts[b"GNU.sparse.size"])
    return checked(_pairs(numbers), size_bytes), size_bytes


def stored_map(take: Callable[[int], bytes]) -> tuple[Map, int]:
    """Parts that stand before the content (form 1.0), and how many bytes they took. Raises: ValueError."""
    content, taken = b"", 0
    numbers: list[int] = []
    wanted = 1
    while len(numbers) < wanted:
        content += take(BLOCK_BYTES)
        taken += BLOCK_BYTES
        *lines, content = content.split(b"\n")
        numbers += [_natural(line) for line in lines[: wanted - len(numbers)]]
        if numbers and wanted == 1:
            wanted = 1 + 2 * numbers[0]
            numbers += [_natural(line) for line in lines[1:wanted]]
        if wanted > 2 * _PARTS_MAX or len(content) > BLOCK_BYTES:
            raise ValueError("a sparse map is malformed")
    return _pairs(numbers[1:]), taken


def checked(parts: Map, size_bytes: int) -> Map:
    """Insist that parts follow one another within the file. Raises: ValueError."""
    end = 0
    for offset, length in parts:
        if offset < end or length < 0 or offset + length > size_bytes:
            raise ValueError("a sparse map contradicts itself")
        end = offset + length
    return parts


def spread(parts: Map, size_bytes: int, take_chunks: Callable[[int], Iterator[bytes]]) -> Iterator[bytes]:
    """Yield the whole file: stored parts from ``take_chunks``, zeroes between them."""
    place = 0
    for offset, length in [*parts, (size_bytes, 0)]:
        yield from _zeroes(offset - place)
        yield from take_chunks(length)
        place = offset + length


def _zeroes(count: int) -> Iterator[bytes]:
    hole = bytes(limits.CHUNK_BYTES_MAX)
    while count > 0:
        yield hole[:count]
        count -= len(hole)


def _entries(field: bytes) -> Map:
    parts = []
    for start in range(0, len(field) - 23, 24):
        if field[start] == 0:
            break
        parts.append((number(field[start : start + 12]), number(field[start + 12 : start + 24])))
    return parts


def _pairs(numbers: list[int]) -> Map:
    if len(numbers) % 2:
        raise ValueError("a sparse map is malformed")
    return _bounded(list(zip(numbers[::2], numbers[1::2], strict=True)))


def _bounded(parts: Map) -> Map:
    if len(parts) > _PARTS_MAX:
        raise ValueError("a sparse map has too many parts")
    return parts


def _natural(text: bytes) -> int:
    if not text.isdigit() or len(text) > 18:  # noqa: PLR2004 - digits of 2^60
        raise ValueError("a sparse map is malformed")
    return int(text)
