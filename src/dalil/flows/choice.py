"""Choice: what somebody who decides about a label can decide for.

Load and record: nothing. Decide: readers who typed the same gave one choice; where nothing but their order
tells the numbers of a label apart, which of them is the person's is for who looks at it, so each is one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dalil.catalog.queries.reading import ReadingSeen
from dalil.core.canonical import Record
from dalil.core.profile import Profile
from dalil.core.reading import PPM, Legibility
from dalil.core.transcription import Transcription


@dataclass(frozen=True, slots=True)
class Choice:
    """What was read, once. ``number`` is empty where the text itself tells it, or holds none.

    ``value``: the number that is recorded for who decides for it; empty where there is none.
    """

    lines: tuple[str, ...]
    legibility: Legibility
    number: str = ""
    value: str = ""

    @property
    def transcription(self) -> Transcription:
        """What was read, as one who decides for it says it again."""
        return Transcription(self.lines, self.legibility)

    def to_record(self) -> Record:
        """The object in what ``dalil reading next --json`` prints."""
        return {"legibility": self.legibility.value, "lines": [*self.lines], "number": self.number or None}


def choices(shown: Iterable[ReadingSeen], surface: str, profile: Profile) -> tuple[Choice, ...]:
    """Return the choices between readings of one label, in their order, each once."""
    every = (one for seen in shown for one in _of(seen, surface, profile))
    return tuple(dict.fromkeys(every))


def _of(seen: ReadingSeen, surface: str, profile: Profile) -> list[Choice]:
    """One reading: with the number that it chose, or with each that it leaves the choice between."""
    said = Choice(seen.lines, Legibility.READ if seen.lines else seen.reading.legibility)
    numbers = said.transcription.numbers(surface, profile)
    if numbers and seen.reading.confidence_ppm == PPM:
        numbers = (seen.reading.value,)
    return [Choice(said.lines, said.legibility, number, number) for number in numbers] or [
        Choice(said.lines, said.legibility, value=seen.reading.value)
    ]
