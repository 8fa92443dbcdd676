"""Linkage: two lists of equal length, too long for all pairs: seconds, memory, and how many are found.

python -m bench.names.linkage                      writes docs/results/linkage.md and linkage.svg
python -m bench.names.linkage --rows 10000 --engine duckdb     prints
"""

import argparse
import hashlib
import json
import random
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bench.names.asking import table
from bench.names.watching import Watch
from bench.nearness.plot import plot
from bench.reading.interval import wilson
from bench.timing import DALIL, ROOT, today, write

from dalil.testing.families.people import People
from dalil.testing.families.writing import Haste, hastily, in_full

ROWS: Final = (10_000, 30_000, 100_000)
"""What the table has at the least. ``--rows`` with these and longer ones writes a longer table."""
ENGINES: Final = ("exhaustive", "duckdb", "spark://local")
ROWS_MAX: Final = {"exhaustive": 30_000, "spark://local": 100_000}
"""How far an engine is taken on two processors: beyond, it takes hours. The cost grows with the rows."""
SEED: Final = 301
PRESENT: Final = 0.6
"""Share of rows that are asked for and stand in the other list."""


KEPT: Final = ROOT / "build" / "linkage"
DEPENDS_ON: Final = (
    "src/dalil/core",
    "src/dalil/engine",
    "src/dalil/flows",
    "src/dalil/intake",
    "src/dalil/profiles",
    "src/dalil/testing/families",
    "bench/names",
)


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of ``dalil names match`` over two lists of ``rows`` rows each."""

    rows: int
    engine: str
    seconds: float
    processor: float
    """Processor seconds of all its processes: what other work on the machine changes least."""
    mib: float
    first: int
    present: int
    report: dict[str, Any]
    day: str
    """When it ran: not all runs of a table need be of one day."""


def kept(rows: int, engine: str, folder: Path) -> Ran:
    """:func:`ran`, or what it measured before with the same code: the largest take hours together."""
    file = KEPT / _code() / f"{rows}-{engine.replace('://', '-')}.json"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(ran(rows, engine, folder))), "utf-8")
    return Ran(**json.loads(file.read_text("utf-8")))


def _code() -> str:
    """A digest of all that a run depends on."""
    digest = hashlib.sha256()
    for place in DEPENDS_ON:
        for path in sorted((ROOT / place).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def ran(rows: int, engine: str, folder: Path) -> Ran:
    """Link two drawn lists, half of the rows that are asked for in Latin letters."""
    left, right, present = _lists(rows, folder)
    command = [*DALIL, "names", "match", left, right, "--top", "1", "--engine", engine, "--jsonl"]
    started = time.monotonic()
    out, told = folder / "out.jsonl", folder / "told.jsonl"
    with out.open("wb") as found, told.open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=found, stderr=said)
        with Watch(process.pid) as watch:
            status = process.wait()
    seconds = time.monotonic() - started
    if status:
        raise SystemExit(f"{engine}, {rows}: status {status}: {told.read_text('utf-8')[-500:]}")
    first = sum(
        bool(each["candidates"]) and each["candidates"][0]["right"] == each["left"] in present
        for each in _lines(out)
    )
    reports = [each["linkage"] for each in _lines(told) if "linkage" in each]
    return Ran(
        rows,
        engine,
        seconds,
        watch.processor_s,
        watch.mib,
        first,
        len(present),
        reports[0] if reports else {},
        today(),
    )


def _lists(rows: int, folder: Path) -> tuple[str, str, set[str]]:
    """Two lists; made once for all engines."""
    chance = random.Random(SEED)
    people = People(SEED).draw(rows * 14 // 10)
    chance.shuffle(people)
    listed, others = people[:rows], people[rows:]
    wanted = listed[: round(rows * PRESENT)]
    asked = (*wanted, *others[: rows - len(wanted)])
    right, left = folder / f"right-{rows}.csv", folder / f"left-{rows}.csv"
    if not left.exists():
        table(right, (in_full(each, chance=chance, haste=Haste()) for each in listed))
        table(
            left,
            (hastily(each, chance=chance, haste=Haste(), latin=at % 2 == 1) for at, each in enumerate(asked)),
        )
    return str(left), str(right), {each.id for each in wanted}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("{"):
                yield json.loads(line)


def row(each: Ran) -> str:
    """A row of the table."""
    low, high = wilson(each.first, each.present)
    weighed = each.report.get("compared")
    loss = each.report.get("loss")
    lost = f"{loss['lost']} of {loss['sure']}" if loss else ""
    return (
        f"| {each.rows:,} × {each.rows:,} | {each.engine} | {each.seconds:,.0f} "
        f"| {f'{each.processor:,.0f}' if each.processor else 'not looked at'} "
        f"| {each.mib:,.0f} | "
        f"{f'{weighed:,}' if weighed else 'all'} | {lost} | "
        f"{each.first:,} of {each.present:,} = {each.first / each.present:.1%} ({low:.1%}–{high:.1%}) |"
    )


def parameters(each: Ran) -> list[str]:
    """Rules and estimates of one run."""
    lines = ["| share | pairs |", "|---|--:|"]
    lines += [f"| {' + '.join(rule['rule'])} | {rule['pairs']:,} |" for rule in each.report["rules"]]
    lines += ["", "| column | level | m | u |", "|---|---|--:|--:|"]
    lines += [
        f"| {one['column']} | {one['level']} | {one['m']:.4f} | {one['u']:.5f} |"
        for one in each.report["estimates"]
    ]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.names.linkage", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=ROWS)
    parser.add_argument("--engine", nargs="*", default=ENGINES)
    told = parser.parse_args()
    runs: list[Ran] = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in told.rows:
            for engine in told.engine:
                if rows <= ROWS_MAX.get(engine, rows):
                    runs.append(kept(rows, engine, Path(folder)))
                    print(row(runs[-1]), flush=True)
    if set(told.rows) >= set(ROWS) and tuple(told.engine) == ENGINES:
        _written(runs)


def _written(runs: Sequence[Ran]) -> None:
    largest = max((each for each in runs if each.engine == "duckdb"), key=lambda each: each.rows)
    lines = [
        "# Lists too long for all pairs",
        "",
        f"Measured on {', '.join(sorted({each.day for each in runs}))} by `python -m bench.names.linkage`.",
        "Method: docs/methods/names.md, §8.",
        "Two drawn lists of equal length; six of ten rows asked for stand in the other, half of them",
        "in Latin letters. Two processors; seconds with reading both files, memory of all processes.",
        "*Lost*: of 200 rows weighed against everything, entries that would surely be proposed and were not",
        "among the pairs.",
        "",
        "![Seconds by rows](linkage.svg)",
        "",
        "| rows | engine | seconds | processor seconds | MiB | pairs weighed | lost | first is right |",
        "|---|---|--:|--:|--:|--:|---|---|",
        *map(row, runs),
        "",
        f"## Rules and parameters at {largest.rows:,} × {largest.rows:,}",
        "",
        *parameters(largest),
    ]
    write("linkage", lines)
    plotted = plot(
        {engine: [(each.rows, each.seconds) for each in runs if each.engine == engine] for engine in ENGINES}
    )
    (ROOT / "docs" / "results" / "linkage.svg").write_text("\n".join(plotted) + "\n", "utf-8")


if __name__ == "__main__":
    main()
