"""Label: a piece of paper, tape or sticker as its own small picture, before it lies in a scene."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from dalil.testing.drawing.pixels import Matrix, Pixels, Quad, as_quad, carry, corners, scale, shift, tinted


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
        """Return the label with its main line past reading, by ``blur``, ``glare`` or ``fold`` of cloth."""
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
        """Paint the label into ``frame`` through ``onto`` (label to frame pixels), under ``light``.

        Returns the label's corners, which may lie outside the frame, and the height of its digits there.
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
        """Return the part of the frame about the label, with it and its shadow."""
        sheet = cv2.merge([*cv2.split(tinted(self.picture, light)), self.cover])
        if shrink < 0.55:
            small = (max(8, round(sheet.shape[1] * shrink)), max(8, round(sheet.shape[0] * shrink)))
            onto = onto @ scale(sheet.shape[1] / small[0], sheet.shape[0] / small[1])
            sheet = cv2.resize(sheet, small, interpolation=cv2.INTER_AREA)
        size = (part.shape[1], part.shape[0])
        laid = cv2.warpPerspective(sheet, onto, size, flags=cv2.INTER_LINEAR)
        mask = laid[..., 3]
        reach = 2 * max(1, min(size) // 50) + 1
        shade = cv2.convertScaleAbs(cv2.blur(mask, (reach, reach), anchor=(0, 0)), alpha=0.4)
        under = cv2.multiply(part, cv2.merge([255 - cv2.max(mask, shade)] * 3), scale=1 / 255)
        over = cv2.multiply(laid[..., :3], cv2.merge([mask] * 3), scale=1 / 255)
        return np.asarray(cv2.add(under, over))
