"""A reader's own pages: what others and the machine read is withheld while the label is still read."""

import shutil

import pytest

from dalil.core.reading_queue import item_of
from dalil.core.transcription import Transcription
from dalil.flows import gold, transcribe
from dalil.flows import vault as vaults
from dalil.flows.record import bring_up
from dalil.flows.vault import World
from web.browsing import Served
from web.reading_html import Page
from web.shown_vault import INDIVIDUALS, NAME

pytestmark = pytest.mark.xdist_group("web")

MACHINES = ("٤٠٠١", "4001", "٤٠٠٧", "فرع 215", "215<", NAME)
"""What the machine read on labels of this vault, and what is made of it."""
WHY = {"ar": "صفحات تُشغَّل بلا اسم قارئ", "en": "served without naming a reader"}
WITHHELD = {"ar": "لا يُعرض", "en": "withheld"}


@pytest.fixture
def vault(shown, tmp_path):
    """A copy of the vault that tests may write to."""
    path = str(tmp_path / "vault")
    shutil.copytree(shown.path, path)
    return path


def reads(vault, name, item, text):
    with vaults.writing(vault, World(actor=name)) as opened:
        bring_up(opened)
        transcribe.make(opened, item, Transcription.typed([text]))


def addresses(shown):
    digests = [shown.files[name] for name in ("1", "1-copy", "2")]
    yield from (f"photographs/{digest}/" for digest in digests)
    yield from ("photographs/", "individuals/", f"individuals/{INDIVIDUALS[0]}/")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_reader_is_shown_nothing_that_a_machine_read_of_labels_that_wait(guest, shown, language):
    for address in addresses(shown):
        answer = guest.get(f"/{language}/{address}")
        page = Page(answer.text)
        assert not page.mistakes, address
        table = answer.text.partition("</form>")[2] or answer.text  # the filter names every agency
        assert not [each for each in MACHINES if each in table], address
        if address != "photographs/":
            assert WITHHELD[language] in answer.text, address
            assert WHY[language] in answer.text, address


def test_who_reads_nothing_here_is_shown_all_of_it(looker, shown):
    for address in addresses(shown):
        answer = looker.get(f"/ar/{address}").text
        assert "٤٠٠١" in answer or "4001" in answer, address
        assert WHY["ar"] not in answer


def test_a_reading_is_withheld_from_other_readers_until_the_label_is_settled(vault, shown):
    item = item_of(shown.files["2"], 0)
    reads(vault, "amal", item, "٣٦٥٩")
    entry = vaults.Vault.open(vault).journal.head().size - 1
    with (
        Served(vault, "--as", "basem") as served,
        Served(vault) as unread,
        Served(vault, "--as", "amal") as own,
    ):
        seen = [server.guest().get(f"/en/custody/entries/{entry}/").text for server in (served, unread, own)]
    assert ["3659" in each for each in seen] == [False, True, True]
    assert "withheld" in seen[0]
    assert not Page(seen[0]).mistakes
    reads(vault, "samir", item, "٣٦٥٩")
    with Served(vault, "--as", "basem") as served:
        guest = served.guest()
        assert "3659" in guest.get(f"/en/custody/entries/{entry}/").text
        assert "٤٠٠١" in guest.get(f"/en/photographs/{shown.files['2']}/").text


def test_a_known_text_is_withheld_from_whoever_it_may_test(vault, shown):
    item = item_of(shown.files["2"], 0)
    for name in ("amal", "samir"):
        reads(vault, name, item, "٣٦٥٩")
    with vaults.writing(vault, World(actor="nadia")) as opened:
        gold.set_gold(opened, item, Transcription.typed(["٣٦٥٩"]), "seen on paper")
    entry = vaults.Vault.open(vault).journal.head().size - 1
    shown_to = {}
    for name in ("basem", "nadia", "amal"):
        with Served(vault, "--as", name) as served:
            shown_to[name] = "3659" in served.guest().get(f"/en/custody/entries/{entry}/").text
    assert shown_to == {"basem": False, "nadia": True, "amal": True}


@pytest.mark.parametrize(
    "asked", ["number=4001", "number=4", "agency=215", "number_status=proposed", "status=proposed"]
)
def test_no_filter_finds_an_individual_whose_number_is_withheld(guest, looker, asked):
    seen, found = (one.get(f"/en/individuals/?{asked}").text for one in (guest, looker))
    assert INDIVIDUALS[0] in found
    assert INDIVIDUALS[0] not in seen
    assert "no filter finds them" in seen
    assert INDIVIDUALS[0] in guest.get("/en/individuals/").text, "without a filter it is there"
    assert not Page(seen).mistakes


def test_a_withheld_number_has_no_status_and_its_agency_is_no_choice(guest, looker):
    for address in ("individuals/", f"individuals/{INDIVIDUALS[0]}/"):
        seen, found = (one.get(f"/en/{address}").text for one in (guest, looker))
        assert "chip-proposed" in found
        assert "chip-" not in seen, address
    assert '<option value="215">' in looker.get("/en/individuals/").text
    assert '<option value="215">' not in guest.get("/en/individuals/").text


def test_the_reason_of_a_class_tells_nothing_of_a_label_that_waits(guest, looker, shown):
    reason = "/en/photographs/?class=labelled-individual&reason=number-read"
    assert shown.files["1"] in looker.get(reason).text
    assert shown.files["1"] not in guest.get(reason).text
    assert '<option value="number-read"' not in guest.get("/en/photographs/?class=labelled-individual").text
    told = "a number was read on a label"
    for address in ("photographs/", f"photographs/{shown.files['1']}/"):
        assert told in looker.get(f"/en/{address}").text
        assert told not in guest.get(f"/en/{address}").text


def test_another_individual_that_is_withheld_is_not_told_by_a_contradiction(vault, shown):
    second = item_of(shown.files["2"], 0)
    for name in ("amal", "samir"):
        reads(vault, name, second, "٣٦٥٩")
    address = f"/en/individuals/{INDIVIDUALS[1]}/"
    with Served(vault, "--as", "basem") as served, Served(vault) as unread:
        seen, found = (server.guest().get(address).text for server in (served, unread))
    assert "4001" in found
    assert "4001" not in seen
    assert INDIVIDUALS[0] not in seen


def test_what_a_picture_like_it_bears_is_not_told_where_somebody_reads(vault, shown):
    for name in ("amal", "samir"):
        reads(vault, name, item_of(shown.files["2"], 0), "٣٦٥٩")
    address = f"/en/photographs/{shown.files['2']}/"
    with Served(vault, "--as", "basem") as served, Served(vault) as unread:
        seen, found = (server.guest().get(address).text for server in (served, unread))
    assert "3659" in seen
    assert "4009" in found
    assert "4009" not in seen


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_names_the_known_text_of_a_label_that_may_test_who_reads(vault, shown, language):
    item = item_of(shown.files["2"], 0)
    for name in ("amal", "samir"):
        reads(vault, name, item, "٣٦٥٩")
    with vaults.writing(vault, World(actor="nadia")) as opened:
        gold.set_gold(opened, item, Transcription.typed(["٣٦٥٩"]), "seen on paper")
    entry = vaults.Vault.open(vault).journal.head().size - 1
    act = {"ar": "ثُبّت نص وسم للاختبار", "en": "gold set"}[language]
    lists = ("custody/", "custody/entries/", "custody/entries/?type=gold-set")
    addresses = (f"photographs/{shown.files['2']}/", *lists, f"custody/entries/{entry}/")
    with Served(vault, "--as", "basem") as served, Served(vault) as unread:
        guest, looker = served.guest(), unread.guest()
        for address in addresses:
            seen, found = (one.get(f"/{language}/{address}").text for one in (guest, looker))
            assert act in found, address
            assert act not in seen, address
            for word in ("gold-set", "seen on paper", "٣٦٥٩"):
                assert word not in seen.partition("<main")[2], address
            assert not Page(seen).mistakes, address
        chain = guest.get(f"/en/photographs/{shown.files['2']}/").text.partition('class="chain"')[2]
        assert "reading made" not in chain, "two readings of a label that is given blind would tell of a test"
        assert guest.get("/en/custody/entries/?type=gold-set").text.count("<tr>") > 5, "the filter is none"
