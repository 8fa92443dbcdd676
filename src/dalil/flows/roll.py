"""Roll: names that pictures lie under, and pictures beside them, as support for numbers read there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dalil.core.corroboration import Support
from dalil.core.label_field import LabelFields
from dalil.core.path_fact import PathKind, witness
from dalil.core.scene import SKIN
from dalil.core.sighting import Sighting, Station
from dalil.flows.witnesses import Witness

_IN_FILE_NAME: Final = "number-in-file-name"
_SECONDS_MAX: Final = 900
"""Pictures further apart by their camera's time are no neighbours."""
_AT_ONE_PLACE_MAX: Final = 4
"""Where more exposures share a place (a camera that knows the day alone), it gives no order."""

_Places = dict[int, set[str]]


def supports_of(members: Sequence[Witness]) -> list[Support]:
    """What the paths of an exposure's copies say: a folder's number, or one in a file name."""
    said = [fact for one in members for facts in one.path_facts if (fact := witness(facts, PathKind.NUMBER))]
    return [Support("file-name" if one.rule == _IN_FILE_NAME else "folder", one.value) for one in said]


def folder_numbers(members: Sequence[Witness]) -> list[str]:
    """The numbers of folders: witnesses that can dissent. One in a file's name may be a running number."""
    return sorted({one.value for one in supports_of(members) if one.code == "folder"})


def on_other_surfaces(surface: str, labels: Iterable[LabelFields]) -> list[Support]:
    """The whole numbers on labels of another kind; copies show one surface again, and are one look at it."""
    own = set(surface.split("+"))
    return [
        Support("other-surface", one.detainee_number.value)
        for one in labels
        if one.detainee_number and not one.detainee_number.partial
        if one.surface != SKIN and not own & set(one.surface.split("+"))
    ]


@dataclass(frozen=True, slots=True)
class Roll:
    """The clear numbers of the pictures right before and after each exposure, in every folder it lies in."""

    beside: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, sightings: Iterable[Sighting]) -> "Roll":
        """Lay the exposures out by folder and running number, and by the camera's time."""
        numbers: defaultdict[str, set[str]] = defaultdict(set)
        counted: defaultdict[str, _Places] = defaultdict(lambda: defaultdict(set))
        timed: defaultdict[str, _Places] = defaultdict(lambda: defaultdict(set))
        for one in sightings:
            if one.clear:
                numbers[one.exposure].add(one.number_value)
            for station in one.stations:
                _lay(station, one.exposure, counted, timed)
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for folders, step in ((counted, 1), (timed, _SECONDS_MAX)):
            for places in folders.values():
                for exposure, other in _next_to_each_other(places, step):
                    beside[exposure] |= numbers[other]
        return cls({exposure: frozenset(found) for exposure, found in beside.items() if found})

    def supports(self, exposure: str) -> list[Support]:
        """What the neighbours of an exposure (its first member) bear; nothing where none is clear."""
        return [Support("neighbour", number) for number in sorted(self.beside.get(exposure, ()))]


def _lay(
    station: Station, exposure: str, counted: Mapping[str, _Places], timed: Mapping[str, _Places]
) -> None:
    if station.sequence is not None:
        counted[station.folder][station.sequence].add(exposure)
    elif station.seconds is not None:
        timed[station.folder][station.seconds].add(exposure)


def _next_to_each_other(places: _Places, step: int) -> Iterator[tuple[str, str]]:
    """Every two different exposures that lie next to each other, both ways."""
    kept = [(place, places[place]) for place in sorted(places) if len(places[place]) <= _AT_ONE_PLACE_MAX]
    for (place, first), (following, second) in pairwise(kept):
        if following - place <= step:
            yield from ((one, other) for one in first for other in second if one != other)
            yield from ((one, other) for one in second for other in first if one != other)
