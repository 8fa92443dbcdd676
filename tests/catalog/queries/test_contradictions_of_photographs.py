"""A photograph's contradictions: those about it, and those about the individuals that it is held to show."""

import pytest

from dalil.flows import listing
from web.shown_vault import INDIVIDUALS, ShownVault

pytestmark = pytest.mark.xdist_group("web")


def test_the_list_has_the_contradictions_of_the_page(tmp_path):
    shown = ShownVault(tmp_path)
    before = {each.digest: each for each in listing.photographs(shown.path)}
    from dalil.catalog.models import Contradiction

    Contradiction.objects.create(code="number-repeat", subject=INDIVIDUALS[0], detail="4001")
    after = {each.digest: each for each in listing.photographs(shown.path)}
    first, copy, second = (shown.files[name] for name in ("1", "1-copy", "2"))
    assert after[copy].contradictions == sorted([*before[copy].contradictions, "number-repeat"])
    assert after[first].contradictions == sorted([*before[first].contradictions, "number-repeat"])
    assert after[second].contradictions == before[second].contradictions
