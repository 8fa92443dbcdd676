"""Locating: which parts of a picture are labels. Works on a reduced frame; answers in full-resolution pixels.

Three finders, from the surest to the least sure: overlays by geometry, sheets (cards, tape) by their even
light patch, and rows of glyphs on anything else (plates, signs, skin). What is found is a proposal: whether
it can be read is the recogniser's answer. Not found: light text on dark ground, text under 6 pixels high in
the reduced frame, a single mark without a sheet.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.frame import Frame
from dalil.vision.glyphs import Row
from dalil.vision.overlay import Rectangle, overlays
from dalil.vision.region import Box, Pixels, Region, Surface, box_of, cut, sides
from dalil.vision.sheet import sheets
from dalil.vision.textlines import is_cut_tight, lines, stands_on_end
from dalil.vision.writing import rows
from dalil.vision.zeros import with_zeros

SHEETS_MAX: Final = 10
"""Sheets proposed per picture, the largest; real frames hold one to four."""
ROWS_MAX: Final = 6
"""Rows of glyphs proposed per picture, the likeliest; each costs some milliseconds to read."""
_LIKENESS_MIN: Final = -2.5
"""Rows less like writing than this are none. Of true ones, one in a hundred lies below -0.6, and
of plates the least like at -1.7."""
_LABEL_PX_MAX: Final = 360
"""Height to which a label is cut out while its lines are sought; twelve lines still have 30 pixels each."""
_SIDE_PX_MIN: Final = 16
"""A smaller picture holds no label that could be read."""
_FILLED: Final = 0.72
"""A single line higher than this share of a crop is the crop itself, which has the better margins."""
_ON_END: Final = 2.5
"""A crop of one line that is this many times higher than wide is a line on its end."""
_ROWS_SIDE_PX: Final = 600
"""Longer side of a picture that is one label while its rows are sought."""
_ROWS_ENLARGED_MAX: Final = 2.0
_COVERED: Final = 0.78
"""A row that lies by this share on something surer is not proposed again; a longer one is: half a plate is
light."""
_UNEVEN_MAX: Final = 0.22
"""Spread of a row's lighter tones, as a share of their mean: beyond it lie foliage, grilles and cloth."""
_LIGHT_MIN: Final = 200
_WHITE_MIN: Final = 236
"""Of an overlay's ground, its light pixels: the darkest channel, after reduction and JPEG."""
_STRIP_COLOUR_MIN: Final = 70
"""Difference of channels (0…255) in the coloured strip over a plate's number."""


def labels(frame: Frame) -> tuple[Region, ...]:
    """Return the labels of a picture: overlays, then sheets, then rows.

    The answer depends on the frame alone. A picture smaller than 16 pixels on a side has none.
    """
    import cv2

    cv2.setNumThreads(1)  # pictures run side by side in processes; a pool would not survive a fork
    if min(frame.grey.shape) < _SIDE_PX_MIN:
        return ()
    pixels, grey = frame.grey, frame.small.copy()
    stretch = np.array([pixels.shape[1] / grey.shape[1], pixels.shape[0] / grey.shape[0]])
    boxes = [one for one in overlays(grey) if _is_white(frame, one)]
    written = rows(grey)
    for left, top, wide, high in boxes:
        grey[max(0, top - 2) : top + high + 2, max(0, left - 2) : left + wide + 2] = 0
    patches = sheets(grey)[:SHEETS_MAX]
    found = [_overlay(pixels, one, stretch) for one in boxes] + [
        _region(pixels, one.surface, one.corners * stretch) for one in patches
    ]
    found = [region for region in found if region.lines]
    covered = [(x, y, x + w, y + h) for x, y, w, h in boxes] + [one.bounds for one in patches]
    loose = [one for one in written if not any(_lies_in(one[1], bounds) for bounds in covered)]
    return tuple(found + _rows(frame, grey, stretch, loose, standing=not found))


def layouts(pixels: Pixels) -> tuple[Region, ...]:
    """Return the ways to divide a grey picture that is one label into lines, the likeliest first.

    Lines parted by empty rows; the picture as one line; rows of like marks, dark or light, which stand out
    also where light falls unevenly or the picture shows more than the label. Which one is right is for the
    recogniser.
    """
    height, width = pixels.shape[:2]
    outline = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    on_end = height > _ON_END * width
    box = box_of(np.roll(outline, 1, axis=0) if on_end else outline)
    single = Region(Surface.CARD, box, (box,))
    if min(height, width) < _SIDE_PX_MIN:
        return (single,)
    parted = _region(pixels, Surface.CARD, outline)
    fills = len(parted.lines) == 1 and sides(parted.lines[0])[1] > _FILLED * sides(parted.box)[1]
    plain = [parted] if parted.lines and not fills and not is_cut_tight(cut(pixels, box_of(outline))) else []
    return (*plain, single, *_rowed(pixels, box_of(outline)))


def _rowed(pixels: Pixels, box: Box) -> list[Region]:
    """The label as its rows of dark marks, and as its rows of light ones."""
    import cv2

    scale = min(_ROWS_SIDE_PX / max(pixels.shape), _ROWS_ENLARGED_MAX)
    if min(pixels.shape[:2]) * scale < 1:
        return []
    sized = np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR), np.uint8)
    found = []
    for toned in (sized, np.asarray(255 - sized, np.uint8)):
        best = [row for _, row in rows(toned)[:ROWS_MAX]]
        ordered = sorted(best, key=lambda row: (row.top, row.left))
        if ordered:
            found.append(Region(Surface.CARD, box, tuple(box_of(line_of(row) / scale) for row in ordered)))
    return found


def _overlay(pixels: Pixels, rectangle: Rectangle, stretch: NDArray[np.float64]) -> Region:
    """An overlay's region with all its lines."""
    left, top, wide, high = rectangle
    corners = np.array([[left, top], [left + wide, top], [left + wide, top + high], [left, top + high]])
    return _region(pixels, Surface.OVERLAY, corners * stretch)


def _region(pixels: Pixels, surface: Surface, corners: NDArray[np.float64]) -> Region:
    """The region of a patch, begun at its next corner when its text stands on its end, with all its lines."""
    box = box_of(corners)
    grey = cut(pixels, box, height_px_max=_LABEL_PX_MAX)
    if stands_on_end(grey):
        box = box[3], box[0], box[1], box[2]
        grey = np.ascontiguousarray(np.rot90(grey, -1))
    spans = lines(grey)
    return Region(surface, box, tuple(_inside(box, one, (grey.shape[1], grey.shape[0])) for one in spans))


def _inside(box: Box, span: tuple[int, int, int, int], size: tuple[int, int]) -> Box:
    """A rectangle of a straightened crop as a box of the picture."""
    corner = np.array(box, dtype=np.float64)
    left, top, right, bottom = span[0] / size[0], span[1] / size[1], span[2] / size[0], span[3] / size[1]

    def place(x: float, y: float) -> NDArray[np.float64]:
        upper = corner[0] + (corner[1] - corner[0]) * x
        lower = corner[3] + (corner[2] - corner[3]) * x
        return np.asarray(upper + (lower - upper) * y)

    return box_of(np.array([place(left, top), place(right, top), place(right, bottom), place(left, bottom)]))


def _rows(
    frame: Frame,
    grey: NDArray[np.uint8],
    stretch: NDArray[np.float64],
    loose: list[tuple[float, Row]],
    *,
    standing: bool,
) -> list[Region]:
    """Regions of one line each from rows of glyphs that lie on no sheet, the likeliest first.

    ``standing``: nothing surer was found, so rows that run upwards are sought too, in the frame turned by
    90°.
    """
    ranked = [(likely, row, False) for likely, row in loose]
    if standing:
        turned = np.ascontiguousarray(np.rot90(grey))
        ranked += [(likely, row, True) for likely, row in rows(turned)]
    ranked = [one for one in ranked if one[0] >= _LIKENESS_MIN]
    ranked.sort(key=lambda one: (-one[0], one[2], one[1].top, one[1].left))
    found = []
    for _, row, is_turned in ranked[:ROWS_MAX]:
        corners = line_of(with_zeros(turned if is_turned else grey, row))
        box = box_of((_turned_back(corners, grey.shape[1]) if is_turned else corners) * stretch)
        surface = Surface.PLATE if not is_turned and _has_strip(frame, row) else Surface.SKIN
        found.append(Region(surface, box, (box,)))
    return found


def _lies_in(row: Row, bounds: tuple[float, float, float, float]) -> bool:
    """Whether a row lies mostly within bounds (left, top, right, bottom)."""
    wide = min(row.right, bounds[2]) - max(row.left, bounds[0])
    high = min(row.bottom, bounds[3]) - max(row.top, bounds[1])
    area = (row.right - row.left) * (row.bottom - row.top)
    return wide > 0 and high > 0 and wide * high > _COVERED * area


def _has_strip(frame: Frame, row: Row) -> bool:
    """Whether a coloured strip runs over the row, as on the plates of several countries."""
    high = row.mark_height
    above = frame.colour_at(row.left, max(0, row.top - 0.75 * high), row.right, row.top - 0.3 * high)
    return float(np.median(above.max(axis=1) - above.min(axis=1))) > _STRIP_COLOUR_MIN


def _is_white(frame: Frame, rectangle: Rectangle) -> bool:
    """Whether the ground of a light box has no colour: a program's box, not yellow paper."""
    left, top, wide, high = rectangle
    inside = frame.colour_at(left, top, left + wide, top + high)
    light = inside[inside.max(axis=1) >= _LIGHT_MIN]
    return bool(light.size) and float(np.median(light.min(axis=1))) >= _WHITE_MIN


def line_of(row: Row) -> NDArray[np.float64]:
    """The corners of a row with a little room around."""
    room = 0.16 * (row.lower - row.upper)
    left, right = row.left - 2 * room, row.right + 2 * room
    return np.array(
        [
            [left, row.slope * left + row.upper - room],
            [right, row.slope * right + row.upper - room],
            [right, row.slope * right + row.lower + room],
            [left, row.slope * left + row.lower + room],
        ]
    )


def _turned_back(corners: NDArray[np.float64], height: int) -> NDArray[np.float64]:
    """Corners found in a frame ``height`` high that was turned to the left by 90°, as before the turn."""
    return np.stack([height - corners[:, 1], corners[:, 0]], axis=1)
