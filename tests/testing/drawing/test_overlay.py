"""The burned-in box is what a locator without learning looks for."""

import numpy as np
import pytest

from dalil.testing.drawing import chance
from dalil.testing.drawing.overlay import Overlay


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [(480, 360), (960, 720)])
def test_the_box_is_white_with_dark_letters_and_lies_in_the_frame(seed, size):
    wide, tall = size
    frame = np.full((tall, wide, 3), 120, np.uint8)
    lines = ("رقم ٣٦٥٩", "فرع ٢١٥", "شرطة مشفى حرستا", "١٥/٠٣/٢٠١٨")
    overlay = Overlay.styled(lines, "3659", {}, chance.stream(seed))
    box, height = overlay.burn(frame)
    (left, top), _, (right, bottom), _ = box
    inside = frame[top : bottom + 1, left : right + 1]
    assert 0 <= left < right < wide
    assert 0 <= top < bottom < tall
    assert (inside >= 245).mean() > 0.6
    assert (inside < 10).any()
    inside[:] = 120
    assert (frame == 120).all()
    line = np.array(overlay.line_box(box, height))
    assert (line >= [left, top]).all()
    assert (line <= [right, bottom]).all()
