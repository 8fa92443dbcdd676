"""Match: propose links between individuals, or people of papers, and the claims of imported lists.

Load: names and numbers of individuals, what paths and papers call them (:mod:`dalil.flows.called`), rows of
lists from their payloads. Decide: ``core.matching.candidates``, once for individuals and once for people whom
papers alone name: a paper may mean somebody of the photographs, so neither takes the other's chance. Record:
one ``matches-proposed`` event a list; its reasons quote names and stand in payloads. Where nothing has
changed since, nothing is recorded. What people answered is never proposed away, and weighed again.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from dalil.catalog.queries import individual, log, matching, photograph
from dalil.catalog.queries.individual import IndividualSeen
from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.matching.candidates import Proposals, propose
from dalil.core.matching.party import Party
from dalil.core.moment import PartialDate
from dalil.core.names.ledger import Method
from dalil.core.names.parts import Name, Part
from dalil.core.names.split import split
from dalil.core.profile import Profile
from dalil.flows import naming, profile, shelf
from dalil.flows.called import Known, called
from dalil.flows.claim import claim_party
from dalil.flows.linkage import Linkage
from dalil.flows.lists import row_of, rows_of
from dalil.flows.record import bring_up, record
from dalil.flows.spreading import Progress
from dalil.flows.vault import TOOL, Vault


@dataclass(frozen=True, slots=True)
class Matched:
    """What one list got: proposals, those of them for people of papers, pairs compared, pairs there are."""

    list: str
    proposed: int
    of_papers: int
    compared: int
    possible: int
    already: bool = False
    linkage: Mapping[str, Any] = field(default_factory=dict)
    """How pairs were found: :attr:`dalil.flows.linkage.Linkage.report`."""

    def to_record(self) -> Record:
        """The object that ``dalil match --json`` prints."""
        return {
            "list": self.list,
            "proposed": self.proposed,
            "of_papers": self.of_papers,
            "compared": self.compared,
            "possible": self.possible,
            "already": self.already,
        }


def match(
    vault: Vault, *, engine: str = "", workers: int = 1, progress: Progress | None = None
) -> list[Matched]:
    """Propose matches for every imported list; again without news proposes nothing.

    ``engine`` as :class:`dalil.flows.linkage.Linkage` takes it. How many ``workers`` look changes nothing in
    what is proposed. ``progress`` hears of list, done and of.

    Raises: LinkageUnknown, SparkMissing, LinkageFailed, WorkerStart, and what reading the store does.
    """
    bring_up(vault)
    search = Linkage(engine, workers, progress)
    imported = matching.lists()
    if not imported:
        return []
    archive = _Archive.of(vault, workers)
    return [_list(vault, each.id, archive, search) for each in imported]


@dataclass(frozen=True, slots=True)
class _Archive:
    """What an archive brings to its lists."""

    profile: Profile
    method: Method
    individuals: Sequence[Party]
    people: Sequence[Party]
    """Whom papers alone name."""

    @classmethod
    def of(cls, vault: Vault, workers: int) -> Self:
        own = profile.of(vault)
        dated = photograph.dated_in_writing()
        every = list(individual.every())
        known = {each.id: Known(each.name, {one.digest for one in each.members}) for each in every}
        method = naming.method(own.names).among(own.gazetteer)
        found = called(vault, known, method, workers=workers)
        individuals = [found.completed(_individual(each, dated)) for each in every]
        return cls(own, method, [each for each in individuals if each.is_askable], found.people)


def claim_names(vault: Vault) -> dict[str, str]:
    """Return the names of all claims as their lists have them; without those that were withdrawn."""
    own = profile.of(vault)
    parties = (party for each in matching.lists() for party in _claims(vault, each.id, own))
    return {party.id: _shown(party.names[0]) for party in parties}


def claim_name(vault: Vault, claim: str) -> str | None:
    """The name of one claim as its list has it; None where it was withdrawn."""
    stated = row_of(vault, claim)
    return None if stated is None else _shown(claim_party(claim, stated, profile.of(vault)).names[0])


def _shown(name: Name) -> str:
    """A name as its list writes it: the chain, where its parts stand in columns of their own."""
    chain = " ".join(part.written for part in name.parts if part.part is not Part.MOTHER)
    return name.written if len(name.written.split()) >= len(chain.split()) else chain


def _individual(seen: IndividualSeen, dated: Container[str]) -> Party:
    """What matching needs of an individual. The month of its photographs is the latest that it lived.

    ``dated``: photographs whose month somebody wrote.
    """
    return Party(
        seen.id,
        (split(seen.name),) if seen.name else (),
        number=seen.number,
        agency=seen.agency,
        dead=PartialDate.parse(seen.period) if seen.period else None,
        dead_by_clock=bool(seen.period) and not any(each.digest in dated for each in seen.members),
    )


def _list(vault: Vault, list_id: str, archive: _Archive, search: Linkage) -> Matched:
    claims = list(_claims(vault, list_id, archive.profile))
    sides = archive.individuals, archive.people
    how = [search.kind(len(side) * len(claims)) for side in sides]
    inputs = _inputs(list_id, sides, claims, archive.method, how)
    earlier = [body for body in log.bodies("matches-proposed") if body["list"] == list_id]
    if earlier and earlier[-1]["parameters"]["inputs"] == inputs:
        last = earlier[-1]
        of_papers = last.get("of_papers", 0)
        return Matched(list_id, last["proposed"], of_papers, last["compared"], last["possible"], already=True)
    answered = [(each.individual, each.claim) for each in matching.answered(list_id)]

    def proposed(side: Sequence[Party]) -> Proposals:
        return propose(
            side,
            claims,
            method=archive.method,
            answered=answered,
            search=search,
            spread=search.spreading(list_id),
            words=search.spreading("words"),
        )

    of_papers, of_photographs = proposed(archive.people), proposed(archive.individuals)
    parameters: Record = {"inputs": inputs, "method": archive.method.version, **search.recorded()}
    _record(vault, list_id, of_photographs, of_papers, parameters)
    found = of_photographs, of_papers
    return Matched(
        list_id,
        sum(len(each.proposals) for each in found),
        len(of_papers.proposals),
        sum(each.compared for each in found),
        sum(each.possible for each in found),
        linkage=search.report,
    )


def _claims(vault: Vault, list_id: str, own: Profile) -> Iterator[Party]:
    for identity, stated in rows_of(vault, list_id):
        yield claim_party(identity, stated, own)


def _inputs(
    list_id: str,
    sides: Sequence[Sequence[Party]],
    claims: Sequence[Party],
    method: Method,
    how: Sequence[str],
) -> str:
    """Digest of all that proposals depend on. Claims enter by id: a row never changes, it is withdrawn."""
    named: list[Json] = [[_input(each) for each in side] for side in sides]
    asked: list[Json] = [each.id for each in claims]
    return Digest.of(canonical.encode([list_id, method.version, TOOL, [*how], named, asked])).hex


def _input(party: Party) -> Json:
    names: list[Json] = [[f"{part.part.value} {part.written}" for part in name.parts] for name in party.names]
    return [
        party.id,
        names,
        party.number,
        party.agency,
        party.birth_year,
        party.birth_place,
        party.dead.text if party.dead else None,
        party.dead_by_clock,
        [party.naming.by.value, party.naming.where] if party.naming else None,
    ]


def _record(
    vault: Vault, list_id: str, of_photographs: Proposals, of_papers: Proposals, parameters: Record
) -> None:
    proposals = (*of_photographs.proposals, *of_papers.proposals)
    weighed = (*proposals, *of_photographs.answered, *of_papers.answered)
    shelved = shelf.put(vault, [(each.id, each.reasons()) for each in weighed])
    output = b"".join(
        canonical.encode(
            {
                "id": each.id,
                "individual": each.individual,
                "claim": each.claim,
                "score_ppm": each.ledger.score_ppm,
                "reasons": shelved.places[each.id].hex,
            }
        )
        + b"\n"
        for each in weighed
    )
    body: Record = {
        "list": list_id,
        "output": vault.keep_blob(output).hex,
        "proposed": len(proposals),
        "of_papers": len(of_papers.proposals),
        "compared": of_photographs.compared + of_papers.compared,
        "possible": of_photographs.possible + of_papers.possible,
        "tool": TOOL,
        "parameters": parameters,
    }
    record(vault, [vault.event("matches-proposed", (list_id,), body, payloads=shelved.payloads)])
