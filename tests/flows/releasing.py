"""A release on its way, as the tests of it need it: asked for, agreed, approved, sealed, checked."""

import json
import os
import subprocess
import sys

from core.release.signing import HANDS, POLICY_TOML
from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.release.redaction import Box, Redaction, RedactionPlan
from dalil.flows import approve, policy, release
from dalil.flows.record import record

BOX = Box(0, 0, 500_000, 1_000_000)


def plan(small, *boxes):
    return RedactionPlan((Redaction(small.digests[0], boxes or (BOX,), "body"),))


def ask(small, tier="court", individuals=("I0001",), covered=None, actor="amal"):
    asked = release.Asked(tier, "محكمة", "trial", individuals, covered or plan(small))
    with small.writing(actor) as vault:
        return release.propose(vault, asked)


def agreed(small):
    path = small.file("policy.toml", POLICY_TOML)
    with small.writing() as vault:
        return policy.set_policy(vault, path)


def approved(small, done, *names, tier="court"):
    for name in names:
        note = HANDS[name].approve(done.manifest, tier)
        with small.writing() as vault:
            approve.record_approval(vault, done.release, note)


def sealed(small, done, name="bundle"):
    with small.writing() as vault:
        return release.seal(vault, done.release, str(small.folder / name))


def checked(folder):
    run = subprocess.run(
        [sys.executable, "-I", os.path.join(folder, "dalil_check.py"), str(folder)],
        capture_output=True,
        check=False,
    )
    return run.returncode, [json.loads(line) for line in run.stdout.splitlines() if line.startswith(b"{")]


def regrouped(small, change):
    """Record a grouping whose lines are those of the one before, after ``change``."""
    with small.writing() as vault:
        body = small.events("grouped")[-1].body
        lines = [
            canonical.decode_record(raw.rstrip(b"\n")) for raw in vault.reader.lines(Digest(body["output"]))
        ]
        change(lines)
        output = b"".join(canonical.encode(line) + b"\n" for line in lines)
        record(vault, [vault.event("grouped", (), {**body, "output": vault.keep_blob(output).hex})])
