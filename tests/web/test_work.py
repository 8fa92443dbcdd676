"""Long work from a page: asked for, done by a worker, stopped, and there again after a restart."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from flows.labelled_world import LabelledWorld
from web.browsing import Served, Team, children

pytestmark = pytest.mark.xdist_group("web-work")
STOP = re.compile(r'name="said" value="stop-(\d+)"')
SIGN_IN = re.compile(r"Sign in: http://[^:]+:(\d+)(/)")
DEADLINE_S = 90


class Office:
    def __init__(self, folder):
        self.made = LabelledWorld(folder, photographs=4, name="12.04.2019_x")
        self.made.examine(*[[("card", "3659")]] * 3, [("card", "4038")])
        self.path = self.made.path

    def rows(self, sql="SELECT kind, actor, state, code FROM accounts_work ORDER BY id"):
        with sqlite3.connect(os.path.join(self.path, "accounts", "accounts.sqlite3"), timeout=30) as rows:
            return rows.execute(sql).fetchall()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("work"))


@pytest.fixture(scope="module")
def team(office):
    with Team(office.path) as served:
        administrator = served.first("root")
        served.custodian = served.member(administrator, "أمين", "custodian")
        yield served


def ask(team, said):
    page = team.custodian.get("/en/work/")
    return team.custodian.send("/en/work/", page, {"said": said})


def until(office, state, count=1):
    for _ in range(DEADLINE_S * 4):
        if [row[2] for row in office.rows()].count(state) >= count:
            return
        time.sleep(0.25)
    raise AssertionError(office.rows())


def test_what_is_asked_for_is_done_in_the_name_of_whoever_asked(team, office):
    before = [row[2] for row in office.rows()].count("done")
    assert ask(team, "examine").status == 303
    assert ask(team, "match").status == 303
    until(office, "done", before + 2)
    done = [("examine", "أمين", "done"), ("match", "أمين", "done")]
    assert [row[:3] for row in office.rows()][-2:] == done
    grouped = [each for each in events(office) if each.type == "grouped"]
    assert grouped[-1].actor == "أمين"
    page = team.custodian.get("/en/work/")
    assert "Examine what is pending" in page.text
    assert page.headers["Refresh"] is None


def events(office):
    return [event for _, event in office.made.seen().journal.events()]


def test_what_waits_is_asked_for_once_and_stopped_at_once(team, office):
    (worker,) = team.children("dalil.web.working")
    os.kill(worker, signal.SIGSTOP)
    try:
        before = len(office.rows())
        assert ask(team, "match").status == ask(team, "match").status == 303
        assert len(office.rows()) == before + 1
        page = team.custodian.get("/en/work/").text
        assert ask(team, f"stop-{re.search(STOP, page)[1]}").status == 303
        assert office.rows()[-1][2] == "stopped"
    finally:
        os.kill(worker, signal.SIGCONT)


def test_what_is_under_way_is_interrupted(team, office):
    (worker,) = team.children("dalil.web.working")
    before = [row[2] for row in office.rows()].count("stopped")
    assert ask(team, "examine").status == 303
    command = first(lambda: children(worker, "examine"))
    os.kill(command, signal.SIGSTOP)
    try:
        page = team.custodian.get("/en/work/")
        assert page.headers["Refresh"] == "2"
        assert ask(team, f"stop-{re.search(STOP, page.text)[1]}").status == 303
        first(lambda: office.rows("SELECT 1 FROM accounts_work WHERE wanted_stopped"))
        time.sleep(1)  # the worker looks twice a second, and sends its signal once
    finally:
        os.kill(command, signal.SIGCONT)
    until(office, "stopped", before + 1)
    assert os.path.exists(os.path.join(office.path, "dalil.toml"))


def first(found):
    """The first of what is found, once anything is."""
    for _ in range(DEADLINE_S * 20):
        if some := found():
            return some[0]
        time.sleep(0.05)
    raise AssertionError(found)


def test_a_button_that_there_is_not_asks_for_nothing(team, office):
    before = office.rows()
    for said in ("", "verify", "stop-", "stop-x", "examine; rm"):
        assert ask(team, said).status == 404
    assert office.rows() == before


def test_a_refusal_is_told_by_its_code(team, office):
    before = [row[2] for row in office.rows()].count("refused")
    with office.made.writing("amal"):  # somebody else writes meanwhile
        assert ask(team, "examine").status == 303
        until(office, "refused", before + 1)
    assert office.rows()[-1][3] == "vault-busy"
    assert "vault-busy" in team.custodian.get("/en/work/").text


def test_what_was_under_way_when_the_server_was_killed_is_done_by_the_next(tmp_path):
    office = Office(tmp_path)
    with Team(office.path) as served:
        served.custodian = served.member(served.first("root"), "أمين", "custodian")
        served.kill()
    with sqlite3.connect(os.path.join(office.path, "accounts", "accounts.sqlite3"), timeout=30) as rows:
        rows.execute(
            "INSERT INTO accounts_work (kind, actor, state, asked, step, done, total, wanted_stopped, code)"
            " VALUES ('examine', 'أمين', 'running', 1, 'reading', 3, 9, 0, '')"
        )
    with Served(office.path, link=SIGN_IN):
        until(office, "done")


def test_how_far_a_command_is_can_be_heard(tmp_path):
    office = Office(tmp_path)
    reading, writing = os.pipe()
    command = ["-m", "dalil", "examine", "--vault", office.path, "--as", "amal", "--json"]
    told = subprocess.run(
        [sys.executable, *command],
        env={**os.environ, "DALIL_PROGRESS_FD": str(writing)},
        pass_fds=(writing,),
        check=True,
        capture_output=True,
    )
    os.close(writing)
    with open(reading, "rb") as heard:
        lines = [json.loads(line) for line in heard.read().splitlines()]
    assert lines
    assert all(len(each) == 3 for each in lines)
    assert b"[" not in told.stderr
