"""Studio: draws and writes one unit's files, damage and copies included, and tells the truth about each."""

import hashlib
import os
import random
from dataclasses import dataclass, replace
from typing import Final

from dalil.testing.drawing import chance as draws
from dalil.testing.drawing.copying import after, overlaid
from dalil.testing.drawing.frame import Easel, Frame
from dalil.testing.drawing.happening import CopyPlan, Damage, DrawnIndividual, Klass, Shot, Unit
from dalil.testing.drawing.jpeg import exif_of, jpeg, png
from dalil.testing.drawing.texture import Stock
from dalil.testing.drawing.truth import DrawnFile, DrawnLabel

CAMERA_QUALITY: Final = (76, 82, 86, 90)
COPY_QUALITY: Final = (55, 65, 74, 85)
TEXT: Final = "لم يتم نسخ الملف - file could not be copied\r\n".encode()
"""What stands in a text file that is named like a photograph."""
REASONS: Final = {Damage.TRUNCATED: "truncated", Damage.EMPTY: "empty", Damage.TEXT: "not-a-picture"}
"""Why a damaged file must be refused as a picture."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What drawing needs to know of the archive."""

    seed: int
    size: tuple[int, int]
    root: bytes
    """The folder of the drawn tree."""

    def draw(self, unit: Unit) -> list[DrawnFile]:
        """Draw and write all files of ``unit``."""
        easel = Easel(self.seed, self.size, Stock(self.seed, self.size), unit)
        files: list[DrawnFile] = []
        for shot in unit.shots:
            files += self._files(unit, shot, easel.draw(shot))
        return files

    def _files(self, unit: Unit, shot: Shot, clean: Frame) -> list[DrawnFile]:
        """Write the file of one shot, then its copies: of the sound frame, whatever befell the file."""
        chance = draws.stream(self.seed, "file", shot.exposure)
        person = unit.people[shot.shows[0]] if shot.shows else None
        frame = overlaid(self.seed, clean, person) if shot.overlaid and person else clean
        exif = exif_of(shot.claimed, shot.orientation) if shot.claimed else b""
        quality = chance.choice(CAMERA_QUALITY)
        sound = png(frame.pixels) if shot.damage is Damage.PNG else jpeg(frame.pixels, quality, exif)
        whole = _told(unit, shot, frame)
        files = [self._written(hurt(whole, shot.damage), damaged(sound, shot.damage, chance))]
        for at, copy in enumerate(shot.copies):
            told = replace(
                whole,
                path=copy.path,
                kind="copy",
                copy_of=shot.path,
                edits=copy.edits,
                called=_called(shot, copy.path),
            )
            if copy.edits == ("exact",):
                png_too = shot.damage if shot.damage is Damage.PNG else Damage.NONE
                files.append(self._written(hurt(told, png_too), sound))
            else:
                again = draws.stream(self.seed, "copy", shot.exposure, at)
                files.append(self._edited(told, copy, frame, person, again))
        return files

    def _edited(
        self,
        told: DrawnFile,
        copy: CopyPlan,
        frame: Frame,
        person: DrawnIndividual | None,
        chance: random.Random,
    ) -> DrawnFile:
        """Draw and write a copy that went through software; it has lost its EXIF."""
        for edit in copy.edits:
            if edit == "overlaid":
                assert person is not None, "only individuals' photographs are overlaid"
                frame = overlaid(self.seed, frame, person)
            else:
                frame = after(frame, edit, chance)
        tall, wide = frame.pixels.shape[:2]
        told = replace(
            told,
            klass=_class(told.subject, person, frame.labels),
            labels=frame.labels,
            exif_taken="",
            camera="",
            orientation=1,
            width=wide,
            height=tall,
        )
        content = damaged(jpeg(frame.pixels, chance.choice(COPY_QUALITY)), copy.damage, chance)
        return self._written(hurt(told, copy.damage), content)

    def _written(self, file: DrawnFile, content: bytes) -> DrawnFile:
        write(self.root, file.path, content)
        return replace(file, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def write(root: bytes, path: bytes, content: bytes) -> None:
    """Write ``content`` to ``path`` in the drawn tree; a path is written once.

    Raises: FileExistsError where two plans name one file.
    """
    whole = root + b"/" + path
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    with open(whole, "xb") as stream:
        stream.write(content)


def damaged(content: bytes, damage: Damage, chance: random.Random) -> bytes:
    """Return what is left of a file: a truncated one keeps a third to nine tenths, never its end."""
    if damage is Damage.TRUNCATED:
        return content[: round(len(content) * chance.uniform(0.35, 0.9))]
    return {Damage.EMPTY: b"", Damage.TEXT: TEXT}.get(damage, content)


def hurt(file: DrawnFile, damage: Damage) -> DrawnFile:
    """Return the truth about ``file`` after ``damage``."""
    if damage is Damage.NONE:
        return file
    if damage is Damage.PNG:
        return replace(file, format="png", exif_taken="", camera="", orientation=1)
    klass = Klass.NOT_A_PICTURE if damage is Damage.TEXT else Klass.UNREADABLE
    file = replace(file, klass=klass, reason=REASONS[damage], labels=())
    if damage is Damage.TRUNCATED:
        return file
    form = "empty" if damage is Damage.EMPTY else "text"
    return replace(file, format=form, exif_taken="", camera="", orientation=1, width=0, height=0)


def _told(unit: Unit, shot: Shot, frame: Frame) -> DrawnFile:
    """Say what is true of the file of ``shot`` while nothing has befallen it."""
    tall, wide = frame.pixels.shape[:2]
    claimed = shot.claimed
    shown = [unit.people[at] for at in shot.shows]
    return DrawnFile(
        path=shot.path,
        sha256="",
        size=0,
        klass=_class(shot.subject, shown[0] if shown else None, frame.labels),
        kind="photograph",
        exposure=shot.exposure,
        individuals=tuple(person.id for person in shown),
        mentions=tuple(person.id for person in unit.people) if shot.subject == "paper" else (),
        labels=frame.labels,
        subject=shot.subject,
        view=shot.view if shot.subject == "individual" else "",
        taken=shot.taken.isoformat(),
        exif_taken=claimed.taken.isoformat() if claimed else "",
        camera=f"{claimed.make} {claimed.model}" if claimed else "",
        orientation=shot.orientation,
        hospital=unit.hospital,
        unit=unit.unit,
        photographer=unit.photographer,
        format="jpeg",
        width=wide,
        height=tall,
        called=_called(shot, shot.path),
    )


def _called(shot: Shot, path: bytes) -> str:
    """The name by which a folder of ``path`` is called, if that is in it: some copies lie elsewhere."""
    return shot.called if shot.called.encode() in path else ""


def _class(subject: str, person: DrawnIndividual | None, labels: tuple[DrawnLabel, ...]) -> Klass:
    if subject == "individual":
        if not labels:
            return Klass.NO_LABEL
        return Klass.NAMED_CARD if person is not None and person.soldier else Klass.LABELLED
    return {"group": Klass.SEVERAL, "paper": Klass.PAPER, "incident": Klass.INCIDENT}.get(
        subject, Klass.NO_LABEL
    )
