"""Rivals: what others make of the same names, each in a process of its own in the rivals' environment.

That environment is made by ``tools/rivals`` from lock/rivals.in and never shared with Dalil. Where it or one
rival is missing, the others are measured all the same, and the rows of that one say why it is not.
"""

import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.individuals import RIVAL_PYTHON

WORKER: Final = Path(__file__).with_name("rival_worker.py")


@dataclass(frozen=True, slots=True)
class Rival:
    """``key``: what the worker calls it; ``asked_max``: how many forms it can be asked in bearable time."""

    name: str
    key: str
    asked_max: int | None = None


RIVALS: Final = (
    Rival("rapidfuzz over anyascii", "ratio"),
    Rival("ICU consonant skeleton, Jaro–Winkler", "skeleton"),
    Rival("nomenklatura logic-v2", "logic", asked_max=40),
)


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """Why there is nothing to show."""

    reason: str

    def __str__(self) -> str:
        return f"not measured: {self.reason}"


def closest(
    rival: Rival, asked: Sequence[str], pool: Sequence[str], *, python: Path = RIVAL_PYTHON
) -> tuple[dict[str, list[str]], float] | Unmeasured:
    """The ten of ``pool`` that are closest to each, the best first; and the seconds, start and all."""
    started = time.monotonic()
    told = answer(WORKER, {"rival": rival.key, "asked": asked, "pool": pool}, python=python)
    return told if isinstance(told, Unmeasured) else (told["found"], time.monotonic() - started)


def scores(
    rival: Rival, pairs: Sequence[tuple[str, str]], *, python: Path = RIVAL_PYTHON
) -> list[float] | Unmeasured:
    """How near the rival finds each pair: higher is nearer, and only its own scores compare."""
    told = answer(WORKER, {"rival": rival.key, "pairs": pairs}, python=python)
    return told if isinstance(told, Unmeasured) else told["scores"]


def answer(
    worker: Path, request: Mapping[str, Any], *, python: Path = RIVAL_PYTHON
) -> dict[str, Any] | Unmeasured:
    """What a worker answers. A worker that lacks a library is unmeasured; one that fails, fails the run."""
    if not python.exists():
        return Unmeasured("the rivals' environment is not installed")
    ran = subprocess.run(
        [str(python), "-E", "-s", str(worker)],
        input=json.dumps(request), capture_output=True, text=True, check=False,
    )  # fmt: skip
    last = (ran.stderr.strip().splitlines() or [""])[-1]
    if ran.returncode and last.startswith(("ModuleNotFoundError", "ImportError")):
        return Unmeasured(last)
    if ran.returncode:
        raise SystemExit(f"{worker.name}: status {ran.returncode}\n{ran.stderr}")
    return json.loads(ran.stdout)
