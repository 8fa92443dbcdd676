import pytest

from dalil.core.errors import BodyRefusal
from dalil.core.exposure import CopyPair, ExhibitPicture, Exposure, group_exposures, held_pairs


def picture(name, pixels=100, **more):
    return ExhibitPicture(name, pixels, more.pop("size_bytes", 10), **more)


def test_copies_of_copies_are_one_exposure():
    pictures = [picture(name) for name in "abcd"]
    pairs = [CopyPair("a", "b", "re-saved", 2), CopyPair("b", "c", "resized", 4)]
    first, second = group_exposures(pictures, pairs)
    assert (first.members, second.members) == (("a", "b", "c"), ("d",))
    assert first.pairs == tuple(pairs)


def test_the_largest_picture_represents_and_the_clean_one_among_equals():
    pictures = [picture("a", 50), picture("b", overlaid=True), picture("c")]
    pairs = [CopyPair("a", "b", "resized", 1), CopyPair("a", "c", "resized", 1)]
    (exposure,) = group_exposures(pictures, pairs)
    assert exposure.representative == "c"
    assert (exposure.clean, exposure.overlaid) == (("a", "c"), ("b",))


def test_order_changes_nothing():
    pictures = [picture(name) for name in "abcde"]
    pairs = [CopyPair("a", "e", "rotated", 0), CopyPair("b", "d", "re-saved", 1)]
    assert group_exposures(pictures, pairs) == group_exposures(pictures[::-1], pairs[::-1])


def bearing(name, *numbers):
    return picture(name, numbers=frozenset(numbers))


def test_pictures_with_different_numbers_are_never_one_exposure():
    pictures = [bearing("a", "1234"), bearing("b", "1235"), bearing("c")]
    pairs = [
        CopyPair("a", "b", "resaved", 1),
        CopyPair("a", "c", "overlaid", 9),
        CopyPair("b", "c", "overlaid", 4),
    ]
    exposures = group_exposures(pictures, pairs)
    assert [one.members for one in exposures] == [("a",), ("b", "c")]
    assert held_pairs(exposures, pairs) == (pairs[0], pairs[1])


def test_an_overlay_on_a_clean_copy_and_a_shared_number_stay_one_exposure():
    pictures = [bearing("a"), bearing("b", "1234"), bearing("c", "1234", "99")]
    pairs = [CopyPair("a", "b", "overlaid", 40), CopyPair("b", "c", "resaved", 2)]
    (exposure,) = group_exposures(pictures, pairs)
    assert exposure.members == ("a", "b", "c")


def test_a_pair_of_something_unknown_is_refused():
    with pytest.raises(BodyRefusal):
        group_exposures([picture("a")], [CopyPair("a", "b", "re-saved", 1)])


def test_a_pair_names_its_digests_in_order():
    with pytest.raises(BodyRefusal):
        CopyPair("b", "a", "re-saved", 1)


def test_exposures_come_back_from_their_records():
    (exposure,) = group_exposures([picture("a"), picture("b")], [CopyPair("a", "b", "re-saved", 1)])
    assert Exposure.from_record(exposure.to_record()) == exposure


def test_what_people_keep_apart_is_no_copy_whatever_way_leads_there():
    pictures = [picture("a"), picture("b"), picture("c")]
    pairs = [CopyPair("a", "c", "cropped", 1), CopyPair("b", "c", "cropped", 2)]
    together = group_exposures(pictures, pairs, [("a", "b"), ("a", "x")])
    assert [one.members for one in together] == [("a", "c"), ("b",)]
    assert held_pairs(together, pairs) == (pairs[1],)
