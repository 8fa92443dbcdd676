"""Truth: what was drawn, file by file and individual by individual, and the totals that follow from it.

Written as ``truth.json``; docs/methods/drawn-archives.md describes every field. Numbers are whole; a path
that is not UTF-8 carries ``path_b64`` beside its text.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from dalil.core import pathname
from dalil.testing.drawing.happening import DrawnIndividual, Klass
from dalil.testing.drawing.pixels import Quad

FORMAT = 1


@dataclass(frozen=True, slots=True)
class DrawnLabel:
    """One label as it stands in one file's pixels."""

    surface: str
    """``card``, ``tape``, ``overlay``, ``paper`` or ``marker`` (of a scene: never a detainee number)."""
    box: Quad
    line_box: Quad
    """Its most important line alone: the number, or the name on a soldier's card."""
    lines: tuple[str, ...]
    number: str
    """What a careful reader reads as the detainee number; without the peeled digits."""
    says: Mapping[str, str]
    digits: str
    """Digit system: ``western``, ``arabic-indic``, ``extended``."""
    legible: bool
    upside_down: bool
    """The text stands on its head in the stored pixels (turned by more than 135 degrees)."""
    turn_deg: int
    """Turn of its lines in the stored pixels, clockwise, -179 to 180."""
    mirrored: bool
    digit_height: int
    """Of its most important line, in pixels."""
    handwritten: bool
    peeled: int
    individual: str
    """Whose label it is; empty for pages and markers."""

    def as_record(self) -> dict[str, Any]:
        """The JSON form."""
        return {**asdict(self), "says": dict(self.says)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFile:
    """One file of the archive."""

    path: bytes
    sha256: str
    size: int
    klass: Klass
    reason: str = ""
    """Why it is refused as a picture: ``truncated``, ``empty``, ``not-a-picture``; empty when readable."""
    kind: str
    """``photograph``, ``copy``, ``document`` (PDF) or ``junk``."""
    exposure: str = ""
    individuals: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    """Individuals that a page or document is about, without showing them."""
    labels: tuple[DrawnLabel, ...] = ()
    subject: str = ""
    view: str = ""
    copy_of: bytes = b""
    edits: tuple[str, ...] = ()
    taken: str = ""
    """True local time, ISO 8601 without zone."""
    exif_taken: str = ""
    """By the camera's clock; empty where the file has no EXIF."""
    camera: str = ""
    orientation: int = 1
    hospital: str = ""
    unit: str = ""
    photographer: str = ""
    format: str = ""
    """What the bytes are: ``jpeg``, ``png``, ``text``, ``empty``, ``pdf``, ``other``."""
    width: int = 0
    height: int = 0
    text: tuple[str, ...] = ()
    """The lines of a typed document (PDF)."""
    called: str = ""
    """The name of the person in the frame, as a folder of the path is called by it; empty for none."""

    def as_record(self) -> dict[str, Any]:
        """The JSON form; empty fields are left out."""
        record: dict[str, Any] = dict(pathname.to_fields("path", self.path))
        record |= {"class": self.klass, "expect": "refused" if self.reason else "readable"}
        if self.copy_of:
            record |= pathname.to_fields("copy_of", self.copy_of)
        record["labels"] = [label.as_record() for label in self.labels]
        for key in (
            "sha256",
            "size",
            "reason",
            "kind",
            "exposure",
            "individuals",
            "mentions",
            "subject",
            "view",
            "edits",
            "taken",
            "exif_taken",
            "camera",
            "orientation",
            "hospital",
            "unit",
            "photographer",
            "format",
            "width",
            "height",
            "text",
            "called",
        ):
            value = getattr(self, key)
            if value not in ("", (), 0):
                record[key] = value
        return record


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of the missing-person list and what is true of it."""

    fields: Mapping[str, str]
    kind: str
    """``match``, ``brother``, ``cousin``, ``swapped``, ``homonym``, ``absent``."""
    individual: str
    """Whom the entry is about, or for a decoy: like whose its name looks; empty for the absent."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is true of one drawn archive."""

    parameters: Mapping[str, object]
    files: tuple[DrawnFile, ...]
    """Sorted by path."""
    individuals: tuple[DrawnIndividual, ...]
    missing: tuple[ListEntry, ...]
    _by_path: dict[bytes, DrawnFile] = field(default_factory=dict, repr=False, compare=False)

    def at(self, path: bytes) -> DrawnFile:
        """Return the file of ``path``, relative to the drawn tree."""
        if not self._by_path:
            self._by_path.update({file.path: file for file in self.files})
        return self._by_path[path]

    def without(self, paths: Iterable[bytes]) -> "Truth":
        """Return the truth without some files, such as those that a disk image could not hold."""
        gone = set(paths)
        kept = tuple(file for file in self.files if file.path not in gone)
        return Truth(self.parameters, kept, self.individuals, self.missing)

    def totals(self) -> dict[str, Any]:
        """Count what the ladder's file-level rungs must show; ``refused`` is to be read as a picture."""
        readable = [file for file in self.files if not file.reason]
        shown = {i for file in readable for i in file.individuals}
        labelled = [file for file in readable if file.klass is Klass.LABELLED]
        return {
            "files": len(self.files),
            "bytes": sum(file.size for file in self.files),
            "distinct_exhibits": len({file.sha256 for file in self.files}),
            "distinct_bytes": sum({file.sha256: file.size for file in self.files}.values()),
            "readable_files": len(readable),
            "readable_photographs": len({file.sha256 for file in readable}),
            "refused_files": _counts(file.reason for file in self.files if file.reason),
            "refused_exhibits": _counts(
                reason for reason, _ in {(file.reason, file.sha256) for file in self.files if file.reason}
            ),
            "classes_files": _counts(str(file.klass) for file in self.files),
            "classes_exhibits": _counts(
                klass for klass, _ in {(str(file.klass), file.sha256) for file in self.files}
            ),
            "exposures": len({file.exposure for file in readable if file.exposure}),
            "exposures_labelled": len({file.exposure for file in labelled}),
            "individuals": len(shown),
            "individuals_labelled": len({i for file in labelled for i in file.individuals}),
            "copies": _counts("+".join(file.edits) for file in self.files if file.kind == "copy"),
        }

    def as_json(self) -> str:
        """The content of ``truth.json``: one file, individual or entry on a line."""
        head = {"format": FORMAT, "parameters": self.parameters, "totals": self.totals()}
        parts = [f'"{key}": {_line(value)}' for key, value in head.items()]
        parts.append(_block("individuals", [individual_record(one) for one in self.individuals]))
        parts.append(
            _block(
                "missing", [{**e.fields, "kind": e.kind, "individual": e.individual} for e in self.missing]
            )
        )
        parts.append(_block("files", [file.as_record() for file in self.files]))
        return "{\n" + ",\n".join(parts) + "\n}\n"


def individual_record(person: DrawnIndividual) -> dict[str, Any]:
    """The JSON form of an individual."""
    record = asdict(person)
    record["day"], record["card_day"] = person.day.isoformat(), person.card_day.isoformat()
    return record


def _counts(things: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(things).items()))


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=list)


def _block(key: str, rows: Sequence[object]) -> str:
    return f'"{key}": [\n' + ",\n".join(_line(row) for row in rows) + "\n]"
