import random
from functools import partial

from dalil.core.matching.candidates import match_id
from dalil.core.matching.candidates import propose as proposed
from dalil.core.matching.evidence import weigh
from dalil.core.matching.party import Party
from dalil.core.names.compare import Verdict
from dalil.core.names.parts import Part
from dalil.core.names.split import compose, split
from dalil.flows import naming

propose = partial(proposed, method=naming.method())


def party(identity, *names, **facts):
    return Party(identity, tuple(split(name) for name in names), **facts)


INDIVIDUALS = [
    party("I1", "محمد أحمد الحلبي"),
    party("I2", "أحمد محمد الحلبي"),
    party("I3", "Khaled Walid al-Atassi"),
    party("I4", "سامر نبيل القباني", birth_year=1980),
    party("I5"),
]
CLAIMS = [
    party("L:1", "محمد احمد علي حلبي"),
    party("L:2", "خالد وليد الأتاسي"),
    party("L:3", "سامر نبيل قباني", birth_year=1981, birth_place="حمص"),
    party("L:4", "عكرمة ثابت الدغيم"),
]


def test_the_right_individual_is_proposed_and_father_and_son_are_not():
    found = propose(INDIVIDUALS, CLAIMS)
    assert [(each.claim, each.individual) for each in found.proposals] == [
        ("L:1", "I1"),
        ("L:2", "I3"),
        ("L:3", "I4"),
    ]
    assert found.compared == found.possible == 16


def test_order_changes_nothing():
    individuals, claims = list(INDIVIDUALS), list(CLAIMS)
    random.Random(1).shuffle(individuals)
    random.Random(2).shuffle(claims)
    assert propose(individuals, claims) == propose(INDIVIDUALS, CLAIMS)


def test_a_ledger_says_everything_in_both_languages():
    proposal = propose(INDIVIDUALS, CLAIMS).proposals[2]
    lines = {line.subject: line for line in proposal.ledger.lines}
    assert lines["birth-year"].level == "near"
    assert lines["birth-place"].weight == 0
    assert all(line.reason_en and line.reason_ar for line in lines.values())
    assert proposal.ledger.weight == sum(line.weight for line in lines.values())
    assert proposal.reasons()["verdict"] == Verdict.AGREE


def test_a_pair_has_one_id_for_ever():
    assert match_id("I1", "L:1") == "M" + match_id("I1", "L:1")[1:]
    assert len(match_id("I1", "L:1")) == 21
    assert match_id("I1", "L:1") != match_id("I1L", ":1")


def test_the_best_of_several_names_counts():
    several = party("I9", "قاسم", "محمد أحمد علي الحلبي")
    found = propose([several], CLAIMS[:1]).proposals
    assert found[0].ledger.verdict is Verdict.AGREE


def test_no_more_than_a_handful_is_shown():
    many = [party(f"I{at:03d}", "محمد أحمد الحلبي") for at in range(30)]
    assert len(propose(many, CLAIMS[:1]).proposals) == 5


def test_a_year_far_away_speaks_against():
    left, right = party("I", "سامر نبيل القباني", birth_year=1950), CLAIMS[2]
    near = propose(INDIVIDUALS, [right]).proposals[0].ledger.weight
    far = propose([left], [right]).proposals[0].ledger.weight
    assert far < near


def test_a_proposal_says_how_likely_it_is_and_equals_share_the_chance():
    twins = [party(f"I000{at}", "محمد أحمد الحلبي") for at in (1, 2)]
    other = party("I0003", "عكرمة قحطان الدروبي")
    claims = [party("L:1", "محمد أحمد الحلبي"), party("L:2", "عكرمة قحطان الدروبي")]
    found = propose([*twins, other], claims).proposals
    chance = {(each.claim, each.individual): each.chance_ppm for each in found}
    assert chance["L:1", "I0001"] == chance["L:1", "I0002"] <= 500_000
    assert chance["L:2", "I0003"] >= 990_000
    assert all(each.reasons()["chance_ppm"] == each.chance_ppm for each in found)


def test_a_slip_in_one_part_is_shown_to_people_and_kin_are_not():
    individual = party("I", "سامر نبيل محمود القباني")
    slips = [party("L:1", "سامر نبيل محمد القباني"), party("L:2", "سامر نبيل محمود القبناي")]
    kin = [
        party("L:3", "ماهر نبيل محمود القباني"),
        party("L:4", "نبيل سامر محمود القباني"),
        party("L:5", "سامر خالد محمود القباني"),
        party("L:6", "نبيل محمود القباني"),
    ]
    proposed = {each.claim for each in propose([individual], [*slips, *kin]).proposals}
    assert proposed == {"L:1", "L:2"}


def test_two_of_one_name_whose_mothers_differ_are_two_and_a_slip_in_the_mother_is_not():
    def born(identity, mother):
        name = compose("سامر نبيل القباني", {Part.MOTHER: mother})
        return Party(identity, (name,))

    claims = [born("L:1", "سناء العمري"), born("L:2", "سنء العمري"), born("L:3", "هدى الأتاسي")]
    found = propose([born("I", "سناء عمري")], claims).proposals
    assert {each.claim for each in found} == {"L:1", "L:2"}


def test_a_father_one_letter_apart_and_a_mistyped_given_name_are_not_proposed_however_much_agrees():
    born = {"birth_year": 1980, "birth_place": "تدمر", "number": "8123"}
    cousin = party("L:1", "سامر حسين القباني والدته سناء الأتاسي", **born)
    other = party("L:2", "Nabih Hasan al-Qabbani mother: Sanaa al-Atassi", **born)
    for name, claim in (("سامر", cousin), ("نبيل", other)):
        individual = party("I", f"{name} حسن القباني والدته سناء الأتاسي", **born)
        assert sum(line.weight for line in weigh(individual, claim, method=naming.method()).lines) >= 12_000
        assert propose([individual], [claim]).proposals == ()
