"""Every role at every address of the project: what somebody may not see is answered as what is not there."""

import json
import os
import re
import subprocess
import sys

import pytest

from dalil.core.right import ALONE, GRANTED, NOBODY, Grant, Right, Role
from web.browsing import Team
from web.shown_vault import INDIVIDUALS, ShownVault

pytestmark = pytest.mark.xdist_group("web-rights")

HERE = os.path.dirname(__file__)
ADDRESSES = json.loads(
    subprocess.run(
        [sys.executable, os.path.join(HERE, "every_address.py")], check=True, capture_output=True, text=True
    ).stdout
)
OPEN = {
    "account_login",
    "account_logout",
    "enter_account",
    "first_account",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
"""Addresses for whoever has not signed in: those by which one signs in."""


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    shown = ShownVault(tmp_path_factory.mktemp("roles"))
    with Team(shown.path) as served:
        administrator = served.first("root")
        served.people = {Role.ADMINISTRATOR: administrator}
        for role in Role:
            if role is not Role.ADMINISTRATOR:
                served.people[role] = served.member(administrator, f"p-{role}", role.value)
        served.facts = {
            "digest:digest": shown.photographs[0],
            "int:region": "0",
            "identity:identity": INDIVIDUALS[0],
            "match:identity": f"M{'0' * 20}",
            "int:index": "1",
            "int:identity": "1",
            "str:token": "none",
        }
        yield served


def address_of(route, facts):
    return "/" + re.sub(r"<([^>]+)>", lambda found: facts[found[1]], route)


def shown(answer):
    """What a page says, without its frame, which links to the same address in the other language."""
    return re.search(r"<title>.*?</title>", answer.text)[0], re.search(
        r"<main.*</main>", answer.text, re.DOTALL
    )[0]


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_not_see_is_answered_as_what_is_not_there(team, role):
    visitor = team.people[role]
    grant = Grant.of("", role)
    missing = visitor.get("/en/there/is/nothing/")
    assert missing.status == 404
    for each in ADDRESSES:
        address = address_of(each["route"], team.facts)
        may = not each["needs"] or any(grant.may(Right(one)) for one in each["needs"])
        for method in ("GET", "POST", "HEAD", "PUT"):
            if each["name"] == "account_logout":
                continue  # it would end this test
            answer = visitor.ask(method, address)
            if may:
                assert answer.status != 404 or b"not-here" not in answer.body, (role, method, address)
            else:
                assert answer.status == 404, (role, method, address)
                assert method == "HEAD" or shown(answer) == shown(missing), (role, method, address)


def test_nobody_gets_anything_but_the_way_in(team):
    for each in ADDRESSES:
        if each["name"] in OPEN:
            continue
        for method in ("GET", "POST", "HEAD", "PUT"):
            answer = team.visitor().ask(method, address_of(each["route"], team.facts))
            assert (answer.status, answer.body) == (302, b""), (method, each["route"])


def test_every_address_says_what_it_asks_for_and_only_those_of_signing_in_ask_for_nothing():
    assert [each["route"] for each in ADDRESSES if each["needs"] is None] == []
    assert {each["name"] for each in ADDRESSES if not each["needs"]} == OPEN
    assert len(ADDRESSES) >= 20


def test_every_right_belongs_to_somebody_and_of_the_archive_none_to_all():
    for right in Right:
        holders = {role for role in Role if right in GRANTED[role]}
        assert holders
        assert right is Right.OWN or holders != set(Role)
    assert set(GRANTED) == set(Role)


def test_nobody_reads_labels_who_sees_what_others_read():
    assert not [role for role in Role if {Right.READ, Right.BROWSE} <= GRANTED[role]]


def test_who_makes_accounts_sees_nothing_of_the_archive_and_who_works_alone_makes_none():
    assert GRANTED[Role.ADMINISTRATOR] == {Right.ACCOUNTS, Right.OWN}
    assert Right.ACCOUNTS not in ALONE
    assert not any(NOBODY.may(each) for each in Right)


LINK = re.compile(r'(?:href|action)="(/(?:ar|en)/[^"#?]*|/picture/[^"#?]*)')


@pytest.mark.parametrize("role", list(Role))
def test_no_page_leads_where_somebody_may_not_go(team, role):
    visitor = team.people[role]
    seen = {address_of(each["route"], team.facts) for each in ADDRESSES if each["name"] != "account_logout"}
    dead = set()
    for address in sorted(seen):
        page = visitor.get(address)
        if page.status == 200 and "text/html" in page.headers["Content-Type"]:
            for link in set(LINK.findall(page.text)):
                if link.endswith(("/sign-out/", "/look/", "/decide/")):
                    continue
                if visitor.get(link).status == 404:
                    dead.add((address, link))
    assert not dead
