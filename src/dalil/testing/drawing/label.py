"""Label: a piece of paper, tape or sticker as its own small picture, before it lies in a scene."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from dalil.testing.drawing.pixels import Matrix, Pixels, Quad, as_quad, carry, corners, scale, shift


@dataclass(frozen=True, slots=True)
class Label:
    """A drawn label: its picture, its coverage, and what it says."""

    picture: Pixels
    """RGB, 8 bits."""
    cover: Pixels
    """One plane, 0 (see-through) to 255."""
    surface: str
    lines: tuple[str, ...]
    """Text as drawn, from top to bottom, in reading order of each line."""
    number: str
    """The detainee number that a careful reader reads from it, in Western digits; empty for none."""
    says: dict[str, str]
    """Its other fields: ``agency``, ``examination``, ``date`` (ISO), ``name``; only those that it bears."""
    digit_height: int
    """Height of the most important line's digits, in pixels of the picture."""
    band: tuple[int, int]
    """First and last row of that line."""

    def spoiled(self, how: str) -> "Label":
        """Return the label with its most important line past reading: ``blur``, ``glare`` or ``fold`` of the cloth."""
        top, bottom = self.band
        tall, wide = self.cover.shape
        if how == "blur":
            smeared = cv2.GaussianBlur(self.picture, (0, 0), self.digit_height * 0.42)
            return replace(self, picture=np.asarray(smeared))
        if how == "glare":
            y, x = np.mgrid[0:tall, 0:wide].astype(np.float32)
            off = ((y - (top + bottom) / 2) / (bottom - top)) ** 2 + ((x - wide / 2) / (wide * 0.7)) ** 2
            glow = np.clip(1.6 * np.exp(-(off**2) * 3), 0, 1)[..., None]
            return replace(self, picture=(self.picture * (1 - glow) + 255 * glow).astype(np.uint8))
        assert how == "fold", f"labels are not spoiled by {how}"
        cover = self.cover.copy()
        edge = bottom + np.round(np.sin(np.arange(wide) / wide * 5 + wide) * tall * 0.02).astype(int)
        cover[np.arange(tall)[:, None] < edge[None, :]] = 0
        return replace(self, cover=np.asarray(cv2.blur(cover, (3, 3))))

    def lay(self, frame: Pixels, onto: Matrix, light: tuple[float, float, float]) -> tuple[Quad, int]:
        """Paint the label into ``frame`` through the map ``onto`` (label pixels to frame pixels), under ``light``.

        Returns the label's corners in the frame, which may lie outside it, and the height of its digits there.
        """
        tall, wide = self.cover.shape
        quad = carry(onto, corners(wide, tall))
        shrink = float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2 / tall
        low = np.maximum(np.floor(quad.min(axis=0)).astype(int) - 6, 0)
        high = np.minimum(np.ceil(quad.max(axis=0)).astype(int) + 7, [frame.shape[1], frame.shape[0]])
        if (high > low).all():
            left, top, right, bottom = int(low[0]), int(low[1]), int(high[0]), int(high[1])
            part = frame[top:bottom, left:right]
            part[:] = self._painted(part, shift(-left, -top) @ onto, shrink, light)
        return as_quad(quad), round(self.digit_height * shrink)

    def _painted(
        self, part: Pixels, onto: Matrix, shrink: float, light: tuple[float, float, float]
    ) -> Pixels:
        """Return the part of the frame about the label, with it."""
        picture, cover = self.picture, self.cover
        if shrink < 0.75:
            small = (max(8, round(cover.shape[1] * shrink)), max(8, round(cover.shape[0] * shrink)))
            onto = onto @ scale(cover.shape[1] / small[0], cover.shape[0] / small[1])
            picture = np.asarray(cv2.resize(picture, small, interpolation=cv2.INTER_AREA))
            cover = np.asarray(cv2.resize(cover, small, interpolation=cv2.INTER_AREA))
        size = (part.shape[1], part.shape[0])
        lit = cv2.multiply(picture, (*light, 0.0))
        laid = cv2.warpPerspective(lit, onto, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        mask = cv2.warpPerspective(cover, onto, size, flags=cv2.INTER_LINEAR)
        reach = 2 * max(1, min(size) // 50) + 1
        shade = cv2.blur(np.roll(mask, (reach // 2, reach // 2), (0, 1)), (reach, reach))
        under = cv2.multiply(
            part, cv2.merge([255 - cv2.max(mask, (shade * 0.4).astype(np.uint8))] * 3), scale=1 / 255
        )
        over = cv2.multiply(laid, cv2.merge([mask] * 3), scale=1 / 255)
        return np.asarray(cv2.add(under, over))
