"""Candidates: which individuals may be whom a claim asks for. Proposals only; people decide.

Every individual with a name is weighed against every claim (:mod:`dalil.core.matching.roster`), and the
likeliest once more, line by line. The result does not depend on the order of either side.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dalil.core.canonical import Json, Record
from dalil.core.matching.chance import chances
from dalil.core.matching.evidence import Ledger, weigh
from dalil.core.matching.lexis import Spread
from dalil.core.matching.party import Party
from dalil.core.matching.roster import Roster
from dalil.core.names.compare import Verdict
from dalil.core.names.ledger import Method
from dalil.core.names.relation import Relation

CANDIDATES_PER_CLAIM_MAX: Final = 5
"""Candidates shown for one claim: a handful a person can weigh; the best by evidence."""
PROPOSE_MILLIBITS_MIN: Final = 6_000
"""Evidence under which a pair is not proposed: one common name would make thousands."""
CONTRADICTED_MILLIBITS_MIN: Final = 12_000
"""Evidence under which a pair is not proposed where anything contradicts: a slip, or another person."""
GRAVE_MILLIBITS: Final = -9_000
"""A line that says so much against is no slip: another given name or father, dead before taken."""
WEIGHED_AGAIN: Final = 20
"""Entries of a list that are weighed line by line: the likeliest of all."""
PATTERNS: Final = frozenset(relation.value for relation in Relation)
PPM: Final = 1_000_000
_AT_ONCE: Final = 256
"""Parties that are asked for together: a block of work."""
_FORESEEN_MAX: Final = 16_384
"""Parties whose words are reckoned before the work is split, so that the copies share what was found."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed link with its evidence."""

    individual: str
    claim: str
    ledger: Ledger
    chance_ppm: int = 0
    """How likely this individual is meant, and not another or nobody of the archive: 0 to 1,000,000."""

    @property
    def id(self) -> str:
        """Id of the pair: the same in every run, so that a decision is never forgotten."""
        return match_id(self.individual, self.claim)

    def reasons(self) -> Record:
        """Return what the reasons payload holds."""
        lines: list[Json] = [line.to_record() for line in self.ledger.lines]
        return {
            "lines": lines,
            "verdict": self.ledger.verdict.value,
            "weight": self.ledger.weight,
            "chance_ppm": self.chance_ppm,
        }


@dataclass(frozen=True, slots=True)
class Proposals:
    """What one run proposes, best first within each claim, and how many pairs it looked at."""

    proposals: tuple[Proposal, ...]
    compared: int
    possible: int
    """Pairs there are: individuals with a name or a number times claims."""


def match_id(individual: str, claim: str) -> str:
    """Return the id of the pair: ``M`` and the first 20 hex digits of a digest over both ids."""
    text = f"dalil/match/v1\n{individual}\n{claim}\n"
    return f"M{hashlib.sha256(text.encode()).hexdigest()[:20]}"


Ranked = list[tuple[Ledger, Party]]
"""Entries with their evidence, best first."""
Among = Sequence[Sequence[int]]
"""For each who is asked, where the entries stand that are worth weighing."""
Search = Callable[[Roster, Sequence[Party]], Among | None]
"""How entries worth weighing are found; None: all are weighed."""


def everything(_roster: Roster, _asked: Sequence[Party]) -> None:
    """Search for nothing: all entries are weighed."""


def ranked(
    roster: Roster,
    asked: Sequence[Party],
    count: int = WEIGHED_AGAIN,
    *,
    among: Among | None = None,
    asked_left: bool = False,
    spread: Spread = map,
    words: Spread = map,
) -> Iterator[Ranked]:
    """For each who is ``asked``, the entries that most speaks for, best first, with their evidence.

    At most ``count`` of all entries, or those that stand ``among`` them. In the lines the entry stands left,
    unless ``asked_left``. ``words``: how what they are called is reckoned, before the work is spread.
    """

    def weighed(block: range) -> list[list[tuple[Ledger, int]]]:
        some = asked[block.start : block.stop]
        if among is None:
            roster.foresee(some)
            likeliest = [roster.likeliest(party, count) for party in some]
        else:
            likeliest = [list(found)[:count] for found in among[block.start : block.stop]]
        return _weighed_block(roster, some, likeliest, asked_left=asked_left)

    if among is None:
        roster.foresee(asked[:_FORESEEN_MAX], words)
    blocks = [range(at, min(at + _AT_ONCE, len(asked))) for at in range(0, len(asked), _AT_ONCE)]
    for found in spread(weighed, blocks):
        for one in found:
            yield [(ledger, roster.parties[at]) for ledger, at in one]


def _weighed_block(
    roster: Roster, asked: Sequence[Party], likeliest: Sequence[list[int]], *, asked_left: bool
) -> list[list[tuple[Ledger, int]]]:
    """For each who is asked, the evidence for entries, and where in the roster they stand."""
    entries = roster.parties
    roster.foresee_beside(
        (party, entries[at]) for party, found in zip(asked, likeliest, strict=True) for at in found
    )
    weighed = []
    for party, found in zip(asked, likeliest, strict=True):
        pairs = [(party, entries[at]) if asked_left else (entries[at], party) for at in found]
        ledgers = [weigh(one, other, method=roster.method) for one, other in pairs]
        order = sorted(
            zip(ledgers, found, strict=True),
            key=lambda each: (-each[0].weight, -each[0].score_ppm, entries[each[1]].id),
        )
        weighed.append(order)
    return weighed


def propose(
    individuals: Iterable[Party],
    claims: Iterable[Party],
    *,
    method: Method,
    per_claim_max: int = CANDIDATES_PER_CLAIM_MAX,
    search: Search = everything,
    spread: Spread = map,
    words: Spread = map,
) -> Proposals:
    """Propose at most ``per_claim_max`` individuals for each claim; of pairs see :func:`is_proposable`.

    The longer side is laid out, and the shorter asked: of either its likeliest ``WEIGHED_AGAIN`` are weighed.
    """
    known = [party for party in sorted(individuals, key=_by_id) if party.is_askable]
    asked = sorted(claims, key=_by_id)
    claims_laid_out = len(asked) > len(known)
    roster = Roster(asked if claims_laid_out else known, method)
    questions = known if claims_laid_out else asked
    among = search(roster, questions)
    by_claim: dict[str, list[Proposal]] = defaultdict(list)
    rankings = ranked(roster, questions, among=among, asked_left=claims_laid_out, spread=spread, words=words)
    for question, found in zip(questions, rankings, strict=True):
        for ledger, entry in found:
            individual, claim = (question, entry) if claims_laid_out else (entry, question)
            by_claim[claim.id].append(Proposal(individual.id, claim.id, ledger))
    best = [each for claim in asked for each in _best(_likely(by_claim[claim.id], len(known)), per_claim_max)]
    possible = len(known) * len(asked)
    return Proposals(tuple(best), possible if among is None else sum(map(len, among)), possible)


def _likely(weighed: Sequence[Proposal], known: int) -> list[Proposal]:
    """What may be proposed of all that was weighed for one claim, each with its chance among ``known``."""
    likely = chances([each.ledger.weight for each in weighed], known)
    return [
        replace(each, chance_ppm=round(float(chance) * PPM))
        for each, chance in zip(weighed, likely, strict=True)
        if is_proposable(each.ledger)
    ]


def is_proposable(ledger: Ledger) -> bool:
    """Whether people should see a pair: enough speaks for it, and nothing shows two people.

    Kin show by their pattern. Where one part differs and no pattern holds, a typist may have erred: of drawn
    people who were asked for in Latin letters every twentieth was missed by refusing these.
    """
    if ledger.verdict is not Verdict.AGAINST:
        return ledger.weight >= PROPOSE_MILLIBITS_MIN
    two_people = any(line.subject in PATTERNS or line.weight <= GRAVE_MILLIBITS for line in ledger.lines)
    return ledger.weight >= CONTRADICTED_MILLIBITS_MIN and not two_people


def _best(proposals: Sequence[Proposal], count: int) -> list[Proposal]:
    return sorted(proposals, key=lambda each: (-each.ledger.weight, -each.ledger.score_ppm, each.individual))[
        :count
    ]


def _by_id(party: Party) -> str:
    return party.id
