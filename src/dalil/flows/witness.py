"""Witness: others vouch for the log. Time-stamps by RFC 3161, cosignatures by partners (C2SP).

Both travel by file: a request leaves on a stick, an answer comes back, is verified here, kept beside the log
and recorded. A partner cosigns only a log that grew out of the one it saw before, and remembers what it saw.
"""

import base64
import binascii
import os
import re
import time
from typing import Final

from dalil.catalog.queries import log
from dalil.core.canonical import Record
from dalil.core.custody import merkle, note
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.note import Algorithm, Note, NoteMalformed, VerifierKey
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.limits import GIVEN_FILE_BYTES_MAX
from dalil.flows.record import Receipt, bring_up, record
from dalil.flows.vault import Vault
from dalil.store import keys, plain, timestamps
from dalil.store.disk import Disk
from dalil.store.keys import Signer


class CheckpointForeign(Refusal):
    """The checkpoint is not one of this log: {detail}."""

    code = "checkpoint-not-ours"
    exit_status = 36
    remedy = "Give the checkpoint that went with the request."


class LogNotGrown(Refusal):
    """The log offered does not grow out of the one seen before: {detail}."""

    code = "log-not-grown"
    exit_status = 37
    remedy = "Do not sign. Keep both checkpoints: together they prove that the log was rewritten."


class CosignatureRefused(Refusal):
    """The cosignature is not accepted: {detail}."""

    code = "cosignature-refused"
    exit_status = 38
    remedy = "Ask the partner for the file again, and check the partner's key with them by another way."


class AttachedAlready(Refusal):
    """It is attached already: entry {entry} names it."""

    code = "attached-already"
    exit_status = 39
    remedy = "Nothing is to be done; `dalil verify` checks it."


class SeenTooMuch(Refusal):
    """The partner saw {seen} entries, and the log has {size} here."""

    code = "log-shorter-than-seen"
    exit_status = 48
    remedy = "Ask the partner for the checkpoint they hold. If it is this log's, this vault is an older copy."


_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,17})\Z")


def attach_timestamp(vault: Vault, checkpoint: bytes, token: bytes, roots: bytes) -> tuple[str, Receipt]:
    """Verify ``token`` over ``checkpoint``, keep it beside the log and record it. Returns its time.

    Raises: TimestampRefused, CheckpointForeign, NoteMalformed, AttachedAlready.
    """
    head = _our_prefix(vault, checkpoint)
    moment = timestamps.check(token, checkpoint, roots)
    parts = {"token": token, "checkpoint": checkpoint, "authority": roots}
    _refuse_twice(vault, "timestamp-attached", "token", token)
    timestamps.attach(vault.layout, vault.world.disk, head.size, parts)
    body: Record = {"size": head.size, "root": head.root.hex(), "time": moment}
    body |= {key: Digest.of(content).hex for key, content in parts.items()}
    return moment, record(vault, [vault.event("timestamp-attached", (), body)])


def cosign_request(vault: Vault, seen_size: int) -> bytes:
    """What a partner needs who saw the log at ``seen_size`` entries (0: never): C2SP tlog-witness's form.

    Raises: SeenTooMuch.
    """
    size = vault.journal.head().size
    if seen_size > size:
        raise SeenTooMuch(seen=seen_size, size=size)
    proof = vault.journal.prove_growth(seen_size) if seen_size else []
    lines = [f"old {seen_size}", *(base64.b64encode(each).decode() for each in proof)]
    return ("\n".join(lines) + "\n\n").encode() + bytes(vault.journal.checkpoint_note())


def cosign(request: bytes, log_key: VerifierKey, signer: Signer, seen_path: str, *, disk: Disk) -> Note:
    """As a partner: check that the log grew honestly, remember it, and return the checkpoint cosigned.

    ``seen_path`` holds the checkpoint signed last; it is created at the first time.
    Raises: NoteMalformed, CheckpointForeign, LogNotGrown.
    """
    old_size, proof, offered = _parse_request(request)
    head = Checkpoint.parse(offered.text)
    if offered.signed_by(log_key, keys.verify) is not True or head.origin != log_key.name:
        raise CheckpointForeign(detail="it is not signed by the log's key")
    seen = _seen(seen_path)
    if seen and seen.origin != head.origin:
        raise LogNotGrown(detail=f"what you saw last is the log {seen.origin}")
    if old_size != (seen.size if seen else 0):
        raise LogNotGrown(
            detail=f"the request begins at {old_size} entries, you saw {seen.size if seen else 0}"
        )
    if seen and not merkle.consistent((seen.size, seen.root), (head.size, head.root), proof):
        raise LogNotGrown(detail="the proof does not lead from what you saw to what is offered")
    line = note.cosign(offered.text, signer.key, signer, at_seconds=int(time.time()))
    disk.replace_file(seen_path, offered.text.encode())
    return offered.with_signatures([line])


def attach_cosignature(vault: Vault, signed: bytes, partner: VerifierKey) -> Receipt:
    """Verify a partner's cosignature, keep it beside the log with the partner's key, and record it.

    Raises: NoteMalformed, CheckpointForeign, CosignatureRefused, AttachedAlready.
    """
    head = _our_prefix(vault, signed)
    if partner.algorithm is not Algorithm.COSIGNATURE:
        raise CosignatureRefused(detail="the partner's key is not a cosigner's (type 0x04)")
    if note.parse(signed).signed_by(partner, keys.verify) is not True:
        raise CosignatureRefused(detail=f"it is not signed by {partner.name}")
    _refuse_twice(vault, "cosignature-attached", "note", signed)
    layout, disk, digest = vault.layout, vault.world.disk, Digest.of(signed)
    disk.replace_file(os.path.join(layout.cosigned, f"{head.size}.{digest.hex[:16]}"), signed)
    disk.replace_file(keys.partner_path(layout, str(partner)), f"{partner}\n".encode())
    body: Record = {
        "size": head.size,
        "root": head.root.hex(),
        "cosigner": str(partner),
        "note": digest.hex,
    }
    return record(vault, [vault.event("cosignature-attached", (), body)])


def _our_prefix(vault: Vault, signed: bytes) -> Checkpoint:
    """The checkpoint in ``signed``, which must be a prefix of this log, signed by its key."""
    offered = note.parse(signed)
    head = Checkpoint.parse(offered.text)
    if offered.signed_by(vault.key, keys.verify) is not True:
        raise CheckpointForeign(detail="it is not signed by this log's key")
    now = vault.journal.head()
    if head.size > now.size or vault.journal.root_at(head.size) != head.root:
        raise CheckpointForeign(detail=f"it covers {head.size} entries that are not the first ones here")
    return head


def _refuse_twice(vault: Vault, kind: str, key: str, content: bytes) -> None:
    """What an entry names is not attached again. Files that no entry names are of a command that stopped."""
    bring_up(vault)
    digest = Digest.of(content).hex
    for index, body in log.indexed(kind):
        if body[key] == digest:
            raise AttachedAlready(entry=index)


def _parse_request(request: bytes) -> tuple[int, list[bytes], Note]:
    """Size seen, consistency proof, signed checkpoint. Raises: NoteMalformed."""
    above, gap, below = request.partition(b"\n\n")
    first, *lines = above.decode("ascii", "replace").split("\n")
    old = _OLD.match(first)
    if not gap or not old:
        raise NoteMalformed(detail="no request stands above it: `old`, a size, a proof, an empty line")
    try:
        proof = [base64.b64decode(line, validate=True) for line in lines]
    except (binascii.Error, ValueError) as wrong:
        raise NoteMalformed(detail="a line of the proof above it is not base64") from wrong
    return int(old.group(1)), proof, note.parse(below)


def _seen(path: str) -> Checkpoint | None:
    if not os.path.lexists(path):
        return None
    try:
        return Checkpoint.parse(plain.content_given(path, GIVEN_FILE_BYTES_MAX).decode("utf-8"))
    except (OSError, UnicodeDecodeError, NoteMalformed) as wrong:
        raise LogNotGrown(detail="what you saw before cannot be read") from wrong
