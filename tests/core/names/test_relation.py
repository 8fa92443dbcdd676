"""Each pattern of kinship takes its weight away, and what kin share with it."""

import pytest

from dalil.core.names.compare import compare
from dalil.core.names.parts import Part
from dalil.core.names.relation import RELATION_MILLIBITS, SHARED, Relation
from dalil.core.names.split import compose
from dalil.flows import naming

CHAIN = {"given": "عكرمة", "father": "ثابت", "grandfather": "نواف", "family": "الدروبي", "mother": "سلمى"}
PAIRS = {
    Relation.SWAPPED: {"given": "ثابت", "father": "عكرمة"},
    Relation.FATHER_AND_SON: {"given": "ثابت", "father": "نواف", "grandfather": "فواز", "mother": "هدى"},
    Relation.BROTHERS: {"given": "صهيب"},
    Relation.COUSINS: {"father": "فواز", "mother": ""},
    Relation.KINDRED: {"given": "صهيب", "father": "فواز"},
    Relation.HOMONYMS: {"mother": "خديجة"},
}


def name(**parts):
    return compose("", {Part(part): text for part, text in {**CHAIN, **parts}.items() if text})


@pytest.mark.parametrize("relation", Relation)
def test_a_pattern_weighs_what_it_says_and_takes_back_what_kin_share(relation):
    found = compare(name(), name(**PAIRS[relation]), method=naming.method())
    weights = {line.part: line.weight for line in found.parts}
    assert relation in weights
    shared = sum(max(0, weights.get(part, 0)) for part in SHARED[relation])
    assert weights[relation] == RELATION_MILLIBITS[relation] - shared
    assert RELATION_MILLIBITS[relation] <= -6_000


@pytest.mark.parametrize("relation", Relation)
def test_kin_of_rare_names_are_not_called_alike(relation):
    alike = compare(name(), name(), method=naming.method()).weight
    kin = compare(name(), name(**PAIRS[relation]), method=naming.method()).weight
    assert kin < alike - 14_000
