"""Quadrangles: a card is found by its four edges, whatever light lies on it; what has no edges is none."""

import cv2
import numpy as np
import pytest

from dalil.vision.quadrangle import quadrangles
from dalil.vision.region import Surface
from dalil.vision.sheet import sheets
from vision.drawn_labels import Pixels, frame, grey_of, lettered


def shaded_card(turn: float) -> tuple[Pixels, Pixels]:
    """A frame with a turned card that light falls on from one side; its corners."""
    card = grey_of(lettered("36598", size=70, paper=230)).astype(np.float32)
    high, wide = card.shape
    card *= np.linspace(1.0, 0.62, wide, dtype=np.float32)
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, 1.0)
    matrix[:, 2] += (400, 300)
    ground = cv2.GaussianBlur(grey_of(frame(4)), (0, 0), 2).astype(np.float32)
    size = ground.shape[1], ground.shape[0]
    cover = cv2.warpAffine(np.ones_like(card), matrix, size)
    seen = ground * (1 - cover) + cv2.warpAffine(card, matrix, size) * cover
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]]) @ matrix[:, :2].T + matrix[:, 2]
    return np.clip(seen, 0, 255).astype(np.uint8), corners


def overlap(one: Pixels, other: Pixels) -> float:
    shared = cv2.intersectConvexConvex(one.astype(np.float32), other.astype(np.float32))[0]
    areas = [cv2.contourArea(each.astype(np.float32)) for each in (one, other)]
    return float(shared / (sum(areas) - shared))


@pytest.mark.parametrize("turn", [0, 8, -14])
def test_a_card_lit_from_one_side_is_one_sheet(turn: float) -> None:
    seen, corners = shaded_card(turn)
    found = [one for one in sheets(seen) if overlap(one.corners, corners) > 0.75]
    assert found
    assert found[0].surface is Surface.CARD


def test_texture_and_plain_ground_have_no_quadrangles() -> None:
    assert not quadrangles(np.full((300, 400), 90, np.uint8))
    assert len(quadrangles(grey_of(frame(5)))) <= 2


def test_a_frame_without_ink_on_it_is_no_sheet() -> None:
    blank = np.full((400, 600), 60, np.uint8)
    cv2.rectangle(blank, (200, 150), (400, 260), 200, -1)
    assert quadrangles(blank)
    assert not sheets(blank)


def test_every_small_frame_is_answered() -> None:
    for shape in ((1, 1), (4, 200), (16, 16)):
        assert quadrangles(np.zeros(shape, np.uint8)) == []
