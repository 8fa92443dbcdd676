"""Asking: two tables of names through the command line, and what it answers."""

import csv
import json
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.timing import DALIL, ROOT


@dataclass(frozen=True, slots=True)
class Answered:
    """Candidates of each asked id, best first, each with its score; and the seconds that all took."""

    candidates: dict[str, list[tuple[str, float]]]
    seconds: float


def asked(
    folder: Path, left: Sequence[Mapping[str, str]], right: Sequence[Mapping[str, str]], *, top: int
) -> Answered:
    """Run ``dalil names match`` on two tables of rows with the same columns."""
    paths = [table(folder / name, rows) for name, rows in (("left.csv", left), ("right.csv", right))]
    started = time.monotonic()
    ran = subprocess.run(
        [*DALIL, "names", "match", *paths, "--top", str(top), "--jsonl"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds = time.monotonic() - started
    found = (json.loads(line) for line in ran.stdout.splitlines())
    return Answered(
        {one["left"]: [(each["right"], each["score"]) for each in one["candidates"]] for one in found},
        seconds,
    )


def table(path: Path, rows: Iterable[Mapping[str, str]]) -> str:
    every = list(rows)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(every[0]))
        writer.writeheader()
        writer.writerows(every)
    return str(path)
