"""The account of a match in Debian's Chromium: readable, and its bars run with the language."""

import pytest

from browser.test_looking import LOOKING
from flows.small_world import SmallWorld
from web.browsing import Served
from web.test_match_page import proposed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def account(chromium, tmp_path_factory):
    """A browser before a vault with matches, where nobody decides, and the address of one."""
    small = SmallWorld(tmp_path_factory.mktemp("matched-in-a-browser"))
    found = proposed(small.path, small.folder)
    with Served(small.path) as served:
        yield chromium.visiting(served), f"matches/{found['L0001:1']}/"


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("ar", "light", 360), ("en", "dark", 360), ("ar", "dark", 1200), ("en", "light", 1920)],
)
def test_the_account_can_be_read(account, language, scheme, width):
    browser, address = account
    with browser.page(f"/{language}/{address}", width=width, scheme=scheme) as page:
        assert not page.evaluate(LOOKING)


@pytest.mark.parametrize(("language", "onward"), [("ar", -1), ("en", 1)])
def test_what_makes_it_likelier_leads_on_as_one_reads(account, language, onward):
    browser, address = account
    with browser.page(f"/{language}/{address}") as page:
        boxes = page.locator("rect.more").evaluate_all(
            "(bars) => bars.map((bar) => bar.getBoundingClientRect().x)"
        )
        assert len(boxes) > 1
        assert boxes == sorted(boxes, reverse=onward < 0)
