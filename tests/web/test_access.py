"""Who may see the pages: the door itself, and the server behind it."""

import re

import pytest

from dalil.core.limits import WEB_SESSIONS_MAX
from dalil.web.access import Door
from web.browsing import Served

pytestmark = pytest.mark.xdist_group("web")


def opened():
    told = []
    door = Door()
    door.open(told.append)
    return door, told


def test_a_link_opens_once_and_the_next_one_is_told():
    door, told = opened()
    session = door.admit(told[0])
    assert door.knows(session)
    assert door.admit(told[0]) is None
    assert len(told) == 2
    assert door.knows(door.admit(told[1]))
    assert door.knows(session)


@pytest.mark.parametrize("offered", ["", "x", "é", "\ud800", "\x00"])
def test_nothing_but_the_link_opens(offered):
    door, told = opened()
    assert door.admit(offered) is None
    assert not door.knows(offered)
    assert len(told) == 1


def test_a_door_that_was_never_opened_lets_nobody_in():
    door = Door()
    assert door.admit("") is None
    assert not door.knows("")


def test_a_token_is_no_session():
    door, told = opened()
    assert not door.knows(told[0])


def test_when_too_many_have_come_the_oldest_leaves():
    door, told = opened()
    sessions = [door.admit(told[-1]) for _ in range(WEB_SESSIONS_MAX + 1)]
    assert not door.knows(sessions[0])
    assert all(door.knows(session) for session in sessions[1:])


@pytest.mark.parametrize(
    "address",
    ["/", "/ar/", "/en/custody/", "/ar/individuals/", "/picture/{}/preview.png", "/ar/nothing/", "/?token=x"],
)
def test_without_the_link_every_address_is_forbidden(served, shown, address):
    visitor = served.visitor()
    visitor.cookies["dalil-session"] = "guessed"
    answer = visitor.get(address.format(shown.files["1"]))
    assert answer.status == 403
    assert "no-access" in answer.text
    assert shown.path not in answer.text


def test_without_the_link_nothing_can_be_done(served):
    assert served.visitor().post("/ar/custody/verify/").status == 403


def test_the_token_leaves_the_address_and_never_comes_back(served):
    visitor = served.visitor()
    answer = visitor.get(f"/en/custody/?token={served.token}")
    assert answer.status == 302
    assert answer.headers["Location"] == "/en/custody/"
    cookie = next(each for each in answer.headers.get_all("Set-Cookie") if "session" in each)
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    used = served.token
    served.port, served.token = served.next_link()
    assert visitor.get("/en/custody/").status == 200
    assert served.visitor().get(f"/?token={used}").status == 403


def test_a_foreign_host_is_refused_before_anything_else(served, guest):
    for host in ("evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", ""):
        assert guest.get("/ar/", Host=host).status == 400


def test_a_form_from_elsewhere_is_refused(guest):
    answer = guest.post("/ar/custody/verify/", "csrfmiddlewaretoken=guessed")
    assert answer.status == 403
    assert "form-forged" in answer.text


@pytest.mark.parametrize("address", ["/ar/", "/ar/nothing/", "/picture/{}/preview.png"])
def test_every_answer_closes_the_windows(guest, shown, address):
    headers = guest.get(address.format(shown.files["1"])).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in headers
    assert "ETag" not in headers
    assert "Last-Modified" not in headers


def test_pages_are_never_changed_by_looking(guest):
    for method in ("PUT", "DELETE", "PATCH"):
        assert guest.ask(method, "/ar/individuals/").status in {403, 405}


def test_the_language_is_kept(served):
    visitor = served.guest()
    assert visitor.get("/").headers["Location"] == "/ar/"
    visitor.get("/en/")
    assert visitor.get("/").headers["Location"] == "/en/"
    visitor.cookies["dalil-language"] = "tlh"
    assert visitor.get("/").headers["Location"] == "/ar/"


def test_the_vault_and_its_token_stand_in_the_terminal_alone(shown, served):
    assert any(shown.path in line for line in served.said)
    with Served(shown.path) as other:
        assert other.token != served.token
        assert other.port != served.port


def test_who_is_not_let_in_can_read_so_in_the_other_language(served):
    for path in ("/", "/?token=spent"):
        refused = served.visitor().get(path)
        assert refused.status == 403
        (other,) = re.findall(r'<a class="language" href="([^"]*)"', refused.text)
        assert other == "/en/"
        assert 'lang="en"' in served.visitor().get(other).text.partition("<body")[0]
