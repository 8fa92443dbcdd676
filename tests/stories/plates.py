"""Plates: drawn photographs with an office's printed label: agency, number, and a name made up by chance."""

import cv2
import numpy as np

from dalil.testing.drawing import lettering
from dalil.testing.drawing.jpeg import jpeg, png
from dalil.testing.drawing.overlay import Overlay

SIZE = (960, 720)
INDIVIDUALS = (("٣٦٥٩", "محمد حسين سلامة"), ("٤٠٣٨", "عمر نبيل قدور"), ("١١٧٤", "زياد خالد يونس"))
VIEWS = 2
MISSING = "x1,محمد,حسين,,سلامة,,,,,,\n"
"""A row of a drawn list of missing persons, for the first of them."""


def frame(seed, number, name):
    """Pixels of one frame: an uneven ground, nobody on it, and the label."""
    drawn = np.random.default_rng(seed)
    ground = cv2.resize(drawn.integers(60, 150, (9, 12, 3), np.uint8), SIZE, interpolation=cv2.INTER_CUBIC)
    pixels = np.clip(ground.astype(int) + drawn.integers(-9, 9, ground.shape), 0, 255).astype(np.uint8)
    lines = ("فرع ٢١٥", f"رقم {number}", f"الاسم : {name}")
    label = Overlay(
        lines=lines,
        number=number,
        says={},
        face=lettering.SANS,
        corner=1,
        larger=1.5,
        underlined=False,
        framed=False,
        ink=0,
    )
    label.burn(pixels)
    return pixels


def disk(folder):
    """A folder as somebody would have copied it: a few individuals, each photographed twice."""
    below = folder / "2017_عسكرية" / "24-05"
    below.mkdir(parents=True)
    for place, (number, name) in enumerate(INDIVIDUALS):
        for view in range(VIEWS):
            at = place * VIEWS + view
            (below / f"IMG_{2421 + at}.JPG").write_bytes(jpeg(frame(at, number, name), 92))
    return folder


def saved_again(path):
    """The same exposure under other bytes: decoded and saved without loss."""
    return png(cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR))
