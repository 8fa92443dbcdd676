"""Pages on paper: few, whole, and dark on light whatever the screen shows."""

import re

import numpy as np
import pypdfium2
import pytest

from web.shown_vault import INDIVIDUALS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

EDGE_PT = 30
INK = 200
"""Grey levels under this are ink."""


def printed(chromium, address, folder):
    """The page as sheets of A4 paper: where ink lies on each, one dot a point."""
    path = str(folder / "page.pdf")
    with chromium.page(address) as page:
        page.pdf(path=path, prefer_css_page_size=True, print_background=False)
    with pypdfium2.PdfDocument(path) as document:
        return [np.asarray(sheet.render(grayscale=True).to_numpy()).squeeze() < INK for sheet in document]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_ladder_takes_three_sheets_at_most_and_none_is_empty(chromium, tmp_path, language):
    sheets = printed(chromium, f"/{language}/", tmp_path)
    assert len(sheets) <= 3
    for sheet in sheets:
        assert sheet.any(axis=1).sum() > 100


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_cut_at_either_edge_of_the_paper(looking, tmp_path, language):
    for address in ("", "individuals/", f"individuals/{INDIVIDUALS[0]}/", "photographs/", "custody/"):
        for sheet in printed(looking, f"/{language}/{address}", tmp_path):
            inked = np.flatnonzero(sheet.any(axis=0))
            assert inked.min() > EDGE_PT, address
            assert inked.max() < sheet.shape[1] - EDGE_PT, address
            assert inked.min() < sheet.shape[1] / 4, address


def test_paper_is_light_where_the_screen_is_dark(chromium):
    with chromium.page("/ar/", scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        assert max(int(part) for part in re.findall(r"\d+", ink)[:3]) < 80


def test_paper_names_its_vault_and_its_place_in_the_log(chromium):
    with chromium.page("/en/") as page:
        page.emulate_media(media="print")
        assert "Log entries: 6" in page.locator(".bottom").inner_text()
