"""The real sets under ``shared/data``, split; each image as grey uint8, ink dark unless said otherwise."""

import io
import json
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

from dalil.vision.alphabet import ARABIC_INDIC

from . import splits

DATA = "../shared/data"
_PERSIAN_SHAPES = "٠١٢٣۴۵۶٧٨٩"


@dataclass(frozen=True, slots=True)
class Digits:
    """Single handwritten digits as ink coverage (0 paper … 255 ink), grouped by writer or by
    neighbourhood."""

    images: np.ndarray
    labels: np.ndarray
    writers: np.ndarray
    characters: str

    def of_writer(self, writer: int) -> dict[int, np.ndarray]:
        """Indices of one writer's images by digit."""
        mine = np.flatnonzero(self.writers == writer)
        return {digit: mine[self.labels[mine] == digit] for digit in range(10)}


@dataclass(frozen=True, slots=True)
class Line:
    """A real crop with what stands on it, in logical order."""

    image: np.ndarray
    text: str
    boxes: tuple[tuple[int, int, int, int], ...] = ()


@cache
def madbase(*, held_out: bool) -> Digits:
    """MADBase; about 100 consecutive ids are one writer."""
    held = np.load(f"{DATA}/digits_arabic_indic_handwritten.npz")
    take = (held["ids"] >= splits.MADBASE_FIRST_HELD_OUT) == held_out
    return Digits(held["images"][take], held["labels"][take], (held["ids"][take] - 1) // 100, ARABIC_INDIC)


@cache
def mnist(*, held_out: bool) -> Digits:
    """MNIST; the set names no writers, so a run of 100 images stands for one."""
    held = np.load(f"{DATA}/digits_western_handwritten.npz")
    place = np.arange(len(held["labels"]))
    take = (place >= splits.MNIST_FIRST_HELD_OUT) == held_out
    return Digits(held["images"][take], held["labels"][take], place[take] // 100, "0123456789")


@cache
def persian(*, held_out: bool) -> Digits:
    """Hoda; the set names no writers, so a run of 200 images stands for one."""
    held = np.load(f"{DATA}/digits_persian_handwritten.npz")
    place = np.arange(len(held["labels"]))
    take = (place >= splits.PERSIAN_FIRST_HELD_OUT) == held_out
    return Digits(held["images"][take], held["labels"][take], place[take] // 200, _PERSIAN_SHAPES)


def _open(name: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(f"{DATA}/{name}.zip")


def _grey(archive: zipfile.ZipFile, member: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(archive.read(member))).convert("L"))


@cache
def cheques(*, held_out: bool) -> tuple[Line, ...]:
    """ORAND-CAR-A: the digits of handwritten amounts; dots and strokes on the paper are not in the text."""
    archive = _open("strings_western_handwritten")
    return tuple(
        Line(_grey(archive, item["file"]), item["text"], tuple(map(tuple, item["boxes"])))
        for position, item in enumerate(json.loads(archive.read("labels.json")))
        if splits.string_is_held_out(position) == held_out
    )


def _letters(text: str) -> str:
    """The plates' heh as Arabic writes it."""
    return text.replace("ھ", "ه")


@cache
def photographed_plates() -> frozenset[str]:
    """Every plate of the whole photographs; none of them may be trained on."""
    labels = json.loads(_open("photos_with_numbers").read("labels.json"))
    return frozenset(
        plate["digits_western"] + _letters(plate["letters_right_to_left"])
        for photograph in labels
        for plate in photograph["plates"]
    )


def _plate_held_out(item: dict[str, str]) -> bool:
    plate = item["digits_western"] + _letters(item["letters_right_to_left"])
    return splits.plate_is_held_out(plate, in_whole_photographs=photographed_plates())


@cache
def plates(*, held_out: bool) -> tuple[Line, ...]:
    """Egyptian plates with their coloured upper strip; text is ``letters digits``."""
    archive = _open("plates_arabic_printed")
    return tuple(
        Line(_grey(archive, item["file"]), f"{_letters(item['letters_right_to_left'])} {item['digits']}")
        for item in json.loads(archive.read("labels.json"))
        if _plate_held_out(item) == held_out
    )


@cache
def plate_characters() -> dict[str, tuple[np.ndarray, ...]]:
    """Characters cut from the training plates, by character."""
    archive = _open("plates_arabic_printed")
    kept = {
        item["file"].rsplit(".", 1)[0]
        for item in json.loads(archive.read("labels.json"))
        if not _plate_held_out(item)
    }
    archive = _open("characters_arabic_printed")
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    for member in archive.namelist():
        parts = member.rsplit(".", 1)[0].split("-")
        if len(parts) >= 3 and parts[0] in kept:
            found[_letters(parts[1])].append(_grey(archive, member))
    return {character: tuple(images) for character, images in found.items()}


@cache
def photographed_digits(*, held_out: bool) -> dict[str, tuple[np.ndarray, ...]]:
    """Chars74K and the display digits, by digit; every fifth is held out. Rejects (``N``) are left out."""
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    for name in ("digits_western_printed_in_photos", "digits_display_with_rejects"):
        archive = _open(name)
        members = sorted(
            n for n in archive.namelist() if n[0] in "0123456789" and n.endswith((".png", ".jpg"))
        )
        for place, member in enumerate(members):
            if (place % 5 == 0) == held_out:
                found[member[0]].append(_grey(archive, member))
    return {digit: tuple(images) for digit, images in found.items()}
