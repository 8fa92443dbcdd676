"""How much an agreement on a name says: little for a common name, much for a rare one.

In millibits: a thousandth of log2(1 / share of people who bear it). 10,000 millibits is one person in 1,024.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

from dalil.core.names import frequency_table
from dalil.core.names.latin import lookup_keys
from dalil.core.names.letters import Script, script_of

UNLISTED_MILLIBITS: Final = 11_000
"""A name that the table does not hold: one in about two thousand. Not more, for it may be a typing error."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """A table of an outside population. ``by_key``: loose Arabic key → millibits."""

    version: str
    by_key: Mapping[str, int]
    by_sound: Mapping[str, int]
    """Consonant key → millibits of the commonest name that has it, for names written in Latin letters."""

    @classmethod
    def of(cls, version: str, by_key: Mapping[str, int]) -> Self:
        """Make a table from loose Arabic keys and their millibits."""
        by_sound: dict[str, int] = {}
        for name, millibits in by_key.items():
            for key in lookup_keys(name, Script.ARABIC):
                by_sound[key] = min(millibits, by_sound.get(key, millibits))
        return cls(version=version, by_key=dict(by_key), by_sound=by_sound)

    def millibits(self, key: str) -> int:
        """Return the weight of agreeing on ``key`` (one loose word)."""
        if script_of(key) is Script.ARABIC:
            return self.by_key.get(key, UNLISTED_MILLIBITS)
        found = [self.by_sound[sound] for sound in lookup_keys(key, Script.LATIN) if sound in self.by_sound]
        return min(found, default=UNLISTED_MILLIBITS)

    def knows(self, key: str) -> bool:
        """True when ``key`` is a listed Arabic name, hence no typing error of another one."""
        return key in self.by_key


@cache
def default_frequencies() -> Frequencies:
    """Return the table shipped with the package."""
    items = frequency_table.MILLIBITS_BY_NAME.split()
    pairs = zip(items[::2], items[1::2], strict=True)
    return Frequencies.of(frequency_table.VERSION, {name: int(millibits) for name, millibits in pairs})
