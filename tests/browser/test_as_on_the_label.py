"""What is typed looks as it does on the label, in the field and where it is read back, in Chromium."""

import shutil

import pytest

from browser.waiting import wait_until
from dalil.core.reading_queue import item_of
from dalil.core.transcription import Transcription
from dalil.flows import transcribe
from dalil.flows import vault as vaults
from dalil.flows.vault import World
from web.browsing import Served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LABELS = ("٢٢٠ / ١١٩٦", "٢١٥ - ٣٦٥٩ - ١١٧٤", "٠٤-١٠-٢٠٢٣", "٣ ٦ ٥ ٩")

SEEN = """(element) => {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      found.push([range.getBoundingClientRect().left, node.data[at]]);
    }
  }
  return found.sort((one, other) => one[0] - other[0]).map((each) => each[1]).join("");
}"""
"""Characters of an element from left to right."""


def carets(page, selector):
    """Where the caret comes to stand, pressed at one place after another from left to right."""
    box = page.locator(selector).bounding_box()
    found = []
    for x in range(2, int(box["width"]) - 2, 3):
        page.mouse.click(box["x"] + x, box["y"] + box["height"] / 2)
        found.append(page.evaluate(f"document.querySelector('{selector}').selectionStart"))
    return found


@pytest.fixture
def vault(shown, tmp_path):
    path = str(tmp_path / "vault")
    shutil.copytree(shown.path, path)
    return path


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("text", LABELS)
def test_the_field_looks_like_the_label(chromium, language, text):
    with chromium.page(f"/{language}/reading/", width=360) as page:
        wait_until(page, "document.querySelector('.crop-read').naturalWidth > 0")
        page.locator("#text").focus()
        page.keyboard.type(text)
        found = carets(page, "#text")
        assert found == sorted(found)
        assert (found[0], found[-1]) == (0, len(text))
        assert not page.locator(".echo").is_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_line_with_letters_is_shown_as_it_will_be_recorded(chromium, language):
    with chromium.page(f"/{language}/reading/") as page:
        page.locator("#text").fill("رقم ٢١٥-٣٦٥٩")
        page.locator("#more").fill("٠٤-١٠-٢٠٢٣")
        first, second = page.locator(".echo span > *").all()
        assert first.locator("bdo").evaluate(SEEN) == "٢١٥-٣٦٥٩"
        assert first.evaluate(SEEN).startswith("٢١٥-٣٦٥٩ ")
        assert second.evaluate(SEEN) == "٠٤-١٠-٢٠٢٣"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_refused_answer_and_what_others_read_look_like_the_label(chromium, shown, vault, language):
    item = item_of(shown.files["2"], 0)
    for name, text in (("amal", LABELS[1]), ("basem", LABELS[2])):
        with vaults.writing(vault, World(actor=name)) as opened:
            transcribe.make(opened, item, Transcription.typed([text]))
    with Served(vault, "--as", "samir") as served:
        browser = chromium.visiting(served)
        with browser.page(f"/{language}/reading/") as page:
            seen = {each.evaluate(SEEN) for each in page.locator(".choice .line:not(.quiet)").all()}
            assert seen == {LABELS[1], LABELS[2]}
            assert page.locator(".choice .line.quiet").inner_text().endswith("3659")
