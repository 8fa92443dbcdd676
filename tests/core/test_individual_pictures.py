"""Individuals by more than their numbers: pictures that are alike, examinations, branches, agencies."""

from dataclasses import replace

from core.sighted import counts, members, sighting
from dalil.core.doubt import DoubtKind
from dalil.core.individual import group_individuals
from dalil.core.joint import NumberStatus
from dalil.core.link import Strength
from dalil.core.photograph import PhotographClass
from dalil.core.reading import Proposed
from dalil.core.resemblance import Resemblances
from dalil.core.sighting import Station


def alike(*pairs, against=False):
    """Pictures of these pairs are alike, in an archive where that counts."""
    agreeing = {pair[:2]: pair[2] for pair in pairs}
    return Resemblances(agreeing, speaks_for=True, speaks_against=against)


def test_views_of_an_unread_label_whose_pictures_are_alike_are_somebody_who_adds_nothing_to_the_low_count():
    views = [sighting("a", None, 0), sighting("b", None, 4), sighting("c", "3659", 30)]
    seen = alike(("a", "b", 20), ("b", "c", 0), ("a", "c", 0), against=True)
    grouping = group_individuals(views, (), seen)
    assert members(grouping) == [["a", "b"], ["c"]]
    assert grouping.individuals[0].number.status is NumberStatus.UNREAD
    assert counts(grouping) == (1, 2, 3)
    assert DoubtKind.UNREAD in [doubt.kind for doubt in grouping.individuals[0].doubts]
    assert "landmarks-agree" in {reason.code for reason in grouping.individuals[0].links[0].reasons}


def test_two_views_without_a_label_are_nobody_however_alike():
    bare = {"photograph_class": PhotographClass.NO_LABEL}
    grouping = group_individuals(
        [sighting("a", None, 0, **bare), sighting("b", None, 4, **bare)], (), alike(("a", "b", 20))
    )
    assert grouping.individuals == ()


def test_a_view_without_a_label_goes_where_its_picture_is_alike():
    bare = sighting("b", None, 4, photograph_class=PhotographClass.NO_LABEL)
    views = [sighting("a", "3659", 0), bare, sighting("c", "4038", 9)]
    assert members(group_individuals(views, (), alike(("b", "c", 12)))) == [["a"], ["b", "c"]]


def test_where_one_person_s_pictures_are_alike_a_near_one_that_is_not_is_only_possible():
    views = [sighting("a", "3659", 0), sighting("b", None, 4)]
    assert members(group_individuals(views)) == [["a", "b"]]
    grouping = group_individuals(views, (), alike(("a", "b", 0), against=True))
    assert members(grouping) == [["a"]]


def test_a_view_without_a_number_never_ties_two_numbers_together():
    views = [sighting("a", "3659", 0), sighting("b", None, 4), sighting("c", "4038", 9)]
    both = group_individuals(views, (), alike(("a", "b", 20), ("b", "c", 20)))
    assert len(both.individuals) == 2
    chain = [
        sighting("a", "3659", 0),
        sighting("b", None, 4),
        sighting("c", None, 8),
        sighting("d", "4038", 12),
    ]
    tied = alike(("a", "b", 20), ("b", "c", 20), ("c", "d", 20))
    assert len(group_individuals(chain, (), tied).individuals) == 2


def test_the_neighbour_that_is_not_excluded_takes_an_unread_label():
    views = [
        sighting("a", "3659", 0, agency="215"),
        sighting("b", None, 9, agency="227"),
        sighting("c", "140", 20, agency="227"),
    ]
    assert members(group_individuals(views)) == [["a"], ["b", "c"]]


def test_an_examination_number_taken_for_the_person_s_makes_no_second_individual():
    views = [
        sighting("a", "1221", 0, agency="227", examination="1526"),
        sighting("b", "1526", 9, agency="227"),
        sighting("c", "1221", 12, agency="227", examination="1526"),
    ]
    (one,) = group_individuals(views).individuals
    assert one.number.value == "1221"


def test_the_same_examination_number_holds_views_together_whose_number_is_unread():
    views = [
        sighting("a", None, folder="F", examination="1526"),
        sighting("b", None, folder="G", examination="1526"),
    ]
    assert members(group_individuals(views)) == []
    near = [replace(one, agency="215") for one in views]
    (one,) = group_individuals(near).individuals
    assert [member.sighting for member in one.members] == ["a", "b"]
    far = [near[0], replace(near[1], examination="2901")]
    assert members(group_individuals(far)) == []


def test_single_digits_are_never_misread_into_one_another():
    views = [sighting("a", "2", 0), sighting("b", "2", 4), sighting("c", "2", 8), sighting("d", "1", 20)]
    assert members(group_individuals(views)) == [["a", "b", "c"], ["d"]]


def test_a_number_that_is_hardly_read_gives_way_to_pictures_that_are_alike():
    views = [sighting("a", "2897", 0, agency="251"), sighting("b", Proposed("4", 498_000), 4, agency="251")]
    assert len(group_individuals(views).individuals) == 2
    assert len(group_individuals(views, (), alike(("a", "b", 20))).individuals) == 1
    surely = [views[0], sighting("b", "4", 4, agency="251")]
    assert len(group_individuals(surely, (), alike(("a", "b", 20))).individuals) == 2


def test_a_view_without_an_agency_never_ties_two_agencies_together():
    """One number at two agencies on one day: the view between them goes to one."""
    views = [
        sighting("a", "3217", 0, agency="215"),
        sighting("b", "3217", 9),
        sighting("c", "3217", 22, agency="220"),
        sighting("d", "3217", 26, agency="220"),
    ]
    assert len(group_individuals(views).individuals) == 2
    misread = [replace(views[0], agency="221"), *views[1:]]
    assert len(group_individuals(misread).individuals) == 1


def test_one_number_with_other_people_between_and_one_agency_unread_is_only_likely():
    """A body is photographed in one go: the number that comes back may be another agency's."""
    before, between = sighting("a", "103", 0), [sighting("b", "77", 20), sighting("c", "78", 40)]
    after = sighting("d", "103", 72, agency="251")
    assert strengths([before, *between, after]) == [Strength.LIKELY]
    assert strengths([before, after]) == [Strength.CERTAIN]
    assert strengths([replace(before, agency="251"), *between, after]) == [Strength.CERTAIN]


def strengths(views):
    return [link.strength for one in group_individuals(views).individuals for link in one.links]


def test_a_branch_taken_for_the_number_gives_way_to_pictures_that_are_alike():
    views = [sighting("a", "3659", 0, agency="215"), sighting("b", "215", 4), sighting("c", "215", 6)]
    assert len(group_individuals(views).individuals) == 2
    (one,) = group_individuals(views, (), alike(("a", "b", 20), ("a", "c", 20))).individuals
    assert (one.number.value, one.agency) == ("3659", "215")


def test_photographs_next_to_each_other_in_the_camera_are_near_in_any_folder():
    first, other = (
        replace(sighting(name, "30", date=None, agency="248"), stations=(Station(folder, count, seconds),))
        for name, folder, count, seconds in (("a", "F", 2003, 51), ("b", "G", 2004, 57))
    )
    assert len(group_individuals([first, other]).individuals) == 1
    later = replace(other, stations=(Station("G", 2004, 500),))
    assert len(group_individuals([first, later]).individuals) == 2
