import numpy as np
import pytest

from dalil.vision.border import bare, content
from vision.drawn import scene

SCENE = scene(7)


@pytest.mark.parametrize("tone", [0, 130, 255])
def test_plain_borders_are_no_content(tone):
    framed = np.pad(SCENE, ((11, 23), (5, 40)), constant_values=tone)
    left, top, right, bottom = content(framed)
    assert abs(left - 5) <= 1
    assert abs(top - 11) <= 1
    assert abs(right - 645) <= 1
    assert abs(bottom - 491) <= 1
    assert bare(np.repeat(framed[:, :, None], 3, axis=2)).shape[:2] == (bottom - top, right - left)


def test_a_picture_without_border_is_all_content():
    assert content(SCENE) == (0, 0, 640, 480)


def test_a_plain_picture_is_all_content():
    assert content(np.full((40, 60), 255, np.uint8)) == (0, 0, 60, 40)
