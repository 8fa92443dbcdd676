"""Keys: rows of one person share them, whatever letters and slips their names are written with."""

import random
from collections import Counter

import pytest

from dalil.core.matching.key import KEYS_MAX, counted_words, keyed, keys_of
from dalil.core.matching.party import Party, Sex
from dalil.core.names.parts import KIN_ORDER, Part
from dalil.core.names.split import compose, split
from dalil.flows import naming
from dalil.flows import profile as profiles
from dalil.testing.families.people import People
from dalil.testing.families.writing import Haste, hastily, in_full

METHOD = naming.method()
PLACES = METHOD.among(profiles.named("syria").gazetteer).places


def party(row):
    name = compose(row["name"], {Part.MOTHER: row["mother"]} if row["mother"] else {})
    return Party(row["id"], (name,), int(row["birth_year"]) if row["birth_year"] else None)


def keys(*parties):
    return keys_of(counted_words(parties), METHOD)


def of(text, part=Part.GIVEN, beside=()):
    asked = Party("A", (split(text),))
    return keyed(asked, keys(asked, *beside), PLACES).keys.get(part, ())


def test_an_arabic_word_is_its_own_key_however_it_is_spelled():
    assert of("أحمد محمد الحلبي") == of("احمد محمد الحلبي") == ("احمد",)
    assert of("أحمد محمد الحلبي", Part.FAMILY) == of("احمد محمد حلبي", Part.FAMILY) == ("حلبي",)


def test_a_latin_word_has_the_arabic_words_that_it_may_be_the_likeliest_first_and_itself():
    assert of("Mahmoud Hasan Halabi")[0] == "محمود"
    assert of("Mahmoud Hasan Halabi")[-1] == "mahmoud"
    assert len(of("Mahmoud Hasan Halabi")) <= KEYS_MAX + 1


def test_a_latin_word_may_be_a_word_of_the_other_list_that_no_table_knows():
    rare = Party("R", (split("قسورة محمد الدغيم"),))
    assert set(of("Qaswara Mohammad Dgheim", beside=[rare])) & set(of("قسورة محمد الدغيم"))


def test_a_slip_has_the_key_of_the_much_commoner_word_beside_it_and_a_common_word_has_not():
    many = [Party(f"M{at}", (split("محمود حسن الحلبي"),)) for at in range(30)]
    assert of("محمودد حسن الحلبي", beside=many) == ("محمودد", "محمود")
    assert of("محمود حسن الحلبي", beside=many) == ("محمود",)


def test_a_word_of_unstated_place_is_looked_for_wherever_it_may_stand():
    found = keyed(asked := Party("A", (split("محمد الحلبي خالد"),)), keys(asked), PLACES).keys
    stated = [part for part in KIN_ORDER if found.get(part)]
    unplaced = [part for part in split("محمد الحلبي خالد").parts if part.part is Part.UNPLACED]
    assert all(set(part.places) <= set(stated) for part in unplaced)


def test_numbers_places_and_sex_are_what_a_database_can_compare():
    one = keyed(Party("A", (), 1980, "حلب", Sex.MALE, "0123"), {}, PLACES)
    other = keyed(Party("B", (), 1980, "Aleppo", Sex.MALE, "123"), {}, PLACES)
    assert one == other
    assert keyed(Party("C", (), number="12?"), {}, PLACES).number is None


def test_how_words_are_split_among_processes_changes_nothing():
    people = People(4).draw(60)
    rows = [hastily(each, chance=random.Random(1), haste=Haste(), latin=True) for each in people]
    counted = counted_words(map(party, rows))
    backwards = Counter(dict(reversed(counted.items())))
    assert keys_of(counted, METHOD) == keys_of(backwards, METHOD)


@pytest.mark.parametrize("latin", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_nearly_all_parts_of_one_person_share_a_key(latin):
    people, chance = People(9).draw(400), random.Random(9)
    entries = [party(in_full(each, chance=chance, haste=Haste())) for each in people]
    asked = [party(hastily(each, chance=chance, haste=Haste(), latin=latin)) for each in people]
    found = keys(*entries, *asked)
    shared = Counter()
    for one, other in zip(asked, entries, strict=True):
        mine, theirs = (keyed(each, found, PLACES).keys for each in (one, other))
        for part in (Part.GIVEN, Part.FATHER, Part.FAMILY):
            if mine.get(part) and theirs.get(part):
                shared[bool(set(mine[part]) & set(theirs[part]))] += 1
    assert shared[True] >= 0.94 * shared.total()
