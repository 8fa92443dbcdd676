"""One search for copies in a process of its own: ``python -m bench.nearness.found FOLDER``; prints an object.

FOLDER holds drawn pictures (:mod:`bench.nearness.marked`), and ``cut.npy``: pairs of which landmarks alone
can tell.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import numpy as np

from dalil.vision.album import Album
from dalil.vision.copies import find
from dalil.vision.fingerprint import QUALITY_MIN, Fingerprint
from dalil.vision.landmarks import COUNT_MAX, LANDMARK, LONGEST

SIDES = ((4000, 3000), (1600, 1200), (1200, 900), (800, 600))
DARK = 16
"""Landmarks; with fewer there is too little to compare."""


def main() -> None:
    folder = Path(sys.argv[1])
    files: list[BinaryIO] = []

    def scratch() -> BinaryIO:
        # A second name for it, so that its size is told when the search has closed it.
        file = TemporaryFile()  # noqa: SIM115 - find closes it
        files.append(os.fdopen(os.dup(file.fileno()), "rb"))
        return file

    started, processor = time.monotonic(), time.process_time()
    with TemporaryFile() as file:
        album = Album(file)
        for name, one in pictures(folder):
            album.add(name, one)
        kept = time.monotonic() - started
        found = find(album, scratch)
    took = {"seconds": time.monotonic() - started, "processor_seconds": time.process_time() - processor}
    cut = [tuple(f"{place:08}" for place in sorted(pair)) for pair in np.load(folder / "cut.npy").tolist()]
    told = {(pair.a, pair.b) for pair in found.candidates}
    print(
        json.dumps(
            {
                **took,
                "keeping_seconds": kept,
                "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "scratch_gb": sum(os.fstat(one.fileno()).st_size for one in files) / 1e9,
                "pairs": len(found.pairs),
                "candidates": len(told),
                "cut": len(cut),
                "cut_found": sum(pair in told for pair in cut),
            }
        )
    )


def pictures(folder: Path) -> Iterator[tuple[str, Fingerprint]]:
    """What was drawn, one after the other."""
    hashes, sizes = np.load(folder / "hashes.npy"), np.load(folder / "sizes.npy").tolist()
    with (folder / "landmarks").open("rb") as file:
        for place, size in enumerate(sizes):
            marks = file.read(COUNT_MAX * LANDMARK.itemsize)[: size * LANDMARK.itemsize]
            quality = 50 if size >= DARK else QUALITY_MIN - 1
            width, height = SIDES[place % len(SIDES)]
            content = (0, 0, LONGEST, LONGEST * height // width)
            yield (
                f"{place:08}",
                Fingerprint(hashes[place].tobytes(), quality, width, height, place, marks, content),
            )


if __name__ == "__main__":
    main()
