"""Called: what paths and papers say of individuals, and whom papers and cards name beside them.

Load: mentions (:mod:`dalil.flows.mentions`). Decide: whom a path or a paper can mean at all. A folder's name
is an individual's where the folder holds all photographs of this individual and none of anybody else; a
paper's, where it states a number that one individual alone has. Records nothing.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Final

from dalil.catalog import queries
from dalil.core.matching.naming import BETWEEN_PLACES, PERSON, NamedBy, Naming
from dalil.core.matching.party import Party
from dalil.core.matching.year import year_of
from dalil.core.names.compare import Verdict, compare
from dalil.core.names.folding import strict
from dalil.core.names.ledger import Method
from dalil.core.names.mention import Mention, Stated
from dalil.core.names.parts import Part
from dalil.core.names.path_mention import NameRule
from dalil.core.names.split import compose, split
from dalil.core.profile import Profile
from dalil.flows import papers, profile
from dalil.flows.mentions import (
    Balance,
    in_paths,
    individuals_numbered,
    individuals_shown,
    of_number,
    on_labels,
)
from dalil.flows.papers import PaperMention, PapersRead
from dalil.flows.vault import Vault

_ID_DIGITS: Final = 12
_SURE: Final = frozenset({NameRule.ANNOUNCED.value, NameRule.KNOWN.value})


@dataclass(frozen=True, slots=True)
class Known:
    """An individual: the name on its label, if any, and the digests of its photographs."""

    name: str | None
    members: Collection[str]


@dataclass(frozen=True, slots=True)
class Called:
    """``by_individual``: what a path or papers say of it, as a party."""

    by_individual: Mapping[str, Party]
    people: tuple[Party, ...]
    """Whom papers or cards name and who were joined to no individual, in order of id."""

    def completed(self, party: Party) -> Party:
        """The party with what it is called, and with what papers state beside the name."""
        found = self.by_individual.get(party.id)
        if found is None:
            return party
        return replace(
            party,
            names=found.names,
            birth_year=found.birth_year,
            birth_place=found.birth_place,
            naming=found.naming,
        )


def called(vault: Vault, known: Mapping[str, Known], method: Method, *, workers: int) -> Called:
    """Return what individuals are called; papers before paths, and paths only where no label names them.

    Papers of one number whose names contradict one another, or the label, name nobody but themselves.
    ``workers`` read papers. Raises: WorkerStart, and what reading the store does.
    """
    own, numbered = profile.of(vault), individuals_numbered()
    held: dict[str, list[PaperMention]] = defaultdict(list)
    alone: list[tuple[PaperMention, list[str]]] = []
    for each in papers.in_papers(vault, PapersRead(), workers=workers):
        numbers = each.mention.numbers
        means = of_number(numbers.get(Stated.NUMBER), numbers.get(Stated.AGENCY), numbered)
        if len(means) == 1 and means[0] in known:
            held[means[0]].append(each)
        else:
            alone.append((each, means))
    agreeing = {
        identity: told for identity, told in held.items() if _agree(known[identity].name, told, method)
    }
    alone += [
        (each, [identity]) for identity, told in held.items() if identity not in agreeing for each in told
    ]
    digests = {each.digest for told in agreeing.values() for each in told} | {
        each.digest for each, _ in alone
    }
    paths = {digest: some[0] for digest, some in queries.acquisition.paths(sorted(digests)).items() if some}
    unnamed = {identity: each.members for identity, each in known.items() if each.name is None}
    found = {identity: _by_paths(identity, *told) for identity, told in _paths(vault, unnamed).items()}
    found |= {
        identity: _by_papers(identity, known[identity].name, told, paths)
        for identity, told in agreeing.items()
    }
    people: dict[str, Party] = {}
    for person in (*(_person(each, means, own, paths) for each, means in alone), *_on_cards()):
        people.setdefault(person.id, person)
    return Called(found, tuple(people[identity] for identity in sorted(people)))


def _agree(label: str | None, told: Sequence[PaperMention], method: Method) -> bool:
    """Whether nothing in the names of papers, and on the label, contradicts."""
    names = [each.mention.whole for each in told] + ([split(label)] if label else [])
    return all(
        compare(one, other, method=method).verdict is not Verdict.AGAINST
        for one, other in combinations(dict.fromkeys(names), 2)
    )


def person_id(digest: str, name: str) -> str:
    """Id of somebody whom a paper names: the same as long as the paper says the same.

    ``digest``: of the paper; empty for whom cards name, wherever they are.
    """
    text = f"dalil/paper-person/v1\n{digest}\n{strict(name)}\n"
    return f"{PERSON}{hashlib.sha256(text.encode()).hexdigest()[:_ID_DIGITS]}"


def _person(told: PaperMention, means: Sequence[str], own: Profile, paths: Mapping[str, str]) -> Party:
    """``means``: the individuals whose number the paper states, who are several, or are called otherwise."""
    mention = told.mention
    agency = mention.numbers.get(Stated.AGENCY)
    return Party(
        person_id(told.digest, mention.name.text),
        (mention.whole,),
        birth_year=_birth_year(mention),
        birth_place=_birth_place(mention),
        number=mention.numbers.get(Stated.NUMBER),
        agency=agency if agency and own.is_agency(agency) else None,
        naming=Naming(NamedBy.PAPER_ALONE, BETWEEN_PLACES.join([_where(told, paths), *means])),
    )


def _on_cards() -> Iterator[Party]:
    """Whom labels without a number name, one for each name: nobody tells how many people bear it."""
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in on_labels():
        if not each["individuals"]:
            named[strict(each["name"])].append(each)
    first = {key: min(each["digest"] for each in some) for key, some in named.items()}
    paths = queries.acquisition.paths(sorted(first.values()))
    for key, some in named.items():
        where = next(iter(paths.get(first[key], ())), first[key])
        others = len({each["digest"] for each in some}) - 1
        yield Party(
            person_id("", key),
            tuple(dict.fromkeys(split(each["name"]) for each in some)),
            naming=Naming(NamedBy.CARD_ALONE, f"{where} (+{others})" if others else where),
        )


def _by_papers(
    identity: str, label: str | None, told: Sequence[PaperMention], paths: Mapping[str, str]
) -> Party:
    """Of several papers every name; a mother or a birth that they state differently is not stated.

    Of who has a name on a label, that name, with the mother.
    """
    years = {year for each in told if (year := _birth_year(each.mention))}
    places = {place for each in told if (place := _birth_place(each.mention))}
    names = tuple(dict.fromkeys(each.mention.whole for each in told))
    if label:
        mothers = {held.written for name in names if (held := name.get(Part.MOTHER))}
        mother = {Part.MOTHER: mothers.pop()} if len(mothers) == 1 else {}
        names = (split(label) if split(label).get(Part.MOTHER) else compose(label, mother),)
    where = dict.fromkeys(_where(each, paths) for each in told)
    return Party(
        identity,
        names,
        birth_year=years.pop() if len(years) == 1 else None,
        birth_place=places.pop() if len(places) == 1 else None,
        naming=Naming(NamedBy.LABEL_AND_PAPER if label else NamedBy.PAPER, BETWEEN_PLACES.join(where)),
    )


def _where(told: PaperMention, paths: Mapping[str, str]) -> str:
    return paths.get(told.digest, told.digest)


def _by_paths(identity: str, name: str, path: str) -> Party:
    return Party(identity, (split(name),), naming=Naming(NamedBy.PATH, path))


def _birth_year(mention: Mention) -> int | None:
    return year_of(mention.numbers.get(Stated.BIRTH, ""))


def _birth_place(mention: Mention) -> str | None:
    said = mention.said.get(Stated.BIRTH)
    return said.text if said else None


def _paths(vault: Vault, unnamed: Mapping[str, Collection[str]]) -> dict[str, tuple[str, str]]:
    """The name and path that each individual is called by.

    What two people's names stand in calls nobody, nor does what was not examined throughout.
    """
    waiting = set(queries.photograph.pending())
    found_in = in_paths(vault, individuals_shown(), Balance())
    rows = [row for row in found_in if waiting.isdisjoint(row["exhibits"])]
    by_path = Counter(row["path"] for row in rows)
    alone: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["rule"] in _SURE and len(row["individuals"]) == 1 and by_path[row["path"]] == 1:
            alone[row["individuals"][0]].append(row)
    found = {
        identity: _innermost(alone[identity], set(unnamed[identity]))
        for identity in unnamed
        if identity in alone
    }
    return {identity: (row["name"], row["path"]) for identity, row in found.items() if row}


def _innermost(rows: Iterable[dict[str, Any]], members: Collection[str]) -> dict[str, Any] | None:
    """Of paths by one name that together hold all members the innermost; None where names differ there."""
    held: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        held[row["level"], strict(row["name"])].append(row)
    whole = [
        key
        for key, some in held.items()
        if set(members) <= {each for row in some for each in row["exhibits"]}
    ]
    innermost = [key for key in whole if key[0] == max(level for level, _ in whole)]
    return held[innermost[0]][0] if len(innermost) == 1 else None
