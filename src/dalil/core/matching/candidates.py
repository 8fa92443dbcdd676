"""Candidates: which individuals may be whom a claim asks for. Proposals only; people decide.

People whom papers alone name stand here as individuals do. Every one with a name is weighed against every
claim (:mod:`dalil.core.matching.roster`), and the likeliest once more, line by line. The result does not
depend on the order of either side.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
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
BEHIND_MILLIBITS: Final = 20_000
"""An entry that lies so far behind one that was weighed has a millionth of its chance. What weighing adds to
what the roster says is far less: two names that both sides leave unplaced."""
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
    among: int = 1
    """With how many the claim was compared."""

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
            "among": self.among,
        }


@dataclass(frozen=True, slots=True)
class Proposals:
    """What one run proposes, best first within each claim, and how many pairs it looked at."""

    proposals: tuple[Proposal, ...]
    compared: int
    possible: int
    """Pairs there are: individuals with a name or a number times claims."""
    answered: tuple[Proposal, ...] = ()
    """Pairs that people answered before and nobody would propose now: with what speaks for them now."""


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
    surely: int | None = None,
    asked_left: bool = False,
    spread: Spread = map,
    words: Spread = map,
) -> Iterator[Ranked]:
    """For each who is ``asked``, the entries that most speaks for, best first, with their evidence.

    At most ``count`` of all entries, or those that stand ``among`` them. Where ``surely`` is given, only so
    many of all entries, and others that do not lie hopelessly behind (``BEHIND_MILLIBITS``). In the lines the
    entry stands left, unless ``asked_left``. ``words``: how what they are called is reckoned, before the work
    is spread.
    """

    def weighed(block: range) -> list[_Weighed]:
        some = asked[block.start : block.stop]
        beside = partial(_weighed_beside, roster, some, asked_left=asked_left)
        if among is not None:
            return _in_order(
                roster, beside([list(found)[:count] for found in among[block.start : block.stop]])
            )
        roster.foresee(some)
        likeliest = [roster.likeliest(party, count) for party in some]
        first = beside([[at for at, _ in found[:surely]] for found in likeliest])
        rest = zip(first, (found[surely:] if surely else [] for found in likeliest), strict=True)
        later = beside([_not_behind(ledgers, found) for ledgers, found in rest])
        return _in_order(roster, [[*one, *other] for one, other in zip(first, later, strict=True)])

    if among is None:
        roster.foresee(asked[:_FORESEEN_MAX], words)
    blocks = [range(at, min(at + _AT_ONCE, len(asked))) for at in range(0, len(asked), _AT_ONCE)]
    for found in spread(weighed, blocks):
        for one in found:
            yield [(ledger, roster.parties[at]) for ledger, at in one]


_Weighed = list[tuple[Ledger, int]]
"""Evidence for entries, and where in the roster they stand."""


def _not_behind(weighed: _Weighed, found: Sequence[tuple[int, int]]) -> list[int]:
    best = max((ledger.weight for ledger, _ in weighed), default=0)
    return [at for at, weight in found if weight > best - BEHIND_MILLIBITS]


def _weighed_beside(
    roster: Roster, asked: Sequence[Party], among: Sequence[Sequence[int]], *, asked_left: bool
) -> list[_Weighed]:
    """For each who is asked, the evidence for entries."""
    entries = roster.parties
    roster.foresee_beside(
        (party, entries[at]) for party, found in zip(asked, among, strict=True) for at in found
    )
    weighed = []
    for party, found in zip(asked, among, strict=True):
        pairs = [(party, entries[at]) if asked_left else (entries[at], party) for at in found]
        ledgers = [weigh(one, other, method=roster.method) for one, other in pairs]
        weighed.append(list(zip(ledgers, found, strict=True)))
    return weighed


def _in_order(roster: Roster, weighed: Sequence[_Weighed]) -> list[_Weighed]:
    """Best first."""
    entries = roster.parties
    return [
        sorted(each, key=lambda one: (-one[0].weight, -one[0].score_ppm, entries[one[1]].id))
        for each in weighed
    ]


def propose(
    individuals: Iterable[Party],
    claims: Iterable[Party],
    *,
    method: Method,
    answered: Iterable[tuple[str, str]] = (),
    per_claim_max: int = CANDIDATES_PER_CLAIM_MAX,
    search: Search = everything,
    spread: Spread = map,
    words: Spread = map,
) -> Proposals:
    """Propose at most ``per_claim_max`` individuals for each claim; of pairs see :func:`is_proposable`.

    The longer side is laid out, and the shorter asked: of either its likeliest ``WEIGHED_AGAIN`` are weighed.
    ``answered``: pairs of individual and claim that are weighed whatever comes of it, for their evidence may
    have changed since people answered.
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
    compared = possible if among is None else sum(map(len, among))
    again = _again(answered, {each.id for each in best}, known, asked, roster.method)
    return Proposals(tuple(best), compared, possible, tuple(again))


def _again(
    answered: Iterable[tuple[str, str]],
    proposed: Container[str],
    individuals: Sequence[Party],
    claims: Sequence[Party],
    method: Method,
) -> Iterator[Proposal]:
    parties, asked = ({each.id: each for each in side} for side in (individuals, claims))
    for individual, claim in sorted(answered):
        if individual in parties and claim in asked and match_id(individual, claim) not in proposed:
            ledger = weigh(parties[individual], asked[claim], method=method)
            likely = chances([ledger.weight], len(parties))
            yield Proposal(individual, claim, ledger, round(float(likely[0]) * PPM), len(parties))


def _likely(weighed: Sequence[Proposal], known: int) -> list[Proposal]:
    """What may be proposed of all that was weighed for one claim, each with its chance among ``known``."""
    likely = chances([each.ledger.weight for each in weighed], known)
    return [
        replace(each, chance_ppm=round(float(chance) * PPM), among=known)
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
