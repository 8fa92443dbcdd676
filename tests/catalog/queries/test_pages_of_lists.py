"""Lists page by page, and everything in the log about one thing."""

import pytest

from dalil.catalog import queries
from dalil.catalog.queries import label
from dalil.catalog.queries.individual_list import IndividualFilter
from dalil.catalog.queries.photograph_list import PhotographFilter
from dalil.core.limits import PAGE_ROWS
from dalil.core.reading import HELD_PPM, SURE_PPM
from dalil.flows.look import ladder_seen, look
from dalil.flows.vault import Vault
from web.shown_vault import INDIVIDUALS, ShownVault


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return ShownVault(tmp_path_factory.mktemp("queried"))


@pytest.fixture
def shown(made):
    look(Vault.open(made.path))
    return made


def test_a_page_beyond_either_end_is_the_nearest_one(shown):
    assert shown
    for asked in (-5, 0, 1, 2, 10**30):
        page = queries.custody.listing(asked)
        assert (page.number, page.pages, page.total) == (1, 1, 6)
        assert [entry.index for entry in page.rows] == [5, 4, 3, 2, 1, 0]


def test_long_lists_are_cut_and_nothing_is_lost_between_pages(vault, tmp_path):
    from dalil.flows import acquire
    from dalil.flows import vault as vaults

    source = tmp_path / "source"
    source.mkdir()
    for number in range(2 * PAGE_ROWS + 1):
        (source / f"{number:04d}.txt").write_text(str(number))
    with vaults.writing(vault) as opened:
        acquire.acquire(opened, bytes(source))
        pages = [queries.place.listing(number) for number in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [PAGE_ROWS, PAGE_ROWS, 1]
    names = [place.shown for page in pages for place in page.rows]
    assert names == sorted(names)
    assert len(set(names)) == pages[0].total == 2 * PAGE_ROWS + 1


def test_entries_name_their_exhibit_or_cover_it(shown):
    assert [entry.index for entry in queries.custody.of_exhibit(shown.files["1"])] == [1, 2, 3, 4]
    assert [entry.index for entry in queries.custody.of_exhibit(shown.files["paper"])] == [1, 2, 3]
    assert [entry.index for entry in queries.custody.of_individual(INDIVIDUALS[0])] == [3, 4]
    assert [entry.index for entry in queries.custody.of_individual("I-ZZZZZZ")] == []
    assert queries.custody.of_exhibit("0" * 64) == []


def test_individuals_are_found_by_what_is_asked(shown):
    assert shown
    found = {
        IndividualFilter(): INDIVIDUALS,
        IndividualFilter(agency="215"): INDIVIDUALS[:1],
        IndividualFilter(number="00"): INDIVIDUALS[:1],
        IndividualFilter(number="%"): (),
        IndividualFilter(number_status="unread"): INDIVIDUALS[1:],
        IndividualFilter(status="reviewed"): (),
    }
    for wanted, identities in found.items():
        assert tuple(row.id for row in queries.individual_list.listing(wanted, 1).rows) == identities
    assert queries.individual_list.agencies() == ["215"]


def test_the_crop_of_an_individual_is_the_one_with_its_number(shown):
    row = queries.individual_list.listing(IndividualFilter(), 1).rows[0]
    assert row.crop.region == 0
    assert row.photographs == 2
    assert shown.files["1"] in {member.digest for member in queries.individual.by_id(row.id).members}


def test_photographs_are_found_by_class_reason_and_exposure(shown):
    assert shown
    counts = {
        PhotographFilter(): 6,
        PhotographFilter(photograph_class="labelled-individual"): 3,
        PhotographFilter(photograph_class="labelled-individual", once=True): 2,
        PhotographFilter(photograph_class="unreadable", reason="picture-truncated"): 1,
        PhotographFilter(unplaced="number-unread"): 0,
    }
    for wanted, count in counts.items():
        assert queries.photograph_list.listing(wanted, 1).total == count
    assert sum(queries.photograph_list.classes().values()) == 6


def test_copies_begin_with_the_one_to_look_at(shown):
    copies = queries.copies.of(shown.files["1-copy"])
    assert [copy.edit for copy in copies] == ["representative", "resaved"]
    assert copies[0].digest == shown.files["1"]
    assert len(copies[0].paths) == 2


@pytest.mark.parametrize(
    ("surface", "text", "confidence_ppm", "shown_unasked"),
    [
        ("card", "4038", 1, True),
        ("card", "— .", 999_999, False),
        ("skin", "4038", HELD_PPM - 1, False),
        ("skin", "4038", SURE_PPM, True),
        ("tape", "شرطة", 1, True),
    ],
)
def test_nobody_is_shown_skin_on_a_guess(surface, text, confidence_ppm, shown_unasked):
    assert label.likely(surface, text, confidence_ppm) is shown_unasked


def test_the_ladder_on_a_page_is_the_ladder_of_the_command(shown, commands):
    ladder = ladder_seen(Vault.open(shown.path))
    assert ladder.to_record() == commands.run("ladder", "--vault", shown.path, "--json").json


def test_looking_does_not_wait_for_a_writer(shown):
    from dalil.flows import vault as vaults

    with vaults.writing(shown.path):
        look(Vault.open(shown.path))
        assert queries.custody.position() == 6


def test_skin_is_shown_unasked_only_where_a_whole_number_is_accepted():

    assert label.likely("skin", "1001", SURE_PPM)
    assert label.likely("skin", "1001", HELD_PPM), "held back for people"
    assert not label.likely("skin", "1001", HELD_PPM - 1)
    assert not label.likely("skin", "10?1", SURE_PPM)
    assert not label.likely("skin", "ابن", SURE_PPM)
    assert label.likely("card", "1001", 0)
