import pytest

from dalil.core.script import DigitSystem, bare_word, digit_system, fold, fold_digits, fold_text


@pytest.mark.parametrize("written", ["3659", "٣٦٥٩", "۳۶۵۹"])
def test_three_digit_systems_fold_to_one(written):
    assert fold_digits(written) == "3659"


@pytest.mark.parametrize(
    ("written", "system"),
    [
        ("3659", DigitSystem.WESTERN),
        ("٣٦٥٩", DigitSystem.ARABIC_INDIC),
        ("۳۶۵۹", DigitSystem.EXTENDED),
        ("3٦", DigitSystem.MIXED),
        ("شرطة", DigitSystem.NONE),
    ],
)
def test_a_text_names_its_digit_system(written, system):
    assert digit_system(written) is system


def test_letter_forms_marks_and_direction_signs_fold_away():
    assert fold_text("الشُّرْطَـــة\u200f العَسْكَرِيّة") == "الشرطه العسكريه"
    assert fold_text("أإآا ىي ؤ") == "اااا يي و"


def test_a_folded_span_shows_what_was_written():
    folded = fold("فرع\u200f ٢١٥")
    start = folded.text.index("215")
    assert folded.written(start, start + 3) == "٢١٥"
    assert folded.written(2, 2) == ""


def test_presentation_forms_are_taken_apart():
    folded = fold("ﻻ9")
    assert folded.text == "لا9"
    assert folded.written(2, 3) == "9"


def test_an_article_is_cut_only_from_longer_words():
    assert bare_word("العسكريه") == "عسكريه"
    assert bare_word("الم") == "الم"
