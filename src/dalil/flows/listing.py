"""Listing: photographs and individuals of a vault, as the catalog holds them now."""

from collections.abc import Iterator

from dalil.catalog import queries
from dalil.catalog.queries.individual import IndividualSeen
from dalil.catalog.queries.photograph import PhotographSeen
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault


def photographs(path: str) -> Iterator[PhotographSeen]:
    """Every exhibit with its class, in order of digest."""
    bring_up(Vault.open(path))
    yield from queries.photograph.every()


def individuals(path: str) -> Iterator[IndividualSeen]:
    """Every individual, in order of id."""
    bring_up(Vault.open(path))
    yield from queries.individual.every()
