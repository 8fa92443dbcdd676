"""Called: what paths and papers call individuals whom no label names, and whom papers name beside them.

Load: mentions (:mod:`dalil.flows.mentions`). Decide: whom a path or a paper can mean at all. A folder's name
is an individual's where the folder holds all photographs of this individual and none of anybody else; a
paper's, where it states a number that one individual alone has. Records nothing.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from dalil.core.matching.naming import PERSON, NamedBy, Naming
from dalil.core.matching.party import Party
from dalil.core.matching.year import year_of
from dalil.core.names.folding import strict
from dalil.core.names.mention import Mention, Stated
from dalil.core.names.parts import Name
from dalil.core.names.path_mention import NameRule
from dalil.core.names.split import split
from dalil.core.profile import Profile
from dalil.flows import papers, profile
from dalil.flows.mentions import Balance, in_paths, individuals_numbered, individuals_shown, of_number
from dalil.flows.papers import PaperMention, PapersRead
from dalil.flows.vault import Vault

_ID_DIGITS: Final = 12
_SHOWN_DIGITS: Final = 12
"""Of a paper's digest, where it is quoted."""
_SURE: Final = frozenset({NameRule.ANNOUNCED.value, NameRule.KNOWN.value})


@dataclass(frozen=True, slots=True)
class Called:
    """``by_individual``: a party that holds what is known by paths and papers alone, by individual."""

    by_individual: Mapping[str, Party] = field(default_factory=dict)
    people: tuple[Party, ...] = ()
    """Whom papers name and no individual is known to be, in order of id."""

    def completed(self, party: Party) -> Party:
        """The party with what it is called, where it has no name of its own."""
        found = self.by_individual.get(party.id)
        if found is None or party.names:
            return party
        return replace(
            party,
            names=found.names,
            birth_year=found.birth_year,
            birth_place=found.birth_place,
            naming=found.naming,
        )


def called(vault: Vault, unnamed: Mapping[str, Collection[str]], *, workers: int) -> Called:
    """Return what individuals without a name, given with their photographs, are called; papers before paths.

    ``workers`` read papers. Raises: WorkerStart, and what reading the store does.
    """
    own, numbered = profile.of(vault), individuals_numbered()
    held: dict[str, list[PaperMention]] = defaultdict(list)
    people: dict[str, Party] = {}
    for each in papers.in_papers(vault, PapersRead(), workers=workers):
        numbers = each.mention.numbers
        means = of_number(numbers.get(Stated.NUMBER), numbers.get(Stated.AGENCY), numbered)
        if len(means) == 1 and means[0] in unnamed:
            held[means[0]].append(each)
        else:
            person = _person(each, own)
            people.setdefault(person.id, person)
    found = {identity: _by_paths(identity, *told) for identity, told in _paths(vault, unnamed).items()}
    found |= {identity: _by_papers(identity, told) for identity, told in held.items()}
    return Called(found, tuple(people[identity] for identity in sorted(people)))


def person_id(digest: str, name: str) -> str:
    """Id of somebody whom a paper names: the same as long as the paper says the same."""
    text = f"dalil/paper-person/v1\n{digest}\n{strict(name)}\n"
    return f"{PERSON}{hashlib.sha256(text.encode()).hexdigest()[:_ID_DIGITS]}"


def _person(told: PaperMention, own: Profile) -> Party:
    mention = told.mention
    agency = mention.numbers.get(Stated.AGENCY)
    return Party(
        person_id(told.digest, mention.name.text),
        (mention.whole,),
        birth_year=_birth_year(mention),
        birth_place=_birth_place(mention),
        number=mention.numbers.get(Stated.NUMBER),
        agency=agency if agency and own.is_agency(agency) else None,
        naming=Naming(NamedBy.PAPER_ALONE, told.digest[:_SHOWN_DIGITS]),
    )


def _by_papers(identity: str, told: list[PaperMention]) -> Party:
    """Of several papers every name; a birth that they state differently is not stated."""
    years = {year for each in told if (year := _birth_year(each.mention))}
    places = {place for each in told if (place := _birth_place(each.mention))}
    names: dict[Name, None] = dict.fromkeys(each.mention.whole for each in told)
    where = dict.fromkeys(each.digest[:_SHOWN_DIGITS] for each in told)
    return Party(
        identity,
        tuple(names),
        birth_year=years.pop() if len(years) == 1 else None,
        birth_place=places.pop() if len(places) == 1 else None,
        naming=Naming(NamedBy.PAPER, " ".join(where)),
    )


def _by_paths(identity: str, name: str, path: str) -> Party:
    return Party(identity, (split(name),), naming=Naming(NamedBy.PATH, path))


def _birth_year(mention: Mention) -> int | None:
    return year_of(mention.numbers.get(Stated.BIRTH, ""))


def _birth_place(mention: Mention) -> str | None:
    said = mention.said.get(Stated.BIRTH)
    return said.text if said else None


def _paths(vault: Vault, unnamed: Mapping[str, Collection[str]]) -> dict[str, tuple[str, str]]:
    """The name and path that each individual is called by. What two people's names stand in calls nobody."""
    rows = list(in_paths(vault, individuals_shown(), Balance()))
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
