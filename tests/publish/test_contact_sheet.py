"""The contact sheet: one page that holds everything, loads nothing, and obeys nothing from outside."""

import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources

from dalil.publish.contact_sheet import _SURFACES, CropShown, RefusedFiles, Tally, contact_sheet

TALLY = Tally(3, {"card": (2, 1)}, 1, {"picture-truncated": RefusedFiles(1, "It <ends>.", "Look on.")})


def crop(**other):
    known = {
        "path": "01.04.2020_شرطة/IMG.JPG",
        "surface": "card",
        "png": b"\x89PNG",
        "text": "٣٦٥٩",
        "confidence_ppm": 999_999,
        "accepted": True,
        "truncated": False,
    }
    return CropShown(**{**known, **other})


def elements(page):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda name, attributes: found.append((name, dict(attributes)))
    parser.feed(page.decode())
    return found


def test_it_shows_every_crop_with_its_text_and_counts():
    page = contact_sheet([crop(), crop(text="", accepted=False)], TALLY).decode()
    assert page.count("<li") == 2
    assert "٣٦٥٩" in page
    assert "99.9 %" in page, "rounded down"
    assert "It &lt;ends&gt;. Look on." in page
    assert "may be skin" not in page
    assert "files: 3; without a label: 1; not read: 1" in page
    assert "picture-truncated 1" in page
    assert "2 of 2 labels are shown" in page


def test_nothing_is_loaded_and_nothing_runs():
    page = contact_sheet([crop()], TALLY)
    names = {name for name, _ in elements(page)}
    assert not names & {"script", "link", "iframe", "form", "a"}
    sources = [attributes["src"] for _, attributes in elements(page) if "src" in attributes]
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert b"default-src 'none'" in page


def test_what_is_read_or_named_outside_is_never_markup():
    odd = "<script>x</script>\u202e&"
    page = contact_sheet([crop(text=odd, path=odd)], TALLY)
    assert b"<script>" not in page
    assert "\u202e".encode() not in page


def test_the_same_input_gives_the_same_bytes():
    assert contact_sheet([crop()], TALLY) == contact_sheet([crop()], TALLY)


def test_what_is_found_and_not_shown_is_said_with_the_way_to_ask():
    page = contact_sheet(
        [crop()] * 29, replace(TALLY, surfaces={"card": (29, 1), "skin": (8, 0)}, skin=8)
    ).decode()
    assert "29 of 37 labels are shown" in page
    assert "8 that may be skin are not shown unasked: --show-skin" in page


def test_it_says_that_a_machine_read_it_in_the_words_of_the_pages():
    page = contact_sheet([crop(text='36"59\n215')], TALLY).decode()
    assert "nobody has checked them" in page
    assert "ولم يتحقق منها أحد" in page
    words = tomllib.loads(resources.files("dalil.web.words").joinpath("photograph.toml").read_text("utf-8"))
    (said,) = [each for each in words.values() if isinstance(each, dict) and set(_SURFACES) <= set(each)]
    assert {name: said[name]["ar"] for name in _SURFACES} == _SURFACES
    assert [each["alt"] for name, each in elements(page.encode()) if name == "img"] == [
        'وسم قرأته الآلة – label, read by a machine: 36"59 / 215'
    ]
