"""Acquire: the same disk again is nothing new, unless it comes from another hand."""

import pytest

from dalil.flows import acquire
from dalil.flows.acquire import Provenance
from dalil.flows.verify import verify


@pytest.fixture
def acquired(small):
    """Acquire the small source again, from a giver or without a word about it."""

    def again(**provenance):
        with small.writing("amal") as vault:
            source = bytes(small.folder / "source")
            return acquire.acquire(vault, source, provenance=Provenance(**provenance))

    return again


def test_the_same_source_again_is_already_there(acquired):
    assert acquired().already
    assert acquired().acquisition == "A0001"


def test_the_same_source_from_another_giver_is_another_acquisition(acquired, small):
    from_swallow = acquired(medium="USB stick", giver="swallow")
    assert (from_swallow.already, from_swallow.acquisition) == (False, "A0002")
    assert from_swallow.duplicates == from_swallow.balance.kept
    assert acquired(medium="USB stick", giver="swallow").already
    assert acquired().already
    assert acquired(medium="USB stick", giver="heron").acquisition == "A0003"
    assert [each.code for each in verify(small.path) if each.severity == "unsound"] == []
