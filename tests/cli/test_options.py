"""A passphrase is typed twice when a key is made: after a slip nobody could open it."""

import getpass
import sys

import pytest

from dalil.cli import options
from dalil.core.errors import UsageRefusal


@pytest.fixture
def person(monkeypatch):
    """Somebody at a terminal who types what they are told."""
    asked = []

    def types(*words):
        waiting = list(words)

        def answer(question):
            asked.append(question)
            return waiting.pop(0)

        monkeypatch.setattr(getpass, "getpass", answer)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(options, "_TYPED", [])
        return asked

    return types


def test_a_new_passphrase_is_asked_for_twice_and_then_known(person):
    asked = person("a secret", "a secret")
    world = options.world("amal")
    assert world.new_passphrase() == world.passphrase() == "a secret"
    assert len(asked) == 2


def test_two_that_differ_make_no_key(person):
    person("a secret", "a sceret")
    with pytest.raises(UsageRefusal, match="differ"):
        options.new_passphrase("the key")


def test_none_at_all_is_a_choice(person):
    asked = person("")
    assert options.new_passphrase("the key") is None
    assert len(asked) == 1
