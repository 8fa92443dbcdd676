"""Compare: two acquisitions of one vault, or two vaults, by bytes and by pixels.

Acquisitions of one vault are compared by its grouping. The exhibits of two vaults are compared with one
another as one grouping would: by fingerprints, then on pixels, in the jail. Nothing is recorded in either.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from tempfile import gettempdir
from typing import Self

from dalil.catalog import queries
from dalil.core.canonical import Record
from dalil.core.comparison import Balance, Held, compared
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.exposure import group_exposures
from dalil.engine.contract import Engine
from dalil.flows.alike import Remembered
from dalil.flows.copies import pairs_among
from dalil.flows.group import witnesses_of
from dalil.flows.past import apart
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault
from dalil.flows.witnesses import Witness
from dalil.store.disk import Disk
from dalil.vision.album import Album


class AcquisitionUnknown(Refusal):
    """There is no acquisition {acquisition} in this vault."""

    code = "acquisition-unknown"
    exit_status = 42
    remedy = "`dalil acquire` says the name, such as A0001; the custody page lists all of them."


class VaultWithItself(Refusal):
    """{path} is the vault that it should be compared with."""

    code = "vault-with-itself"
    exit_status = 42
    remedy = "Name another vault after --with."


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sides by name, their exhibits, and how many of these nobody has looked into yet.

    A picture that was not looked into counts by its bytes alone.
    """

    first: str
    second: str
    rows: tuple[Held, ...]
    balance: Balance
    not_examined: int
    paths: Mapping[str, list[str]]
    """Every place of each exhibit, on whichever side."""

    def to_record(self) -> Record:
        """For ``--json``."""
        return {
            "first": self.first,
            "second": self.second,
            **self.balance.to_record(),
            "not_examined": self.not_examined,
        }

    def told(self) -> Iterable[tuple[str, int]]:
        """For people."""
        counted = self.balance
        yield self.first, counted.common + counted.only_first
        yield self.second, counted.common + counted.only_second
        yield "common", counted.common
        yield f"only in {self.first}", counted.only_first
        yield f"of these, of an exposure that is in {self.second} under other bytes", counted.first_copied
        yield f"only in {self.second}", counted.only_second
        yield f"of these, of an exposure that is in {self.first} under other bytes", counted.second_copied
        if self.not_examined:
            yield "not examined yet, so compared by bytes alone", self.not_examined


def acquisitions(path: str, first: str, second: str) -> Compared:
    """Compare two acquisitions of a vault. Raises: AcquisitionUnknown, NotAVault."""
    bring_up(Vault.open(path))
    known = {each.id for each in queries.acquisition.every()}
    for identity in (first, second):
        if identity not in known:
            raise AcquisitionUnknown(acquisition=identity)
    left, right = queries.acquisition.digests(first), queries.acquisition.digests(second)
    rows, balance = compared(left, right, queries.exposure.members())
    pending = len((left | right).intersection(queries.photograph.pending()))
    return Compared(first, second, rows, balance, pending, queries.acquisition.paths(sorted(left | right)))


@dataclass(frozen=True, slots=True)
class _Side:
    """What is known of all that one vault holds."""

    paths: Mapping[str, list[str]]
    pending: frozenset[str]
    known: Mapping[str, Witness]

    @classmethod
    def of(cls, vault: Vault, prints: Album) -> Self:
        """From the catalog, which follows ``vault`` now; fingerprints go into ``prints``."""
        digests = queries.photograph.exhibits()
        pending = frozenset(queries.photograph.pending())
        return cls(queries.acquisition.paths(digests), pending, witnesses_of(vault, prints))


def vaults(path: str, other: str, engine: Engine) -> Compared:
    """Compare all that two vaults hold; ``engine`` looks at the pixels of what may be copies.

    Raises: VaultWithItself, NotAVault, ExhibitMissing, ExhibitChanged, and what ends a run of the engine.
    """
    ours, theirs = Vault.open(path), Vault.open(other)
    if os.path.samefile(ours.layout.root, theirs.layout.root):
        raise VaultWithItself(path=other)
    scratch = partial(Disk().scratch, gettempdir())
    with scratch() as file:
        prints = Album(file)
        bring_up(ours)
        here = _Side.of(ours, prints)
        with apart(theirs, theirs.journal.head().size, beside=ours):
            there = _Side.of(theirs, prints)
        # What either looked at before need not be looked at again; nothing is kept in either.
        remembered = Remembered(known=Remembered.of(theirs).known | Remembered.of(ours).known)
        pairs = pairs_among(prints, _Either((ours, theirs)), remembered, engine, scratch)
    known = {**there.known, **here.known}
    pictures = [witness.picture for witness in known.values() if witness.picture]
    exposures = [one.members for one in group_exposures(pictures, pairs)]
    rows, balance = compared(here.paths, there.paths, exposures)
    pending = (here.pending | there.pending) - known.keys()
    paths = {one.digest: [*here.paths.get(one.digest, ()), *there.paths.get(one.digest, ())] for one in rows}
    return Compared(ours.layout.root, theirs.layout.root, rows, balance, len(pending), paths)


@dataclass(frozen=True, slots=True)
class _Either:
    """Pictures of two vaults, by digest; implements :class:`dalil.flows.alike.Pictures`."""

    sides: tuple[Vault, ...]

    def content(self, name: str) -> bytes:
        """From the first side that has it. Raises: ExhibitMissing, ExhibitChanged."""
        digest = Digest(name)
        side = next((one for one in self.sides if one.reader.has(digest)), self.sides[0])
        return side.reader.read(digest)
