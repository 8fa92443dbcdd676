"""Individual id: identifiers that stay with their individual through re-runs and are never used again.

An id is ``I-`` and six Crockford base 32 letters of a hash of the founding exhibit's digest; of another hash
where they are taken, for on the telephone an id that goes on where another ends is that other. It names a
judgement, not a person. Correcting one individual renames no other: an id goes to the cluster that kept most
of what it held.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.decision import SLOT
from dalil.core.record import take_text, take_texts

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread or misheard."""
_LETTER_BITS: Final = 5
_LENGTH: Final = 6
"""A thousand million ids."""


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
    named = list(zip(ids, clusters, strict=True))
    holder = {
        mark.partition(SLOT)[0]: one_id for one_id, cluster in reversed(named) for mark in sorted(cluster)
    }
    holder |= {mark: one_id for one_id, cluster in named for mark in cluster}
    cluster_of = {position: clusters[index] for index, position in kept.items()}
    register = [
        replace(known, marks=cluster_of[position]) if position in cluster_of else _retire(known, holder)
        for position, known in enumerate(previous)
    ]
    return IdAssignment(ids, (*register, *fresh.values()))


def _continued(previous: Sequence[KnownId], clusters: Sequence[frozenset[str]]) -> dict[int, int]:
    """Cluster index → position of the id it continues: greatest overlap first, then founder, then age.

    Who is left over is looked for by exhibits alone: where a label is read anew, its person has another slot.
    Where two people of one frame are left over alike, neither is: the name of the one must not pass to the
    other.
    """
    kept = _overlapping(previous, clusters, {}, lambda mark: mark)
    rest = _overlapping(previous, clusters, kept, lambda mark: mark.partition(SLOT)[0])
    frames = [frozenset(mark.partition(SLOT)[0] for mark in cluster) for cluster in clusters]
    left = Counter(frames[index] for index in range(len(clusters)) if index not in kept)
    return kept | {index: position for index, position in rest.items() if left[frames[index]] == 1}


def _overlapping(
    previous: Sequence[KnownId],
    clusters: Sequence[frozenset[str]],
    taken: Mapping[int, int],
    named: Callable[[str], str],
) -> dict[int, int]:
    """The same among clusters and ids that are not ``taken``; marks count as ``named``."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    given = set(taken.values())
    for position, known in enumerate(previous):
        if not known.retired and position not in given:
            for mark in known.marks:
                holders[named(mark)].add(position)
    overlaps = Counter(
        (index, position)
        for index, cluster in enumerate(clusters)
        if index not in taken
        for mark in sorted({named(mark) for mark in cluster})
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
    for index, position in sorted(overlaps, key=order):
        if index not in kept and position not in given:
            kept[index] = position
            given.add(position)
    return kept


def _retire(known: KnownId, holder: dict[str, str]) -> KnownId:
    if known.retired:
        return known
    exact = {mark for mark in known.marks if mark in holder}
    marks = exact or {mark.partition(SLOT)[0] for mark in known.marks} & holder.keys()
    takers = Counter(holder[mark] for mark in marks)
    became = min(takers, key=lambda taker: (-takers[taker], taker), default="-")
    return replace(known, became=became)


def _new_id(founding: str, used: Collection[str]) -> str:
    for turn in count():
        seed = f"dalil individual\n{founding}" + (f"\n{turn}" if turn else "")
        letters = "".join(_base32(hashlib.sha256(seed.encode()).digest()))
        if (one := f"I-{letters[:_LENGTH]}") not in used:
            return one
    raise AssertionError("counting does not end")


def _base32(content: bytes) -> Iterable[str]:
    number, bits = int.from_bytes(content, "big"), len(content) * 8
    for place in range(bits // _LETTER_BITS):
        yield _LETTERS[number >> (bits - (place + 1) * _LETTER_BITS) & 31]
