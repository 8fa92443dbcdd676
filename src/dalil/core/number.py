"""Number: what stands on a card, possibly read in part; comparing two, and turning one upside down.

A number is text of Western digits with ``?`` for a digit that is not read. It is never an identity: short
numbers come back across agencies and years.
"""

from typing import Final

from dalil.core.script import ARABIC_INDIC_DIGITS, EXTENDED_DIGITS, WESTERN_DIGITS

UNREAD: Final = "?"
_TURNED_WESTERN: Final = {"0": "0", "1": "1", "6": "9", "8": "8", "9": "6"}
_TURNED_ARABIC: Final = {"0": "0", "1": "1", "5": "5", "7": "8", "8": "7"}
"""Digits that are digits again when the card is held upside down: ٧ and ٨ change places, ٠ ١ ٥ stay."""


def number_key(value: str) -> str:
    """Return ``value`` as it is compared: without leading zeros, which clerks write or leave out."""
    return value.lstrip("0") or value[-1:]


def same_number(first: str, second: str) -> bool:
    """True when both can be one number: equal length, and equal wherever both are read."""
    left, right = number_key(first), number_key(second)
    if UNREAD not in left + right:
        return left == right
    return len(first) == len(second) and all(
        a == b or UNREAD in (a, b) for a, b in zip(first, second, strict=True)
    )


def digits_apart(first: str, second: str) -> int:
    """Return how many digits are to be changed, left out or put in (Levenshtein distance) between two."""
    previous = list(range(len(second) + 1))
    for row, a in enumerate(first, start=1):
        current = [row]
        for column, b in enumerate(second, start=1):
            changed = previous[column - 1] + (a != b and UNREAD not in (a, b))
            current.append(min(changed, previous[column] + 1, current[column - 1] + 1))
        previous = current
    return previous[-1]


def turned(written: str) -> str | None:
    """Return what ``written`` says when its card is upside down, in Western digits; None for no number.

    Western 6 and 9 change places, Arabic-Indic ٧ and ٨ do; the order of the digits is reversed.
    """
    digits = []
    for letter in reversed(written):
        if letter in WESTERN_DIGITS:
            digit = _TURNED_WESTERN.get(letter)
        else:
            place = max(ARABIC_INDIC_DIGITS.find(letter), EXTENDED_DIGITS.find(letter))
            digit = _TURNED_ARABIC.get(str(place))
        if digit is None:
            return None
        digits.append(digit)
    return "".join(digits) or None
