"""Short printed codes, a Latin letter and four digits, at low resolution; and numbers that the frame cuts.

Unseen fonts. *Alone*: the crop is 20–60 pixels high, with the code and a little room. *Among print*: a tag
with a heading, a place or a date above and below; the code is 16–40 pixels high. *Cut*: half of the first or
the last character lies outside the crop; the right answer is *truncated*, whatever is read.
"""

import random
from collections.abc import Sequence

import cv2
import numpy as np
from bench.reading import wear
from bench.reading.case import Case, Pixels, Row, Way
from bench.reading.lettering import ink, with_margins
from bench.reading.ours import Ours, accepted
from bench.reading.overlays import FontChoice
from bench.reading.result import Result
from training.label_reader import fonts, splits

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_WORDS = (
    "PROPERTY", "SECTION", "STORE", "UNIT", "Ward", "Room", "File", "EVIDENCE", "Sample", "Transit",
    "Received", "Annex", "KEEP DRY", "Box", "Sheet", "Copy", "ORIGINAL", "North", "Gate", "Depot",
)  # fmt: skip
_BY_HAND = "/breip/"
"""An unseen font that imitates handwriting: not print."""
_SIZE_PX = 96
"""Fonts are drawn large and seen from afar."""


def code(chance: random.Random) -> str:
    """A letter and four digits."""
    return chance.choice(_LETTERS) + "".join(chance.choice("0123456789") for _ in range(4))


def _unseen(chance: random.Random, text: str) -> str | None:
    """An unseen font for print, families equally likely."""
    able = [path for path in fonts.able(text, held_out=True) if _BY_HAND not in path]
    assert able, "there is an unseen Latin font; see training/label_reader/README.md"
    designs = sorted({splits.design_of(path) for path in able})
    design = chance.choice(designs)
    return chance.choice([path for path in able if splits.design_of(path) == design])


def _drawn(chance: random.Random, text: str, font: FontChoice = _unseen) -> Pixels:
    """The ink of ``text`` in a font for print."""
    path = font(chance, text)
    assert path is not None, "there is a font for codes; see training/label_reader/README.md"
    found = ink(path, _SIZE_PX, text)
    assert found is not None, "a code has ink"
    return found


def _seen(chance: random.Random, cover: Pixels, height: int, line: float = 1.0) -> Pixels:
    """On a tag, from afar and at an angle, with a careless camera; then enlarged to ``height``.

    The sensor sees 35–100 % of the pixels that the crop has in the end, as when a picture is zoomed into.
    ``line`` is the code's share of the crop's height: what a camera spoils goes by the size of the print.
    """
    paper = chance.randint(120, 255)
    page = wear.on_paper(cover, paper=paper, pen=max(0, paper - chance.randint(55, 230)))
    if chance.random() < 0.15:
        page = 255 - page
    page = wear.tilted(chance, wear.turned(page, chance.uniform(-4, 4) * line), line)
    page = wear.small(page, max(9, round(height * chance.uniform(0.35, 1.0))))
    if chance.random() < 0.6:
        page = wear.blurred(chance, page, strength=1.2 * line)
    if chance.random() < 0.4:
        page = wear.shaded(chance, page)
    rough = np.random.default_rng(chance.getrandbits(32)).normal(0, chance.uniform(0, 9), page.shape)
    page = wear.jpeg(np.clip(page + rough, 0, 255).astype(np.uint8), chance.randint(30, 85))
    wide = max(8, round(page.shape[1] * height / page.shape[0]))
    return cv2.resize(page, (wide, height), interpolation=cv2.INTER_CUBIC)


def alone(count: int) -> list[Case]:
    """The code and nothing else."""
    return alone_in(201, count, _unseen)


def alone_in(seed: int, count: int, font: FontChoice) -> list[Case]:
    """The code and nothing else, in fonts of a choice."""
    chance = random.Random(seed)
    cases = []
    for _ in range(count):
        cover = with_margins(chance, _drawn(chance, text := code(chance), font), 4, 28)
        height = chance.randint(20, 60)
        cases.append(Case(_seen(chance, cover, height), text, "20–39 px" if height < 40 else "40–60 px"))
    return cases


def among_print(count: int) -> list[Case]:
    """The code as one line of a tag."""
    chance = random.Random(202)
    cases = []
    for _ in range(count):
        text = code(chance)
        middle, share = _drawn(chance, text), chance.uniform(0.3, 0.8)
        lines = [_print(chance, share) for _ in range(chance.randint(1, 2))] + [middle]
        lines += [_print(chance, share) for _ in range(chance.randint(0 if len(lines) > 2 else 1, 2))]
        cover = with_margins(chance, _stacked(chance, lines), 8, 40)
        share = middle.shape[0] / cover.shape[0]
        height = round(chance.randint(16, 40) / share)
        cases.append(Case(_seen(chance, cover, height, share), text, f"{len(lines)} lines"))
    return cases


def _print(chance: random.Random, share: float) -> Pixels:
    """A line of other print, smaller than the code."""
    words = " ".join(chance.sample(_WORDS, chance.randint(1, 3)))
    if chance.random() < 0.2:
        words += f" {chance.randint(1, 28)}/{chance.randint(1, 12)}"
    return cv2.resize(_drawn(chance, words), None, fx=share, fy=share, interpolation=cv2.INTER_AREA)


def _stacked(chance: random.Random, lines: Sequence[Pixels]) -> Pixels:
    """One under the other, to the left or in the middle."""
    wide, centred = max(line.shape[1] for line in lines), chance.random() < 0.6
    rows = []
    for line in lines:
        left = (wide - line.shape[1]) // 2 if centred else 0
        rest, gap = wide - line.shape[1] - left, chance.randint(14, 40)
        rows.append(cv2.copyMakeBorder(line, 0, gap, left, rest, cv2.BORDER_CONSTANT, value=0))
    return np.vstack(rows)


def cut_by_frame(count: int) -> list[Case]:
    """Half of them cut: a code or number of which a third to two thirds of an outer character is missing."""
    chance = random.Random(203)
    cases = []
    for _ in range(count):
        text = code(chance) if chance.random() < 0.5 else str(chance.randint(1000, 99999))
        whole = _drawn(chance, text)
        cut, side = chance.random() < 0.5, chance.choice(("left", "right"))
        cover = with_margins(chance, whole, 8, 24)
        if cut:
            cover = _beheaded(cover, whole, side, chance.uniform(0.35, 0.65))
        kind = f"cut at the {side}" if cut else "whole"
        cases.append(Case(_seen(chance, cover, chance.randint(24, 60)), text, kind, cut))
    return cases


def _beheaded(cover: Pixels, whole: Pixels, side: str, share: float) -> Pixels:
    """Without the margin at ``side`` and ``share`` of the character there."""
    ink_columns = np.flatnonzero(whole.max(axis=0) > 60)
    gaps = np.flatnonzero(np.diff(ink_columns) > 1)
    edge = ink_columns[gaps[0] if side == "left" else gaps[-1] + 1] if len(gaps) else whole.shape[1] // 5
    inked = np.flatnonzero(cover.max(axis=0) > 60)
    if side == "left":
        return cover[:, inked[0] + round(share * (edge + 1)) :]
    return cover[:, : inked[-1] + 1 - round(share * (whole.shape[1] - edge))]


def truncation(ours: Ours, count: int) -> list[Result]:
    """How often a cut number is said to be truncated, and how often a whole one is."""
    found = [(case, ours.read(case.image, Way.LABEL)) for case in cut_by_frame(count)]
    seconds = sum(answer.seconds for _, answer in found) / max(1, len(found))
    cut = [(case, answer) for case, answer in found if case.cut]
    whole = [(case, answer) for case, answer in found if not case.cut]
    parts = {
        kind: (sum(a.truncated for c, a in cut if c.kind == kind), sum(c.kind == kind for c, _ in cut))
        for kind in sorted({case.kind for case, _ in cut})
    }
    told = Result(
        "codes-cut",
        "numbers cut by the frame: said *truncated*",
        sum(answer.truncated for _, answer in cut),
        len(cut),
        seconds,
        aim_ppm=900_000,
        parts=parts,
    )
    falsely = Result(
        "codes-not-cut",
        "the same numbers uncut: said *truncated* (few is good)",
        sum(answer.truncated for _, answer in whole),
        len(whole),
        seconds,
        at_most=True,
    )
    taken = Result(
        "codes-cut-accepted",
        "numbers cut by the frame: accepted without a person",
        sum(any(accepted(line) for line in answer.lines) for _, answer in cut),
        len(cut),
        seconds,
        aim_ppm=0,
        at_most=True,
    )
    return [told, falsely, taken]


ROWS = (
    Row(
        "codes-alone",
        "printed codes at low resolution (letter and four digits, 20–60 px), alone",
        1000,
        alone,
        way=Way.LABEL,
        aim_ppm=920_000,
    ),
    Row(
        "codes-among-print",
        "printed codes at low resolution, as one line among other print",
        1000,
        among_print,
        way=Way.LABEL,
        aim_ppm=850_000,
    ),
)
