"""Drawn archives: whole leaked archives made up from a seed, with the truth about every file.

    truth = ArchiveBuilder(seed=7, photographs=300).draw("/tmp/drawn")
    write_iso("/tmp/drawn/disk", "/tmp/drawn.iso")

writes ``disk/`` (what a person would have copied), and beside it ``truth.json`` and ``missing.csv`` (a list
of missing persons whose families fit the archive). The same seed and parameters give the same bytes,
whatever the number of processes. No body and no face is drawn: an individual is a neutral shape under a
cloth. Names are put together by chance. docs/methods/drawn-archives.md describes the archives and the truth.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import ClassVar, Final

from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.testing.drawing import certificate, chance, lettering, missing
from dalil.testing.drawing.difficulty import ALL_EDITS, PLAIN_EDITS, Difficulty
from dalil.testing.drawing.happening import DrawnIndividual, Klass, Unit
from dalil.testing.drawing.iso import DISK_TIME, IsoWritten, write_iso
from dalil.testing.drawing.junk import junk
from dalil.testing.drawing.planner import Plan, plan
from dalil.testing.drawing.studio import Studio, write
from dalil.testing.drawing.truth import DrawnFile, DrawnLabel, ListEntry, Truth

__all__ = [
    "ALL_EDITS",
    "PLAIN_EDITS",
    "ArchiveBuilder",
    "ArchiveRefusal",
    "Difficulty",
    "DrawnFile",
    "DrawnIndividual",
    "DrawnLabel",
    "IsoWritten",
    "Klass",
    "ListEntry",
    "Truth",
    "write_iso",
]

PHOTOGRAPHS_MIN: Final = 20
PHOTOGRAPHS_MAX: Final = 200_000
WIDTH_MIN: Final = 320
"""Below this width the labels do not fit."""
SIDE_MAX: Final = 8_000
"""Pixels; larger scenes need more than two gigabytes."""
UNITS_A_PROCESS: Final = 40
"""Fewer units than this are not worth starting a process for."""
CHUNK: Final = 8
"""Units sent to a process at a time."""


class ArchiveRefusal(Refusal):
    """The archive cannot be drawn: {detail}."""

    code: ClassVar[str] = "archive-not-drawn"
    exit_status: ClassVar[int] = 2
    remedy: ClassVar[str] = "Name an empty folder and sizes within the stated limits."


@dataclass(frozen=True, slots=True)
class ArchiveBuilder:
    """Draws one archive.

    ``photographs`` is the number of picture files, copies and damaged ones among them; junk files and PDF
    certificates come on top. ``size`` is the cameras' frame, width and height in pixels, up to 12 megapixels
    and more. ``workers`` is the number of processes, by default the machine's, fewer for small archives; a
    program that draws with several must be importable without side effects (``if __name__ == "__main__"``).

    Raises: ArchiveRefusal for sizes out of bounds.
    """

    seed: int = 1
    photographs: int = 300
    size: tuple[int, int] = (960, 720)
    difficulty: Difficulty = field(default_factory=Difficulty)
    workers: int | None = None

    def __post_init__(self) -> None:
        if not PHOTOGRAPHS_MIN <= self.photographs <= PHOTOGRAPHS_MAX:
            raise ArchiveRefusal(
                detail=f"{self.photographs} photographs, not {PHOTOGRAPHS_MIN} to {PHOTOGRAPHS_MAX}"
            )
        wide, tall = self.size
        if not (WIDTH_MIN <= wide <= SIDE_MAX and 3 * wide <= 5 * tall <= 5 * wide):
            raise ArchiveRefusal(
                detail=f"a frame of {wide} × {tall} is too small, too large, or not landscape"
            )

    def draw(self, folder: str, progress: Callable[[int], None] | None = None) -> Truth:
        """Draw the archive into ``folder`` (made if needed): ``disk/``, ``truth.json`` and ``missing.csv``.

        ``progress`` is called with the number of photographs drawn, each time that some more are.

        Raises: ArchiveRefusal when ``folder`` holds anything already; ShapingMissing.
        """
        lettering.insist_on_shaping()
        os.makedirs(folder, exist_ok=True)
        if os.listdir(folder):
            raise ArchiveRefusal(detail=f"{folder} is not empty")
        tree = os.fsencode(os.path.join(folder, "disk"))
        os.mkdir(tree)
        planned = plan(self.seed, self.photographs, self.difficulty)
        files = self._photographs(planned.units, tree, progress or _silent)
        individuals = _individuals(planned)
        files += self._junk(planned, tree)
        files += self._certificates(individuals, tree)
        files.sort(key=lambda file: file.path)
        entries = missing.missing_list(individuals, chance.stream(self.seed, "missing"))
        truth = Truth(self._parameters(), tuple(files), individuals, entries)
        _date(tree, files)
        with open(os.path.join(folder, "missing.csv"), "x", encoding="utf-8", newline="") as stream:
            stream.write(missing.as_csv(entries))
        with open(os.path.join(folder, "truth.json"), "x", encoding="utf-8", newline="") as stream:
            stream.write(truth.as_json())
        return truth

    def _photographs(
        self, units: Sequence[Unit], tree: bytes, progress: Callable[[int], None]
    ) -> list[DrawnFile]:
        studio = Studio(self.seed, self.size, tree)
        limit = max(1, len(units) // UNITS_A_PROCESS)
        workers = self.workers or min(os.cpu_count() or 1, limit)
        if workers == 1:
            return _joined((studio.draw(unit) for unit in units), progress)
        context = multiprocessing.get_context("spawn")
        with context.Pool(workers, initializer=_alone) as pool:
            return _joined(pool.imap(studio.draw, units, chunksize=CHUNK), progress)

    def _junk(self, planned: Plan, tree: bytes) -> list[DrawnFile]:
        pairs = junk(
            planned.units, round(self.difficulty.junk * self.photographs), chance.stream(self.seed, "junk")
        )
        return [
            _document(
                tree,
                path,
                content,
                DrawnFile(
                    path=path,
                    sha256="",
                    size=0,
                    klass=Klass.NOT_A_PICTURE,
                    reason="not-a-picture",
                    kind="junk",
                    format="other",
                ),
            )
            for path, content in pairs
        ]

    def _certificates(self, individuals: Sequence[DrawnIndividual], tree: bytes) -> list[DrawnFile]:
        luck = chance.stream(self.seed, "certificates")
        drawn = []
        for person in certificate.certificates(individuals, self.difficulty.certificates, luck):
            text = certificate.lines(person, luck)
            told = DrawnFile(
                path=certificate.path(person),
                sha256="",
                size=0,
                klass=Klass.NOT_A_PICTURE,
                reason="not-a-picture",
                kind="document",
                mentions=(person.id,),
                taken=f"{person.day}T12:00:00",
                format="pdf",
                text=text,
            )
            drawn.append(_document(tree, told.path, certificate.pdf(person, text), told))
        return drawn

    def _parameters(self) -> dict[str, object]:
        return {
            "seed": self.seed,
            "photographs": self.photographs,
            "size": list(self.size),
            "difficulty_ppm": self.difficulty.as_record(),
        }


def _alone() -> None:
    """Keep a drawing process to one thread: there are as many processes as processors."""
    import cv2

    cv2.setNumThreads(1)


def _joined(drawn: Iterable[list[DrawnFile]], progress: Callable[[int], None]) -> list[DrawnFile]:
    joined: list[DrawnFile] = []
    for files in drawn:
        joined += files
        progress(len(joined))
    return joined


def _silent(_count: int) -> None:
    """Show no progress."""


def _individuals(planned: Plan) -> tuple[DrawnIndividual, ...]:
    """Everyone who is in some frame, in order of time."""
    shown = {
        unit.people[at].id: unit.people[at]
        for unit in planned.units
        for shot in unit.shots
        for at in shot.shows
    }
    return tuple(shown.values())


def _document(tree: bytes, path: bytes, content: bytes, told: DrawnFile) -> DrawnFile:
    write(tree, path, content)
    return replace(told, sha256=Digest.of(content).hex, size=len(content))


def _date(tree: bytes, files: Sequence[DrawnFile]) -> None:
    """Give files the time at which they were taken, as if in UTC, and folders the time of the disk."""
    for file in files:
        taken = (
            datetime.fromisoformat(file.taken).replace(tzinfo=UTC).timestamp() if file.taken else DISK_TIME
        )
        os.utime(tree + b"/" + file.path, (taken, taken))
    for folder, _, _ in os.walk(tree, topdown=False):
        os.utime(folder, (DISK_TIME, DISK_TIME))
