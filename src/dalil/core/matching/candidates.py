"""Candidates: which individuals may be whom a claim asks for. Proposals only; people decide.

Every individual with a name is weighed against every claim (:mod:`dalil.core.matching.roster`), and the
likeliest once more, line by line. The result does not depend on the order of either side.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.canonical import Json, Record
from dalil.core.matching.evidence import Ledger, weigh
from dalil.core.matching.party import Party
from dalil.core.matching.roster import Roster
from dalil.core.names.compare import Verdict
from dalil.core.names.ledger import Method

CANDIDATES_PER_CLAIM_MAX: Final = 5
"""Candidates shown for one claim: a handful a person can weigh; the best by evidence."""
PROPOSE_MILLIBITS_MIN: Final = 6_000
"""Evidence under which a pair is not proposed: one common name would make thousands."""
WEIGHED_AGAIN: Final = 20
"""Entries of a list that are weighed line by line: the likeliest of all."""


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


def ranked(roster: Roster, asked: Party, count: int = WEIGHED_AGAIN) -> list[tuple[Ledger, Party]]:
    """The entries of a list that most speaks for being ``asked``, best first, with their evidence."""
    likeliest = roster.likeliest(asked, count)
    roster.foresee(asked, likeliest)
    weighed = [(weigh(entry, asked, method=roster.method), entry) for entry in likeliest]
    return sorted(weighed, key=lambda each: (-each[0].weight, -each[0].score_ppm, each[1].id))


def propose(
    individuals: Iterable[Party],
    claims: Iterable[Party],
    *,
    method: Method,
    per_claim_max: int = CANDIDATES_PER_CLAIM_MAX,
) -> Proposals:
    """Propose at most ``per_claim_max`` individuals for each claim; contradicted pairs are left out.

    The longer side is laid out, and the shorter asked: of either its likeliest ``WEIGHED_AGAIN`` are weighed.
    """
    known = [party for party in sorted(individuals, key=_by_id) if party.names]
    asked = sorted(claims, key=_by_id)
    by_claim: dict[str, list[Proposal]] = defaultdict(list)
    for each in _weighed(known, asked, method):
        if each.ledger.verdict is not Verdict.AGAINST and each.ledger.weight >= PROPOSE_MILLIBITS_MIN:
            by_claim[each.claim].append(each)
    found = [each for claim in asked for each in _best(by_claim[claim.id], per_claim_max)]
    pairs = len(known) * len(asked)
    return Proposals(tuple(found), pairs, pairs)


def _weighed(known: Sequence[Party], asked: Sequence[Party], method: Method) -> Iterator[Proposal]:
    if len(asked) > len(known):
        roster = Roster(asked, method)
        for individual in known:
            likeliest = roster.likeliest(individual, WEIGHED_AGAIN)
            roster.foresee(individual, likeliest)
            for claim in likeliest:
                yield Proposal(individual.id, claim.id, weigh(individual, claim, method=roster.method))
    else:
        roster = Roster(known, method)
        for claim in asked:
            for ledger, individual in ranked(roster, claim):
                yield Proposal(individual.id, claim.id, ledger)


def _best(proposals: Sequence[Proposal], count: int) -> list[Proposal]:
    return sorted(proposals, key=lambda each: (-each.ledger.weight, -each.ledger.score_ppm, each.individual))[
        :count
    ]


def _by_id(party: Party) -> str:
    return party.id
