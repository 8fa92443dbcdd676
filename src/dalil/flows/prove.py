"""Prove: a receipt that one file was received, checkable without any other file of the archive.

A receipt is a folder with the file, ``receipt.json`` and the checker. The argument: the file has this digest;
the manifest line names it; the line is in the manifest's Merkle tree; the sealed entry commits to that tree's
root; the entry is in the log's tree; the checkpoint over it is signed. Specified in docs/spec/bundle.md.
"""

import base64
import os
from importlib import resources

from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.custody import merkle
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.manifest import Line
from dalil.flows.vault import Vault

RECEIPT: str = "receipt.json"


class NeverReceived(Refusal):
    """No sealed acquisition of this vault holds an exhibit {digest}."""

    code = "never-received"
    exit_status = 43
    remedy = "Give the SHA-256 of the file, as `sha256sum` prints it."


class FolderTaken(Refusal):
    """{path} exists already."""

    code = "folder-taken"
    exit_status = 44
    remedy = "Name a folder that does not exist; nothing is written over."


def prove(vault: Vault, digest: str, folder: str) -> str:
    """Write a receipt for the exhibit ``digest`` into ``folder`` and return the path of ``receipt.json``.

    Raises: NeverReceived, FolderTaken, ExhibitMissing, ExhibitChanged.
    """
    try:
        wanted = Digest(digest)
    except BodyRefusal as wrong:
        raise NeverReceived(digest=digest) from wrong
    if os.path.lexists(folder):
        raise FolderTaken(path=folder)
    receipt = receipt_of(vault, wanted)
    content = vault.reader.read(wanted)
    os.makedirs(folder)
    checker = resources.files("dalil.publish").joinpath("dalil_check.py").read_bytes()
    for name, written in (
        (str(receipt["file"]), content),
        ("dalil_check.py", checker),
        (RECEIPT, canonical.encode(receipt) + b"\n"),
    ):
        with open(os.path.join(folder, name), "xb") as file:
            file.write(written)
    return os.path.join(folder, RECEIPT)


def receipt_of(vault: Vault, wanted: Digest) -> Record:
    """The record of ``receipt.json``. Raises: NeverReceived."""
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
            return {
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
