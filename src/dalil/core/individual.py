"""Individual: sightings held to show one person, with a reason for every link and a low and a high count.

A judgement, reversible, and apart from the fact of copies. Agency, number and period together are the key;
the number alone never is. Three partitions are made, each finer than the next: *high* (certain links only,
every unread label perhaps another person), the individuals shown (certain and likely links), *low* (possible
links too). Decisions of people come first and always hold. Serves docs/methods/individuals.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from dalil.core.decision import Decision, Rulings, rule_on
from dalil.core.doubt import Doubt, DoubtKind, doubts_of, surest, tied
from dalil.core.evidence import Reason
from dalil.core.grouping import propose_links
from dalil.core.joint import JointNumber, joint_agency, joint_number, joint_period
from dalil.core.link import Link, Strength
from dalil.core.misreading import NumberSeen
from dalil.core.resemblance import UNCOMPARED, Resemblances
from dalil.core.sighting import Sighting, by_key
from dalil.core.tying import Tying
from dalil.core.union import Union

_UNREAD_VIEWS_MIN: Final = 2
"""Views of a label that nobody read which make an individual when likely links hold them together."""


class Role(StrEnum):
    """How a photograph shows the individual."""

    SOLE = "sole"
    ONE_OF_SEVERAL = "one-of-several"
    UNCERTAIN = "uncertain"
    """It hangs on a likely link, or no label of its own was read."""


@dataclass(frozen=True, slots=True)
class Member:
    """One sighting of an individual. ``exhibits``: all copies of the exposure."""

    sighting: str
    exhibits: tuple[str, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Individual:
    """One individual. ``marks`` is what its identifier holds on to (``core.individual_id``).

    ``low`` is 0 when a possible link, or a number that may be misread, leads to another individual that is
    already counted, when only doubtful writing on skin speaks for it, and when no number is read; else 1.
    ``high`` is how many people it is if only certain links hold. ``reviewed``: a decision of people made or
    bounds it. ``doubts``: whom it may be, counted or not; where ``low`` is 0 there is one at least.
    """

    marks: frozenset[str]
    agency: str
    number: JointNumber
    series: str
    period: str
    low: int
    high: int
    reviewed: bool
    members: tuple[Member, ...]
    links: tuple[Link, ...]
    names: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A sighting that belongs to no individual, and why: ``set-aside``, ``number-unread``, or its class."""

    sighting: Sighting
    why: str

    @property
    def may_be_another(self) -> bool:
        """True when it may show somebody who is not counted yet: its label was found and not read."""
        return self.why == "number-unread"


@dataclass(frozen=True, slots=True)
class Grouping:
    """All individuals, everything that belongs to none, and decisions that contradict each other."""

    individuals: tuple[Individual, ...]
    unplaced: tuple[Unplaced, ...]
    overruled: tuple[tuple[str, str], ...]
    """Pairs of sightings that one decision joins and another keeps apart, or that are copies kept apart."""
    unclear: tuple[tuple[int, str], ...] = ()
    """Decisions by position, with a mark that does not say, now, whom it means."""

    @property
    def low(self) -> int:
        """The fewest people that the links allow."""
        return sum(individual.low for individual in self.individuals)

    @property
    def high(self) -> int:
        """The most people: only certain links, and every unread label another person."""
        return sum(one.high for one in self.individuals) + sum(one.may_be_another for one in self.unplaced)


def group_individuals(
    sightings: Iterable[Sighting], decisions: Iterable[Decision] = (), alike: Resemblances = UNCOMPARED
) -> Grouping:
    """Return the individuals of ``sightings`` under ``decisions``. The order of either does not matter.

    ``alike``: what the pictures of neighbours say (:func:`dalil.core.neighbour.neighbours` names them).

    (1) What is set aside leaves. (2) What is kept apart, by decision or by standing in one frame with another
    number, can never meet. (3) Joins that people decided are made, oldest first. (4) Links are made from the
    strongest to the weakest; the partition is noted after certain, likely and possible ones.
    """
    known = by_key(sightings)
    rulings = rule_on(decisions, _keys_of_marks(known))
    grouped = {key: one for key, one in known.items() if key not in rulings.aside}
    union = Union(grouped)
    _keep_apart(union, rulings, grouped)
    decided, overruled = _join_decided(union, rulings)
    links = propose_links(grouped, alike, rulings.kept_apart)
    tying = Tying(union, grouped)
    used = tying.join(links, Strength.CERTAIN)
    certain = {key: union.root(key) for key in grouped}
    used += tying.join(links, Strength.LIKELY)
    likely = union.groups()
    seen = {keys[0]: NumberSeen.of([grouped[key] for key in keys]) for keys in likely}
    group_of = {key: keys[0] for keys in likely for key in keys}
    doubts = doubts_of(list(tied(union, links, seen)), group_of)
    on_skin = frozenset(key for key, one in seen.items() if one.skin_only)
    reasons = _reasons(grouped, rulings, decided, links, used) if decided else used
    partitions = _Partitions(certain, union, rulings, on_skin, frozenset(link.a for link in decided), doubts)
    individuals, rest = _individuals(likely, reasons, grouped, partitions)
    aside = [Unplaced(known[key], "set-aside") for key in sorted(rulings.aside & set(known))]
    return Grouping(individuals, (*rest, *aside), (*overruled, *rulings.impossible), rulings.unclear)


@dataclass(frozen=True, slots=True)
class _Partitions:
    """The finest partition (key → root), the coarsest, and the rulings that shaped them.

    ``on_skin``: first keys of the groups whose number is written on skin alone. ``decided``: keys that people
    joined with others. ``doubts``: by first key, what makes the coarsest coarser than the individuals.
    """

    certain: Mapping[str, str]
    possible: Union
    rulings: Rulings
    on_skin: frozenset[str]
    decided: frozenset[str]
    doubts: Mapping[str, tuple[Doubt, ...]]


def _keys_of_marks(known: Mapping[str, Sighting]) -> dict[str, list[str]]:
    """Exhibit, and exhibit with slot → the keys of its sightings."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for key, sighting in known.items():
        for name in {*sighting.exhibits, *sighting.marks}:
            keys[name].append(key)
    return keys


def _keep_apart(union: Union, rulings: Rulings, grouped: Mapping[str, Sighting]) -> None:
    by_exposure: defaultdict[str, list[str]] = defaultdict(list)
    for key, sighting in grouped.items():
        by_exposure[sighting.exposure].append(key)
    in_frame = [(a, b) for keys in by_exposure.values() for a in keys for b in keys if a < b]
    for first, second in (*rulings.apart, *in_frame):
        if first in grouped and second in grouped:
            union.keep_apart(first, second)


def _join_decided(union: Union, rulings: Rulings) -> tuple[list[Link], list[tuple[str, str]]]:
    used, overruled = [], []
    for first, second in rulings.joined:
        if first in rulings.aside or second in rulings.aside:
            continue
        if union.join(first, second):
            reason = Reason("decided", 0, str(rulings.entries[first, second]))
            used.append(Link(first, second, Strength.DECIDED, (reason,)))
        else:
            overruled.append((first, second))
    return used, overruled


def _reasons(
    grouped: Mapping[str, Sighting],
    rulings: Rulings,
    decided: Sequence[Link],
    links: Sequence[Link],
    used: Sequence[Link],
) -> list[Link]:
    """Why groups hold together, each step once: by evidence where there is any, else by the decision.

    A join of two individuals makes every pair of their views one; what tied each together before is no less
    true, and stays to be seen.
    """
    alone = Union(grouped)
    _keep_apart(alone, rulings, grouped)
    tying = Tying(alone, grouped)
    own = [link for strength in (Strength.CERTAIN, Strength.LIKELY) for link in tying.join(links, strength)]
    final = Union(grouped)
    for link in (*decided, *used):
        final.join(link.a, link.b)
    shown, told = Union(grouped), []
    for link in (*own, *decided, *used):
        if final.together(link.a, link.b) and not shown.together(link.a, link.b):
            shown.join(link.a, link.b)
            told.append(link)
    return told


def _individuals(
    groups: Sequence[tuple[str, ...]],
    used: Sequence[Link],
    known: Mapping[str, Sighting],
    partitions: _Partitions,
) -> tuple[tuple[Individual, ...], list[Unplaced]]:
    links: defaultdict[str, list[Link]] = defaultdict(list)
    group_of = {key: keys[0] for keys in groups for key in keys}
    for link in used:
        links[group_of[link.a]].append(link)
    counted = surest(
        (partitions.possible.root(keys[0]), keys[0], joint_number(sightings))
        for keys in groups
        if keys[0] not in partitions.on_skin
        if _is_numbered(sightings := [known[key] for key in keys], keys, partitions)
    )
    individuals, rest = [], []
    for keys in groups:
        sightings = [known[key] for key in keys]
        held = sorted(links[keys[0]], key=lambda one: (one.a, one.b))
        decided = not partitions.decided.isdisjoint(keys)
        if not decided and not _is_somebody(sightings):
            rest += [Unplaced(one, _why_unplaced(one)) for one in sightings]
            continue
        numbered = _is_numbered(sightings, keys, partitions)
        low = counted.get(partitions.possible.root(keys[0])) == keys[0]
        doubts = list(partitions.doubts.get(keys[0], ()))
        doubts += [Doubt(DoubtKind.SKIN, keys[0])] if keys[0] in partitions.on_skin else []
        doubts += [] if numbered else [Doubt(DoubtKind.UNREAD, keys[0])]
        one = _individual(sightings, held, partitions, low=int(low))
        individuals.append(replace(one, doubts=tuple(doubts)))
    return tuple(individuals), rest


def _is_numbered(sightings: Iterable[Sighting], keys: Iterable[str], partitions: _Partitions) -> bool:
    """True for a group that counts in the low count: people made it, or a number is read."""
    if not partitions.decided.isdisjoint(keys):
        return True
    return any(one.numbered for one in sightings if one.groupable)


def _is_somebody(sightings: Sequence[Sighting]) -> bool:
    """True when a number is read, or links hold several views of an unread label together."""
    shown = [one for one in sightings if one.groupable]
    return any(one.numbered for one in shown) or sum(one.labelled for one in shown) >= _UNREAD_VIEWS_MIN


def _individual(
    sightings: Sequence[Sighting], links: Sequence[Link], partitions: _Partitions, *, low: int
) -> Individual:
    parts: defaultdict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        parts[partitions.certain[sighting.key]].append(sighting)
    core = max(parts.values(), key=lambda part: (sum(bool(one.number_value) for one in part), len(part)))
    sure = {sighting.key for sighting in core}
    touched = {key for pair in (*partitions.rulings.joined, *partitions.rulings.apart) for key in pair}
    somebody = [part for part in parts.values() if any(one.numbered for one in part)]
    somebody = somebody or [part for part in parts.values() if any(one.labelled for one in part)]
    return Individual(
        marks=frozenset(mark for sighting in sightings for mark in sighting.marks),
        agency=joint_agency(sightings),
        number=joint_number(sightings),
        series=next((one.series for one in sightings if one.series), ""),
        period=joint_period(sightings),
        low=low,
        high=max(1, len(somebody)),
        reviewed=any(sighting.key in touched for sighting in sightings),
        members=tuple(Member(one.key, one.exhibits, _role(one, sure)) for one in sightings),
        links=tuple(links),
        names=tuple(sorted({one.name for one in sightings if one.name})),
    )


def _role(sighting: Sighting, sure: set[str]) -> Role:
    if sighting.key not in sure:
        return Role.UNCERTAIN
    return Role.ONE_OF_SEVERAL if sighting.slot else Role.SOLE


def _why_unplaced(sighting: Sighting) -> str:
    return "number-unread" if sighting.labelled else sighting.photograph_class.value
