"""Every page, in both languages, as it leaves the server."""

import itertools
import re
import urllib.parse

import pytest

from web.browsing import Served
from web.reading_html import Page
from web.shown_vault import FOLDER, INDIVIDUALS, MARKUP, NAME, RETIRED

pytestmark = pytest.mark.xdist_group("web")

ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
KEPT_APART = re.compile(r"\u2068[^\u2069]*\u2069|dalil")
NUMBER = re.compile(r"[0-9٠-٩]")


def addresses_of(shown):
    photographs = [f"photographs/{digest}/" for digest in shown.files.values()]
    individuals = [f"individuals/{identity}/" for identity in INDIVIDUALS]
    entries = [f"custody/entries/{index}/" for index in range(6)]
    lists = [
        "",
        "individuals/",
        "individuals/?agency=215",
        "individuals/?number=%D9%A4%D9%A0%D9%A0%D9%A1&number_status=proposed",
        "individuals/?number=9",
        "photographs/",
        "photographs/?class=unreadable&reason=picture-truncated",
        "photographs/?class=labelled-individual&once=1",
        "received/",
        "reading/",
        "photographs/?class=rubbish",
        "received/?refused=1",
        "custody/",
        "custody/entries/",
        "custody/entries/?type=examined",
        "custody/verify/",
    ]
    return [*lists, *photographs, *individuals, *entries]


@pytest.fixture(scope="module", params=["ar", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def pages(shown, looker, guest, language):
    found = {}
    for address in addresses_of(shown):
        answer = (guest if address == "reading/" else looker).get(f"/{language}/{address}")
        assert answer.status == 200, address
        found[address] = Page(answer.text)
    return found


def test_every_page_is_well_formed_and_says_its_language(pages, language):
    direction = {"ar": "rtl", "en": "ltr"}[language]
    for address, page in pages.items():
        assert not page.mistakes, address
        assert page.of("html") == [{"lang": language, "dir": direction}], address
        assert len(page.ids) == len(set(page.ids)), address
        assert len(page.of("h1")) == 1, address
        assert page.of("title"), address


def test_nothing_is_loaded_from_elsewhere_and_nothing_stands_inline(pages):
    for address, page in pages.items():
        for target in page.addresses:
            assert target.startswith(("/", "?", "#")), (address, target)
            assert not target.startswith("//"), (address, target)
        for name, attributes, _ in page.elements:
            assert name not in {"style", "iframe", "object"}, address
            assert name != "script" or attributes["src"].startswith("/static/"), address
            assert not [key for key in attributes if key == "style" or key.startswith("on")], address


def test_every_link_leads_somewhere(guest, pages, language):
    asked = {}
    for address, page in pages.items():
        for target in page.addresses:
            path = urllib.parse.urljoin(f"/{language}/{address}", target).partition("#")[0]
            if path not in asked:
                asked[path] = guest.get(path).status
            assert asked[path] == 200, (address, target)


def test_what_comes_from_outside_is_never_markup(pages):
    for address, page in pages.items():
        assert "<script>" not in page.source, address
        assert not [each for each in page.of("script") if set(each) != {"src", "defer"}], address
    assert any(MARKUP in text.text for page in pages.values() for text in page.texts)


def test_hidden_direction_marks_are_shown_and_never_obeyed(pages):
    for address, page in pages.items():
        assert "\u202e" not in page.source, address
    assert "&lt;U+202E&gt;" in pages["received/"].source


def test_every_number_keeps_its_direction(pages):
    for address, page in pages.items():
        for text in page.texts:
            if NUMBER.search(text.text) and not text.within("title", "svg", "option", "span"):
                assert text.isolated, (address, text.text)


def test_no_english_leaks_into_the_arabic_pages(shown, looker, guest):
    for visitor, address in itertools.product((looker, guest), addresses_of(shown)):
        page = Page(visitor.get(f"/ar/{address}").text)
        for text in page.texts:
            if not text.isolated and not text.within("option"):
                assert not LATIN_WORD.search(KEPT_APART.sub("", text.text)), (address, text.text)


def test_no_arabic_leaks_into_the_english_pages(shown, guest):
    for address in addresses_of(shown):
        for text in Page(guest.get(f"/en/{address}").text).texts:
            if not text.isolated:
                assert not ARABIC.search(text.text), (address, text.text)


def test_every_picture_and_field_has_words(pages):
    for address, page in pages.items():
        assert all("alt" in image for image in page.of("img")), address
        labelled = {label["for"] for label in page.of("label")}
        fields = [*page.of("select"), *(each for each in page.of("input") if each.get("type") != "hidden")]
        assert {each["id"] for each in fields} <= labelled, address


def test_an_individual_is_found_by_its_number_in_either_script(looker):
    for number in ("4001", "٤٠٠١", "400"):
        page = looker.get(f"/en/individuals/?number={urllib.parse.quote(number)}").text
        assert INDIVIDUALS[0] in page
        assert INDIVIDUALS[1] not in page


def test_an_individual_shows_labels_reasons_paths_and_its_decision(pages, language, shown):
    page = pages[f"individuals/{INDIVIDUALS[0]}/"]
    said = " ".join(text.text for text in page.texts)
    assert NAME in said
    assert re.search(rf"{NAME}</bdi></bdi> <span class=\"chip chip-proposed\">", page.source)
    assert "IMG_0001.JPG" in said
    assert ("الرقم نفسه" if language == "ar" else "same number") in said
    assert f"/picture/{shown.files['1']}/label/0.png" in page.addresses
    assert f"/picture/{shown.files['1']}/preview.png" in page.addresses
    assert f"/{language}/custody/entries/4/" in page.addresses
    reason, doubt = re.findall(r'<ol class="reasons">(.*?)</ol>', page.source, re.DOTALL)
    for tied in ("1", "2"):
        assert f'href="/{language}/photographs/{shown.files[tied]}/"' in reason
    assert f'href="/{language}/individuals/{INDIVIDUALS[1]}/"' in doubt
    assert ("أُخطئت قراءته" if language == "ar" else "misread") in doubt


def test_the_page_of_a_retired_id_says_where_its_photographs_are(looker, language):
    page = looker.get(f"/{language}/individuals/{RETIRED}/")
    assert page.status == 410
    assert INDIVIDUALS[0] in page.text


def test_a_field_that_another_copy_gives_leads_to_that_copy(pages, shown):
    page = pages[f"photographs/{shown.files['1-copy']}/"]
    (fields,) = re.findall(r'aria-labelledby="fields".*?</table>', page.source, re.DOTALL)
    assert f"photographs/{shown.files['1']}/" in fields


def test_a_doubtful_label_on_skin_is_folded_away(pages, shown):
    page = pages[f"photographs/{shown.files['1']}/"]
    inside = {
        attributes["src"]: any(name == "details" for name, _ in around)
        for name, attributes, around in page.elements
        if name == "img"
    }
    assert inside[f"/picture/{shown.files['1']}/label/0.png"] is False
    assert inside[f"/picture/{shown.files['1']}/label/1.png"] is True


def test_a_photograph_shows_its_whole_chain_of_custody(pages, language, shown):
    page = pages[f"photographs/{shown.files['1']}/"]
    entries = [each for each in page.addresses if "/entries/" in each]
    assert entries == [f"/{language}/custody/entries/{index}/" for index in (1, 2, 3, 4)]
    said = "".join(text.text for text in page.texts)
    for witness in ("2018:03:15 10:22:31 +03:00", "Image Make", "X100", "12,345", shown.files["1"]):
        assert witness in said


def test_a_damaged_photograph_says_why_it_is_not_shown(pages, shown):
    page = pages[f"photographs/{shown.files['damaged']}/"]
    assert "picture-truncated" in page.source
    assert not [each for each in page.addresses if each.endswith(".png")]


def test_the_ladder_names_every_rung_and_leads_to_rows(pages, language):
    page = pages[""]
    assert f"/{language}/received/?refusal=source-special" in page.addresses
    assert f"/{language}/photographs/?class=unreadable&reason=picture-truncated" in page.addresses
    assert f"/{language}/individuals/?number_status=unread" in page.addresses
    assert len(page.of("svg")) == 2
    assert {"ar": "لا يُسجَّل بعد", "en": "not recorded yet"}[language] in page.source
    assert FOLDER not in page.source


def test_custody_says_that_the_key_stands_in_the_clear(pages):
    for page in pages.values():
        assert 'class="warning"' in page.source


def test_the_balance_of_an_acquisition_stands_on_its_page(pages):
    said = " ".join(text.text for text in pages["custody/"].texts)
    assert "source-special" in said


def test_an_acquisition_names_the_hands_it_went_through(pages):
    said = " ".join(" ".join(text.text for text in pages["custody/"].texts).split())
    for hand in ("قرص USB", "giver-7", "أمل"):
        assert hand in said


def test_the_switch_leads_to_the_same_page_in_the_other_language(pages, language):
    other = {"ar": "en", "en": "ar"}[language]
    assert f"/{other}/individuals/?agency=215" in pages["individuals/?agency=215"].addresses


def test_what_an_address_asks_for_is_bounded(guest):
    for query in ("page=0", "page=99999999999999999999", "page=x", "agency=" + "a" * 5000, "number=%00"):
        assert guest.get(f"/ar/individuals/?{query}").status == 200


@pytest.mark.parametrize(
    "address",
    [
        "/ar/nothing/",
        "/ar/individuals/I-ZZZZZZ/",
        "/ar/individuals/..%2f..%2fdalil.toml/",
        f"/en/photographs/{'0' * 64}/",
        "/ar/custody/entries/6/",
        "/ar/custody/entries/99999999999999999999999/",
        "/fr/",
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
    ],
)
def test_what_is_not_there_is_one_page_in_both_languages(guest, address):
    answer = guest.get(address)
    assert answer.status == 404
    page = Page(answer.text)
    assert not page.mistakes
    assert "not-here" in answer.text
    assert "There is nothing at this address." in answer.text
    assert "لا شيء في هذا العنوان" in answer.text
    assert "<title>لا شيء" in answer.text or "<title>Nothing" in answer.text


def test_a_loss_that_leads_to_rows_leads_to_all_of_them(guest, pages, language):
    for loss in Page(guest.get(f"/{language}/").text).of("a"):
        address = loss["href"]
        if "photographs/?" in address or "received/?" in address:
            assert "<tbody>" in guest.get(address).text, address


def test_a_class_that_is_not_there_is_said(pages):
    page = pages["photographs/?class=rubbish"]
    assert "<tbody>" not in page.source
    assert "rubbish" in " ".join(text.text for text in page.texts)


def test_files_and_folders_are_told_apart(pages, language):
    said = " ".join(text.text for text in pages["received/"].texts)
    for word in {"ar": ("ملف", "مجلد", "سُجّل"), "en": ("file", "folder", "listed")}[language]:
        assert word in said.split()


def test_an_entry_says_in_a_sentence_what_it_records(pages, language):
    for index in range(5):
        page = pages[f"custody/entries/{index}/"]
        assert len(page.of("h3")) == 1
        said = " ".join(text.text for text in page.texts)
        assert {"ar": "حقلاً حقلاً", "en": "field by field"}[language] in said
    sealed = " ".join(text.text for text in pages["custody/entries/1/"].texts)
    assert {"ar": "خُتم الاستلام", "en": "was sealed"}[language] in sealed


def test_a_word_of_the_profile_stands_in_the_language_of_the_page(pages, language, shown):
    said = [text.text for text in pages[f"photographs/{shown.files['1']}/"].texts]
    assert {"ar": "عسكرية", "en": "military"}[language] in said


def test_a_vault_that_nobody_examined_says_what_to_do(tmp_path):
    from dalil.flows import profile
    from dalil.flows import vault as vaults

    vaults.create(str(tmp_path / "vault"), *profile.choose("syria"))
    with Served(str(tmp_path / "vault")) as server:
        assert "dalil examine" in server.guest().get("/en/photographs/").text
