"""Backend: where tables lie and pairs are scored: DuckDB in this process, or Spark, here or on a cluster."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import duckdb
import pyarrow as pa
from splink import DuckDBAPI

from dalil.core.matching.blocking import KEYED_COLUMNS, Rule

LOCAL_SPARK: Final = "spark://local"
_WEIGHT_DIGITS: Final = 6
"""Digits of a weight, in bits, that count: further ones differ from engine to engine."""
_TOP: Final = """
SELECT unique_id_l, unique_id_r FROM (
  SELECT unique_id_l, unique_id_r, row_number() OVER (
    PARTITION BY unique_id_l ORDER BY round(match_weight, {digits}) DESC, unique_id_r) AS place
  FROM {pairs}) AS placed
WHERE place <= {top} ORDER BY unique_id_l, place
"""


class Backend(Protocol):
    """An engine of splink's."""

    def registered(self, name: str, table: pa.Table) -> Any:  # noqa: ANN401 - splink's own
        """Make a table known to splink by ``name``."""

    def top(self, pairs: str, count: int) -> pa.Table:
        """Of the table ``pairs``, for each row of the left side the ``count`` of most weight, best first."""


class Duck:
    """DuckDB in memory; what does not fit lies in ``folder`` for a while. It loads nothing from a network."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.connection = duckdb.connect(
            config={
                "threads": workers,
                "temp_directory": str(folder),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self._api = DuckDBAPI(connection=self.connection)

    def registered(self, name: str, table: pa.Table) -> Any:  # noqa: ANN401 - see Backend
        """See Backend."""
        return self._api.register(table, dataset_display_name=name)

    def top(self, pairs: str, count: int) -> pa.Table:
        """See Backend."""
        return self.connection.sql(
            _TOP.format(pairs=pairs, top=count, digits=_WEIGHT_DIGITS)
        ).to_arrow_table()

    def shared(self, rule: Rule, left: pa.Table, right: pa.Table) -> int:
        """How many pairs of two tables share all columns of ``rule``; with several keys they count more."""
        sides = [_counted(rule, side) for side in ("left_rows", "right_rows")]
        self.connection.register("left_rows", left)
        self.connection.register("right_rows", right)
        by = ", ".join(rule)
        # Columns are our own words, never those of a list.
        query = f"SELECT coalesce(sum(l.n * r.n), 0) FROM ({sides[0]}) l JOIN ({sides[1]}) r USING ({by})"  # noqa: S608 - see above
        return int(self.connection.sql(query).fetchall()[0][0])


def _counted(rule: Rule, table: str) -> str:
    """SQL: how often each combination of keys stands in a table."""
    source = table
    for at, column in enumerate(rule):
        rest = ", ".join(rule[:at] + rule[at + 1 :])
        key = f"unnest({column})" if column in KEYED_COLUMNS else column
        source = f"(SELECT {key} AS {column}{', ' if rest else ''}{rest} FROM {source})"  # noqa: S608
    by = ", ".join(rule)
    return f"SELECT {by}, count(*) AS n FROM {source} AS t GROUP BY ALL"  # noqa: S608


class Spark:
    """Spark by its session; splink's tables are held in its memory and on its workers' disks."""

    def __init__(self, session: Any) -> None:  # noqa: ANN401 - pyspark is imported where Spark is asked for
        from splink import SparkAPI  # here: it imports pyspark

        self._session = session
        self._api = SparkAPI(
            spark_session=session, break_lineage_method="persist", register_udfs_automatically=False
        )

    def registered(self, name: str, table: pa.Table) -> Any:  # noqa: ANN401 - see Backend
        """See Backend."""
        return self._api.register(table, dataset_display_name=name)

    def top(self, pairs: str, count: int) -> pa.Table:
        """See Backend."""
        return self._session.sql(_TOP.format(pairs=pairs, top=count, digits=_WEIGHT_DIGITS)).toArrow()


@contextmanager
def spark_backend(address: str, folder: Path, workers: int) -> Iterator[Spark]:
    """Spark on the cluster at ``address``, or on this machine; its files lie under ``folder``."""
    from pyspark.sql import SparkSession  # here: an extra

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.appName("dalil").master(
        f"local[{workers}]" if address == LOCAL_SPARK else address
    )
    told = {
        "spark.ui.enabled": "false",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder / "local"),
        "spark.sql.shuffle.partitions": str(4 * workers),
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.driver.memory": _driver_memory(),
        "spark.driver.maxResultSize": "0",
    }
    if address == LOCAL_SPARK:
        told |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    for key, value in told.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield Spark(session)
    finally:
        session.stop()


def _driver_memory() -> str:
    """Half of this machine's memory, in MiB."""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') // 2 // 2**20}m"
