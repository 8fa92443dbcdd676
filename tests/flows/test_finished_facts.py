"""Finished facts count only as they were written, for what they depend on, and under the log's own key."""

import os
from dataclasses import replace

import pytest

from dalil.core import canonical
from dalil.flows import vault as vaults
from dalil.flows.finished_facts import FinishedFacts, forget_others
from dalil.flows.profile import choose
from dalil.store import keys

BATCH = ["a" * 64, "b" * 64]
FACTS = [canonical.encode({"digest": digest, "labels": []}) for digest in BATCH]


@pytest.fixture
def vault(tmp_path):
    vaults.create(str(tmp_path / "vault"), *choose("generic"))
    with vaults.writing(str(tmp_path / "vault")) as opened:
        os.makedirs(opened.layout.cache, exist_ok=True)
        yield opened


def left(vault, depends=b"all"):
    """A list that a killed run left."""
    part = FinishedFacts(vault, depends)
    with part:
        for facts in FACTS:
            part.add(facts)
    return os.path.join(vault.layout.cache, part.name)


def test_what_was_finished_is_not_done_again(vault):
    left(vault)
    assert FinishedFacts(vault, b"all").finished(BATCH) == FACTS


@pytest.mark.parametrize("place", range(2))
def test_from_an_edited_line_on_nothing_counts(vault, place):
    path = left(vault)
    with open(path, "rb") as file:
        lines = file.readlines()
    lines[place] = lines[place].replace(b"[]", b"[1]")
    with open(path, "wb") as file:
        file.writelines(lines)
    assert FinishedFacts(vault, b"all").finished(BATCH) == FACTS[:place]


def test_facts_without_a_digest_do_not_count(vault):
    with open(left(vault), "wb") as file:
        file.writelines(facts + b"\n" for facts in FACTS)
    assert FinishedFacts(vault, b"all").finished(BATCH) == []


def test_facts_that_depend_on_something_else_do_not_count_and_are_forgotten(vault):
    path = left(vault, b"other versions")
    part = FinishedFacts(vault, b"all")
    assert part.finished(BATCH) == []
    os.rename(path, os.path.join(vault.layout.cache, part.name))
    assert part.finished(BATCH) == [], "another name makes them no others"
    path = left(vault, b"other versions")
    forget_others(vault, [part])
    assert not os.path.exists(path)


def test_facts_under_another_key_do_not_count(vault):
    left(replace(vault, signer=keys.make("another")))
    assert FinishedFacts(vault, b"all").finished(BATCH) == []
