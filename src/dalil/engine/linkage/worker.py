"""Worker: a process of its own that links two tables in a folder and leaves there what it found.

    python -m dalil.engine.linkage.worker FOLDER ASKED ENTRIES

ASKED and ENTRIES are descriptors of the two tables, files without a name: whatever ends a run, they are gone.
FOLDER holds ``job.json``; there the worker writes ``pairs.npy``, ``found.json``, and what its engine cannot
hold in memory for a while.
"""

import json
import logging
import os
import sys
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from dalil.core.matching.blocking import rules
from dalil.engine.linkage import backend
from dalil.engine.linkage.model import FIRST_GUESS, Estimate, linker, met_by_chance, met_in_one
from dalil.engine.privileges import die_with_parent

WEIGHT_MIN: Final = -8.0
"""Bits under which a pair is left out: one in some 250 of such pairs is a person's."""
ENOUGH: Final = 100
"""Rows of the shorter side without which nothing is estimated."""
CROSSED: Final = 3_000
"""Rows of each side from which u is estimated, each beside each."""


def main(folder: Path, asked: str, entries: str) -> None:
    """Link two tables; what goes wrong ends the process, and the parent says so."""
    die_with_parent()
    logging.getLogger("splink").setLevel(logging.ERROR)
    job: dict[str, Any] = json.loads((folder / "job.json").read_text("utf-8"))
    if os.getppid() != job["parent"]:  # the parent ended before we were tied to it
        return
    left, right = _table(asked), _table(entries)
    duck = backend.Duck(folder, job["workers"])
    chosen = rules(lambda rule: duck.shared(rule, left, right), len(left))
    found: dict[str, Any] = {"rules": [asdict(each) for each in chosen], "estimates": []}
    pairs = np.zeros((0, 2), np.int64)
    if chosen:
        estimates = _estimates(duck, left, right, job["sampled"])
        found["estimates"] = [asdict(each) for each in estimates]
        with _engine(job, folder) as engine:
            tables = [engine.registered("asked", left), engine.registered("entries", right)]
            model = linker(tables, estimates, [each.rule for each in chosen], len(right))
            scored = model.inference.predict(threshold_match_weight=WEIGHT_MIN)
            top = engine.top(scored.physical_name, job["top"])
        pairs = np.stack([top.column(at).to_numpy() for at in range(2)], axis=1)
    np.save(folder / "pairs.npy", pairs)
    (folder / "found.json").write_text(json.dumps(found), "utf-8")


def _engine(job: dict[str, Any], folder: Path) -> Any:  # noqa: ANN401 - a context of a Backend
    """An engine that has seen nothing: splink would take how common names are in a sample for all rows."""
    if job["engine"] == "duckdb":
        return nullcontext(backend.Duck(folder, job["workers"]))
    return backend.spark_backend(job["engine"], folder, job["workers"])


def _estimates(duck: backend.Duck, left: pa.Table, right: pa.Table, sampled: int) -> list[Estimate]:
    some, few, known = _spaced(left, sampled), _spaced(left, CROSSED), _spaced(right, CROSSED)
    stated = {
        each.column
        for each in FIRST_GUESS
        if all(side.column(each.column).null_count < len(side) for side in (few, known))
    }
    if min(len(few), len(known)) < ENOUGH:
        return [each for each in FIRST_GUESS if each.column in stated]
    guess = met_by_chance([duck.registered("few_asked", few), duck.registered("few_entries", known)], stated)
    return met_in_one(
        [duck.registered("some_asked", some), duck.registered("every_entry", right)], guess, len(right)
    )


def _spaced(table: pa.Table, count: int) -> pa.Table:
    """Evenly spaced rows of a table, ``count`` of them or a few more."""
    return table.take(pa.array(range(0, len(table), max(1, len(table) // count))))


def _table(descriptor: str) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(f"/dev/fd/{descriptor}")).read_all()


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), *sys.argv[2:])
    except Exception as wrong:  # the last words on stderr may be those of Java; the parent needs ours
        Path(sys.argv[1], "wrong.txt").write_text(f"{type(wrong).__name__}: {wrong}", "utf-8")
        raise
