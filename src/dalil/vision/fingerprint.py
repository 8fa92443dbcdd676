"""Fingerprint: 256 bits that stay nearly the same when a picture is saved again, resized, turned or mirrored.

In the manner of PDQ (Facebook, 2019): luminance, averaged to 64×64, the first 16×16 waves of its cosine
transform without the constant, one bit for each. Other than PDQ, for reasons in docs/adr/0004-fingerprint.md:
all arithmetic is in whole numbers, so every machine gets the same bits; a bit is the sign of its wave, not
its side of the median, so turning and mirroring permute and flip bits exactly and one hash serves all eight
orientations. Beside it stand landmarks (:mod:`dalil.vision.landmarks`), of which enough stay when an overlay,
a crop or a border moves all else.
"""

import base64
import zlib
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.vision import decode, landmarks
from dalil.vision.border import Rectangle, content
from dalil.vision.orientation import Orientation
from dalil.vision.region import Pixels

VERSION: Final = "dalil-fingerprint/6"
HASH_BYTES: Final = 32
QUALITY_MIN: Final = 10
"""Below this a hash says little: near-black and empty frames. They are listed, not compared."""
_QUALITY_MAX: Final = 100
_NUMBERS: Final = range(1 << 32)

_WAVES: Final = 16
_GRID: Final = 64
_BASE: Final = 6 * _GRID
_IN_GREY: Final = 2
"""Dimensions of grey pixels."""
_COSINE_UNIT: Final = 1 << 12


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a picture in order to find its copies."""

    whole: bytes
    """32 bytes: bit 16·i + j is the sign of the wave with i + 1 half periods down and j + 1 across."""
    quality: int
    """0–100: how much there is to see."""
    width: int
    height: int
    check: int
    """CRC-32 of the 384×384 averages: tells unchanged pixels among near ones; proves nothing by itself."""
    landmarks: bytes
    """n × 38 bytes: :data:`dalil.vision.landmarks.LANDMARK`."""
    content: Rectangle
    """What is no plain border, in pixels of the picture in which the landmarks are."""

    @property
    def hashes(self) -> tuple[str, ...]:
        """The hash of the whole in hex, as it would be after each :class:`Orientation`, in order."""
        return tuple(oriented_hash(self.whole, orientation).hex() for orientation in Orientation)

    def to_record(self) -> Record:
        """The record kept as a machine fact."""
        return {
            "version": VERSION,
            "whole": self.whole.hex(),
            "quality": self.quality,
            "width": self.width,
            "height": self.height,
            "check": self.check,
            "landmarks": base64.b64encode(self.landmarks).decode("ascii"),
            "content": list(self.content),
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote.

        Raises: BodyRefusal for anything else, another version included.
        """
        try:
            whole = bytes.fromhex(str(record["whole"]))
            numbers: list[object] = [record[name] for name in ("quality", "width", "height", "check")]
            numbers = [*numbers, *_four(record["content"])]
            marks = base64.b64decode(str(record["landmarks"]), validate=True)
        except (KeyError, ValueError) as wrong:
            raise BodyRefusal(detail=f"not a fingerprint ({wrong})") from wrong
        whole_numbers = [number for number in numbers if isinstance(number, int) and number in _NUMBERS]
        sound = len(whole_numbers) == len(numbers) and len(whole) == HASH_BYTES
        count, rest = divmod(len(marks), landmarks.LANDMARK.itemsize)
        sound &= count <= landmarks.COUNT_MAX and not rest
        if record.get("version") != VERSION or not sound or whole_numbers[0] > _QUALITY_MAX:
            raise BodyRefusal(detail="not a fingerprint of this version")
        quality, width, height, check, left, top, right, bottom = whole_numbers
        return cls(whole, quality, width, height, check, marks, (left, top, right, bottom))


def warm_up() -> None:
    """Use what a fingerprint uses, once, while files can still be opened."""
    decode.warm_up()
    landmarks.warm_up()


def fingerprint(pixels: Pixels, *, width: int | None = None, height: int | None = None) -> Fingerprint:
    """The fingerprint of ``pixels`` (grey, or height × width × 3, as stored).

    ``width`` and ``height`` are the file's where ``pixels`` is a reduced decode.
    """
    import cv2
    from PIL import Image

    grey = pixels if pixels.ndim == _IN_GREY else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    reduced = landmarks.reduced(np.asarray(grey, dtype=np.uint8))
    # The filter is a triangle, so that a slightly smaller copy gets nearly the same cells; it is computed in
    # whole numbers throughout.
    sheet = Image.fromarray(grey).resize((_BASE, _BASE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    seen = np.asarray(sheet)
    base = seen.astype(np.int64)
    whole, quality = _hash(_cells(base))
    return Fingerprint(
        whole=whole,
        quality=quality,
        width=width or pixels.shape[1],
        height=height or pixels.shape[0],
        check=zlib.crc32(seen.tobytes()),
        landmarks=landmarks.of_sheet(reduced, landmarks.COUNT_MAX).tobytes(),
        content=content(reduced),
    )


def distance(first: Fingerprint, second: Fingerprint) -> tuple[int, Orientation]:
    """Fewest differing bits over the eight orientations, and what was done to ``first`` to get there.

    Of equally good orientations the first in order is told.
    """
    there = int.from_bytes(second.whole, "big")
    return min(
        ((int.from_bytes(oriented_hash(first.whole, o), "big") ^ there).bit_count(), o) for o in Orientation
    )


def oriented_hash(content: bytes, orientation: Orientation) -> bytes:
    """The hash that the picture of hash ``content`` has after ``orientation``; exact."""
    return bytes(oriented_hashes(np.frombuffer(content, np.uint8)[None], orientation)[0])


def oriented_hashes(hashes: NDArray[np.uint8], orientation: Orientation) -> NDArray[np.uint8]:
    """The same for many: n × 32 bytes to n × 32 bytes."""
    bits = np.unpackbits(hashes, axis=1).reshape(-1, _WAVES, _WAVES)
    if orientation.mirrored:
        bits = bits ^ _ODD_ACROSS
    for _ in range(orientation.quarter_turns):
        # Turned clockwise, a wave across was a wave down, and odd ones change their sign.
        bits = bits.transpose(0, 2, 1) ^ _ODD_ACROSS
    return np.packbits(bits.reshape(-1, _WAVES * _WAVES), axis=1)


_ODD_ACROSS: Final = (np.arange(1, _WAVES + 1) % 2).astype(np.uint8)[None, None, :]
"""Waves that change their sign when left and right are exchanged."""


def _cells(base: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sums of equal square cells, 64×64, in sixteenths of a grey level whatever the window's size."""
    cell = base.shape[0] // _GRID
    sums: NDArray[np.int64] = base.reshape(_GRID, cell, _GRID, cell).sum(axis=(1, 3))
    sums *= 16
    sums //= cell**2
    return sums


def _hash(cells: NDArray[np.int64]) -> tuple[bytes, int]:
    """Hash and quality of 64×64 cells."""
    waves = _cosines() @ cells @ _cosines().T
    return np.packbits((waves > 0).ravel()).tobytes(), _quality(cells)


def _quality(cells: NDArray[np.int64]) -> int:
    """PDQ's measure: differences of neighbours in hundredths of the whole range, summed, over 90."""
    steps = [np.abs(np.diff(cells, axis=axis)) * 100 // (255 * 16) for axis in (0, 1)]
    return min(_QUALITY_MAX, int(sum(int(step.sum()) for step in steps)) // 90)


@cache
def _cosines() -> NDArray[np.int64]:
    """Rows are cosine waves 1–16 over 64 cells, in whole units; each exactly even or odd about its middle."""
    cell = np.arange(_GRID // 2)
    wave = np.arange(1, _WAVES + 1)[:, None]
    left = np.rint(_COSINE_UNIT * np.cos(np.pi * wave * (2 * cell + 1) / (2 * _GRID))).astype(np.int64)
    sign = np.where(wave % 2 == 1, -1, 1)
    return np.concatenate([left, sign * left[:, ::-1]], axis=1)


def _four(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) != 4:  # noqa: PLR2004 - edges
        raise ValueError("four edges are expected")
    return list(value)
