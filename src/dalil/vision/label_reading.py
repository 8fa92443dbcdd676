"""Label readings: regions of a picture become texts.

The lines of one label are read one way up. A picture that is one label is divided into lines in the way in
which most can be read.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dalil.core.number import CUT
from dalil.core.reading import CLEAR_PPM, HELD_PPM
from dalil.vision.alphabet import turned
from dalil.vision.beside import goes_on
from dalil.vision.head import Seen
from dalil.vision.line_reading import LineReading
from dalil.vision.recognise import TURN_GAIN, Recogniser, weight
from dalil.vision.region import Box, Point, Region, Surface, cut, turned_box, wider
from dalil.vision.strip import Pixels

_TURN_GAIN_OF_MANY: Final = 1.5
"""How many times likelier the turned reading of a label of several lines must be: they speak together."""
_LOOSE: Final = frozenset({Surface.SKIN, Surface.PLATE})
_LOOSE_PPM_MIN: Final = 150_000
"""A row of marks that reads less likely than this is texture."""
_WIDER: Final = 0.7
"""How much longer a line that was read as cut is tried, in its heights: about one character."""
_WIDER_TIMES: Final = 3
_WIDER_GAIN: Final = 0.5
"""How likely the longer reading must be, as a share of the cut one's."""
_READ_WELL_PPM: Final = 800_000
"""Where the first layout's lines are all this likely, no other is tried."""
_LIKELY_PPM: Final = 400_000
"""What a line must be to count for a layout."""
_FIRST_GAIN: Final = 2
"""How many times more must be read in another layout than in the first, which has the better margins."""


@dataclass(frozen=True, slots=True)
class LabelReading:
    """A region that was read. ``box`` and the order of ``lines`` follow the way up that reads best."""

    surface: Surface
    box: Box
    lines: tuple[LineReading, ...]

    @property
    def text(self) -> str:
        """All lines, one under the other."""
        return "\n".join(line.text for line in self.lines)


def read_regions(
    pixels: Pixels, regions: Sequence[Region], recogniser: Recogniser, tuned: Recogniser | None = None
) -> tuple[LabelReading, ...]:
    """Read the lines of located regions, each cut and straightened from the full-resolution picture.

    A region that is no more than a row of marks on something (skin, plate) and in which nothing can be read
    is no label, and is left out; every overlay, card and tape stays, read or not.

    ``tuned``: the same weights with a head tuned to the archive. Which labels there are, and which way up,
    is decided without it, so that tuning never moves a label that people have read; it reads their lines.
    """
    kept = _kept(pixels, regions, recogniser)
    reader = tuned or recogniser
    read = [(one[0], _again(pixels, *one, tuned)) for one in kept] if tuned else kept
    return tuple(_held(pixels, region, _calibrated(label, reader)) for region, label in read)


def seen_of(
    pixels: Pixels, regions: Sequence[Region], recogniser: Recogniser, boxes: Collection[tuple[Point, ...]]
) -> dict[Box, list[tuple[str, list[Seen]]]]:
    """Return, of the labels at ``boxes``, what each line says and what is seen of it in its two views."""
    kept = _kept(pixels, regions, recogniser)
    return {
        label.box: [
            (line.text, recogniser.seen(crop))
            for line, crop in zip(label.lines, _upright(pixels, region, label), strict=True)
        ]
        for region, label in kept
        if label.box in boxes
    }


def _kept(
    pixels: Pixels, regions: Sequence[Region], recogniser: Recogniser
) -> list[tuple[Region, LabelReading]]:
    """The regions that are labels, read."""
    read = [_uncut(pixels, region, recogniser) for region in regions]
    return [one for one in read if one[1].surface not in _LOOSE or _says_something(one[1])]


def _uncut(pixels: Pixels, region: Region, recogniser: Recogniser) -> tuple[Region, LabelReading]:
    """A region and its reading. A single line that was cut in a character is cut out longer, if it can be.

    Finders see marks of like height on even ground: a low one at the end, or one in the shadow, is not there.
    """
    label = _label(pixels, region, recogniser)
    for _ in range(_WIDER_TIMES):
        longer = _longer(pixels, region, label)
        if longer is None:
            break
        other = _label(pixels, longer, recogniser)
        if not _is_less_cut(other, label):
            break
        region, label = longer, other
    return region, label


def _longer(pixels: Pixels, region: Region, label: LabelReading) -> Region | None:
    """The region of an upright line with room for what was cut; None where nothing was, or no room is."""
    if len(label.lines) != 1 or _turns(region, label):
        return None
    text = label.lines[0].text
    ends = text.startswith(CUT), text.endswith(CUT)
    line = wider(region.lines[0], *(_WIDER * end for end in ends))
    inside = all(0 <= x <= pixels.shape[1] and 0 <= y <= pixels.shape[0] for x, y in line)
    if len(text) == 1 or not any(ends) or not inside:
        return None
    return replace(region, box=line if region.box == region.lines[0] else region.box, lines=(line,))


def _is_less_cut(other: LabelReading, label: LabelReading) -> bool:
    """Whether a longer line says more, cut again or not, and is about as likely."""
    (new,), (old,) = other.lines, label.lines
    cuts = old.text.count(CUT) - new.text.count(CUT)
    says_more = len(new.text) >= len(old.text) if cuts > 0 else cuts == 0 and len(new.text) > len(old.text)
    return says_more and new.confidence_ppm >= _WIDER_GAIN * old.confidence_ppm


def _again(pixels: Pixels, region: Region, label: LabelReading, recogniser: Recogniser) -> LabelReading:
    """The same label, the same way up, read by another reader."""
    turns = _turns(region, label)
    crops = _upright(pixels, region, label)
    lines = (replace(recogniser.read_turns(crop, (0,))[0], quarter_turns=turns) for crop in crops)
    return replace(label, lines=tuple(lines))


def _held(pixels: Pixels, region: Region, label: LabelReading, *, is_crop: bool = False) -> LabelReading:
    """The label, no line of it accepted where one is cut, and none beside which something goes on.

    Nor a single character with nothing beside it, which a hand of a clock is, too. ``is_crop``: the picture's
    edges are the label's, and what ends at them is whole.
    """
    if not any(line.confidence_ppm >= CLEAR_PPM for line in label.lines):
        return label
    places = tuple(reversed(region.lines)) if _turns(region, label) else region.lines
    doubtful = any(line.truncated for line in label.lines) or len(label.text.strip()) == 1
    lines = (
        replace(line, confidence_ppm=HELD_PPM)
        if line.confidence_ppm >= CLEAR_PPM
        and (doubtful or goes_on(pixels, place, region.box, is_crop=is_crop))
        else line
        for line, place in zip(label.lines, places, strict=True)
    )
    return replace(label, lines=tuple(lines))


def _turns(region: Region, label: LabelReading) -> int:
    return 0 if label.box == region.box else 2


def _upright(pixels: Pixels, region: Region, label: LabelReading) -> list[Pixels]:
    """Crops of the label's lines as they were read: from its first to its last, the way up that reads."""
    turns = _turns(region, label)
    lines = tuple(reversed(region.lines)) if turns else region.lines
    return [np.ascontiguousarray(np.rot90(cut(pixels, line), -turns)) for line in lines]


def read_whole(pixels: Pixels, layouts: Sequence[Region], recogniser: Recogniser) -> LabelReading:
    """Read a picture that is one label, in the layout in which most can be read.

    What counts is how many characters were read, each by the likelihood of its line. ``layouts``: as from
    :func:`dalil.vision.locate.layouts`, the likeliest first, at least one.
    """
    region, best = layouts[0], _label(pixels, layouts[0], recogniser)
    if not best.lines or any(not line.text or line.confidence_ppm < _READ_WELL_PPM for line in best.lines):
        others = [(layout, _label(pixels, layout, recogniser)) for layout in layouts[1:]]
        most = max(others, key=lambda one: _amount(one[1]), default=(region, best))
        if _amount(most[1]) > _FIRST_GAIN * _amount(best):
            region, best = most
    return _held(pixels, region, _calibrated(best, recogniser), is_crop=True)


def _calibrated(label: LabelReading, recogniser: Recogniser) -> LabelReading:
    known = any(_tells_the_way(line) for line in label.lines)
    lines = tuple(recogniser.calibrated(line, label.surface.value, way_known=known) for line in label.lines)
    return replace(label, lines=lines)


def _tells_the_way(line: LineReading) -> bool:
    """Whether a line reads well one way up and would not read at all the other."""
    said = line.confidence_ppm >= _READ_WELL_PPM and len(line.text) > 1
    return said and turned(line.text) is None


def _amount(label: LabelReading) -> int:
    """How much was read: characters, blanks and cuts left out, by likelihood, in millionths.

    Lines that read less likely than that, and single characters, count for nothing: textures have dozens.
    """
    lengths = ((line.confidence_ppm, sum(one not in (" ", CUT) for one in line.text)) for line in label.lines)
    return sum(ppm * length for ppm, length in lengths if ppm >= _LIKELY_PPM and length > 1)


def _says_something(label: LabelReading) -> bool:
    """Whether a line holds two characters or more with some likelihood."""
    return any(len(line.text) > 1 and line.confidence_ppm >= _LOOSE_PPM_MIN for line in label.lines)


def _label(pixels: Pixels, region: Region, recogniser: Recogniser) -> LabelReading:
    """Read a region one way up: the way its lines together read best, with a bonus for the upright way.

    Lines that read both ways up say nothing of it.
    """
    both = [recogniser.read_turns(cut(pixels, line), (0, 2)) for line in region.lines]
    weights = {0: 0.0, 2: 0.0}
    for readings in both:
        for one in readings:
            weights[one.quarter_turns] += 0.0 if turned(one.text) else weight(one)
    turns = 2 if weights[2] > weights[0] * _bonus(region) else 0
    lines = []
    for line, readings in zip(region.lines, both, strict=True):
        held = [one for one in readings if one.quarter_turns == turns]
        lines.append(held[0] if held else recogniser.read_turns(cut(pixels, line), (turns,))[0])
    if turns:
        lines.reverse()
    return LabelReading(region.surface, turned_box(region.box, turns), tuple(lines))


def _bonus(region: Region) -> float:
    """How much the upright way is preferred: not at all where the text runs up, down or backwards."""
    (left, top), (right, end) = region.box[:2]
    if right - left <= abs(end - top):
        return 1.0
    return TURN_GAIN if len(region.lines) == 1 else _TURN_GAIN_OF_MANY
