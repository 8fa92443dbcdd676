"""Examination: what a machine can say of one exhibit from its bytes alone. Runs inside the jail.

The answer is one record, described in docs/spec/events.md (*examined*). It depends on the bytes, the versions
of the decoders, the reader's weights and what the profile says can stand on a line, and on nothing else: not
on paths, order, workers or the clock.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.profile import Profile
from dalil.core.reading import PPM, SURE_PPM
from dalil.engine.contract import Brought, Work
from dalil.engine.plan import JailLimits, Part
from dalil.flows import reference
from dalil.intake import identify, metadata
from dalil.intake.item import refusal_to_record
from dalil.intake.signatures import Family, Kind
from dalil.vision import decode, fingerprint, locate
from dalil.vision.expected import Expected
from dalil.vision.frame import Frame
from dalil.vision.head import Head
from dalil.vision.label_reading import LabelReading, read_regions, read_whole
from dalil.vision.line_reading import LineReading
from dalil.vision.picture import Picture
from dalil.vision.recognise import Recogniser
from dalil.vision.region import Surface


class ExhibitEmpty(Refusal):
    """The exhibit has no bytes."""

    code = "exhibit-empty"
    exit_status = 59
    remedy = "It is kept as it came. Look for a whole copy in another acquisition."


_MPO: Final = "MPO"
"""What cameras write: a photograph with previews or maps of itself behind it, all of one scene."""
ENTRY: Final = "dalil.flows.examination:examine"
WARM_UP: Final = "dalil.flows.examination:warm_up"
PRELOAD: Final = (*decode.PRELOAD, "cv2", "onnxruntime")
LIBRARIES: Final = ("pillow", "numpy", "opencv-python-headless", "onnxruntime", "exifread")
"""Distributions on whose versions facts depend."""

_READERS: Final[list[Recogniser]] = []
"""The recogniser of this process, made before the doors close; and the one tuned to the archive."""


def work(entry: str, profile: Profile, head: str = "", *, limits: JailLimits | None = None) -> Work:
    """What a worker does that runs ``entry``, one of those here or in :mod:`dalil.flows.seen_lines`.

    ``head``: path of the head that is tuned to the archive, empty where there is none.
    """
    return Work(
        entry,
        PRELOAD,
        WARM_UP,
        limits or JailLimits(),
        (Brought(head) if head else "", profile.lines.allowed, *profile.lines.forms),
        LIBRARIES,
        reference.one() if entry == ENTRY else None,
    )


def warm_up(head: str = "", allowed: str = "", *forms: str) -> None:
    """Load the weights and use every library once, while files can still be opened.

    ``head``: path of the head that is tuned to the archive, empty where there is none. ``allowed`` and
    ``forms``: what can stand on a line of it (:class:`dalil.vision.expected.Expected`).
    """
    decode.warm_up()
    metadata.warm_up()
    expected = Expected(allowed, forms)
    _READERS[:] = [Recogniser(expected=expected)]
    if head:
        with open(head, "rb") as file:
            _READERS.append(Recogniser(head=Head.from_bytes(file.read()), expected=expected))
    import numpy as np

    blank = np.full((480, 640, 3), 200, np.uint8)
    blank[100:140, 100:300] = 255
    blank[110:130:3, 120:280:7] = 0
    frame = Frame.of(blank)
    _labels(frame)
    fingerprint.warm_up()
    fingerprint.fingerprint(frame.grey)


def recogniser() -> Recogniser:
    """The recogniser as it was shipped, in a worker that was warmed up."""
    return _READERS[0]


def versions(reader: Digest, weights: Digest) -> Record:
    """What facts depend on besides the bytes: label reader in use, its weights, libraries."""
    from importlib.metadata import version

    facts: Record = {name: version(name) for name in LIBRARIES}
    return facts | {
        "label-reader": reader.hex,
        "label-weights": weights.hex,
        "fingerprint": fingerprint.VERSION,
    }


def examine(header: Record, payload: bytes, _file: BinaryIO | None) -> Iterator[Part]:
    """Yield the facts about the exhibit whose bytes are ``payload``. A refusal is a fact too."""
    kind = identify.identify(
        payload[: identify.HEAD_BYTES], payload[-identify.TAIL_BYTES :], size_bytes=len(payload)
    )
    facts = blank_facts(str(header["digest"]), len(payload), kind)
    if kind.family is Family.EMPTY:
        facts["refusal"] = refusal_to_record(ExhibitEmpty())
    elif kind.family is Family.PHOTOGRAPH:
        facts["metadata"] = _claims(payload, kind)
        try:
            picture, frame = decode.survey(payload)
        except Refusal as refusal:
            facts["refusal"] = refusal_to_record(refusal)
        else:
            facts["picture"] = _picture(picture)
            facts["fingerprint"] = _fingerprint(picture, frame)
            surest = _surest_ppm(picture)
            facts["labels"] = [label_record(each, ppm_max=surest) for each in _labels(frame)]
    yield facts


def read_crop(header: Record, payload: bytes, _file: BinaryIO | None) -> Iterator[Part]:
    """Yield facts about a picture that is one label and nothing else: its lines are found and read.

    Confidence is measured for each surface: ``header["surface"]`` says which it is, a card where nobody says.
    """
    head, tail = payload[: identify.HEAD_BYTES], payload[-identify.TAIL_BYTES :]
    kind = identify.identify(head, tail, size_bytes=len(payload))
    facts = blank_facts(str(header["digest"]), len(payload), kind)
    if kind.family is Family.EMPTY:
        facts["refusal"] = refusal_to_record(ExhibitEmpty())
    elif kind.family is Family.PHOTOGRAPH:
        try:
            picture, frame = decode.survey(payload)
        except Refusal as refusal:
            facts["refusal"] = refusal_to_record(refusal)
        else:
            facts["picture"] = _picture(picture)
            surface = Surface(str(header.get("surface", Surface.CARD)))
            layouts = [replace(each, surface=surface) for each in locate.layouts(frame.grey)]
            read = read_whole(frame.grey, layouts, _READERS[0])
            facts["labels"] = [label_record(read, ppm_max=_surest_ppm(picture))]
    yield facts


def fingerprint_only(header: Record, payload: bytes, _file: BinaryIO | None) -> Iterator[Part]:
    """Yield facts with the fingerprint alone: enough to find copies."""
    head, tail = payload[: identify.HEAD_BYTES], payload[-identify.TAIL_BYTES :]
    kind = identify.identify(head, tail, size_bytes=len(payload))
    facts = blank_facts(str(header["digest"]), len(payload), kind)
    if kind.family is Family.PHOTOGRAPH:
        facts["fingerprint"] = _fingerprint(*decode.survey(payload))
    yield facts


def blank_facts(digest: str, size_bytes: int, kind: Kind) -> Record:
    """Facts about an exhibit that nobody has looked into."""
    identified: Record = {
        "format": kind.format,
        "media_type": kind.media_type,
        "family": kind.family.value,
    }
    return {
        "digest": digest,
        "size": size_bytes,
        "identify": identified,
        "metadata": None,
        "picture": None,
        "fingerprint": None,
        "labels": [],
        "refusal": None,
    }


def _claims(payload: bytes, kind: Kind) -> Record:
    try:
        return metadata.read(payload, kind).to_record()
    except Refusal as refusal:
        return {"refusal": refusal_to_record(refusal)}


def _picture(picture: Picture) -> Record:
    notes: list[Json] = list(picture.notes)
    return {
        "width": picture.width,
        "height": picture.height,
        "orientation": picture.orientation,
        "mode": picture.mode,
        "format": picture.format,
        "frames": picture.frames,
        "notes": notes,
    }


def _fingerprint(picture: Picture, frame: Frame) -> Record:
    """From the small frame: what a fingerprint averages further is averaged once for both."""
    return fingerprint.fingerprint(frame.small, width=picture.width, height=picture.height).to_record()


def _labels(frame: Frame) -> tuple[LabelReading, ...]:
    return read_regions(frame.grey, locate.labels(frame), *_READERS)


def _surest_ppm(picture: Picture) -> int:
    """How sure a reading can be: below what is accepted where the file holds pictures that nobody reads."""
    return PPM if picture.frames == 1 or picture.format == _MPO else SURE_PPM - 1


def label_record(label: LabelReading, *, ppm_max: int = PPM) -> Record:
    """A label as facts hold it; no line of it is surer than ``ppm_max``."""
    box: list[Json] = [[x, y] for x, y in label.box]
    lines: list[Json] = [_line(line, ppm_max) for line in label.lines]
    return {"surface": label.surface.value, "box": box, "lines": lines}


def _line(line: LineReading, ppm_max: int) -> Record:
    alternatives: list[Json] = [
        {"text": other.text, "confidence_ppm": min(other.confidence_ppm, ppm_max)}
        for other in line.alternatives
    ]
    return {
        "text": line.text,
        "digits": str(line.digits),
        "confidence_ppm": min(line.confidence_ppm, ppm_max),
        "quarter_turns": line.quarter_turns,
        "alternatives": alternatives,
    }
