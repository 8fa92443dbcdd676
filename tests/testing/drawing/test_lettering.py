"""Lines of text as ink."""

import numpy as np
import pytest

from dalil.testing.drawing import chance, lettering, strokes


@pytest.mark.parametrize("letter", [*"0123456789٠١٢٣٤٥٦٧٨٩/."])
def test_every_digit_and_sign_can_be_written_by_hand(letter):
    luck = chance.stream(letter)
    ink = strokes.write(letter, 60, strokes.Hand.of(luck), luck)
    assert ink.max() == 255
    rim = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
    assert not rim.any()


def test_hands_differ():
    inks = [strokes.write("3659", 40, strokes.Hand.of(chance.stream(i)), chance.stream(i)) for i in (1, 2)]
    assert inks[0].shape != inks[1].shape or (inks[0] != inks[1]).any()


@pytest.mark.parametrize("name", [lettering.SANS, lettering.SERIF, lettering.SERIF_BOLD, lettering.MARKER])
@pytest.mark.parametrize("text", ["رقم ٣٦٥٩", "فرع 215", "15/03/2018"])
def test_printed_digits_have_about_the_wished_height(name, text):
    ink = lettering.printed("2", 50, name)
    rows = np.flatnonzero(ink.max(axis=1) > 100)
    assert 44 <= rows[-1] - rows[0] + 1 <= 56
    assert lettering.printed(text, 50, name).max() == 255


def test_numbers_in_arabic_indic_digits_stand_right_to_left():
    luck = chance.stream("line")
    hand = strokes.Hand.of(luck)
    western = lettering.written("11111 / 8", 40, hand, luck)
    indic = lettering.written("١١١١١ / ٨", 40, hand, luck)
    assert _lean(western) < 0 < _lean(indic)


def _lean(ink: np.ndarray) -> int:
    """Negative where more ink columns are used in the left half."""
    used = (ink > 0).sum(axis=0)
    middle = len(used) // 2
    return int(used[middle:].sum()) - int(used[:middle].sum())
