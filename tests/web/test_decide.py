"""Whom photographs show, decided on the page of an individual, and undone there."""

import re

import pytest

from dalil.catalog import queries
from flows.labelled_world import LabelledWorld
from web.browsing import Team
from web.shown_vault import INDIVIDUALS

pytestmark = pytest.mark.xdist_group("web-decide")


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    """Three photographs of 3659 and one of 4038, and a team."""
    made = LabelledWorld(tmp_path_factory.mktemp("decide"), photographs=4, name="12.04.2019_x")
    made.examine(*[[("card", "3659")]] * 3, [("card", "4038")])
    made.regroup()
    made.seen()
    with Team(made.path) as served:
        served.office = made
        administrator = served.first("root")
        served.officer = served.member(administrator, "سلمى", "case-officer")
        served.looker = served.member(administrator, "statistician", "statistician")
        yield served


@pytest.fixture(autouse=True)
def as_they_are_now(request):
    """Who is who: a test may have grouped anew, and identifiers are never used again."""
    if "team" in request.fixturenames:
        team = request.getfixturevalue("team")
        held = people(team.office)
        team.one, team.other = sorted(held, key=lambda one: -len(held[one]))
        team.where = f"/en/individuals/{team.one}/"


def people(office):
    from dalil.flows.record import bring_up

    bring_up(office.seen())
    return {each.id: {one.digest for one in each.members} for each in queries.individual.every()}


def decide(team, **told):
    return team.officer.send(f"{team.where}decide/", team.officer.get(team.where), told)


def standing(team):
    """Entries that the page says count."""
    return re.findall(r'value="undo-(\d+)"', team.officer.get(team.where).text)


def test_two_individuals_are_joined_under_a_name_with_a_reason_and_that_is_undone(team):
    apart = people(team.office)
    joined = decide(team, said="join", other=team.other, reason="one card in both")
    assert (joined.status, joined.headers["Location"]) == (303, team.where)
    page = team.officer.get(team.where).text
    (entry,) = standing(team)
    assert "one card in both" in page
    assert "سلمى" in page
    assert "It counts at the next grouping" in page
    team.office.regroup()
    assert len(people(team.office)) == 1
    assert "It counts at the next grouping" not in team.officer.get(team.where).text
    assert decide(team, said=f"undo-{entry}", reason="two cards after all").status == 303
    team.office.regroup()
    assert sorted(map(len, people(team.office).values())) == sorted(map(len, apart.values()))


def test_photographs_are_split_off(team):
    digest = re.findall(r'name="photograph" value="([0-9a-f]{64})"', team.officer.get(team.where).text)[-1]
    assert decide(team, said="split", photograph=digest, reason="another face of the card").status == 303
    (entry,) = standing(team)
    assert decide(team, said=f"undo-{entry}", reason="mistaken").status == 303
    assert standing(team) == []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"said": "join", "other": "OTHER", "reason": " "}, "decision-without-reason"),
        ({"said": "join", "other": "I-ZZZZZZ", "reason": "x"}, "nobody-named"),
        ({"said": "join", "other": "ONE", "reason": "x"}, "nothing-to-decide"),
        ({"said": "split", "reason": "x"}, "nothing-to-decide"),
        ({"said": "aside", "reason": "x"}, "nothing-to-decide"),
        ({"said": "undo-0", "reason": "x"}, "decision-unknown"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_what_was_typed_stays(team, told, code):
    named = {"ONE": team.one, "OTHER": team.other}
    told = {**told, "other": named.get(told.get("other"), told.get("other", ""))}
    before = standing(team)
    answer = decide(team, **told)
    assert answer.status == 422
    assert code in answer.text
    assert f'value="{told["other"]}"' in answer.text
    assert standing(team) == before


def test_who_may_not_decide_sees_decisions_and_no_form(team):
    page = team.looker.get(team.where)
    assert page.status == 200
    assert 'id="decide"' not in page.text
    assert team.looker.send(f"{team.where}decide/", page, {"said": "aside", "reason": "x"}).status == 404


@pytest.mark.parametrize("said", ["", "delete", "undo-", "undo-x"])
def test_a_forged_form_decides_nothing(team, said):
    assert decide(team, said=said, reason="x").status == 404


def test_a_reader_whose_labels_wait_decides_nothing(guest, served):
    where = f"/en/individuals/{INDIVIDUALS[0]}/"
    page = guest.get(where)
    assert 'id="decide"' not in page.text
    form = guest.get("/en/reading/")
    told = {"said": "join", "other": INDIVIDUALS[1], "reason": "x"}
    assert guest.send(f"{where}decide/", form, told).status == 404
