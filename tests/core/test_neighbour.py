from itertools import permutations

from dalil.core.neighbour import neighbours
from dalil.core.photograph import PhotographClass
from dalil.core.reading import Proposed, Unread
from dalil.core.sighting import Sighting, Station


def view(name, number, at, **more):
    outcome = Proposed(number, 990_000) if number else Unread("illegible")
    return Sighting(
        exposure=name,
        exhibits=(name,),
        photograph_class=more.pop("photograph_class", PhotographClass.LABELLED_INDIVIDUAL),
        number=outcome,
        stations=(Station(more.pop("folder", "F"), None, at),),
        **more,
    )


def test_views_whose_number_is_open_are_compared_with_two_that_follow_and_with_the_nearest_numbers():
    found = neighbours(
        [view("a", "12", 0), view("b", "", 2), view("c", "", 4), view("d", "", 6), view("e", "34", 8)]
    )
    assert found.open == (
        *(("a", other) for other in "bcd"),
        *(("b", other) for other in "cde"),
        *(("c", other) for other in "de"),
        ("d", "e"),
    )
    assert (found.same, found.different) == ((), ())


def test_neighbours_with_clear_numbers_tell_whether_pictures_say_anything():
    found = neighbours([view("a", "12", 0), view("b", "12", 2), view("c", "34", 4)])
    assert (found.open, found.same) == ((), (("a", "b"),))
    assert found.different == (("a", "c"), ("b", "c"))
    assert neighbours([view("a", "12", 0), view("b", "13", 2)]).open == (("a", "b"),)


def test_what_is_far_away_in_another_folder_or_no_person_is_compared_with_nothing():
    incident = view("b", "", 2, photograph_class=PhotographClass.INCIDENT)
    assert neighbours([view("a", "12", 0), incident]).all == ()
    assert neighbours([view("a", "12", 0), view("b", "", 61)]).all == ()
    assert neighbours([view("a", "12", 0), view("b", "", 2, folder="G")]).all == ()
    assert neighbours([view("a", "12", 0), view("a", "", 2, slot="34")]).all == ()


def test_the_order_of_sightings_changes_nothing():
    views = [view("a", "12", 0), view("b", "", 2), view("c", "34", 2), view("d", "", 70)]
    assert len({neighbours(order) for order in permutations(views)}) == 1
