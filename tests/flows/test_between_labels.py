import pytest

from dalil import profiles
from dalil.core.exposure import CopyPair, group_exposures, held_pairs
from dalil.core.individual import group_individuals
from dalil.core.reading import PEOPLE_ONLY
from dalil.flows.between_labels import between_labels
from dalil.flows.photograph_fields import photograph_fields
from dalil.flows.sightings import sightings_of
from dalil.flows.witnesses import witness_of

PROFILE = profiles.load("syria")


def photograph(digest, *lines, confidence=995_000, surface="overlay"):
    read = [
        {"text": one, "digits": "western", "confidence_ppm": confidence, "alternatives": []} for one in lines
    ]
    return witness_of(
        {
            "digest": digest,
            "size": 9,
            "identify": {"family": "photograph"},
            "refusal": None,
            "metadata": None,
            "picture": {"width": 4, "height": 3},
            "labels": [{"surface": surface, "box": [], "lines": read}] if lines else [],
        },
        [b"x/" + digest.encode()],
        PROFILE,
    )


def grouped(*witnesses, pairs=()):
    known = {one.digest: one for one in witnesses}
    exposures = group_exposures([one.picture for one in witnesses], pairs)
    sightings = [
        one
        for each in exposures
        for one in sightings_of(each, [known[member] for member in each.members], PEOPLE_ONLY)[2]
    ]
    individuals = group_individuals(sightings).individuals
    named = [(f"I-{place}", one) for place, one in enumerate(individuals)]
    rows = between_labels(known, exposures, held_pairs(exposures, pairs), named)
    return exposures, sorted((row.code, row.subject, row.detail) for row in rows)


def test_photographs_that_look_alike_and_bear_other_numbers_are_listed():
    exposures, rows = grouped(
        photograph("a", "1234"), photograph("b", "1235"), pairs=[CopyPair("a", "b", "resaved", 2)]
    )
    assert len(exposures) == 2
    assert rows == [
        ("copies-with-two-numbers", "a", "1234 | 1235"),
        ("copies-with-two-numbers", "b", "1235 | 1234"),
    ]


def test_agencies_that_differ_on_labels_of_one_individual_are_counted():
    copies = [
        photograph("a", "227/40"),
        photograph("b", "227/40"),
        photograph("c", "235/40", confidence=500_000),
    ]
    pairs = [CopyPair("a", "b", "resaved", 2), CopyPair("b", "c", "resaved", 2)]
    _, rows = grouped(*copies, pairs=pairs)
    assert rows == [("labels-with-two-agencies", "I-0", "227 ×2 | 235 ×1")]


@pytest.mark.parametrize("own", ["1234", ""])
def test_a_photographs_label_is_its_own_and_another_copys_says_so(own):
    mine = photograph("a", own, confidence=700_000) if own else photograph("a")
    said = photograph_fields(mine, [mine, photograph("b", "1239")])["detainee_number"]
    assert (said["value"], said.get("from")) == ((own, None) if own else ("1239", "b"))
