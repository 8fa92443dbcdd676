"""Scale: all individuals of a large archive against a list of all the missing: seconds, and memory.

python -m bench.names.scale                      writes docs/results/names_scale.md
python -m bench.names.scale --entries 20000      prints

Apart from the rest of `bench.names`, and short: for a few minutes a machine may be had for itself.
"""

import argparse
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

from bench.names.asking import table
from bench.names.watching import Watch
from bench.timing import DALIL, ROOT, today, write

from dalil.testing.families.people import People
from dalil.testing.families.writing import Haste, hastily, in_full

ASKED: Final = 10_212
"""The numbered people of the Damascus Dossier."""
ENTRIES: Final = 160_000
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
            seconds, processor, peak_mib = _run(left, right, Path(folder, "out.jsonl"))
        pairs = f"{min(asked, len(people)):,} in {name} × {len(people):,}"
        found.append(f"| {pairs} | {seconds:.0f} | {processor:.0f} | {peak_mib:,.0f} |")
    return found


def _run(left: str, right: str, out: Path) -> tuple[float, float, float]:
    """Seconds of ``dalil names match``: by the clock, and of processors; the most memory (MiB) that all its
    processes held together."""
    started = time.monotonic()
    with out.open("wb") as kept:
        command = [*DALIL, "names", "match", left, right, "--top", "5", "--jsonl"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=kept, stderr=subprocess.DEVNULL)
        with Watch(process.pid) as watch:
            _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"names match: status {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, watch.mib


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.names.scale", description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    told = parser.parse_args()
    lines = [
        "# A whole archive against a whole list",
        "",
        f"Measured on {today()} by `python -m bench.names.scale`. Methods: docs/methods/names.md.",
        "`dalil names match --top 5`, exhaustive, two processes (`--workers 2`), with reading both files;",
        "seconds by the clock and of processors; memory of all processes.",
        "",
        "| pairs | seconds | processor seconds | MiB |",
        "|---|--:|--:|--:|",
        *measured(told.entries, min(ASKED, told.entries)),
    ]
    if told.entries == ENTRIES:
        write("names_scale", lines)
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
