"""Grouping: which sightings are worth weighing against each other, and the links that come of it.

Sightings of one number, the person's or the examination's, are compared within their block, never all with
all: a number that no two share can only be linked by the sequence of a folder. Order, threads and engine
change nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from dalil.core.limits import GROUP_CELLS_WINDOW
from dalil.core.link import Link, Strength, link
from dalil.core.neighbour import stretches
from dalil.core.resemblance import Resemblances
from dalil.core.sequence import sequence_links
from dalil.core.sighting import Sighting

_STRENGTHS = {strength: place for place, strength in enumerate(Strength)}


Apart = Mapping[str, frozenset[str]]
"""Key → keys of sightings that people decided show somebody else."""


def propose_links(
    sightings: Mapping[str, Sighting], alike: Resemblances, apart: Apart | None = None
) -> tuple[Link, ...]:
    """Return every link between ``sightings`` (by key), the strongest first, each pair once.

    Each is linked to the one before it; one that is decided ``apart`` from that, past it: what people took
    out of a row of views leaves the others together.
    """
    best: dict[tuple[str, str], Link] = {}
    groupable = [sighting for sighting in sightings.values() if sighting.groupable]
    for found in (*_block_links(groupable, apart or {}), *sequence_links(groupable, alike)):
        pair = (found.a, found.b)
        if pair not in best or _rank(found) < _rank(best[pair]):
            best[pair] = found
    return tuple(sorted(best.values(), key=_rank))


def _rank(found: Link) -> tuple[int, int, str, str, tuple[str, ...]]:
    codes = tuple(reason.code for reason in found.reasons)
    return (_STRENGTHS[found.strength], -found.weight_db, found.a, found.b, codes)


@dataclass(frozen=True, slots=True)
class Between:
    """Whether views of another number lie between two in a folder."""

    stretches: Mapping[str, Mapping[str, int]]
    agencies: bool = True
    """Whether agencies are named with the number at all; plates of vehicles name none."""

    def codes(self, first: Sighting, second: Sighting) -> tuple[str, ...]:
        """Evidence against two of one folder: a body is photographed in one go, and the next follows.

        It counts where agencies are named with this number, and not by both labels: the number may be another
        agency's.
        """
        if not self.agencies or (first.agency and second.agency):
            return ()
        ours, theirs = (self.stretches.get(one.key, {}) for one in (first, second))
        shared = ours.keys() & theirs.keys()
        apart = bool(shared) and all(ours[folder] != theirs[folder] for folder in shared)
        return ("others-between",) if apart else ()


def _block_links(sightings: Sequence[Sighting], apart: Apart) -> Iterator[Link]:
    blocks: defaultdict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        for number in {sighting.block[0], sighting.examination} - {""}:
            blocks[number].append(sighting)
    between = Between(stretches(sightings))
    for block in blocks.values():
        if len(block) > 1:
            named = any(one.agency for one in block)
            yield from _all_links(_pairs_within(block, apart), replace(between, agencies=named))


def _pairs_within(block: Iterable[Sighting], apart: Apart) -> Iterator[tuple[Sighting, Sighting]]:
    """Pairs of sightings of one number: neighbours in a folder and in a cell, then cells with later ones.

    A cell is what agrees in agency, date, letters and folder. Cells are compared with the next
    ``GROUP_CELLS_WINDOW`` in the order of dates, so that a number that is used thousands of times stays
    cheap.
    """
    block = sorted(block, key=lambda one: (_folder(one), _place(one)))
    yield from _row(block, apart)
    cells: defaultdict[tuple[str, ...], list[Sighting]] = defaultdict(list)
    for sighting in block:
        folder = _folder(sighting)
        date = sighting.date.text if sighting.date else ""
        cells[(date, sighting.agency, sighting.block[1], folder)].append(sighting)
    ordered = [sorted(cell, key=_place) for _, cell in sorted(cells.items())]
    for place, cell in enumerate(ordered):
        yield from _row(cell, apart)
        for other in ordered[place + 1 : place + 1 + GROUP_CELLS_WINDOW]:
            yield from _across(cell, other, apart)


def _row(ordered: Sequence[Sighting], apart: Apart) -> Iterator[tuple[Sighting, Sighting]]:
    """Each with the one before it, and past it where the two are decided apart."""
    for place, (before, one) in enumerate(pairwise(ordered)):
        yield before, one
        others = apart.get(one.key, frozenset())
        if before.key in others:
            earlier = (each for each in reversed(ordered[:place]) if each.key not in others)
            yield from ((each, one) for each in islice(earlier, 1))


def _across(
    cell: Sequence[Sighting], other: Sequence[Sighting], apart: Apart
) -> Iterator[tuple[Sighting, Sighting]]:
    """The heads of two cells, and where these are decided apart the first two that are not."""
    yield cell[0], other[0]
    if other[0].key in apart.get(cell[0].key, ()):
        pairs = ((a, b) for a in cell for b in other if b.key not in apart.get(a.key, ()))
        yield from islice(pairs, 1)


def _all_links(pairs: Iterable[tuple[Sighting, Sighting]], between: Between) -> Iterator[Link]:
    for first, second in pairs:
        if first.exposure != second.exposure:
            found = link(first, second, between.codes(first, second))
            if found:
                yield found


def _folder(sighting: Sighting) -> str:
    return min((station.folder for station in sighting.stations), default="")


def _place(sighting: Sighting) -> tuple[int, int, str]:
    seconds = min((one.seconds for one in sighting.stations if one.seconds is not None), default=0)
    sequence = min((one.sequence for one in sighting.stations if one.sequence is not None), default=0)
    return (seconds, sequence, sighting.key)
