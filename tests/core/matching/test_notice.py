"""Who has to hear that a match ended."""

import pytest

from dalil.core.matching.decision import Answer, Decision, MatchState
from dalil.core.matching.notice import Addressee, Kind, Reach, addressees, ceases

REACH = Reach(enquiries=["E0002", "E0001"], releases=["R0001"], lists=["L0001"])


def history(*pairs):
    return [Decision("M1", actor, Answer(answer)) for actor, answer in pairs]


def told(given, acting="dana", reach=REACH):
    return [(each.kind.value, each.who) for each in addressees(history(*given), reach, acting=acting)]


def test_everybody_hears_who_answered_or_can_have_been_told():
    assert told([("basem", "yes"), ("amal", "no")]) == [
        ("person", "amal"),
        ("person", "basem"),
        ("enquiry", "E0001"),
        ("enquiry", "E0002"),
        ("release", "R0001"),
        ("list", "L0001"),
    ]


def test_who_ends_it_knows_and_nobody_hears_twice():
    assert told([("amal", "yes"), ("AMAL ", "no"), ("basem", "yes")], acting=" Amal", reach=Reach()) == [
        ("person", "basem")
    ]


def test_a_match_that_nobody_affirmed_was_told_to_nobody_beside_those_who_answered():
    assert told([("amal", "no"), ("basem", "cannot-tell")]) == [("person", "amal"), ("person", "basem")]
    assert told([]) == []
    assert ("release", "R0001") in told([("amal", "yes"), ("amal", "no")]), "it was affirmed once"


@pytest.mark.parametrize("after", set(MatchState) - {MatchState.CONFIRMED})
def test_only_a_confirmed_match_ceases_to_be_confirmed(after):
    assert ceases(MatchState.CONFIRMED, after)
    assert not ceases(MatchState.CONFIRMED, MatchState.CONFIRMED)
    assert not ceases(MatchState.HALF, after)


def test_a_person_is_one_however_the_name_is_written():
    assert Addressee(Kind.PERSON, "Amal ").key == Addressee(Kind.PERSON, "amal").key
    assert Addressee(Kind.ENQUIRY, "E0001").key != Addressee(Kind.ENQUIRY, "e0001").key
