"""People whom folders and papers name are matched, and every such match says where the name stands."""

import pytest

from dalil.core.finding import sound
from dalil.core.matching.decision import Answer
from dalil.engine.local import LocalEngine
from dalil.flows import acquire, decide, examine, lists, match, verify, why, withdrawal
from dalil.flows.called import person_id
from flows.labelled_world import LabelledWorld

FOLDER = "محمد أحمد الحلبي"
PAPER = "الموقوف عمر محمد الحموي رقم 3659\nوالدته هدى تولد حماة 1979"
LISTED = "الاسم,اسم الأم,سنة الولادة\n{}\n"
OURS = "محمد أحمد الحلبي,فاطمة,1985"
HIS = "عمر محمد الحموي,هدى,1979"


def world_of(folder, *labels, name="", papers=()):
    world = LabelledWorld(folder, len(labels), name)
    world.examine(*([("card", number)] if number else [] for number in labels))
    if papers:
        more = folder / "more"
        more.mkdir()
        for at, text in enumerate(papers):
            (more / f"{at}.txt").write_text(text, "utf-8")
        with world.writing() as vault:
            acquire.acquire(vault, bytes(more))
            examine.examine(vault, LocalEngine(1), "local:1")
    world.regroup()
    return world


def matched(world, folder, *rows, content=""):
    path = folder / "list.csv"
    path.write_text(content or LISTED.format("\n".join(rows)), "utf-8")
    with world.writing() as vault:
        lists.import_list(vault, str(path), source="families", columns={})
    with world.writing("dalil/0") as vault:
        done = match.match(vault)
    return done[0], decide.matches(world.seen(""))


def test_a_folder_that_holds_one_individual_names_it(tmp_path):
    world = world_of(tmp_path, "3659", "3659", name=FOLDER)
    done, (one,) = matched(world, tmp_path, OURS)
    assert (done.proposed, done.of_papers) == (1, 0)
    assert (one.individual_name, one.named_by) == (FOLDER, "path")
    first, *_ = one.reasons["lines"]
    assert (first["subject"], first["weight"], first["right"]) == ("named-by", 0, FOLDER)
    assert "stands on no label" in first["reason_en"]
    account = why.why(world.seen(""), one.match.id)
    assert (account.individual_name, account.named_by) == (FOLDER, "path")
    assert account.waterfall.individuals == 1


def test_a_folder_that_holds_two_individuals_names_neither(tmp_path):
    world = world_of(tmp_path, "3659", "3660", name=FOLDER)
    done, shown = matched(world, tmp_path, OURS)
    assert (done.proposed, shown) == (0, [])


@pytest.mark.parametrize("name", [f"{FOLDER} وخالد وليد الأتاسي", "صور من أحمد"])
def test_a_folder_called_by_two_people_or_by_one_word_names_nobody(tmp_path, name):
    _, shown = matched(world_of(tmp_path, "3659", name=name), tmp_path, OURS, "خالد وليد الأتاسي,هدى,1979")
    assert shown == []


def test_of_folders_within_one_another_the_innermost_names(tmp_path):
    world = world_of(tmp_path, "3659", name=f"خالد وليد الأتاسي/{FOLDER}")
    _, shown = matched(world, tmp_path, OURS, "خالد وليد الأتاسي,هدى,1979")
    assert [each.claim_name for each in shown] == [FOLDER]


def test_what_a_label_says_stands_above_what_a_folder_is_called(tmp_path):
    world = LabelledWorld(tmp_path, 1, FOLDER)
    world.examine([("card", "1234\nالاسم خالد وليد الأتاسي")])
    world.regroup()
    _, (one,) = matched(world, tmp_path, OURS, "خالد وليد الأتاسي,هدى,1979")
    assert (one.individual_name, one.named_by) == ("خالد وليد الأتاسي", "label")


def test_a_paper_with_a_number_names_whose_it_is_and_brings_mother_and_year(tmp_path):
    world = world_of(tmp_path, "3659", "4038", papers=[PAPER])
    done, (one,) = matched(world, tmp_path, HIS)
    assert (done.proposed, done.of_papers) == (1, 0)
    assert (one.individual_name, one.named_by) == ("عمر محمد الحموي", "paper")
    assert one.match.individual.startswith("I-")
    weights = {line["subject"]: line["weight"] for line in one.reasons["lines"]}
    assert weights["mother"] > 0
    assert weights["birth-year"] > 0


def test_whom_a_paper_alone_names_is_matched_as_a_person_of_that_paper(tmp_path):
    world = world_of(tmp_path, "4038", papers=[PAPER, PAPER + "\n", "لا أحد"])
    done, shown = matched(world, tmp_path, HIS)
    assert (done.proposed, done.of_papers) == (2, 2)
    assert {each.named_by for each in shown} == {"paper-alone"}
    assert len({each.match.individual for each in shown}) == 2
    assert all(each.match.individual.startswith("P-") for each in shown)
    assert "no individual of the photographs" in shown[0].reasons["lines"][0]["reason_en"]


def test_two_papers_for_one_claim_are_no_conflict_and_two_claims_for_one_paper_are(tmp_path):
    world = world_of(tmp_path, "4038", papers=[PAPER, PAPER + "\n"])
    _, shown = matched(world, tmp_path, HIS, HIS.replace("1979", "1980"))
    for each in shown:
        if each.match.claim.endswith(":1"):
            with world.writing("amal") as vault:
                decide.decide(vault, each.match.id, Answer.YES, "seen")
    assert decide.found_conflicts(world.seen()) == ()
    with world.writing("amal") as vault:
        decide.decide(vault, shown[-1].match.id, Answer.YES, "seen")
    (found,) = decide.found_conflicts(world.seen())
    assert found.kind == "individual-claimed-twice"
    assert decide.subjects(world.seen())[found.subject] == "عمر محمد الحموي"


def test_again_nothing_is_new_and_a_withdrawn_row_takes_what_it_was_called_along(tmp_path):
    world = world_of(tmp_path, "3659", name=FOLDER, papers=[PAPER.replace("3659", "77")])
    matched(world, tmp_path, OURS, HIS)
    with world.writing("dalil/0") as vault:
        assert match.match(vault)[0].already
    with world.writing() as vault:
        withdrawal.withdraw(vault, "L0001", 1, "the family asked")
    gone, kept = decide.matches(world.seen(""))
    assert (gone.individual_name, gone.named_by) == (None, None)
    assert kept.individual_name == "عمر محمد الحموي"
    assert sound(verify.verify(world.path))


def test_the_person_of_a_paper_keeps_the_id_while_the_paper_says_the_same():
    one = person_id("a" * 64, "عمر محمد الحموي")
    assert one == person_id("a" * 64, "عمر  محمد الحموي")
    assert one not in {person_id("b" * 64, "عمر محمد الحموي"), person_id("a" * 64, "عمر محمد")}
