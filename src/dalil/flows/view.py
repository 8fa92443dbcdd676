"""View: the crop of a label, the blurred preview of a photograph; itself for :mod:`dalil.flows.unblur` alone.

Load: the derivative from ``cache/``, or the exhibit's bytes. Decide: the picture is made in a jail, and what
comes back must be a plain PNG of a bounded size. Record: nothing; a blurred or cropped look is no event. The
cache may be deleted at any time, and holds nothing that is not blurred.
"""

import contextlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeAlias

from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.limits import EXAMINE_BYTES_MAX, UNBLURRED_SIDE_PX_MAX, VIEW_ANSWER_BYTES_MAX, VIEW_JAILS
from dalil.core.plain_png import PictureNotPlain, check_plain_png
from dalil.engine.jail import Jail
from dalil.engine.plan import JailLimits
from dalil.flows.examine import ExhibitTooLarge
from dalil.flows.vault import Vault
from dalil.vision import preview

Box: TypeAlias = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]

ENTRY: Final = "dalil.vision.preview:entry"
WARM_UP: Final = "dalil.vision.preview:warm_up"
VERSION: Final = 1
"""Of what :mod:`dalil.vision.preview` makes; a new number makes everything anew."""
_PREVIEW_SIDE_PX_MAX: Final = 320
LABEL_SIDE_PX_MAX: Final = 16_384
"""A line of tape across the largest picture; a label is at most 240 pixels high."""
_LIMITS: Final = JailLimits(frame_bytes=VIEW_ANSWER_BYTES_MAX, answer_bytes=VIEW_ANSWER_BYTES_MAX + 1_024)


class AnswerIncomplete(Refusal):
    """The worker's answer is not one picture."""

    code = "answer-incomplete"
    exit_status = 68
    remedy = "It is not shown. The exhibit may be made to attack its reader. Report it with this sentence."


class Viewer:
    """Makes crops and previews of one vault's exhibits; for several threads at once."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        # A jail dies with the thread that asks it, so its threads are its own and live as long as it does.
        self._threads = ThreadPoolExecutor(VIEW_JAILS, thread_name_prefix="dalil-view")
        self._own = threading.local()
        self._jails: list[Jail] = []

    def preview(self, digest: Digest) -> bytes:
        """The grey, blurred, small picture of an exhibit, as PNG.

        Raises: ExhibitMissing, ExhibitChanged, ExhibitTooLarge, what decoding refuses, what a jail refuses.
        """
        return self._shown(digest, {"box": None}, _PREVIEW_SIDE_PX_MAX)

    def label(self, digest: Digest, box: Box) -> bytes:
        """The crop of one label, upright, as PNG. Raises: as :meth:`preview`."""
        corners: list[Json] = [[x, y] for x, y in box]
        return self._shown(digest, {"box": corners}, LABEL_SIDE_PX_MAX)

    def clear(self, digest: Digest) -> bytes:
        """A photograph as it is, in grey, as PNG; kept nowhere. Raises: as :meth:`preview`."""
        return self._threads.submit(
            self._made, digest, {"box": preview.CLEAR}, UNBLURRED_SIDE_PX_MAX
        ).result()

    def close(self) -> None:
        """End the threads and their jails, once what is being made is done."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for jail in self._jails:
            jail.close()

    def _shown(self, digest: Digest, header: Record, side_px_max: int) -> bytes:
        path = self._path(digest, header)
        with contextlib.suppress(FileNotFoundError, PictureNotPlain):
            return _kept(path, side_px_max)
        return self._threads.submit(self._make, digest, header, path, side_px_max).result()

    def _make(self, digest: Digest, header: Record, path: str, side_px_max: int) -> bytes:
        picture = self._made(digest, header, side_px_max)
        self._keep(path, picture)
        return picture

    def _made(self, digest: Digest, header: Record, side_px_max: int) -> bytes:
        size = self._vault.reader.size_bytes(digest)
        if size > EXAMINE_BYTES_MAX:
            raise ExhibitTooLarge(size=size, limit=EXAMINE_BYTES_MAX)
        parts = tuple(self._jail().ask(header, self._vault.reader.read(digest)))
        picture = parts[0] if len(parts) == 1 else None
        if not isinstance(picture, bytes):
            raise AnswerIncomplete
        check_plain_png(picture, side_px_max=side_px_max)
        return picture

    def _keep(self, path: str, picture: bytes) -> None:
        """Write under a name of this thread's own, then rename; not synced, for it can be made again."""
        disk = self._vault.world.disk
        disk.make_directory(os.path.dirname(path), mode=0o700)
        own = f"{path}.{os.getpid()}.{threading.get_ident()}"
        disk.remove(own)
        descriptor = disk.open_new(own, mode=0o600)
        try:
            disk.write(descriptor, picture, own)
        finally:
            disk.close(descriptor, own)
        disk.rename(own, path)

    def _path(self, digest: Digest, header: Record) -> str:
        """Where the derivative is kept: under its exhibit, what is wanted, and the version that made it."""
        wanted = Digest.of(canonical.encode({**header, "version": VERSION}))
        return os.path.join(
            self._vault.layout.cache, "view", digest.hex[:2], digest.hex, f"{wanted.short}.png"
        )

    def _jail(self) -> Jail:
        """The jail of this thread."""
        jail: Jail | None = getattr(self._own, "jail", None)
        if jail is None:
            jail = Jail(ENTRY, limits=_LIMITS, preload=preview.PRELOAD, warm_up=WARM_UP)
            self._own.jail = jail
            self._jails.append(jail)
        return jail


def _kept(path: str, side_px_max: int) -> bytes:
    """A derivative made before; what a crash or somebody else left there is judged like an answer."""
    with open(path, "rb") as file:
        picture = file.read(VIEW_ANSWER_BYTES_MAX)
    check_plain_png(picture, side_px_max=side_px_max)
    return picture
