import random

import pytest

from dalil.core.names.folding import loose
from dalil.testing.families.people import People
from dalil.testing.families.sound import HABITS, Sounded
from dalil.testing.families.stock import FAMILIES, MEN, WOMEN
from dalil.testing.families.writing import COLUMNS, Haste, hastily, in_full


@pytest.mark.parametrize(
    ("sounds", "arabic"),
    [
        ("muHammad", "محمد"), ("fu'Ad", "فؤاد"), ("rA'id", "رائد"), ("ra'fat", "رأفت"), ("hAni'", "هانئ"),
        ("3alA'", "علاء"), ("muSTafY", "مصطفى"), ("fATimap", "فاطمة"), ("ibrAhIm", "إبراهيم"), ("Adam",
        "آدم"), ("3abd+al+karIm", "عبد الكريم"), ("SalAH+al+dIn", "صلاح الدين"),
    ],
)  # fmt: skip
def test_sounds_are_written_as_they_are_in_arabic(sounds, arabic):
    assert Sounded.of(sounds).arabic == arabic


def test_every_name_of_the_stock_is_written_in_both_scripts():
    chance = random.Random(1)
    for entry in f"{MEN} {WOMEN} {FAMILIES}".split():
        name = Sounded.of(entry)
        assert loose(name.arabic)
        for habit in HABITS:
            latin = name.latin(habit, chance, article=True)
            assert latin.isascii()
            assert loose(latin)


def test_the_same_seed_draws_the_same_people_and_rows():
    def rows():
        chance = random.Random(5)
        return [hastily(person, chance=chance, haste=Haste(), latin=True) for person in People(9).draw(50)]

    assert rows() == rows()


def test_kin_share_what_kin_share():
    people = People(2).draw(2_000)
    houses, parents = {}, {}
    for person in people:
        houses.setdefault(person.house, []).append(person)
        parents.setdefault(person.parents, []).append(person)
    assert all(len({(each.family, each.grandfather) for each in house}) == 1 for house in houses.values())
    for siblings in parents.values():
        assert len({(each.father, each.mother, each.mother_family) for each in siblings}) == 1
        men = [each.given for each in siblings if not each.is_woman]
        assert len(set(men)) == len(men)
    assert any(len(siblings) > 2 for siblings in parents.values())
    assert len({each.id for each in people}) == len(people)


def test_a_full_row_says_the_chain_and_a_hasty_one_less():
    person, chance = People(4).draw(1)[0], random.Random(1)
    full = in_full(person, chance=chance, haste=Haste())
    assert tuple(full) == COLUMNS
    assert loose(full["name"]).split()[:2] == loose(f"{person.given.arabic} {person.father.arabic}").split()
    sure = Haste(no_father=1, no_mother=1, no_year=1, no_place=1, mistyped=0)
    short = hastily(person, chance=chance, haste=sure)
    assert loose(short["name"]).split() == loose(f"{person.given.arabic} {person.family.arabic}").split()
    assert (short["mother"], short["birth_year"], short["birth_place"]) == ("", "", "")
