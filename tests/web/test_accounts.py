"""A team's pages: who signs in, with what, and that nobody else learns even what is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from web.browsing import PASSPHRASE, Served, Team
from web.shown_vault import ShownVault

pytestmark = pytest.mark.xdist_group("web-accounts")

SIGN_IN = re.compile(r"Sign in: http://[^:]+:(\d+)(/)")


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    shown = ShownVault(tmp_path_factory.mktemp("team"))
    with Team(shown.path) as served:
        served.shown = shown
        served.administrator = served.first()
        yield served


@pytest.fixture(scope="module")
def reader(team):
    return team.member(team.administrator, "هدى", "reader")


def test_the_first_link_makes_one_administrator_and_no_other(team):
    again = team.visitor().get(f"/ar/sign-in/first/?token={team.token}")
    assert again.status == 410
    assert "first-link-spent" in again.text
    assert team.administrator.get("/en/accounts/").status == 200


@pytest.mark.parametrize(
    "address", ["/", "/ar/", "/en/custody/", "/en/accounts/", "/en/nothing/", "/picture/{}/preview.png", "/x"]
)
def test_whoever_has_not_signed_in_is_sent_to_the_same_page_whatever_they_ask_for(team, address):
    for method in ("GET", "POST"):
        answer = team.visitor().ask(method, address.format("0" * 64))
        assert (answer.status, answer.headers["Location"]) in {(302, "/ar/sign-in/"), (302, "/en/sign-in/")}
        assert answer.body == b""


def test_a_passphrase_alone_opens_ones_own_page_and_no_other(team):
    page = team.administrator.get("/en/accounts/")
    made = team.administrator.send("/en/accounts/", page, {"name": "new", "role": "custodian"})
    link = made.text.split("/en/sign-in/link/")[1].split("/")[0]
    visitor = team.visitor()
    form = visitor.get(f"/en/sign-in/link/{link}/")
    assert (
        visitor.send(f"/en/sign-in/link/{link}/", form, {"password": "short", "again": "short"}).status == 422
    )
    told = {"password": PASSPHRASE, "again": PASSPHRASE}
    assert visitor.send(f"/en/sign-in/link/{link}/", form, told).status == 302
    assert "invitation-spent" in visitor.get(f"/en/sign-in/link/{link}/").text
    assert visitor.sign_in("new").status == 302
    assert visitor.get("/en/custody/").headers["Location"] == "/en/account/"
    assert "First add" in visitor.get("/en/account/").text
    assert visitor.get("/en/accounts/").status == 404


def test_the_second_time_a_code_is_asked_for_and_a_wrong_one_opens_nothing(team, reader):
    visitor = team.visitor()
    assert visitor.sign_in("هدى").headers["Location"].startswith("/en/sign-in/code/")
    assert visitor.get("/en/").status == 302
    page = visitor.get("/en/sign-in/code/")
    wrong = visitor.send("/en/sign-in/code/", page, {"code": "000000"})
    assert "The code is not right" in wrong.text
    assert visitor.get("/en/").status == 302


def test_wrong_passphrases_lock_the_account_whoever_types_them(team):
    team.member(team.administrator, "locked", "approver")
    said = [team.visitor().sign_in("Locked" if at % 2 else "locked", "wrong").text for at in range(6)]
    assert "sign-in-locked" not in said[0]
    assert "sign-in-locked" in said[-1]
    assert "sign-in-locked" in team.visitor().sign_in("locked").text


def test_what_a_reader_does_is_recorded_as_theirs(team, reader):
    assert "هدى" in reader.get("/ar/reading/").text
    assert reader.get("/ar/reading/").status == 200


def test_one_name_is_one_account(team, reader):
    page = team.administrator.get("/en/accounts/")
    again = team.administrator.send("/en/accounts/", page, {"name": "هُدي", "role": "reader"})
    assert again.status == 422
    assert "account-taken" in again.text


def test_the_last_administrator_stays(team):
    page = team.administrator.get("/en/accounts/1/")
    for told in ({"said": "close"}, {"said": "role", "role": "reader"}):
        answer = team.administrator.send("/en/accounts/1/", page, told)
        assert answer.status == 422
        assert "administrator-last" in answer.text
    assert team.administrator.get("/en/accounts/").status == 200


def test_a_closed_account_is_out_at_once_and_the_log_says_who_closed_it(team):
    gone = team.member(team.administrator, "gone", "custodian")
    assert gone.get("/en/custody/").status == 200
    identity = team.administrator.get("/en/accounts/").text.split(">gone<")[0].rsplit("/en/accounts/", 1)[1]
    address = f"/en/accounts/{identity.split('/')[0]}/"
    assert team.administrator.send(address, team.administrator.get(address), {"said": "close"}).status == 200
    assert gone.get("/en/custody/").status == 302
    assert team.visitor().sign_in("gone").status != 302
    custodian = team.member(team.administrator, "أمين", "custodian")
    listed = custodian.get("/en/custody/entries/?type=account-set").text
    addresses = re.findall(r"/en/custody/entries/\d+/", listed)
    entries = [custodian.get(each).text for each in addresses]
    assert any(
        "role custodian, state closed" in each and "gone" in each and "مديرة" in each for each in entries
    )


@pytest.mark.postgres
def test_accounts_may_stand_in_postgresql_and_are_there_again(tmp_path, postgres_url):
    shown = ShownVault(tmp_path)
    with Team(shown.path, DALIL_ACCOUNTS_URL=postgres_url) as served:
        reader = served.member(served.first(), "هدى", "reader")
        assert reader.get("/ar/reading/").status == 200
    assert not os.path.exists(os.path.join(shown.path, "accounts", "accounts.sqlite3"))
    with Served(shown.path, link=SIGN_IN, DALIL_ACCOUNTS_URL=postgres_url) as served:
        visitor = served.visitor()
        visitor.secret = reader.secret
        assert visitor.sign_in("هدى").headers["Location"].startswith("/en/sign-in/code/")
        page = visitor.get("/en/sign-in/code/")
        assert visitor.send("/en/sign-in/code/", page, {"code": visitor.code()}).status == 302
        assert visitor.get("/ar/reading/").status == 200


def test_a_vault_with_accounts_is_never_shown_without(team):
    with Served(team.shown.path, link=SIGN_IN) as served:
        assert served.visitor().get("/en/").headers["Location"] == "/en/sign-in/"
    command = [sys.executable, "-m", "dalil", "serve", "--vault", team.shown.path, "--as", "x", "--port", "0"]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 79
    assert "reader-signs-in" in told.stderr


def test_what_is_kept_of_second_factors_is_sealed_and_the_folder_is_the_owners(team, reader):
    folder = os.path.join(team.shown.path, "accounts")
    assert os.stat(folder).st_mode & 0o777 == 0o700
    assert os.stat(os.path.join(folder, "secret")).st_mode & 0o777 == 0o600
    kept = b"".join(file.read_bytes() for file in Path(folder).iterdir() if file.name != "secret")
    assert "هدى".encode() in kept
    assert reader.secret.encode() not in kept
    assert PASSPHRASE.encode() not in kept


def test_factors_sealed_with_another_secret_open_nothing(tmp_path):
    shown = ShownVault(tmp_path)
    with Team(shown.path) as served:
        served.first("root")
    Path(shown.path, "accounts", "secret").write_bytes(bytes(32))
    with Served(shown.path, link=SIGN_IN) as served:
        visitor = served.visitor()
        visitor.sign_in("root")
        for secret in ("", "A" * 32):
            visitor.secret = secret
            page = visitor.get("/en/sign-in/code/")
            visitor.send("/en/sign-in/code/", page, {"code": visitor.code()})
            assert visitor.get("/en/accounts/").status == 302
