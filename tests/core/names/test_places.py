"""How two places lie to each other: by gazetteer, by key, by letters."""

import pytest

from dalil import profiles
from dalil.core.names.places import LIE_WORDS, Lie, Places
from dalil.core.place import Gazetteer
from dalil.flows import naming

SYRIA = Places(profiles.load("syria").gazetteer, naming.spelling())
NOWHERE = Places(Gazetteer(), naming.spelling())


@pytest.mark.parametrize(
    ("left", "right", "lie"),
    [
        ("حلب", "Aleppo", Lie.REGION),
        ("مدينة حلب", "Halab", Lie.REGION),
        ("ريف دمشق - دوما", "Duma", Lie.SAME),
        ("Douma, Damascus", "دوما", Lie.SAME),
        ("دوما", "دمشق", Lie.WITHIN),
        ("دوما", "Harasta", Lie.BESIDE),
        ("إدلب", "حمص", Lie.APART),
        ("Zamalka", "حلب", Lie.APART),
        ("Dayr al Zur", "ديرالزور", Lie.REGION),
        ("Al Qamishly", "القامشلي", Lie.SAME),
        ("قرية الكفير", "الكفير", Lie.SAME),
        ("الكفير", "حلب", Lie.UNKNOWN),
        ("قرية", "مدينة", Lie.UNKNOWN),
        ("الكفير", "العدنانية", Lie.UNKNOWN),
        ("Zamora", "Kilis", Lie.UNKNOWN),
    ],
)
def test_how_two_places_lie(left, right, lie):
    assert SYRIA.lie(left, right) is lie
    assert SYRIA.lie(right, left) is lie


def test_without_a_gazetteer_keys_and_letters_are_left():
    assert NOWHERE.lie("الحلب", "حلب") is Lie.SAME
    assert NOWHERE.lie("Harasta", "حرستا") is Lie.SAME
    assert NOWHERE.lie("Aleppo", "حلب") is Lie.UNKNOWN
    assert NOWHERE.lie("دوما", "دمشق") is Lie.UNKNOWN


def test_every_place_of_a_shipped_gazetteer_is_itself_in_every_spelling():
    gazetteer = profiles.load("syria").gazetteer
    for name, place in gazetteer.spelled.items():
        assert place in gazetteer.find(name), name
        assert SYRIA.lie(name, place.name) in {Lie.SAME, Lie.REGION}, name


def test_every_lie_has_words_in_both_languages():
    assert set(LIE_WORDS) == set(Lie)
