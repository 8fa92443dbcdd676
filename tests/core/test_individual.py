from dataclasses import replace

import pytest

from core.sighted import counts, members, sighting
from dalil.core.decision import Decision, DecisionKind
from dalil.core.errors import BodyRefusal
from dalil.core.evidence import WEIGHTS
from dalil.core.individual import Role, group_individuals
from dalil.core.joint import NumberStatus
from dalil.core.link import Link, Strength
from dalil.core.moment import PartialDate
from dalil.core.photograph import PhotographClass
from dalil.core.reading import Dispute, Proposed, Settled, Unread
from dalil.core.sighting import Station


def test_the_same_number_agency_and_month_are_one_individual():
    grouping = group_individuals(
        [sighting("a", "3659", agency="215"), sighting("b", "3659", agency="215", folder="G")]
    )
    assert members(grouping) == [["a", "b"]]
    assert counts(grouping) == (1, 1, 1)
    (link,) = grouping.individuals[0].links
    assert link.strength is Strength.CERTAIN
    assert ("number-same", 35, "3659") in [(r.code, r.weight_db, r.detail) for r in link.reasons]


def test_the_same_number_at_another_agency_is_another_individual():
    grouping = group_individuals([sighting("a", "3659", agency="215"), sighting("b", "3659", agency="227")])
    assert counts(grouping) == (2, 2, 2)


def test_the_same_number_in_another_year_is_another_individual():
    late = sighting("b", "3659", agency="215", date=PartialDate(2019, 3, 15), folder="G")
    assert counts(group_individuals([sighting("a", "3659", agency="215"), late])) == (2, 2, 2)


def test_the_number_alone_is_never_enough():
    pair = [sighting("a", "3659", date=None), sighting("b", "3659", date=None, folder="G")]
    assert counts(group_individuals(pair)) == (1, 2, 2)


def test_number_and_agency_without_a_period_are_only_possible():
    pair = [
        sighting("a", "3659", date=None, agency="215"),
        sighting("b", "3659", date=None, agency="215", folder="G"),
    ]
    assert counts(group_individuals(pair)) == (1, 2, 2)


def test_number_and_folder_without_more_are_likely():
    pair = [sighting("a", "3659", date=None), sighting("b", "3659", date=None)]
    grouping = group_individuals(pair)
    assert counts(grouping) == (1, 1, 2)
    assert Role.UNCERTAIN in {member.role for member in grouping.individuals[0].members}


def test_a_short_number_without_an_agency_in_common_proves_less():
    pair = [sighting("a", "36", date=None), sighting("b", "36", date=None)]
    assert counts(group_individuals(pair)) == (2, 2, 2)
    pair = [sighting("a", "36", agency="215"), sighting("b", "36", agency="215", folder="G")]
    assert counts(group_individuals(pair)) == (1, 1, 1)
    pair = [sighting("a", "36"), sighting("b", "36", folder="G")]
    assert counts(group_individuals(pair)) == (1, 2, 2)
    plates = [sighting("a", "1", series="أهم"), sighting("b", "1", series="أهم", folder="G")]
    assert counts(group_individuals(plates)) == (1, 1, 1)


def test_one_number_with_another_between_is_likely_where_not_both_labels_name_the_agency():
    def counted(first, last):
        views = [sighting("a", "3659", 0, agency=first), sighting("c", "3659", 300, agency=last)]
        return counts(group_individuals([*views, sighting("b", "4038", 100)]))

    assert counted("215", "215") == (2, 2, 2)
    assert counted("215", "") == (2, 2, 3)
    assert counted("", "") == (2, 2, 2), "a plate stands in many places"


def test_letters_of_a_plate_tell_equal_numbers_apart():
    pair = [sighting("a", "6666", series="د د د"), sighting("b", "6666", series="وو")]
    assert counts(group_individuals(pair)) == (2, 2, 2)
    pair = [sighting("a", "6666", series="د د د", date=None), sighting("b", "6666", series="ددد", date=None)]
    assert counts(group_individuals(pair)) == (1, 1, 1)


def test_an_unread_label_between_two_of_one_person_is_probably_theirs():
    grouping = group_individuals([sighting("a", "3659", 0), sighting("b", None, 4), sighting("c", "3659", 9)])
    (individual,) = grouping.individuals
    assert [member.role for member in individual.members] == [Role.SOLE, Role.UNCERTAIN, Role.SOLE]


def test_an_unlabelled_view_between_two_of_one_person_is_proposed():
    bare = sighting("b", None, 4, photograph_class=PhotographClass.NO_LABEL)
    grouping = group_individuals([sighting("a", "3659", 0), bare, sighting("c", "3659", 9)])
    assert members(grouping) == [["a", "b", "c"]]
    assert grouping.individuals[0].members[1].role is Role.UNCERTAIN


def test_an_unlabelled_view_between_two_people_belongs_to_nobody():
    bare = sighting("b", None, 4, photograph_class=PhotographClass.NO_LABEL)
    grouping = group_individuals([sighting("a", "3659", 0), bare, sighting("c", "4038", 9)])
    assert members(grouping) == [["a"], ["c"]]
    assert [one.why for one in grouping.unplaced] == ["no-label"]


def test_a_view_between_equal_numbers_of_two_agencies_belongs_to_nobody():
    bare = sighting("b", None, 4, photograph_class=PhotographClass.NO_LABEL)
    sides = [sighting("a", "1006", 0, agency="215"), sighting("c", "1006", 9, agency="227")]
    assert members(group_individuals([*sides, bare])) == [["a"], ["c"]]


def test_seconds_alone_never_join_two_numbers():
    grouping = group_individuals([sighting("a", "3659", 0), sighting("b", "3660", 2)])
    assert counts(grouping) == (2, 2, 2)


def test_an_unread_label_that_stands_alone_may_be_another_person():
    grouping = group_individuals([sighting("a", "3659", 0), sighting("b", None, 5000)])
    assert counts(grouping) == (1, 1, 2)
    assert grouping.unplaced[0].may_be_another


def test_a_misread_number_between_two_equal_ones_is_theirs():
    views = [sighting("a", "3659", 0), sighting("b", "3859", 4), sighting("c", "3659", 9)]
    (individual,) = group_individuals(views).individuals
    assert individual.number.value == "3659"
    assert individual.number.others == ("3859",)


def test_incidents_and_papers_are_never_grouped():
    incident = sighting("b", "3659", 3, photograph_class=PhotographClass.INCIDENT)
    grouping = group_individuals([sighting("a", "3659", 0), incident])
    assert members(grouping) == [["a"]]
    assert grouping.unplaced[0].why == "incident"


def test_two_people_in_one_frame_are_never_one():
    several = {"photograph_class": PhotographClass.SEVERAL_PEOPLE, "agency": "215"}
    grouping = group_individuals(
        [
            sighting("a", "3659", slot="3659", **several),
            sighting("a", "4038", slot="4038", **several),
            sighting("b", "3659", agency="215"),
        ]
    )
    assert members(grouping) == [["a#3659", "b"], ["a#4038"]]
    roles = {member.sighting: member.role for one in grouping.individuals for member in one.members}
    assert roles["a#3659"] is Role.ONE_OF_SEVERAL


def test_people_who_keep_apart_win_over_every_link():
    views = [sighting("a", "3659", 0, agency="215"), sighting("b", "3659", 3, agency="215")]
    split = Decision(1, DecisionKind.KEPT_APART, ("a",), ("b",))
    grouping = group_individuals(views, [split])
    assert counts(grouping) == (2, 2, 2)
    assert all(individual.reviewed for individual in grouping.individuals)


def test_kept_apart_holds_across_other_links():
    views = [sighting(name, "3659", agency="215") for name in "abc"]
    grouping = group_individuals(views, [Decision(1, DecisionKind.KEPT_APART, ("a",), ("c",))])
    assert len(grouping.individuals) == 2


def test_people_who_join_win_over_missing_links():
    views = [sighting("a", "3659", agency="215"), sighting("b", None, date=None, folder="G")]
    grouping = group_individuals(views, [Decision(1, DecisionKind.JOINED, ("a",), ("b",))])
    assert members(grouping) == [["a", "b"]]
    assert grouping.individuals[0].links[0].strength is Strength.DECIDED


def test_a_join_hides_no_reason_that_evidence_gives():
    views = [sighting(name, "3659", agency="215") for name in "abc"]
    views += [sighting(name, "4038", agency="215") for name in "xyz"]
    before = {(link.a, link.b) for one in group_individuals(views).individuals for link in one.links}
    decision = Decision(8, DecisionKind.JOINED, ("a", "b", "c"), ("x", "y", "z"))
    (joined,) = group_individuals(views, [decision]).individuals
    decided = [link for link in joined.links if link.strength is Strength.DECIDED]
    assert {(link.a, link.b) for link in joined.links if link not in decided} == before
    assert [link.reasons[0].detail for link in decided] == ["8"]


def test_a_join_that_contradicts_an_older_split_is_listed():
    views = [sighting(name, str(index)) for index, name in enumerate("abc")]
    decisions = [
        Decision(1, DecisionKind.JOINED, ("a",), ("b",)),
        Decision(2, DecisionKind.KEPT_APART, ("a",), ("c",)),
        Decision(3, DecisionKind.JOINED, ("b",), ("c",)),
    ]
    assert group_individuals(views, decisions).overruled == (("b", "c"),)


def test_what_is_set_aside_is_not_grouped():
    views = [sighting("a", "3659"), sighting("b", "3659")]
    grouping = group_individuals(views, [Decision(1, DecisionKind.SET_ASIDE, ("b",))])
    assert members(grouping) == [["a"]]
    assert grouping.unplaced[0].why == "set-aside"


def test_a_decision_about_a_copy_holds_for_its_exposure():
    views = [sighting("a", "3659", exhibits=("a", "z")), sighting("b", "3659")]
    grouping = group_individuals(views, [Decision(1, DecisionKind.KEPT_APART, ("z",), ("b",))])
    assert len(grouping.individuals) == 2


@pytest.mark.parametrize(
    ("numbers", "value", "status"),
    [
        ([Settled("3659", "two-people"), Proposed("3859", 900_000)], "3659", NumberStatus.SETTLED),
        ([Settled("3659", "x"), Settled("3859", "x")], "3659", NumberStatus.DISPUTED),
        ([Proposed("3659", 900_000)] * 3 + [Proposed("3859", 900_000)], "3659", NumberStatus.PROPOSED),
        ([Proposed("3659", 900_000), Proposed("3859", 900_000)], "3659", NumberStatus.DISPUTED),
        ([Dispute(("3659", "3859")), Unread("illegible")], "", NumberStatus.DISPUTED),
        ([Proposed("417", 900_000), Proposed("0417", 900_000)], "0417", NumberStatus.PROPOSED),
    ],
)
def test_all_views_give_the_number_together(numbers, value, status):
    views = [sighting(f"{index}", number) for index, number in enumerate(numbers)]
    joins = [Decision(n, DecisionKind.JOINED, ("0",), (f"{n}",)) for n in range(1, len(views))]
    (individual,) = group_individuals(views, joins).individuals
    assert (individual.number.value, individual.number.status) == (value, status)


def test_unread_labels_that_people_joined_are_an_individual_without_a_number():
    views = [sighting("a", None, folder="F"), sighting("b", None, folder="G")]
    (one,) = group_individuals(views, [Decision(1, DecisionKind.JOINED, ("a",), ("b",))]).individuals
    assert one.number.status is NumberStatus.UNREAD


def test_agency_and_period_are_what_most_views_say():
    views = [
        sighting("a", "3659", agency="215"),
        sighting("b", "3659", agency="2?5", date=PartialDate(2018), date_source="folder"),
        sighting("c", "3659", agency="215", date=PartialDate(2011, 1, 1), date_source="camera"),
    ]
    (individual,) = group_individuals(views).individuals
    assert (individual.agency, individual.period) == ("215", "2018-03")


def test_without_camera_times_the_running_number_gives_the_order():
    def at(name, number, sequence):
        return replace(sighting(name, number), stations=(Station("F", sequence),))

    views = [at("a", "3659", 11), at("b", None, 12), at("c", "3659", 13)]
    (individual,) = group_individuals(views).individuals
    assert [member.sighting for member in individual.members] == ["a", "b", "c"]
    codes = {reason.code for link in individual.links for reason in link.reasons}
    assert {"sequence-next", "between-two"} <= codes


def test_a_partly_read_number_that_fits_its_neighbour_is_theirs():
    views = [sighting("a", "3659", 0), sighting("b", Unread("partial", ("36?9",)), 4)]
    grouping = group_individuals(views)
    assert members(grouping) == [["a", "b"]]
    assert "number-fits" in {reason.code for reason in grouping.individuals[0].links[0].reasons}


def test_two_settled_numbers_are_never_joined_by_order():
    views = [
        sighting("a", Settled("3659", "two-people"), 0),
        sighting("b", Settled("3859", "two-people"), 4),
        sighting("c", Settled("3659", "two-people"), 9),
    ]
    assert members(group_individuals(views)) == [["a", "c"], ["b"]]


def test_a_link_of_unknown_strength_is_refused():
    grouping = group_individuals([sighting("a", "3659", 0), sighting("b", "3659", 5)])
    (link,) = grouping.individuals[0].links
    with pytest.raises(BodyRefusal):
        Link.from_record({**link.to_record(), "strength": "absolute"})


def test_a_link_comes_back_from_its_record_and_adds_up():
    grouping = group_individuals([sighting("a", "3659", 0), sighting("b", "3659", 5)])
    (link,) = grouping.individuals[0].links
    assert Link.from_record(link.to_record()) == link
    assert link.weight_db == sum(WEIGHTS[reason.code] for reason in link.reasons)
