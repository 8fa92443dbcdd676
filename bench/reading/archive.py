"""The demo archive, drawn with its truth: the numbers of legible overlays, cards and tapes."""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Sequence

import cv2
import numpy as np
from bench.reading import compare
from bench.reading.case import Way
from bench.reading.installed import draw_archive
from bench.reading.measure import Session
from bench.reading.ours import Answer
from bench.reading.result import Result
from PIL import Image

from dalil.vision.alphabet import western

SEED = 23
"""The locator was tuned on other archives of the same generator."""
SIZE = (1600, 1200)
AIMS_PPM = {"overlay": 970_000, "card": 920_000, "tape": 800_000}
_SLACK_PX = 8.0


def measure(session: Session, count: int) -> list[Result]:
    """Draw ``count`` photographs and read them all."""
    tally: Counter[tuple[str, str]] = Counter()
    parts: dict[str, Counter[tuple[str, bool]]] = {surface: Counter() for surface in AIMS_PPM}
    seconds = pictures = 0.0
    with tempfile.TemporaryDirectory(prefix="dalil-bench-") as folder:
        draw_archive(folder, SEED, max(20, count), SIZE)
        with open(f"{folder}/truth.json", encoding="utf-8") as told:
            files = json.load(told)["files"]
        for file in files:
            labels = legible(file)
            if not labels:
                continue
            pixels = np.asarray(Image.open(f"{folder}/disk/{file['path']}").convert("RGB"))
            answer = session.ours.read(pixels, Way.FRAME)
            seconds, pictures = seconds + answer.seconds, pictures + 1
            for one in labels:
                _count(one, answer, tally, parts[one["surface"]])
    return [
        Result(
            f"archive-{surface}",
            f"demo archive, legible labels: {surface}",
            tally[surface, "read"],
            tally[surface, "labels"],
            seconds / max(1, pictures),
            aim_ppm=aim,
            parts={kind: (hits[kind, True], hits[kind, True] + hits[kind, False]) for kind in _kinds(hits)},
            notes=(
                f"located {tally[surface, 'located']}",
                f"lines read {tally[surface, 'lines read']} of {tally[surface, 'lines']}",
            ),
        )
        for surface, aim in AIMS_PPM.items()
        for hits in (parts[surface],)
    ]


def legible(file: dict) -> list[dict]:
    """The labels of a file that a person could read where they are drawn."""
    if file["expect"] != "readable" or "path_b64" in file:
        return []
    return [
        one for one in file["labels"] if one["legible"] and not one["mirrored"] and one["surface"] in AIMS_PPM
    ]


def _kinds(hits: Counter[tuple[str, bool]]) -> Sequence[str]:
    return sorted({kind for kind, _ in hits})


def _count(one: dict, answer: Answer, tally: Counter, hits: Counter) -> None:
    """Judge one drawn label by the labels that were found on it."""
    outline = np.array(one["box"], dtype=np.float32)
    near = [
        label
        for label in answer.labels
        if cv2.pointPolygonTest(outline, tuple(np.mean(label.box, axis=0).tolist()), measureDist=True)
        >= -_SLACK_PX
    ]
    lines = [compare.compact(line.text) for label in near for line in label.lines]
    pieces = {piece for line in lines for piece in re.split(r"[^0-9]+", line)}
    read = western(one["number"]) in pieces
    surface = one["surface"]
    tally[surface, "labels"] += 1
    tally[surface, "located"] += bool(near)
    tally[surface, "read"] += read
    tally[surface, "lines"] += len(one["lines"])
    tally[surface, "lines read"] += sum(compare.compact(text) in lines for text in one["lines"])
    hits["handwritten" if one["handwritten"] else "printed", read] += 1
