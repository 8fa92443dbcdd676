import csv
import math
from functools import partial
from pathlib import Path

import pytest

from dalil.core.names.compare import Verdict
from dalil.core.names.compare import compare as compared
from dalil.core.names.frequency import Frequencies
from dalil.core.names.ledger import RARE_MILLIBITS, Method, unweighed
from dalil.core.names.level import Level
from dalil.core.names.parts import Part
from dalil.core.names.relation import Relation
from dalil.core.names.split import compose
from dalil.flows import naming

compare = partial(compared, method=naming.method())

GOLDEN = Path(__file__).parents[2] / "golden" / "names.csv"


def golden():
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=f"{at}") for at, row in enumerate(csv.DictReader(lines), 2)]


@pytest.mark.parametrize("case", golden())
def test_a_written_hard_case_comes_out_as_its_reason_says(case):
    for left, right in ((case["left"], case["right"]), (case["right"], case["left"])):
        found = compare(left, right)
        relation = next((line.part for line in found.parts if isinstance(line.part, Relation)), "")
        assert (found.verdict, relation) == (case["verdict"], case["relation"]), case["reason"]


def test_every_line_has_its_reason_in_both_languages():
    found = compare("محمد أحمد الحلبي", "Ahmad Mohammad al-Halabi")
    assert all(line.reason_en and line.reason_ar for line in found.parts)
    assert "father and son are two people" in found.parts[-1].reason_en
    assert "الأب والابن شخصان" in found.parts[-1].reason_ar


def test_the_score_is_the_weight_reached_over_the_weight_possible():
    found = compare("محمد أحمد الحلبي", "محمد أحمد حلبي")
    reached = sum(line.weight for line in found.parts)
    assert found.weight == reached
    assert found.score_ppm == reached * 1_000_000 // sum(line.possible for line in found.parts)


def test_a_common_name_weighs_less_than_a_rare_one():
    common, rare = compare("محمد", "محمد"), compare("عكرمة", "عكرمة")
    assert common.parts[0].weight < rare.parts[0].weight
    assert "common" in common.parts[0].reason_en


def test_how_much_a_name_says_is_said_by_how_many_bear_it():
    """From nine bits up, one in 512: المصري is no rare name."""
    line = next(each for each in compare("سامي المصري", "سامي المصري").parts if each.part is Part.FAMILY)
    assert line.possible >= RARE_MILLIBITS > 1_000 * math.log2(500)
    assert line.reason_en.endswith("; borne by fewer than one in 500, it says much")
    assert line.reason_ar.endswith("؛ يحمله أقل من واحد في كل 500، ودلالته كبيرة")


@pytest.mark.parametrize(
    "said",
    [
        "; borne by fewer than one in 500, it says much",
        "; a rare name, it says much",
        "; a common name, it says little",
        "؛ يحمله أقل من واحد في كل 500، ودلالته كبيرة",
        "؛ اسم نادر ودلالته كبيرة",
        "؛ اسم شائع ودلالته قليلة",
    ],
)
def test_who_decides_is_not_told_how_much_a_name_says_neither_as_now_nor_as_stored_before(said):
    assert unweighed(f"family: the same{said}") == "family: the same"


def test_a_missing_part_is_missing():
    found = compare("محمد أحمد الحلبي", "محمد أحمد علي الحلبي")
    line = next(line for line in found.parts if line.part is Part.GRANDFATHER)
    assert (line.level, line.weight, line.left, line.right) == (Level.MISSING, 0, None, "علي")


def test_a_profile_may_bring_its_own_frequencies():
    method = Method(spelling=naming.spelling(), frequencies=Frequencies.of("census", {"عكرمة": 1_000}))
    assert compared("عكرمة", "عكرمة", method=method).weight == 700
    assert method.version == "latin-v3+letters-v2+census"


def test_fields_of_two_lists_are_compared_in_their_places():
    left = compose("محمد", {Part.FATHER: "أحمد", Part.FAMILY: "الحلبي", Part.MOTHER: "فاطمة"})
    right = compose("محمد أحمد الحلبي", {Part.MOTHER: "سعاد"})
    found = compare(left, right)
    assert found.verdict is Verdict.AGAINST
    assert found.parts[-1].part is Relation.HOMONYMS


def mothers(left, right):
    both = [compose("محمد أحمد الحلبي", {Part.MOTHER: mother}) for mother in (left, right)]
    found = compare(*both, method=naming.method())
    return next(line.weight for line in found.parts if line.part is Part.MOTHER)


def test_a_mother_whose_rare_family_agrees_is_hardly_another_one_and_never_speaks_for():
    neither = mothers("آمنة حلاق", "سناء العمري")
    slip = mothers("سنء العمري", "سناء عمري")
    common = mothers("فاطمة حموي", "فاطمة كردي")
    assert neither == -8_000
    assert neither < common <= slip < 0


def test_a_family_called_after_a_servant_s_name_is_one_word():
    assert mothers("ميسون العبد الفتاح", "ميسون عبد الفتاح") > 0


def test_two_of_one_house_with_other_names_and_fathers_are_weighed_below_a_slip():
    kindred = compare("جمال باسم عمر الإدلبي", "محمد زياد عمر الإدلبي")
    assert kindred.parts[-1].part is Relation.KINDRED
    assert kindred.weight < compare("جمال باسم عمر الإدلبي", "جمال بسام عمر الإدلبي").weight


def test_a_part_that_one_side_does_not_state_hides_no_pattern():
    brothers = compare("سمير أكرم الديب", "كاظم أكرم حسام الديب")
    assert brothers.parts[-1].part is Relation.BROTHERS


@pytest.mark.parametrize("column", [Part.FATHER, Part.GRANDFATHER, Part.FAMILY, Part.MOTHER])
def test_who_is_named_like_a_column_beside_keeps_his_own_name(column):
    fields = {Part.FATHER: "أحمد", Part.GRANDFATHER: "علي", Part.FAMILY: "البرازي", column: "محمد"}
    himself, brother = (compose(name, fields) for name in ("محمد", "خالد"))
    assert himself.get(Part.GIVEN).written == "محمد"
    assert compare(himself, himself).verdict is Verdict.AGREE
    assert compare(himself, brother).verdict is Verdict.AGAINST


def test_a_word_for_which_no_place_is_left_agrees_with_nothing():
    fields = {Part.GRANDFATHER: "عمر", Part.FAMILY: "الحمصي"}
    words = compose("خالد وليد سامر", fields)
    assert [line.part for line in compare(words, words).parts if line.weight] == [
        Part.GIVEN, Part.FATHER, Part.GRANDFATHER, Part.FAMILY,
    ]  # fmt: skip
