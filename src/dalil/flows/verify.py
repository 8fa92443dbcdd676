"""Verify: check a vault from its files and public key, or a bundle or receipt by its own checker."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import resources

from dalil.core.custody.note import NoteMalformed, VerifierKey
from dalil.core.errors import Refusal, UsageRefusal
from dalil.core.finding import Finding, Severity
from dalil.core.limits import GIVEN_FILE_BYTES_MAX
from dalil.flows.vault import is_vault
from dalil.store import plain
from dalil.store.audit import audit
from dalil.store.config import NotAVault
from dalil.store.keys import KeyMissing, read_verifier
from dalil.store.layout import Layout
from dalil.store.unfinished import unfinished


class CheckpointUnreadable(Refusal):
    """The checkpoint {path} cannot be read: {detail}."""

    code = "checkpoint-unreadable"
    exit_status = 35
    remedy = "Give the file that holds the checkpoint you kept."


def verify(
    path: str,
    *,
    checkpoint: str | None = None,
    key: str | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> list[Finding]:
    """Every finding about what stands at ``path``.

    ``checkpoint``: file of one kept earlier. ``key``: the log's verifier key as its keeper gave it, or a file
    with it; without it, what ``path`` brings along is gone by.
    Raises: NotAVault, CheckpointUnreadable, UsageRefusal for a key that is none.
    """
    in_hand = None if key is None else _key(key)
    kept = _read(checkpoint) if checkpoint else None
    if unfinished(Layout(os.path.abspath(path))):
        said = "the making of this vault was interrupted; nothing was received into it"
        return [Finding("vault-unfinished", ".", Severity.UNSOUND, said)]
    if is_vault(path):
        return audit(Layout(os.path.abspath(path)), kept_checkpoint=kept, key=in_hand, progress=progress)
    if any(os.path.exists(os.path.join(path, name)) for name in ("bagit.txt", "receipt.json")):
        return _by_checker(path, checkpoint, in_hand)
    if os.path.isdir(Layout(path).log):  # a vault that lost its dalil.toml: the audit says so
        return audit(Layout(os.path.abspath(path)), kept_checkpoint=kept, key=in_hand, progress=progress)
    raise NotAVault(path=path, detail="it holds no dalil.toml, bagit.txt or receipt.json")


def _key(given: str) -> VerifierKey:
    """The verifier key in a text or in the file that it names. Raises: UsageRefusal."""
    try:
        return read_verifier(given) if os.path.exists(given) else VerifierKey.parse(given)
    except (KeyMissing, NoteMalformed) as wrong:
        said = f"--key {given[:120]!r} is neither a verifier key nor a file with one"
        raise UsageRefusal(detail=said) from wrong


def _by_checker(path: str, checkpoint: str | None, key: VerifierKey | None) -> list[Finding]:
    """Run the stand-alone checker that every receiver has; ours and theirs is one program.

    Raises: UsageRefusal where it does not accept what it is given, and so checks nothing.
    """
    kept = ["--checkpoint", checkpoint] if checkpoint else []
    kept += ["--key", str(key)] if key else []
    with resources.as_file(resources.files("dalil.publish") / "dalil_check.py") as checker:
        command = [sys.executable, "-I", str(checker), path, *kept]
        answer = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own file
    if answer.returncode not in (0, 1):
        raise UsageRefusal(detail=answer.stderr.decode("utf-8", "replace").strip())
    records = [json.loads(line) for line in answer.stdout.splitlines()]
    return [
        Finding(each["code"], each["subject"], Severity(each["severity"]), each["detail"]) for each in records
    ]


def _read(path: str) -> bytes:
    try:
        return plain.content_given(path, GIVEN_FILE_BYTES_MAX)
    except OSError as wrong:
        raise CheckpointUnreadable(path=path, detail=wrong.strerror) from wrong
