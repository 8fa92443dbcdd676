"""Link: hand two tables of keys to a process that links them, and take back the pairs that it found."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dalil.core.errors import Refusal
from dalil.core.matching.blocking import FIRST
from dalil.core.matching.key import PARTS, Keyed

DUCKDB: Final = "duckdb"
SAMPLED: Final = 20_000
"""Rows asked for from which m is estimated, evenly spaced."""
_SAID_LETTERS: Final = 300


class SparkMissing(Refusal):
    """Spark was asked for, and pyspark is not installed here."""

    code = "spark-missing"
    exit_status = 58
    remedy = "Install pyspark, as `make spark` does, and Java 17; or leave --engine out."


class LinkageFailed(Refusal):
    """{engine} ended before pairs were found: {detail}."""

    code = "linkage-failed"
    exit_status = 58
    remedy = (
        "Free memory and space for temporary files, see that the cluster can be reached, and run it again."
    )


@dataclass(frozen=True, slots=True)
class Linked:
    """Which rows are worth weighing, and how they were found."""

    among: list[list[int]]
    """For each row that is asked for, where its entries stand, the likeliest by splink first."""
    rules: list[dict[str, Any]]
    """Columns that pairs were to share (``rule``), and how many ``pairs`` share them."""
    estimates: list[dict[str, Any]]
    """``m`` and ``u``, 0 to 1, of each ``level`` of each ``column``."""


def link(
    asked: Sequence[Keyed],
    entries: Sequence[Keyed],
    *,
    engine: str,
    top: int,
    workers: int,
    sampled: int = SAMPLED,
) -> Linked:
    """Find for each of ``asked`` at most ``top`` of ``entries``; ``engine``: DUCKDB, or spark://HOST:PORT.

    ``sampled``: rows asked for from which is learned how often parts agree.

    Keys of names are handed over in files without a name, which end with the run. What an engine cannot hold
    in memory lies in a folder of this user's alone for as long as it takes.

    Raises: SparkMissing, LinkageFailed.
    """
    if engine != DUCKDB and find_spec("pyspark") is None:
        raise SparkMissing
    with (
        tempfile.TemporaryDirectory(prefix="dalil-link-") as place,
        tempfile.TemporaryFile() as left,
        tempfile.TemporaryFile() as right,
    ):
        folder = Path(place)
        tables = [_written(sink, _table(rows)) for sink, rows in ((left, asked), (right, entries))]
        job = {"parent": os.getpid(), "engine": engine, "top": top, "workers": workers, "sampled": sampled}
        (folder / "job.json").write_text(json.dumps(job), "utf-8")
        ran = subprocess.run(  # noqa: S603 - our own module, in a folder of our own
            [sys.executable, "-m", "dalil.engine.linkage.worker", place, *map(str, tables)],
            pass_fds=tables, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if ran.returncode:
            raise LinkageFailed(engine=engine, detail=_wrong(folder) or f"status {ran.returncode}")
        pairs = np.load(folder / "pairs.npy", allow_pickle=False)
        found = json.loads((folder / "found.json").read_text("utf-8"))
    return Linked(_by_asked(pairs, len(asked)), found["rules"], found["estimates"])


def _wrong(folder: Path) -> str:
    """The first words of what ended the process, where it could say so."""
    said = folder / "wrong.txt"
    return " ".join(said.read_text("utf-8").split())[:_SAID_LETTERS] if said.exists() else ""


def _by_asked(pairs: npt.NDArray[np.int64], asked: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(asked)]
    for one, entry in pairs.tolist():
        found[one].append(entry)
    return found


def _table(rows: Sequence[Keyed]) -> pa.Table:
    columns: dict[str, Any] = {"unique_id": pa.array(range(len(rows)), pa.int64())}
    for part in PARTS:
        keys = [row.keys.get(part) for row in rows]
        columns[part.value] = pa.array(keys, pa.list_(pa.string()))
        columns[f"{part.value}{FIRST}"] = _texts(each[0] if each else None for each in keys)
    columns["number"] = _texts(row.number for row in rows)
    columns["birth_year"] = pa.array([row.birth_year for row in rows], pa.int32())
    columns["birth_place"] = _texts(row.birth_place for row in rows)
    columns["sex"] = _texts(row.sex for row in rows)
    return pa.table(columns)


def _texts(texts: Iterable[str | None]) -> pa.Array:
    return pa.array(list(texts), pa.string())


def _written(sink: IO[bytes], table: pa.Table) -> int:
    """The descriptor of a file that holds the table."""
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    sink.flush()
    return sink.fileno()
