"""Numbering: how agencies and hospitals count; each begins again every year, often where others do."""

import random
from collections import defaultdict
from typing import Final

from dalil.testing.drawing import chance as draws

STARTS: Final = (1, 1, 40, 101, 400, 1001, 1001, 2350, 3001)
"""First numbers of a year. They recur, so that numbers recur between agencies and years, as in reality."""
REUSE: Final = 0.3
"""Of agencies' years, those that begin at the number which another agency gave last."""
NUMBER_MAX: Final = 9_999


class Numbering:
    """The counters of one archive: detainee numbers by agency and year, examinations by hospital and year."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._last: dict[tuple[str, str, int], int] = {}
        self._recent = ""
        self._given: dict[tuple[str, int], set[str]] = defaultdict(set)

    def detainee(self, agency: str, year: int, chance: random.Random) -> str:
        """Return the agency's next number: mostly the next one, sometimes a few further on."""
        number = self._next("agency", agency, year, chance)
        self._recent = number
        self._given[agency, year].add(number)
        return number

    def examination(self, hospital: str, year: int, chance: random.Random) -> str:
        """Return the hospital's next examination number."""
        return self._next("hospital", hospital, year, chance)

    def slip(self, agency: str, year: int, number: str, chance: random.Random) -> str:
        """Return ``number`` with one digit wrong or added, which nobody of that agency and year has."""
        while True:
            at = chance.randrange(len(number) + 1)
            wrong = number[:at] + chance.choice("123456789") + number[at + 1 :]
            if wrong != number and wrong not in self._given[agency, year]:
                self._given[agency, year].add(wrong)
                return wrong

    def _next(self, kind: str, of: str, year: int, chance: random.Random) -> str:
        key = (kind, of, year)
        if key not in self._last:
            start = draws.stream(self._seed, "start", *key)
            self._last[key] = start.choice(STARTS) + start.choice((0, start.randrange(700)))
            if kind == "agency" and self._recent and start.random() < REUSE:
                self._last[key] = int(self._recent)
        else:
            self._last[key] += 1 if chance.random() < 0.85 else chance.randrange(2, 6)
        assert self._last[key] <= NUMBER_MAX * 10, "an agency counted beyond five digits"
        return str(self._last[key])
