"""Rows of an imported list are printed as written, and of a withdrawn one nothing but that."""

import json

import pytest

LIST = "م,الاسم,اسم الأم,الهاتف\n17,محمد  أحمد الحلبي,فاطمة,0944\n\n19,سامر علي,هدى,0955\n"


@pytest.fixture
def lists(commands, tmp_path):
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    assert commands.run("init", "vault", cwd=str(tmp_path)).status == 0

    def ran(*words):
        return commands.run("lists", *words, "--vault", "vault", cwd=str(tmp_path))

    assert ran("import", "list.csv", "--as", "amal").status == 0
    return ran


def lines(ran):
    assert ran.status == 0, ran.err
    return [" ".join(line.split()) for line in ran.out.decode().splitlines()]


def test_rows_stand_with_their_number_and_reference_first(lists):
    assert lines(lists("show", "L0001")) == [
        "row reference الاسم اسم الأم الهاتف",
        "L0001:1 17 محمد أحمد الحلبي فاطمة 0944",
        "L0001:3 19 سامر علي هدى 0955",
    ]
    assert lines(lists("show", "L0001", "3"))[1:] == ["L0001:3 19 سامر علي هدى 0955"]


def test_a_withdrawn_row_says_that_and_nothing_else(lists):
    assert lists("withdraw", "L0001", "1", "--as", "amal").status == 0
    assert lines(lists("show", "L0001"))[1:] == ["L0001:1 (withdrawn)", "L0001:3 19 سامر علي هدى 0955"]
    gone = lists("show", "L0001", "1", "--jsonl").json
    assert gone == {"id": "L0001:1", "row": 1, "reference": "", "withdrawn": True, "cells": []}


def test_programs_get_cells_as_written(lists):
    first = json.loads(lists("show", "L0001", "--jsonl").out.splitlines()[0])
    assert first["cells"] == ["17", "محمد  أحمد الحلبي", "فاطمة", "0944"]
    assert (first["reference"], first["withdrawn"]) == ("17", False)


@pytest.mark.parametrize("words", [("L0009",), ("L0001", "2"), ("L0001", "7")])
def test_a_list_or_row_that_is_not_there_is_refused(lists, words):
    assert lists("show", *words).status == 73
