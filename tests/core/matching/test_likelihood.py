"""Likelihood in words that need no learning, in both languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.matching.likelihood import ends, moves, stands, times

JARGON = re.compile(r"\b(bits?|log\w*|odds|ratio|weight|factor|prior|posterior|ppm)\b", re.IGNORECASE)
weights = st.integers(min_value=-200_000, max_value=200_000)


ONE, TWO = "about one person", "about two people"


@pytest.mark.parametrize(
    ("weight", "often", "ar"),
    [
        (1_000, "twice", "ضعف ما"),
        (2_000, "four times", "أكثر بأربع مرات مما"),
        (4_000, "16 times", "أكثر بـ16 مرة مما"),
        (6_781, "110 times", "أكثر بـ110 مرات مما"),
        (9_966, "a thousand times", "أكثر بألف مرة مما"),
        (14_000, "16,000 times", "أكثر بـ16,000 مرة مما"),
        (60_000, "more than a million times", "أكثر بما يزيد على مليون مرة مما"),
    ],
)
def test_a_weight_says_how_often_papers_of_one_person_show_it_and_its_mirror_those_of_two(weight, often, ar):
    assert times(weight).en == f"seen {often} as often in statements {ONE} as {TWO}"
    assert times(-weight).en == f"seen {often} as often in statements {TWO} as {ONE}"
    assert times(weight).ar == f"يرد مثل هذا في أوراق الشخص الواحد {ar} يرد في أوراق شخصين"
    assert times(-weight).ar == f"يرد مثل هذا في أوراق شخصين {ar} يرد في أوراق الشخص الواحد"


def test_a_little_and_nothing_are_said_so():
    assert times(0).en == moves(0).en == "changes nothing"
    assert times(200).en == f"seen a little more often in statements {ONE} than {TWO}"
    assert times(-500).ar == "يرد مثل هذا في أوراق شخصين أكثر بقليل مما يرد في أوراق الشخص الواحد"


@given(weights)
def test_no_step_is_said_to_multiply_the_chance(weight):
    """It multiplies the odds: from 1 in 22 a weight of 110 leads to 5 in 6, and not to five."""
    assert not re.search("likel|chance", times(weight).en)
    assert "احتمال" not in times(weight).ar


@pytest.mark.parametrize(
    ("odds", "en", "ar"),
    [
        (-30_000, "less than 1 chance in 1,000,000", "الاحتمال: أقل من 1 من 1,000,000"),
        (-17_288, "1 chance in 160,000", "الاحتمال: 1 من 160,000"),
        (-1_585, "1 chance in 4", "الاحتمال: 1 من 4"),
        (0, "as likely as not", "يستوي أن يكون هو وألا يكون"),
        (1_000, "2 chances in 3", "الاحتمال: 2 من 3"),
        (2_322, "5 chances in 6", "الاحتمال: 5 من 6"),
        (3_500, "9 chances in 10", "الاحتمال: 9 من 10"),
        (9_000, "499 chances in 500", "الاحتمال: 499 من 500"),
        (10_000, "more than 999 chances in 1,000", "الاحتمال: أكثر من 999 من 1,000"),
        (90_000, "more than 999 chances in 1,000", "الاحتمال: أكثر من 999 من 1,000"),
    ],
)
def test_odds_say_how_many_chances_there_are(odds, en, ar):
    assert (stands(odds).en, stands(odds).ar) == (en, ar)


@given(weights)
def test_in_the_end_nothing_is_called_certain(odds):
    said = ends(odds).en
    assert said == stands(odds).en or (said == "less than 1 chance in 1,000" and odds < -9_900)
    assert ends(-10_000).ar == "الاحتمال: أقل من 1 من 1,000"


@given(weights)
def test_no_word_needs_learning_and_both_languages_say_the_same_number(weight):
    for said in (times(weight), moves(weight), stands(weight), ends(weight)):
        assert not JARGON.search(said.en)
        assert not re.search("[A-Za-z]", said.ar)
        in_digits = [set(re.findall(r"[\d,]*\d", text)) for text in (said.en, said.ar)]
        assert in_digits[1] <= in_digits[0], said


@given(weights, weights)
def test_more_is_never_said_to_be_less(one, other):
    low, high = sorted((one, other))
    assert _share(stands(low).en) <= _share(stands(high).en)


def _share(said):
    if said == "as likely as not":
        return 0.5
    found = re.search(r"(\d[\d,]*) chances? in (\d[\d,]*)", said)
    return (
        int(found[1].replace(",", "")) / int(found[2].replace(",", ""))
        + (("more" in said) - ("less" in said)) * 1e-7
    )
