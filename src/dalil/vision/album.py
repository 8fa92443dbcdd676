"""Album: the fingerprints of many pictures, by name, in a file: nearly all of a fingerprint is landmarks.

In memory is where each one begins. It is a mapping like any other, which reads what it is asked for.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from dalil.vision.fingerprint import Fingerprint
from dalil.vision.landmarks import LANDMARK

_HEAD: Final = struct.Struct("<32sB8I")
"""The hash, quality, width, height, check, what is no border, and how many landmarks follow."""


class Album(Mapping[str, Fingerprint]):
    """Fingerprints in ``file``: empty, for reading and writing, the caller's, and for nothing else."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._end = file, 0
        self._starts: dict[str, int] = {}

    def add(self, name: str, one: Fingerprint) -> None:
        """Keep the fingerprint of one more picture."""
        count = len(one.landmarks) // LANDMARK.itemsize
        head = _HEAD.pack(one.whole, one.quality, one.width, one.height, one.check, *one.content, count)
        self._file.seek(self._end)
        self._file.write(head + one.landmarks)
        self._starts[name] = self._end
        self._end += len(head) + len(one.landmarks)

    def __getitem__(self, name: str) -> Fingerprint:
        self._file.seek(self._starts[name])
        whole, quality, width, height, check, *content, count = _HEAD.unpack(self._file.read(_HEAD.size))
        left, top, right, bottom = content
        marks = self._file.read(count * LANDMARK.itemsize)
        return Fingerprint(whole, quality, width, height, check, marks, (left, top, right, bottom))

    def __iter__(self) -> Iterator[str]:
        return iter(self._starts)

    def __len__(self) -> int:
        return len(self._starts)
