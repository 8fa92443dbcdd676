"""Redaction: what is covered, planned once per exposure and carried to every copy of it.

Boxes are in millionths of the width and height of the exposure's representative as people see it: upright,
turned as the file's orientation mark (EXIF 274) says. So a plan holds for any size. A
copy that is turned or mirrored gets its boxes turned and mirrored; pixels are rounded outwards. A copy whose
place in the exposure is not known (cropped, warped) is covered whole: nothing is guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from dalil.core.canonical import Json, Record
from dalil.core.errors import Refusal
from dalil.core.record import take_integer, take_records, take_text

PPM: Final = 1_000_000
ORIENTATIONS: Final = range(8)
"""How a copy is made from the representative: 0–3 quarter turns clockwise; from 4 on mirrored left to right
first, then turned. The numbers of :class:`dalil.vision.orientation.Orientation`."""
QUARTERS: Final = 4


class BoxMalformed(Refusal):
    """{box} is no box inside a picture."""

    code = "redaction-box"
    exit_status = 72
    remedy = "Give left, top, right, bottom in millionths of width and height, left before right."


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle in millionths of width and height; the right and bottom edges are outside it."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= PPM and 0 <= self.top < self.bottom <= PPM):
            raise BoxMalformed(box=f"({self.left}, {self.top}, {self.right}, {self.bottom})")

    def turned(self, orientation: int) -> "Box":
        """Return the box where the copy shows it, the copy being the representative under ``orientation``."""
        assert orientation in ORIENTATIONS, f"no orientation {orientation}"
        box = self
        if orientation >= QUARTERS:
            box = Box(PPM - box.right, box.top, PPM - box.left, box.bottom)
        for _ in range(orientation % QUARTERS):
            box = Box(PPM - box.bottom, box.left, PPM - box.top, box.right)
        return box

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom in whole pixels, never smaller than the box."""
        return (
            self.left * width // PPM,
            self.top * height // PPM,
            -(-self.right * width // PPM),
            -(-self.bottom * height // PPM),
        )


WHOLE: Final = Box(0, 0, PPM, PPM)


@dataclass(frozen=True, slots=True)
class Redaction:
    """What to cover in one exposure, and why."""

    exposure: str
    boxes: tuple[Box, ...]
    reason: str

    def boxes_for(self, orientation: int | None) -> tuple[Box, ...]:
        """Return the boxes of a copy; ``None`` for a copy whose place is not known covers all of it."""
        if orientation is None:
            return (WHOLE,)
        return tuple(sorted(box.turned(orientation) for box in self.boxes))


@dataclass(frozen=True, slots=True)
class RedactionPlan:
    """One redaction for each exposure of a release."""

    redactions: tuple[Redaction, ...]

    def of(self, exposure: str) -> Redaction | None:
        """Return what is covered in ``exposure``; None when the plan does not speak of it."""
        return next((each for each in self.redactions if each.exposure == exposure), None)

    def unplanned(self, exposures: Iterable[str]) -> tuple[str, ...]:
        """Return the exposures without a redaction, sorted. Nothing unplanned may leave."""
        return tuple(sorted(each for each in set(exposures) if self.of(each) is None))

    def to_record(self) -> Record:
        """Return the plan for its blob."""
        redactions: list[Json] = [
            {
                "exposure": each.exposure,
                "reason": each.reason,
                "boxes": [
                    {"left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom}
                    for box in sorted(each.boxes)
                ],
            }
            for each in sorted(self.redactions, key=lambda each: each.exposure)
        ]
        return {"redactions": redactions}

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read :meth:`to_record`. Raises: BodyRefusal, BoxMalformed."""
        return cls(tuple(_redaction(each) for each in take_records(record, "redactions")))


def _redaction(record: Record) -> Redaction:
    boxes = tuple(
        Box(*(take_integer(box, side) for side in ("left", "top", "right", "bottom")))
        for box in take_records(record, "boxes")
    )
    return Redaction(take_text(record, "exposure"), boxes, take_text(record, "reason"))
