"""Originals: photographs of which no two are one exposure, real and drawn."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

import cv2
import numpy as np
from bench.copies.edits import Pixels

from dalil.testing.archive import ArchiveBuilder

PHOTOGRAPHS = "../shared/data/photos_with_numbers.zip"
COPIES_AMONG_THEM = frozenset({"0936.jpg", "0976.jpg", "0860.jpg", "0427.jpg"})
"""Of every known pair of copies among the real photographs, one: two saved again, two cut a little."""
_SEED, _DRAWN = 77, 300


@dataclass(frozen=True, slots=True)
class Original:
    """``subject``: what else shows the same thing, a plate or a body, bears the same word."""

    name: str
    pixels: Pixels
    subject: str


def originals(folder: str) -> Iterator[Original]:
    """The real photographs, then one file of each drawn exposure. ``folder``: where to draw."""
    with ZipFile(PHOTOGRAPHS) as archive:
        for item in json.loads(archive.read("labels.json")):
            if item["file"] not in COPIES_AMONG_THEM:
                plates = "-".join(plate["digits_western"] for plate in item["plates"])
                pixels = _decoded(archive.read(item["file"]))
                yield Original(f"real-{item['file'].rsplit('.')[0]}", pixels, f"plate-{plates}")
    ArchiveBuilder(seed=_SEED, photographs=_DRAWN).draw(folder)
    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as file:
        told = json.load(file)
    seen: set[str] = set()
    for one in told["files"]:
        usable = one["kind"] == "photograph" and one["expect"] == "readable" and one["exposure"] not in seen
        if usable:
            seen.add(one["exposure"])
            with open(os.path.join(folder, "disk", one["path"]), "rb") as file:
                yield Original(one["exposure"], _decoded(file.read()), "-".join(one.get("individuals", [])))


def _decoded(content: bytes) -> Pixels:
    """RGB, upright as stored."""
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    return np.ascontiguousarray(cv2.imdecode(np.frombuffer(content, np.uint8), flags)[..., ::-1])
