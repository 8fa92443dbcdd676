"""The contact sheet: one page that holds everything, loads nothing, and obeys nothing from outside."""

from html.parser import HTMLParser

from dalil.publish.contact_sheet import CropShown, Tally, contact_sheet

TALLY = Tally(3, {"card": (2, 1)}, 1, {"picture-truncated": 1})


def crop(**other):
    known = {
        "path": "01.04.2020_شرطة/IMG.JPG",
        "surface": "card",
        "png": b"\x89PNG",
        "text": "٣٦٥٩",
        "confidence_ppm": 990_000,
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
    assert "99.0 %" in page
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
