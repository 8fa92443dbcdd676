"""What a line says: a text with digits is said when its characters are likely, however many they are."""

import numpy as np
import pytest

from dalil.vision.alphabet import sequence_of
from dalil.vision.line_reading import reading_of


def said(text, chance):
    return reading_of([sequence_of(text)], np.array([chance]), 0)


@pytest.mark.parametrize(
    ("text", "chance"),
    [
        ("2003.1.31", 0.21),
        ("١٣_٧_١٩٩٧", 0.15),
        ("المزة ٢٧٢", 0.06),
        ("⋮ط ٧٣٤", 0.22),
        ("3659", 0.25),
        ("7", 0.71),
        ("بن", 0.01),
    ],
)
def test_a_long_text_with_a_doubtful_character_is_said(text, chance):
    assert said(text, chance).text == text


@pytest.mark.parametrize(
    ("text", "chance"),
    [
        ("7", 0.6),
        ("44", 0.45),
        ("1299", 0.2),
        ("2642 1315 44", 0.04),
        ("La4", 0.2),
        ("⋮4", 0.6),
        ("٠٠ ٠", 0.99),
    ],
)
def test_a_guess_is_not_said_and_stays_the_first_alternative(text, chance):
    reading = said(text, chance)
    assert reading.text == ""
    assert reading.alternatives[0].text == text
    assert reading.confidence_ppm == round(chance * 1_000_000)
