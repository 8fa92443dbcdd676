"""Prove: a receipt that one file was received, checkable without any other file of the archive.

A receipt is a folder with the file, ``receipt.json`` and the checker. The argument: the file has this digest;
the manifest line names it; the line is in the manifest's Merkle tree; the sealed entry commits to that tree's
root; the entry is in the log's tree; the checkpoint over it is signed. Specified in docs/spec/bundle.md.
"""

import base64
import os
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.custody import merkle
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.manifest import Line
from dalil.flows.exhibit import whole_digest
from dalil.flows.vault import Vault
from dalil.store.disk import Disk

RECEIPT: str = "receipt.json"
CHECKER: str = "dalil_check.py"


class NeverReceived(Refusal):
    """No sealed acquisition of this vault holds an exhibit {digest}."""

    code = "never-received"
    exit_status = 43
    remedy = "Give the SHA-256 of the file, as `sha256sum` prints it, or its first digits."


class FolderTaken(Refusal):
    """{path} exists already."""

    code = "folder-taken"
    exit_status = 44
    remedy = "Name a folder that does not exist; nothing is written over."


@dataclass(frozen=True, slots=True)
class Proven:
    """What a receipt shows: the file was in this acquisition, sealed at this time as this entry."""

    acquisition: str
    at: str
    entry: int


def prove(vault: Vault, digest: str, folder: str) -> Proven:
    """Write a receipt for the exhibit ``digest`` into ``folder``, which gets its name when all is written.

    ``digest`` may be shortened. Raises: NeverReceived, DigestAmbiguous, FolderTaken, DiskFull, DiskFailed,
    and what :meth:`Reader.chunks` does.
    """
    try:
        wanted = Digest(whole_digest(vault, digest))
    except BodyRefusal as wrong:
        raise NeverReceived(digest=digest) from wrong
    if os.path.lexists(folder):
        raise FolderTaken(path=folder)
    index, receipt = receipt_of(vault, wanted)
    checker = resources.files("dalil.publish").joinpath(CHECKER).read_bytes()
    _write(
        vault.world.disk,
        os.path.abspath(folder),
        (
            (str(receipt["file"]), vault.reader.chunks(wanted)),
            (CHECKER, [checker]),
            (RECEIPT, [canonical.encode(receipt) + b"\n"]),
        ),
    )
    sealed: dict[str, Any] = canonical.decode_record(str(receipt["entry"]).encode())
    return Proven(sealed["body"]["acquisition"], sealed["at"], index)


def _write(disk: Disk, folder: str, files: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Write files durably into a folder that has its name only once they are whole."""
    files = list(files)
    staged = f"{folder}.{files[0][0][:16]}.unfinished"  # of one exhibit: what is left lying is that one's
    disk.make_directory(staged)
    for name, chunks in files:
        path = os.path.join(staged, name)
        disk.remove(path)  # left by a command that was interrupted
        descriptor = disk.open_new(path)
        try:
            for chunk in chunks:
                disk.write(descriptor, chunk, path)
            disk.sync(descriptor, path)
        finally:
            disk.close(descriptor, path)
    disk.rename(staged, folder)
    disk.sync_directory(os.path.dirname(folder))


def receipt_of(vault: Vault, wanted: Digest) -> tuple[int, Record]:
    """Index of the entry that sealed it, and the record of ``receipt.json``.

    Raises: NeverReceived; ExhibitMissing, ExhibitUnreadable, ExhibitChanged for a manifest.
    """
    marker = f'"digest":"{wanted.hex}"'.encode()
    for index, event in vault.journal.events():
        if event.type != "acquisition-sealed":
            continue
        hashes, found = [], None
        for number, raw in enumerate(vault.reader.lines(Digest(str(event.body["manifest"])))):
            hashes.append(merkle.leaf_hash(raw[:-1]))
            if found is None and marker in raw and Line.parse(raw[:-1]).digest == wanted:
                found = number, raw[:-1]
        if found is not None:
            number, line = found
            proof: list[Json] = [_base64(each) for each in merkle.inclusion_proof(hashes, number)]
            return index, {
                "format": "dalil-receipt/v1",
                "file": f"{wanted.hex}.bin",
                "line": line.decode(),
                "index": number,
                "proof": proof,
                "entry": vault.journal.entry(index).decode(),
                "log_proof": bytes(vault.journal.prove(index)).decode(),
                "key": str(vault.key),
            }
    raise NeverReceived(digest=wanted)


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
