"""What `dalil matches` prints of a match: names, or why there is none; chances that are never certain."""

import json
import re

import pytest

from dalil.cli.match import chance_said
from flows.small_world import SmallWorld

LIST = "name,اسم الأم,رقم الجثة,الفرع,تاريخ الاعتقال\nمحمد أحمد الحلبي,فاطمة,4038,215,2012\n"


@pytest.fixture
def run(commands, tmp_path):
    """A vault with a list that was matched: its row with I0001, whom a label names, and with I0003."""
    small = SmallWorld(tmp_path)
    small.file("list.csv", LIST)

    def run(*arguments, actor="amal"):
        return commands.run(*arguments, "--vault", small.path, "--as", actor, cwd=str(tmp_path))

    assert run("lists", "import", "list.csv", "--source", "families").status == 0
    assert commands.run("match", "--vault", small.path).status == 0
    return run


@pytest.mark.parametrize(
    ("ppm", "said"),
    [
        (0, "<0.001"),
        (999, "<0.001"),
        (1_000, "0.001"),
        (838_400, "0.838"),
        (998_700, "0.999"),
        (999_000, "0.999"),
        (999_001, ">0.999"),
        (1_000_000, ">0.999"),
    ],
)
def test_no_chance_is_printed_as_certain(ppm, said):
    assert chance_said(ppm) == said


def test_with_its_score_a_match_has_its_chance_so(run):
    said = run("matches", "--score", actor=" ").out.decode()
    assert "chance 0.9" in said or "chance >0.999" in said
    assert "chance 1.0" not in said


def test_who_never_had_a_name_is_not_said_to_have_lost_it(run):
    said = run("matches").out.decode()
    assert "    I0003: no name is known\n" in said
    assert "    L0001:1: محمد أحمد الحلبي\n" in said


def test_a_name_that_a_withdrawal_erased_is_said_to_be_erased(run):
    assert run("lists", "withdraw", "L0001", "1").status == 0
    said = run("matches").out.decode()
    assert "    L0001:1: erased with its claim\n" in said
    assert "    I0001: محمد أحمد الحلبي\n" in said
    assert "    I0003: no name is known\n" in said


def test_every_reason_has_what_both_sides_state_also_for_who_has_yet_to_answer(run):
    said = run("matches").out.decode()
    assert " (in the archive: محمد أحمد الحلبي" not in said, "part by part, and not the whole name"
    assert "number: the same (in the archive: 4038 · in the list: 4038)\n" in said
    assert "الرقم: نفسه (في الأرشيف: 4038 · في القائمة: 4038)\n" in said
    assert "(in the archive: محمد · in the list: محمد)" in said
    assert not re.search("says much|says little|دلالته|score|chance", said)


def test_what_one_side_does_not_state_is_said_beside_what_the_other_does(run):
    said = run("matches").out.decode()
    assert (
        "arrest and death: taken before death, no contradiction (in the archive: arrest not stated, death"
        in said
    )
    assert (
        "(في الأرشيف: الاعتقال غير مذكور، الوفاة 2013-05 · في القائمة: الاعتقال 2012، الوفاة غير مذكورة)"
        in said
    )
    assert "(in the archive: not stated · in the list: فاطمة)" in said


def test_the_account_has_them_too(run):
    found = run("matches", "--jsonl").out.splitlines()
    identity = next(json.loads(line)["id"] for line in found if b"I0001" in line)
    said = run("why", identity, actor=" ").out.decode()
    assert "(in the archive: 4038 · in the list: 4038): seen" in said
    assert "arrest not stated, death 2013-05 · in the list: arrest 2012, death not stated" in said


def test_who_takes_a_match_that_is_none_is_led_to_where_ids_are_printed(run):
    refused = run("decide", "M0", "yes", "--reason", "seen")
    assert refused.status == 75
    assert b"dalil matches --vault V" in refused.err
    assert run("matches").out.decode().startswith("M")
