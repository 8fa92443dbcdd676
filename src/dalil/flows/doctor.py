"""Doctor: what this machine offers and lacks for Dalil's work. Changes nothing."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import features

from dalil import __version__
from dalil.core.errors import Refusal
from dalil.engine import jail

_PROGRAMS = {
    "exiftool": "a second reader of metadata; differences between the two are listed",
    "chromium": "the browser tests",
    "openssl": "the time-stamp tests",
}


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing looked at: ``ok``, ``weak`` (works, but less safe or less complete) or ``missing``."""

    subject: str
    state: str
    detail: str


def examine_machine() -> Iterator[Observation]:
    """Look at everything Dalil leans on."""
    yield Observation("dalil", "ok", __version__)
    known = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Observation("python", "ok" if known else "weak", platform.python_version())
    yield Observation("system", "ok", f"{platform.system()} {platform.release()} {platform.machine()}")
    yield Observation("sqlite", "ok", sqlite3.sqlite_version)
    yield from _jail()
    for program, use in _PROGRAMS.items():
        found = shutil.which(program)
        yield Observation(program, "ok" if found else "missing", found or f"not installed: {use}")
    joined = features.check("raqm")
    detail = "Pillow joins Arabic letters" if joined else "no libfribidi0: drawn archives (`dalil demo`)"
    yield Observation("fribidi", "ok" if joined else "missing", detail)
    sealed = os.environ.get("DALIL_PASSPHRASE") is not None
    detail = "set" if sealed else "not set: a vault made by a script keeps its key in the clear"
    yield Observation("DALIL_PASSPHRASE", "ok" if sealed else "weak", detail)
    url = os.environ.get("DALIL_DATABASE_URL")
    yield Observation("catalog", "ok", "PostgreSQL by DALIL_DATABASE_URL" if url else "SQLite in the vault")


def _jail() -> Iterator[Observation]:
    try:
        found = jail.protections().to_record()
    except Refusal as refusal:
        yield Observation("jail", "missing", refusal.sentence)
        return
    for name, value in found.items():
        weak = value is False or value in (0, [], "")
        yield Observation(f"jail: {name}", "weak" if weak else "ok", str(value))
