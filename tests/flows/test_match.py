import pytest

from dalil import profiles
from dalil.core.finding import sound
from dalil.core.matching.decision import Answer, MatchState, MatchUnknown, MatchWithdrawn, SameActorAgain
from dalil.flows import decide, lists, match, profile, rebuild, verify, withdrawal
from dalil.flows import vault as vaults
from dalil.flows.person import ActorUnnamed
from dalil.flows.vault import World
from dalil.intake.list_columns import Field

LIST = """الاسم الثلاثي,اسم الأم,سنة الولادة,الهاتف
محمد احمد علي حلبي,فاطمة,1985,0944-11
أحمد محمد الحلبي,سعاد,1960,0955-11
خالد وليد أتاسي,هدى,٢٠٠١,0966-11
,,,
"""


def imported(small, content=LIST, name="list.csv"):
    path = small.file(name, content)
    with small.writing() as vault:
        return lists.import_list(vault, path, source="families", columns={})


def proposed(small):
    with small.writing("dalil/0") as vault:
        return match.match(vault)


def answer(small, actor, match_id, said):
    with small.writing(actor) as vault:
        return decide.decide(vault, match_id, Answer(said), "seen").state


def test_every_row_is_a_payload_or_a_refusal_and_the_log_holds_no_name(small):
    done = imported(small)
    assert (done.list, done.rows, dict(done.refused)) == ("L0001", 3, {"list-row-empty": 1})
    (event,) = small.events("list-imported")
    assert len(event.payloads) == 3
    entries = b"".join(event.entry() for _, event in small.reading().journal.events())
    for private in ("حلبي", "فاطمة", "0944-11"):
        assert private.encode() not in entries
    assert imported(small).already


def test_the_right_individual_is_proposed_with_its_reasons(small):
    imported(small)
    (done,) = proposed(small)
    shown = decide.matches(small.reading())
    assert done.proposed == 2
    assert [(each.match.claim, each.match.individual) for each in shown] == [
        ("L0001:1", "I0001"),
        ("L0001:3", "I0002"),
    ]
    record = shown[0].to_record(blind=True)
    assert "score_ppm" not in record
    assert all("weight" not in line for line in record["reasons"])
    assert any("father" in line["reason_en"] for line in record["reasons"])


def test_a_clock_that_was_never_set_does_not_take_the_right_family_away(small):
    imported(small, "name,missing since\nمحمد أحمد الحلبي,2014-02-01\nخالد وليد الأتاسي,2014-02-01\n")
    proposed(small)
    lines = {
        each.match.individual: next(line for line in each.reasons["lines"] if line["subject"] == "taken-dead")
        for each in decide.matches(small.reading())
    }
    assert (lines["I0001"]["weight"], lines["I0002"]["weight"]) == (-10_000, -2_000)
    assert "a camera's clock that may be wrong" in lines["I0002"]["reason_en"]


def test_two_different_people_confirm_and_a_run_again_forgets_nothing(small):
    imported(small)
    proposed(small)
    first, second = (each.match.id for each in decide.matches(small.reading()))
    assert answer(small, "amal", first, "yes") is MatchState.HALF
    with pytest.raises(SameActorAgain):
        answer(small, "Amal", first, "yes")
    assert answer(small, "basem", first, "yes") is MatchState.CONFIRMED
    assert answer(small, "amal", second, "no") is MatchState.HALF
    assert answer(small, "carine", second, "no") is MatchState.REJECTED
    assert proposed(small)[0].already
    imported(small, LIST + "عكرمة ثابت,,,\n", "longer.csv")
    proposed(small)
    states = {each.match.id: each.match.state for each in decide.matches(small.reading())}
    assert states[first] is MatchState.CONFIRMED
    assert states[second] is MatchState.REJECTED


def test_a_machine_never_decides(small):
    imported(small)
    proposed(small)
    (one, *_) = decide.matches(small.reading())
    for actor in (vaults_tool(), " "):
        with pytest.raises(ActorUnnamed):
            answer(small, actor, one.match.id, "yes")


def vaults_tool():
    from dalil.flows.vault import TOOL

    return TOOL


def test_an_unknown_match_is_refused(small):
    with pytest.raises(MatchUnknown):
        answer(small, "amal", "M0", "yes")


def test_a_withdrawn_row_is_erased_everywhere_and_the_vault_stays_sound(small):
    imported(small)
    proposed(small)
    one = decide.matches(small.reading())[0].match
    with small.writing() as vault:
        withdrawal.withdraw(vault, "L0001", 1, "the family asked")
    with pytest.raises(MatchWithdrawn):
        answer(small, "amal", one.id, "yes")
    held = b"".join(
        path.read_bytes() for path in (small.folder / "vault" / "payloads").rglob("*") if path.is_file()
    )
    assert "محمد احمد علي حلبي".encode() not in held
    assert "وليد أتاسي".encode() in held
    shown = decide.matches(small.reading())
    assert shown[0].reasons is None
    assert sound(verify.verify(small.path))
    with pytest.raises(withdrawal.RowWithdrawn), small.writing() as vault:
        withdrawal.withdraw(vault, "L0001", 1, "again")
    with pytest.raises(withdrawal.RowUnknown), small.writing() as vault:
        withdrawal.withdraw(vault, "L0001", 99, "never there")


def test_a_withdrawn_row_is_erased_from_the_reasons_of_earlier_runs_too(small, monkeypatch):
    imported(small)
    proposed(small)
    monkeypatch.setattr(match, "TOOL", "another version")
    assert not proposed(small)[0].already
    with small.writing() as vault:
        withdrawal.withdraw(vault, "L0001", 1, "the family asked")
    held = [path.read_bytes() for path in (small.folder / "vault" / "payloads").rglob("*") if path.is_file()]
    assert not any("احمد".encode() in each for each in held)
    assert sum("أتاسي".encode() in each for each in held) == 3
    assert sound(verify.verify(small.path))


def test_a_long_list_shares_payloads_and_one_row_can_still_be_taken_out(small, monkeypatch):
    monkeypatch.setattr("dalil.flows.shelf.PAYLOADS_PER_ENTRY_MAX", 2)
    rows = "".join(f"سامر نبيل قباني{'ا' * at},,,\n" for at in range(5))
    imported(small, LIST.replace(",,,\n", "") + rows)
    (event,) = small.events("list-imported")
    assert len(event.payloads) == 2
    with small.writing() as vault:
        withdrawal.withdraw(vault, "L0001", 2, "asked")
    proposed(small)
    claims = {each.match.claim for each in decide.matches(small.reading())}
    assert claims == {"L0001:1", "L0001:3"}
    assert sound(verify.verify(small.path))


def test_rebuild_gives_the_same_tables(small):
    imported(small)
    proposed(small)
    (one, *_) = decide.matches(small.reading())
    answer(small, "amal", one.match.id, "yes")
    assert rebuild.rebuild(small.path).same


def test_a_person_says_what_a_column_holds(small):
    path = small.file("odd.csv", "who,x\nمحمد أحمد الحلبي,1\n")
    with small.writing() as vault:
        done = lists.import_list(vault, path, source="", columns=lists.parse_columns(["who=name"]))
    assert dict(done.columns) == {"who": Field.NAME.value, "x": None}
    assert proposed(small)[0].proposed == 1


def test_a_name_in_several_columns_is_shown_whole_and_one_in_a_column_as_written(small):
    imported(small, "name,father,family,mother\nمحمد,أحمد,الحلبي,فاطمة\n", name="parted.csv")
    imported(small, "name,mother\nمحمد احمد علي حلبي,فاطمة\n", name="whole.csv")
    names = match.claim_names(small.reading())
    assert names == {"L0001:1": "محمد أحمد الحلبي", "L0002:1": "محمد احمد علي حلبي"}


NAMES = """
[names]
version = "drawn-1"
source = "drawn"
people = 1000

[names.bearers]
"محمد" = 500
"""


def test_the_names_of_a_profile_are_part_of_the_recorded_method(tmp_path):
    path, world = str(tmp_path / "vault"), World(actor="amal", passphrase=lambda: None)
    own = profiles.text_of("generic") + NAMES
    (tmp_path / "own.toml").write_text(own, "utf-8")
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    vaults.create(path, *profile.choose(str(tmp_path / "own.toml")), world)
    with vaults.writing(path, world) as vault:
        lists.import_list(vault, str(tmp_path / "list.csv"), source="families", columns={})
        match.match(vault)
        (body,) = (event.body for _, event in vault.journal.events() if event.type == "matches-proposed")
    assert "drawn-1-" in body["parameters"]["method"]


def test_who_is_named_sees_no_score_before_an_answer_and_who_is_nobody_sees_all(small):
    imported(small)
    proposed(small)
    first, second = (each.match.id for each in decide.matches(small.reading()))
    answer(small, "amal", first, "yes")

    def scored(actor):
        shown = decide.matches(small.reading(actor))
        return {each.match.id for each in shown if "score_ppm" in each.to_record(blind=False)}

    assert scored("amal") == {first}
    assert scored("Basem") == set()
    assert scored(vaults_tool()) == {first, second}
    weights = [
        line
        for each in decide.matches(small.reading("basem"))
        for line in each.to_record(blind=False)["reasons"]
        if "weight" in line
    ]
    assert not weights


def test_who_has_yet_to_answer_sees_neither_another_s_answer_nor_what_is_likelier(small):
    imported(small)
    proposed(small)
    first, _ = (each.match.id for each in decide.matches(small.reading()))
    answer(small, "amal", first, "yes")

    def records(actor):
        return [each.to_record(blind=False) for each in decide.matches(small.reading(actor))]

    assert {each["state"] for each in records("basem")} == {"proposed"}
    assert {each["state"] for each in records("amal")} == {"half", "proposed"}
    words = [line["reason_en"] + line["reason_ar"] for each in records("basem") for line in each["reasons"]]
    assert not any(
        word in said for said in words for word in ("borne by", "a rare", "a common", "يحمله", "نادر", "شائع")
    )
    said = [line["reason_en"] for each in records("amal") for line in each["reasons"] if "weight" in line]
    assert any("it says little" in each for each in said)


def test_candidates_of_a_claim_stand_by_id_where_nobody_is_to_know_who_is_best(small):
    imported(small, "name,رقم الجثة,الفرع\nمحمد أحمد الحلبي,4038,215\n")
    proposed(small)
    nobody = small.reading(vaults_tool())
    best, plain = (decide.matches(nobody, best_first=told) for told in (True, False))
    assert [each.match.individual for each in best] == ["I0001", "I0003"]
    assert [each.match.id for each in plain] == sorted(each.match.id for each in best)


def test_who_cannot_tell_is_not_told_what_another_answered(small):
    imported(small)
    proposed(small)
    first, _ = (each.match.id for each in decide.matches(small.reading()))
    answer(small, "amal", first, "yes")
    assert answer(small, "basem", first, "cannot-tell") is MatchState.PROPOSED
    assert answer(small, "basem", first, "yes") is MatchState.CONFIRMED


def test_a_list_is_never_called_by_its_file(small):
    with small.writing() as vault:
        done = lists.import_list(vault, small.file("خزيمة.csv", LIST), source="", columns={})
    (body,) = (event.body for event in small.events("list-imported"))
    assert body["source"] == done.list


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("محمد أحمد الحلبي,1980\nخالد علي الشامي,1981\n", {"محمد أحمد الحلبي": Field.NAME}),
        ("محمد,أحمد,1980\nخالد,علي,1981\n", {"محمد": Field.GIVEN, "أحمد": Field.FATHER}),
    ],
)
def test_a_first_row_that_names_a_person_is_no_header(small, content, columns):
    path = small.file("headless.csv", content)
    with small.writing() as vault, pytest.raises(lists.ListHeadless):
        lists.import_list(vault, path, source="s", columns=columns)
    assert not small.events("list-imported")
