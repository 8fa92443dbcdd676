"""Acquire: take in a source, whole, and seal what was met in one log entry.

Load: walk the source; every file's bytes go into the store while they are hashed; containers are opened in a
jail and their members go the same way. Decide: one manifest line for each thing met, and the balance.
Record: one ``acquisition-sealed`` event that commits to the manifest by digest and by Merkle root.

A line depends on the source alone, so a command that was killed writes the same manifest when it runs again;
what it had made durable is in the store already, and a list under ``cache/`` spares reading it twice.
"""

import contextlib
import os
from dataclasses import dataclass

from dalil.catalog import queries
from dalil.catalog.queries.acquisition import AcquisitionSeen
from dalil.core import pathname
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.manifest import Balance
from dalil.flows import unpack
from dalil.flows.record import bring_up, record
from dalil.flows.resume import Done
from dalil.flows.taking import Progress, Silence, Taking
from dalil.flows.vault import TOOL, Vault
from dalil.intake import device, walk


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who gave what to whom, as stated by the person who runs the command. A giver goes by a pseudonym."""

    medium: str = ""
    giver: str = ""
    received_by: str = ""

    def is_told_by(self, sealed: AcquisitionSeen) -> bool:
        """Whether an acquisition says this already. The same disk from another hand is another one."""
        stated = (self.medium, self.giver, self.received_by)
        return not any(stated) or stated == (sealed.medium, sealed.giver, sealed.received_by)


@dataclass(frozen=True, slots=True)
class Acquired:
    """One sealed acquisition. ``already``: this very source was sealed before, nothing was added."""

    acquisition: str
    balance: Balance
    duplicates: int
    manifest: Digest
    already: bool = False

    def to_record(self) -> Record:
        """The object that ``dalil acquire --json`` prints."""
        balance = self.balance
        refused: dict[str, Json] = dict(sorted(balance.refused.items()))
        return {
            "acquisition": self.acquisition,
            "files": balance.files,
            "directories": balance.directories,
            "bytes": balance.bytes,
            "kept": balance.kept,
            "duplicates": self.duplicates,
            "refused": refused,
            "manifest": self.manifest.hex,
            "already": self.already,
        }


class SourceMissing(Refusal):
    """There is nothing at {path}."""

    code = "source-missing"
    exit_status = 46
    remedy = "Check the path, and that the medium is connected."


class VaultInsideSource(Refusal):
    """The vault {vault} lies inside the source {source}."""

    code = "vault-inside-source"
    exit_status = 47
    remedy = "Name a vault outside the source: it would take itself in, and change what it takes in."


def check_source(source: bytes, vault: str) -> None:
    """Refuse what cannot be taken in, before anything is made. Raises: SourceMissing, VaultInsideSource."""
    if not os.path.lexists(source):
        raise SourceMissing(path=pathname.to_text(source))
    walk.check(source)
    inside, outside = os.fsencode(os.path.realpath(vault)), os.path.realpath(source)
    if inside == outside or inside.startswith(outside.rstrip(b"/") + b"/"):
        raise VaultInsideSource(vault=vault, source=pathname.to_text(source))


def acquire(
    vault: Vault, source: bytes, *, provenance: Provenance | None = None, progress: Progress | None = None
) -> Acquired:
    """Take in ``source`` and seal it. The same command after a crash resumes.

    Raises: SourceVanished and its kin when the source itself cannot be read; DiskFull, DiskFailed.
    """
    check_source(source, vault.layout.root)
    bring_up(vault)
    source = _absolute(source)
    with contextlib.closing(Done.open(vault, source)) as done, vault.writer() as writer:
        taking = Taking(source, writer, done, progress or Silence())
        with contextlib.closing(taking.manifest()) as pieces:
            manifest, _ = writer.add(pieces)
    balance, root = taking.tally.balance(), taking.tally.tree.root().hex()
    name = os.path.basename(source) or b"/"  # not the whole path: it can name the person at the keyboard
    before = queries.acquisition.same(manifest.hex, pathname.to_text(name))
    given = provenance or Provenance()
    already = before is not None and given.is_told_by(before)
    if not already:
        identity = queries.acquisition.next_id()
        body: Record = {
            "acquisition": identity,
            "manifest": manifest.hex,
            "root": root,
            "lines": taking.tally.tree.size,
            "balance": balance.to_record(),
            **pathname.to_fields("source", name),
            "device": device.facts(source),
            "medium": given.medium,
            "giver": given.giver,
            "received_by": given.received_by,
            "jail": unpack.protections(),
            "tool": TOOL,
        }
        record(vault, [vault.event("acquisition-sealed", (manifest.hex,), body)])
    done.forget()
    sealed = before if before and already else queries.acquisition.by_id(identity)
    return Acquired(sealed.id, balance, sealed.duplicates, manifest, already=already)


def _absolute(source: bytes) -> bytes:
    """The full name of ``source``. Where it goes up, links before that are followed, as the system does."""
    return os.path.realpath(source) if b".." in source.split(b"/") else os.path.abspath(source)
