"""Figures on whole pictures: labels located and read, nothing cut by hand; prints Markdown tables.

    python -m training.label_reader.evaluate_frames [--photographs] [--archive FOLDER] [--weights PATH]

``--photographs`` takes ``photos_with_numbers.zip``. A third of its plates (by a checksum of the plate string)
served to tune the locator; the rest did not, and is reported apart. ``--archive`` takes a folder drawn by
``dalil.testing.archive`` with its ``truth.json``. """

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
from dalil.vision.alphabet import WESTERN, western
from dalil.vision.recognise import LabelReading, Recogniser, read_regions

from .evaluate import wilson
from .sets import DATA


class Clock:
    """Processor seconds of locating and reading, and how many pictures."""

    def __init__(self) -> None:
        self.locate = self.read = self.pixels = 0.0
        self.pictures = 0

    def labels(self, pixels: np.ndarray, reader: Recogniser) -> tuple[LabelReading, ...]:
        """Locate and read, timed."""
        started = time.process_time()
        regions = locate.labels(pixels)
        located = time.process_time()
        found = read_regions(pixels, regions, reader)
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


def served_tuning(plate: dict[str, str]) -> bool:
    """Whether the locator was tuned with this plate."""
    return zlib.crc32((plate["digits_western"] + plate["letters_right_to_left"]).encode()) % 3 == 0


def photographs(reader: Recogniser) -> None:
    """Plates in real photographs: a line whose digits are the plate's, all of them and no other."""
    archive = zipfile.ZipFile(f"{DATA}/photos_with_numbers.zip")
    seen: Counter[tuple[str, bool]] = Counter()
    plates: dict[tuple[str, bool], bool] = {}
    clock = Clock()
    for item in json.loads(archive.read("labels.json")):
        image = Image.open(io.BytesIO(archive.read(item["file"]))).convert("RGB")
        found = clock.labels(np.asarray(image), reader)
        said = {
            "".join(c for c in western(line.text) if c in WESTERN) for label in found for line in label.lines
        }
        for plate in item["plates"]:
            part = "tuned with" if served_tuning(plate) else "held out"
            right = plate["digits_western"] in said
            seen[part, right] += 1
            name = (plate["digits_western"] + plate["letters_right_to_left"], part == "held out")
            plates[name] = plates.get(name, False) or right
    print("| plates in whole photographs | found and read right | of | share | 95 % interval |")
    print("|---|--:|--:|--:|---|")
    for part in ("held out", "tuned with"):
        row(f"{part}, each view", seen[part, True], seen[part, True] + seen[part, False])
        once = [right for (_, held), right in plates.items() if held == (part == "held out")]
        row(f"{part}, distinct plates in some view", sum(once), len(once))
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
