"""One training sample: a strip and what it says in visual order. The mixture of all kinds stands here."""

import random

import cv2
import numpy as np

from dalil.core.number import CUT
from dalil.vision.alphabet import ARABIC_INDIC, WESTERN
from dalil.vision.strip import strip

from . import ink, nothing, paper, scenes, sets
from .hand import bent
from .wording import Wording

MIXTURE = {
    "label": 70, "latin": 4, "code": 12, "madbase": 21, "mnist": 13, "persian": 9, "cheque": 6, "spliced": 12,
    "plate": 6, "characters": 3, "photographed": 2, "empty": 6, "foreign": 5,
}  # fmt: skip
HARSH = (0.0, 0.15, 0.3, 0.6, 1.0)
"""How badly crops are photographed: real ones are mostly decent, and the rest must be read too."""
FOREIGN = (
    ("א", "ת"),
    ("ა", "ჰ"),
    ("अ", "ह"),
    ("ก", "ฮ"),
    ("一", "丿"),
    ("가", "깋"),
    ("አ", "ኦ"),
    ("অ", "হ"),
    ("Ա", "Ֆ"),
    ("ગ", "હ"),
    ("ఖ", "హ"),
    ("ಗ", "ಹ"),
    ("ഖ", "ഹ"),
    ("ක", "ම"),
    ("ก", "ล"),
    ("ຖ", "ຣ"),
    ("ཀ", "ཇ"),
    ("ܐ", "ܫ"),
    ("ァ", "ヺ"),
)
"""First and last letter of scripts that the reader does not read: it must say nothing. Scripts whose letters
look like Latin ones or like digits (Cherokee, Tifinagh, Thaana) are not among them."""


class Sampler:
    """Draws samples of the mixture from one seed, from the training parts only."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.wording = Wording(self.chance)

    def draw(self) -> tuple[np.ndarray, str]:
        """A strip and its visual text, short enough to be read."""
        while True:
            kind = self.chance.choices(tuple(MIXTURE), tuple(MIXTURE.values()))[0]
            made = getattr(self, f"_{kind}")()
            if made is not None:
                cut = strip(made[0])
                if 2 * len(made[1]) + 2 <= cut.shape[1] // 2:
                    return cut, made[1]

    def _label(self) -> tuple[np.ndarray, str] | None:
        return self._printed(self.wording.label_line())

    def _code(self) -> tuple[np.ndarray, str] | None:
        """A short printed code or number, often low, sometimes cut by the edge."""
        text = self.wording.code() if self.chance.random() < 0.6 else self.wording.number(None, 1, 6)
        drawn = ink.printed(self.chance, text, held_out=False, size_px=self.chance.choice((14, 20, 32, 48)))
        if drawn is None:
            return None
        seen, step = ink.target(text), drawn.shape[1] / len(text)
        spans = [(round(place * step), round((place + 1) * step)) for place in range(len(text))]
        image, seen = self._maybe_cut(drawn, seen, spans if " " not in seen else [], hand=False)
        return paper.from_afar(self.chance, image) if self.chance.random() < 0.6 else image, seen

    def _foreign(self) -> tuple[np.ndarray, str] | None:
        """Print in a script that is not ours: nothing to say."""
        first, last = self.chance.choice(FOREIGN)
        text = "".join(
            chr(self.chance.randint(ord(first), ord(last))) for _ in range(self.chance.randint(1, 7))
        )
        drawn = ink.foreign(self.chance, text)
        if drawn is None:
            return None
        return paper.photographed(self.chance, drawn, hand=False, harsh=self.chance.choice(HARSH)), ""

    def _latin(self) -> tuple[np.ndarray, str] | None:
        return self._printed(self.wording.latin_line())

    def _printed(self, text: str) -> tuple[np.ndarray, str] | None:
        drawn = ink.printed(self.chance, text, held_out=False)
        if drawn is None:
            return None
        harsh = self.chance.choice(HARSH)
        image = paper.photographed(self.chance, drawn, hand=False, harsh=harsh)
        return paper.from_afar(self.chance, image) if self.chance.random() < 0.12 else image, ink.target(text)

    def _hand(self, digits: sets.Digits) -> tuple[np.ndarray, str]:
        drawn, seen, spans = ink.written(self.chance, digits, pattern(self.chance))
        return self._maybe_cut(drawn, seen, spans if " " not in seen else [], hand=True)

    def _maybe_cut(
        self, drawn: np.ndarray, seen: str, spans: ink.Spans, *, hand: bool
    ) -> tuple[np.ndarray, str]:
        """Photograph the ink; one crop in six ends in the middle of a character, or through all."""
        image, matrix = paper.placed(self.chance, drawn, hand=hand, harsh=self.chance.choice(HARSH))
        if len(spans) != len(seen) or len(seen) < 2 or self.chance.random() > 0.17:
            return image, seen
        middle, share = drawn.shape[0] / 2, self.chance.uniform(0.3, 0.65)
        first = self.chance.random() < 0.5
        left, right = spans[0 if first else -1]
        if self.chance.random() < 0.25:
            share = self.chance.uniform(0.3, 0.5)
            if self.chance.random() < 0.5:
                y = int(_through(matrix, drawn.shape[1] / 2, drawn.shape[0] * (1 - share))[1])
                whole = image[: max(y, 4)]
            else:
                y = int(_through(matrix, drawn.shape[1] / 2, drawn.shape[0] * share)[1])
                whole = image[min(y, image.shape[0] - 4) :]
            return whole, CUT
        if right - left < 0.3 * drawn.shape[0]:
            return image, seen  # half of a slender stroke looks like the whole
        if first:
            x = int(_through(matrix, right - share * (right - left), middle)[0])
            return image[:, min(max(x, 0), image.shape[1] - 4) :], CUT + seen[1:]
        x = int(_through(matrix, left + share * (right - left), middle)[0])
        return image[:, : max(x, 4)], seen[:-1] + CUT

    def _madbase(self) -> tuple[np.ndarray, str]:
        return self._hand(sets.madbase(held_out=False))

    def _mnist(self) -> tuple[np.ndarray, str]:
        return self._hand(sets.mnist(held_out=False))

    def _persian(self) -> tuple[np.ndarray, str]:
        return self._hand(sets.persian(held_out=False))

    def _cheque(self) -> tuple[np.ndarray, str]:
        """A real handwritten amount, or some neighbouring digits of it."""
        line = self.chance.choice(sets.cheques(held_out=False))
        if self.chance.random() < 0.5:
            return self._moved(line.image), line.text
        image, text = self._piece(line, len(line.text))
        return self._moved(image), text

    def _spliced(self) -> tuple[np.ndarray, str]:
        """Pieces of several amounts as one: few hands were written down, and these are many strings."""
        parts, seen = [], ""
        for _ in range(self.chance.randint(1, 3)):
            image, text = self._piece(self.chance.choice(sets.cheques(held_out=False)), 3)
            parts.append(bent(self.chance, ink.lifted(image)))
            seen += text
        drawn = ink.side_by_side(self.chance, parts)
        return paper.photographed(self.chance, drawn, hand=True, harsh=self.chance.choice(HARSH)), seen

    def _piece(self, line: sets.Line, most: int) -> tuple[np.ndarray, str]:
        """Up to ``most`` neighbouring digits of an amount, cut where its boxes meet; all where they are
        too narrow."""
        count = self.chance.randint(1, min(most, len(line.text)))
        first = self.chance.randrange(len(line.text) - count + 1)
        left = _between(line, first - 1) if first else 0
        right = _between(line, first + count - 1) if first + count < len(line.text) else line.image.shape[1]
        if right - left < 8:
            return line.image, line.text
        return line.image[:, left:right], line.text[first : first + count]

    def _plate(self) -> tuple[np.ndarray, str]:
        """A real plate without its upper strip; sometimes its digits alone."""
        line = self.chance.choice(sets.plates(held_out=False))
        height = line.image.shape[0]
        top = round(height * self.chance.uniform(0.3, 0.46))
        image, text = line.image[top : round(height * self.chance.uniform(0.88, 1.0))], line.text
        return self._moved(image), ink.target(text)

    def _characters(self) -> tuple[np.ndarray, str] | None:
        """Characters of real plates set side by side: digits, then letters, as a plate has them."""
        held = sets.plate_characters()
        digits = [c for c in held if c in ARABIC_INDIC]
        letters = [c for c in held if c not in ARABIC_INDIC]
        row = [self.chance.choice(digits) for _ in range(self.chance.randint(1, 4))]
        seen = "".join(row)
        if self.chance.random() < 0.6:
            tail = [self.chance.choice(letters) for _ in range(self.chance.randint(1, 3))]
            row, seen = [*row, *tail], f"{seen} {''.join(tail)}"
        return self._side_by_side([self.chance.choice(held[c]) for c in row]), seen

    def _photographed(self) -> tuple[np.ndarray, str]:
        """Digits of signs and displays set side by side."""
        held = sets.photographed_digits(held_out=False)
        seen = "".join(self.chance.choice(WESTERN) for _ in range(self.chance.randint(1, 5)))
        return self._side_by_side([self.chance.choice(held[c]) for c in seen]), seen

    def _empty(self) -> tuple[np.ndarray, str]:
        """What is no text: drawn, or a piece of a real photograph."""
        if self.chance.random() < 0.3 and (piece := scenes.piece(self.chance)) is not None:
            return paper.from_afar(self.chance, piece) if self.chance.random() < 0.2 else piece, ""
        return paper.spoiled(self.chance, np.clip(nothing.drawn(self.chance), 0, 255)), ""

    def _side_by_side(self, images: list[np.ndarray]) -> np.ndarray:
        height = self.chance.randint(24, 48)
        tiles = []
        for image in images:
            tile = cv2.resize(
                image,
                (max(4, round(image.shape[1] * height / image.shape[0])), height),
                interpolation=cv2.INTER_AREA,
            )
            pad = self.chance.randint(0, height // 4)
            tiles.append(
                cv2.copyMakeBorder(tile, 0, 0, pad, self.chance.randint(0, height // 4), cv2.BORDER_REPLICATE)
            )
        return paper.spoiled(self.chance, np.hstack(tiles))

    def _moved(self, image: np.ndarray) -> np.ndarray:
        """A real crop with other margins, size, slant and quality."""
        height = image.shape[0]
        pads = [round(self.chance.uniform(-0.05, 0.15) * height) for _ in range(4)]
        out = cv2.copyMakeBorder(image, *(max(p, 0) for p in pads), cv2.BORDER_REPLICATE)
        slant, turn = self.chance.gauss(0, 0.1), self.chance.gauss(0, 0.025)
        matrix = np.array(
            [[1, -slant, slant * out.shape[0] / 2], [turn, 1, -turn * out.shape[1] / 2]], dtype=np.float32
        )
        out = cv2.warpAffine(out, matrix, (out.shape[1], out.shape[0]), borderMode=cv2.BORDER_REPLICATE)
        scale = self.chance.uniform(0.6, 1.5)
        out = cv2.resize(
            out,
            (
                max(8, round(out.shape[1] * scale * self.chance.uniform(0.85, 1.15))),
                max(14, round(out.shape[0] * scale)),
            ),
        )
        level = np.clip(
            out.astype(np.float32) * self.chance.uniform(0.6, 1.1) + self.chance.uniform(-20, 30), 0, 255
        )
        return paper.spoiled(self.chance, level)


def _between(line: sets.Line, place: int) -> int:
    """The middle between a digit's box and the next one's."""
    this, following = line.boxes[place], line.boxes[place + 1]
    return (this[0] + this[2] + following[0]) // 2


def _through(matrix: np.ndarray, x: float, y: float) -> np.ndarray:
    """A point of the ink as a point of the crop."""
    there = matrix @ np.array([x, y, 1.0])
    return there[:2] / there[2]


def pattern(chance: random.Random) -> str:
    """What a hand writes: a number, a number with a stroke, a date. Digits as 0…9."""
    kind = chance.random()
    if kind < 0.7:
        return "".join(chance.choice(WESTERN) for _ in range(chance.randint(1, 6)))
    if kind < 0.76:
        return chance.choice(WESTERN) * chance.randint(2, 5)
    number = "".join(chance.choice(WESTERN) for _ in range(chance.randint(1, 4)))
    other = "".join(chance.choice(WESTERN) for _ in range(chance.randint(1, 4)))
    if kind < 0.88:
        return number + chance.choice("/-./ ") + other
    mark = chance.choice("/-./")
    return mark.join(
        (str(chance.randint(1, 31)), str(chance.randint(1, 12)), str(chance.randint(1990, 2024)))
    )
