"""Build: what this program is made of here: its own code and weights, Python, and the libraries it leans on.

Serves docs/spec/jail.md §8. Machines of one build that also agree about a reference give the same answers. It
is read from the disk each time: a worker of a cluster may run for weeks while its files are replaced.
"""

import hashlib
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from typing import Final

import dalil

_OWN: Final = ("dalil", "code", "python", "distributed")


def build(libraries: Sequence[str]) -> dict[str, str]:
    """What this program is made of here, by name; ``libraries`` are distributions."""
    made = (dalil.__version__, _code(), platform.python_version(), _version("distributed"))
    return dict(zip(_OWN, made, strict=True)) | {name: _version(name) for name in libraries}


def differing(wanted: Mapping[str, str]) -> str:
    """In words, where this build is not the ``wanted`` one; empty where it is."""
    here = build([name for name in wanted if name not in _OWN])
    return "; ".join(
        f"{name} is {here[name]} there and {value} here"
        for name, value in wanted.items()
        if here[name] != value
    )


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "missing"


def _code() -> str:
    """One short digest over all files of this package: code, weights, profiles, words."""
    summed = hashlib.sha256()
    for path in sorted(_files(os.path.dirname(dalil.__file__))):
        with open(path, "rb") as file:
            content = hashlib.sha256(file.read()).digest()
        summed.update(os.fsencode(os.path.relpath(path, os.path.dirname(dalil.__file__))) + b"\0" + content)
    return summed.hexdigest()[:16]


def _files(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(place, name) for name in names if not name.startswith("."))
