"""Blind: a reader's own pages show nothing that others, or a machine, read of labels still to be read.

Where nobody is named who reads, nothing is withheld.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dalil.catalog import queries
from dalil.catalog.queries.contradiction import ContradictionSeen
from dalil.catalog.queries.custody import EntrySeen
from dalil.core import canonical
from dalil.core.reading_queue import reader_key
from dalil.flows import blind
from dalil.web.workplace import workplace

_OF_READINGS: Final = frozenset({"reading-made", "gold-set", "gold-withdrawn"})
_OF_DECISIONS: Final = frozenset({"decision-made", "match-decided", "notice-due", "notice-given"})
"""They name photographs of one person, at times with the number, and give reasons in free words."""
_OF_MATCHES: Final = frozenset({"match-decided", "notice-due", "notice-given"})
"""They say how others answered a match, which who reads here may still have to answer."""
_OF_OTHER_PHOTOGRAPHS: Final = frozenset({"copies-with-two-numbers"})
_DIGEST: Final = re.compile(r"\b[0-9a-f]{64}\b")
_INDIVIDUAL: Final = re.compile(r"\bI-[0-9A-Z]+\b")


@dataclass(frozen=True, slots=True)
class History:
    """Log entries about one thing; ``left_out``: whether some of them are withheld from who reads here."""

    entries: tuple[EntrySeen, ...]
    left_out: bool


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One row of a list of the log; ``withheld``: not even what was done is named."""

    seen: EntrySeen
    withheld: bool


def reads_here() -> bool:
    """Whether somebody reads labels on these pages."""
    return bool(workplace().reader)


def reader() -> str:
    """Who reads on these pages, as compared; empty where nobody does."""
    return reader_key(workplace().reader) if workplace().reader else ""


def exposure(digest: str) -> bool:
    """Whether the exposure of an exhibit has a label that is still read: then nothing told of it is shown.

    Nor of a label of it that is settled: the number of one label leads who reads another, or a copy's.
    """
    return bool(_still_read(_with_copies(digest)))


def individuals(members: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Of individuals with the digests of their members, those that have a label that is still read."""
    waiting = _still_read({digest for digests in members.values() for digest in digests})
    exhibits = {item.partition(":")[0] for item in waiting}
    return frozenset(identity for identity, digests in members.items() if exhibits & set(digests))


def contradictions(found: Iterable[ContradictionSeen]) -> list[ContradictionSeen]:
    """Those that name no individual with a label that is still read, as subject or beside another.

    Where somebody reads, also without those that tell what another photograph's label says.
    """
    found = [each for each in found if not (reads_here() and each.code in _OF_OTHER_PHOTOGRAPHS)]
    named = {each: frozenset(_INDIVIDUAL.findall(f"{each.subject} {each.detail}")) for each in found}
    hidden = individuals(queries.individual.members_of({one for names in named.values() for one in names}))
    return [each for each, names in named.items() if not names & hidden]


def entry(seen: EntrySeen) -> bool:
    """Whether an entry holds what somebody else read, or decided, about a label that is still read.

    Or how somebody else answered a match to which who reads here has said neither yes nor no.
    """
    if seen.type not in _OF_READINGS | _OF_DECISIONS or not reads_here():
        return False
    if reader_key(seen.actor) == reader():
        return False
    if seen.type in _OF_MATCHES and blind.may_still_decide(
        workplace().vault, str(seen.body.get("match", ""))
    ):
        return True
    told = canonical.encode({"about": [*seen.about], "body": seen.body}).decode()
    if any(exposure(digest) for digest in set(_DIGEST.findall(told))):
        return True
    return bool(individuals(queries.individual.members_of(set(_INDIVIDUAL.findall(told)))))


def body(seen: EntrySeen) -> dict[str, Any]:
    """What an entry holds. Who may still decide on a match is not told how it stands after an answer."""
    if seen.type != "match-decided" or not reads_here():
        return seen.body
    waits = blind.may_still_decide(workplace().vault, str(seen.body.get("match", "")))
    return {name: value for name, value in seen.body.items() if not (waits and name == "state")}


def history(entries: Sequence[EntrySeen], *, waits: bool) -> History:
    """Entries about one thing, without those that are withheld.

    A decision that two things share ties them; two readings of a label that is still given, or its gold,
    tell that it is a test. Where a label ``waits`` it is said of every chain, whatever stands in it.
    """
    shown = tuple(each for each in entries if not entry(each))
    return History(shown, waits or len(shown) < len(entries))


def listed(entries: Sequence[EntrySeen]) -> list[EntryShown]:
    """Rows of a list of the log."""
    return [EntryShown(each, entry(each)) for each in entries]


def kind_withheld(kind: str) -> bool:
    """Whether a list of the log may not be narrowed to entries of this type: their number would tell."""
    return reads_here() and kind in _OF_READINGS | _OF_DECISIONS


def _still_read(digests: Collection[str]) -> frozenset[str]:
    return blind.still_read(workplace().vault, digests) if workplace().reader else frozenset()


def _with_copies(digest: str) -> set[str]:
    return {digest, *(each for each, _, _ in queries.exposure.copies(digest))}
