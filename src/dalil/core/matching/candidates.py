"""Candidates: which individuals may be whom a claim asks for. Proposals only; people decide.

A pair is compared when it shares two folded words of a name, or the only word one side has; words count as
shared by their loose key or by their consonants in Latin letters. Pairs that share less are left out, and
how many were compared is reported. The result does not depend on the order of either side.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.canonical import Json, Record
from dalil.core.matching.evidence import Ledger, weigh
from dalil.core.matching.party import Party
from dalil.core.names.compare import Verdict
from dalil.core.names.latin import lookup_keys
from dalil.core.names.ledger import Method, default_method
from dalil.core.names.letters import script_of
from dalil.core.names.parts import Part

CANDIDATES_PER_CLAIM_MAX: Final = 5
"""Candidates shown for one claim: a handful a person can weigh; the best by evidence."""
PROPOSE_MILLIBITS_MIN: Final = 6_000
"""Evidence under which a pair is not proposed: one common name would make thousands."""
SHARED_WORDS_MIN: Final = 2
_NOT_BLOCKED: Final = (Part.HONORIFIC, Part.TEKNONYM, Part.MOTHER)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed link with its evidence."""

    individual: str
    claim: str
    ledger: Ledger

    @property
    def id(self) -> str:
        """Id of the pair: the same in every run, so that a decision is never forgotten."""
        return match_id(self.individual, self.claim)

    def reasons(self) -> Record:
        """Return what the reasons payload holds."""
        lines: list[Json] = [line.to_record() for line in self.ledger.lines]
        return {"lines": lines, "verdict": self.ledger.verdict.value, "weight": self.ledger.weight}


@dataclass(frozen=True, slots=True)
class Proposals:
    """What one run proposes, best first within each claim, and how many pairs it looked at."""

    proposals: tuple[Proposal, ...]
    compared: int
    possible: int
    """Pairs there are: individuals with a name times claims."""


def match_id(individual: str, claim: str) -> str:
    """Return the id of the pair: ``M`` and the first 20 hex digits of a digest over both ids."""
    text = f"dalil/match/v1\n{individual}\n{claim}\n"
    return f"M{hashlib.sha256(text.encode()).hexdigest()[:20]}"


def propose(
    individuals: Iterable[Party],
    claims: Iterable[Party],
    *,
    method: Method | None = None,
    per_claim_max: int = CANDIDATES_PER_CLAIM_MAX,
) -> Proposals:
    """Propose at most ``per_claim_max`` individuals for each claim; contradicted pairs are left out."""
    method = method or default_method()
    known = {party.id: party for party in sorted(individuals, key=_by_id) if party.names}
    index = _index(known.values())
    sizes = {identity: len(_words(party)) for identity, party in known.items()}
    found: list[Proposal] = []
    compared, asked = 0, 0
    for claim in sorted(claims, key=_by_id):
        asked += 1
        partners = _partners(claim, index, sizes)
        compared += len(partners)
        scored = [Proposal(each, claim.id, weigh(known[each], claim, method=method)) for each in partners]
        found += _best(scored, per_claim_max)
    return Proposals(tuple(found), compared, len(known) * asked)


def _best(scored: Sequence[Proposal], count: int) -> list[Proposal]:
    kept = [
        each
        for each in scored
        if each.ledger.verdict is not Verdict.AGAINST and each.ledger.weight >= PROPOSE_MILLIBITS_MIN
    ]
    return sorted(kept, key=lambda each: (-each.ledger.weight, -each.ledger.score_ppm, each.individual))[
        :count
    ]


def _by_id(party: Party) -> str:
    return party.id


def _words(party: Party) -> frozenset[frozenset[str]]:
    """Each word of the names as the set of keys it can be found by."""
    found = set()
    for name in party.names:
        for part in name.parts:
            if part.part in _NOT_BLOCKED:
                continue
            for word in part.loose.split():
                found.add(frozenset({word}) | lookup_keys(word, script_of(word)))
    return frozenset(found)


def _index(parties: Iterable[Party]) -> dict[str, list[tuple[str, int]]]:
    """Key → (party, number of its word)."""
    index: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for party in parties:
        for number, keys in enumerate(sorted(_words(party), key=sorted)):
            for key in sorted(keys):
                index[key].append((party.id, number))
    return index


def _partners(claim: Party, index: dict[str, list[tuple[str, int]]], sizes: dict[str, int]) -> list[str]:
    """Individuals that share enough words with ``claim``, in order of id."""
    asked = _words(claim)
    shared: Counter[str] = Counter()
    for keys in asked:
        met = {identity for key in keys for identity, _ in index.get(key, ())}
        shared.update(met)
    needed = min(SHARED_WORDS_MIN, len(asked))
    return sorted(identity for identity, count in shared.items() if count >= min(needed, sizes[identity]))
