"""Frame: one planned shot becomes pixels and the truth about the labels in them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from dalil.testing.drawing import camera, incident, marking, paper, scene
from dalil.testing.drawing import chance as draws
from dalil.testing.drawing.camera import View
from dalil.testing.drawing.happening import DrawnIndividual, Shot, Unit
from dalil.testing.drawing.label import Label
from dalil.testing.drawing.pixels import Matrix, Pixels, as_quad, carry, corners, scale, shift, turn
from dalil.testing.drawing.scene import Heap
from dalil.testing.drawing.texture import Stock
from dalil.testing.drawing.truth import DrawnLabel

LEGIBLE_HEIGHT_MIN: Final = 9
"""Digits lower than this many pixels are drawn, but not held to be legible."""
VISIBLE_MIN: Final = 0.35
"""A label with less of its area in the frame does not count as one."""
GROUP_OFF: Final = 0.2
"""How far the two shapes of a group lie from the middle, in frame widths."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn frame."""

    pixels: Pixels
    labels: tuple[DrawnLabel, ...]


@dataclass(slots=True)
class Easel:
    """Draws the shots of one unit, in their order; keeps its scenes, labels and last view between them."""

    seed: int
    size: tuple[int, int]
    stock: Stock
    unit: Unit
    _scenes: dict[tuple[int, ...], Pixels] = field(default_factory=dict)
    _labels: dict[tuple[int, str], Label] = field(default_factory=dict)
    _last: View | None = None

    def draw(self, shot: Shot) -> Frame:
        """Draw ``shot`` without its overlay."""
        maker: dict[str, Callable[[Shot], Frame]] = {
            "individual": self._people,
            "group": self._people,
            "paper": self._paper,
            "incident": self._incident,
            "floor": self._bare,
            "dark": self._bare,
        }
        return maker[shot.subject](shot)

    def _people(self, shot: Shot) -> Frame:
        heaps = tuple(self._heap(at, len(shot.shows)) for at in shot.shows)
        if shot.shows not in self._scenes:
            within = scene.inner(self.size)
            made = draws.stream(self.seed, "scene", self.unit.at, shot.shows)
            self._scenes[shot.shows] = scene.draw(self.stock, within, self.unit.floor, heaps, made)
        spots = [self._spot(at, len(shot.shows)) for at in shot.shows]
        view = self._view(shot, heaps, spots)
        pixels = camera.look(self._scenes[shot.shows], view, self.size, self.stock)
        labels = []
        for at, heap, spot in zip(shot.shows, heaps, spots, strict=True):
            if shot.labelled:
                label = self._label(at, shot.slip)
                onto = view.onto(self.size) @ heap.onto(self.size) @ spot @ _centred(label)
                laid = label.spoiled(shot.spoil) if shot.spoil else label
                labels += self._lay(
                    pixels, laid, onto, view, owner=self.unit.people[at], clear=not shot.spoil
                )
        self._last = view
        return Frame(camera.expose(pixels, view, self.stock), tuple(labels))

    def _heap(self, at: int, together: int) -> Heap:
        chance = draws.stream(self.seed, "heap", self.unit.people[at].id)
        if together == 1:
            return Heap.of(chance)
        return Heap.of(chance, y=GROUP_OFF * (1 if at else -1), x=0.0, length=0.8, width=0.27)

    def _spot(self, at: int, together: int) -> Matrix:
        """Where on the shape its label lies: in frame widths, label width 1 on the way in."""
        person = self.unit.people[at]
        chance = draws.stream(self.seed, "spot", person.id)
        along, across = chance.uniform(-0.2, 0.12), chance.uniform(-0.03, 0.03)
        wide = chance.uniform(0.17, 0.22) * (0.8 if together > 1 else 1.0)
        degrees = chance.gauss(0, 7) + (180 if person.upside_down else 0)
        return shift(along, across) @ turn(degrees) @ scale(wide)

    def _view(self, shot: Shot, heaps: tuple[Heap, ...], spots: list[Matrix]) -> View:
        chance = draws.stream(self.seed, "view", shot.exposure)
        if shot.view == "burst" and self._last is not None:
            return self._last.again(chance)
        zoom, focus = chance.uniform(0.8, 0.98), (heaps[0].x * 0.5, heaps[0].y * 0.5)
        if shot.subject == "group":
            focus = (0.0, 0.0)
        elif shot.view != "whole":
            on_heap = shift(heaps[0].x, heaps[0].y) @ turn(heaps[0].angle) @ spots[0]
            at = carry(on_heap, np.zeros((1, 2)))[0]
            zoom = chance.uniform(1.15, 1.5) if shot.view == "upper" else chance.uniform(1.8, 2.3)
            focus = (float(at[0]), float(at[1]))
        stance = chance.choices((0, 90, -90, 180), (88, 5, 4, 3))[0]
        held = {1: 0, 6: -90, 8: 90, 3: 180}[shot.orientation]
        return View.of(chance, zoom=zoom, turned=stance + held, focus=focus)

    def _label(self, at: int, slip: str) -> Label:
        if (at, slip) not in self._labels:
            self._labels[at, slip] = marking.label_of(
                self.seed, self.unit.people[at], slip, label_height(self.size)
            )
        return self._labels[at, slip]

    def _lay(
        self,
        pixels: Pixels,
        label: Label,
        onto: Matrix,
        view: View,
        *,
        owner: DrawnIndividual | None = None,
        clear: bool = True,
    ) -> list[DrawnLabel]:
        """Paint a label; return its truth, or nothing where too little of it is in the frame."""
        tall, wide = label.cover.shape
        middle = carry(onto, np.array([[wide / 2, tall / 2]]))[0]
        light = camera.lamp(
            view, (float(middle[0]) / self.size[0], float(middle[1]) / self.size[1]), self.stock
        )
        quad, digit_height = label.lay(pixels, onto, light)
        if visible_share(np.array(quad, np.float32), self.size) < VISIBLE_MIN:
            return []
        band = carry(onto @ shift(0, label.band[0]), corners(wide, label.band[1] - label.band[0]))
        inside = bool(((band >= 0) & (band <= np.array(self.size))).all())
        degrees = turn_of(np.array(quad, np.float64))
        return [
            DrawnLabel(
                surface=label.surface,
                box=quad,
                line_box=as_quad(band),
                lines=label.lines,
                number=label.number,
                says=label.says,
                digits=owner.system if owner else "western",
                legible=clear and inside and digit_height >= LEGIBLE_HEIGHT_MIN,
                upside_down=abs(degrees) > 135,
                turn_deg=degrees,
                mirrored=False,
                digit_height=digit_height,
                handwritten=label.surface == "tape"
                or (label.surface == "card" and bool(owner and owner.handwritten)),
                peeled=owner.peeled if owner and label.surface == "tape" else 0,
                individual=owner.id if owner else "",
            )
        ]

    def _paper(self, shot: Shot) -> Frame:
        chance = draws.stream(self.seed, "paper", self.unit.at)
        table = scene.draw(self.stock, scene.inner(self.size), self.unit.floor, (), chance)
        if (-1, "") not in self._labels:
            self._labels[-1, ""] = paper.page(self.unit, chance)
        sheet = self._labels[-1, ""]
        close = draws.stream(self.seed, "view", shot.exposure)
        view = View.of(
            close, zoom=close.uniform(0.95, 1.15), turned=0, focus=(0.0, close.choice((-0.08, 0.0, 0.08)))
        )
        pixels = camera.look(table, view, self.size, self.stock)
        middle = shift(*(side / 2 for side in scene.scene_size(self.size)))
        onto = view.onto(self.size) @ middle @ scale(self.size[0] * 0.5) @ _centred(sheet)
        labels = self._lay(pixels, sheet, onto, view)
        return Frame(camera.expose(pixels, view, self.stock), tuple(labels))

    def _incident(self, shot: Shot) -> Frame:
        key = (-1,)
        made = draws.stream(self.seed, "incident", self.unit.at)
        within = scene.inner(self.size)
        if key not in self._scenes:
            self._scenes[key] = incident.draw(self.stock, within, made)
        chance = draws.stream(self.seed, "view", shot.exposure)
        focus = (chance.uniform(-0.08, 0.08), chance.uniform(-0.04, 0.04))
        view = View.of(chance, zoom=chance.uniform(0.9, 1.2), turned=0, focus=focus)
        pixels = camera.look(self._scenes[key], view, self.size, self.stock)
        labels = []
        for marker, onto in incident.markers(self.size, draws.stream(self.seed, "markers", self.unit.at)):
            labels += self._lay(pixels, marker, view.onto(self.size) @ onto, view)
        return Frame(camera.expose(pixels, view, self.stock), tuple(labels))

    def _bare(self, shot: Shot) -> Frame:
        chance = draws.stream(self.seed, "view", shot.exposure)
        floor = scene.draw(self.stock, scene.inner(self.size), self.unit.floor, (), chance)
        view = View.of(chance, zoom=1.0, turned=0, focus=(0.0, 0.0))
        pixels = camera.look(floor, view, self.size, self.stock)
        if shot.subject == "dark":
            pixels = np.asarray(cv2.convertScaleAbs(pixels, alpha=chance.uniform(0.01, 0.08)))
        return Frame(camera.expose(pixels, view, self.stock), ())


def _centred(label: Label) -> Matrix:
    """Bring a label's middle to the origin and its width to 1."""
    tall, wide = label.cover.shape
    return scale(1 / wide) @ shift(-wide / 2, -tall / 2)


def label_height(size: tuple[int, int]) -> int:
    """Height of the largest digits of labels as drawn, before they are laid: about as in a near view."""
    return max(56, round(size[0] * 0.066))


def turn_of(quad: Pixels) -> int:
    """Return how far the lines of a label are turned, clockwise, in whole degrees from -179 to 180."""
    along = (quad[1] - quad[0]) + (quad[2] - quad[3])
    degrees = round(float(np.rad2deg(np.arctan2(along[1], along[0]))))
    return 180 if degrees == -180 else degrees


def visible_share(quad: Pixels, size: tuple[int, int]) -> float:
    """Return the share of a quad that lies in the rectangle from the origin to ``size``."""
    frame = corners(*size).astype(np.float32)
    whole = cv2.contourArea(quad)
    if whole <= 0:
        return 0.0
    return float(cv2.intersectConvexConvex(quad, frame)[0]) / whole
