"""Candidates: which individuals may be whom a claim asks for. Proposals only; people decide.

People whom papers alone name stand here as individuals do. Every one with a name is weighed against every
claim (:mod:`dalil.core.matching.roster`), and the likeliest once more, line by line. The result does not
depend on the order of either side.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from dalil.core.canonical import Json, Record
from dalil.core.matching.chance import shared_chances
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
    """Of how many it is one: individuals, or claims of the list where these are more."""

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
        sorted(each, key=lambda one: (-one[0].fair, -one[0].score_ppm, entries[one[1]].id))
        for each in weighed
    ]


def propose(
    individuals: Iterable[Party],
    claims: Iterable[Party],
    *,
    method: Method,
    answered: Collection[tuple[str, str]] = (),
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
    rankings = ranked(roster, questions, among=among, asked_left=claims_laid_out, spread=spread, words=words)
    weighed: dict[str, Proposal] = {}
    for question, found in zip(questions, rankings, strict=True):
        for ledger, entry in found:
            individual, claim = (question, entry) if claims_laid_out else (entry, question)
            pair = Proposal(individual.id, claim.id, ledger)
            weighed[pair.id] = pair
    again = {pair.id: pair for pair in _again(answered, weighed, known, asked, roster.method)}
    likely = _likely([*weighed.values(), *again.values()], max(len(known), len(asked)))
    best = _best((each for each in likely if is_proposable(each.ledger)), per_claim_max)
    proposed = {each.id for each in best}
    still = {match_id(*pair) for pair in answered} - proposed
    possible = len(known) * len(asked)
    compared = possible if among is None else sum(map(len, among))
    kept = sorted(
        (each for each in likely if each.id in still), key=lambda each: (each.individual, each.claim)
    )
    return Proposals(tuple(best), compared, possible, tuple(kept))


def _again(
    answered: Iterable[tuple[str, str]],
    weighed: Container[str],
    individuals: Sequence[Party],
    claims: Sequence[Party],
    method: Method,
) -> Iterator[Proposal]:
    """Pairs that people answered and that were not ``weighed``."""
    parties, asked = ({each.id: each for each in side} for side in (individuals, claims))
    for individual, claim in sorted(answered):
        if individual in parties and claim in asked and match_id(individual, claim) not in weighed:
            yield Proposal(individual, claim, weigh(parties[individual], asked[claim], method=method))


def _likely(weighed: Sequence[Proposal], among: int) -> list[Proposal]:
    """All that was weighed, each with its chance: half of the shorter side are held to be in the other.

    Claims of one list are different people, so they share an individual as individuals share a claim.
    """
    individuals = {name: at for at, name in enumerate({each.individual: None for each in weighed})}
    claims = {name: at for at, name in enumerate({each.claim: None for each in weighed})}
    pairs = [(claims[each.claim], individuals[each.individual], each.ledger.fair) for each in weighed]
    return [
        replace(each, chance_ppm=round(float(chance) * PPM), among=among)
        for each, chance in zip(weighed, shared_chances(pairs, among), strict=True)
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


def _best(proposals: Iterable[Proposal], count: int) -> list[Proposal]:
    """Of each claim the best ``count``; claims in order."""
    by_claim: dict[str, list[Proposal]] = defaultdict(list)
    for each in proposals:
        by_claim[each.claim].append(each)
    return [
        each
        for claim in sorted(by_claim)
        for each in sorted(
            by_claim[claim], key=lambda one: (-one.ledger.fair, -one.ledger.score_ppm, one.individual)
        )[:count]
    ]


def _by_id(party: Party) -> str:
    return party.id
