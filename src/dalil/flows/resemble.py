"""Resemble: pictures of neighbours are compared by their landmarks, where that may tell whom a view shows."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from dalil.core.exposure import Exposure
from dalil.core.neighbour import neighbours
from dalil.core.resemblance import Resemblances
from dalil.core.sighting import Sighting
from dalil.flows.witnesses import Witness
from dalil.vision.fingerprint import Fingerprint
from dalil.vision.landmarks import LANDMARK, Landmarks, reduced_size
from dalil.vision.registration import Size, registered

_SPREAD_MIN: Final = 0.02
"""Share of a picture that agreeing landmarks take up: in less, letters of a stamp are alike by chance."""


def resemblances(
    sightings: Iterable[Sighting], exposures: Iterable[Exposure], known: Mapping[str, Witness]
) -> Resemblances:
    """Compare the pictures of neighbours, each exposure by its representative."""
    shown = {one.members[0]: known[one.representative] for one in exposures}
    among = neighbours(sightings)
    seen = {exposure: _seen(shown[exposure]) for pair in among.all for exposure in pair}
    return Resemblances.checked({(a, b): _agreeing(seen[a], seen[b]) for a, b in among.all}, among)


def _seen(shown: Witness) -> tuple[Landmarks, Size]:
    """The landmarks of a picture, and its size as they see it."""
    one = Fingerprint.from_record(shown.facts["fingerprint"])
    return np.frombuffer(one.landmarks, LANDMARK), reduced_size(one.width, one.height)


def _agreeing(one: tuple[Landmarks, Size], other: tuple[Landmarks, Size]) -> int:
    """How many landmarks agree with one way in which the first picture lies in the second, unmirrored."""
    found = registered(one[0], other[0], (one[1], other[1]))
    counts = found is not None and not found.mirrored and found.spread >= _SPREAD_MIN
    return found.agreeing if found and counts else 0
