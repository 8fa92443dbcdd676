"""Mask: cover regions of a picture for good. Solid fill on decoded pixels, written anew, metadata gone.

Outside the regions nothing changes (in a lossless encoding); inside nothing remains; masking twice is masking
once. A blur or a mosaic is not offered: both have been undone.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dalil.core.canonical import Json, Record
from dalil.core.errors import Refusal
from dalil.vision import decode
from dalil.vision.encode import Encoding, encode
from dalil.vision.orientation import oriented, upright
from dalil.vision.picture import Picture
from dalil.vision.region import Pixels, Point

Polygon: TypeAlias = Sequence[Point]
"""Corners in order, in whole pixels of the picture as people see it, upright; edges belong to it."""

PRELOAD: Final = (*decode.PRELOAD, "cv2")
"""What a jail must load before :func:`entry` runs in it."""
_FILL: Final = 0
_CORNERS_MIN: Final = 3


class MaskOutside(Refusal):
    """Region {region} of the plan covers nothing of a picture of {width}×{height} pixels."""

    code = "mask-outside"
    exit_status = 65
    remedy = "The plan belongs to another picture or size: plan the redaction again on this exhibit."


def entry(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Record | bytes]:
    """For a jail: ``{"regions": [[[x, y], …], …], "encoding"}`` and a file, to its size and the new file.

    Raises: as :func:`redacted`.
    """
    del file
    regions = [_polygon(region) for region in _list(header["regions"])]
    covered = masked(shown(decode.decode(payload)), regions)
    yield {"width": covered.shape[1], "height": covered.shape[0], "regions": len(regions)}
    yield encode(covered, Encoding(str(header["encoding"])))


def warm_up() -> None:
    """Run everything once, so that nothing is left to be imported."""
    decode.warm_up()
    redacted(encode(np.zeros((16, 16, 3), np.uint8), Encoding.PNG), [[(0, 0), (3, 0), (3, 3)]], Encoding.JPEG)


def redacted(content: bytes, regions: Sequence[Polygon], encoding: Encoding) -> bytes:
    """A new file of ``content``, upright, for its orientation mark is gone, with ``regions`` covered.

    Raises: MaskOutside; as :func:`dalil.vision.decode.decode`.
    """
    return encode(masked(shown(decode.decode(content)), regions), encoding)


def shown(picture: Picture) -> Pixels:
    """The pixels as people see them, in a preview and everywhere: turned as the file's orientation mark says.

    Regions are stated by people on what they see; so they are filled after turning, never before.
    """
    return oriented(picture.pixels, upright(picture.orientation))


def masked(pixels: Pixels, regions: Sequence[Polygon]) -> Pixels:
    """A copy of ``pixels`` whose ``regions`` are black.

    Raises: MaskOutside when a region covers no pixel: something would be left to be seen.
    """
    covered = pixels.copy()
    for number, region in enumerate(regions):
        inside = covers(pixels, region)
        if not inside.any():
            raise MaskOutside(region=number + 1, width=pixels.shape[1], height=pixels.shape[0])
        covered[inside] = _FILL
    return covered


def covers(pixels: Pixels, region: Polygon) -> NDArray[np.bool_]:
    """Which pixels ``region`` covers: height × width."""
    import cv2

    assert len(region) >= _CORNERS_MIN, region
    sheet = np.zeros(pixels.shape[:2], np.uint8)
    cv2.fillPoly(sheet, [np.array(region, dtype=np.int32)], 1)
    inside: NDArray[np.bool_] = sheet > 0
    return inside


def _polygon(region: Json) -> list[Point]:
    points = [_list(point) for point in _list(region)]
    return [(_whole(point[0]), _whole(point[1])) for point in points]


def _list(value: Json) -> list[Json]:
    assert isinstance(value, list), value
    return value


def _whole(value: Json) -> int:
    assert isinstance(value, int), value
    return value
