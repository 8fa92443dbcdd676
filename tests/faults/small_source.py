"""A small source of every kind of thing, the vault that takes it in, and the questions asked afterwards."""

import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass

from dalil.core.finding import sound
from dalil.flows import acquire, profile
from dalil.flows import vault as vaults
from dalil.flows.vault import Vault
from dalil.publish import dalil_check
from dalil.store.audit import audit
from dalil.store.layout import Layout
from dalil.testing.world import simulated


def draw(folder, files=8, largest_bytes=6_000, seed=1):
    """Files with fixed content and times; an empty one, a twin, a folder, a link, an odd name among them."""
    drawn = random.Random(seed)
    os.makedirs(folder)
    for number in range(files):
        below = os.path.join(folder, f"part {number % 3}")
        os.makedirs(below, exist_ok=True)
        _write(
            os.path.join(below, f"DSC_{number:05d}.JPG"), drawn.randbytes(drawn.randrange(1, largest_bytes))
        )
    _write(os.path.join(folder, "empty"), b"")
    _write(os.path.join(folder, "twin"), b"the same bytes")
    _write(os.path.join(folder, "part 0", "twin"), b"the same bytes")
    _write(os.fsencode(folder) + b"/\xd5\xe6\xd1\xc9.jpg", b"Windows-1256")
    os.symlink("part 0/twin", os.path.join(folder, "link"))
    for place, _, names in os.walk(folder):
        for name in names:
            os.utime(os.path.join(place, name), ns=(10**18, 10**18 + 7), follow_symlinks=False)
        os.utime(place, ns=(10**18, 10**18))
    return folder


def _write(path, content):
    with open(path, "wb") as file:
        file.write(content)


def make_vault(path):
    """An empty vault with its key in the clear."""
    vaults.create(path, *profile.choose("generic"), simulated())
    return path


def acquired(path, source, disk=None):
    """Acquire in this process."""
    with vaults.writing(path, simulated(disk=disk)) as vault:
        return acquire.acquire(vault, os.fsencode(source))


@dataclass(frozen=True)
class Seen:
    """What an acquisition must come to, however often it was interrupted."""

    manifest: str
    balance: object
    root: str

    @classmethod
    def of(cls, path):
        (sealed,) = seals(path)
        return cls(sealed.body["manifest"], sealed.body["balance"], sealed.body["root"])


def events(path):
    """All events of the vault at ``path``."""
    return [event for _, event in Vault.open(path).journal.events()]


def seals(path):
    """Its sealed acquisitions."""
    return [event for event in events(path) if event.type == "acquisition-sealed"]


def unsound(path, **more):
    """Findings that make the vault fail."""
    return [each for each in audit(Layout(path), **more) if not sound([each])]


def checked(path, *more):
    """Status and output of the stand-alone checker."""
    command = [sys.executable, "-I", dalil_check.__file__, path, *more]
    ran = subprocess.run(command, capture_output=True, check=False, text=True)
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, ran.stdout


def copied(path, to):
    """A copy of a vault, in place of an earlier copy."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(path, to, symlinks=True)
    return to
