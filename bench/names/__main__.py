"""Names across scripts and in chains, beside what others find.

python -m bench.names                     writes docs/results/names.md and docs/methods/chance.svg
python -m bench.names --forms 200 --entries 20000 --queries 200 --seeds 1    prints
"""

import argparse
from typing import Final

from bench.names import across, chain_rival, chains, kin, reliability
from bench.names.chain_rival import Weights
from bench.names.rivals import Unmeasured
from bench.timing import ROOT, today, write

FOLDER: Final = "../shared/data/names"
ENTRIES, QUERIES, SEEDS = 160_000, 2_000, 3
FIRST_SEED: Final = 101
"""Seeds below were looked at while weights were set."""
KIN_MAX: Final = 500
SCRIPTS: Final = {"Arabic": False, "Latin": True}

Learned = dict[str, Weights | Unmeasured]


def compared(told: argparse.Namespace, learned: Learned) -> tuple[list[str], dict[str, chains.Asked]]:
    """Single forms and full chains; and of the chains, our own cases of each script."""
    lines = [
        "# Names",
        "",
        f"Measured on {today()} by `python -m bench.names`. Methods: docs/methods/names.md.",
        "Shares with their 95 % intervals (Wilson). What each rival is, says its program in bench/names.",
        "",
        "## One form across scripts",
        "",
        "Forms that were held back when letters were counted; a form is right where any of the lists has it",
        "beside the one asked for.",
        "",
        *across.measured(FOLDER, count=told.forms),
        "",
        *across.verified(FOLDER, count=told.forms),
        "",
        "## Full chains",
        "",
        f"Lists of {told.entries:,} drawn people, {told.queries:,} asked for in each of {told.seeds} draws,",
        "six of ten of them in the list. Drawn: real lists will be worse. The rival is asked for the same;",
        "its score is a sum whose weights were fitted to another draw of the same kind.",
        "",
        "| asked in | program | first | among ten | accepted at 95 % precision | from score | seconds |",
        "|---|---|---|---|---|--:|--:|",
    ]
    seeds = range(FIRST_SEED, FIRST_SEED + told.seeds)
    found = {}
    for script, latin in SCRIPTS.items():
        finders = {"dalil": chains.ours, chain_rival.NAME: chain_rival.finder(learned[script])}
        every = chains.pooled(seeds, told.entries, told.queries, latin=latin, finders=finders)
        lines += [chains.line_of(f"{script} | {name}", one) for name, one in every.items()]
        found[script] = every["dalil"]
    return lines, found


def chances_and_kin(told: argparse.Namespace, found: dict[str, chains.Asked], learned: Learned) -> list[str]:
    """What chances are worth, and kin who must not win."""
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
        "| kin in the list | program | scored above | scored alike |",
        "|---|---|---|---|",
    ]
    entries, queries = told.entries // 8, min(told.queries, KIN_MAX)
    for script, latin in SCRIPTS.items():
        lines += kin.lines(FIRST_SEED, entries, queries, latin=latin, weights=learned[script])
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.names", description=__doc__)
    parser.add_argument("--forms", type=int)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    told = parser.parse_args()
    learned = {script: chain_rival.learned(latin=latin) for script, latin in SCRIPTS.items()}
    lines, found = compared(told, learned)
    lines += chances_and_kin(told, found, learned)
    whole = (told.forms, told.entries, told.queries, told.seeds) == (None, ENTRIES, QUERIES, SEEDS)
    if whole:
        drawn = reliability.plot({name: one.cases for name, one in found.items()})
        (ROOT / "docs" / "methods" / "chance.svg").write_text("\n".join(drawn) + "\n", "utf-8")
        write("names", lines)
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
