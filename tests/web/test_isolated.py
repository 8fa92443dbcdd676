"""Numbers, dates, paths and digests inside Arabic."""

import re

import pytest

from dalil.web import isolated
from dalil.web.written import lettered, written


def bare(text):
    return re.sub(r"<[^>]*>", "", text)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (isolated.number(53_275), "53,275"),
        (isolated.span(43, 48), "43–48"),
        (isolated.span(7, 7), "7"),
        (isolated.percent(999_999), "99.9%"),
        (isolated.percents(0, 438_000), "0.0%–43.8%"),
        (isolated.percents(10_999, 277_100), "1.0%–27.8%"),
        (isolated.percent(1_000_000), "100.0%"),
        (isolated.percent(500), "0.0%"),
        (isolated.moment("2026-01-31T09:30:00.123Z"), "2026-01-31 09:30:00 UTC"),
        (isolated.plain("dalil/0.1.0"), "dalil/0.1.0"),
        (isolated.digest("ab" * 32), "ab" * 32),
        (isolated.short("ab" * 32), "abababababab"),
        (isolated.path("a/b.jpg"), "a/b.jpg"),
    ],
)
def test_it_stands_left_to_right_in_an_element_of_its_own(made, shown):
    assert made.startswith('<bdi dir="ltr"')
    assert made.endswith("</bdi>")
    assert bare(made) == shown


@pytest.mark.parametrize("make", [isolated.plain, isolated.path, written, isolated.mixed])
def test_markup_is_text_and_hidden_marks_are_seen(make):
    made = make('<b>"&\u202e\x07 ملف')
    assert "<b>" not in made
    assert "\u202e" not in made
    assert "\x07" not in made
    assert "U+202E" in bare(made)
    assert "U+0007" in bare(made)


def test_a_path_keeps_its_letters_and_isolates_each_part():
    path = "15.03.2018_عسكرية/2021_شرطة 12-04/IMG_1.JPG"
    made = isolated.path(path)
    assert bare(made) == path
    assert made.count('<bdi dir="auto">') == 3
    assert '<bdi dir="ltr">12-04</bdi>' in made
    assert '<bdi dir="ltr">15.03.2018</bdi>' in made


def test_in_a_sentence_every_run_of_numbers_is_isolated():
    made = isolated.mixed("بينهما أيام: 2018-03-15 2018-03-17؛ المجلد نفسه")
    assert '<bdi dir="ltr" class="unbroken">2018-03-15 2018-03-17</bdi>' in made
    assert bare(made) == "بينهما أيام: 2018-03-15 2018-03-17؛ المجلد نفسه"


def test_what_somebody_wrote_keeps_its_own_direction_and_lines():
    made = written("٢١٥ - ٣٦٥٩\nفرع 215-٣ ب")
    number, branch = made.split("\n")
    assert number == '<bdi dir="auto" class="written"><bdo dir="ltr">٢١٥ - ٣٦٥٩</bdo>'
    assert branch == '<bdi dir="auto">فرع <bdo dir="ltr">215-٣</bdo> ب</bdi></bdi>'
    assert [lettered(each) for each in ("٢١٥ - ؟", "", "S1", "فرع")] == [False, False, True, True]


def test_an_option_keeps_its_dashes_before_it():
    assert ">--as NAME</bdi>" in isolated.mixed("بالخيار «--as NAME»، أو في DALIL_ACTOR")
