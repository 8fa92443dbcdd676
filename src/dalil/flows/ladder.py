"""Ladder: the rungs of a vault, counted over the catalog's rows at one log position."""

from dataclasses import dataclass
from typing import Final

from dalil.catalog import queries
from dalil.core.accuracy import Accuracy
from dalil.core.canonical import Json, Record
from dalil.core.ladder import Holdings, Rung, build_ladder
from dalil.core.reading_queue import reader_key
from dalil.flows import enquiry
from dalil.flows.accuracy import accuracy
from dalil.flows.past import At, seen_at
from dalil.flows.person import is_person, person
from dalil.flows.told import told_until
from dalil.flows.vault import Vault

_UNRECORDED: Final = frozenset({"confirmed-by-authority"})
"""There is no event yet that holds an authority's confirmation."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """All rungs, of which vault, at which position."""

    vault: str
    position: int
    rungs: tuple[Rung, ...]
    machine: Accuracy
    """How often the machine that read the labels is wrong, as far as people checked it."""
    ungrouped: int
    """Labels that people settled since the newest grouping: no rung counts what they say before the next."""

    def to_record(self) -> Record:
        """The object that ``dalil ladder --json`` prints."""
        rungs: list[Json] = [rung.to_record() for rung in self.rungs]
        return {
            "vault": self.vault,
            "position": self.position,
            "rungs": rungs,
            "machine_readings": self.machine.to_record(),
            "settled_since": self.ungrouped,
        }

    @property
    def command(self) -> str:
        """What counts all of it again, for whoever has the vault as V."""
        return f"dalil ladder --vault V --at {self.position} --json"

    def rung(self, name: str) -> Rung:
        """One rung by name."""
        return next(rung for rung in self.rungs if rung.name == name)


def ladder(path: str, *, at: At = None) -> Ladder:
    """Count the ladder of the vault at ``path``, as of a position of its log; None: as it stands.

    Raises: NotAVault, PositionUnknown, CatalogUnavailable.
    """
    vault = Vault.open(path)
    with seen_at(vault, at) as position:
        rungs = build_ladder(holdings())
        return Ladder(vault.config.id, position, rungs, accuracy(vault), ungrouped(vault))


def ungrouped(vault: Vault) -> int:
    """Labels that people settled since the newest grouping, as far as it is told to who asks."""
    grouped, until = queries.log.newest_index("grouped"), told_until(vault)
    key = reader_key(person(vault)) if is_person(vault) else ""
    return queries.reading.settled_since(grouped, key, until)


def holdings() -> Holdings:
    """What the rungs are counted from; every number is a count over rows that can be listed."""
    return Holdings(
        files=queries.acquisition.files(),
        exhibits=queries.acquisition.exhibits(),
        exposures=queries.exposure.count(),
        links=queries.acquisition.links(),
        refused=queries.acquisition.refusals(),
        not_photographs=queries.photograph.not_photographs(),
        ungrouped=queries.photograph.ungrouped(),
        unlabelled=queries.exposure.unlabelled(),
        unplaced=queries.exposure.unplaced(),
        may_be_another=queries.exposure.may_be_another(),
        individuals=queries.individual.ladder_rows(enquiry.notified()),
        unrecorded=_UNRECORDED,
    )
