"""The alphabet: what is seen from left to right becomes what a person would type, and back."""

import pytest

from dalil.vision import alphabet
from dalil.vision.alphabet import DigitSystem


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("رقم 3659", "3659 مقر"),
        ("الفرع ٢١٥", "٢١٥ عرفلا"),
        ("شرطة عسكرية", "ةيركسع ةطرش"),
        ("تاريخ 12/04/2019", "12/04/2019 خيرات"),
        ("سطن ٧١٢٦", "٧١٢٦ نطس"),
        ("ب/12", "12/ب"),
        ("(مشفى)", "(ىفشم)"),
        ("ملف AB Damascus 12", "12 AB Damascus فلم"),
        ("٤٠٣٨/٢١٥", "٤٠٣٨/٢١٥"),
        ("No. 12", "No. 12"),
        ("", ""),
    ],
)
def test_numbers_keep_their_direction_inside_arabic(text: str, seen: str) -> None:
    assert alphabet.visual(text) == seen
    assert alphabet.logical(seen) == text


def test_every_character_has_one_class() -> None:
    assert len(set(alphabet.ALPHABET)) == len(alphabet.ALPHABET)
    assert not set("۰۱۲۳۷۸۹") & set(alphabet.ALPHABET)


def test_a_line_with_an_extended_shape_is_written_in_extended_digits() -> None:
    assert alphabet.settle_digits("٣۶٥") == "٣۶٥"
    assert alphabet.settle_digits("٣۶٩") == "۳۶۹"
    assert alphabet.settle_digits("٣٦٩") == "٣٦٩"


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("12", DigitSystem.WESTERN),
        ("٢١٥", DigitSystem.ARABIC_INDIC),
        ("۴۵", DigitSystem.EXTENDED),
        ("1٢", DigitSystem.MIXED),
        ("شرطة", DigitSystem.NONE),
    ],
)
def test_the_digit_system_is_named(text: str, system: DigitSystem) -> None:
    assert alphabet.digit_system(text) is system


def test_pairs_that_read_both_ways_up_are_known() -> None:
    assert alphabet.turned("69") == "69"
    assert alphabet.turned("619") == "619"
    assert alphabet.turned("66") == "99"
    assert alphabet.turned("٧٧٨") == "٧٨٨"
    assert alphabet.turned("101/86") == "98/101"
    assert alphabet.turned("123") is None
    assert alphabet.turned("") is None
