"""Linkage of two lists: which pairs are weighed, and what leaving pairs out has lost."""

import random

import pytest

from dalil.core.matching.roster import Roster
from dalil.flows import linkage, match, names, naming
from dalil.flows.linkage import EXHAUSTIVE, EXHAUSTIVE_PAIRS_MAX, Linkage, LinkageUnknown
from dalil.testing.families.people import People
from dalil.testing.families.writing import Haste, hastily, in_full

from .test_match import imported, proposed
from .test_names import written


@pytest.mark.parametrize(
    "engine",
    ["spark", "spark://", "spark://host", "spark://local:1x", "DuckDB", "dask://host:1", "spark://h:1/x"],
)
def test_an_engine_that_is_none_is_refused(engine):
    with pytest.raises(LinkageUnknown):
        Linkage(engine, 1)


def test_all_pairs_are_weighed_unless_they_are_too_many_or_somebody_says_otherwise():
    assert Linkage("", 1).kind(EXHAUSTIVE_PAIRS_MAX) == EXHAUSTIVE
    assert Linkage("", 1).kind(EXHAUSTIVE_PAIRS_MAX + 1) == "keys"
    assert Linkage("exhaustive", 1).kind(EXHAUSTIVE_PAIRS_MAX + 1) == EXHAUSTIVE
    assert {Linkage(engine, 1).kind(1) for engine in ("duckdb", "spark://local", "spark://[::1]:7077")} == {
        "keys"
    }
    roster = Roster([], naming.method())
    assert Linkage("", 1)(roster, []) is None


@pytest.mark.slow
@pytest.mark.xdist_group("linkage")
def test_two_files_are_matched_by_keys_as_by_weighing_everything_but_for_the_loss_that_is_said(tmp_path):
    people, chance = People(8).draw(400), random.Random(8)
    pool = written(tmp_path / "pool.csv", [in_full(each, chance=chance, haste=Haste()) for each in people])
    rows = [
        hastily(each, chance=chance, haste=Haste(), latin=at % 2 == 1) for at, each in enumerate(people[:220])
    ]
    asked = written(tmp_path / "asked.csv", rows)
    search = Linkage("duckdb", 2)
    found = list(names.matched(asked, pool, top=1, search=search))
    whole = list(names.matched(asked, pool, top=1))
    first = [
        [each["candidates"][0]["right"] if each["candidates"] else None for each in some]
        for some in (found, whole)
    ]
    assert sum(one == other for one, other in zip(*first, strict=True)) >= 210
    report = search.report
    assert report["possible"] == 220 * 400
    assert 220 <= report["compared"] < 220 * 40
    assert report["loss"]["sampled"] == 220
    sure = [
        (each["left"], each["candidates"][0]["right"])
        for each in whole
        if each["candidates"][0]["score"] >= linkage.SURE
    ]
    assert report["loss"]["sure"] == len(sure)
    assert report["loss"]["lost"] <= len(sure) // 50


@pytest.mark.slow
@pytest.mark.xdist_group("linkage")
def test_a_vault_says_in_its_log_how_pairs_were_found_and_runs_again_when_that_changes(small):
    imported(small)
    (whole,) = proposed(small)
    with small.writing("dalil/0") as vault:
        (by_keys,) = match.match(vault, engine="duckdb")
        (again,) = match.match(vault, engine="duckdb")
    assert by_keys.proposed == whole.proposed
    assert by_keys.compared < whole.compared == whole.possible == by_keys.possible
    assert again.already
    first, second = small.events("matches-proposed")
    assert "linkage" not in first.body["parameters"]
    said = second.body["parameters"]["linkage"]
    assert said["engine"] == "duckdb"
    assert said["rules"]
    assert said["loss"] == {"sampled": 3, "sure": 2, "lost": 0}
