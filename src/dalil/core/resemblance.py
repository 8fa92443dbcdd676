"""Resemblance: whether landmarks of two neighbouring photographs agree: the same cloth, card and ground.

Views of one body show the same folds and the same card; the next body has others. But a room may be seen in
every picture, and in another archive two views may never be alike. So what landmarks say is checked on
neighbours whose numbers are read clearly, in the archive at hand, before any of it counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from dalil.core.evidence import WEIGHTS, Reason
from dalil.core.neighbour import Exposures, Neighbours, exposures
from dalil.core.sighting import Sighting

_OF_OTHERS_PERCENT_MAX: Final = 25
"""Neighbours of two numbers that may agree before agreeing says nothing: the room is seen in them. Not fewer,
for where most neighbours are of one person, a tenth of those with two numbers are misread."""
_OF_ONE_PERCENT_MIN: Final = 50
"""Neighbours of one number that must agree before not agreeing says anything."""


@dataclass(frozen=True, slots=True)
class Resemblances:
    """What landmarks say in one archive.

    ``agreeing``: two exposures → how many landmarks agree, 0 where too few do; those that nobody compared are
    not in it. ``speaks_for``, ``speaks_against``: whether agreeing and not agreeing count in this archive.
    """

    agreeing: Mapping[Exposures, int] = field(default_factory=dict)
    speaks_for: bool = False
    speaks_against: bool = False

    @classmethod
    def checked(cls, agreeing: Mapping[Exposures, int], among: Neighbours) -> Self:
        """Take ``agreeing`` as far as the neighbours with clear numbers bear it out."""
        of_others, of_one = (_agree(agreeing, pairs) for pairs in (among.different, among.same))
        speaks = 100 * of_others <= _OF_OTHERS_PERCENT_MAX * len(among.different)
        usual = 100 * of_one >= _OF_ONE_PERCENT_MIN * max(1, len(among.same))
        return cls(agreeing, speaks_for=speaks, speaks_against=speaks and usual)

    def reasons(self, one: Sighting, other: Sighting) -> tuple[Reason, ...]:
        """The evidence of two sightings' pictures; none where nobody compared them, or it does not count."""
        agreeing = self.agreeing.get(exposures(one, other))
        if agreeing is None or not (self.speaks_for if agreeing else self.speaks_against):
            return ()
        code = "landmarks-agree" if agreeing else "landmarks-differ"
        return (Reason(code, WEIGHTS[code], str(agreeing)),)


def _agree(agreeing: Mapping[Exposures, int], pairs: Sequence[Exposures]) -> int:
    return sum(agreeing.get(pair, 0) > 0 for pair in pairs)


UNCOMPARED: Final = Resemblances()
"""Where no pictures were compared."""
