"""Which part of each set is kept for validation. Nothing of it is ever trained on.

What is chosen by trying (bars, shares of a mean) is tried on the calibrating half
(``bench/reading/halves.py``).
"""

import zlib
from typing import Final

MADBASE_FIRST_HELD_OUT: Final = 6001
"""MADBase ids from here on: about ten writers."""
MNIST_FIRST_HELD_OUT: Final = 4_000
PERSIAN_FIRST_HELD_OUT: Final = 20_000

FONT_FAMILIES_HELD_OUT: Final = frozenset(
    {
        "NotoNaskhArabic", "NotoNaskhArabicUI", "KacstBook", "titr", "ae_Khalid", "FreeSerif",
        "Lateef", "LiberationSerif", "Carlito", "Inconsolata", "Breip", "breipfont",
    }
)  # fmt: skip
"""File names up to the first hyphen."""
FONT_FAMILIES_LIKE_TRAINED: Final = frozenset({"KacstBook", "ae_Khalid", "Carlito"})
"""Held out, and yet not unseen: digits or letters of theirs are drawn like those of families that are trained
on (KacstFarsi, KacstOffice, KacstPoster; ae_Hani, ae_Rehan; Lato). Nothing is measured with them."""


def string_is_held_out(position: int) -> bool:
    """Every fifth ORAND string, by its place in the label file."""
    return position % 5 == 0


def plate_is_held_out(plate: str, *, in_whole_photographs: frozenset[str]) -> bool:
    """A fifth of the plates by plate string, and every plate that the whole photographs show."""
    return plate in in_whole_photographs or zlib.crc32(plate.encode()) % 5 == 0


def word_is_held_out(word: str) -> bool:
    """A tenth of the names and words."""
    return zlib.crc32(word.encode()) % 10 == 0


def family_of(path: str) -> str:
    """The family of a font file: its name up to the first hyphen; FreeSerif's weights have no hyphen."""
    family = path.rsplit("/", 1)[-1].rsplit(".", 1)[0].split("-", maxsplit=1)[0]
    return "FreeSerif" if family.startswith("FreeSerif") else family


_DRAWN_ALIKE: Final = {"NotoNaskhArabicUI": "NotoNaskhArabic", "breipfont": "Breip"}
"""Families that are one design under two names."""


def design_of(path: str) -> str:
    """The design of a font file, whatever its weight, slope or second name."""
    family = family_of(path)
    return _DRAWN_ALIKE.get(family, family)


def font_is_held_out(path: str) -> bool:
    """By family, so that no weight of a held-out family is seen in training."""
    family = family_of(path)
    return family in FONT_FAMILIES_HELD_OUT
