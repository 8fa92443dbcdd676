"""Pages that other machines reach: by a proxy that speaks TLS, with accounts, and as Django wants it."""

import os
import socket
import subprocess
import sys

import pytest

from dalil.web import serving
from dalil.web.serving import PublicNotSecure, PublicWithoutAccounts
from web.browsing import Team
from web.shown_vault import ShownVault

pytestmark = pytest.mark.xdist_group("web-public")
NAME = "dalil.example"


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    shown = ShownVault(tmp_path_factory.mktemp("public"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Team(shown.path, options=("--public", f"https://{NAME}"), port=port) as served:
        yield served


def proxied(team, path, **headers):
    told = {"Host": NAME, "X-Forwarded-Proto": "https", **headers}
    return team.visitor().get(path, **told)


def test_the_link_names_the_public_address(team):
    assert any(f"https://{NAME}/ar/sign-in/first/?token=" in line for line in team.said)


def test_what_comes_by_the_proxy_is_answered_with_secure_cookies_and_told_to_stay_so(team):
    answer = proxied(team, "/en/sign-in/")
    assert answer.status == 200
    cookies = answer.headers.get_all("Set-Cookie")
    assert cookies
    assert all("Secure" in each for each in cookies if "dalil-language" not in each)
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_what_does_not_come_over_tls_is_sent_there(team):
    answer = proxied(team, "/en/sign-in/", **{"X-Forwarded-Proto": "http"})
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/en/sign-in/")


def test_another_name_is_refused(team):
    assert proxied(team, "/en/sign-in/", Host="dalil.evil").status == 400


def test_django_finds_nothing_to_mend_before_deploying():
    env = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    env |= {"DJANGO_SETTINGS_MODULE": "dalil.web.settings_accounts", "DALIL_VAULT": ""}
    command = [sys.executable, "-P", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    told = subprocess.run(
        command, env={**env, "DALIL_PUBLIC": f"https://{NAME}"}, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize(
    "url", ["http://dalil.example", "dalil.example", "https://", "https://a/b", "https://u@a", "https://a/?b"]
)
def test_an_address_that_is_not_https_and_a_name_is_refused(url):
    with pytest.raises(PublicNotSecure):
        serving.public_address(url, team=True)


def test_without_accounts_nobody_else_is_let_near():
    with pytest.raises(PublicWithoutAccounts):
        serving.public_address("https://dalil.example", team=False)
    assert serving.public_address("", team=False) == ""
    assert serving.public_address("https://dalil.example:8443/", team=True) == "https://dalil.example:8443"
