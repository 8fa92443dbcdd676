"""Read: the labels of image files, without a vault. Each file is decoded in a jail, as everywhere."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.held import held
from dalil.core.label import read_label
from dalil.core.label_field import Field, Line, LineAlternative
from dalil.core.limits import EXAMINE_BYTES_MAX
from dalil.core.number import CUT
from dalil.core.pathname import to_fields
from dalil.core.profile import Profile
from dalil.core.reading import SURE_PPM
from dalil.engine.contract import Outcome, Request
from dalil.engine.local import LocalEngine
from dalil.flows import examination
from dalil.flows.file_list import Listed
from dalil.intake import opener
from dalil.intake.item import refusal_from_record
from dalil.vision.region import Surface

_CROP: Final = "dalil.flows.examination:read_crop"
PPM: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """What one file's labels say, or why there are none: the refusal, or what it is instead of a picture."""

    path: str
    labels: list[dict[str, Any]]
    error: str | None
    refusal: Refusal | None = None
    frames: int = 1

    def to_record(self) -> dict[str, Any]:
        """The object that ``dalil read --jsonl`` prints (DESIGN §13).

        ``frames`` stands in it only where the file does not hold one picture; the first is read.
        """
        path = to_fields("path", os.fsencode(self.path))
        record = path | {"labels": self.labels, "error": self.error}
        return record if self.frames == 1 else record | {"frames": self.frames}


def read(listed: Iterable[Listed], profile: Profile, *, workers: int) -> Iterator[Read]:
    """Read every file in order, each a photograph in which labels are looked for."""
    known = list(listed)
    outcomes = _outcomes(examination.ENTRY, known, profile, workers=workers)
    for one in known:
        yield _read(one.path, one.refusal or next(outcomes), profile, is_crop=False)


def read_crops(
    listed: Iterable[Listed], profile: Profile, *, workers: int, surface: Surface
) -> Iterator[Read]:
    """Read every file in order, each one label and nothing else.

    How sure a reading is was measured for each surface, and a crop does not show which it is.
    """
    known = list(listed)
    header: Record = {"surface": surface.value}
    outcomes = _outcomes(_CROP, known, profile, workers=workers, header=header)
    for one in known:
        yield _read(one.path, one.refusal or next(outcomes), profile, is_crop=True)


def _outcomes(
    entry: str, known: Iterable[Listed], profile: Profile, *, workers: int, header: Record | None = None
) -> Iterator[Outcome]:
    """What a jailed worker says of every file that can be opened, in order."""
    work = examination.work(entry, profile)
    asked = (request(one.path) for one in known if not one.refusal)
    return LocalEngine(workers).map(work, ((each | (header or {}), content) for each, content in asked))


def request(path: str) -> Request:
    """What an engine is asked about one file: no digest, and its bytes when they are wanted."""

    def content() -> bytes:
        with opener.open_given(path) as file:
            size = os.fstat(file.fileno()).st_size
            whole = file.read(EXAMINE_BYTES_MAX + 1) if size <= EXAMINE_BYTES_MAX else b""
        size = max(size, len(whole))
        if size > EXAMINE_BYTES_MAX:
            from dalil.flows.examine import (
                ExhibitTooLarge,  # brings the catalog along, which is rarely needed
            )

            raise ExhibitTooLarge(size=size, limit=EXAMINE_BYTES_MAX)
        return whole

    return {"digest": "0" * 64}, content


def _read(path: str, outcome: Outcome, profile: Profile, *, is_crop: bool) -> Read:
    if isinstance(outcome, Refusal):
        return Read(path, [], outcome.code, outcome)
    facts: Any = outcome[0]
    if facts["refusal"]:
        refusal = _refusal(facts["refusal"])
        return Read(path, [], refusal.code, refusal)
    if not facts["picture"]:
        return Read(path, [], f"not-a-picture:{facts['identify']['format']}")
    labels = [shown(label, profile, is_crop=is_crop) for label in facts["labels"]]
    return Read(path, labels, None, frames=facts["picture"]["frames"])


def _refusal(untrusted: Record) -> Refusal:
    try:
        return refusal_from_record(untrusted)
    except BodyRefusal as malformed:
        return malformed


def _is_accepted(number: Field, confidence: int, *, cut_off: bool) -> bool:
    return confidence >= SURE_PPM and not number.partial and not cut_off


def shown(label: dict[str, Any], profile: Profile, *, is_crop: bool) -> dict[str, Any]:
    """A label's facts with its number, as scripts get them: confidences from 0 to 1.

    Accepted is what a vault would take from the machine; and of a crop of one line, which somebody cut out as
    the number, whatever reads surely.
    """
    lines = label["lines"]
    read = [line_of(line) for line in lines]
    fields = read_label(read, label["surface"], profile)
    if not is_crop or len(read) > 1:
        fields = held(fields, read, profile)
    persons = fields.detainee_number
    number = persons or fields.examination_number or fields.agency
    cut_off = any(CUT in line["text"] for line in lines)
    confidence = (
        number.confidence_ppm if number else min((line["confidence_ppm"] for line in lines), default=0)
    )
    return {
        "surface": label["surface"],
        "box": label["box"],
        "text": "\n".join(line["text"] for line in lines),
        "number": number.value if number else None,
        "truncated": cut_off,
        "digits": next((line["digits"] for line in lines if line["digits"] != "none"), "none"),
        "confidence": confidence / PPM,
        "accepted": persons is not None and _is_accepted(persons, confidence, cut_off=cut_off),
        "alternatives": [
            {"text": other["text"], "confidence": other["confidence_ppm"] / PPM}
            for line in lines
            for other in line["alternatives"]
        ],
        "fields": {name: field.value for name, field in fields.named()},
    }


def line_of(line: Record) -> Line:
    """A line's facts as the core reads them."""
    facts: Any = line
    others = tuple(LineAlternative(each["text"], each["confidence_ppm"]) for each in facts["alternatives"])
    return Line(facts["text"], facts["digits"], facts["confidence_ppm"], others)
