"""Sheet place: where a contact sheet is written, made sure of before anything is read.

Nothing is replaced but an earlier sheet of Dalil's, which is known by its head; evidence that a person named
by mistake stays as it is. The page is written beside its place, under a name that nothing has, and renamed.
"""

import contextlib
import itertools
import os
from collections.abc import Iterable, Iterator
from typing import Final, Self

from dalil.core.errors import DiskFull, Refusal
from dalil.publish.contact_sheet import MARK
from dalil.store.disk import UNFINISHED, Disk, DiskFailed

_ENDING: Final = ".html"


class SheetUnwritable(Refusal):
    """The page of crops cannot be written to {path}: {detail}."""

    code = "sheet-unwritable"
    exit_status = 79
    remedy = (
        "Name a new file that ends in .html, in a folder that is there and that you may write to. Nothing is "
        "replaced but an earlier page of crops, and that only outside the folders that are read."
    )


class SheetPlace:
    """A place that is open for one page. Use as a context manager: what was not written leaves nothing."""

    def __init__(self, path: str, inputs: Iterable[str], disk: Disk) -> None:
        """Open ``path``, which is none of ``inputs``. Raises: SheetUnwritable."""
        self._path, self._disk = os.path.abspath(path), disk
        self._among = _is_among(self._path, inputs)
        self._insist()
        taken = (f"{self._path}{UNFINISHED}{count or ''}" for count in itertools.count())
        self._beside = next(name for name in taken if not os.path.lexists(name))
        with self._named():
            self._descriptor = disk.open_new(self._beside)
        self._written = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._written:
            with contextlib.suppress(DiskFailed):
                self._disk.remove(self._beside)
            os.close(self._descriptor)

    def write(self, content: bytes) -> None:
        """Write the whole page. Raises: SheetUnwritable, also where something took its place meanwhile."""
        with self._named():
            self._disk.write(self._descriptor, content, self._beside)
            self._disk.sync(self._descriptor, self._beside)
            self._insist()
            self._disk.rename(self._beside, self._path)
            self._written = True
            self._disk.close(self._descriptor, self._path)
            self._disk.sync_directory(os.path.dirname(self._path))

    def _insist(self) -> None:
        """Refuse a place where something stands that a page may not replace, or that a page may not have."""
        path = self._path
        if not os.path.isdir(os.path.dirname(path)):
            raise SheetUnwritable(path=path, detail="its folder is not there")
        if os.path.lexists(path):
            if self._among:
                raise SheetUnwritable(path=path, detail="it is one of the files that are read")
            if not _is_sheet(path):
                raise SheetUnwritable(path=path, detail="what stands there is no earlier page of crops")
        elif self._among and not path.endswith(_ENDING):
            raise SheetUnwritable(path=path, detail="it would stand among the files that are read")

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        """The page's place is no vault: its disk's failures are said of the page."""
        try:
            yield
        except DiskFull as full:
            raise SheetUnwritable(path=self._path, detail="the disk is full") from full
        except DiskFailed as failed:
            raise SheetUnwritable(path=self._path, detail=failed.facts["detail"]) from failed


def _is_among(path: str, inputs: Iterable[str]) -> bool:
    """Whether ``path`` is one of what was named, or stands below a folder of it."""
    place = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    named = {each for given in inputs for each in (os.path.abspath(given), os.path.realpath(given))}
    return any(place == each or place.startswith(each.rstrip("/") + "/") for each in named)


def _is_sheet(path: str) -> bool:
    """Whether a plain file stands there, no link, that begins as every page of crops does."""
    try:
        if os.path.islink(path) or not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            return file.read(len(MARK)) == MARK
    except OSError:
        return False
