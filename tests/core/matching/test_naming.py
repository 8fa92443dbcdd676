"""A name that stands in a path or a paper speaks for a match, never against it, and says where it stands."""

from dataclasses import replace

import numpy as np
import pytest

from dalil.core.matching.candidates import propose
from dalil.core.matching.evidence import weigh
from dalil.core.matching.naming import SUBJECT, NamedBy, Naming
from dalil.core.matching.party import Party
from dalil.core.matching.roster import Roster
from dalil.core.names.split import split
from dalil.flows import naming

METHOD = naming.method()
BESIDE = {"birth_year": 1980, "birth_place": "تدمر", "number": "8123"}
CALLED = Naming(NamedBy.PATH, "3659 محمد أحمد الحلبي")


def party(identity, *names, by=None, **facts):
    return Party(identity, tuple(split(name) for name in names), naming=by, **facts)


def test_what_a_folder_is_called_hides_nobody_of_whom_all_else_agrees():
    claim = party("L:1", "خالد وليد الأتاسي", **BESIDE)
    labelled = party("I-1", "محمد أحمد الحلبي", **BESIDE)
    called, nameless = replace(labelled, naming=CALLED), replace(labelled, names=())
    assert propose([labelled], [claim], method=METHOD).proposals == ()
    (of_called,) = propose([called], [claim], method=METHOD).proposals
    (of_nameless,) = propose([nameless], [claim], method=METHOD).proposals
    assert of_called.ledger.weight == of_nameless.ledger.weight
    assert of_called.ledger.lines[0].subject == SUBJECT


def test_a_name_of_which_a_part_contradicts_is_left_out_though_the_rest_agrees():
    facts = {"number": "3659", "agency": "215", "birth_year": 1980}
    called = party("I-1", "محمد أحمد الحلبي", by=CALLED, **facts)
    claim = party("L:1", "محمد أحمد الحمصي", **facts)
    (one,) = propose([called], [claim], method=METHOD).proposals
    (other,) = propose([replace(called, names=())], [claim], method=METHOD).proposals
    assert one.ledger.weight == other.ledger.weight


@pytest.mark.parametrize("called_asked", [False, True])
def test_a_roster_holds_nothing_against_them_either(called_asked):
    claims = [party(f"L:{at}", name) for at, name in enumerate(("خالد وليد الأتاسي", "محمد أحمد الحلبي"))]
    called = party("I-1", "محمد أحمد الحلبي", by=CALLED)
    if called_asked:
        weights = Roster(claims, METHOD).weights(called)
    else:
        weights = np.array([Roster([called], METHOD).weights(claim)[0] for claim in claims])
    assert weights[0] == 0
    assert weights[1] > 0


def test_it_speaks_for_a_match_as_much_as_a_label_and_its_line_says_where_it_stands():
    claim = party("L:1", "محمد أحمد الحلبي")
    labelled = party("I-1", "محمد أحمد الحلبي")
    ledger = weigh(replace(labelled, naming=CALLED), claim, method=METHOD)
    assert ledger.weight == weigh(labelled, claim, method=METHOD).weight > 0
    first = ledger.lines[0]
    assert (first.left, first.right, first.weight) == ("محمد أحمد الحلبي", CALLED.where, 0)
    assert first.reason_ar.startswith("الاسم: ")


def test_of_several_papers_every_name_is_compared_and_shown():
    both = party("I-1", "سامر نبيل القباني", "محمد أحمد الحلبي", by=Naming(NamedBy.PAPER, "ab cd"))
    ledger = weigh(both, party("L:1", "محمد احمد حلبي"), method=METHOD)
    assert ledger.weight > 0
    assert ledger.lines[0].left == "سامر نبيل القباني / محمد أحمد الحلبي"
