"""Glyph rows: dark marks of like height side by side on a lighter ground, wherever they stand in a frame.

Classical: marks darker than the ground behind them, connected, chained from left to right. Finds the text of
cards, tape, plates and writing on surfaces; what carries it is decided elsewhere.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

_DARKER_BY: Final = 0.2
"""How much darker than its ground, as a share, a mark is."""
_LIMITS: Final = np.clip(np.ceil(np.arange(256) * (1 - _DARKER_BY) - 2), 0, 255).astype(np.uint8)
"""For every tone of the ground, the tone below which a pixel is a mark's."""
_PIECES_MAX: Final = 65_000
_HEIGHT_PX_MIN: Final = 6
"""Below six pixels a digit has no shape."""
_STROKE_PX_MIN: Final = 2
_ROW_MARKS_MIN: Final = 2
_ROWS_MAX: Final = 80
"""Rows at one scale, those with most marks; photographs have ten to forty, gravel has thousands."""
_NEAR: Final = 1.3
"""Largest gap between neighbours, in mark heights."""
_NEAR_ROWS: Final = 2.2
"""Largest gap between two pieces of one row (a plate's divider, a blank), in mark heights."""
_SLOPE_MAX: Final = 0.3
"""Steepest line, as its rise by its length: some 17 degrees."""
_ALONG: Final = 0.3
"""How far from the line of one of two pieces the other may begin, in mark heights: a held card slants."""
_AHEAD_MAX: Final = 200
"""Pieces further right that are tried as the next one. Only the wildest textures have more within reach."""
_INK_AT, _GROUND_AT = 0.08, 0.75
"""Shares of a row's pixels that are darker than its ink's and its ground's usual tone."""
_CONTRAST_MIN: Final = 20
"""Grey levels between ground and ink."""


Marks = NDArray[np.int64]
"""Rectangles (left, top, width, height), one a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of marks: bounding rectangle, number and usual height of marks, tones of ground and ink.

    Tones are the 75th and the 8th percentile. The row's upper and lower edge are the lines
    ``y = slope · x + upper`` and ``y = slope · x + lower``.
    """

    left: int
    top: int
    right: int
    bottom: int
    marks: int
    mark_height: float
    slope: float
    upper: float
    lower: float
    ground: float
    ink: float

    @property
    def contrast(self) -> float:
        """How far ink and ground lie apart, as a share of the ground."""
        return (self.ground - self.ink) / max(self.ground, 1.0)

    def larger(self, times: int) -> "Row":
        """The same row in a frame that is so many times larger."""
        return replace(
            self,
            left=self.left * times,
            top=self.top * times,
            right=self.right * times,
            bottom=self.bottom * times,
            mark_height=self.mark_height * times,
            upper=self.upper * times,
            lower=self.lower * times,
        )


def darker(grey: NDArray[np.uint8], ground: NDArray[np.uint8], heights: tuple[int, int]) -> Marks:
    """Marks of these heights that are darker than the ground behind them."""
    import cv2

    dark = cv2.compare(grey, cv2.LUT(ground, _LIMITS), cv2.CMP_LT)
    return marks_of(np.asarray(dark, np.uint8), heights)


def chains(marks: Marks) -> list[Marks]:
    """The marks of each row, from left to right; rows with most marks first."""
    if len(marks) < _ROW_MARKS_MIN:
        return []
    found = [chain for chain in _chains(marks) if len(chain) >= _ROW_MARKS_MIN]
    return sorted(found, key=len, reverse=True)[:_ROWS_MAX]


def marks_of(mask: NDArray[np.uint8], heights: tuple[int, int] | None = None) -> NDArray[np.int64]:
    """Rectangles of the connected marks that are shaped like characters, from left to right.

    ``heights`` are the least and the greatest height; without them, a 30th and the whole of the mask's
    height.
    """
    import cv2

    least, most = heights or (max(_HEIGHT_PX_MIN, mask.shape[0] // 30), mask.shape[0])
    # Pieces are never more than beginnings of runs; their numbers are kept in half the bytes where they fit.
    runs = cv2.countNonZero(mask[:, :1]) + int(np.count_nonzero(mask[:, 1:] > mask[:, :-1]))
    kind = cv2.CV_16U if runs < _PIECES_MAX else cv2.CV_32S
    _, _, facts, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=kind)
    left, top, width, height, area = facts[1:].T.astype(np.int64)
    fits = (height >= least) & (height <= most) & (width >= _STROKE_PX_MIN)
    fits &= (width <= 4 * height) & (width * 9 >= height) & (area >= 0.12 * width * height)
    kept = np.stack([left, top, width, height], axis=1)[fits]
    return np.asarray(kept[np.lexsort((kept[:, 1], kept[:, 0]))], dtype=np.int64)


def _chains(marks: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Marks of one line together, from left to right: neighbours first, then pieces parted by a wider gap.

    Twice: what was joined has a slope, and tells better where its line goes on. Pieces stay in order of their
    first marks.
    """
    pieces = [marks[chain] for chain in _followed(_links(_single(marks), near=_NEAR, alike=2.0, level=0.3))]
    for _ in range(2):
        joined = _followed(_links(_ends(pieces), near=_NEAR_ROWS, alike=1.67, level=0.45))
        pieces = [
            np.concatenate([pieces[place] for place in chain]) if len(chain) > 1 else pieces[chain[0]]
            for chain in joined
        ]
    return pieces


def links(marks: NDArray[np.int64]) -> int:
    """How many marks have a neighbour on their line: along text there are more than across it."""
    return int((_links(_single(marks), near=_NEAR, alike=2.0, level=0.3) >= 0).sum())


@dataclass(frozen=True, slots=True)
class _Ends:
    """Pieces in order of ``left``: where each starts and ends; its first and its last mark's middle (x, y).

    Its height and its slope; a single mark's slope is not a number.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    first: NDArray[np.float64]
    last: NDArray[np.float64]
    height: NDArray[np.float64]
    slope: NDArray[np.float64]


def _single(marks: NDArray[np.int64]) -> _Ends:
    """Single marks as pieces."""
    left, width, height = marks[:, 0], marks[:, 2], marks[:, 3]
    middles = _middles(marks)
    return _Ends(left, left + width, middles, middles, height.astype(np.float64), np.full(len(marks), np.nan))


def _ends(pieces: list[Marks]) -> _Ends:
    """Pieces of rows, each from left to right."""
    sizes = np.array([len(piece) for piece in pieces])
    after = np.cumsum(sizes)
    marks = np.concatenate(pieces)
    middles = _middles(marks)
    heads, tails = after - sizes, after - 1
    return _Ends(
        marks[heads, 0],
        marks[tails, 0] + marks[tails, 2],
        middles[heads],
        middles[tails],
        np.array([_median(p[:, 3]) if len(p) > 1 else float(p[0, 3]) for p in pieces]),
        _slopes(middles, heads, sizes),
    )


def _slopes(
    middles: NDArray[np.float64], heads: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Of the line through each piece's middles, within what a line can be; not a number for a single mark."""
    x, y = middles.T
    means = np.add.reduceat(middles, heads) / sizes[:, None]
    across, up = x - np.repeat(means[:, 0], sizes), y - np.repeat(means[:, 1], sizes)
    spread = np.add.reduceat(across * across, heads)
    rise = np.add.reduceat(across * up, heads)
    slopes = np.divide(rise, spread, out=np.zeros_like(rise), where=spread > 0)
    return np.where(sizes > 1, np.clip(slopes, -_SLOPE_MAX, _SLOPE_MAX), np.nan)


def _middles(marks: Marks) -> NDArray[np.float64]:
    """Of each mark, x and y."""
    return np.asarray(marks[:, :2] + marks[:, 2:] / 2)


def _links(ends: _Ends, *, near: float, alike: float, level: float) -> NDArray[np.int64]:
    """For every piece the next one on its line, or -1: near, alike, level; none taken twice."""
    count = len(ends.left)
    follows = np.full(count, -1, dtype=np.int64)
    taken = np.zeros(count, dtype=bool)
    for ahead in range(1, min(count, _AHEAD_MAX)):
        here, there = slice(0, count - ahead), slice(ahead, count)
        high = ends.height[here]
        gap = ends.left[there] - ends.right[here]
        reached = gap <= near * high
        if not bool(reached.any()):
            break
        fits = reached & (gap >= -0.5 * high) & (follows[here] < 0) & ~taken[there]
        one = np.flatnonzero(fits)
        if not len(one):
            continue
        one = one[_goes_on(ends, one, one + ahead, alike, level)]
        follows[one] = one + ahead
        taken[one + ahead] = True
    return follows


def _goes_on(
    ends: _Ends, one: NDArray[np.int64], other: NDArray[np.int64], alike: float, level: float
) -> NDArray[np.bool_]:
    """Whether one piece's line goes on in the other: further right, as high, level or along its slope."""
    high, far = ends.height[one], ends.height[other]
    run, step = (ends.first[other] - ends.last[one]).T
    along = np.fmin(np.abs(step - run * ends.slope[one]), np.abs(step - run * ends.slope[other]))
    higher = np.maximum(high, far)
    straight = (np.abs(step) <= level * higher) | (along <= _ALONG * higher)
    like = (far <= alike * high) & (high <= alike * far)
    return np.asarray(straight & like & (ends.right[other] > ends.right[one]))


def _followed(follows: NDArray[np.int64]) -> list[list[int]]:
    """Chains of places, each from its first piece on."""
    later = set(follows[follows >= 0].tolist())
    chains = []
    for start in range(len(follows)):
        if start not in later:
            chain = [start]
            while follows[chain[-1]] >= 0:
                chain.append(int(follows[chain[-1]]))
            chains.append(chain)
    return chains


def row_of(grey: NDArray[np.uint8], marks: Marks) -> Row | None:
    """The row of some marks, or None where there is no lighter ground behind them."""
    left, top, width, height = marks.T
    first, last = int(left.min()), int((left + width).max())
    above, below = int(top.min()), int((top + height).max())
    ink, ground = quantiles(grey[above:below, first:last], _INK_AT, _GROUND_AT)
    if ground - ink < _CONTRAST_MIN or last - first < 0.5 * (below - above):
        return None
    centres = left + width / 2
    slope = _slope_of(marks) if len(marks) > _ROW_MARKS_MIN else 0.0
    upper, lower = float((top - slope * centres).min()), float((top + height - slope * centres).max())
    return Row(first, above, last, below, len(marks), _median(height), slope, upper, lower, ground, ink)


def quantiles(grey: NDArray[np.uint8], *shares: float) -> tuple[float, ...]:
    """The grey values below which these shares of the pixels lie; counted, which is faster than sorting."""
    below = np.bincount(grey.ravel(), minlength=256).cumsum()
    return tuple(float(np.searchsorted(below, share * grey.size)) for share in shares)


def _median(values: NDArray[np.int64]) -> float:
    """The median of a few values: on so few, an array costs more than the sorting."""
    ranked = sorted(values.tolist())
    return float(ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2


def _slope_of(marks: Marks) -> float:
    """Of the line through the marks' middles, within what a line can be."""
    return min(max(_slope(*_middles(marks).T), -_SLOPE_MAX), _SLOPE_MAX)


def _slope(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Of the line through points by least squares; 0 where they stand one above the other."""
    across = x - x.mean()
    spread = float(across @ across)
    return float(across @ y) / spread if spread else 0.0
