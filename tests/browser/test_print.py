"""Pages on paper: few, whole, and dark on light whatever the screen shows."""

import re
import shutil
import subprocess

import pytest

from web.shown_vault import INDIVIDUALS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WIDTH_PT, EDGE_PT = 595, 30
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"')


def printed(chromium, address, folder, scheme="light"):
    """The page as A4 paper, as a PDF with the text places that pdftotext tells."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    path = str(folder / "page.pdf")
    with chromium.page(address, scheme=scheme) as page:
        page.pdf(path=path, prefer_css_page_size=True, print_background=False)
    told = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True)
    return told.stdout


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_ladder_takes_three_sheets_at_most_and_none_is_empty(chromium, tmp_path, language):
    sheets = printed(chromium, f"/{language}/", tmp_path).split("<page ")[1:]
    assert len(sheets) <= 3
    for sheet in sheets:
        assert len(WORD.findall(sheet)) > 20


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_cut_at_either_edge_of_the_paper(chromium, tmp_path, shown, language):
    for address in (
        "",
        "individuals/",
        f"individuals/{INDIVIDUALS[0]}/",
        "photographs/",
        "received/",
        "custody/",
    ):
        words = WORD.findall(printed(chromium, f"/{language}/{address}", tmp_path))
        assert words, address
        assert min(float(left) for left, _ in words) > EDGE_PT, address
        assert max(float(right) for _, right in words) < WIDTH_PT - EDGE_PT, address
        assert min(float(left) for left, _ in words) < WIDTH_PT / 4, address


def test_paper_is_light_where_the_screen_is_dark(chromium):
    with chromium.page("/ar/", scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        assert max(int(part) for part in re.findall(r"\d+", ink)[:3]) < 80


def test_paper_names_its_vault_and_its_place_in_the_log(chromium):
    with chromium.page("/en/") as page:
        page.emulate_media(media="print")
        assert "Log entries: 5" in page.locator(".bottom").inner_text()
