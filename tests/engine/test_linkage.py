"""Linkage: pairs that share keys, by splink in DuckDB and on Spark."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from dalil.core.matching.key import Keyed, counted_words, keyed, keys_of
from dalil.core.matching.party import Party
from dalil.core.names.parts import Part
from dalil.core.names.split import compose
from dalil.engine.linkage.link import DUCKDB, LinkageFailed, SparkMissing, link
from dalil.flows import naming
from dalil.testing.families.people import People
from dalil.testing.families.writing import Haste, hastily, in_full

HAS_SPARK = find_spec("pyspark") is not None and shutil.which("java") is not None
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("linkage")]


def party(row):
    name = compose(row["name"], {Part.MOTHER: row["mother"]} if row["mother"] else {})
    return Party(
        row["id"], (name,), int(row["birth_year"]) if row["birth_year"] else None, number=row["number"]
    )


@pytest.fixture(scope="module")
def tables():
    """150 rows that are asked for in Latin letters, of 500 entries; the last two state a number alone."""
    people, chance = People(6).draw(500), random.Random(6)
    entries = [{**in_full(each, chance=chance, haste=Haste()), "number": None} for each in people]
    asked = [
        {**hastily(each, chance=chance, haste=Haste(), latin=True), "number": None} for each in people[:150]
    ]
    parties = [[party(row) for row in rows] for rows in (asked, entries)]
    for rows, number in zip(parties, ("0417", "417"), strict=True):
        rows.append(Party("N", (), number=number))
    method = naming.method()
    keys = keys_of(counted_words([each for rows in parties for each in rows]), method)
    return [[keyed(each, keys, method.places) for each in rows] for rows in parties]


@pytest.fixture(scope="module")
def linked(tables):
    return link(*tables, engine=DUCKDB, top=10, workers=2)


def test_whom_a_row_means_stands_among_its_entries_nearly_always(linked):
    assert sum(at in found for at, found in enumerate(linked.among[:150])) >= 145
    assert sum(found[:1] == [at] for at, found in enumerate(linked.among[:150])) >= 135
    assert sum(map(len, linked.among)) < 150 * 10


def test_a_number_that_both_sides_know_is_enough(tables, linked):
    assert linked.among[150] == [len(tables[1]) - 1]


def test_m_and_u_are_shares_that_no_level_holds_for_impossible_and_brothers_are_two(linked):
    found = {(each["column"], each["level"]): each for each in linked.estimates}
    assert all(0 < each[share] < 1 for each in found.values() for share in "mu")
    for column in ("given", "father", "family"):
        assert found[column, "same"]["m"] > 10 * found[column, "same"]["u"]
    assert found["given", "other"]["m"] < 0.2
    assert sum(each["m"] for each in found.values() if each["column"] == "father") == pytest.approx(
        1, abs=0.01
    )


def test_the_same_tables_link_the_same_again(tables, linked):
    again = link(*tables, engine=DUCKDB, top=10, workers=1)
    assert (again.among, again.rules, again.estimates) == (linked.among, linked.rules, linked.estimates)


@pytest.mark.skipif(not HAS_SPARK, reason="needs Java and pyspark (make spark)")
@pytest.mark.timeout(900)
def test_spark_finds_the_same_pairs_in_the_same_order(tables):
    """Also where only some rows are learned from: how common names are is that of all rows in both."""
    duckdb, spark = (
        link(*tables, engine=engine, top=10, workers=2, sampled=30) for engine in (DUCKDB, "spark://local")
    )
    assert duckdb.among == spark.among


@pytest.mark.skipif(not HAS_SPARK, reason="needs Java and pyspark (make spark)")
@pytest.mark.timeout(900)
def test_spark_that_does_not_start_ends_the_run_with_a_sentence(tables, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(LinkageFailed, match=r"^spark://local ended before pairs were found: .*Java"):
        link(*tables, engine="spark://local", top=10, workers=1)


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="pyspark is here")
def test_spark_without_pyspark_is_refused_before_anything_is_written(tables):
    with pytest.raises(SparkMissing):
        link(*tables, engine="spark://local", top=10, workers=1)


def test_rows_that_share_nothing_are_not_linked_and_too_few_rows_are_no_error():
    one = Keyed({Part.GIVEN: ("زيد",), Part.FATHER: ("عمر",)}, None, 1980, None, None)
    other = Keyed({Part.GIVEN: ("خالد",), Part.FATHER: ("وليد",)}, None, 1990, None, None)
    apart = link([one], [other], engine=DUCKDB, top=5, workers=1)
    assert (apart.among, apart.rules, apart.estimates) == ([[]], [], [])
    assert link([one, other], [other, one], engine=DUCKDB, top=5, workers=1).among == [[1], [0]]
    assert link([], [], engine=DUCKDB, top=5, workers=1).among == []


def test_a_run_that_is_killed_leaves_no_keys_behind_and_no_process(tmp_path):
    started = subprocess.Popen(
        [sys.executable, "-c", KILLED],
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    deadline = time.monotonic() + 60
    while not (children := _children(started.pid)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert children
    started.send_signal(signal.SIGKILL)
    started.wait()
    while any(map(_runs, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, children))
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert "زيد".encode() not in left


KILLED = """
from dalil.core.matching.key import Keyed
from dalil.core.names.parts import Part
from dalil.engine.linkage.link import link
row = Keyed({Part.GIVEN: ("زيد",), Part.FATHER: ("عمر",)}, None, 1980, None, None)
link([row] * 3000, [row] * 3000, engine="duckdb", top=5, workers=1)
"""


def _children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _runs(pid):
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except FileNotFoundError:
        return False
