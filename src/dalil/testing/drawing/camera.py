"""Camera: where a photograph of a scene is taken from, and what light and sensor do to it."""

import random
from dataclasses import dataclass, replace

import cv2
import numpy as np

from dalil.testing.drawing.pixels import Matrix, Pixels, scale, shift, tilt, turn
from dalil.testing.drawing.scene import inner, scene_size
from dalil.testing.drawing.texture import LIT, Stock


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a scene; the focus in frame widths from the scene's centre, the turn in degrees."""

    zoom: float
    turn: float
    focus: tuple[float, float]
    tilt: tuple[float, float]
    light: int
    grain: int
    grain_at: tuple[int, int]
    noise: float
    soft: bool
    """Slightly out of focus."""

    @classmethod
    def of(cls, chance: random.Random, *, zoom: float, turned: float, focus: tuple[float, float]) -> "View":
        """A view with hand-held unrest about the wished zoom, turn and focus."""
        return cls(
            zoom=zoom * chance.uniform(0.94, 1.08),
            turn=turned + chance.gauss(0, 4),
            focus=(focus[0] + chance.gauss(0, 0.02), focus[1] + chance.gauss(0, 0.02)),
            tilt=(chance.uniform(-0.22, 0.22), chance.uniform(-0.22, 0.22)),
            light=chance.randrange(1_000_000),
            grain=chance.randrange(1_000_000),
            grain_at=(chance.randrange(64), chance.randrange(64)),
            noise=chance.uniform(0.12, 0.42),
            soft=chance.random() < 0.25,
        )

    def again(self, chance: random.Random) -> "View":
        """The same view a moment later, as in a burst: the hand has moved a little."""
        return replace(
            self,
            zoom=self.zoom * chance.uniform(0.985, 1.015),
            turn=self.turn + chance.gauss(0, 0.8),
            focus=(self.focus[0] + chance.gauss(0, 0.012), self.focus[1] + chance.gauss(0, 0.012)),
            grain_at=(chance.randrange(64), chance.randrange(64)),
        )

    def onto(self, size: tuple[int, int]) -> Matrix:
        """The map from the scene's pixels to the frame's."""
        wide, tall = size
        middle = scene_size(size)
        return (
            shift(wide / 2, tall / 2)
            @ tilt(self.tilt[0] / wide, self.tilt[1] / wide)
            @ turn(self.turn)
            @ scale(self.zoom)
            @ shift(-middle[0] / 2 - self.focus[0] * wide, -middle[1] / 2 - self.focus[1] * wide)
        )


def look(scene: Pixels, view: View, size: tuple[int, int], stock: Stock) -> Pixels:
    """Return a lit frame of ``size`` of a scene drawn for ``inner(size)``, before labels and noise."""
    within = inner(size)
    seen = cv2.warpPerspective(
        scene, view.onto(within), within, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    )
    lit = cv2.multiply(seen, stock.lit(view.light, within), scale=1 / LIT)
    return np.asarray(cv2.resize(lit, size) if size != within else lit)


def lamp(view: View, at: tuple[float, float], stock: Stock) -> tuple[float, float, float]:
    """Return the factors of the view's light at a place, given in shares of the frame's sides."""
    light = stock.light(view.light)
    y = min(max(int(at[1] * light.shape[0]), 0), light.shape[0] - 1)
    x = min(max(int(at[0] * light.shape[1]), 0), light.shape[1] - 1)
    red, green, blue = (float(v) / LIT for v in light[y, x])
    return red, green, blue


def expose(frame: Pixels, view: View, stock: Stock) -> Pixels:
    """Return ``frame`` slightly blurred or not, with its sensor noise."""
    side = 2 * max(1, round(frame.shape[1] / 1_920)) + 1
    soft = cv2.blur(frame, (side, side)) if view.soft else frame
    x, y = view.grain_at
    tall, wide = frame.shape[:2]
    noise = stock.grain(view.grain)[y : y + tall, x : x + wide]
    return np.asarray(cv2.addWeighted(soft, 1.0, noise, view.noise, -128 * view.noise))
