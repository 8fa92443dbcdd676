"""Figures on whole pictures: labels located and read, nothing cut by hand; prints Markdown tables.

    python -m training.label_reader.evaluate_frames [--photographs] [--archive FOLDER] [--weights PATH]

``--photographs`` takes ``photos_with_numbers.zip``. Photographs that show one of eight plates (by a
checksum of the plate string) served to tune the locator; the others did not.
``--archive`` takes a folder drawn by
``dalil.testing.archive`` with its ``truth.json``.
"""

import argparse
import io
import json
import re
import time
import zipfile
import zlib
from collections import Counter

import numpy as np
from PIL import Image

from dalil.vision import locate
from dalil.vision.alphabet import ARABIC_LETTERS, western
from dalil.vision.frame import Frame
from dalil.vision.recognise import LabelReading, Recogniser, read_regions

from .evaluate import digits_of, wilson
from .sets import DATA


class Clock:
    """Processor seconds of locating and reading, and how many pictures."""

    def __init__(self) -> None:
        self.locate = self.read = self.pixels = 0.0
        self.pictures = 0

    def labels(self, pixels: np.ndarray, reader: Recogniser) -> tuple[LabelReading, ...]:
        """Locate and read, timed."""
        started = time.process_time()
        frame = Frame.of(pixels)
        regions = locate.labels(frame)
        located = time.process_time()
        found = read_regions(frame.grey, regions, reader)
        self.locate += located - started
        self.read += time.process_time() - located
        self.pixels += pixels.shape[0] * pixels.shape[1]
        self.pictures += 1
        return found

    def __str__(self) -> str:
        many = max(self.pictures, 1)
        return (
            f"{self.pictures} pictures of {self.pixels / many / 1e6:.1f} megapixels: "
            f"locate {self.locate / many * 1000:.0f} ms, read {self.read / many * 1000:.0f} ms each"
        )


def served_tuning(photograph: dict) -> bool:
    """Whether the locator was tuned with this photograph: with one of its plates, by a checksum of the
    plate."""
    names = [plate["digits_western"] + plate["letters_right_to_left"] for plate in photograph["plates"]]
    return any(zlib.crc32(name.encode()) % 3 == 0 for name in names)


def _letters(text: str) -> set[str]:
    return {one for one in text.replace("ھ", "ه") if one in ARABIC_LETTERS}


def photographs(reader: Recogniser) -> None:
    """Plates in real photographs, by three measures, and how many other numbers are read.

    *Digits*: some line has exactly the plate's digits. A plate of one digit is met so by chance, since
    textures read as strokes; therefore *digits and a letter*: the same line also has one of the plate's
    letters."""
    archive = zipfile.ZipFile(f"{DATA}/photos_with_numbers.zip")
    tally: Counter[tuple[str, str]] = Counter()
    clock = Clock()
    for item in json.loads(archive.read("labels.json")):
        image = Image.open(io.BytesIO(archive.read(item["file"]))).convert("RGB")
        found = clock.labels(np.asarray(image), reader)
        lines = [line.text for label in found for line in label.lines]
        part = "tuned with" if served_tuning(item) else "held out"
        wanted = {plate["digits_western"] for plate in item["plates"]}
        tally[part, "photographs"] += 1
        tally[part, "other numbers"] += sum(digits_of(line) not in wanted | {""} for line in lines)
        for plate in item["plates"]:
            size = "one digit" if len(plate["digits_western"]) == 1 else "two to four digits"
            same = [line for line in lines if digits_of(line) == plate["digits_western"]]
            letters = _letters(plate["letters_right_to_left"])
            lettered = any(_letters(line) & letters for line in same)
            for kind in ("all", size):
                tally[part, f"{kind} of"] += 1
                tally[part, f"{kind} digits"] += bool(same)
                tally[part, f"{kind} lettered"] += lettered
    print("| plates in whole photographs, each view | right | of | share | 95 % interval |")
    print("|---|--:|--:|--:|---|")
    for part in ("held out", "tuned with"):
        for kind in ("all", "one digit", "two to four digits"):
            if count := tally[part, f"{kind} of"]:
                row(f"{part}, {kind}: digits", tally[part, f"{kind} digits"], count)
                row(f"{part}, {kind}: digits and a letter", tally[part, f"{kind} lettered"], count)
    for part in ("held out", "tuned with"):
        many, others = tally[part, "photographs"], tally[part, "other numbers"]
        print(f"\n{part}: {many} photographs, {others} other numbers read")
    print(f"\n{clock}\n")


def drawn(folder: str, reader: Recogniser) -> None:
    """Legible labels of a drawn archive: located, number read, lines read, by surface."""
    import cv2

    with open(f"{folder}/truth.json", encoding="utf-8") as told:
        truth = json.load(told)
    tally: Counter[tuple[str, str]] = Counter()
    clock = Clock()
    for file in truth["files"]:
        legible = [
            one for one in file["labels"] if one["legible"] and one["surface"] not in {"marker", "paper"}
        ]
        if file["expect"] != "readable" or "path_b64" in file or not legible:
            continue
        pixels = np.asarray(Image.open(f"{folder}/disk/{file['path']}").convert("RGB"))
        found = clock.labels(pixels, reader)
        for one in legible:
            if one["mirrored"]:
                continue
            outline = np.array(one["box"], dtype=np.float32)
            middles = [np.mean(label.box, axis=0) for label in found]
            near = [
                label
                for label, (x, y) in zip(found, middles, strict=True)
                if cv2.pointPolygonTest(outline, (float(x), float(y)), measureDist=True) >= -8
            ]
            lines = [western(line.text).replace(" ", "") for label in near for line in label.lines]
            pieces = {piece for line in lines for piece in re.split(r"[^0-9]+", line)}
            kind = f"{one['surface']}, {'handwritten' if one['handwritten'] else 'printed'}"
            tally[kind, "labels"] += 1
            tally[kind, "located"] += bool(near)
            tally[kind, "number"] += one["number"] in pieces
            tally[kind, "lines"] += len(one["lines"])
            tally[kind, "lines right"] += sum(
                western(text).replace(" ", "") in lines for text in one["lines"]
            )
    print("| drawn archive, legible labels | right | of | share | 95 % interval |")
    print("|---|--:|--:|--:|---|")
    for kind in sorted({kind for kind, _ in tally}):
        row(f"{kind}: located", tally[kind, "located"], tally[kind, "labels"])
        row(f"{kind}: number read", tally[kind, "number"], tally[kind, "labels"])
        row(f"{kind}: lines read, blanks aside", tally[kind, "lines right"], tally[kind, "lines"])
    print(f"\n{clock}\n")


def row(name: str, right: int, count: int) -> None:
    """One line of a table."""
    low, high = wilson(right, count)
    print(f"| {name} | {right} | {count} | {right / count:.1%} | {low:.1%}–{high:.1%} |")


def main() -> None:
    """Print what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--photographs", action="store_true")
    asked.add_argument("--archive")
    asked.add_argument("--weights")
    given = asked.parse_args()
    reader = Recogniser(given.weights)
    if given.photographs:
        photographs(reader)
    if given.archive:
        drawn(given.archive, reader)


if __name__ == "__main__":
    main()
