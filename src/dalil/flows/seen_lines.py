"""Seen lines: what the label reader sees in lines that people have read. Runs inside the jail.

The answer about one exhibit: for every asked label that is found again, a record of its lines as the reader
reads them, and then for every line what is seen in each of its views.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from dalil.core.canonical import Json, Record
from dalil.core.limits import LESSON_ANSWER_BYTES_MAX
from dalil.core.profile import Profile
from dalil.core.transcription import box_of
from dalil.engine.contract import Work
from dalil.engine.plan import JailLimits, Part
from dalil.flows import examination
from dalil.vision import decode, locate
from dalil.vision.head import seen_to_bytes
from dalil.vision.label_reading import seen_of


def work(profile: Profile) -> Work:
    """What a worker does; it finds the labels of an archive as examining found them."""
    limits = JailLimits(answer_bytes=LESSON_ANSWER_BYTES_MAX)
    return examination.work("dalil.flows.seen_lines:entry", profile, limits=limits)


def header(labels: dict[str, tuple[tuple[int, int], ...]]) -> Record:
    """What is asked: the name of each label, and its four corners as facts hold them."""
    asked: list[Json] = [
        {"item": item, "box": [[x, y] for x, y in corners]} for item, corners in labels.items()
    ]
    return {"labels": asked}


def entry(asked: Record, payload: bytes, _file: BinaryIO | None) -> Iterator[Part]:
    """Yield what is seen in the asked labels of the picture whose bytes are ``payload``."""
    labels: Any = asked["labels"]
    names = {box_of(label["box"]): label["item"] for label in labels}
    _, frame = decode.survey(payload)
    found = seen_of(frame.grey, locate.labels(frame), examination.recogniser(), names)
    for box, lines in found.items():
        texts: list[Json] = [text for text, _ in lines]
        yield {"item": names[box], "lines": texts}
        for _, views in lines:
            for seen in views:
                yield seen_to_bytes(seen)
