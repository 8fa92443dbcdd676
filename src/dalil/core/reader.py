"""Reader: how one person reads: how much, how often another person says the same, how gold was read.

Counts only. A reader is known by the name in the log, and compared as every actor is.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dalil.core import actor
from dalil.core.canonical import Record
from dalil.core.reading import PPM, Legibility, ReaderKind, Reading
from dalil.core.study.estimate import Interval, wilson


@dataclass(frozen=True, slots=True)
class MadeReading:
    """One reading by a person of the label ``item``, as far as it says how that person reads.

    ``withdrawn``: of gold, that it tests nobody any more; who set it knows the text all the same.
    """

    item: str
    reading: Reading
    withdrawn: bool = False

    @property
    def said(self) -> tuple[Legibility, str]:
        """What was said, as compared."""
        return self.reading.legibility, self.reading.value


@dataclass(frozen=True, slots=True)
class Share:
    """``of`` readings, ``right`` of them as they should be."""

    right: int = 0
    of: int = 0

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval of the share; None where there is nothing to tell it from."""
        return wilson(self.right, Fraction(self.of), self.of) if self.of else None

    @property
    def missed(self) -> "Share":
        """The share that is not as it should be."""
        return Share(self.of - self.right, self.of)

    def to_record(self) -> Record:
        """The counts and the interval, in millionths."""
        interval = self.interval
        return {
            "right": self.right,
            "of": self.of,
            "share_ppm": round(Fraction(self.right, self.of) * PPM) if self.of else None,
            "low_ppm": interval.low_ppm if interval else None,
            "high_ppm": interval.high_ppm if interval else None,
        }


@dataclass(frozen=True, slots=True)
class Reader:
    """What one person read.

    ``readings``: all; ``adjudications`` of them saw two others. ``agreement``: among labels that another
    person read blind, too, those of which both said the same. ``gold``: among labels whose text somebody else
    had set, those read so. ``illegible``: blind readings that say *not legible*.
    """

    name: str
    readings: int
    adjudications: int
    illegible: int
    agreement: Share
    gold: Share

    def to_record(self) -> Record:
        """The object that ``dalil reading readers --json`` prints."""
        return {
            "reader": self.name,
            "readings": self.readings,
            "adjudications": self.adjudications,
            "illegible": self.illegible,
            "agreement": self.agreement.to_record(),
            "gold": self.gold.to_record(),
        }


def readers(made: Sequence[MadeReading], gold: Sequence[MadeReading]) -> tuple[Reader, ...]:
    """Return every reader, in order of name.

    Args:
        made: all readings by people, in the order of the log; the name of a reader is the one written first.
        gold: what somebody set as known, in the order of the log: the newest word that is not withdrawn
            counts, and a label tests nobody who ever set it.

    """
    keys = {name: actor.key(name) for name in {one.reading.reader for one in (*made, *gold)}}
    names: dict[str, str] = {}
    own: defaultdict[str, list[MadeReading]] = defaultdict(list)
    blind: defaultdict[str, dict[str, MadeReading]] = defaultdict(dict)
    for one in made:
        key = keys[one.reading.reader]
        names.setdefault(key, one.reading.reader)
        own[key].append(one)
        if one.reading.kind is ReaderKind.PERSON:
            blind[one.item].setdefault(key, one)
    newest = {one.item: one for one in gold if not one.withdrawn}
    setters: defaultdict[str, set[str]] = defaultdict(set)
    for one in gold:
        setters[one.item].add(keys[one.reading.reader])
    tests = {
        key: [one for item, one in newest.items() if key not in setters[item] and key in blind[item]]
        for key in names
    }
    found = (
        _reader(name, own[key], _others(key, own[key], blind), tests[key]) for key, name in names.items()
    )
    return tuple(sorted(found, key=lambda reader: reader.name))


def _reader(
    name: str,
    own: Sequence[MadeReading],
    others: Mapping[str, MadeReading],
    tests: Sequence[MadeReading],
) -> Reader:
    alone = {one.item: one for one in own if one.reading.kind is ReaderKind.PERSON}
    right = sum(alone[known.item].said == known.said for known in tests)
    return Reader(
        name=name,
        readings=len(own),
        adjudications=len(own) - len(alone),
        illegible=sum(one.reading.legibility is Legibility.ILLEGIBLE for one in alone.values()),
        agreement=Share(sum(alone[item].said == other.said for item, other in others.items()), len(others)),
        gold=Share(right, len(tests)),
    )


def _others(
    key: str, own: Sequence[MadeReading], blind: Mapping[str, Mapping[str, MadeReading]]
) -> dict[str, MadeReading]:
    """Of each label that this reader read blind, the first blind reading by somebody else."""
    found = {}
    for one in own:
        if one.reading.kind is ReaderKind.PERSON:
            other = next((each for whose, each in blind[one.item].items() if whose != key), None)
            if other:
                found[one.item] = other
    return found
