"""Individual id: identifiers that stay with their individual through re-runs and are never used again.

An id is ``I-`` and Crockford base 32 letters of a hash of the founding exhibit's digest, lengthened where it
is taken. It names a judgement, not a person. Correcting one individual renames no other: an id goes to the
cluster that kept most of what it held.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.record import take_text, take_texts

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread or misheard."""
_LETTER_BITS: Final = 5
_LENGTH_MIN: Final = 6


@dataclass(frozen=True, slots=True)
class KnownId:
    """One identifier ever given. ``marks``: exhibits (with slot) that it held last.

    ``became``: the id that took over most of them when it was retired; empty while in use, ``-`` for none.
    """

    id: str
    founding: str
    marks: frozenset[str]
    became: str = ""

    @property
    def retired(self) -> bool:
        """True when the identifier names nothing any more."""
        return self.became != ""

    def to_record(self) -> Record:
        """Return the record that is stored."""
        marks = sorted(self.marks)
        return {"id": self.id, "founding": self.founding, "marks": [*marks], "became": self.became}

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        marks = frozenset(take_texts(record, "marks"))
        return cls(take_text(record, "id"), take_text(record, "founding"), marks, take_text(record, "became"))


@dataclass(frozen=True, slots=True)
class IdAssignment:
    """``ids`` stand in the order of the clusters; ``register`` is every id ever given, oldest first."""

    ids: tuple[str, ...]
    register: tuple[KnownId, ...]


def assign_ids(previous: Sequence[KnownId], clusters: Sequence[frozenset[str]]) -> IdAssignment:
    """Give each cluster the id of the individual that it continues, or a new one.

    Args:
        previous: every id ever given, oldest first, retired ones too.
        clusters: marks of each individual; not empty. Their order does not change which cluster gets which
        id.

    """
    kept = _continued(previous, clusters)
    used = {known.id for known in previous}
    fresh: dict[int, KnownId] = {}
    for index in sorted(set(range(len(clusters))) - set(kept), key=lambda at: min(clusters[at])):
        founding = min(clusters[index])
        new = _new_id(founding, used)
        used.add(new)
        fresh[index] = KnownId(new, founding, clusters[index])
    ids = tuple(previous[kept[at]].id if at in kept else fresh[at].id for at in range(len(clusters)))
    holder = {mark: one_id for one_id, cluster in zip(ids, clusters, strict=True) for mark in cluster}
    cluster_of = {position: clusters[index] for index, position in kept.items()}
    register = [
        replace(known, marks=cluster_of[position]) if position in cluster_of else _retire(known, holder)
        for position, known in enumerate(previous)
    ]
    return IdAssignment(ids, (*register, *fresh.values()))


def _continued(previous: Sequence[KnownId], clusters: Sequence[frozenset[str]]) -> dict[int, int]:
    """Cluster index → position of the id it continues: greatest overlap first, then founder, then age."""
    holders: dict[str, list[int]] = {}
    for position, known in enumerate(previous):
        if not known.retired:
            for mark in known.marks:
                holders.setdefault(mark, []).append(position)
    overlaps = Counter(
        (index, position)
        for index, cluster in enumerate(clusters)
        for mark in cluster
        for position in holders.get(mark, ())
    )

    def order(pair: tuple[int, int]) -> tuple[int, bool, int, str]:
        index, position = pair
        return (
            -overlaps[pair],
            previous[position].founding not in clusters[index],
            position,
            min(clusters[index]),
        )

    kept: dict[int, int] = {}
    given: set[int] = set()
    for index, position in sorted(overlaps, key=order):
        if index not in kept and position not in given:
            kept[index] = position
            given.add(position)
    return kept


def _retire(known: KnownId, holder: dict[str, str]) -> KnownId:
    if known.retired:
        return known
    takers = Counter(holder[mark] for mark in known.marks if mark in holder)
    became = min(takers, key=lambda taker: (-takers[taker], taker), default="-")
    return replace(known, became=became)


def _new_id(founding: str, used: Collection[str]) -> str:
    letters = "".join(_base32(hashlib.sha256(f"dalil individual\n{founding}".encode()).digest()))
    lengths = range(_LENGTH_MIN, len(letters) + 1)
    return next(one for length in lengths if (one := f"I-{letters[:length]}") not in used)


def _base32(content: bytes) -> Iterable[str]:
    number, bits = int.from_bytes(content, "big"), len(content) * 8
    for place in range(bits // _LETTER_BITS):
        yield _LETTERS[number >> (bits - (place + 1) * _LETTER_BITS) & 31]
