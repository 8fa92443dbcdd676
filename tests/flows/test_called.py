"""People whom folders and papers name are matched, and every such match says where the name stands."""

import pytest

from dalil.catalog import queries
from dalil.core.finding import sound
from dalil.core.matching.decision import Answer
from dalil.core.wording import RUNGS
from dalil.engine.local import LocalEngine
from dalil.flows import acquire, decide, examine, lists, match, verify, why, withdrawal
from dalil.flows.called import person_id
from dalil.flows.record import bring_up
from flows.labelled_world import LabelledWorld, drawn

FOLDER = "محمد أحمد الحلبي"
PAPER = "الموقوف عمر محمد الحموي رقم 3659\nوالدته هدى تولد حماة 1979"
LISTED = "الاسم,اسم الأم,سنة الولادة\n{}\n"
OURS = "محمد أحمد الحلبي,فاطمة,1985"
HIS = "عمر محمد الحموي,هدى,1979"


def world_of(folder, *labels, name="", papers=()):
    world = LabelledWorld(folder, len(labels), name)
    world.examine(*([("card", number)] if number else [] for number in labels))
    with_papers(world, folder, papers)
    world.regroup()
    return world


def with_papers(world, folder, papers):
    more = folder / "more"
    more.mkdir()
    for at, text in enumerate(papers):
        (more / f"{at}.txt").write_text(text, "utf-8")
    if papers:
        with world.writing() as vault:
            acquire.acquire(vault, bytes(more))
            examine.examine(vault, LocalEngine(1), "local:1")


def individuals_of(world):
    world.seen()
    return list(queries.individual.every())


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
    assert account.waterfall.among == 1


def test_a_name_of_a_folder_counts_on_the_ladder_once_two_people_confirm_as_its_rule_says(tmp_path):
    world = world_of(tmp_path, "3659", "3659", name=FOLDER)
    _, (one,) = matched(world, tmp_path, OURS)
    assert not any(row.named for row in queries.individual.ladder_rows(()))
    for actor in ("amal", "basem"):
        with world.writing(actor) as vault:
            decide.decide(vault, one.match.id, Answer.YES, "seen")
    world.seen()
    assert any(row.named for row in queries.individual.ladder_rows(()))
    rule = RUNGS["with-name"]
    assert rule.ar_rule.endswith("أما اسم المجلد أو الورقة فلا يُعدّ قبل ذلك.")
    assert rule.en_rule.endswith("does not count before that.")


def test_a_folder_that_holds_two_individuals_names_neither(tmp_path):
    world = world_of(tmp_path, "3659", "3660", name=FOLDER)
    done, shown = matched(world, tmp_path, OURS)
    assert (done.proposed, shown) == (0, [])


def test_a_folder_that_holds_some_of_the_photographs_names_nobody(tmp_path):
    world = LabelledWorld(tmp_path, 1, FOLDER, alike=True)
    other = tmp_path / "other"
    other.mkdir()
    (other / "9.png").write_bytes(drawn(0, 5))
    with world.writing() as vault:
        acquire.acquire(vault, bytes(other))
        bring_up(vault)
        world.digests = queries.photograph.pending()
    world.examine([("card", "3659")], [("card", "3659")])
    world.regroup()
    assert len(individuals_of(world)) == 1
    _, shown = matched(world, tmp_path, OURS)
    assert shown == []


def test_a_folder_that_was_not_examined_throughout_names_nobody(tmp_path):
    world = LabelledWorld(tmp_path, 2, FOLDER)
    world.examine([("card", "3659")], digests=world.digests[:1])
    world.regroup()
    _, shown = matched(world, tmp_path, OURS)
    assert shown == []


def test_a_folder_whose_words_are_names_only_mostly_names_nobody(tmp_path):
    world = world_of(tmp_path, "3659", name="محمد قرقماز الحلبي")
    _, shown = matched(world, tmp_path, "محمد قرقماز الحلبي,فاطمة,1985")
    assert shown == []


def test_a_year_that_papers_of_one_person_state_differently_is_none(tmp_path):
    world = world_of(tmp_path, "3659", papers=[PAPER, PAPER.replace("1979", "1984")])
    _, (one,) = matched(world, tmp_path, HIS)
    lines = {line["subject"]: line for line in one.reasons["lines"]}
    assert (lines["birth-year"]["left"], lines["birth-year"]["weight"]) == (None, 0)


def test_what_was_answered_is_weighed_again_when_a_label_says_otherwise(tmp_path):
    world = world_of(tmp_path, "3659", name=FOLDER)
    _, (one,) = matched(world, tmp_path, OURS)
    with world.writing("amal") as vault:
        decide.decide(vault, one.match.id, Answer.YES, "seen")
    for actor in ("amal", "basem"):
        world.reads(actor, f"{world.digests[0]}:0", "3659\nالاسم خالد وليد الأتاسي")
    world.regroup()
    with world.writing("dalil/0") as vault:
        assert match.match(vault)[0].proposed == 0
    (again,) = decide.matches(world.seen(""))
    assert (again.match.id, again.match.state) == (one.match.id, "half")
    assert (again.individual_name, again.named_by) == ("خالد وليد الأتاسي", "label")
    assert sum(line["weight"] for line in again.reasons["lines"]) < 0
    assert again.reasons["chance_ppm"] < 10_000


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


def test_papers_that_name_two_people_under_one_number_name_no_individual(tmp_path):
    other = PAPER.replace("عمر محمد الحموي", "زياد طارق العلي")
    world = world_of(tmp_path, "3659", papers=[PAPER, other])
    done, shown = matched(world, tmp_path, HIS, "زياد طارق العلي,هدى,1979")
    assert done.of_papers == done.proposed == 2
    (identity,) = {each.id for each in individuals_of(world)}
    assert all(each.reasons["lines"][0]["right"].endswith(identity) for each in shown)


def test_a_paper_that_agrees_with_the_label_brings_the_mother_that_parts_two_families(tmp_path):
    world = LabelledWorld(tmp_path, 1)
    world.examine([("card", "3659\nالاسم عمر محمد الحموي")])
    with_papers(world, tmp_path, [PAPER])
    world.regroup()
    _, (one,) = matched(world, tmp_path, HIS, "عمر محمد الحموي,خديجة العلي,1950")
    assert (one.claim_name, one.named_by) == ("عمر محمد الحموي", "label-and-paper")
    assert one.match.claim.endswith(":1")
    assert {line["subject"]: line["weight"] for line in one.reasons["lines"]}["mother"] > 0


def test_a_paper_that_contradicts_the_label_stands_for_itself(tmp_path):
    world = LabelledWorld(tmp_path, 1)
    world.examine([("card", "3659\nالاسم خالد وليد الأتاسي")])
    with_papers(world, tmp_path, [PAPER])
    world.regroup()
    _, shown = matched(world, tmp_path, HIS, "خالد وليد الأتاسي,منى,1960")
    assert {(each.claim_name, each.named_by) for each in shown} == {
        ("عمر محمد الحموي", "paper-alone"),
        ("خالد وليد الأتاسي", "label"),
    }


def test_whom_a_paper_alone_names_is_matched_as_a_person_of_that_paper(tmp_path):
    world = world_of(tmp_path, "4038", papers=[PAPER, PAPER + "\n", "لا أحد"])
    done, shown = matched(world, tmp_path, HIS)
    assert (done.proposed, done.of_papers) == (2, 2)
    assert {each.named_by for each in shown} == {"paper-alone"}
    assert len({each.match.individual for each in shown}) == 2
    assert all(each.match.individual.startswith("P-") for each in shown)
    assert "joined to no individual of the photographs" in shown[0].reasons["lines"][0]["reason_en"]


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


def test_whom_a_card_without_a_number_names_is_matched_once_for_all_its_photographs(tmp_path):
    world = LabelledWorld(tmp_path, 3)
    card = [("card", "الرتبة مجند\nالاسم عمر محمد الحموي")]
    world.examine(card, card, [("card", "3659")])
    world.regroup()
    assert len(individuals_of(world)) == 1
    _, (one,) = matched(world, tmp_path, HIS)
    assert (one.individual_name, one.named_by) == ("عمر محمد الحموي", "card-alone")
    assert one.match.individual == person_id("", "عمر محمد الحموي")
    assert one.reasons["lines"][0]["right"].endswith(" (+1)")
    assert "a card without a number" in one.reasons["lines"][0]["reason_en"]


def test_a_card_without_a_number_speaks_against_another_name_too(tmp_path):
    world = LabelledWorld(tmp_path, 1)
    world.examine([("card", "الرتبة مجند\nالاسم عمر محمد الحموي")])
    world.regroup()
    _, shown = matched(world, tmp_path, "عثمان محمد الحموي,هدى,1979")
    assert shown == []
