"""Likelihood in words that need no learning, in both languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.matching.likelihood import stands, times

JARGON = re.compile(r"\b(bits?|log\w*|odds|ratio|weight|factor|prior|posterior|ppm)\b", re.IGNORECASE)
weights = st.integers(min_value=-200_000, max_value=200_000)


@pytest.mark.parametrize(
    ("weight", "en", "ar"),
    [
        (0, "changes nothing", "لا يغيّر شيئاً"),
        (200, "a little likelier", "أرجح قليلاً"),
        (-500, "a little less likely", "أقل احتمالاً بقليل"),
        (1_000, "twice as likely", "صار احتماله ضعف ما كان"),
        (-1_000, "half as likely", "صار احتماله نصف ما كان"),
        (2_000, "four times as likely", "صار احتماله أربعة أضعاف ما كان"),
        (4_000, "16 times as likely", "صار احتماله 16 ضعفاً لما كان"),
        (-4_000, "16 times less likely", "أقل احتمالاً بـ16 ضعفاً"),
        (6_781, "110 times as likely", "صار احتماله 110 أضعاف ما كان"),
        (-9_966, "a thousand times less likely", "أقل احتمالاً بألف ضعف"),
        (-14_000, "16,000 times less likely", "أقل احتمالاً بـ16,000 ضعف"),
        (-60_000, "more than a million times less likely", "أقل احتمالاً بأكثر من مليون ضعف"),
        (60_000, "more than a million times as likely", "صار احتماله أكثر من مليون ضعف ما كان"),
    ],
)
def test_a_weight_says_how_many_times_as_likely(weight, en, ar):
    assert (times(weight).en, times(weight).ar) == (en, ar)


@pytest.mark.parametrize(
    ("odds", "en", "ar"),
    [
        (-17_288, "1 chance in 160,000", "احتمال واحد من 160,000"),
        (-1_585, "1 chance in 4", "احتمال واحد من 4"),
        (0, "as likely as not", "يستوي أن يكون هو وألا يكون"),
        (1_000, "2 chances in 3", "احتمالان من 3"),
        (2_000, "4 chances in 5", "4 احتمالات من 5"),
        (3_500, "9 chances in 10", "9 احتمالات من 10"),
        (4_800, "19 chances in 20", "19 احتمالاً من 20"),
        (9_000, "499 chances in 500", "499 احتمالاً من 500"),
        (10_000, "more than 999 chances in 1,000", "أكثر من 999 احتمالاً من 1,000"),
        (90_000, "more than 999 chances in 1,000", "أكثر من 999 احتمالاً من 1,000"),
    ],
)
def test_odds_say_how_many_chances_there_are(odds, en, ar):
    assert (stands(odds).en, stands(odds).ar) == (en, ar)


@given(weights)
def test_no_word_needs_learning_and_both_languages_say_the_same_number(weight):
    for said in (times(weight), stands(weight)):
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
    return int(found[1].replace(",", "")) / int(found[2].replace(",", "")) + ("more" in said) * 1e-6
