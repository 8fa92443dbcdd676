"""Roll: names that pictures lie under, and pictures beside them, as support for the numbers read there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dalil.core.corroboration import Support, neighbours_of
from dalil.core.path_fact import PathKind, witness
from dalil.core.sighting import Sighting
from dalil.flows.witnesses import Witness

_IN_FILE_NAME = "number-in-file-name"


def supports_of(members: Sequence[Witness]) -> list[Support]:
    """What the paths of an exposure's copies say: a folder's number, or one in a file name."""
    said = [fact for one in members for facts in one.path_facts if (fact := witness(facts, PathKind.NUMBER))]
    codes = ((fact.value, "file-name" if fact.rule == _IN_FILE_NAME else "folder") for fact in said)
    return sorted({Support(code, (value,)) for value, code in codes})


@dataclass(frozen=True, slots=True)
class Roll:
    """The clear numbers of the pictures right before and after each exposure, in every folder it lies in."""

    beside: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, sightings: Iterable[Sighting]) -> "Roll":
        """Lay the exposures out by folder and running number (where there is none, by the camera's time)."""
        folders: defaultdict[str, dict[tuple[int, int], set[str]]] = defaultdict(lambda: defaultdict(set))
        numbers: defaultdict[str, set[str]] = defaultdict(set)
        for one in sightings:
            if one.clear:
                numbers[one.exposure].add(one.number_value)
            for station in one.stations:
                place = station.sequence if station.sequence is not None else station.seconds
                if place is not None:
                    folders[station.folder][(station.sequence is None, place)].add(one.exposure)
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for exposure, other in _pairs(folders.values()):
            beside[exposure] |= numbers[other]
        return cls({exposure: tuple(sorted(found)) for exposure, found in beside.items() if found})

    def supports(self, exposure: str) -> list[Support]:
        """What the neighbours of an exposure (its first member) speak for; nothing where none is clear."""
        found = self.beside.get(exposure)
        return [neighbours_of(found)] if found else []


def _pairs(folders: Iterable[Mapping[tuple[int, int], set[str]]]) -> Iterator[tuple[str, str]]:
    """Every two different exposures that lie next to each other, both ways."""
    for folder in folders:
        for first, second in pairwise(folder[place] for place in sorted(folder)):
            yield from ((one, other) for one in first for other in second if one != other)
            yield from ((one, other) for one in second for other in first if one != other)
