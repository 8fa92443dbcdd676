"""The reading page in Debian's Chromium: by keyboard alone, by the pad alone, on a narrow screen."""

import shutil
from functools import partial

import pytest

from browser.waiting import wait_until
from dalil.flows import vault as vaults
from web.browsing import Served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FOCUSED = "document.activeElement.id"


@pytest.fixture
def reading(chromium, shown, tmp_path):
    """A browser at a vault of its own, and what was recorded there."""
    path = str(tmp_path / "vault")
    shutil.copytree(shown.path, path)

    def recorded():
        events = vaults.Vault.open(path).journal.events()
        return [event.body for _, event in events if event.type == "reading-made"]

    with Served(path, "--as", "هدى") as served:
        yield chromium.visiting(served), recorded


def presses_with_alt(page, letter):
    """Alt and a letter, as a keyboard of that script sends them; Playwright knows Latin ones alone."""
    keyboard = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        told = {"type": kind, "modifiers": 1, "key": letter, "text": letter, "unmodifiedText": letter}
        keyboard.send("Input.dispatchKeyEvent", told)


@pytest.mark.parametrize(("language", "illegible", "passing"), [("ar", "غ", "ت"), ("en", "i", "p")])
def test_labels_are_read_by_keyboard_alone(reading, language, illegible, passing):
    browser, recorded = reading
    with browser.page(f"/{language}/reading/") as page:
        items = []
        for text, key in (("رقم ٣٦٥٩", "Enter"), ("", passing), ("", illegible)):
            assert page.evaluate(FOCUSED) == "text"
            items.append(page.locator("[name=item]").get_attribute("value"))
            page.keyboard.type(text)
            with page.expect_navigation():
                (page.keyboard.press if text else partial(presses_with_alt, page))(key)
        assert page.locator("[name=item]").get_attribute("value") == items[1]
    assert [body["lines"] for body in recorded()] == [["رقم ٣٦٥٩"], []]
    assert [body["text"]["legibility"] for body in recorded()] == ["read", "illegible"]


def test_the_pad_types_in_either_digits_and_two_presses_record_once(reading):
    browser, recorded = reading
    with browser.page("/ar/reading/", width=360) as page:
        for key in ("٣", "6", "?", "-", "٩"):
            page.locator(f".pad [data-key='{key}']").click()
        page.locator("#text").press("ArrowLeft")
        page.locator(".pad [data-erase]").click()
        assert page.locator("#text").input_value() == "٣6?٩"
        with page.expect_navigation():
            page.evaluate("for (const each of [1, 2]) document.querySelector('.answers button').click()")
        assert not page.locator("[role=alert]").count()
    assert [body["lines"] for body in recorded()] == [["٣6?٩"]]


def test_the_crop_is_big_and_inside_the_page(reading):
    browser, _ = reading
    for width in (360, 1200):
        with browser.page("/ar/reading/", width=width) as page:
            wait_until(page, "document.querySelector('.crop-read').naturalWidth > 0")
            box = page.locator(".crop-read").bounding_box()
            assert box["width"] > min(width, 900) * 0.8
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("language", "foreign", "place"), [("ar", "y", "KeyY"), ("en", "ه", "KeyI")])
def test_a_key_answers_in_either_layout_of_the_keyboard(reading, language, foreign, place):
    browser, recorded = reading
    with browser.page(f"/{language}/reading/") as page:
        keyboard = page.context.new_cdp_session(page)
        told = {"type": "keyDown", "modifiers": 1, "key": foreign, "code": place}
        with page.expect_navigation():
            keyboard.send("Input.dispatchKeyEvent", told)
    assert [body["text"]["legibility"] for body in recorded()] == ["illegible"]


def test_enter_begins_a_line_below_the_first_and_with_ctrl_records(reading):
    browser, recorded = reading
    with browser.page("/ar/reading/") as page:
        page.locator("#text").fill("٣٦٥٩")
        page.locator("#more").press_sequentially("فرع\n٢١٥")
        with page.expect_navigation():
            page.locator("#more").press("Control+Enter")
    assert [body["lines"] for body in recorded()] == [["٣٦٥٩", "فرع", "٢١٥"]]


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 700)])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_answer_is_in_sight_without_scrolling(reading, language, width, height):
    browser, _ = reading
    with browser.page(f"/{language}/reading/", width=width) as page:
        page.set_viewport_size({"width": width, "height": height})
        wait_until(page, "document.querySelector('.crop-read').naturalWidth > 0")
        assert page.locator(".crop-read").bounding_box()["height"] <= height * 0.41
        field = page.locator("#text").bounding_box()
        boxes = [each.bounding_box() for each in page.locator(".answers button").all()]
        assert all(box["y"] >= 0 and box["y"] + box["height"] <= height for box in boxes)
        assert field["y"] + field["height"] <= min(box["y"] for box in boxes)
