"""How many edited photographs `dalil copies` ties to their originals, and how many others.

    python -m bench.copies                      all edits of all photographs; prints
    python -m bench.copies --only crop          edits whose name holds a word
    python -m bench.copies --count 60           that many photographs

Every edit is a folder of its own: the originals, and each of them edited once.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from bench.copies.edits import EDITS, Edit, saved
from bench.copies.originals import Original, originals
from bench.reading.interval import wilson


@dataclass(frozen=True, slots=True)
class Found:
    """Of one edit: how many of how many were tied to their original, and false pairs of how many possible."""

    edit: Edit
    right: int
    of: int
    false: tuple[tuple[str, str], ...]
    possible: int


def measured(edit: Edit, held: list[Original], folder: str) -> Found:
    """Write the folder of one edit and let ``dalil copies`` compare all that is in it."""
    os.makedirs(folder)
    chance = random.Random(edit.name)
    for one in held:
        for name, pixels in (("o", one.pixels), ("e", edit.change(chance, one.pixels))):
            with open(os.path.join(folder, f"{one.name}.{name}.jpg"), "wb") as file:
                file.write(saved(chance, pixels))
    command = [sys.executable, "-m", "dalil", "copies", "--jsonl", folder]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    pairs = [json.loads(line) for line in run.stdout.splitlines()]
    tied = [tuple(sorted((pair["a"], pair["b"]))) for pair in pairs]
    right = {a.split(".")[0] for a, b in tied if a.split(".")[0] == b.split(".")[0]}
    false = tuple((a, b) for a, b in tied if a.split(".")[0] != b.split(".")[0])
    count = len(held)
    return Found(edit, len(right), count, false, 2 * count * (count - 1))


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(
        prog="python -m bench.copies",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--only", action="append", default=[], help="edits whose name holds this")
    asked.add_argument("--count", type=int, help="photographs")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="dalil-copies-", dir=".") as folder:
        held = list(originals(os.path.join(folder, "drawn")))
        if given.count:
            held = random.Random(5).sample(held, given.count)
        print(f"{len(held)} photographs", flush=True)
        for place, edit in enumerate(EDITS):
            if not given.only or any(word in edit.name for word in given.only):
                _print(measured(edit, held, os.path.join(folder, str(place))))


def _print(found: Found) -> None:
    low, high = wilson(found.right, found.of)
    share = f"{found.right} of {found.of} ({low:.1%}–{high:.1%})"
    print(f"| {found.edit.name} | {share} | false {len(found.false)} of {found.possible:,} |", flush=True)
    for pair in found.false:
        print("     ", *pair, flush=True)


if __name__ == "__main__":
    main()
