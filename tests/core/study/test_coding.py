import pytest

from core.study.test_codebook import book
from dalil.core.study.agreement import agreement
from dalil.core.study.coding import (
    CodedAlready,
    CodeUnknown,
    Coding,
    NothingToSettle,
    NotSampled,
    admit,
    pairs,
    settled,
    visible_to,
)


def coded(*given):
    return [Coding(individual, "numbered", coder, code) for individual, coder, code in given]


def accept(codings, individual, coder, code):
    admit(codings, Coding(individual, "numbered", coder, code), codebook=book(), sample=["I1", "I2", "I3"])


def test_two_coders_settle_what_they_agree_on():
    codings = coded(("I1", "amal", "present"), ("I1", "basem", "present"), ("I2", "amal", "present"))
    assert settled(codings, "numbered") == {"I1": "present"}


def test_a_third_person_settles_a_difference_and_all_codes_stay():
    codings = coded(("I1", "amal", "present"), ("I1", "basem", "absent"))
    assert settled(codings, "numbered") == {}
    accept(codings, "I1", "carine", "absent")
    codings += coded(("I1", "carine", "absent"))
    assert settled(codings, "numbered") == {"I1": "absent"}
    assert pairs(codings, "numbered") == (("present", "absent"),)


@pytest.mark.parametrize(
    ("individual", "coder", "code", "refusal"),
    [
        ("I1", "amal", "perhaps", CodeUnknown),
        ("I9", "carine", "present", NotSampled),
        ("I1", "Amal ", "absent", CodedAlready),
        ("I2", "carine", "absent", NothingToSettle),
    ],
)
def test_a_code_that_cannot_count_is_refused(individual, coder, code, refusal):
    codings = coded(("I1", "amal", "present"), ("I2", "amal", "present"), ("I2", "basem", "present"))
    with pytest.raises(refusal):
        accept(codings, individual, coder, code)


def test_a_fourth_code_is_refused():
    codings = coded(("I1", "a", "present"), ("I1", "b", "absent"), ("I1", "c", "absent"))
    with pytest.raises(CodedAlready):
        accept(codings, "I1", "d", "present")


def test_a_coder_sees_only_their_own_codes():
    codings = coded(("I1", "amal", "present"), ("I1", "basem", "absent"))
    assert visible_to(codings, "AMAL") == (codings[0],)


def table(both_yes, yes_no, no_yes, both_no):
    yes, no = "yes", "no"
    return [(yes, yes)] * both_yes + [(yes, no)] * yes_no + [(no, yes)] * no_yes + [(no, no)] * both_no


@pytest.mark.parametrize(
    ("cells", "raw", "kappa"),
    [
        ((20, 5, 10, 15), 700_000, 400_000),  # p_o 0.7, p_e 0.5
        ((45, 15, 25, 15), 600_000, 130_435),  # two textbook tables of equal raw agreement …
        ((25, 35, 5, 35), 600_000, 259_259),  # … and different kappa
        ((10, 0, 0, 10), 1_000_000, 1_000_000),
        ((0, 10, 10, 0), 0, -1_000_000),
        ((10, 0, 0, 0), 1_000_000, None),
    ],
)
def test_kappa_is_that_of_the_textbook(cells, raw, kappa):
    found = agreement(table(*cells))
    assert (found.raw_ppm, found.kappa_ppm) == (raw, kappa)


def test_nothing_coded_twice_is_no_agreement():
    assert agreement([]).raw_ppm is None
