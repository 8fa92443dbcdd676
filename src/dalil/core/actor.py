"""Actor: the name under which somebody acts, and when two names are one person's.

The log names people by what they type. A mark that nobody sees, or another way to write the same letter, must
not make a second person of one: two people decide a match, and one cannot be both.
"""

import unicodedata
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Unicode categories of controls, marks of direction, joiners and what is not assigned."""
_TATWEEL: Final = "\u0640"
_ONE_LETTER: Final = str.maketrans("ىیةک", "ييهك")
"""Letters that keyboards and habits exchange: هدى and هدي are typed for one name."""
_LOOKALIKES: Final = str.maketrans("авекмнорстухіјѕԁһԛԝαβεικνορτυχ", "abekmhopctyxijsdhqwabeikvoptux")
"""Cyrillic and Greek letters and the Latin ones for which they are taken, all small."""


def written(actor: str) -> str:
    """The name as the log holds it: composed (NFC), without characters that nobody sees, single blanks."""
    seen = (
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", actor)
        if letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    )
    return " ".join("".join(seen).split())


def key(actor: str) -> str:
    """The text by which two names are one person's.

    Case, vowel signs, accents, hamzas, the tatweel, digit systems, presentation forms, letters that are
    exchanged (ى and ي, ة and ه) or look alike in other alphabets, blanks and points make no other person.
    """
    folded = unicodedata.normalize("NFKD", written(actor).casefold())
    letters = folded.translate(_ONE_LETTER).translate(_LOOKALIKES)
    kept = [letter for letter in letters if unicodedata.category(letter)[0] in "LN" and letter != _TATWEEL]
    return "".join(str(unicodedata.digit(letter, letter)) for letter in kept) or folded
