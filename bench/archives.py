"""Archives that benches measure: drawn, acquired and examined once, kept under build/archives, never grouped.

What machines see in a photograph depends on the seed and on the code that looks; grouping is later, and
quick. So an examined vault is kept by the digest of that code, and each measurement groups a copy of it: a
run that was stopped goes on, and a change of what is decided is measured in minutes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.timing import ROOT

from dalil.engine.local import LocalEngine
from dalil.flows import examine
from dalil.flows import vault as vaults
from dalil.flows.vault import World
from dalil.testing.archive import ALL_EDITS, ArchiveBuilder, Difficulty

KEPT: Final = ROOT / "build" / "archives"
HARD: Final = Difficulty(edits=ALL_EDITS, illegible=0.08)
PROFILE: Final = "syria"
"""What the drawn archives are; its register tells a branch from a number."""
_WORKERS: Final = 2
_LOOKS: Final = ("vision", "intake", "engine", "testing", "profiles")
"""Packages that what is seen depends on; beside them some files of flows."""
_COMPARES: Final = frozenset(
    {"album", "candidates", "copies", "nearness", "meetings", "runs", "constellation"}
)
_VERIFIES: Final = frozenset({"verify", "blocks", "framing", "cut", "registration"})
"""Modules of vision that compare what was seen, afterwards."""


def examined(seed: int, photographs: int, width: int) -> Path:
    """A folder with ``truth.json`` and ``vault`` of one drawn archive, made where it is not there yet."""
    kept = KEPT / f"{_code()}-{seed}-{photographs}-{width}"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f"making-{seed}-", dir=KEPT) as folder:
            _make(Path(folder), ArchiveBuilder(seed, photographs, (width, width * 3 // 4), difficulty=HARD))
            os.rename(os.path.join(folder, "made"), kept)
    return kept


def _make(folder: Path, builder: ArchiveBuilder) -> None:
    drawn, made = folder / "drawn", folder / "made"
    made.mkdir()
    builder.draw(str(drawn))
    shutil.move(drawn / "truth.json", made / "truth.json")
    vault = str(made / "vault")
    dalil("acquire", str(drawn / "disk"), "--vault", vault, "--profile", PROFILE)
    with vaults.writing(vault, World(passphrase=lambda: None)) as opened:
        examine.examine(opened, LocalEngine(_WORKERS), f"local:{_WORKERS}")


@contextmanager
def grouped(kept: Path) -> Iterator[str]:
    """A vault like the one that is ``kept``, grouped by the command line; gone afterwards."""
    with copied(kept) as vault:
        dalil("examine", "--vault", vault)
        yield vault


@contextmanager
def copied(kept: Path) -> Iterator[str]:
    """A vault like the one that is ``kept``; gone afterwards, but for the pixels that were looked at."""
    with tempfile.TemporaryDirectory(prefix="copied-", dir=KEPT) as folder:
        vault = os.path.join(folder, "vault")
        shutil.copytree(kept / "vault", vault, copy_function=_linked)
        yield vault
        shutil.copytree(Path(vault, "cache"), kept / "vault" / "cache", dirs_exist_ok=True)


def _linked(source: str, target: str) -> None:
    """Exhibits are never written to, so that they need no copy."""
    if f"{os.sep}store{os.sep}" in source:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def dalil(*arguments: str) -> str:
    """What a command prints. A command that fails ends the bench."""
    command = [sys.executable, "-m", "dalil", *arguments]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ).stdout


def _code() -> str:
    """A digest of everything that a kept archive depends on but the seed."""
    source = ROOT / "src" / "dalil"
    paths = [path for name in _LOOKS for path in (source / name).rglob("*") if path.is_file()]
    paths += [source / "flows" / name for name in ("examination.py", "examine.py", "acquire.py")]
    digest = hashlib.sha256(f"{HARD} {PROFILE}".encode())
    for path in sorted(paths):
        drawn_people = "families" in path.parts  # of lists, not of archives
        if path.suffix != ".pyc" and path.stem not in _COMPARES | _VERIFIES and not drawn_people:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
