"""Edits carry labels with the pixels."""

import numpy as np
import pytest

from dalil.testing.drawing import chance
from dalil.testing.drawing.difficulty import ALL_EDITS
from dalil.testing.drawing.edits import EDITS, edited
from dalil.testing.drawing.pixels import carry


def test_every_edit_that_an_archive_may_ask_for_can_be_made():
    assert set(ALL_EDITS) - {"exact", "overlaid", "several"} == set(EDITS)


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_an_edit_says_where_each_pixel_went(edit):
    frame = np.full((240, 320, 3), 90, np.uint8)
    spot = (150, 130)
    frame[spot[1] - 6 : spot[1] + 7, spot[0] - 6 : spot[0] + 7] = 250
    for seed in range(4):
        after, matrix = edited(frame, edit, chance.stream(edit, seed))
        x, y = carry(matrix, np.array([spot], np.float64))[0].round().astype(int)
        assert after[y, x].mean() > 180
        assert after[y, max(0, x - 40)].mean() < 160
