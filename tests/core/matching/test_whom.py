"""Whom a row states: surely one person's copies, perhaps one person's, and others."""

import pytest

from dalil.core.matching.whom import whom

BORN = {"name": "محمد أحمد الحلبي", "mother": "فاطمة", "birth-year": "1984"}


def without(*fields, **changed):
    stated = {field: text for field, text in BORN.items() if field not in fields}
    return stated | {field.replace("_", "-"): text for field, text in changed.items()}


def told(one, other):
    """How two rows are told, either way round."""
    left, right = whom(one), whom(other)
    ways = {(a.surely(b), a.perhaps(b)) for a, b in ((left, right), (right, left))}
    ((surely, perhaps),) = ways
    return "surely" if surely else "perhaps" if perhaps else "another"


@pytest.mark.parametrize(
    "other",
    [
        BORN,
        without(name="مُحمد احمد حلبي", mother="فاطمه", birth_year="١٩٨٤"),
        without("name", given="محمد", father="أحمد", family="حلبي"),
        without("name", given="محمد أحمد", family="الحلبي"),
        without(name="محمد بن أحمد حلبي"),
        without("mother", name="محمد أحمد الحلبي والدته فاطمة"),
        without("birth-year", birth_date="1984"),
        without("birth-year", birth_date="1984-05-03"),
        without(birth_place="حلب", contact="0944"),
    ],
)
def test_name_mother_and_year_stated_and_the_same_are_surely_one(other):
    assert told(BORN, other) == "surely"


@pytest.mark.parametrize(
    "other",
    [
        without("mother"),
        without("birth-year"),
        without("mother", "birth-year", birth_place="حلب"),
        without("mother", "birth-year", name="محمد بن أحمد حلبي"),
        without(name="محمد أحمد علي الحلبي"),
        without("mother", name="محمد الحلبي"),
        without(mother="فاطمة الخالد"),
        without("birth-year", birth_date="قبل 1984 أو 1985"),
        without(mother="سعاد"),
        without(birth_year="1985"),
        without("birth-year", birth_date="3.5.1985"),
    ],
)
def test_who_leaves_out_or_corrects_what_would_settle_it_is_perhaps_the_same(other):
    assert told(BORN, other) == "perhaps"


@pytest.mark.parametrize(
    "other",
    [
        without(mother="سعاد", birth_year="1985"),
        without("mother", birth_year="1985"),
        without("birth-year", mother="سعاد"),
        without(name="محمد الحلبي", birth_year="1985"),
        without(name="أحمد محمد الحلبي"),
        without(name="محمد أحمد الأتاسي"),
        without("mother", "birth-year", name="محمد الحلبي"),
        {"mother": "فاطمة", "birth-year": "1984"},
    ],
)
def test_another_name_mother_or_year_is_another(other):
    assert told(BORN, other) == "another"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"birth-place": "حلب"}, {"birth-place": "دمشق"}),
        ({"birth-date": "3.5.1984"}, {"birth-date": "4.5.1984"}),
        ({"name": "أبو خالد محمد أحمد الحلبي"}, {"name": "أبو علي محمد أحمد الحلبي"}),
    ],
)
def test_another_place_day_or_teknonym_is_left_to_people(left, right):
    assert told(BORN | left, BORN | right) == "perhaps"
    assert told(BORN | left, BORN | left) == "surely"


def test_day_and_month_are_written_either_way_round():
    assert (
        told(without("birth-year", birth_date="03/05/1984"), without("birth-year", birth_date="1984-5-3"))
        == "surely"
    )


def test_one_name_is_not_enough():
    assert told(BORN | {"name": "محمد"}, BORN | {"name": "محمد"}) == "perhaps"
    assert told({"name": ""}, {"name": ""}) == "another"
