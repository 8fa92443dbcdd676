"""Conflicts among answers: shown to who may see them, never resolved by the program."""

from dalil.core.matching.decision import Answer
from dalil.flows import decide, lists, match

LIST = """الاسم الثلاثي,اسم الأم,سنة الولادة,الهاتف
محمد احمد علي حلبي,فاطمة,1985,0944-11
أحمد محمد الحلبي,سعاد,1960,0955-11
"""


def imported(small, content=LIST, name="list.csv"):
    with small.writing() as vault:
        lists.import_list(vault, small.file(name, content), source="families", columns={})


def proposed(small):
    with small.writing("dalil/0") as vault:
        match.match(vault)


def answer(small, actor, match_id, said):
    with small.writing(actor) as vault:
        decide.decide(vault, match_id, Answer(said), "seen")


def test_two_lists_claiming_one_individual_are_a_conflict(small):
    imported(small)
    imported(small, "name,father,family\nمحمد,أحمد,الحلبي\n", "other.csv")
    proposed(small)
    same = [each.match.id for each in decide.matches(small.reading()) if each.match.individual == "I0001"]
    for each in same:
        with small.writing("amal") as vault:
            decided = decide.decide(vault, each, Answer("yes"), "seen")
    assert [(each.kind, each.subject) for each in decided.conflicts] == [
        ("individual-claimed-twice", "I0001")
    ]
    (found,) = decide.found_conflicts(small.reading())
    assert (found.kind, found.subject, sorted(found.matches)) == (
        "individual-claimed-twice",
        "I0001",
        sorted(same),
    )


def test_a_conflict_leads_nobody_who_may_still_answer_until_it_is_one_of_confirmed_matches(small):
    imported(small)
    imported(small, "name,father,family\nمحمد,أحمد,الحلبي\n", "other.csv")
    proposed(small)
    first, second = (
        each.match.id for each in decide.matches(small.reading()) if each.match.individual == "I0001"
    )
    answer(small, "basem", first, "yes")
    answer(small, "basem", second, "yes")
    assert decide.found_conflicts(small.reading("basem"))
    assert not decide.found_conflicts(small.reading("amal"))
    with small.writing("amal") as vault:
        assert not decide.decide(vault, first, Answer("yes"), "seen").conflicts
    answer(small, "dana", second, "yes")
    assert decide.found_conflicts(small.reading("ghada"))
