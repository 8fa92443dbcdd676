"""Match: propose links between individuals with a name and the claims of imported lists.

Load: names of individuals, rows of lists from their payloads. Decide: ``core.matching.candidates``. Record:
one ``matches-proposed`` event a list; its reasons quote names and stand in payloads. Where nothing has
changed since, nothing is recorded. What people decided is never proposed away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.catalog.queries import individual, log, matching
from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.matching.candidates import Proposals, propose
from dalil.core.matching.party import Party
from dalil.core.names.ledger import Method
from dalil.core.names.letters import fold_digits
from dalil.core.names.parts import Name, Part
from dalil.core.names.split import compose, split
from dalil.flows import naming, shelf
from dalil.flows.lists import columns_of
from dalil.flows.record import bring_up, record
from dalil.flows.spreading import Progress, Spreading
from dalil.flows.vault import TOOL, Vault
from dalil.intake.list_columns import Field

_YEAR: Final = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_PARTS: Final = {
    Field.GIVEN: Part.GIVEN,
    Field.FATHER: Part.FATHER,
    Field.GRANDFATHER: Part.GRANDFATHER,
    Field.FAMILY: Part.FAMILY,
    Field.MOTHER: Part.MOTHER,
}


@dataclass(frozen=True, slots=True)
class Matched:
    """What one list got: proposals, pairs compared, and pairs there are."""

    list: str
    proposed: int
    compared: int
    possible: int
    already: bool = False

    def to_record(self) -> Record:
        """The object that ``dalil match --json`` prints."""
        return {
            "list": self.list,
            "proposed": self.proposed,
            "compared": self.compared,
            "possible": self.possible,
            "already": self.already,
        }


def match(vault: Vault, *, workers: int = 1, progress: Progress | None = None) -> list[Matched]:
    """Propose matches for every imported list; again without news proposes nothing.

    How many ``workers`` look changes nothing in what is proposed. ``progress`` hears of list, done and of.
    """
    bring_up(vault)
    method = naming.method()
    individuals = [_individual(each.id, each.name) for each in individual.every() if each.name]
    return [
        _list(vault, each.id, individuals, method, Spreading(each.id, workers, progress))
        for each in matching.lists()
    ]


def claim_names(vault: Vault) -> dict[str, str]:
    """Return the names of all claims as their lists have them; without those that were withdrawn."""
    parties = (party for each in matching.lists() for party in _claims(vault, each.id))
    return {party.id: _shown(party.names[0]) for party in parties}


def _shown(name: Name) -> str:
    """A name as its list writes it: the chain, where its parts stand in columns of their own."""
    chain = " ".join(part.written for part in name.parts if part.part is not Part.MOTHER)
    return name.written if len(name.written.split()) >= len(chain.split()) else chain


def claim_party(identity: str, stated: dict[Field, str]) -> Party:
    """Return what matching needs of one row. Parts in columns of their own win over the written chain."""
    parts = {part: stated[field] for field, part in _PARTS.items() if field in stated}
    return Party(
        id=identity,
        names=(compose(stated.get(Field.NAME, ""), parts),),
        birth_year=year_of(stated.get(Field.BIRTH_YEAR) or stated.get(Field.BIRTH_DATE) or ""),
        birth_place=stated.get(Field.BIRTH_PLACE),
    )


def year_of(text: str) -> int | None:
    """Return the one year between 1800 and 2099 that ``text`` states, None when it states none or several."""
    years = set(_YEAR.findall(fold_digits(text)))
    return int(years.pop()) if len(years) == 1 else None


def stated_of(columns: Sequence[Field | None], cells: Sequence[str]) -> dict[Field, str]:
    """Return what a row's cells state, as :meth:`dalil.intake.lists.ListReading.fields` does."""
    found: dict[Field, str] = {}
    for field, cell in zip(columns, cells, strict=True):
        if field is not None and cell.strip() and field not in found:
            found[field] = cell.strip()
    return found


def _individual(identity: str, name: str | None) -> Party:
    names: tuple[Name, ...] = (split(name),) if name else ()
    return Party(identity, names)


def _list(
    vault: Vault, list_id: str, individuals: Sequence[Party], method: Method, spreading: Spreading
) -> Matched:
    claims = list(_claims(vault, list_id))
    inputs = _inputs(list_id, individuals, claims, method)
    earlier = [body for body in log.bodies("matches-proposed") if body["list"] == list_id]
    if earlier and earlier[-1]["parameters"]["inputs"] == inputs:
        last = earlier[-1]
        return Matched(list_id, last["proposed"], last["compared"], last["possible"], already=True)
    found = propose(individuals, claims, method=method, spread=spreading)
    _record(vault, list_id, found, {"inputs": inputs, "method": method.version})
    return Matched(list_id, len(found.proposals), found.compared, found.possible)


def _claims(vault: Vault, list_id: str) -> Iterator[Party]:
    held, columns = shelf.Shelf(vault), columns_of(vault, list_id)
    for each in matching.claims(list_id):
        row = held.get(each.payload, str(each.row))
        cells = row.get("cells") if row else None
        if isinstance(cells, list):
            yield claim_party(each.id, stated_of(columns, [str(cell) for cell in cells]))


def _inputs(list_id: str, individuals: Sequence[Party], claims: Sequence[Party], method: Method) -> str:
    """Digest of all that proposals depend on. Claims enter by id: a row never changes, it is withdrawn."""
    named: list[Json] = [[each.id, each.names[0].written] for each in individuals]
    asked: list[Json] = [each.id for each in claims]
    return Digest.of(canonical.encode([list_id, method.version, TOOL, named, asked])).hex


def _record(vault: Vault, list_id: str, found: Proposals, parameters: Record) -> None:
    shelved = shelf.put(vault, [(each.id, each.reasons()) for each in found.proposals])
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
        for each in found.proposals
    )
    body: Record = {
        "list": list_id,
        "output": vault.keep_blob(output).hex,
        "proposed": len(found.proposals),
        "compared": found.compared,
        "possible": found.possible,
        "tool": TOOL,
        "parameters": parameters,
    }
    record(vault, [vault.event("matches-proposed", (list_id,), body, payloads=shelved.payloads)])
