"""What two sides state beside a name, and what it weighs."""

import pytest

from dalil import profiles
from dalil.core.matching.evidence import weigh
from dalil.core.matching.fact import FACTS
from dalil.core.matching.party import Party, Sex
from dalil.core.moment import PartialDate
from dalil.core.names.split import split
from dalil.flows import naming

METHOD = naming.method().among(profiles.load("syria").gazetteer)
DAY = PartialDate.parse


def party(identity="A", **stated):
    return Party(identity, (split("محمد أحمد الحلبي"),), **stated)


def line(left, right, subject):
    (found,) = [each for each in weigh(left, right, method=METHOD).lines if each.subject == subject]
    return found


CASES = [
    ({"birth_year": 1980}, {"birth_year": 1980}, "birth-year", "same", 4_000),
    ({"birth_year": 1980}, {"birth_year": 1982}, "birth-year", "near", 2_000),
    ({"birth_year": 1980}, {"birth_year": 1990}, "birth-year", "different", -5_000),
    ({"birth_place": "دوما"}, {"birth_place": "Douma"}, "birth-place", "same", 4_000),
    ({"birth_place": "دوما"}, {"birth_place": "حلب"}, "birth-place", "apart", -2_000),
    ({"sex": Sex.MALE}, {"sex": Sex.MALE}, "sex", "same", 200),
    ({"sex": Sex.MALE}, {"sex": Sex.FEMALE}, "sex", "different", -8_000),
    ({"number": "3659"}, {"number": "3659"}, "number", "same", 10_000),
    ({"number": "0417"}, {"number": "417"}, "number", "same", 9_000),
    ({"number": "7"}, {"number": "7"}, "number", "same", 3_000),
    ({"number": "3659"}, {"number": "4038"}, "number", "different", -2_000),
    ({"agency": "215"}, {"agency": "215"}, "agency", "same", 3_000),
    ({"agency": "215"}, {"agency": "227"}, "agency", "different", -500),
    ({"taken_place": "حمص"}, {"taken_place": "Homs"}, "taken-place", "same-region", 1_500),
    ({"dead": DAY("2013-05")}, {"dead": DAY("2013-05-20")}, "death", "near", 3_000),
    ({"dead": DAY("2013-05")}, {"dead": DAY("2016")}, "death", "different", -2_000),
    ({"dead": DAY("2013-05")}, {"taken": DAY("2012-11-03")}, "taken-dead", "near", 1_000),
    ({"dead": DAY("2013-05")}, {"taken": DAY("2013-08-01")}, "taken-dead", "different", -10_000),
    (
        {"dead": DAY("2013-05"), "dead_by_clock": True},
        {"taken": DAY("2013-08-01")},
        "taken-dead",
        "different",
        -2_000,
    ),
    ({"dead": DAY("2013-05")}, {"taken": DAY("2013-06-15")}, "taken-dead", "near", 1_000),
    ({"dead": DAY("2013-05")}, {"taken": DAY("2013")}, "taken-dead", "near", 1_000),
    ({"dead": DAY("2024-05")}, {"taken": DAY("2012")}, "taken-dead", "far", 0),
]


@pytest.mark.parametrize(("one", "other", "subject", "level", "weight"), CASES)
def test_a_fact_weighs_the_same_from_either_side(one, other, subject, level, weight):
    found = line(party(**one), party(**other), subject)
    assert (found.level, found.weight) == (level, weight)
    turned = line(party(**other), party(**one), subject)
    assert (turned.level, turned.weight, turned.left) == (level, weight, found.right)


@pytest.mark.parametrize(
    ("taken", "en", "ar"),
    [
        ("2012-11-03", "taken before death", "تاريخ الاعتقال أسبق من تاريخ الوفاة، ولا تعارض بينهما"),
        ("2013-06-15", "dated within a month", "تاريخ الاعتقال وتاريخ الوفاة متقاربان، ولا تعارض بينهما"),
        ("2005", "taken years before death", "تاريخ الاعتقال أسبق من تاريخ الوفاة بسنوات"),
        ("2013-08-01", "death is dated before arrest", "تاريخ الوفاة أسبق من تاريخ الاعتقال"),
    ],
)
def test_an_arrest_before_a_death_is_said_without_a_judgement(taken, en, ar):
    found = line(party(dead=DAY("2013-05")), party(taken=DAY(taken)), "taken-dead")
    assert en in found.reason_en
    assert found.reason_ar == f"الاعتقال والوفاة: {ar}"
    assert "معقول" not in found.reason_ar


@pytest.mark.parametrize("subject", [fact.subject for fact in FACTS if not fact.always])
def test_what_nobody_states_has_no_line(subject):
    assert subject not in {each.subject for each in weigh(party(), party(), method=METHOD).lines}


def test_what_one_side_states_says_nothing_and_is_said_to_be_missing():
    found = line(party(number="3659"), party(), "number")
    assert (found.level, found.weight, found.left, found.right) == ("missing", 0, "3659", None)
    assert found.reason_en == "number: not stated on one side"
    assert found.reason_ar == "الرقم: بلا بيان في أحد الجانبين"


def test_two_arrests_say_nothing_of_a_death():
    lines = weigh(party(taken=DAY("2012")), party(taken=DAY("2013")), method=METHOD).lines
    assert "taken-dead" not in {each.subject for each in lines}


def test_the_case_of_every_fact_is_here():
    assert {subject for _, _, subject, _, _ in CASES} == {fact.subject for fact in FACTS}
