"""Exposure: exhibits that are copies of one press of the shutter. A fact about pixels, not about people.

Pairs come from the pixels (``vision``); here they become exposures: the connected components of the pairs.
Two pictures whose own labels bear different sure numbers are never one exposure, however near they look:
a plain wall and the next card give almost the same fingerprint. Nothing is deleted: a second copy may lie in
the only folder that names the day. Order, threads and engine change nothing. Does not say who is shown;
``core.individual`` judges that.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.record import take_integer, take_records, take_text, take_texts
from dalil.core.union import Union


@dataclass(frozen=True, slots=True, order=True)
class CopyPair:
    """Two exhibits of one exposure: how the second was edited, and how far their fingerprints lie apart.

    ``a`` stands before ``b`` in the order of digests; ``edit`` is ``re-saved``, ``overlaid``, ``rotated`` ….
    ``distance`` is in the fingerprint's unit; smaller is nearer.
    """

    a: str
    b: str
    edit: str
    distance: int

    def __post_init__(self) -> None:
        if self.a >= self.b or self.distance < 0:
            raise BodyRefusal(detail="a copy pair names its digests in order and a distance of at least 0")

    def to_record(self) -> Record:
        """Return the record that is stored."""
        return {"a": self.a, "b": self.b, "edit": self.edit, "distance": self.distance}

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        return cls(
            take_text(record, "a"),
            take_text(record, "b"),
            take_text(record, "edit"),
            take_integer(record, "distance"),
        )


@dataclass(frozen=True, slots=True)
class ExhibitPicture:
    """What is needed of one readable picture: size in pixels, size in bytes, whether it bears an overlay.

    ``numbers``: numbers surely read on its own cards, tapes and overlays, as compared.
    """

    digest: str
    pixels: int
    size_bytes: int
    overlaid: bool = False
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exposure:
    """One exposure. ``members`` in the order of digests; ``representative`` is the one to look at.

    ``overlaid``: the members with text written into the picture, a feature of the received file. ``pairs``:
    why.
    """

    representative: str
    members: tuple[str, ...]
    overlaid: tuple[str, ...] = ()
    pairs: tuple[CopyPair, ...] = ()

    @property
    def clean(self) -> tuple[str, ...]:
        """The members without an overlay."""
        return tuple(member for member in self.members if member not in self.overlaid)

    def to_record(self) -> Record:
        """Return the record that is stored."""
        return {
            "representative": self.representative,
            "members": list(self.members),
            "overlaid": list(self.overlaid),
            "pairs": [pair.to_record() for pair in self.pairs],
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        return cls(
            representative=take_text(record, "representative"),
            members=take_texts(record, "members"),
            overlaid=take_texts(record, "overlaid"),
            pairs=tuple(CopyPair.from_record(pair) for pair in take_records(record, "pairs")),
        )


def group_exposures(
    pictures: Iterable[ExhibitPicture], pairs: Iterable[CopyPair], apart: Iterable[tuple[str, str]] = ()
) -> tuple[Exposure, ...]:
    """Return the exposures of all ``pictures``, in the order of their first member's digest.

    Every picture is in exactly one exposure. The nearest pairs join first; a pair that would bring pictures
    with different numbers together, or two that people keep ``apart``, itself or through others, is held back
    (:func:`held_pairs`). Raises: BodyRefusal when a pair names a picture that is not given.
    """
    known = {picture.digest: picture for picture in pictures}
    links = sorted(set(pairs))
    union = Union(known)
    borne = {digest: {picture.numbers} - {frozenset()} for digest, picture in known.items()}
    for pair in links:
        if pair.a not in known or pair.b not in known:
            raise BodyRefusal(detail=f"a copy pair names {pair.a[:12]} and {pair.b[:12]}, one is not given")
    for first, second in apart:
        if first in known and second in known:
            union.keep_apart(first, second)
    for pair in sorted(links, key=lambda one: (one.distance, one)):
        first, second = union.root(pair.a), union.root(pair.b)
        if first != second and _agree(borne[first], borne[second]) and union.join(first, second):
            borne[union.root(first)] = borne[first] | borne[second]
    reasons: defaultdict[str, list[CopyPair]] = defaultdict(list)
    for pair in links:
        if union.together(pair.a, pair.b):
            reasons[union.root(pair.a)].append(pair)
    return tuple(
        _exposure([known[digest] for digest in members], reasons[union.root(members[0])])
        for members in union.groups()
    )


def held_pairs(exposures: Iterable[Exposure], pairs: Iterable[CopyPair]) -> tuple[CopyPair, ...]:
    """Return the pairs that look like copies and were held back, in order."""
    home = {member: exposure.members[0] for exposure in exposures for member in exposure.members}
    return tuple(sorted({pair for pair in pairs if home[pair.a] != home[pair.b]}))


def _agree(ours: set[frozenset[str]], theirs: set[frozenset[str]]) -> bool:
    """True when every two pictures that bear numbers have one in common."""
    return all(first & second for first in ours for second in theirs)


def _exposure(pictures: Sequence[ExhibitPicture], pairs: Sequence[CopyPair]) -> Exposure:
    best = min(pictures, key=lambda one: (-one.pixels, one.overlaid, -one.size_bytes, one.digest))
    return Exposure(
        representative=best.digest,
        members=tuple(picture.digest for picture in pictures),
        overlaid=tuple(picture.digest for picture in pictures if picture.overlaid),
        pairs=tuple(pairs),
    )
