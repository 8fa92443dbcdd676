"""A reader's own pages: who belongs to whom is withheld where it tells what a label says."""

import pytest

from dalil.catalog import queries
from dalil.flows.record import bring_up
from flows.labelled_world import LabelledWorld
from web.browsing import Served
from web.reading_html import Page
from web.shown_vault import INDIVIDUALS

pytestmark = pytest.mark.xdist_group("web")


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two photographs of one individual: on one people settled the number, the other's label waits."""
    made = LabelledWorld(tmp_path_factory.mktemp("pair"), 2)
    made.examine(*([[("card", "3659")]] * 2))
    for name in ("amal", "basem"):
        made.reads(name, f"{made.digests[0]}:0", "3659")
    made.regroup()
    return made


@pytest.fixture(scope="module")
def identity(pair):
    bring_up(pair.seen())
    (found,) = queries.individual.ids()
    assert queries.individual.members_of([found]) == {found: pair.digests}
    return found


@pytest.fixture(scope="module")
def pages(pair, identity):
    with Served(pair.path) as served, Served(pair.path, "--as", "samir") as read:
        yield served.guest(), read.guest()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_ties_a_label_that_waits_to_a_photograph_whose_number_is_known(
    pages, pair, identity, language
):
    looker, reader = pages
    known, waits = (f"/{language}/photographs/{digest}/" for digest in pair.digests)
    individual = f"/{language}/individuals/{identity}/"
    for address, tied in ((individual, pair.digests), (known, [identity]), (waits, [identity])):
        shown, withheld = looker.get(address).text, reader.get(address).text
        assert all(each in shown for each in tied), address
        assert not [each for each in tied if each in withheld], address
        assert not Page(withheld).mistakes
    assert "3659" in reader.get(known).text
    assert "3659" not in reader.get(waits).text
    assert "3659" not in reader.get(individual).text


def test_the_list_shows_no_crop_of_an_individual_that_is_withheld(pages, identity):
    looker, reader = pages
    assert "/label/0.png" in looker.get("/en/individuals/").text
    withheld = reader.get("/en/individuals/").text
    assert identity in withheld
    assert "/label/0.png" not in withheld


def test_a_decision_about_a_label_that_waits_is_withheld(guest, looker, shown):
    entry, reason = "/en/custody/entries/4/", "ليسا واحداً"
    assert reason in looker.get(entry).text
    seen = guest.get(entry).text
    assert reason not in seen
    assert shown.files["1"] not in seen
    for address in (f"/en/photographs/{shown.files['1']}/", f"/en/individuals/{INDIVIDUALS[0]}/"):
        assert entry in looker.get(address).text
        assert entry not in guest.get(address).text
        assert "decided is left out" in guest.get(address).text
