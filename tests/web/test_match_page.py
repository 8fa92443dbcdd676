"""The page of a match: its account in both languages, for who has decided on it or does not decide."""

import re

import pytest

from dalil.core.matching.decision import Answer
from dalil.flows import decide, lists, match, withdrawal
from dalil.flows import vault as vaults
from dalil.flows.vault import World
from flows.small_world import SmallWorld
from flows.test_called import OURS, matched, world_of
from web.browsing import Served
from web.reading_html import Page
from web.shown_vault import INDIVIDUALS, NAME, ShownVault

LIST = "name,mother,birth_year\nمحمد احمد حلبي,فاطمة,1985\nKhaled Walid Al-Atassi,Huda,1990\n"
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
ARABIC = re.compile(r"[\u0621-\u064a]")
NUMBER = re.compile(r"[0-9]")
WEIGHED = re.compile(r"as often|chance|يرد مثل هذا|الاحتمال: |<svg class=\"account")


def world(actor):
    return World(actor=actor, passphrase=lambda: None)


def proposed(path, folder):
    """Import the list, match it, let amal answer yes, and return the ids of the matches by claim."""
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    with vaults.writing(path, world("amal")) as vault:
        lists.import_list(vault, str(folder / "list.csv"), source="families", columns={})
        match.match(vault)
        found = {each.match.claim: each.match.id for each in decide.matches(vault) if each.match.score_ppm}
        for each in found.values():
            decide.decide(vault, each, Answer.YES, "seen")
    return found


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    made = SmallWorld(tmp_path_factory.mktemp("small"))
    made.ids = proposed(made.path, made.folder)
    return made


@pytest.fixture(scope="module")
def anybody(small):
    with Served(small.path) as server:
        yield server.guest()


@pytest.fixture(params=["ar", "en"])
def language(request):
    return request.param


@pytest.fixture(params=["L0001:1", "L0001:2"])
def page(anybody, small, language, request):
    answer = anybody.get(f"/{language}/matches/{small.ids[request.param]}/")
    assert answer.status == 200
    return Page(answer.text)


def test_the_page_is_whole_and_keeps_to_its_language(page, language):
    assert not page.mistakes
    assert page.of("html") == [{"lang": language, "dir": {"ar": "rtl", "en": "ltr"}[language]}]
    assert len(page.of("h1")) == 1
    for text in page.texts:
        assert text.isolated or not (LATIN_WORD if language == "ar" else ARABIC).search(
            re.sub("English|العربية", "", text.text)
        ), text.text
        if NUMBER.search(text.text) and not text.within("title"):
            assert text.isolated, text.text
    assert not [each for _, each, _ in page.elements if "style" in each]


def test_it_says_in_words_how_likely_and_why(page, language):
    said = " ".join(text.text for text in page.texts)
    for words in {
        "ar": (
            "قبل أي مقارنة",
            "الاحتمال: ",
            "يرد مثل هذا في أوراق الشخص الواحد أكثر ب",
            "في النهاية",
            "وليس هذا تعريفاً بأحد",
        ),
        "en": (
            "before anything was compared",
            "chance in",
            "as often in statements about one person as about two people",
            "in the end",
            "identifies nobody",
        ),
    }[language]:
        assert words in said
    assert not re.search(r"\bbits?\b|logarithm|odds|ppm", said)


def test_what_both_sides_state_stands_under_where_it_stands(page, language):
    said = " ".join(" ".join(text.text.split()) for text in page.texts)
    for where in {"ar": ("في الأرشيف:", "في القائمة:"), "en": ("in the archive:", "in the list:")}[language]:
        assert where in said


def test_a_path_that_names_somebody_is_not_torn(tmp_path):
    """``شهادات وفاة/601/1226.pdf`` was shown as 1226.pdf 601/شهادات وفاة."""
    world = world_of(tmp_path, "3659", "3659", name="صور/محمد أحمد الحلبي")
    _, (one,) = matched(world, tmp_path, OURS)
    with Served(world.path) as server:
        source = server.guest().get(f"/ar/matches/{one.match.id}/").text
    assert re.search(r'ورد في: <bdi dir="ltr" class="path"><bdi dir="auto">صور</bdi>', source)
    assert '/<bdi dir="auto">محمد أحمد الحلبي</bdi></bdi>' in source


def test_a_number_with_a_comma_is_one_piece(anybody, small):
    source = anybody.get(f"/ar/matches/{small.ids['L0001:1']}/").text
    assert re.search(r"<bdi[^>]*>1,000</bdi>", source)


def test_bars_lead_on_from_one_another_and_arabic_mirrors_them(anybody, small):
    bars = {}
    for each in ("ar", "en"):
        page = Page(anybody.get(f"/{each}/matches/{small.ids['L0001:1']}/").text)
        bars[each] = [
            (int(one["x"]), int(one["width"])) for one in page.of("rect") if one["class"] in {"more", "less"}
        ]
    assert bars["en"]
    assert all(0 <= x <= x + width <= 1_000 for each in bars.values() for x, width in each)
    for (x, width), (mirrored, same) in zip(bars["en"], bars["ar"], strict=True):
        assert (x + width + mirrored, width) == (1_000, same)


def test_the_individual_leads_to_it_and_it_leads_back(anybody, small, language):
    address = f"/{language}/matches/{small.ids['L0001:1']}/"
    assert address in Page(anybody.get(f"/{language}/individuals/I0001/").text).addresses
    assert f"/{language}/individuals/I0001/" in Page(anybody.get(address).text).addresses


def test_who_has_yet_to_decide_sees_no_weight_and_who_has_decided_does(small, language):
    address = f"/{language}/matches/{small.ids['L0001:1']}/"
    with Served(small.path, "--as", "basem") as server:
        answer = server.guest().get(address)
    assert answer.status == 403
    assert "match-blind" in answer.text
    assert not WEIGHED.search(answer.text)
    with Served(small.path, "--as", "Amal") as server:
        assert WEIGHED.search(server.guest().get(address).text)


def test_no_match_is_an_address_without_a_page(anybody):
    assert anybody.get("/en/matches/M0/").status == 404
    answer = anybody.get(f"/en/matches/M{'0' * 20}/")
    assert (answer.status, "match-unknown" in answer.text) == (404, True)


def test_of_a_label_that_is_still_read_here_not_even_the_name_is_shown(tmp_path):
    shown = ShownVault(tmp_path)
    found = proposed(shown.path, tmp_path)["L0001:1"]
    with Served(shown.path, "--as", "amal") as server:
        reader = server.guest()
        answer = reader.get(f"/en/matches/{found}/")
        of_individual = reader.get(f"/en/individuals/{INDIVIDUALS[0]}/").text
    assert answer.status == 200
    assert not WEIGHED.search(answer.text)
    assert NAME not in answer.text
    assert "حلبي" not in answer.text
    assert found not in of_individual


@pytest.fixture
def claimed_twice(tmp_path):
    """Two families' rows for one individual, and amal's yes to both."""
    made = SmallWorld(tmp_path)
    made.ids = proposed(made.path, made.folder)
    other = made.file("other.csv", "name,mother\nمحمد احمد الحلبي,فاطمة\n")
    with vaults.writing(made.path, world("amal")) as vault:
        lists.import_list(vault, other, source="others", columns={})
        match.match(vault)
        (made.second,) = (
            each.match.id for each in decide.matches(vault) if each.match.claim.startswith("L0002")
        )
        decide.decide(vault, made.second, Answer.YES, "seen, too")
    return made


def test_two_families_of_one_individual_are_said_on_the_page_of_either(claimed_twice, language):
    with Served(claimed_twice.path) as server:
        answer = server.guest().get(f"/{language}/matches/{claimed_twice.second}/").text
    assert claimed_twice.ids["L0001:1"] in answer
    assert ("more than one claim may be about this individual" in answer) or (
        "أكثر من بلاغ قد يكون عن هذا الفرد" in answer
    )


def test_who_has_yet_to_decide_is_not_told_how_others_answered(claimed_twice):
    with Served(claimed_twice.path, "--as", "basem") as server:
        undecided = (
            server.guest().get("/en/custody/").text + server.guest().get("/en/individuals/I0001/").text
        )
    with Served(claimed_twice.path, "--as", "amal") as server:
        decided = server.guest().get("/en/custody/").text
    assert "match decided" not in undecided
    assert "match decided" in decided


def test_a_claim_that_was_taken_back_is_not_proposed_any_more(claimed_twice):
    with vaults.writing(claimed_twice.path, world("amal")) as vault:
        withdrawal.withdraw(vault, "L0002", 1, "they asked", copies=False)
    with Served(claimed_twice.path) as server:
        shown = server.guest().get("/en/individuals/I0001/").text
    assert claimed_twice.second not in shown
    assert claimed_twice.ids["L0001:1"] in shown
