"""Copying: what software and hands do to a finished frame, with the truth about its labels carried along."""

import random
from dataclasses import replace
from typing import Final

import numpy as np

from dalil.testing.drawing.edits import edited
from dalil.testing.drawing.frame import LEGIBLE_HEIGHT_MIN, VISIBLE_MIN, Frame, turn_of, visible_share
from dalil.testing.drawing.happening import DrawnIndividual
from dalil.testing.drawing.marking import overlay_of
from dalil.testing.drawing.pixels import Matrix, Quad, as_quad, carry
from dalil.testing.drawing.truth import DrawnLabel

HIDDEN_MAX: Final = 0.005
"""A line with more of its area under a box cannot be read whole."""


def overlaid(seed: int, frame: Frame, person: DrawnIndividual) -> Frame:
    """Return ``frame`` with the burned-in label of ``person``; labels under it leave the truth."""
    overlay = overlay_of(seed, person)
    pixels = frame.pixels.copy()
    box, digit_height = overlay.burn(pixels)
    burned = DrawnLabel(
        surface="overlay",
        box=box,
        line_box=overlay.line_box(box, digit_height),
        lines=overlay.lines,
        number=overlay.number,
        says=overlay.says,
        digits=person.overlay_system,
        legible=True,
        upside_down=False,
        turn_deg=0,
        mirrored=False,
        digit_height=digit_height,
        handwritten=False,
        peeled=0,
        individual=person.id,
    )
    kept = tuple(_beside(label, burned) for label in frame.labels)
    return Frame(pixels, (burned, *(label for label in kept if label is not None)))


def _beside(label: DrawnLabel, over: DrawnLabel) -> DrawnLabel | None:
    """Return ``label`` as a box over a part of it leaves it: illegible, or None if mostly gone."""
    if _hidden(label.box, over.box) > 1 - VISIBLE_MIN:
        return None
    return replace(label, legible=label.legible and _hidden(label.line_box, over.box) <= HIDDEN_MAX)


def _hidden(quad: Quad, box: Quad) -> float:
    """Return the share of ``quad`` under an upright ``box``."""
    (left, top), _, (right, bottom), _ = box
    moved = np.array(quad, np.float32) - np.array([left, top], np.float32)
    return visible_share(moved, (right - left, bottom - top))


def after(frame: Frame, edit: str, chance: random.Random) -> Frame:
    """Return ``frame`` after one edit, with its labels where the edit moved them."""
    pixels, matrix = edited(frame.pixels, edit, chance)
    size = (pixels.shape[1], pixels.shape[0])
    moved = (_moved(label, matrix, size) for label in frame.labels)
    return Frame(pixels, tuple(label for label in moved if label is not None))


def _moved(label: DrawnLabel, matrix: Matrix, size: tuple[int, int]) -> DrawnLabel | None:
    mirrored = bool(np.linalg.det(matrix[:2, :2]) < 0)
    box, line = (_carried(quad, matrix, mirrored=mirrored) for quad in (label.box, label.line_box))
    if visible_share(np.array(box, np.float32), size) < VISIBLE_MIN:
        return None
    degrees = turn_of(np.array(box, np.float64))
    height = round(label.digit_height * float(np.sqrt(abs(np.linalg.det(matrix[:2, :2])))))
    inside = visible_share(np.array(line, np.float32), size) >= 1 - HIDDEN_MAX
    backwards = label.mirrored ^ mirrored
    return replace(
        label,
        box=box,
        line_box=line,
        turn_deg=degrees,
        upside_down=abs(degrees) > 135,
        mirrored=backwards,
        digit_height=height,
        legible=label.legible and inside and not backwards and height >= LEGIBLE_HEIGHT_MIN,
    )


def _carried(quad: Quad, matrix: Matrix, *, mirrored: bool) -> Quad:
    """Return ``quad`` after an edit; a mirrored one begins at its top left again."""
    points = carry(matrix, np.array(quad, np.float64))
    return as_quad(points[[1, 0, 3, 2]] if mirrored else points)
