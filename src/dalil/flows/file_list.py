"""File list: the files that a person named, and those in the folders they named, before any vault.

Nothing is left out without a word: a name with nothing behind it, a folder that cannot be listed, and a
linked folder, which is not entered, are on the list with the refusal that says why. Files that are links are
followed.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.flows.acquire import SourceMissing
from dalil.intake.reading import refusal_of

_ABSENT: Final = frozenset({errno.ENOENT, errno.ENOTDIR})


class FolderLinked(Refusal):
    """{path} is a link to a folder; it is not entered."""

    code = "folder-linked"
    exit_status = 24
    remedy = "Name the folder that it leads to, and its files are read, too."


@dataclass(frozen=True, slots=True)
class Listed:
    """A file to be read, or a place where files may be that nobody reads, and why."""

    path: str
    refusal: Refusal | None = None


def files(paths: Iterable[str]) -> Iterator[Listed]:
    """Yield what was named, and what stands in the folders named, in order of name."""
    for path in paths:
        try:
            os.lstat(path)
        except OSError as error:
            raw = os.fsencode(path)
            gone = error.errno in _ABSENT
            yield Listed(path, SourceMissing(path=to_text(raw)) if gone else refusal_of(error, raw))
            continue
        if os.path.isdir(path):
            yield from _below(path)
        else:
            yield Listed(path)


def _below(top: str) -> Iterator[Listed]:
    """The files of a folder, then those of the folders in it, one after another."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield Listed(folder, refusal_of(error, os.fsencode(folder)))
            continue
        folders: list[os.DirEntry[str]] = []
        for entry in entries:
            if _is_folder(entry):
                folders.append(entry)
            else:
                yield Listed(entry.path)
        yield from (_linked(entry.path) for entry in folders if entry.is_symlink())
        waiting += [entry.path for entry in reversed(folders) if not entry.is_symlink()]


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a folder or leads to one; where that cannot be told, opening it will say why."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _linked(path: str) -> Listed:
    return Listed(path, FolderLinked(path=to_text(os.fsencode(path))))
