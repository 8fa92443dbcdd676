"""Labels as machines found and read them, and which crops stand for a photograph."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

from dalil.catalog.models import Examination, LabelRow
from dalil.core import canonical
from dalil.core.scene import likely

Point: TypeAlias = tuple[int, int]
Box: TypeAlias = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Crop:
    """A label that can be shown: exhibit, region, and what a machine read there."""

    digest: str
    region: int
    text: str
    likely: bool
    """As :func:`dalil.core.scene.likely` says."""
    surface: str


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One line of a label: text, its digit system, confidence in millionths, and what else it may say."""

    text: str
    digits: str
    confidence_ppm: int
    alternatives: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LabelSeen:
    """One label of one photograph; ``region`` numbers it from 0."""

    region: int
    surface: str
    lines: tuple[LineSeen, ...]

    @property
    def likely(self) -> bool:
        """As :func:`dalil.core.scene.likely` says, of all lines together."""
        surest = min((line.confidence_ppm for line in self.lines), default=0)
        return likely(self.surface, "".join(line.text for line in self.lines), surest)


def of(digest: str) -> list[LabelSeen]:
    """Every label of one exhibit, in the order in which they were found."""
    text = Examination.objects.filter(digest=digest).values_list("facts", flat=True).first()
    return _labels(text) if text else []


def _labels(text: str) -> list[LabelSeen]:
    facts: dict[str, Any] = canonical.decode_record(text.encode())
    return [
        LabelSeen(number, label["surface"], tuple(_line(line) for line in label["lines"]))
        for number, label in enumerate(facts.get("labels") or [])
    ]


def named(items: Collection[str]) -> dict[str, LabelSeen]:
    """Labels by their names (``digest:region``); those that are not there now are left out."""
    digests = {item.partition(":")[0] for item in items}
    held = Examination.objects.filter(digest__in=digests).values_list("digest", "facts")
    found = {f"{digest}:{label.region}": label for digest, text in held.iterator() for label in _labels(text)}
    return {item: found[item] for item in items if item in found}


def box(digest: str, region: int) -> Box | None:
    """Where a label is: four corners in pixels of the stored picture; None when there is no such label."""
    text = LabelRow.objects.filter(digest=digest, region=region).values_list("box", flat=True).first()
    if text is None:
        return None
    corners: Any = canonical.decode(text.encode())
    first, second, third, fourth = ((int(x), int(y)) for x, y in corners)
    return first, second, third, fourth


def crops(digests: list[str]) -> dict[str, list[Crop]]:
    """Labels of each exhibit, likely ones before others, the surest reading first."""
    found: dict[str, list[Crop]] = {}
    rows = LabelRow.objects.filter(digest__in=digests).order_by("digest", "-confidence_ppm", "region")
    for row in rows.iterator():
        seen = likely(row.surface, row.text, row.confidence_ppm)
        crop = Crop(row.digest, row.region, row.text, seen, row.surface)
        found.setdefault(row.digest, []).append(crop)
    for of_one in found.values():
        of_one.sort(key=lambda crop: not crop.likely)
    return found


def _line(line: dict[str, Any]) -> LineSeen:
    surest: dict[str, int] = {}  # two ways of cutting the same marks may end in the same text
    for other in line["alternatives"]:
        if other["text"] != line["text"]:
            surest.setdefault(other["text"], other["confidence_ppm"])
    return LineSeen(line["text"], line["digits"], line["confidence_ppm"], tuple(surest.items()))
