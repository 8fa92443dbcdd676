import cv2
import numpy as np
import pytest

from dalil.vision.border import content
from dalil.vision.framing import BORDERED, CROPPED, compare, possible
from dalil.vision.landmarks import reduced
from dalil.vision.orientation import Orientation, oriented
from dalil.vision.registration import register
from vision.drawn import scene

BASE = scene(7, 640, 480)


def seen(first, second):
    return compare(reduced(first), reduced(np.ascontiguousarray(second)))


@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize("cut", [(0, 430, 0, 640), (20, 480, 40, 640), (30, 440, 60, 600)])
def test_a_crop_lies_in_its_original_however_it_is_turned(cut, orientation):
    top, bottom, left, right = cut
    crop = oriented(BASE[top:bottom, left:right], orientation)
    there, back = seen(BASE, crop), seen(crop, BASE)
    assert there.copy
    assert back.copy
    assert there.edit == back.edit == CROPPED
    assert there.orientation is orientation
    assert back.orientation is orientation.back


@pytest.mark.parametrize("scale", [0.4, 0.7, 1.6])
def test_a_resized_crop_lies_in_its_original(scale):
    crop = cv2.resize(BASE[20:440, 30:600], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    assert seen(BASE, crop).copy


@pytest.mark.parametrize("tone", [0, 128, 255])
@pytest.mark.parametrize("sides", [(40, 40, 40, 40), (0, 0, 50, 50), (60, 0, 0, 0)])
def test_a_border_is_told(sides, tone):
    framed = cv2.copyMakeBorder(BASE, *sides, cv2.BORDER_CONSTANT, value=tone)
    found = seen(BASE, framed)
    assert found.copy
    assert found.whole
    assert found.edit == BORDERED


def test_bars_with_writing_on_them_are_bars():
    shown = cv2.resize(BASE, (480, 360), interpolation=cv2.INTER_AREA)
    bar = np.full((120, 480), 245, np.uint8)
    cv2.putText(bar, "12:34", (20, 50), 0, 1, 90, 2)
    assert seen(BASE, np.vstack([bar, shown, bar])).copy


@pytest.mark.parametrize("shift", [10, 25, 60])
def test_a_moved_camera_is_another_exposure(shift):
    wide = scene(9, 720, 560)
    found = seen(wide[:480, :640], wide[shift : 480 + shift, shift : 640 + shift])
    assert not found.copy


def test_a_picture_from_much_nearer_is_another_exposure():
    near = cv2.resize(BASE[150:350, 200:460], (640, 480), interpolation=cv2.INTER_CUBIC)
    found = seen(BASE, near)
    assert found is None or not found.copy


def test_other_pictures_do_not_lie_over_one_another():
    for seed in range(12):
        found = seen(BASE, scene(seed + 50, 640, 480))
        assert found is None or not found.copy


@pytest.mark.parametrize("shape", [(1, 1), (8, 300), (40, 40), (480, 640)])
def test_plain_pictures_say_nothing(shape):
    assert seen(BASE, np.full(shape, 200, np.uint8)) is None
    assert seen(np.full(shape, 200, np.uint8), np.full(shape, 200, np.uint8)) is None


def test_where_a_crop_lies_is_told_within_half_a_pixel():
    sheet = reduced(BASE)
    found = register(sheet, np.ascontiguousarray(sheet[20:340, 33:480]))
    assert found.matrix == pytest.approx(np.array([[1, 0, -33], [0, 1, -20]]), abs=0.5)
    assert found.orientation is Orientation.SAME


def placed(first, second):
    """The two reduced, with how the first lies in the second and what is no border of each."""
    one, other = reduced(first), reduced(np.ascontiguousarray(second))
    return register(one, other), content(one), content(other), one.shape[1]


@pytest.mark.parametrize("orientation", list(Orientation))
def test_what_could_be_a_crop_is_looked_at(orientation):
    assert possible(*placed(BASE, oriented(BASE[30:440, 40:600], orientation)))
    assert possible(*placed(oriented(BASE[30:440, 40:600], orientation), BASE))
    framed = cv2.copyMakeBorder(BASE[:440], 50, 50, 50, 50, cv2.BORDER_CONSTANT, value=255)
    assert possible(*placed(BASE, oriented(framed, orientation)))


@pytest.mark.parametrize("shift", [40, 80])
def test_what_lies_beside_is_not_looked_at(shift):
    wide = scene(9, 720, 560)
    assert not possible(*placed(wide[:480, :640], wide[shift : 480 + shift, shift : 640 + shift]))
