"""ISO: a drawn tree as a disk image, ISO 9660 with Rock Ridge and Joliet names, byte for byte the same."""

import contextlib
import importlib
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

DISK_TIME: Final = 1_730_419_200
"""When the image claims to have been written: 2024-11-01T00:00:00Z."""
JOLIET_UNITS_MAX: Final = 64
"""UTF-16 units of a Joliet name."""
_JOLIET_FORBIDDEN: Final = re.compile(r"[\x00-\x1f*/:;?\\]")
_CLOCKED: Final = ("pycdlib.dates", "pycdlib.headervd", "pycdlib.pycdlib", "pycdlib.utils")


@dataclass(frozen=True, slots=True)
class IsoWritten:
    """What a disk image holds."""

    files: int
    left_out: tuple[bytes, ...]
    """Paths, relative to the tree, that the format's names cannot hold: not UTF-8, or too long for Joliet."""


def write_iso(tree: str, iso: str) -> IsoWritten:
    """Write the folder ``tree`` as the disk image ``iso``.

    ISO 9660 level 3 names are counted (``F0000001.;1``): the real names stand in Rock Ridge and Joliet. Times
    of files are theirs, in UTC; those of folders and of the image are :data:`DISK_TIME`.
    """
    import pycdlib

    root = os.fsencode(tree)
    files, left_out = _listed(root)
    with _still_clock() as clock:
        image = pycdlib.PyCdlib()
        image.new(
            interchange_level=3, joliet=3, rock_ridge="1.09", vol_ident="DALIL_DRAWN", sys_ident="LINUX"
        )
        folders = _folders(image, files)
        for at, path in enumerate(files):
            parent, _, name = path.rpartition(b"/")
            plain, named = folders[parent]
            whole = os.fsdecode(root + b"/" + path)
            clock.now = int(os.path.getmtime(whole))
            image.add_file(
                whole,
                f"{plain}/F{at:07d}.;1",
                rr_name=name.decode(),
                joliet_path=f"{named}/{name.decode()}",
                file_mode=0o100444,
            )
        clock.now = DISK_TIME
        image.write(iso)
        image.close()
    return IsoWritten(len(files), tuple(left_out))


def _listed(root: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the tree's files, sorted: those that the format can name, and those that it cannot."""
    held: list[bytes] = []
    left_out: list[bytes] = []
    for folder, _, names in os.walk(root):
        within = os.path.relpath(folder, root)
        for name in names:
            path = name if within == b"." else within + b"/" + name
            (held if all(map(_nameable, path.split(b"/"))) else left_out).append(path)
    return sorted(held), sorted(left_out)


def _nameable(name: bytes) -> bool:
    try:
        text = name.decode()
    except UnicodeDecodeError:
        return False
    return len(text.encode("utf-16-be")) <= 2 * JOLIET_UNITS_MAX and not _JOLIET_FORBIDDEN.search(text)


def _folders(image: Any, files: list[bytes]) -> dict[bytes, tuple[str, str]]:  # noqa: ANN401 - pycdlib is untyped
    """Make all folders; return, by path, their counted path and their Joliet path. The root is ``b""``."""
    made = {b"": ("", "")}
    needed = {path[:cut] for path in files for cut in _cuts(path)}
    for at, path in enumerate(sorted(needed, key=lambda path: (path.count(b"/"), path))):
        parent, _, name = path.rpartition(b"/")
        plain, named = made[parent]
        made[path] = (f"{plain}/D{at:07d}", f"{named}/{name.decode()}")
        image.add_directory(
            made[path][0], rr_name=name.decode(), joliet_path=made[path][1], file_mode=0o040555
        )
    return made


def _cuts(path: bytes) -> Iterator[int]:
    """Yield where each parent folder of ``path`` ends."""
    at = path.find(b"/")
    while at >= 0:
        yield at
        at = path.find(b"/", at + 1)


@contextlib.contextmanager
def _still_clock() -> Iterator[SimpleNamespace]:
    """Give pycdlib a clock that stands, in UTC; it asks the time itself and has no parameter for it."""
    clock = SimpleNamespace(now=DISK_TIME)
    still = SimpleNamespace(
        time=lambda: float(clock.now),
        localtime=time.gmtime,
        gmtime=time.gmtime,
        strftime=time.strftime,
        strptime=time.strptime,
        struct_time=time.struct_time,
    )
    modules = [importlib.import_module(name) for name in _CLOCKED]
    real = [module.__dict__["time"] for module in modules]
    for module in modules:
        module.__dict__["time"] = still
    try:
        yield clock
    finally:
        for module, known in zip(modules, real, strict=True):
            module.__dict__["time"] = known
