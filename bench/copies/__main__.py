"""How many edited photographs `dalil copies` ties to their originals, and how many others; rivals beside it.

    python -m bench.copies                      all edits of all photographs; writes docs/results/copies.md
    python -m bench.copies --only crop          edits whose name holds a word; prints
    python -m bench.copies --count 60           that many photographs; prints

Every edit is a folder of its own: the originals, and each of them edited once.
"""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.copies import rivals
from bench.copies.edits import EDITS, Edit, saved
from bench.copies.originals import Original, originals
from bench.reading.interval import wilson
from bench.timing import ROOT, today, write

OURS = "dalil copies"


@dataclass(frozen=True, slots=True)
class Found:
    """Of one edit and one program: how many were tied to their original, and the false pairs."""

    right: int
    false: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One edit of ``of`` photographs. ``found`` by program; None where a program does not run here."""

    edit: Edit
    of: int
    possible: int
    found: dict[str, Found | None]


def measured(edit: Edit, held: list[Original], folder: str, python: str) -> Measured:
    """Write the folder of one edit and let every program compare all that is in it."""
    os.makedirs(folder)
    chance = random.Random(edit.name)
    for one in held:
        for name, pixels in (("o", one.pixels), ("e", edit.change(chance, one.pixels))):
            with open(os.path.join(folder, f"{one.name}.{name}.jpg"), "wb") as file:
                file.write(saved(chance, pixels))
    command = [sys.executable, "-m", "dalil", "copies", "--jsonl", folder]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    pairs = [json.loads(line) for line in run.stdout.splitlines()]
    found: dict[str, Found | None] = {OURS: _judged((pair["a"], pair["b"]) for pair in pairs)}
    names = sorted(os.listdir(folder))
    for rival, tied in rivals.tied(python, [os.path.join(folder, name) for name in names]).items():
        found[rival] = None if tied is None else _judged((names[i], names[j]) for i, j in tied)
    count = len(held)
    return Measured(edit, count, 2 * count * (count - 1), found)


def _judged(pairs: Iterable[tuple[str, str]]) -> Found:
    """A name up to its first dot is the photograph."""
    right, false = set(), []
    for a, b in sorted(tuple(sorted(pair)) for pair in pairs):
        one, other = a.split(".")[0], b.split(".")[0]
        if one == other:
            right.add(one)
        else:
            false.append((a, b))
    return Found(len(right), tuple(false))


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(
        prog="python -m bench.copies",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--only", action="append", default=[], help="edits whose name holds this")
    asked.add_argument("--count", type=int, help="photographs")
    asked.add_argument("--rival-python", default=str(ROOT / "build" / "rivals" / "bin" / "python"))
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="dalil-copies-") as folder:
        held = list(originals(os.path.join(folder, "drawn")))
        if given.count:
            held = random.Random(5).sample(held, given.count)
        print(f"{len(held)} photographs", flush=True)
        every = []
        for place, edit in enumerate(EDITS):
            if not given.only or any(word in edit.name for word in given.only):
                every.append(measured(edit, held, os.path.join(folder, str(place)), given.rival_python))
                print("\n".join(_said(every[-1])), flush=True)
        if not given.only and not given.count:
            write("copies", list(_page(every)))


def _said(one: Measured) -> Iterator[str]:
    for name, found in one.found.items():
        if found is None:
            yield f"{one.edit.name}: {name} does not run here"
        else:
            yield f"{one.edit.name}: {name}: {found.right} of {one.of}; false {len(found.false)}"
    ours = one.found[OURS]
    yield from (f"     {a} {b}" for a, b in (ours.false if ours else ()))


def _page(every: list[Measured]) -> Iterator[str]:
    programs = [name for name, found in every[0].found.items() if found is not None]
    yield from (
        "# Copies of one exposure",
        "",
        f"`python -m bench.copies` ({today()}): {every[0].of} photographs, real ones of vehicles and",
        "drawn ones, of which no two are one exposure, though many show one subject a moment apart; each",
        "edited once, all saved at JPEG qualities of 45 to 92 (`bench/copies/edits.py`). Found: tied to its",
        "original. False: pairs of other exposures, of all files of the edit, originals too. Intervals:",
        "Wilson, 95 %.",
        "",
        "| edit | aim | found by `dalil copies` | 95 % interval | false, of pairs | "
        + " | ".join(programs[1:])
        + " |",
        "|---|---|--:|---|--:|" + "--:|" * (len(programs) - 1),
    )
    for one in every:
        ours = one.found[OURS]
        assert ours, "it ran, or the run would have ended"
        low, high = wilson(ours.right, one.of)
        aim = ""
        if (wanted := one.edit.aim_ppm) is not None:
            met = ours.right * 1_000_000 >= wanted * one.of
            aim = f"≥ {wanted / 10_000:g} % {'met' if met else '**missed**'}"
        beside = [one.found[name] for name in programs[1:]]
        yield (
            " | ".join(
                [
                    f"| {one.edit.name}",
                    aim,
                    f"{ours.right} of {one.of}",
                    f"{low:.1%}–{high:.1%}",
                    f"{len(ours.false)} of {one.possible:,}",
                    *(f"{found.right}; false {len(found.false)}" for found in beside if found),
                ]
            )
            + " |"
        )
    pairs = sum(one.possible for one in every)
    false = sorted({pair for one in every if (ours := one.found[OURS]) for pair in ours.false})
    count = sum(len(ours.false) for one in every if (ours := one.found[OURS]))
    yield from ("", f"False pairs of `dalil copies` in all: {count} of {pairs:,}.")
    yield from (f"- {a}, {b}" for a, b in itertools.islice(false, 20))


if __name__ == "__main__":
    main()
