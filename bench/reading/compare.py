"""Comparing: what of a reading counts, and how far two texts are apart."""

from dalil.vision.alphabet import ARABIC_INDIC, EXTENDED, WESTERN, western


def digits(text: str) -> str:
    """The digits alone, in Western form, in the order in which they stand."""
    return "".join(c for c in western(text) if c in WESTERN)


def compact(text: str) -> str:
    """Every character but blanks; digits in Western form, whichever script they are read in."""
    return "".join(western(text).split())


def exact(text: str) -> str:
    """Every character; digit shapes that two scripts share count as one, and blanks in a row as one."""
    return " ".join(text.translate(str.maketrans(EXTENDED, ARABIC_INDIC)).split())


def distance(one: str, other: str) -> int:
    """Edit distance (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for place, left in enumerate(one):
        before, row[0] = row[0], place + 1
        for at, right in enumerate(other):
            before, row[at + 1] = row[at + 1], min(row[at + 1] + 1, row[at] + 1, before + (left != right))
    return row[-1]
