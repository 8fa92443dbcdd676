"""Resemble: pictures of neighbours are compared by their landmarks, where that may tell whom a view shows."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from dalil.core.exposure import Exposure
from dalil.core.neighbour import Exposures, neighbours
from dalil.core.resemblance import Resemblances
from dalil.core.sighting import Sighting
from dalil.flows.witnesses import Witness
from dalil.vision.fingerprint import Fingerprint
from dalil.vision.landmarks import LANDMARK, reduced_size
from dalil.vision.registration import registered

_SPREAD_MIN: Final = 0.02
"""Share of a picture that agreeing landmarks take up: in less, letters of a stamp are alike by chance."""


def resemblances(
    sightings: Iterable[Sighting], exposures: Iterable[Exposure], known: Mapping[str, Witness]
) -> Resemblances:
    """Compare the pictures of neighbours, each exposure by its representative."""
    shown = {one.members[0]: known[one.representative] for one in exposures}
    among = neighbours(sightings)
    return Resemblances.checked({pair: _agreeing(pair, shown) for pair in among.all}, among)


def _agreeing(pair: Exposures, shown: Mapping[str, Witness]) -> int:
    """How many landmarks agree with one way in which the first picture lies in the second, unmirrored."""
    prints = [Fingerprint.from_record(shown[exposure].facts["fingerprint"]) for exposure in pair]
    one, other = (np.frombuffer(each.landmarks, LANDMARK) for each in prints)
    first, second = (reduced_size(each.width, each.height) for each in prints)
    found = registered(one, other, (first, second))
    counts = found is not None and not found.mirrored and found.spread >= _SPREAD_MIN
    return found.agreeing if found and counts else 0
