"""Number: what stands on a card, possibly read in part; comparing two, and turning one upside down.

A number is text of Western digits with ``?`` for a digit that is not read, and ``⋮`` at an end that the edge
of the picture cuts: one digit at least is missing there, and nobody knows how many. It is never an identity:
short numbers come back across agencies and years.
"""

from typing import Final

from dalil.core.script import ARABIC_INDIC_DIGITS, EXTENDED_DIGITS, WESTERN_DIGITS

UNREAD: Final = "?"
CUT: Final = "\N{VERTICAL ELLIPSIS}"
_TURNED_WESTERN: Final = {"0": "0", "1": "1", "6": "9", "8": "8", "9": "6"}
_TURNED_ARABIC: Final = {"0": "0", "1": "1", "5": "5", "7": "8", "8": "7"}
"""Digits that are digits again when the card is held upside down: ٧ and ٨ change places, ٠ ١ ٥ stay."""


def number_key(value: str) -> str:
    """Return ``value`` as it is compared: without leading zeros, which clerks write or leave out."""
    return value.lstrip("0") or value[-1:]


def is_partial(value: str) -> bool:
    """True when a digit of the number is not read or lies beyond the edge."""
    return UNREAD in value or CUT in value


def has_digit(value: str) -> bool:
    """True when a digit of the number is read."""
    return any(one.isdecimal() for one in value)


def is_nought(value: str) -> bool:
    """True where every digit is 0, as nobody's number is: an Arabic nought is a dot, and cloth has many."""
    return not value.strip("0")


def same_number(first: str, second: str) -> bool:
    """True when both can be one number: equal length, and equal wherever both are read.

    A cut number can be any that goes on beyond the cut.
    """
    left, right = number_key(first), number_key(second)
    if not is_partial(left + right):
        return left == right
    return _meet(left.replace(CUT, "?*"), right.replace(CUT, "?*"))


def _meet(first: str, second: str) -> bool:
    """Whether some text fits both patterns: ``?`` is any character, ``*`` any number of them."""
    if first.startswith("*"):
        return _meet(first[1:], second) or (bool(second) and _meet(first, second[1:]))
    if second.startswith("*"):
        return _meet(second, first)
    if not first or not second:
        return not first and not second
    return (first[0] == second[0] or UNREAD in (first[0], second[0])) and _meet(first[1:], second[1:])


def digits_apart(first: str, second: str) -> int:
    """Return how many digits are to be changed, left out or put in (Levenshtein distance) between two."""
    previous = list(range(len(second) + 1))
    for row, a in enumerate(first, start=1):
        current = [row]
        for column, b in enumerate(second, start=1):
            changed = previous[column - 1] + (a != b and not is_partial(a + b))
            current.append(min(changed, previous[column] + 1, current[column - 1] + 1))
        previous = current
    return previous[-1]


def one_digit_apart(first: str, second: str) -> bool:
    """True when a misreading of one digit can make one of the other; single digits are all unlike."""
    return max(len(first), len(second)) > 1 and digits_apart(first, second) <= 1


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
