"""Examine against Pillow's full decode, on 12-megapixel photographs, on one processor core; and a night.

Drawn photographs are smooth: as JPEG they are a third of what a camera writes, and decode faster. So they are
measured as drawn, and once more with the grain of a sensor on them.
"""

import os
import statistics
import sys
from typing import Final

from bench.timing import DALIL, Timed, in_turn, median, ratio, timed, today, write

from dalil.testing.archive import ArchiveBuilder

PHOTOGRAPHS: Final = 160
SIZE: Final = (4_000, 3_000)
ROUNDS: Final = 3
OVERNIGHT: Final = 100_000
"""Photographs that two cores are to examine in a night."""
MEASURED: Final = 2_000
"""Photographs of which that is projected."""
GRAIN: Final = 4.0
"""Standard deviation of a sensor's noise, in tones of 255, as in rooms without daylight."""
QUALITY: Final = 92
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


def grained(paths: list[str]) -> None:
    """Write every picture anew with noise, as large as cameras write them."""
    import numpy as np
    from PIL import Image

    rough = np.random.default_rng(5)
    for path in paths:
        with Image.open(path) as image:
            pixels = np.asarray(image.convert("RGB"), dtype=np.float32)
        noise = rough.normal(0, GRAIN, pixels.shape).astype(np.float32)
        Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8)).save(path, quality=QUALITY)


def measure(folder: str) -> None:
    """Write docs/results/examine.md."""
    drawn = os.path.join(folder, "drawn")
    ArchiveBuilder(seed=5, photographs=PHOTOGRAPHS, size=SIZE).draw(drawn)
    disk = os.path.join(drawn, "disk")
    paths = pictures(disk)
    rows = _compared(folder, disk, paths, "as drawn")
    grained(paths)
    rows += _compared(folder, disk, paths, "with grain")
    lines = [
        "# Examine",
        "",
        f"`python -m bench examine` ({today()}): {len(paths)} drawn JPEGs of {SIZE[0]} × {SIZE[1]};",
        f"{ROUNDS} rounds, medians; everything on one core. Decode, fingerprint, locate, read, metadata, the",
        f"program's own start and the grouping are in the figure. *With grain*: noise of {GRAIN:g} tones on",
        f"every picture, saved at quality {QUALITY}: about what a camera's file holds to decode. Aim: 2.0",
        "times Pillow's decode, and 100,000 photographs in a night on two cores. Rivals: reading.md.",
        "",
        "| pictures | MB each | program | s a photograph | ÷ Pillow, smallest–median–largest |",
        "|---|--:|---|--:|---|",
        *rows,
        "",
        *_night(folder, paths),
    ]
    write("examine", lines)


def _compared(folder: str, disk: str, paths: list[str], what: str) -> list[str]:
    """Two rows: Pillow, and examine on a vault that has taken the disk."""
    taken, vault = os.path.join(folder, f"taken {what}"), os.path.join(folder, "vault")
    timed([*DALIL, "acquire", disk, "--vault", taken])

    def examined() -> Timed:
        timed(["sh", "-ec", 'rm -rf "$1"; cp -a "$0" "$1"', taken, vault])
        return timed([*DALIL, "examine", "--vault", vault, "--workers", "1"], core=0)

    def decoded() -> Timed:
        return timed([sys.executable, "-c", DECODING, *paths], core=0)

    found = in_turn(ROUNDS, {PILLOW: decoded, OURS: examined})
    low, middle, high = ratio(found[OURS], found[PILLOW])
    each = {name: median(runs).seconds / len(paths) for name, runs in found.items()}
    size = statistics.mean(map(os.path.getsize, paths)) / 1e6
    return [
        f"| {what} | {size:.1f} | {PILLOW} | {each[PILLOW]:.3f} | 1 |",
        f"| {what} | {size:.1f} | {OURS} | {each[OURS]:.3f} | {low:.2f}–**{middle:.2f}**–{high:.2f} |",
    ]


def _night(folder: str, paths: list[str]) -> list[str]:
    """Many photographs on two cores: the grained ones over and over, each with other bytes at its end."""
    many, vault = os.path.join(folder, "many"), os.path.join(folder, "vault of many")
    os.mkdir(many)
    for number in range(MEASURED):
        path = paths[number % len(paths)]
        with open(path, "rb") as file, open(os.path.join(many, f"{number:05}.jpg"), "wb") as copy:
            copy.write(file.read() + b"%d" % number)
    timed([*DALIL, "acquire", many, "--vault", vault])
    took = timed([*DALIL, "examine", "--vault", vault, "--workers", "2"])
    hours = OVERNIGHT * took.seconds / MEASURED / 3_600
    return [
        f"{MEASURED:,} photographs with grain ({len(paths)}, each several times with other bytes at its end)",
        f"on two cores: {took.seconds:.0f} s, {took.processor_seconds:.0f} s of the processor.",
        f"Projected: {OVERNIGHT:,} in {hours:.1f} hours.",
    ]
