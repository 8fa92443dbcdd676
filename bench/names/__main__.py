"""Names across scripts and in chains, beside what others find.

python -m bench.names                     writes docs/results/names.md and docs/methods/chance.svg
python -m bench.names --forms 200 --entries 20000 --queries 200 --seeds 1    prints
"""

import argparse
from typing import Final

from bench.individuals import RIVAL_PYTHON
from bench.names import across, chains, reliability, scale
from bench.timing import ROOT, today, write

FOLDER: Final = "../shared/data/names"
ENTRIES, QUERIES, SEEDS = 160_000, 2_000, 3
FIRST_SEED: Final = 101
"""Seeds below were looked at while weights were set."""


def compared(told: argparse.Namespace) -> tuple[list[str], dict[str, chains.Asked]]:
    """Single forms and full chains."""
    rivals = str(RIVAL_PYTHON) if RIVAL_PYTHON.exists() else None
    lines = [
        "# Names",
        "",
        f"Measured on {today()} by `python -m bench.names`. Methods: docs/methods/names.md.",
        "Shares with their 95 % intervals (Wilson).",
        "",
        "## One form across scripts",
        "",
        "Forms that were held back when letters were counted; a form is right where any of the lists has it",
        "beside the one asked for.",
        "",
        *across.measured(FOLDER, count=told.forms, rivals_python=rivals),
        "",
        *across.verified(FOLDER, count=told.forms),
        "",
        "## Full chains",
        "",
        f"Lists of {told.entries:,} drawn people, {told.queries:,} asked for in each of {told.seeds} draws,",
        "six of ten of them in the list. Drawn: real lists will be worse.",
        "",
        "| asked in | first | among ten | right ones accepted at 95 % precision | from score | seconds |",
        "|---|---|---|---|--:|--:|",
    ]
    seeds = range(FIRST_SEED, FIRST_SEED + told.seeds)
    found = {
        name: chains.pooled(seeds, told.entries, told.queries, latin=latin)
        for name, latin in (("Arabic", False), ("Latin", True))
    }
    for name, one in found.items():
        lines += chains.lines_of(name, one)
    return lines, found


def chances_and_kin(told: argparse.Namespace, found: dict[str, chains.Asked]) -> list[str]:
    """What chances are worth, kin who must not win, and a whole archive against a whole list."""
    lines = [
        "",
        "### Is 90 % nine of ten?",
        "",
        "| score of the first | mean score | right |",
        "|---|--:|---|",
    ]
    for name, one in found.items():
        lines += chains.calibration(name, one.cases)
    lines += [
        "",
        "### Kin scored above the right person",
        "",
        "| kin in the list | scored above |",
        "|---|---|",
    ]
    for latin in (False, True):
        lines += chains.kin(FIRST_SEED, told.entries // 8, min(told.queries, 500), latin=latin)
    lines += [
        "",
        "### A whole archive against a whole list",
        "",
        "Exhaustive, two processes (`--workers 2`), with reading both files; memory of all processes.",
        "",
        "| pairs | seconds | MiB |",
        "|---|--:|--:|",
        *scale.measured(told.entries, min(scale.ASKED, told.entries)),
    ]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.names", description=__doc__)
    parser.add_argument("--forms", type=int)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    told = parser.parse_args()
    lines, found = compared(told)
    lines += chances_and_kin(told, found)
    whole = (told.forms, told.entries, told.queries, told.seeds) == (None, ENTRIES, QUERIES, SEEDS)
    if whole:
        drawn = reliability.plot({name: one.cases for name, one in found.items()})
        (ROOT / "docs" / "methods" / "chance.svg").write_text("\n".join(drawn) + "\n", "utf-8")
        write("names", lines)
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
