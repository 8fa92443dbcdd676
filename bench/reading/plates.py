"""Held-out plates, each distinct plate once: its digits; its digits and letters.

The crop is given whole, with the coloured strip at its top, as a person would cut it; and without the strip,
as one line.
"""

from collections.abc import Callable

from bench.reading import compare
from bench.reading.case import Case, Row, Way
from training.label_reader import sets

_STRIP = 0.38
"""Share of a plate's height that the coloured strip takes."""


def distinct(*, strip: bool) -> Callable[[int], list[Case]]:
    """A maker of cases: the first crop of every held-out plate."""

    def cases(count: int) -> list[Case]:
        first: dict[str, sets.Line] = {}
        for line in sets.plates(held_out=True):
            first.setdefault(line.text, line)
        top = 0.0 if strip else _STRIP
        return [
            Case(line.image[round(line.image.shape[0] * top) :], text, f"{len(compare.digits(text))} digits")
            for text, line in list(first.items())[:count]
        ]

    return cases


def _row(name: str, what: str, *, digits: bool, strip: bool) -> Row:
    return Row(
        name,
        f"plates by distinct plate, {what}",
        1000,
        distinct(strip=strip),
        way=Way.LABEL if strip else Way.LINE,
        view=compare.digits if digits else compare.compact,
        aim_ppm=970_000 if digits else 930_000,
    )


ROWS = (
    _row("plates-digits", "the whole crop: digits", digits=True, strip=True),
    _row("plates-letters", "the whole crop: digits and letters", digits=False, strip=True),
    _row("plates-line-digits", "its strip cut away: digits", digits=True, strip=False),
    _row("plates-line-letters", "its strip cut away: digits and letters", digits=False, strip=False),
)
