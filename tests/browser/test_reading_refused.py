"""The reading page in Chromium after an answer that was refused, and where writing on skin is asked for."""

import shutil

import pytest

from browser.waiting import wait_until
from dalil.core.reading import SURE_PPM
from dalil.core.reading_queue import item_of
from flows.labelled_world import LabelledWorld
from web.browsing import Served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIZES = [(1366, 768), (360, 700)]


def in_sight(page, place):
    box, height = page.locator(place).bounding_box(), page.viewport_size["height"]
    below = page.locator(".answers").bounding_box()["y"]
    return box["y"] >= 0 and box["y"] + min(box["height"], height / 3) <= min(below, height)


@pytest.fixture
def reading(chromium, shown, tmp_path):
    path = str(tmp_path / "vault")
    shutil.copytree(shown.path, path)
    with Served(path, "--as", "هدى") as served:
        yield chromium.visiting(served)


@pytest.fixture
def skin(chromium, tmp_path):
    """A label on skin that two people read otherwise, and one that nobody read."""
    made = LabelledWorld(tmp_path, 2)
    made.examine([("skin", "3659")], [("skin", "3770")], confidence=SURE_PPM)
    item = item_of(made.digests[0], 0)
    made.reads("amal", item, "3659")
    made.reads("basem", item, "3689")
    with Served(made.path, "--as", "سمير") as served:
        yield chromium.visiting(served)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_why_an_answer_was_refused_is_in_sight_beside_the_field(reading, language, width, height):
    with reading.page(f"/{language}/reading/", width=width, refused=True) as page:
        page.set_viewport_size({"width": width, "height": height})
        assert in_sight(page, ".reads-as")
        with page.expect_navigation():
            page.locator("#text").press("Enter")
        wait_until(page, "document.querySelector('.crop-read').naturalWidth > 0")
        assert page.evaluate("document.activeElement.id") == "text"
        assert in_sight(page, ".refusal")
        assert in_sight(page, "#text")


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_writing_on_skin_is_shown_when_it_is_asked_for(skin, language, width, height):
    with skin.page(f"/{language}/reading/", width=width, refused=True) as page:
        page.set_viewport_size({"width": width, "height": height})
        assert not page.locator(".crop-read").is_visible()
        with page.expect_navigation():
            page.locator(".answers [value=text]").click()
        assert in_sight(page, ".refusal")
        assert not page.locator(".crop-read").is_visible()
        page.locator("details.skin summary").focus()
        page.keyboard.press("Enter")
        assert page.locator(".crop-read").is_visible()
        page.keyboard.press("Enter")
        with page.expect_navigation():
            page.locator(".answers [value=pass]").click()
        assert not page.locator("[role=alert]").count()
