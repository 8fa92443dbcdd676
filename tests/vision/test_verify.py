import numpy as np
import pytest
from PIL import Image

from dalil.engine.jail import Jail
from dalil.vision.orientation import Orientation, oriented
from dalil.vision.verify import PRELOAD, verify_copy
from vision.drawn import jpeg, overlaid, resized, saved_again, texture

BASE = texture(7, 640, 480)


@pytest.mark.parametrize(
    "edit",
    [
        lambda p: saved_again(p, 40),
        lambda p: resized(p, 0.5),
        lambda p: saved_again(resized(p, 0.6), 60),
        lambda p: (p * 0.6).astype(np.uint8),
        lambda p: np.asarray(Image.fromarray(p).convert("L").convert("RGB")),
    ],
)
def test_an_edited_copy_is_one_exposure(edit):
    verdict = verify_copy(BASE, edit(BASE))
    assert verdict.copy
    assert verdict.overlay is None
    assert not verdict.identical


def test_equal_pixels_are_identical():
    assert verify_copy(BASE, BASE.copy()).identical


@pytest.mark.parametrize("orientation", list(Orientation))
def test_a_turned_copy_is_one_exposure_in_its_orientation_only(orientation):
    turned = oriented(BASE, orientation)
    assert verify_copy(BASE, turned, orientation).identical
    if orientation is not Orientation.SAME:
        assert not verify_copy(BASE, turned).copy


@pytest.mark.parametrize("corner", range(4))
@pytest.mark.parametrize("share", [0.03, 0.1, 0.2])
def test_an_overlay_is_told_with_its_place_and_side(share, corner):
    covered = saved_again(overlaid(BASE, share=share, corner=corner))
    for verdict in (verify_copy(BASE, covered), verify_copy(covered, BASE)):
        assert verdict.copy
        assert verdict.overlay is not None
        area = (verdict.overlay.right - verdict.overlay.left) * (verdict.overlay.bottom - verdict.overlay.top)
        assert share * 0.8 <= area / 1e6 <= share * 1.5 + 0.02
        assert (verdict.overlay.top < 500) == (corner < 2)
        assert verdict.to_record()["overlay"] is not None
    assert verify_copy(BASE, covered).overlay.on_second
    assert not verify_copy(covered, BASE).overlay.on_second


def test_other_pictures_are_not_one_exposure():
    for seed in range(20):
        assert not verify_copy(BASE, texture(seed + 50, 640, 480)).copy


@pytest.mark.parametrize("shift", [12, 25])
def test_a_moved_camera_is_another_exposure(shift):
    wide = texture(9, 700, 540)
    assert not verify_copy(wide[:480, :640], wide[shift : 480 + shift, shift : 640 + shift]).copy


def test_other_proportions_are_not_one_exposure():
    assert verify_copy(BASE, BASE[:, :400]).same_ppm == 0


def test_two_bright_rectangles_are_not_an_overlay():
    covered = overlaid(overlaid(BASE, share=0.08, corner=0), share=0.08, corner=3)
    assert not verify_copy(BASE, covered).copy


def test_a_dark_rectangle_is_not_an_overlay():
    covered = BASE.copy()
    covered[100:300, 100:400] = 0
    assert not verify_copy(BASE, covered).copy


def test_a_jail_verifies_two_files():
    first, second = jpeg(BASE), jpeg(overlaid(BASE, share=0.1, corner=2))
    with Jail("dalil.vision.verify:entry", preload=PRELOAD, warm_up="dalil.vision.verify:warm_up") as jail:
        (answer,) = jail.ask({"first_bytes": len(first), "orientation": 0}, first + second)
    assert isinstance(answer, dict)
    assert answer["copy"] is True
    assert answer["overlay"]["on_second"] is True
