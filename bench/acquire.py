"""Acquire against ``cp -a`` with ``sha256sum``, and against bagit-python, on one tree."""

import os
import random
import shutil
import sys
from typing import Final

from bench.timing import DALIL, Timed, in_turn, median, ratio, timed, today, write

SMALL_FILES: Final = 20_000
SMALL_BYTES: Final = (20_000, 200_000)
LARGE_FILES: Final = 300
LARGE_BYTES: Final = 8_000_000
ROUNDS: Final = 3
COPY: Final = "cp -a, then sha256sum"
BAGIT: Final = "cp -a, then bagit.py as it comes (sha256 and sha512, one process)"
BAGIT_TUNED: Final = "cp -a, then bagit.py --sha256 --processes 2"
OURS: Final = "dalil acquire"


def draw(folder: str) -> int:
    """Write the tree; return its bytes. Content is random: nothing compresses, nothing is a duplicate."""
    drawn, written = random.Random(2), 0
    sizes = [drawn.randint(*SMALL_BYTES) for _ in range(SMALL_FILES)] + [LARGE_BYTES] * LARGE_FILES
    for number, size in enumerate(sizes):
        below = os.path.join(folder, f"{number // 500:03d}")
        os.makedirs(below, exist_ok=True)
        with open(os.path.join(below, f"DSC_{number:05d}.JPG"), "wb") as file:
            file.write(drawn.randbytes(size))
        written += size
    return written


def measure(folder: str) -> None:
    """Write docs/results/acquire.md."""
    tree, copy, vault = (os.path.join(folder, name) for name in ("tree", "copy", "vault"))
    size = draw(tree)

    def copied() -> Timed:
        shutil.rmtree(copy, ignore_errors=True)
        hashing = f"find {copy} -type f -print0 | xargs -0 sha256sum > {folder}/sums"
        return timed(["sh", "-ec", f"cp -a {tree} {copy}; {hashing}"])

    def bagged(*options: str) -> Timed:
        shutil.rmtree(copy, ignore_errors=True)
        bag = f"{sys.executable} -m bagit --quiet {' '.join(options)} {copy}"
        return timed(["sh", "-ec", f"cp -a {tree} {copy}; {bag}"])

    def tuned() -> Timed:
        return bagged("--sha256", "--processes", "2")

    def acquired() -> Timed:
        shutil.rmtree(vault, ignore_errors=True)
        return timed([*DALIL, "acquire", tree, "--vault", vault, "--json"])

    found = in_turn(ROUNDS, {COPY: copied, OURS: acquired, BAGIT: bagged, BAGIT_TUNED: tuned})
    lines = [
        "# Acquire",
        "",
        f"`make bench` ({today()}), {os.cpu_count()} cores, {ROUNDS} rounds in which they take turns.",
        "",
        f"{SMALL_FILES:,} files of 20–200 KB, {LARGE_FILES} of 8 MB, {size / 1e9:.1f} GB in the page cache.",
        "`dalil acquire` makes each batch durable (fsync) and verifiable; neither rival flushes anything.",
        "",
        "| program | wall s | processor s | peak MiB | wall ÷ base, smallest–median–largest |",
        "|---|--:|--:|--:|---|",
    ]
    for name, runs in found.items():
        low, middle, high = ratio(runs, found[COPY])
        typical = median(runs)
        lines.append(
            f"| {name} | {typical.seconds:.1f} | {typical.processor_seconds:.1f} | {typical.peak_mib:.0f} "
            f"| {low:.2f}–**{middle:.2f}**–{high:.2f} |"
        )
    against = [f"{ratio(found[OURS], found[rival])[1]:.2f}" for rival in (BAGIT, BAGIT_TUNED)]
    lines += ["", f"Against bagit-python: {against[0]} as it comes, {against[1]} tuned."]
    write("acquire", lines)
