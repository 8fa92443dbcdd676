"""All pairs of fingerprints within 31 bits in any of eight orientations; faiss' exact search in the same run.

Then copies by hashes and landmarks together, with both in files.

    python -m bench.nearness                     10,000 to 1,000,000; writes docs/results/nearness.md and .svg
    python -m bench.nearness --counts 10000      those alone; prints
    python -m bench.nearness --marked 10000      those with landmarks alone; prints
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from bench.nearness.drawn import ALIKE, COPIES, DARK, drawn
from bench.nearness.marked import CUT, KEPT, SHARED, draw
from bench.nearness.plot import plot
from bench.timing import ROOT, today, write

from dalil.vision.fingerprint import oriented_hashes
from dalil.vision.landmarks import COUNT_MAX
from dalil.vision.orientation import Orientation

COUNTS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
MARKED = (10_000, 100_000, 300_000)
"""With landmarks; a million needs more than an hour of processor."""
RIVAL_MAX = 100_000
"""faiss compares every pair: a million take it hours."""
AIMS = {100_000: 60.0, 1_000_000: 1_800.0}
MEMORY_MIB = 6 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """One size; ``rival`` is None where faiss was not run."""

    count: int
    ours: dict[str, Any]
    rival: dict[str, Any] | None


def measured(count: int, python: str) -> Measured:
    """Each program in a process of its own, one after the other."""
    ours = _told([sys.executable, "-m", "bench.nearness.ours", str(count)])
    if count > RIVAL_MAX or not Path(python).exists():
        return Measured(count, ours, None)
    with tempfile.TemporaryDirectory(prefix="dalil-nearness-") as folder:
        hashes, _ = drawn(count)
        paths = [str(Path(folder) / name) for name in ("hashes.npy", "turned.npy")]
        np.save(paths[0], hashes)
        np.save(paths[1], np.stack([oriented_hashes(hashes, one) for one in Orientation]))
        return Measured(count, ours, _told([python, str(Path(__file__).with_name("rival.py")), *paths]))


def searched(count: int) -> dict[str, Any]:
    """Copies among drawn pictures, by hashes and landmarks; drawn in this process, found in another."""
    with tempfile.TemporaryDirectory(prefix="dalil-marked-") as folder:
        np.save(Path(folder) / "cut.npy", draw(Path(folder), count))
        return {"count": count, **_told([sys.executable, "-m", "bench.nearness.found", folder])}


def _told(command: Sequence[str]) -> dict[str, Any]:
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(
        prog="python -m bench.nearness",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--counts", type=int, nargs="*")
    asked.add_argument("--marked", type=int, nargs="*")
    asked.add_argument("--rival-python", default=str(ROOT / "build" / "rivals" / "bin" / "python"))
    given = asked.parse_args()
    whole = given.counts is None and given.marked is None
    every, marked = [], []
    for count in COUNTS if whole else given.counts or ():
        every.append(measured(count, given.rival_python))
        print(every[-1], flush=True)
    for count in MARKED if whole else given.marked or ():
        marked.append(searched(count))
        print(marked[-1], flush=True)
    if whole:
        lines = {
            "Dalil": [(one.count, one.ours["seconds"]) for one in every],
            "faiss": [(one.count, one.rival["seconds"]) for one in every if one.rival],
        }
        path = ROOT / "docs" / "results" / "nearness.svg"
        path.write_text("\n".join(plot(lines)) + "\n", encoding="utf-8")
        write("nearness", [*_page(every), *_marked_page(marked)])


def _page(every: list[Measured]) -> Iterator[str]:
    version = next((one.rival["version"] for one in every if one.rival), "absent")
    yield from (
        "# All pairs of fingerprints",
        "",
        f"`python -m bench.nearness` ({today()}): hashes of 256 bits, drawn with an archive's skew:",
        f"{ALIKE:.0%} of scenes that come back, {DARK:.0%} dark frames, {COPIES:.0%} copies in any",
        "orientation. All pairs within 31 bits in any of the eight orientations, on two cores, each program",
        f"in a process of its own. Rival in the same run: faiss {version}, IndexBinaryFlat, exact, asked",
        "once for each orientation, two threads.",
        "",
        "| hashes | s | s of processor | MiB | pairs | copies found | aim | faiss, s | the same pairs |",
        "|--:|--:|--:|--:|--:|--:|---|--:|---|",
    )
    for one in every:
        ours, rival = one.ours, one.rival
        aim = ""
        if (limit := AIMS.get(one.count)) is not None:
            met = ours["seconds"] <= limit and ours["peak_mib"] <= MEMORY_MIB
            aim = f"≤ {limit:.0f} s, 6 GiB {'met' if met else '**missed**'}"
        beside = ("", "")
        if rival:
            beside = f"{rival['seconds']:.1f}", "yes" if rival["pairs"] == ours["pairs"] else "**no**"
        took = f"{ours['seconds']:.1f} | {ours['processor_seconds']:.1f} | {ours['peak_mib']:.0f}"
        found = f"{ours['pairs']:,} | {ours['copies']:,} of {ours['of']:,}"
        yield f"| {one.count:,} | {took} | {found} | {aim} | {beside[0]} | {beside[1]} |"
    yield from ("", "![Seconds by number of hashes, both axes logarithmic](nearness.svg)")


def _marked_page(every: list[dict[str, Any]]) -> Iterator[str]:
    yield from (
        "",
        "## With landmarks",
        "",
        f"The same hashes, each picture with {COUNT_MAX} landmarks. A copy keeps {KEPT:.0%} of them; half of",
        f"the copies were cut ({CUT:.1f} times as large): only landmarks can tell. Those of one scene share",
        f"{SHARED:.0%} of theirs. Descriptions are as alike as those of real photographs: two pieces of",
        "32 bits are equal once in 2¹⁷, not once in 2³². All that `find` does; fingerprints are in",
        "a temporary file, and so is what meets by landmarks. One cut copy of four has the size of its",
        "original as they are drawn, which no crop has, so it is no candidate (§4 of the method).",
        "",
        "| pictures | s | s of processor | MiB | meetings, GB | pairs | candidates | cut copies found |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|",
    )
    for one in every:
        took = f"{one['seconds']:.0f} | {one['processor_seconds']:.0f} | {one['peak_mib']:.0f}"
        found = f"{one['pairs']:,} | {one['candidates']:,} | {one['cut_found']:,} of {one['cut']:,}"
        yield f"| {one['count']:,} | {took} | {one['scratch_gb']:.1f} | {found} |"


if __name__ == "__main__":
    main()
