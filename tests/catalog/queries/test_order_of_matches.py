"""Matches stand in the order of the rows that they are of: row 2 before row 11."""

import pytest

from dalil.flows import listing
from web.shown_vault import INDIVIDUALS, ShownVault

pytestmark = pytest.mark.xdist_group("web")


def test_claims_follow_the_rows_of_their_lists(tmp_path):
    shown = ShownVault(tmp_path)
    listing.photographs(shown.path)  # opens the catalog
    from dalil.catalog.models import Match
    from dalil.catalog.queries import matching

    for at, claim in enumerate(["L0002:1", "L0001:11", "L0001:2", "L0001:1", "L0001:100"]):
        Match.objects.create(
            id=f"M{at:020}", individual=INDIVIDUALS[0], claim=claim, score_ppm=0, state="proposed", reasons=""
        )
    assert [each.claim for each in matching.matches()] == [
        "L0001:1", "L0001:2", "L0001:11", "L0001:100", "L0002:1",
    ]  # fmt: skip
