import numpy as np
import pytest
from PIL import Image

from dalil.engine.jail import Jail
from dalil.vision.orientation import Orientation, oriented
from dalil.vision.picture import Picture
from dalil.vision.verify import PRELOAD, verify, verify_copy
from vision.drawn import jpeg, overlaid, resized, saved_again, scene, texture

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


def picture(pixels):
    """As decoded, at full size."""
    return Picture(np.ascontiguousarray(pixels), 1, pixels.shape[1], pixels.shape[0], "RGB", "JPEG", 1, ())


SCENE = np.repeat(scene(7)[:, :, None], 3, axis=2)


@pytest.mark.parametrize("orientation", list(Orientation))
def test_a_crop_is_one_exposure_with_its_turn_and_framing(orientation):
    crop = saved_again(oriented(SCENE[30:440, 20:600], orientation))
    verdict = verify(picture(SCENE), picture(crop), Orientation.SAME)
    assert verdict.copy
    assert verdict.framing == "cropped"
    assert verdict.orientation is orientation
    assert verdict.to_record()["framing"] == "cropped"


def test_a_crop_brought_back_to_the_size_of_its_original_could_be_a_second_press():
    nearer = np.asarray(Image.fromarray(SCENE[20:460, 26:614]).resize((640, 480), Image.Resampling.LANCZOS))
    assert not verify(picture(SCENE), picture(nearer), Orientation.SAME).copy


def test_a_second_press_of_another_size_is_another_exposure():
    wide = np.repeat(scene(9, 720, 560)[:, :, None], 3, axis=2)
    moved = resized(wide[20:500, 20:660], 0.8)
    assert not verify(picture(wide[:480, :640]), picture(moved), Orientation.SAME).copy


@pytest.mark.parametrize("orientation", [Orientation.MIRRORED, Orientation.ROTATED_90])
def test_an_overlay_is_told_where_landmarks_alone_say_how_the_picture_is_turned(orientation):
    covered = SCENE.copy()
    covered[200:260, 250:420] = 252
    turned = saved_again(oriented(covered, orientation))
    verdict = verify(picture(SCENE), picture(turned), Orientation.SAME)
    assert verdict.copy
    assert verdict.overlay is not None
    assert verdict.orientation is orientation
    assert not verdict.framing


def test_other_scenes_are_not_one_exposure_however_they_are_framed():
    for seed in range(8):
        other = np.repeat(scene(seed + 60)[:, :, None], 3, axis=2)[:400]
        assert not verify(picture(SCENE), picture(other), Orientation.SAME).copy


@pytest.mark.parametrize("sides", [(24, 24, 32, 32), (60, 60, 60, 60), (0, 0, 70, 70)])
def test_a_border_is_told_and_what_is_in_it_is_compared_as_it_stands(sides):
    framed = saved_again(np.pad(SCENE, (sides[:2], sides[2:], (0, 0)), constant_values=255))
    verdict = verify(picture(framed), picture(SCENE), Orientation.SAME)
    assert verdict.copy
    assert verdict.framing == "bordered"


def test_a_crop_of_the_same_proportions_is_told_from_a_step_nearer():
    crop = SCENE[12:468, 16:624]
    assert verify(picture(SCENE), picture(saved_again(crop)), Orientation.SAME).copy
    nearer = resized(crop, 0.8)
    assert not verify(picture(SCENE), picture(nearer), Orientation.SAME).copy


def test_writing_that_runs_out_of_a_box_belongs_to_it():
    covered = BASE.copy()
    covered[200:340, 100:260] = 252
    for line in (230, 260, 290):
        covered[line : line + 14, 110:420:9] = 20
    verdict = verify_copy(BASE, saved_again(covered))
    assert verdict.copy
    assert verdict.overlay is not None
    assert 280 <= verdict.overlay.right <= 480


@pytest.mark.parametrize("orientation", [Orientation.SAME, Orientation.MIRRORED_ROTATED_90])
def test_a_narrow_strip_cut_away_is_a_crop(orientation):
    crop = saved_again(oriented(SCENE[:, 14:], orientation))
    verdict = verify(picture(SCENE), picture(crop), Orientation.SAME)
    assert verdict.copy
    assert verdict.framing == "cropped"
    assert verdict.orientation is orientation
