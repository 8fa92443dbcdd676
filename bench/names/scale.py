"""Scale: all individuals of a large archive against a list of all the missing: seconds, and memory."""

import os
import random
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

from bench.names.asking import table
from bench.names.watching import Watch
from bench.timing import DALIL, ROOT

from dalil.testing.families.people import People
from dalil.testing.families.writing import Haste, hastily, in_full

ASKED: Final = 10_212
"""The numbered people of the Damascus Dossier."""
SEED: Final = 201


def measured(entries: int, asked: int = ASKED) -> list[str]:
    """Rows of a table: asked in each script, each against the whole list."""
    found = []
    for name, latin in (("Arabic", False), ("Latin", True)):
        chance = random.Random(SEED)
        people = People(SEED).draw(entries)
        chance.shuffle(people)
        with tempfile.TemporaryDirectory() as folder:
            right = table(
                Path(folder, "right.csv"), (in_full(each, chance=chance, haste=Haste()) for each in people)
            )
            left = table(
                Path(folder, "left.csv"),
                (hastily(each, chance=chance, haste=Haste(), latin=latin) for each in people[:asked]),
            )
            seconds, peak_mib = _run(left, right, Path(folder, "out.jsonl"))
        found.append(
            f"| {min(asked, len(people)):,} in {name} × {len(people):,} | {seconds:.0f} | {peak_mib:,.0f} |"
        )
    return found


def _run(left: str, right: str, out: Path) -> tuple[float, float]:
    """Seconds of ``dalil names match``, and the most memory (MiB) that all its processes held together."""
    started = time.monotonic()
    with out.open("wb") as kept:
        command = [*DALIL, "names", "match", left, right, "--top", "5", "--jsonl"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=kept, stderr=subprocess.DEVNULL)
        with Watch(process.pid) as watch:
            status = process.wait()
    if status:
        raise SystemExit(f"names match: status {status}")
    return time.monotonic() - started, watch.mib


if __name__ == "__main__":
    print("\n".join(measured(int(os.environ.get("ENTRIES", "160000")))))
