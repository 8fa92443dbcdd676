"""Pixels: the arrays that the drawing files hand to one another.

A picture is RGB, 8 bits, shape (height, width, 3); a plane is one channel of it. Plane points are (x, y) with
y downwards; a positive angle therefore turns clockwise.
"""

from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Pixels: TypeAlias = npt.NDArray[Any]
"""Height × width × channels, 8 bits, or a plane of factors in floats."""
Matrix: TypeAlias = npt.NDArray[np.float64]
"""A plane projective map, 3 × 3, acting on columns (x, y, 1)."""
Quad: TypeAlias = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
"""The corners of a label in pixels: top left, top right, bottom right, bottom left *of the label as read*."""


def tinted(picture: Pixels, factors: tuple[float, float, float]) -> Pixels:
    """Return an RGB ``picture`` with each channel multiplied by its factor."""
    return np.asarray(cv2.multiply(picture, np.array([*factors, 0.0])))


def shift(x: float, y: float) -> Matrix:
    """The map that moves by (x, y)."""
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], dtype=np.float64)


def scale(x: float, y: float | None = None) -> Matrix:
    """The map that scales about the origin, by ``x`` and ``y``, or by ``x`` both ways."""
    return np.array([[x, 0, 0], [0, x if y is None else y, 0], [0, 0, 1]], dtype=np.float64)


def turn(degrees: float) -> Matrix:
    """The map that turns about the origin, clockwise on the screen."""
    angle = np.deg2rad(degrees)
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], dtype=np.float64)


def tilt(x: float, y: float) -> Matrix:
    """The map that tilts the plane: ``x`` and ``y`` are the change of depth per pixel."""
    return np.array([[1, 0, 0], [0, 1, 0], [x, y, 1]], dtype=np.float64)


def carry(matrix: Matrix, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return where ``matrix`` carries ``points`` (n × 2)."""
    held = np.c_[points, np.ones(len(points))] @ matrix.T
    return np.asarray(held[:, :2] / held[:, 2:3], dtype=np.float64)


def corners(width: float, height: float) -> npt.NDArray[np.float64]:
    """The corners of a rectangle at the origin, in the order of :data:`Quad`."""
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)


def as_quad(points: npt.NDArray[np.float64]) -> Quad:
    """Return four points rounded to whole pixels."""
    a, b, c, d = ((round(float(x)), round(float(y))) for x, y in points)
    return a, b, c, d
