"""People are found in the names of folders and files where a rule says so, and nowhere else."""

import csv
import os
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil import profiles
from dalil.core.names.path_mention import path_mentions
from dalil.flows import naming
from dalil.testing.archive import Difficulty
from dalil.testing.drawing.planner import plan

GOLDEN = os.path.join(os.path.dirname(__file__), "..", "..", "golden", "path_names.csv")
SYRIA = profiles.load("syria")

with open(GOLDEN, encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table))


def found(text, profile=SYRIA, *, is_file=False):
    return path_mentions(text.encode(), profile, naming.method(), is_file=is_file)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["part"])
def test_the_written_cases(case):
    told = [(each.name.text, each.rule.value) for each in found(case["part"], is_file="." in case["part"])]
    assert told == ([(case["name"], case["rule"])] if case["name"] else []), case["reason"]


def test_a_name_is_where_it_says():
    for case in CASES:
        for each in found(case["part"]):
            assert case["part"][each.name.start : each.name.end] == each.name.text


def test_another_country_has_its_own_places_and_ranks():
    assert found("نقيب محمد أحمد", profiles.load("generic"))[0].name.text == "نقيب محمد أحمد"
    assert found("نقيب محمد أحمد")[0].name.text == "محمد أحمد"


def test_what_is_no_text_is_told_from_what_names_nobody():
    method = naming.method()
    assert path_mentions("صور قديمة".encode("cp1256"), SYRIA, method, is_file=False) is None
    assert path_mentions(("محمد أحمد " * 200).encode(), SYRIA, method, is_file=False) is None
    assert path_mentions(b"", SYRIA, method, is_file=False) == []


@given(
    st.text(max_size=40) | st.lists(st.sampled_from([*"محمد _-.(1", "أحمد ", "شارع ", "Ali "])).map("".join)
)
def test_no_part_is_too_odd(text):
    for each in (
        path_mentions(text.encode("utf-8", "surrogatepass"), SYRIA, naming.method(), is_file=True) or []
    ):
        assert text[each.name.start : each.name.end] == each.name.text


def measured(difficulty, seeds):
    """Names of the folders of drawn archives, each different part once: found right, found wrong, missed."""
    counts = Counter()
    for seed in seeds:
        parts = {}
        for shot in (shot for unit in plan(seed, 1_000, difficulty).units for shot in unit.shots):
            for path in (shot.path, *(copy.path for copy in shot.copies)):
                for part in path.split(b"/")[:-1]:
                    parts[part] = shot.called if shot.called.encode() in part else ""
        for part, called in parts.items():
            told = [
                each.name.text for each in path_mentions(part, SYRIA, naming.method(), is_file=False) or []
            ]
            counts["right"] += called != "" and told == [called]
            counts["wrong"] += sum(text != called for text in told)
            counts["missed"] += called != "" and called not in told
    return counts


def test_no_folder_of_a_drawn_archive_is_taken_for_a_person():
    assert not measured(Difficulty.hard(), range(30, 40)).total()


def test_folders_called_by_people_are_found_in_drawn_archives():
    counts = measured(replace(Difficulty.hard(), named_folders=0.5), range(30, 40))
    assert counts["right"] > 200
    assert counts["wrong"] == 0
    assert counts["missed"] <= counts["right"] // 100
