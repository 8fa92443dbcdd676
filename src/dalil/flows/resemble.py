"""Resemble: pictures of neighbours are compared by their landmarks, where that may tell whom a view shows."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from dalil.core.exposure import Exposure
from dalil.core.neighbour import neighbours
from dalil.core.resemblance import Resemblances
from dalil.core.sighting import Sighting
from dalil.vision.fingerprint import Fingerprint
from dalil.vision.landmarks import LANDMARK, Landmarks, reduced_size
from dalil.vision.registration import Size, registered

_SPREAD_MIN: Final = 0.02
"""Share of a picture that agreeing landmarks take up: in less, letters of a stamp are alike by chance."""


def resemblances(
    sightings: Iterable[Sighting], exposures: Iterable[Exposure], prints: Mapping[str, Fingerprint]
) -> Resemblances:
    """Compare the pictures of neighbours, each exposure by its representative."""
    shown = {one.members[0]: one.representative for one in exposures}
    among = neighbours(sightings)
    agreeing = {(a, b): _agreeing(_seen(prints[shown[a]]), _seen(prints[shown[b]])) for a, b in among.all}
    return Resemblances.checked(agreeing, among)


def _seen(one: Fingerprint) -> tuple[Landmarks, Size]:
    """The landmarks of a picture, and its size as they see it."""
    return np.frombuffer(one.landmarks, LANDMARK), reduced_size(one.width, one.height)


def _agreeing(one: tuple[Landmarks, Size], other: tuple[Landmarks, Size]) -> int:
    """How many landmarks agree with one way in which the first picture lies in the second, unmirrored."""
    found = registered(one[0], other[0], (one[1], other[1]))
    counts = found is not None and not found.mirrored and found.spread >= _SPREAD_MIN
    return found.agreeing if found and counts else 0
