"""Verify: check a vault from its files and public key, or a bundle or receipt by its own checker."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import resources

from dalil.core.errors import Refusal
from dalil.core.finding import Finding, Severity
from dalil.flows.vault import is_vault
from dalil.store.audit import audit
from dalil.store.config import NotAVault
from dalil.store.layout import Layout


class CheckpointUnreadable(Refusal):
    """The checkpoint {path} cannot be read: {detail}."""

    code = "checkpoint-unreadable"
    exit_status = 35
    remedy = "Give the file that holds the checkpoint you kept."


def verify(
    path: str, *, checkpoint: str | None = None, progress: Callable[[str, int, int], None] | None = None
) -> list[Finding]:
    """Every finding about what stands at ``path``. Raises: NotAVault, CheckpointUnreadable."""
    kept = _read(checkpoint) if checkpoint else None
    if is_vault(path):
        return audit(Layout(os.path.abspath(path)), kept_checkpoint=kept, progress=progress)
    if any(os.path.exists(os.path.join(path, name)) for name in ("bagit.txt", "receipt.json")):
        return _by_checker(path, checkpoint)
    if os.path.isdir(Layout(path).log):  # a vault that lost its dalil.toml: the audit says so
        return audit(Layout(os.path.abspath(path)), kept_checkpoint=kept, progress=progress)
    raise NotAVault(path=path, detail="it holds no dalil.toml, bagit.txt or receipt.json")


def _by_checker(path: str, checkpoint: str | None) -> list[Finding]:
    """Run the stand-alone checker that every receiver has; ours and theirs is one program."""
    kept = ["--checkpoint", checkpoint] if checkpoint else []
    with resources.as_file(resources.files("dalil.publish") / "dalil_check.py") as checker:
        command = [sys.executable, "-I", str(checker), path, *kept]
        answer = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own file
    records = [json.loads(line) for line in answer.stdout.splitlines()]
    return [
        Finding(each["code"], each["subject"], Severity(each["severity"]), each["detail"]) for each in records
    ]


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as wrong:
        raise CheckpointUnreadable(path=path, detail=wrong.strerror) from wrong
