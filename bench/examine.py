"""Examine against Pillow's full decode, on 12-megapixel photographs, on one processor core."""

import os
import statistics
import sys
from typing import Final

from bench.timing import DALIL, Timed, in_turn, median, ratio, timed, today, write

from dalil.testing.archive import ArchiveBuilder

PHOTOGRAPHS: Final = 240
SIZE: Final = (4_000, 3_000)
ROUNDS: Final = 3
OVERNIGHT: Final = 100_000
"""Photographs that two cores are to examine in a night."""
DECODING: Final = """
import sys
from PIL import Image
for path in sys.argv[1:]:
    with Image.open(path) as image:
        image.load()
"""
PILLOW: Final = "Pillow, full decode"
OURS: Final = "dalil examine"


def pictures(folder: str) -> list[str]:
    """Every JPEG that decodes whole and has twelve megapixels."""
    from PIL import Image, UnidentifiedImageError

    found = []
    for at, _, names in os.walk(folder):
        for path in (os.path.join(at, name) for name in sorted(names)):
            try:
                with Image.open(path) as image:
                    image.load()
                    if image.size in {SIZE, SIZE[::-1]}:
                        found.append(path)
            except (UnidentifiedImageError, OSError):
                os.unlink(path)
            else:
                if path not in found:
                    os.unlink(path)
    return sorted(found)


def measure(folder: str) -> None:
    """Write docs/results/examine.md."""
    drawn, vault = os.path.join(folder, "drawn"), os.path.join(folder, "vault")
    ArchiveBuilder(seed=5, photographs=PHOTOGRAPHS, size=SIZE).draw(drawn)
    disk = os.path.join(drawn, "disk")
    paths = pictures(disk)
    timed([*DALIL, "acquire", disk, "--vault", vault])
    taken = os.path.join(folder, "taken")
    os.rename(vault, taken)

    def examined() -> Timed:
        timed(["sh", "-ec", f"rm -rf {vault}; cp -a {taken} {vault}"])
        return timed([*DALIL, "examine", "--vault", vault, "--workers", "1"], core=0)

    def decoded() -> Timed:
        return timed([sys.executable, "-c", DECODING, *paths], core=0)

    found = in_turn(ROUNDS, {PILLOW: decoded, OURS: examined})
    low, middle, high = ratio(found[OURS], found[PILLOW])
    each = {name: median(runs).seconds / len(paths) for name, runs in found.items()}
    size = statistics.mean(map(os.path.getsize, paths)) / 1e6
    hours = OVERNIGHT * each[OURS] / 2 / 3_600
    lines = [
        "# Examine",
        "",
        f"`make bench` ({today()}): {len(paths)} drawn JPEGs of {SIZE[0]} × {SIZE[1]}, {size:.1f} MB each;",
        f"{ROUNDS} rounds, medians; everything on one core. Decode, fingerprint, locate, read, metadata, the",
        "program's own start and the grouping are in the figure.",
        "",
        "| program | s a photograph | ÷ Pillow, smallest–median–largest |",
        "|---|--:|---|",
        f"| {PILLOW} | {each[PILLOW]:.3f} | 1 |",
        f"| {OURS} | {each[OURS]:.3f} | {low:.2f}–**{middle:.2f}**–{high:.2f} |",
        "",
        f"Projected: {OVERNIGHT:,} such photographs on two cores in {hours:.1f} hours.",
    ]
    write("examine", lines)
