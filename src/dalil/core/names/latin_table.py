"""How Arabic letters are written in Latin ones: a small table, by hand, with a version.

Covers English, French, German and Turkish habits. Latin letters are folded (no accents, small, doubled
consonants once). Costs are thousandths of a wholly wrong letter; a spelling without a number costs nothing.
Beside it stands a learned model of letters, :mod:`dalil.core.names.spelling`: the table knows the habits of
clerks, the model what names of all the world do.
"""

from typing import Final

VERSION: Final = "latin-v3"

_WRITTEN: Final = {
    "ا": "a aa e:150 i:300 o:250 u:300 ai:300 ea:300 -:350",
    "ب": "b p",
    "ت": "t d:400",
    "ث": "th t s",
    "ج": "j g dj dg dsch c:100 zh:200 gj:200",
    "ح": "h kh:400 ch:400 -:500",
    "خ": "kh h ch k:200 x:200",
    "د": "d t:200",
    "ذ": "dh d th z",
    "ر": "r",
    "ز": "z s:300",
    "س": "s c:300 z:400",
    "ش": "sh ch sch s:200",
    "ص": "s",
    "ض": "d dh z",
    "ط": "t th:300 d:500",
    "ظ": "z dh th d",
    "ع": "- a e i:200 o u:200 aa ei:300 ai:300 oa:300 3",
    "غ": "gh g r:400",
    "ف": "f ph v:300",
    "ق": "q k c g gh:400 kh:500",
    "ك": "k c q:300 ck kh:500 ch:500",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ه": "h -:300",
    "ة": "a ah e eh h at et t:200 -:200",
    "و": "w ou u o oo v au aw ow uw ouw ue:200 wa:100 -:500",
    "ي": "y i ee ie ei ai ay ey e iy yi ia:300 j:300 -:500",
    "ى": "a i y e ah ee:200 -:300",
    "ؤ": "ou u o w aou:200 -:200",
    "ئ": "i y e ie a:200 -:200",
    "ء": "- a:200 e:300",
    "پ": "p b",
    "چ": "ch j tch tsch c:100",
    "ژ": "zh j z",
    "ڤ": "v f",
    "گ": "g k",
}
FIRST: Final = {
    "ا": (("a", 0), ("e", 0), ("i", 0), ("o", 0), ("u", 0), ("y", 300), ("ou", 0), ("aa", 0), ("", 900)),
    "ي": (("y", 0), ("i", 100), ("j", 200), ("ye", 0)),
    "و": (("w", 0), ("ou", 0), ("v", 100), ("u", 200)),
}
"""Other spellings for the first letter of a word, where hamza is often left out."""
ARTICLE_INSIDE: Final = (
    ("al", 0),
    ("el", 0),
    ("ul", 0),
    ("il", 100),
    ("a", 0),
    ("e", 0),
    ("u", 0),
    ("o", 100),
    ("oul", 0),
)
"""Spellings of the article inside a compound: عبدالرحمن as abdulrahman, abdurrahman, abderrahmane."""

GOD: Final = "الله"
GOD_INSIDE: Final = (
    ("alah", 0),
    ("ulah", 0),
    ("elah", 0),
    ("ilah", 100),
    ("olah", 0),
    ("ala", 100),
    ("ola", 100),
)
"""Spellings of الله inside a compound: عبدالله as abdullah, abdallah."""

VOWELS: Final = frozenset("aeiou")
VOWEL_COST: Final = 30
"""A short vowel, which Arabic does not write."""
FIRST_OU_COST: Final = 60
"""A French u in the first syllable (Mouhammad); later it marks a long one (Mahmoud is not Muhammad)."""
VOWELS_COST: Final = 600
"""Two vowels together where Arabic writes no letter: they mark a long vowel, which it would write."""
LETTER_COST: Final = 1_000
"""A letter on one side that nothing on the other explains."""
SILENT: Final = {"h": 300, "y": 300, "w": 400}
"""Latin letters added without a sound of their own: Sarah, Hanniyya."""


def spellings() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return for each Arabic letter its Latin spellings with their costs; an empty one means left out."""
    return {letter: tuple(_spelling(item) for item in text.split()) for letter, text in _WRITTEN.items()}


def _spelling(item: str) -> tuple[str, int]:
    latin, _, cost = item.partition(":")
    return ("" if latin == "-" else latin), int(cost or 0)
