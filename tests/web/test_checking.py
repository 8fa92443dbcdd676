"""One verification at a time, in a thread of its own."""

import threading
import time

from dalil.core.finding import Finding, Severity
from dalil.store.keys import KeyMissing
from dalil.web.checking import Checking

WEAK = Finding("key-in-clear", "keys/log.key", Severity.WARNING, "said")
BROKEN = Finding("exhibit-changed", "ab", Severity.UNSOUND, "said")


def until_it_ends(checking):
    for _ in range(200):
        if not checking.newest.running:
            return checking.newest
        time.sleep(0.01)
    raise AssertionError("it does not end")


def test_before_the_first_there_is_none():
    assert Checking("/v").newest is None


def test_findings_are_kept_and_weighed():
    for found, sound in (([], True), ([WEAK], True), ([WEAK, BROKEN], False)):
        checking = Checking("/v", lambda _path, _progress, found=found: found)
        checking.start()
        ended = until_it_ends(checking)
        assert ended.findings == tuple(found)
        assert ended.sound is sound


def test_a_refusal_is_an_answer_and_never_sound():
    def refuse(_path, _progress):
        raise KeyMissing(path="k")

    checking = Checking("/v", refuse)
    checking.start()
    ended = until_it_ends(checking)
    assert ended.refusal.code == "key-missing"
    assert not ended.sound


def test_a_second_press_while_one_is_under_way_starts_nothing():
    go_on, runs = threading.Event(), []

    def slowly(path, progress):
        runs.append(path)
        progress("exhibits", 3, 10)
        go_on.wait(10)
        return []

    checking = Checking("/v", slowly)
    checking.start()
    while not (checking.newest.done or not checking.newest.running):
        time.sleep(0.01)
    assert (checking.newest.step, checking.newest.done, checking.newest.of) == ("exhibits", 3, 10)
    assert checking.newest.running
    checking.start()
    go_on.set()
    until_it_ends(checking)
    assert runs == ["/v"]
    checking.start()
    until_it_ends(checking)
    assert runs == ["/v", "/v"]
